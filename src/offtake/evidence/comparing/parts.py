"""A part and its whole: "40 of the 65 lines", "of the 65 lines, 40", "65 lines, of which 40".

The part is another figure than the whole, and than any figure that is no part: neither contradicts the other.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise

from offtake.evidence.claim import Claim
from offtake.evidence.places import place_of

_OWNED = r"(?:the |its |their |our |his |her |all |those |these |den |der |seinen |ihren |les |ses |leurs )*(?:[A-ZÄÖÜ][\w-]*['’]s? )?"
_OF = re.compile(rf"(?:[^\W\d_][\w-]* )?(?:of|von|der|des|de) {_OWNED}$")
"""Between a part and its whole: "40 of the 65", "40 boats of the 65"."""
_WHICH = re.compile(r"(?:[^\W\d_][\w-]*)?,? (?:of (?:which|them|these|those|whom)|davon|von denen|dont)[, ](?:[a-z]+ ){0,3}$")  # fmt: skip
"""Between a whole and its part: "65 lines, of which 40"."""
_OPENS = re.compile(rf"(?:^|[,;:“\"(] ?|\bthat )(?:[Oo]f|[Vv]on|[Ss]ur) {_OWNED}$")
"""Before a whole that comes first: "Of the 65 lines, 40 are late"."""
_VON = re.compile(rf"(?:^|[,;:“„\"(] ?|\bdass )[Vv]on {_OWNED}$")
_FIRST = re.compile(r"(?:[^\W\d_][\w-]* )?(?:[^\W\d_][\w-]*)?, (?:[a-z]+ ){0,2}$")
_TURNED = re.compile(r"(?:[A-ZÄÖÜ][\w-]* ){0,2}[a-zäöüß]+(?:t|en|ind) (?:(?!auf\b|bis\b|zu\b)[a-zäöüß]+ ){0,2}$")  # fmt: skip
"""Between a whole that comes first and its part in German: "Von den 65 Linien sind 40 verspätet"."""
_BEHIND = re.compile(r" (?:of (?:which|them|these|those|whom)|davon|von (?:denen|ihnen)|d['’]entre (?:eux|elles))\b")  # fmt: skip
"""Behind a part: "65 lines, 40 of which", "65 lines and 40 of them"."""
_JOINED = re.compile(r"(?:,|,? (?:and|but|with|und|aber|mit|et|mais))(?: [a-zà-ÿ]+){0,2} $")
_SHARES = ("share", "%")
"""Units of a part that say how much of its whole it is, whatever is counted."""


def wholes(claims: Sequence[Claim]) -> dict[str, float | None]:
    """Part -> the value of the whole of which it is told, in the same sentence."""
    sentences: dict[tuple[str, int], list[Claim]] = defaultdict(list)
    for claim in claims:
        if claim.words:
            sentences[claim.document, claim.start].append(claim)
    found: dict[str, float | None] = {}
    for own in sentences.values():
        for part, whole in _parts(own) if len(own) > 1 else ():
            found[part.id] = whole.value
    return found


def _parts(claims: Sequence[Claim]) -> list[tuple[Claim, Claim]]:
    """Parts with their wholes among the figures of a sentence that follow each other in its words."""
    at = {c.id: place_of(c) for c in claims}
    order = sorted(claims, key=lambda c: at[c.id])
    found = [_pair(a, b, at[a.id], at[b.id]) for a, b in pairwise(order)]
    return [pair for pair in found if pair and _of_one_sort(*pair)]


def _pair(a: Claim, b: Claim, one: tuple[int, int], other: tuple[int, int]) -> tuple[Claim, Claim] | None:  # fmt: skip
    """The part and the whole of two figures, by the words before, between and behind them."""
    text = a.exact
    before, between, behind = text[: one[0]], text[one[1] : other[0]], text[other[1] :]
    if _OF.match(between.lstrip()):
        return a, b
    opened = _OPENS.search(before) and _FIRST.match(between.lstrip())
    turned = _VON.search(before) and _TURNED.match(between.lstrip())
    joined = _BEHIND.match(behind) and _JOINED.fullmatch(between)
    return (b, a) if _WHICH.match(between) or opened or turned or joined else None


def _of_one_sort(part: Claim, whole: Claim) -> bool:
    """Whether a part can be of that whole: "40 boats of 65 tonnes" are none of the tonnes."""
    return part.unit == whole.unit or "unit" in part.unresolved or part.unit in _SHARES
