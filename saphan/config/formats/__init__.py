"""How dates and numbers are written where Django has no word on it."""
