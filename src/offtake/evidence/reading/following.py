"""What a sentence takes from the one before it: "it has since raised that to 24", "another 40 by May", the answer to a question."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from offtake.evidence.claim import Claim
from offtake.evidence.reading.kinds.kind import kind_of
from offtake.evidence.rules.rules import Rules

_LEVELS = ("order", "pledge", "target", "capacity", "output")
_SAME = r"(?:that|this|it|the (?:number|figure|total|amount|sum|tally|count|order|pledge|promise|target|goal|quota|offer)|its (?:order|pledge|promise|target|goal|offer))"
_RAISED = re.compile(rf"\b(?:rais|lift|increas|cut|reduc|doubl|trebl|tripl|expand|lower|trimm?|br(?:ing|ought)|t(?:ak|ook)|upp|boost|revis|slash|put)\w* {_SAME}(?: [a-z]+){{0,3}} (?:to|at|from) (?:(?:about|around|some|nearly|almost|up|just|over|more than) ?)*$", re.IGNORECASE)  # fmt: skip
_ROSE = re.compile(rf"^(?:But |And |By [\w ]{{2,20}},? |Since then,? |Then |Later,? )?{_SAME} (?:has |had |have |was |were |is |later |then |now |since |soon |been )*(?:ris|rose|grow|grew|fall|fell|cut|rais|lift|increas|reduc|dropp|is|was|be|become|bec|stands?|stood|now)\w*(?: [a-z]+){{0,2}}? (?:(?:to|at|about|around|some|nearly|almost|over|now) )*$", re.IGNORECASE)  # fmt: skip
"""What became of the figure before: "that rose to 24", "the number is now 24"."""
_REST = re.compile(r"^ (?:[\w-]+ ){0,3}?(?:(?:are|is|were|was|will be) (?:for|destined for|earmarked for|intended for|meant for|bound for|going to)|go to|goes to|will go to)\b")  # fmt: skip
"""To whom some of what was just named go: "twelve are for York"."""
_FINITE = re.compile(r"\b(?:is|are|was|were|has|have|had|will|would|can|could|may|might|should|must|do|does|did)\b|\b[a-z]{3,}(?:ed|ves|kes|ts|ds)\b")  # fmt: skip
_FRAGMENT = re.compile(r"^(?:And |Plus |Then |Including |With )?(?:[Aa]nother|[Aa] further|[Aa]n additional|[Aa]nd another|[Pp]lus|[Ii]ncluding)\b")  # fmt: skip
_ASKS = re.compile(r"\bhow (?:many|much)(?: of (?:them|those|these))?(?P<noun>(?: [\w’'-]+){0,4}?) (?P<aux>did|do|does|will|would|can|could|have|has|had|are|is|were|was) (?P<who>you|they|it|we|he|she|(?:the |your |its )?[\w-]+) (?P<rest>[^?.!]{3,80})\?[”\"’»]?\s*(?:(?:“|\"|«|‘)?(?:[A-Z][\w .’'-]{0,20}: ?)?)?$", re.IGNORECASE)  # fmt: skip
"""A question that the sentence after answers: "How many looms did you make?"."""
_ANSWER = re.compile(r"^[”\"“‘'«]?(?:[A-Z][\w .’'-]{0,20}: ?)?[“\"«]?(?:(?:[Aa]bout|[Aa]round|[Ss]ome|[Nn]early|[Aa]lmost|[Mm]ore than|[Oo]ver|[Uu]p to|[Aa]t least|[Rr]oughly|[Jj]ust|[Oo]nly|[Bb]etween|[Ww]ell|[Ii]n all|[Pp]erhaps|[Mm]aybe|[Ss]omething like|[Tt]oday|[Rr]ight now),? )*$")  # fmt: skip
LOOK_BACK = 300
"""Characters before a sentence in which its question stands."""


def followed(
    claims: Sequence[Claim], last: Sequence[Claim], before: str, rules: Rules
) -> list[Claim]:
    """The claims of a sentence with what they take from the claims `last` of the one before, and from the text `before` it."""
    return [_taken(c, last, before, rules) if c.words and c.kind in ("statement", "money") else c for c in claims]  # fmt: skip


def _taken(claim: Claim, last: Sequence[Claim], before: str, rules: Rules) -> Claim:
    whole = re.search(rf"(?<![\w.,]){re.escape(claim.words)}(?!\w)", claim.exact)
    if whole is None:
        return claim
    at = whole.start()
    left, right = claim.exact[:at], claim.exact[at + len(claim.words) :]
    if _ANSWER.match(left) and (asked := _ASKS.search(before)):
        kind = _answered(asked, claim, right, rules)
        return replace(claim, kind=kind, rule=f"{claim.rule}, answer")
    same = next((c for c in reversed(last) if c.words and _alike(c, claim)), None)
    if same is None or same.kind not in _LEVELS:
        return claim
    changed = _RAISED.search(left) or _ROSE.match(left)
    more = _FRAGMENT.match(left) and not _FINITE.search(right)
    few = claim.unit in ("", same.unit) and len(left) < LEAD and not claim.rule.startswith("money")
    some = _REST.match(right) if few else None
    if some and " will " in some[0] and same.kind in ("output", "capacity"):
        return replace(claim, kind="target", rule=f"{claim.rule}, following")
    if changed or more or some:
        return replace(claim, kind=same.kind, rule=f"{claim.rule}, following")
    return claim


LEAD = 24
"""Characters before a figure that is the subject of its sentence."""


def _alike(one: Claim, other: Claim) -> bool:
    """Whether two figures count the same: a figure without a noun counts what the one before does."""
    counted = one.rule.partition(",")[0] in ("goods", "bare", "money")
    return counted and (other.unit in ("", one.unit) or not one.unit)


def _answered(asked: re.Match[str], claim: Claim, right: str, rules: Rules) -> str:
    """The kind of the answer put into the question as a statement: "they did make 40 looms"."""
    who, aux, rest = asked["who"], asked["aux"], asked["rest"]
    does = "" if aux.lower() in ("did", "do", "does") else f" {aux}"
    who = "they" if who.lower() in ("you", "we", "it", "he", "she") else who
    verb, _, others = rest.partition(" ")
    verb = f"{verb} {others.partition(' ')[0]}" if verb in ("you", "the") else verb
    noun = asked["noun"].strip() or claim.unit or "of them"
    lead = f"{who}{does} {verb} "
    figure = f"{claim.words.split(' ')[0]} {noun}"
    text = f"{lead}{figure} {others}{'' if right.startswith('.') else right}"
    return kind_of(text, len(lead), len(lead) + len(figure), "goods", rules, "en", figure)[0]
