"""Faults on real nodes: processes, PostgreSQL, files and lines (EXCHANGE 9b)."""
