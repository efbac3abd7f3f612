"""Figures told short: a number without its noun, currency or rate, and the figure that it takes them from."""
