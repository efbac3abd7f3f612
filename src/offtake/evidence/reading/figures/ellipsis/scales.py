"""Magnitudes that a figure leaves out, since another of its sentence says them: "19 of the €72bn", "of 4.9 billion, the fleet gets 1.2".

Beside a partner ("1,3 statt der geplanten 0,8 Millionen Euro", "64 millions d'euros sur les 150 promis") it takes magnitude and
currency; farther off the magnitude alone, from the figure before it, where that is a sum or the number has decimals, which no
count of things has.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import replace

from offtake.evidence.reading.figures.counting import NUMBERED
from offtake.evidence.reading.figures.numbers import figure
from offtake.evidence.reading.figures.quantity import Quantity

_FIGURES = re.compile(r"\d[\d.,'’\u00a0\u202f ]*")
_LEAST = 1e6
_BEFORE_IT = re.compile(
    r" (?:of the|der|des|von(?: den| insgesamt)?|sur(?: les| ses)?|(?:an)?statt(?: der)?(?: [a-zäöüß]+en)?|au lieu des?|nur|lediglich|jetzt|nun|bloß)(?: [a-zäöüß]+en)? "
)
"""Between a figure and the one whose magnitude it takes: "19 des 72 milliards", "statt 1,3 nur 0,9 Milliarden"."""
_ANOTHER_PAYS = re.compile(r", (?:(?:der|die|das|le|la|les) |l['’])[\w-]+ ")
"""Between what one pays and what another does: "das Land steuert 8, der Bund 22 Millionen Euro bei"."""
_PAYS = re.compile(r"\b(?:steuer|zahl|gab|gib|geb|übernimm|übern[ae]hm|träg|trug|trag|finanzier|bezahl|schie(?:ß|ss)|beteilig|bewillig|bekomm|erh[aä]lt|apport|financ|pa(?:ie|y)|vers|met|pr(?:end|is)|contribu|donn|obtient|reçoi)", re.IGNORECASE)  # fmt: skip
_PART_OF = re.compile(
    r" (?:of the|der|des|von (?:den|insgesamt)|sur les)(?: [a-zäöüß]+en| promised| planned)? "
)
_LEAST_PART = 0.02
"""A smaller share of a count in millions is a count of single things."""
_ONLY = re.compile(r" (?:nur|lediglich|jetzt|nun|bloß) ")
_INSTEAD = re.compile(r"\b(?:(?:an)?statt|anstelle von|au lieu de)(?: der| den)? $", re.IGNORECASE)
_AFTER_IT = re.compile(
    r" (?:sur (?:les |ses |un total de )?|von |der |of the |out of )$|,? (?:au lieu des? |statt (?:der )?(?:[a-zäöüß]+en )?|contre |gegenüber |nach )$"
)
"""Before a figure whose magnitude the one before it said: "64 millions sur les 150 promis"."""
PRONOUN = re.compile(r"\b(?:en|d['’]en) (?:[a-zà-ÿ]+ ){1,4}(?:que )?$")
"""The French pronoun for what was told: "se contente d'en promettre 1,3"."""
_OF_IT = re.compile(
    r", (?:dont|davon) (?:seulement |nur |erst |rund |environ )?$|\b(?:gekommen|geflossen|ausgezahlt|überwiesen|bezahlt|abgerufen|bewilligt|ausgegeben|übrig)(?: (?:sind|ist|waren|wurden|bisher|nur|erst))* $"
)
"""Before what a sum is told to have come to: "20 Millionen versprochen, gekommen sind 8".  Who spent 40 million and hired 12 hired twelve."""
_FOR = re.compile(r" (?:für|pour|for) (?:d|l|the)")
"""After a sum beside another: "18 Millionen Euro für das Dock, 2 für das Dach"."""
_RANGE = (1 / 2000, 20)
"""How much less or more it may be than the figure whose magnitude it takes."""


_LAST_YEARS = re.compile(r" \((?:[^()\d]{0,20}|[^()\d]{0,14}(?:\x1a+|(?:19|20)\d\d)[^()\d]{0,4})$")
"""Between a figure and the one of the year before, in brackets: "278 (Vorjahr: 262) Millionen Euro"."""


def scaled_last(text: str, found: Sequence[Quantity]) -> list[Quantity]:
    """With the magnitude and currency that stand behind such a pair given to both of it."""
    done: list[Quantity] = []
    for q in found:
        if len(done) > 1 and q.value is None and q.low and q.sort == "money" and text[done[-1].end : q.start] == ") ":  # fmt: skip
            one, other = done[-2:]
            if one.value and other.value and one.sort == other.sort == "bare" and _LAST_YEARS.fullmatch(text, one.end, other.start):  # fmt: skip
                done[-2:] = [replace(o, value=(o.value or 0.0) * q.low / 2, unit=q.unit, sort="money", strong=True) for o in (one, other)]  # fmt: skip
                continue
        done.append(q)
    return done


def scale_of(text: str, q: Quantity, language: str) -> float:
    """The magnitude that stands with a figure: a million of "1,3 Millionen Euro"; 1 where none does."""
    amount = q.value if q.value is not None else q.high
    if not amount or amount < 1:
        return 1.0
    said = _FIGURES.findall(text[q.start : q.end])
    if not said:
        return 10.0 ** (3 * (int(math.log10(amount)) // 3)) if q.strong else 1.0
    number = figure(said[-1].rstrip(" .,'’\u00a0\u202f"), language)[0]
    return next((s for s in (1e3, 1e6, 1e9, 1e12) if math.isclose(number * s, amount, rel_tol=1e-6)), 1.0)  # fmt: skip


def beside(text: str, found: Sequence[Quantity], language: str) -> list[Quantity]:
    """Figures with the magnitude and the currency of the one right before or after them."""
    done = list(found)
    for k, q in enumerate(done):
        after = done[k + 1] if k + 1 < len(done) else None
        if after is not None and _is_part(text, q, after, language):
            done[k] = replace(
                q, value=(q.value or 0) * scale_of(text, after, language), strong=True
            )
        if not is_short(q):
            continue
        last = done[k - 1] if k else None
        if after is not None and _takes_from_next(text, q, after):
            done[k] = _with(q, after, scale_of(text, after, language), True)
        elif last is not None and last.sort != "time" and _AFTER_IT.fullmatch(text[last.end : q.start]):  # fmt: skip
            done[k] = _with(q, last, scale_of(text, last, language), True)
    return done


def _is_part(text: str, q: Quantity, after: Quantity, language: str) -> bool:
    """Whether a figure is a part, in millions, of the millions told after it: "33 der 45 Millionen Dosen", and no three of them."""
    if after.sort != "goods" or q.unit not in ("", after.unit) or not q.figures or q.grouped or not _PART_OF.fullmatch(text[q.end : after.start]):  # fmt: skip
        return False
    scale = scale_of(text, after, language)
    share = (q.value or 0) * scale / (after.value or math.inf)
    return scale >= _LEAST and _LEAST_PART < share < 1 and scale_of(text, q, language) == 1


def _takes_from_next(text: str, q: Quantity, after: Quantity) -> bool:
    between = text[q.end : after.start]
    if after.sort == "money" and _ANOTHER_PAYS.fullmatch(between) and _PAYS.search(text[: q.start]) and not NUMBERED.search(text[: q.start]):  # fmt: skip
        return True
    if after.sort not in ("money", "bare") or not _BEFORE_IT.fullmatch(between):
        return False
    return not _ONLY.match(between) or bool(_INSTEAD.search(text[: q.start]))


def is_short(q: Quantity) -> bool:
    """Whether a figure has neither magnitude nor unit."""
    return q.sort == "bare" and q.figures and not (q.grouped or q.unit) and q.value is not None and q.value < 1000  # fmt: skip


def follows(text: str, q: Quantity, those: Sequence[Quantity], language: str) -> Quantity:
    """A figure with the magnitude that the one before it said, where it is another of that sort."""
    before = [o for o in those if o.end <= q.start and o.sort != "time"]
    if not is_short(q) or not before:
        return q
    decimal = (q.value or 0) % 1 != 0
    last = _last_of(text, before, language) if decimal else before[-1]
    scale = scale_of(text, last, language)
    of_it = _OF_IT.search(text[: q.start]) or (text[last.end : q.start].endswith(", ") and _FOR.match(text, q.end))  # fmt: skip
    sums = of_it and last.sort in ("money", "bare") and not any(o.sort == "goods" for o in before)
    if not (decimal or sums or PRONOUN.search(text[: q.start])):
        return q
    return _with(q, last, scale, False)


def _last_of(text: str, before: Sequence[Quantity], language: str) -> Quantity:
    """The last figure with a magnitude after which things alone were counted; the last one where none is."""
    for o in reversed(before):
        if scale_of(text, o, language) >= _LEAST:
            return o
        if o.sort != "goods":
            break
    return before[-1]


def _with(q: Quantity, like: Quantity, scale: float, unit: bool) -> Quantity:
    amount = float(f"{(q.value or 0) * scale:.12g}")
    level = like.value if like.value is not None else like.high or 0
    if scale < _LEAST or not level or not _RANGE[0] <= amount / level <= _RANGE[1]:
        return q
    return replace(q, value=amount, strong=True, unit=like.unit if unit else "", sort=like.sort if unit else q.sort)  # fmt: skip
