"""Lao: day before month, a point between thousands, a comma before decimals."""
