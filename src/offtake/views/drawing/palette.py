"""Colours, fixed by meaning: the same thing has the same colour in every chart.

Arrangements are told apart by readers who are colour-blind, and every panel also names its own.
"""

from __future__ import annotations

INK = "#1b2430"
SOFT = "#55606e"
GRID = "#e3e7ec"
PAPER = "#ffffff"

ARRANGEMENTS = {
    "course": "#6b6b6b",
    "no-deal": "#b4530a",
    "deal": "#14508c",
    "first-best": "#1a6b50",
}
STEPS = {"pledged": "#c9d6e3", "contracted": "#8fb0cf", "paid": "#4a83b7", "delivered": "#0f3f73"}

NEED = "#1b2430"
SHORTFALL = ("#ffffff", "#f6d9c3", "#e39a63", "#b4530a", "#6e2f02")

STAGES = {"building": "#c9d6e3", "ramping up": "#7ba3c8", "at full rate": "#14508c"}

GROUNDS = {
    "from a document": "#14508c",
    "assumed, with a reason": "#d99a5b",
    "without a source": "#8c1d18",
}

PARTIES = ("#14508c", "#b4530a", "#4f7d4a", "#7a4d8b", "#8a7a2f", "#4a5560", "#2d8c8c", "#a3456b")
"""For payers and producers, in the order of their names."""
