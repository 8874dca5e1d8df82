"""What passes between this node and its peers, by line or by stick, and what may pass."""
