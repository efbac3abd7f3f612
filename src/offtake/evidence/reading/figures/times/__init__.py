"""Time in figures: how long, how often, and per what time."""
