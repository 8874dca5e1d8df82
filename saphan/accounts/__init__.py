"""Authorities, the people who log in, their abilities, and the trace of what they read."""
