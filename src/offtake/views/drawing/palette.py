"""Colours, fixed by meaning: the same thing has the same colour in every chart.

Arrangements are told apart by readers who are colour-blind, and every panel also names its own.  Each colour has its
fellow for dark screens in `assets/report.css`, found by its name there; a test holds that none is forgotten.
"""

from __future__ import annotations

INK = "#1b2430"
SOFT = "#55606e"
GRID = "#e3e7ec"
PAPER = "#ffffff"

ON_LIGHT, ON_STRONG = "#1b2431", "#fffffe"
"""Text on a light and on a strong fill: on a dark screen the first stays dark, the second turns dark."""

ARRANGEMENTS = {
    "course": "#6b6b6b",
    "no-deal": "#b4530a",
    "deal": "#14508c",
    "first-best": "#1a6b50",
}
STEPS = {
    "budget room": "#8a94a0",
    "contracted": "#8fb0cf",
    "paid": "#4a83b7",
    "delivered": "#0f3f73",
}

NEED = INK
SHORTFALL = {1: "#f5e8ef", 10: "#e8cddb", 25: "#c98bab", 50: "#8f3f6e", 75: "#561f40"}
"""By the least percentage that has the colour."""
STRONG = 50
"""Percentage from which on the colour is too strong for dark text."""

STAGES = {"building": "#c9d6e3", "ramping up": "#7ba3c8", "at full rate": "#14508c"}

ENDS = {"low end": "#9aa4ae", "high end": "#4d5a67"}
"""Of an assumption's range: greys, for neither end is anybody's."""

GROUNDS = {
    "from a document": "#3f4f5f",
    "assumed, with a reason": "#cdb876",
    "without a source": "#8c1d18",
}
THEIRS = "#8c1d18"

PARTIES = ("#2d8c8c", "#7a4d8b", "#8a7a2f", "#a3456b", "#4f7d4a", "#7c5a44", "#4a6fa5", "#5b5f97", "#3f7f5f", "#9a5a7d")  # fmt: skip
"""For payers and producers, the largest of the study first: none of them is the colour of an arrangement."""
OTHERS = "#b4bcc6"
"""For all who have no colour of their own, together."""
