"""Support programmes with their payments, and statistics that others report."""
