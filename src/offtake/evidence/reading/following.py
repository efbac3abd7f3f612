"""What a sentence takes from the one before it: "it has since raised that to 24", "another 40 by May"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from offtake.evidence.claim import Claim

_LEVELS = ("order", "pledge", "target", "capacity", "output")
_SAME = r"(?:that|this|it|the (?:number|figure|total|amount|sum|tally|count|order|pledge|promise|target|goal|quota|offer)|its (?:order|pledge|promise|target|goal|offer))"
_RAISED = re.compile(rf"\b(?:rais|lift|increas|cut|reduc|doubl|trebl|tripl|expand|lower|trimm?|br(?:ing|ought)|t(?:ak|ook)|upp|boost|revis|slash|put)\w* {_SAME}(?: [a-z]+){{0,3}} (?:to|at|from) (?:(?:about|around|some|nearly|almost|up|just|over|more than) ?)*$", re.IGNORECASE)  # fmt: skip
_ROSE = re.compile(rf"^(?:But |And |By [\w ]{{2,20}},? |Since then,? |Then |Later,? )?{_SAME} (?:has |had |have |was |were |is |later |then |now |since |soon |been )*(?:ris|rose|grow|grew|fall|fell|cut|rais|lift|increas|reduc|dropp|is|was|be|become|bec|stands?|stood|now)\w*(?: [a-z]+){{0,2}}? (?:(?:to|at|about|around|some|nearly|almost|over|now) )*$", re.IGNORECASE)  # fmt: skip
"""What became of the figure before: "that rose to 24", "the number is now 24"."""
_REST = re.compile(r"^ (?:[\w-]+ ){0,3}?(?:(?:are|is|were|was|will be) (?:for|destined for|earmarked for|intended for|meant for|bound for|going to)|go to|goes to|will go to)\b")  # fmt: skip
"""To whom some of what was just named go: "twelve are for York"."""
_FINITE = re.compile(r"\b(?:is|are|was|were|has|have|had|will|would|can|could|may|might|should|must|do|does|did)\b|\b[a-z]{3,}(?:ed|ves|kes|ts|ds)\b")  # fmt: skip
_FRAGMENT = re.compile(r"^(?:And |Plus |Then |Including |With )?(?:[Aa]nother|[Aa] further|[Aa]n additional|[Aa]nd another|[Pp]lus|[Ii]ncluding)\b")  # fmt: skip
def followed(claims: Sequence[Claim], last: Sequence[Claim]) -> list[Claim]:
    """The claims of a sentence with what they take from the claims `last` of the one before."""
    return [_taken(c, last) if c.words and c.kind in ("statement", "money") else c for c in claims]  # fmt: skip


def _taken(claim: Claim, last: Sequence[Claim]) -> Claim:
    whole = re.search(rf"(?<![\w.,]){re.escape(claim.words)}(?!\w)", claim.exact)
    if whole is None:
        return claim
    at = whole.start()
    left, right = claim.exact[:at], claim.exact[at + len(claim.words) :]
    same = next((c for c in reversed(last) if c.words and _alike(c, claim)), None)
    if same is None or same.kind not in _LEVELS:
        return claim
    changed = _RAISED.search(left) or _ROSE.match(left)
    more = _FRAGMENT.match(left) and not _FINITE.search(right)
    few = claim.unit in ("", same.unit) and len(left) < LEAD and not claim.rule.startswith("money")
    some = _REST.match(right) if few else None
    if some and " will " in some[0] and same.kind in ("output", "capacity"):
        return replace(claim, kind="target", kind_or="", rule=f"{claim.rule}, following")
    if changed or more or some:
        return replace(claim, kind=same.kind, kind_or=same.kind_or, rule=f"{claim.rule}, following")
    return claim


LEAD = 24
"""Characters before a figure that is the subject of its sentence."""


def _alike(one: Claim, other: Claim) -> bool:
    """Whether two figures count the same: a figure without a noun counts what the one before does."""
    counted = one.rule.partition(",")[0] in ("goods", "bare", "money")
    return counted and (other.unit in ("", one.unit) or not one.unit)
