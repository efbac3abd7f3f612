"""What governs a figure, in whatever language and trade."""

from __future__ import annotations

from dataclasses import dataclass

COMING = ("planned", "future")


@dataclass(frozen=True)
class Frame:
    """Where a figure stands in its clause; '' where that is not seen."""

    role: str = ""
    """object of a verb, subject, complement ("is 40"), oblique (after a noun or preposition), by (a difference)."""
    verb: str = ""
    """A class of `verbs.toml`; any other verb is one of doing ("do")."""
    mood: str = "real"
    """real; planned ("expects to", "is to"), future ("will"), promise, ability, duty ("must", "may"), denied ("not")."""
    head: str = ""
    """The noun whose figure it is: capacity, target, order, output, price, need."""
