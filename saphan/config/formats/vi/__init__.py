"""Vietnamese: what Django leaves out."""
