"""Where a denial ends: "disputed that, saying the gap was 40", "Denying that it owed 40, Holm said"."""

from __future__ import annotations

import re

_OPENING = re.compile(r"(?:\w+ly )?\w+ing\b")
_BUT_NOW = re.compile(
    r"[;:]|, (?:but|saying|adding|putting|giving|pointing|insisting|and (?:said|added|put)|while|since|because|aber|sondern|mais)\b|\b(?:gave|giving|put|putting) the (?:figure|number|cost|total)\b|\b(?:saying|adding|insisting) that\b|, (?:the|which) (?:real|true|actual)\b|, (?:who|which) (?:put|said|says|gave|spoke|told)\b"
)


def is_over(before: str, end: int) -> bool:
    """Whether what ends at `end` and denies has come to its end before a figure; an opening participle ends at its comma."""
    opening = _OPENING.match(before[:end]) and ", " in before[end:]
    return bool(opening or _BUT_NOW.search(before, end))
