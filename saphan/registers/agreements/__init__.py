"""Instruments, meetings, and the contents agreed there as commitments."""
