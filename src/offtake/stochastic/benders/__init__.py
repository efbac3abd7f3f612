"""Benders' method: cuts from every future, rows that whole decisions add, and a search over first stages."""
