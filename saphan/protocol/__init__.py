"""Canonical bytes, Merkle tree, documents, journals and evidence: pure Python, no tables."""
