"""Pages: one's own account, people, authorities, and the log of reading."""
