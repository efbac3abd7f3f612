"""Figures of the forecast: when and why late, who makes what, who is ahead."""
