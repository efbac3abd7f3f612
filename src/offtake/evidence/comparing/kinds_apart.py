"""One figure told as two things: what is made and what could be made, what is promised and what is under contract.

A capacity read as an output, or a pledge as an order, has the same figure, owner and time, and another kind: no value
contradicts another, so groups of one kind cannot see it.  Where more is made than could be, the two cannot both hold.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import product

from offtake.evidence.claim import Claim
from offtake.evidence.comparing.pairs import Ground
from offtake.evidence.comparing.relation import Relation
from offtake.evidence.comparing.values import interval

TAKEN_FOR = (("output", "capacity"), ("pledge", "order"), ("target", "output"), ("target", "capacity"))  # fmt: skip
"""Kinds of which one is easily taken for the other."""
_KINDS = frozenset(kind for pair in TAKEN_FOR for kind in pair)


def told_apart(claims: Sequence[Claim], ground: Ground) -> list[Relation]:
    """Figures of one owner and time that two documents tell as different things; both kinds are sure."""
    groups: dict[tuple[str, str, str], list[Claim]] = defaultdict(list)
    for c in claims:
        if c.kind in _KINDS and not c.kind_or and c.whose and c.unit and "unit" not in c.unresolved and c.bound != "vague":  # fmt: skip
            groups[c.whose, c.unit, c.per].append(c)
    found = []
    for group in groups.values():
        for one, other in TAKEN_FOR:
            firsts, seconds = ([c for c in group if c.kind == kind] for kind in (one, other))
            for a, b in product(firsts, seconds):
                if a.document != b.document and (told := _pair(a, b, ground)):
                    found.append(told)
    return found


def _pair(a: Claim, b: Claim, ground: Ground) -> Relation | None:
    """A figure told as two things; or, of the same time, more made than could be."""
    when = ground.time(a)
    if a.value is not None and a.value == b.value and (when == ground.time(b) or a.kind == "target"):  # fmt: skip
        return Relation("other kind", a, b, f"the same figure, {a.kind} in one and {b.kind} in the other")  # fmt: skip
    both = (a.kind, b.kind) == ("output", "capacity") and when and when == ground.time(b) and a.per
    if both and interval(a)[0] > interval(b)[1]:
        return Relation("contradiction", a, b, f"more is made than could be ({when})")
    return None
