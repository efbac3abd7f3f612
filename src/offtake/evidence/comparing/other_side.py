"""What one party says of another: of its output, its capacity, or of either compared."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from offtake.evidence.claim import Claim
from offtake.evidence.comparing.pairs import kinds_of
from offtake.evidence.comparing.relation import Relation
from offtake.evidence.reading.scope.whose import OFFICES

BESIDE = 90
"""Characters around a speaker's full name within which a party that is named is taken for the speaker's own."""
_OF_A_PARTY = frozenset(("output", "capacity", "comparison"))
"""What is told of a party, and of no thing or time."""
_ITS_OFFICE = re.compile(
    rf"(?:^|[,;:.“\"] |\b(?:its|their|the|sein|ihr|son|sa) )(?:[a-z-]+ ){{0,2}}{OFFICES},? $"
)
"""An office of no other party before a name: of the one that the sentence is about."""


def about_others(claims: Sequence[Claim], texts: Mapping[str, str]) -> list[Relation]:
    """Each claim of a named speaker about a party that is not said to be the speaker's own."""
    return [
        Relation("other side", c, None, f"{c.speaker} about {c.whose}")
        for c in claims
        if _is_about_another(c, texts)
    ]


def _is_about_another(claim: Claim, texts: Mapping[str, str]) -> bool:
    """Whatever a guessed kind may be, it is told of a party."""
    if not (claim.speaker and claim.whose and _OF_A_PARTY.issuperset(kinds_of(claim))):
        return False
    if claim.form == "outlet" or claim.speaker_basis == "body" or claim.whose in claim.speaker:
        return False
    names = re.finditer(re.escape(claim.speaker), texts[claim.document])
    return not any(_beside(claim.whose, m) for m in names)


def _beside(party: str, name: re.Match[str]) -> bool:
    """Whether a party stands before a name, or after it in an apposition: "Rosa Lind, head of Alfa"."""
    before, after = (
        name.string[max(0, name.start() - BESIDE) : name.start()],
        name.string[name.end() : name.end() + BESIDE],
    )
    behind = rf", [^,.]{{0,40}}\b(?:of|at|from|bei|von|de) (?:the )?{re.escape(party)}"
    return party in before or bool(re.match(behind, after) or _ITS_OFFICE.search(before))
