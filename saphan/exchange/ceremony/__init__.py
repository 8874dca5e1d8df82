"""How two nodes come to know each other: keys, cards, the file that both sides sign."""
