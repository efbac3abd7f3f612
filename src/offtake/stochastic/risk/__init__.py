"""Aversion to costly futures, in two stages and on trees."""
