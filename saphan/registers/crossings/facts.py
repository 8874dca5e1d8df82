"""What the sealed documents of this register state, countable."""

FACTS = {}
