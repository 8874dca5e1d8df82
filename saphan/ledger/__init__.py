"""Sealed documents, the own journal, its signed heads, and evidence."""
