"""Participation: what a part is worth to a producer."""
