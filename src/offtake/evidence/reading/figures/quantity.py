"""A quantity in a sentence: a number with what it counts, or its currency, and per what time."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Quantity:
    """What a number says.  One of `value`, `low`, `high` at least is there."""

    start: int
    end: int
    value: float | None
    low: float | None = None
    high: float | None = None
    unit: str = ""
    """What is counted, a currency (three letters), %, %GDP, x, share, or a unit of time; '' where open."""
    words: str = ""
    """The words that name what is counted, as they stand."""
    per: str = ""
    sort: str = ""
    """money, gdp, ratio, time, goods, or bare."""
    figures: bool = False
    grouped: bool = False
    """Its thousands are parted."""
    strong: bool = False
    """Enough of a quantity to count without a unit."""
    carried: bool = False
    """Its unit stands with another figure of the sentence."""
    step: str = ""
    """before or after, of "from a to b"."""
    assumed: bool = False
    """Its currency is that of the country which the document speaks of."""
    unsure: bool = False
