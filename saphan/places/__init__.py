"""A dated gazetteer: a place has a beginning, an end and successors."""
