"""Django groups no Vietnamese digits; its separators stay."""

NUMBER_GROUPING = 3
