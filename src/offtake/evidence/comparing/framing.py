"""One quotation told in two ways: at another length, without marks, or under another title."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from offtake.evidence.claim import Claim
from offtake.evidence.comparing.once import by_place, within
from offtake.evidence.comparing.relation import Relation
from offtake.evidence.comparing.republished import Overlap
from offtake.evidence.comparing.values import figure_of

_TOLD = {"copy": "", "quotation": "other length", "reported": "one without quotation marks"}


def framings(
    claims: Sequence[Claim], shared: Sequence[Overlap], titles: Mapping[str, str]
) -> list[Relation]:
    """Passages that two documents share and cut or head differently, each by a claim that stands in both."""
    places = by_place(claims)
    found, seen = [], set()
    for overlap in shared:
        pair = _pair(within(places, overlap.first), within(places, overlap.second))
        if pair is None or (pair[0].id, pair[1].id) in seen:
            continue
        seen.add((pair[0].id, pair[1].id))
        one, other = titles[overlap.first.document], titles[overlap.second.document]
        reasons = [r for r in (_TOLD[overlap.relation], "other title" if one != other and one and other else "") if r]  # fmt: skip
        if reasons:
            why = f"{', '.join(reasons)}; {overlap.share:.0%} of the shorter shared"
            found.append(Relation("framing", *pair, why))
    return found


def _pair(ones: Sequence[Claim], others: Sequence[Claim]) -> tuple[Claim, Claim] | None:
    """A figure that both passages have, else the first claim of each."""
    if not ones or not others:
        return None
    return next(((a, b) for a in ones for b in others if figure_of(a) == figure_of(b)), (ones[0], others[0]))  # fmt: skip
