"""Percentages of a sentence that leave out what they are of: points where all is per cent, shares of GDP where one is told.

"58 per cent, two points up": percentage points.  "3.2 per cent of GDP, and is to reach 4 per cent": both are shares of GDP, unless
the second is a difference, or of something else.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from offtake.evidence.reading.figures.quantity import Quantity

_APART = re.compile(r" (?:to|auf|à) \d| (?:up|down|higher|lower|more|less|fewer|ahead|behind|clear|above|below|better|worse|mehr|weniger|höher|niedriger|de plus|de moins|au-dessous|au-dessus|en dessous|derrière|devant|über|unter)\b|[.;]|,(?! or\b)| \x1a")  # fmt: skip
_APART_FR = re.compile(r" (?:de (?:plus|moins)|mehr|weniger|au-dessus|au-dessous)\b")
_CHANGE_OF = re.compile(
    r"\b(?:recul|hausse|baisse|progression|gain|perte|écart|chute|repli|bond|augmentation|diminution|avance|retard|marge|Rückgang|Anstieg|Plus|Minus|Zuwachs|Verlust|Vorsprung|Abstand|Einbruch) (?:de |d['’]|von )(?:près de |plus de |rund |etwa |gut |fast )?$"
)
"""Of a change in points: "un recul de 5 points"."""
_AGAIN = re.compile(r"\b(?:or|a gain of|a loss of|oder|soit) $|\($")
_POINTS, _FEW = 100, 10
_BY = re.compile(r"\b(?:by|um|de) $")
_LEVEL = re.compile(r"\b(?:uptake|turnout|share|approval|support|occupancy|vaccination|unemployment|utili[sz]ation|margin)\b[^,;.]{0,40} $", re.IGNORECASE)  # fmt: skip
"""What is told in per cent: "uptake is 14 points lower"."""
_POINT = re.compile(r" (?:points?|Punkte?n?)\b")
_ELSE = re.compile(
    r" (?:of (?!GDP)|der |des |du |de la |more|less|higher|lower|increase|rise|cut|growth|rate|stake|share|tax|tariff|inflation|mehr|weniger|de plus|de moins|en hausse)"
)
_MOVED_TO = re.compile(
    r"\b(?:to|from|at|auf|von|à)(?: (?:about|around|some|nearly|almost|rund|environ))? $"
)
_OTHER = re.compile(
    r"\b(?:growth|inflation|unemployment|turnout|stakes?|tariffs?|tax(?:es)?|interest|yields?|support|vot(?:e|es|ed|ers)|polls?|majority|shares?|Zinsen|Steuern?|Anteil|taux|impôts?|Wachstum|Inflation|croissance)\b[^,;]{0,30}$"
)
_DIFFERENCE = re.compile(
    r"\b(?:growth|inflation|unemployment|turnout|grew|rose|rise|fell|increase|by(?! \x1a)|up|down|stake|tariffs?|tax|interest|yield)\b[^,;]{0,30}$|\b(?:Wachstum|Inflation|um|croissance|hausse)\b[^,;]{0,30}$"
)


def in_points(text: str, found: Sequence[Quantity]) -> list[Quantity]:
    """Points as percentage points where they tell how far apart shares of the sentence are."""
    told = " point" in text or " Punkt" in text or any(q.unit == "points" for q in found)
    if not told or not any(q.unit == "%" or _LEVEL.search(text[: q.start]) for q in found):
        return list(found)
    found = [replace(q, unit="points", words="points", end=m.end(), sort="goods") if q.sort == "bare" and (m := _POINT.match(text, q.end)) else q for q in found]  # fmt: skip
    return [replace(q, unit="%", sort="ratio") if _is_points(text, q) else q for q in found]


def _is_points(text: str, q: Quantity) -> bool:
    words = q.words.split(" ")
    alone = q.unit == "points" and len(words) == 1 and (q.value or _POINTS) < _POINTS
    apart = _APART.match(text, q.end) or ((q.value or 0) % 1 and (q.value or 0) < _FEW and _BY.search(text[: q.start]))  # fmt: skip
    if alone and (_CHANGE_OF.search(text[: q.start]) or _APART_FR.match(text, q.end)):
        return True
    return alone and bool(apart) and not _AGAIN.search(text[: q.start])


def of_gdp(text: str, found: Sequence[Quantity]) -> list[Quantity]:
    """Percentages after one of GDP that are levels of the same."""
    first = next((q for q in found if q.sort == "gdp"), None)
    if first is None:
        return list(found)
    return [replace(q, unit="%GDP", sort="gdp", carried=True) if _is_of_gdp(text, q, first) else q for q in found]  # fmt: skip


def _is_of_gdp(text: str, q: Quantity, first: Quantity) -> bool:
    if q.unit != "%" or q.start < first.end or _ELSE.match(text, q.end) or "point" in text[q.start : q.end]:  # fmt: skip
        return False
    before = text[first.end : q.start]
    return not _OTHER.search(before) and (
        not _DIFFERENCE.search(before) or bool(_MOVED_TO.search(before))
    )
