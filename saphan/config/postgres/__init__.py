"""The node's own PostgreSQL: binaries, account, cluster; nothing needs a system package."""
