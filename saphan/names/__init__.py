"""Scripts, sort keys and search keys of names: no tables."""
