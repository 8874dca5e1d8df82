"""Saphan, the shared record of a border."""

__version__ = "0.1.0"
