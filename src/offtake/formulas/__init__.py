"""Closed forms as pure functions of numbers: the ground floor, which knows no study."""
