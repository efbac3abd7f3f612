"""Figures of one plan: what is built, made, delivered, and what that costs."""
