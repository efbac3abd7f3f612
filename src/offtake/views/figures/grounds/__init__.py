"""Figures of what an answer rests on: sources, limits, what matters most, what came of such forecasts."""
