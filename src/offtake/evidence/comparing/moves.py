"""What a figure moved from and to in one sentence: "rose from 40 to 60", "up to €3,000 from €2,600".

Of several such in a sentence those nearest to each other belong together: "from 40 to 60, and Osmund from 20 to 30".
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import pairwise

from offtake.evidence.claim import Claim
from offtake.evidence.places import place_of

ENDS = ("before", "after")


def moves(claims: Sequence[Claim]) -> dict[str, str]:
    """By claim, the one that it moved to or from in the same sentence; those that have none are left out."""
    sentences: dict[tuple[str, int], list[Claim]] = defaultdict(list)
    for claim in claims:
        if claim.words and claim.date_bound in ENDS:
            sentences[claim.document, claim.start].append(claim)
    found: dict[str, str] = {}
    for own in sentences.values():
        for a, b in _nearest_first(own):
            if a.date_bound != b.date_bound and not {a.id, b.id} & set(found):
                found |= {a.id: b.id, b.id: a.id}
    return found


def _nearest_first(claims: Sequence[Claim]) -> list[tuple[Claim, Claim]]:
    """Figures that follow each other in a sentence, those with the least between them first."""
    at: Mapping[str, tuple[int, int]] = {c.id: place_of(c) for c in claims}
    order = sorted(claims, key=lambda c: at[c.id])
    return sorted(pairwise(order), key=lambda p: (at[p[1].id][0] - at[p[0].id][1], at[p[0].id]))
