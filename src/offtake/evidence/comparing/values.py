"""The values that a claim leaves possible, and whether two claims can both hold."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache
from math import inf

from offtake.evidence.claim import Claim

ABOUT = 0.1
"""How far a value with "about" may be off, as a share of it."""
NOTHING = (None, None, None, "", "")
"""The figure of a claim that has none."""


def figure_of(claim: Claim) -> tuple[float | None, float | None, float | None, str, str]:
    """What a claim's figure says."""
    return claim.value, claim.low, claim.high, claim.unit, claim.per


def interval(claim: Claim) -> tuple[float, float]:
    """The values that a claim leaves possible; a plain value up to half a unit of its last digit that counts."""
    if claim.value is None:
        return (
            claim.low if claim.low is not None else -inf,
            claim.high if claim.high is not None else inf,
        )
    value = claim.value
    slack = ABOUT * abs(value) if claim.bound == "~" else _rounding(value)
    return {"<": (-inf, value), "<=": (-inf, value), ">": (value, inf), ">=": (value, inf)}.get(claim.bound, (value - slack, value + slack))  # fmt: skip


@lru_cache(maxsize=100_000)
def _rounding(value: float) -> float:
    """Half a unit of the last digit that is not a zero, and a twentieth at most: 524,000 is half a thousand off."""
    last = Decimal(f"{value:.9g}").normalize().as_tuple().exponent
    return min(0.5 * 10.0 ** int(last), 0.05 * abs(value)) if value else 0.0


def can_both_hold(a: Claim, b: Claim) -> bool:
    """Whether a value is within what both state."""
    one, other = interval(a), interval(b)
    return one[0] <= other[1] and other[0] <= one[1]
