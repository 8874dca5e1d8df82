"""The annual talks: agenda, pack and minutes."""
