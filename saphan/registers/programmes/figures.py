"""The figures of this register, as data."""

FIGURES = ()
