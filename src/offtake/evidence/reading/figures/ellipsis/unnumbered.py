"""What a number counts that its sentence names without a number of its own.

It stands in apposition ("the lost pots, some 670, were"), rose or fell to the number ("housing starts fell to 22,000"), or is
each of several ("each kiln costs a million, and the guild wants 60").
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from offtake.evidence.reading.figures.nouns import is_counted
from offtake.evidence.reading.figures.quantity import Quantity
from offtake.evidence.reading.language.lexicon import Lexicon

_MOVED = re.compile(
    r"(?:^|[,;:] |\b(?:while|and|but|as|that) )(?:[\w’'-]+ ){0,4}?(?P<noun>(?!prices|shares|costs|rates|sales|revenues|profits|earnings|wages|yields|losses|margins|futures|bonds|points|days|weeks|months|years|stocks|figures|numbers)[a-z]{3,}s|staff|crew) (?:(?:of|in|at|for|by|to|from|on|through|into|across|with|via) [\w’'-]+(?: [\w’'-]+){0,3}? )?(?:ha(?:ve|d) |(?:(?:is|are|was|were) (?:(?:expected|due|set|planned|likely|forecast|projected|supposed|meant) )?to |will |would |should |could |may |might |can |must |needs? to )(?:have )?)?(?:fall|rise|drop|climb|dwindle|shrink|slip|jump|double|halve|triple|go|grow|sink|decline|increase|average|total|reach|fell|fallen|rose|risen|dropped|climbed|dwindled|shrank|shrunk|slipped|jumped|doubled|halved|tripled|trebled|quadrupled|went|gone|grew|grown|sank|declined|increased|averaged|totalled|eased|edged|crept|plunged|surged|soared) [^,;:]*$",
    re.IGNORECASE,
)
"""What rose or fell to a number: "housing starts fell 12 per cent to 22,000"."""

_APPOSED = re.compile(
    r"(?<![\w-])(?P<noun>(?!halves|thirds|quarters|fifths|tenths)[A-Za-z][a-z]{2,}s|people|aircraft)(?: (?:[a-z]+ed|issued|sold|built|made|sent|lost|won|held))?(?: (?:in|of|at|on|from|near|across) [\w’'-]+(?: [\w’'-]+){0,4})?(?:,| –| —) (?:(?:of which|of whom|about|around|some|nearly|almost|more than|over|at least|up to) )*$"
)
_APPOSED_ENDS = re.compile(
    r"(?:,| –| —)(?! and\b)| of (?:them|which|whom)\b| in all\b| in total\b| altogether\b|\.$"
)
"""How many there are of what a sentence just named: "the lost pots, some 670, were"."""
_EACH = re.compile(
    r"\b(?:[Ee]ach|[Ee]very|[Cc]haque) (?!of\b|euro|dollar|franc\b|hundred|thousand|million|dozen|year\b|month\b|week\b|day\b|time\b|an\b|mois\b|jour\b)(?:new |old |such |single |extra |additional |finished |large |small |used )?(?!new\b|old\b|one\b)([a-zà-ÿ]{3,})\b"
)
"""What there are several of: "each kiln costs a million, and the guild wants 60"."""


OF_THE = {
    "de": re.compile(r" (?:weitere )?(?:dieser|ihrer|seiner|unserer|von (?:den|ihren|seinen|unseren|diesen)|der(?= [a-zäöüß]+en [A-Z]| [A-ZÄÖÜ][\w-]*(?:e|en|er|s)\b)) ((?:[a-zäöüß]+e[nr] )?[A-ZÄÖÜ][\w-]+)"),
    "fr": re.compile(r"(?: autres)? (?:des|de (?:ces|ses|leurs|nos|vos)) ((?:[a-zà-ÿ]+ )?[a-zà-ÿ-]+[sx])\b"),
}  # fmt: skip
"""Some of those that are named behind it in German and French: "neun der Fonds", "trois autres de ces frégates"."""
_FEW = {
    "en": re.compile(r"\b(?:[Nn]ot enough|[Tt]oo few|[Ee]nough|[Ff]ew|[Ff]ewer|[Mm]ore|[Mm]any|lack(?:s|ed|ing)?|short of|needs?) (?:new |good |old |spare )?(?P<noun>[a-z]{4,}(?<!s)s|aircraft|people)\b[^.;]{0,60}[,;:–] [^.;]{0,60}$"),
    "de": re.compile(r"\b(?:[Zz]u wenige?|genug|genügend|[Kk]aum|mehr|fehlen|[Ee]s fehlt an|[Zz]u viele) (?:neue |neuen )?(?P<noun>[A-ZÄÖÜ][\w-]+)\b[^.;]{0,60}[,;:–] [^.;]{0,60}$"),
    "fr": re.compile(r"\b(?:[Aa]ssez|[Tt]rop peu|[Pp]eu|[Tt]rop|[Dd]avantage|plus|beaucoup|tant|moins|manque) (?:de |d['’])(?:nouveaux |nouvelles )?(?P<noun>[a-zà-ÿ]{3,}[sx])\b[^.;]{0,60}[,;:–] [^.;]{0,60}$"),
}  # fmt: skip
"""What there is too little or enough of: "not enough trains, four run"."""


def few_of(before: str, lexicon: Lexicon) -> str:
    """The things of which there are told to be few or enough before a number; '' where none are."""
    found = _FEW[lexicon.language].search(before)
    return found["noun"] if found and is_counted(found["noun"], found["noun"].lower(), lexicon.language, lexicon, False) else ""  # fmt: skip


def apposed_to(text: str, q: Quantity, lexicon: Lexicon) -> str:
    """The noun right before a number that says how many of it there are; '' where none is."""
    before = text[: q.start]
    some = before.endswith(("of which ", "of whom ")) or _APPOSED_ENDS.match(text, q.end)
    if lexicon.language != "en" or not some:
        return ""
    every = _EACH.search(before)
    if every and text.startswith(" of them", q.end):
        return f"{every[1]}s"
    found = _APPOSED.search(before)
    if found and before[: found.start("noun")].endswith(" with "):
        return ""  # "62 towns with scanners, 19 of which"
    return (
        found["noun"].lower()
        if found and is_counted(found["noun"], found["noun"].lower(), "en", lexicon, False)
        else ""
    )


def moved_to(before: str, q: Quantity, lexicon: Lexicon, others: Sequence[Quantity]) -> str:
    """The noun that rose or fell to a number, where no other figure stands between; '' where none did."""
    moved = _MOVED.search(before) if lexicon.language == "en" else None
    if moved is None or any(o.unit and o.sort != "ratio" for o in others if moved.start("noun") < o.start < q.start):  # fmt: skip
        return ""
    return moved["noun"] if is_counted(moved["noun"], moved["noun"], "en", lexicon, False) else ""


def named_alone(text: str, q: Quantity, lexicon: Lexicon) -> str:
    """The thing before a number that is told as each of several; '' where none is."""
    each = _EACH.findall(text[: q.start]) if lexicon.language != "de" else []
    return f"{each[-1]}s" if each else few_of(text[: q.start], lexicon)
