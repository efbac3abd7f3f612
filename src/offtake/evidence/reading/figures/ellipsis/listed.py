"""What a number counts that is told as in a list: its noun stands before a colon or a bracket, or right before the number.

"Ships planned: eight", "vehicles (52 ordered, 29 delivered)", "built wagons: 40 so far, 160 to come", "passenger numbers were 90,000".
"""

from __future__ import annotations

import re

from offtake.evidence.reading.figures.nouns import is_counted
from offtake.evidence.reading.figures.quantity import Quantity
from offtake.evidence.reading.kinds.frames.closed import closed
from offtake.evidence.reading.language.lexicon import Lexicon

_NOUN = r"(?P<noun>(?!(?:results|figures|facts|numbers|points|terms|details|notes|times|hours|others|pages|costs|prices|shares|losses|profits|revenues|earnings|sales|years|months|weeks|days|reports|minutes|says|adds|asks|writes|notes|warns|explains|basis|news|series)\b)[a-z]{3,}s|people|aircraft)"  # fmt: skip
_DONE = r"(?: (?:[a-z]+ed|built|sold|made|sent|lost|won|flown|held|met|given|taken|driven|begun|cut|laid|available|left|missing|outstanding|on order|in service)(?: so far)?)?(?: (?:last|this|next) (?:year|month|week|quarter|season))?(?: (?:by|in|for|since|until|at|from|to|with|on) [^:;,.()\d]{1,30})?"  # fmt: skip
_BRACKET = re.compile(rf"(?<![\w-]){_NOUN}{_DONE} \((?:about |some |only )?$", re.IGNORECASE)
_STATES = re.compile(r" (?:[a-z]+ly )?(?:[a-z]+ed|built|sold|made|sent|lost|on order|in service|in use|in all|in total|so far)\b")  # fmt: skip
"""What was done with so many of what stands before the bracket."""
_ITEM = re.compile(rf"(?:^|[,;.:•–-] )(?:[\w’'-]+ ){{0,3}}?{_NOUN}{_DONE}: (?:about |some |only |up to )?$", re.IGNORECASE)  # fmt: skip
_NEXT_ITEM = re.compile(rf":[^:.]*[,;] (?:[\w’'-]+ ){{0,2}}?{_NOUN}{_DONE} $", re.IGNORECASE)
_ENDS = re.compile(r"[,;.)]|$| \(\d[\d.,]*\)")
_COLON = re.compile(rf"(?<![\w-]){_NOUN}: (?:about |some |only )?$")
_ARE = re.compile(r" (?:are|were|have|had|will|would|came|went)\b")
"""How many there are of what the sentence named last before a colon: "what they lack is lorries: 210 are here"."""
_TOPIC = re.compile(rf"^(?:(?!(?:in|on|at|for|by|to|from|with)\b)[\w’'-]+ ){{0,6}}?{_NOUN}{_DONE}: (?P<rest>[^:]*)$", re.IGNORECASE)  # fmt: skip
_FIRST = re.compile(r"(?:[a-z]+ ){0,2}")
_LATER = re.compile(r"(?:[a-z]+ ){0,2}\d.*[,;] (?:[a-z]+ ){0,2}", re.IGNORECASE)
"""The first number behind the colon, and those that follow it."""
_NUMBERS = re.compile(
    r"\b(?P<noun>passenger|visitor|pupil|student|patient|staff|prisoner|inmate|member|worker|tourist|guest|user|customer|subscriber|viewer|reader|refugee|migrant|cattle|herd|ship|flight|train|bus|vehicle|case|crew|troop) numbers (?:(?:in|at|on|for) [\w’'-]+(?: [\w’'-]+){0,3} )?(?:are|were|have|had|was|rose|fell|rise|fall|stood|stand|reached|grew|dropped|climbed|came|went|hit|topped|recovered)\b[^,;:]*$",
    re.IGNORECASE,
)
"""The number of those whose "numbers" are told."""


def item_of(text: str, q: Quantity, lexicon: Lexicon) -> str:
    """The noun whose number stands right behind it in a list or a bracket; '' where none is."""
    if lexicon.language != "en" or not any(sign in text for sign in (":", "(", " numbers ")):
        return ""
    before = text[: q.start]
    if numbers := _NUMBERS.search(before):
        noun = numbers["noun"].lower()
        return noun if noun in ("staff", "cattle", "crew") else "buses" if noun == "bus" else f"{noun}s"  # fmt: skip
    if _ARE.match(text, q.end) and (colon := _COLON.search(before)):
        return _counted(colon, lexicon)
    found = _BRACKET.search(before) if _STATES.match(text, q.end) else None
    if found is None and _ENDS.match(text, q.end):
        found = _ITEM.search(before) or (_NEXT_ITEM.search(before) if not q.figures else None)
    return _counted(found, lexicon)


def topic_of(text: str, q: Quantity, lexicon: Lexicon) -> str:
    """The noun before the colon that opens a sentence, of which all that follows tells; '' where none is."""
    if ": " not in text:
        return ""
    if lexicon.language != "en":
        return _heading_of(text, q, lexicon)
    found = _TOPIC.search(text[: q.start])
    if found is None or not (_FIRST.fullmatch(found["rest"]) or _LATER.fullmatch(found["rest"])):
        return ""
    noun = _counted(found, lexicon)
    return "" if closed(lexicon.rules, "en").class_of(noun) else noun


def _heading_of(text: str, q: Quantity, lexicon: Lexicon) -> str:
    """The noun that a German or French heading opens with: "Bus à Norr : cinq sont là, quinze manquent"."""
    found = _HEADING.match(text[: q.start])
    words = found["head"].split() if found and _STATED.match(text, q.end) else []
    return next((w for w in words[:_FEW] if w.lower() in lexicon.counted), "")


_FEW = 3
"""Words of a heading among which its noun stands."""
_HEADING = re.compile(r"(?P<head>[^:;.\d]{3,80}?) ?: (?:(?:[a-zà-ÿ]+ ){0,2}|(?:[a-zà-ÿ]+ ){1,2}[^:;.]{3,60}, (?:[a-zà-ÿ]+ ){0,2})$")  # fmt: skip
"""A heading, and what stands between its colon and a number: nothing much, or the first number and its verb."""
_STATED = re.compile(r" (?:sont|ont|se|s['’]|n['’]|ne|seront|étaient|manquent|restent|attendent|arrivent|roulent|suivront|sind|waren|werden|wurden|fehlen|stehen|kommen|fahren|warten|rollen|sollen)\b")  # fmt: skip


def _counted(found: re.Match[str] | None, lexicon: Lexicon) -> str:
    noun = found["noun"].lower() if found else ""
    if not noun or not is_counted(noun, noun, "en", lexicon, False):
        return ""
    return "" if closed(lexicon.rules, "en").is_sure(noun) else noun
