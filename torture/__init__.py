"""Faults on purpose: the exchange must come through all of them with nothing lost or altered."""
