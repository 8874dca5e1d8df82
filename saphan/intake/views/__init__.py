"""Pages of staging: what waits, drafts, files, and the rules of clearing."""
