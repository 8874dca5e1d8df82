"""Saphan, the shared record of a border."""
