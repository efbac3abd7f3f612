"""Whole numbers for the plan: bounds, roundings, moves near a plan."""
