"""Blocks that weigh the worst futures."""
