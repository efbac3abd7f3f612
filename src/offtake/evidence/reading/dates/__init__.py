"""Dates as the words of a sentence fix them."""
