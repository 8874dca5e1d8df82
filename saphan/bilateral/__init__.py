"""Matters with two owners: what both sides say of each, and the verbs with which they say it."""
