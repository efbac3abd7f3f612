"""A part and its whole: "40 of the 65 lines", "of the 65 lines, 40", "65 lines, of which 40".

The part is another figure than the whole, and than any figure that is no part: neither contradicts the other.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from offtake.evidence.claim import Claim

_OWNED = r"(?:the |its |their |our |his |her |all |those |these |den |der |seinen |ihren |les |ses |leurs )*(?:[A-ZÄÖÜ][\w-]*['’]s? )?"
_OF = re.compile(rf"(?:[^\W\d_][\w-]* )?(?:of|von|der|des|de) {_OWNED}$")
"""Between a part and its whole: "40 of the 65", "40 boats of the 65"."""
_WHICH = re.compile(r"(?:[^\W\d_][\w-]*)?,? (?:of (?:which|them|these|those|whom)|davon|von denen|dont)[, ](?:[a-z]+ ){0,3}$")  # fmt: skip
"""Between a whole and its part: "65 lines, of which 40"."""
_OPENS = re.compile(rf"(?:^|[,;:“\"(] ?|\bthat )(?:[Oo]f|[Vv]on|[Ss]ur) {_OWNED}$")
"""Before a whole that comes first: "Of the 65 lines, 40 are late"."""
_FIRST = re.compile(r"(?:[^\W\d_][\w-]* )?(?:[^\W\d_][\w-]*)?, (?:[a-z]+ ){0,2}$")


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
    """Parts with their wholes among the figures of a sentence, which come in the order of its words."""
    found, end, at = [], 0, []
    for claim in claims:
        start = claim.exact.find(claim.words, end)
        if start < 0:
            start = max(claim.exact.find(claim.words), 0)
        end = start + len(claim.words)
        at.append((start, end))
    text = claims[0].exact
    for k in range(len(claims) - 1):
        between = text[at[k][1] : at[k + 1][0]].lstrip()
        first, second = claims[k], claims[k + 1]
        if _OF.match(between):
            found.append((first, second))
        elif _WHICH.match(text[at[k][1] : at[k + 1][0]]) or (_OPENS.search(text[: at[k][0]]) and _FIRST.match(between)):  # fmt: skip
            found.append((second, first))
    return found
