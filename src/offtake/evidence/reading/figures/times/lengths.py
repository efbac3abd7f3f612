"""Lengths of time that hold no number: "a year late", "from a week or two to half a year", "averaged one year".

"A year" right after an amount is its rate and was taken there.  Any other is a length where a preposition of extent, a
verb of lasting or a limit stands before it, or a word of delay behind it; "one year" always.  None is what fixes a date ("a
year ago", "a year after that").
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from offtake.evidence.reading.figures.numbers import MASK
from offtake.evidence.reading.figures.quantity import Quantity
from offtake.evidence.reading.language.holding import holds_one
from offtake.evidence.reading.language.numerals import numerals

_UNIT = r"(?P<unit>year|month|week|fortnight|decade|century|day|hour|jahrhundert|trimestre|jahr(?=e?s?\b)|monat|woche|stunde|an|mois|semaine|heure|seconde|sekunde)(?:e?s)?\b(?!-|['’]s)"
_BEFORE = r"between|inside|another|a further|an extra|put (?:off|back)|held up|wait(?:s|ed|ing)?(?: for)?|en|within|by|over|for|about|around|nearly|almost|than|under|least|up to|from|from [^,;]{1,40} to|tak(?:es?|ing)|took|lasts?|lasted|averag(?:es?|ed|ing)|dauert|um|innerhalb|binnen|mindestens|höchstens|fast|rund|etwa|gut|knapp|seit|sur|pendant|depuis"
_LENGTH = re.compile(
    rf"(?:\b(?P<before>{_BEFORE}) |(?P<of>\b(?:plus|moins|près|retard|repouss\w+|report\w+|prolong\w+|rallong\w+|décal\w+) d['’]))?\b(?P<length>(?P<how>one|half an?|another|an?|(?:ein(?:e[mnrs]?)? )?weitere[nsr]?|(?:ein(?:e[mnrs]?)? )?halbe[nsr]?|ein(?:e[mnrs]?)?|une?) {_UNIT}(?P<half> and a half)?(?P<two> or two\b)?)(?P<after> (?:late|later than|sooner|too late|behind|away from|longer|of delay|overdue|or more|or so|or longer|de retard|de plus|supplémentaire|d['’]attente|d['’]avance|zu spät|länger|Verzug|Verspätung|Verzögerung|warten|lang|long)\b)?",
    re.IGNORECASE,
)
_CORE = re.compile(r"\b(?=[aehouw])(?:one|half an?|another|an?|(?:weiter|halb|ein)e?[mnrs]?|une?) (?:year|month|week|fortnight|decade|century|day|hour|jahr|trimestre|monat|woche|stunde|an|mois|semaine|heure|seconde|sekunde)")  # fmt: skip
"""What each of them holds in small letters."""
_WHOLE = re.compile(r"\b(?:over|for|within) the (?:(?:next|coming) (?P<unit>year|decade)|(?:last|past) (?P<past>decade))\b", re.IGNORECASE)  # fmt: skip
_THIS = re.compile(r"^[“\"]?For the (?:next|coming) year\b")
"""At the head of a sentence that year is a date: "For the coming year it plans 16 jets"."""
_OWNED = re.compile(r"\b(?:(?:an?|one) |(?<!last )(?<!this )(?<!next )(?<!the )(?<!that )(?<!every )(?<!each )(?<!\w’s )(?<!\w's ))(?P<unit>year|month|week)(?=['’]s (?:delay|wait)\b)", re.IGNORECASE)  # fmt: skip
_LONG = re.compile(r"\b(?P<unit>year|month|week|decade)-?long\b", re.IGNORECASE)
_PARTS = ("year", "month", "week", "fortnight", "decade", "century", "day", "hour", "jahr", "trimestre", "monat", "woche", "stunde", "mois", "semaine", "heure", "seconde", "sekunde")  # fmt: skip
_AN = re.compile(r" an(?:e?s)?\b")
"""Of these parts of words, or the French year, every such length holds one."""
_WILL_BE = re.compile(r"(?:\bbe|['’]ll be|\btook|\btakes) $")
"""It "will be a year before" something: so long is waited for it."""
_AFTER_DUE = re.compile(r" (?:after|beyond|past) (?:(?:the|its|their|an?) )?(?:[\w-]+ ){0,2}(?:deadline|due date|target date|schedule|delivery date)\b")  # fmt: skip
"""By how long something missed its date."""
_MOST = re.compile(r"\b(?:[a-z]{3,}est|first|worst|best|least|most [a-z]+)\b(?: [a-z]+){0,3} $")
_LONG_UNITS = ("year", "decade", "century")
_A_DATE = re.compile(rf" (?:ago|earlier|later|before|after|from now|early|zuvor|später|früher|plus tôt|plus tard|{MASK})")  # fmt: skip
_ADJECTIVE = re.compile(r"\b(?:(?P<figures>\d{1,3})-|(?P<word>[a-zäöüß]{2,16}))(?P<unit>monat|wöch|täg|stünd|jähr)ig(?:e[mnrs]?)?\b(?= (?-i:(?:[a-zäöüß-]+ )?(?P<what>[A-ZÄÖÜ][\w-]+)))", re.IGNORECASE)  # fmt: skip
"""German adjectives of length: "elfmonatige Verspätung", "15-monatiger Umbau"."""
_AGED = re.compile(r"\b\d{1,3}-[jJ]ährig\w*")
"""Whose number counts no other thing: "die 35-Jährige", "15-jährige Laufzeit"."""
_LASTS = re.compile(
    r"(?:vertr[aä]g|laufzeit|zeit|zeiten|verspätung|verzögerung|verzug|frist|garantie|gewährleistung|planung|projekt|programm|abkommen|vereinbarung|pause|verhandlung|entwicklung|haft|strafe|pacht|miete|option|auftrag|partnerschaft|kredit|anleihe|darlehen|prozess|lehre|ausbildung|erfahrung|betrieb|stillstand|verfahren|streit|bau|umbau|arbeit|forschung|unterbrechung|sperrung|erprobung|wartung|lieferung|amtszeit|periode|zyklus|plan|vorlauf|aufschub|rückstand|wechsel|einsatz|dienst|studie|phase|dauer|krieg|krise|rezession|suche|lücke|verlängerung|ende|kooperation|zusammenarbeit|mitgliedschaft|tätigkeit|abwesenheit|versorgung|embargo|moratorium|übergang|probe|prüfung|sanierung|konflikt|debatte)(?:e?[ns]|e|en)?$",
    re.IGNORECASE,
)
"""What goes on for so many years: "ein fünfjähriger Vertrag".  Who is so many years old is told with the same word."""
_ADJECTIVES = {"jähr": "year", "monat": "month", "wöch": "week", "täg": "day", "stünd": "hour"}
_ADJECTIVE_ENDS = tuple(f"{unit}ig" for unit in _ADJECTIVES)
_NAMES = {"jahrhundert": "century", "trimestre": "quarter", "jahr": "year", "monat": "month", "woche": "week", "stunde": "hour", "heure": "hour", "seconde": "second", "sekunde": "second", "an": "year", "mois": "month", "semaine": "week"}  # fmt: skip


def or_two(text: str) -> list[tuple[int, int]]:
    """Where a text says "a month or two" or "15-monatig", whose number is no other."""
    found = [m.span("length") for m in _LENGTH.finditer(text) if m["two"]] if " or two" in text else []  # fmt: skip
    found += [m.span() for m in _AGED.finditer(text)] if "ährig" in text else []
    return [*found, *(m.span() for m in _adjectives(text) if m["figures"])]


def _adjectives(text: str) -> list[re.Match[str]]:
    low = text.lower()
    if "ig" not in low or not holds_one(low, _ADJECTIVE_ENDS):
        return []
    return [m for m in _ADJECTIVE.finditer(text) if m["unit"].lower() != "jähr" or _LASTS.search(m["what"])]  # fmt: skip


def lengths(text: str, found: Sequence[Quantity]) -> list[Quantity]:
    """The lengths of time of a sentence that none of its quantities holds already."""
    low = text.lower()
    made = _without_a_number(text, low) if holds_one(low, _PARTS) or _AN.search(low) else []
    made += [q for m in _adjectives(text) if (q := _said_by_adjective(m)) is not None]
    return [q for q in made if not any(o.start < q.end and q.start < o.end for o in found)]


def _without_a_number(text: str, low: str) -> list[Quantity]:
    found = _LENGTH.finditer(text) if _CORE.search(low) else ()
    made = [q for m in found if (q := _length(text, m)) is not None]
    whole = [m for m in _WHOLE.finditer(text) if not _THIS.match(text, m.start())] if " the " in low else []  # fmt: skip
    whole += _OWNED.finditer(text) if holds_one(low, ("delay", "wait")) else ()
    whole += _LONG.finditer(text) if "long" in low else ()
    return made + [_of_time(*m.span(), m["unit"] or "decade") for m in whole]


def _said_by_adjective(m: re.Match[str]) -> Quantity | None:
    value = int(m["figures"]) if m["figures"] else numerals("de").get(m["word"].lower(), 0)
    return _of_time(*m.span(), _ADJECTIVES[m["unit"].lower()], float(value)) if value > 1 else None


def _length(text: str, m: re.Match[str]) -> Quantity | None:
    known = (
        m["before"]
        or m["of"]
        or m["after"]
        or m["half"]
        or m["two"]
        or (m["how"].lower() == "one" and m["unit"].lower() not in ("day", "hour"))
        or m["how"].lower() == "another"
        or "weitere" in m["how"].lower()
        or m["unit"].lower() == "fortnight"
        or (m["how"].lower().startswith("half") and m["unit"].lower() in _LONG_UNITS)
    )
    if (m["before"] or "").lower() == "for" and _MOST.search(text[: m.start()]):
        return None  # "its worst winter for a decade"
    late = _AFTER_DUE.match(text, m.end())
    waited = late or (_WILL_BE.search(text[: m.start()]) and text.startswith(" before", m.end()))
    if not (known or waited) or (not (m["after"] or waited) and _A_DATE.match(text, m.end())):
        return None
    start, end = m.start("length"), m.end() if m["after"] and " or " not in m["after"] else m.end("length")  # fmt: skip
    if m["two"]:
        return _of_time(start, end, m["unit"], None, 1.0, 2.0)
    value = (
        1.5
        if m["half"]
        else 0.5
        if m["how"].lower().startswith("half") or "halb" in m["how"].lower()
        else 1.0
    )
    if m["unit"].lower() == "fortnight":
        return _of_time(start, end, "week", 2 * value)
    return _of_time(start, end, m["unit"], value)


def _of_time(start: int, end: int, unit: str, value: float | None = 1.0, low: float | None = None, high: float | None = None) -> Quantity:  # fmt: skip
    name = _NAMES.get(unit.lower(), unit.lower())
    return Quantity(start, end, value, low, high, unit=name, sort="time", strong=True)
