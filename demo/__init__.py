"""Workbooks as Sơn La's border guard offices would send them; every record is generated."""
