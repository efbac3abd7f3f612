"""Denials, each with the claim that it denies."""

from __future__ import annotations

from collections.abc import Sequence

from offtake.evidence.claim import Claim
from offtake.evidence.comparing.relation import Relation
from offtake.evidence.comparing.scopes import EMPTY
from offtake.evidence.comparing.values import NOTHING, figure_of
from offtake.evidence.comparing.wording import tokens_of

LEAST_SHARED = 4
"""Words of weight that a denial without a figure shares with what it denies."""


def denials(claims: Sequence[Claim]) -> list[Relation]:
    """Each denial with the claim it denies: the same figure by somebody else, else the most words in common."""
    words: dict[str, frozenset[str]] = {}
    found = []
    for denial in claims:
        if denial.kind != "denial":
            continue
        others = [c for c in claims if c.kind != "denial" and c.speaker != denial.speaker]
        match = next(
            (c for c in others if figure_of(c) != NOTHING and figure_of(c) == figure_of(denial)),
            None,
        )
        if match is None:
            words = words or {c.id: _weighty(c) for c in claims}
            own = words[denial.id]
            best = max(others, key=lambda c: len(own & words[c.id]), default=None)
            match = best if best is not None and len(own & words[best.id]) >= LEAST_SHARED else None
        open_ = "" if match else "; which claim is not said"
        found.append(
            Relation("denial", denial, match, f"{denial.speaker or 'somebody'} denies{open_}")
        )
    return found


def _weighty(claim: Claim) -> frozenset[str]:
    return frozenset(
        t.word for t in tokens_of(claim.exact) if t.word not in EMPTY and len(t.word) > 3
    )
