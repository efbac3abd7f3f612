"""The arrangements by name, in the order in which they are always shown."""

from __future__ import annotations

ARRANGEMENTS = ("course", "no-deal", "deal", "first-best")
USUAL = ARRANGEMENTS[1:]
"""What is worked out where nothing is said."""
