"""One thing in so long a time: "a hull a week", "ein Boot pro Monat", "environ un train par mois".

"One" and "a" count nothing where they only mean some; with the time in which there is one they are a rate.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import chain

from offtake.evidence.reading.figures.plurals import plural
from offtake.evidence.reading.figures.quantity import Quantity
from offtake.evidence.reading.language.holding import holds_one
from offtake.evidence.reading.language.lexicon import Lexicon

_THING = {
    "en": re.compile(r"\b(?:one|an?) (?:(?:new|single|whole|complete|finished|extra|further) )?(?P<noun>(?!day|week|month|year|hour|time|head|person|share|tonne|ton|kilo|kilogram|litre|barrel|gallon|pound|ounce|mile|piece|third|quarter|fifth|tenth|half|million|billion|thousand|hundred|dozen|couple|few|lot|little|second|minute|seat|night|cent|penny|dollar|euro|pound|franc|record|total|meeting|visit|break|chance|rate|pace|speed)(?:bus|[a-z]{3,}(?<!s))(?<!ed)(?<!ing)(?<!ly)) (?=(?:an?|per|each|every) (?:hour|day|week|fortnight|month|quarter|year)\b)", re.IGNORECASE),
    "de": re.compile(r"\b[Ee]in(?:e[mnr]?)? (?:[a-zäöüß]+e[nrs]? )?(?P<noun>(?!Tag|Woche|Monat|Jahr|Stunde|Mal|Euro|Prozent|Drittel|Viertel|Fünftel|Million|Milliarde|Dutzend|Paar|Mann|Person|Kopf|Besuch|Treffen|Sitzung)[A-ZÄÖÜ][\w-]+) (?=(?:pro|je|im|in der|am) (?:Stunde|Tag|Woche|Monat|Quartal|Jahr)\b(?! [\d\x1a]))"),
    "fr": re.compile(r"\b[Uu]ne? (?:(?:nouveau|nouvelle|seul|seule|nouvel) )?(?P<noun>(?!jour|semaine|mois|an|année|heure|fois|euro|franc|dollar|million|milliard|millier|dizaine|douzaine|centaine|tiers|quart|personne|tête|moyenne|rythme|cadence|visite|réunion|séance)(?:[a-zà-ÿ-]{3,}(?<![sx])|TGV|TER))(?: [A-Z]\w*)? (?=(?:par|chaque) (?:heure|jour|semaine|mois|trimestre|an)\b)"),
}  # fmt: skip
"""One thing right before a time."""
_TIMES = {
    "en": (" hour", " day", " week", " fortnight", " month", " quarter", " year"),
    "de": (" Stunde", " Tag", " Woche", " Monat", " Quartal", " Jahr"),
    "fr": (" heure", " jour", " semaine", " mois", " trimestre", "par an", "chaque an"),
}
"""Of these each holds one."""
_A_PRICE = re.compile(r"[\d)%€$£]\S* $|\b(?:at|of|than|twice|thrice|times|à|je) $")
"""Before what a price is of ("€14 a tonne a month"), and what is no number of things ("at a dollar a year")."""
_PRICE_FOR = re.compile(r"(?:[$€£¥] ?[\d.,]*\d|\d (?:euros?|dollars?|pounds|francs?|franken)|\b(?:rent(?:s|als?)?|costs?|tickets?|prices?|fees?|fares?|charges?|leases?|tolls?|mieten?|kosten|preise?|gebühr(?:en)?|karten?|loyers?|coûts?|prix|tarifs?|billets?|péages?)(?: (?!orders?|contracts?|auftr|vertr|contrats?|commandes?)[^\s,.;:]+){0,2}) (?:for|für|pour) $", re.IGNORECASE)  # fmt: skip
"""What is paid for one thing in a time: "rent for a house a month"."""
_AT_A_PRICE = re.compile(
    r" (?:[a-zäöüß-]+ly |now |nun |derzeit |rund )?(?:costs?|earns?|pays?|kostet(?:e|en)?|kosten|verdien(?:t|te|en)|zahl(?:t|te|en)|verbrauch(?:t|te|en)|coûte|coûtait|gagne|paie|paye|touche|rapporte)\b"
)
"""Behind what has a price: "eine Wohnung im Monat kostet"."""


def ones(text: str, found: Sequence[Quantity], lexicon: Lexicon) -> list[Quantity]:
    """Those of a sentence that no other quantity holds already."""
    if not holds_one(text.lower() if lexicon.language == "en" else text, _TIMES[lexicon.language]):
        return []
    made = []
    for m in _THING[lexicon.language].finditer(text):
        per = lexicon.per.match(text, m.end())
        before = text[: m.start()]
        if per is None or _is_priced(text, before, per.end()) or any((o.start < m.end() and m.start() < o.end) or (o.end == m.start() - 1) for o in found):  # fmt: skip
            continue
        time = next(k for k, v in per.groupdict().items() if v)
        if unit := _unit(m["noun"], lexicon):
            made.append(Quantity(m.start(), per.end(), 1.0, unit=unit, words=m["noun"], per=time, sort="goods", strong=True))  # fmt: skip
    return made


def _is_priced(text: str, before: str, end: int) -> bool:
    """Whether the one thing is what a price is of."""
    return any(p.search(before) for p in (_A_PRICE, _PRICE_FOR)) or _AT_A_PRICE.match(text, end) is not None  # fmt: skip


def _unit(noun: str, lexicon: Lexicon) -> str:
    """The one name of a noun in the singular, where the list of what is counted has its plural; '' for a break, a fortune."""
    low = noun.lower()
    if lexicon.language == "en":
        word = plural(low)
        names = (lexicon.data["counted"], *lexicon.data["counted_in"].values())
        return lexicon.counted.get(word, word if any(word in named for named in names) else "")
    if noun.isupper():
        return f"{noun}s"  # "un TGV par mois"
    ends = ("", "s", "x") if lexicon.language == "fr" else ("", "e", "en", "n", "er", "s")
    stems = (low, low.replace("a", "ä"), low.replace("u", "ü"), low.replace("o", "ö"))
    words = [stem + end for end in ends for stem in stems]
    whole = (lexicon.counted[word] for word in words if word in lexicon.counted)
    parts = (name for end, name in lexicon.endings if low.endswith(end) or f"{low}e".endswith(end))
    return next(chain(whole, parts), "")
