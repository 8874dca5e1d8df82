"""The registers: each one Django app; they do not know each other."""
