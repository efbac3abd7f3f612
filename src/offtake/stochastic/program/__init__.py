"""Stochastic programs as data: blocks, two stages, trees, the extensive form."""
