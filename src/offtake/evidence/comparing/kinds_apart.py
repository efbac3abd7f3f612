"""One figure told as two things: what is made and what could be made, what is promised and what is under contract.

A capacity read as an output, or a pledge as an order, has the same figure, owner and time, and another kind: no value
contradicts another, so groups of one kind cannot see it.  Where more is made than could be, the two cannot both hold.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import product

from offtake.evidence.claim import Claim

TAKEN_FOR = (("output", "capacity"), ("pledge", "order"), ("target", "output"), ("target", "capacity"))  # fmt: skip
"""Kinds of which one is easily taken for the other."""
Interval = Callable[[Claim], tuple[float, float]]


def told_apart(
    claims: Sequence[Claim], time_of: Callable[[Claim], str], interval: Interval
) -> list[tuple[str, Claim, Claim, str]]:
    """Relation, both claims and why, for figures of one owner and time that two documents tell as different things."""
    kinds = {k for pair in TAKEN_FOR for k in pair}
    owned = [c for c in claims if c.kind in kinds and not c.kind_or and c.whose[:1].isupper() and c.unit and "unit" not in c.unresolved and c.bound != "vague"]  # fmt: skip
    groups: dict[tuple[str, str, str], list[Claim]] = {}
    for claim in owned:
        groups.setdefault((claim.whose, claim.unit, claim.per), []).append(claim)
    found = []
    for group in groups.values():
        for one, other in TAKEN_FOR:
            firsts, seconds = ([c for c in group if c.kind == kind] for kind in (one, other))
            for a, b in product(firsts, seconds):
                if a.document != b.document and (told := _pair(a, b, time_of, interval)):
                    found.append((told[0], a, b, told[1]))
    return found


def _pair(
    a: Claim, b: Claim, time_of: Callable[[Claim], str], interval: Interval
) -> tuple[str, str] | None:
    """A figure told as two things; or, of the same time, more made than could be."""
    when = time_of(a)
    if a.value is not None and a.value == b.value and (when == time_of(b) or a.kind == "target"):
        return "other kind", f"the same figure, {a.kind} in one and {b.kind} in the other"
    both = (a.kind, b.kind) == ("output", "capacity") and when and when == time_of(b) and a.per
    if both and interval(a)[0] > interval(b)[1]:
        return "contradiction", f"more is made than could be ({when})"
    return None
