"""German names in the nominative, and without their article: "laut Angaben des Landesamts" is the Landesamt, "das Statistische Amt" Statistisches Amt."""

from __future__ import annotations

import re
from dataclasses import replace

from offtake.evidence.reading.speakers.identity.names import UPPER
from offtake.evidence.reading.speakers.identity.speaker import Attribution, Speaker

_NEUTER = r"(?:amt|institut|gremium|ministerium|ressort|werk|zentrum|parlament|gericht|kreuz|bündnis|forum|büro|komitee|archiv|unternehmen|haus)"
_MASCULINE = r"(?:bund|verband|verein|ring|rat|hof|dienst|tag|klub|club|ausschuss|konzern|fonds|verbund|senat|beauftragte|vorsitzende|direktor|minister|kommissar)"
_ADJECTIVE = re.compile(
    rf"(?P<stem>[{UPPER}][a-zäöüß]+?(?:isch|al|ell|iv|är|lich|wärtig|deutsch|weit)|Deutsch)(?P<end>e[nmsr]?) (?P<noun>[{UPPER}][\w-]+)(?P<rest>.*)"
)
"""A name that begins with an adjective."""
_NAME_OF = re.compile(rf"[{UPPER}][\w-]*[a-zäöüß]")
_NO_GENITIVE = re.compile(r"(?:aus|ais|eis|os|us|is|as|ss|kreis|preis)s?$", re.IGNORECASE)
_ES = re.compile(r"(?<=[bdfgklmnprtßsz])(?<!en)es$")
_KREISEN = re.compile(r"(?P<noun>\w*[Kk]reise|[A-ZÄÖÜ][\w-]*(?:kenn|prüf|schütz|beobacht|forsch|händl|vertret|ermittl|gutacht|insid|hersteller-vertret)er|Prüfer|Forscher|Beobachter|Insider|Händler|Ermittler|Gutachter|Kenner|Hersteller|Betreiber)n")  # fmt: skip
"""People in the dative of the plural: "Branchenkennern zufolge"."""


def in_nominative(one: Attribution, sentence: str) -> Attribution:
    """An attribution whose speaker has the name as a nominative without an article has it."""
    name = one.speaker.name
    if one.speaker.basis not in ("named", "body", "office") or not name:
        return one
    made = nominative(name, sentence)
    return replace(one, speaker=Speaker(made, one.speaker.basis)) if made != name else one


def nominative(name: str, sentence: str) -> str:
    """A name that a sentence has, perhaps in another case, in the nominative."""
    if many := _KREISEN.fullmatch(name):
        return many["noun"]
    if found := _ADJECTIVE.fullmatch(name):
        noun = _without_genitive(found["noun"]) if found["end"] == "en" and _is_behind("des", name, sentence) else found["noun"]  # fmt: skip
        ending = _ending(found["end"], noun, name, sentence)
        return f"{found['stem']}{ending} {noun}{found['rest']}"
    first, _, rest = name.partition(" ")
    if _NAME_OF.fullmatch(first) and first.endswith("s") and _is_behind("des", name, sentence):
        return " ".join(w for w in (_without_genitive(first), rest) if w)
    return name


def _is_behind(article: str, name: str, sentence: str) -> bool:
    """Whether a name stands behind an article, an adjective in small letters between them."""
    return bool(re.search(rf"\b(?i:{article}) (?:[a-zäöü]+en )?{re.escape(name)}(?![\w-])", sentence))  # fmt: skip


def _without_genitive(noun: str) -> str:
    if noun.endswith(("nisses", "sses")):
        return noun.removesuffix("ses" if noun.endswith("nisses") else "es")
    if _ES.search(noun):
        return noun.removesuffix("es")
    return noun if _NO_GENITIVE.search(noun) or not noun.endswith("s") else noun[:-1]


def _ending(end: str, noun: str, name: str, sentence: str) -> str:
    """The ending that an adjective has where no article stands before it."""
    if re.search(rf"{_NEUTER}$", noun, re.IGNORECASE):
        return "es"
    if re.search(rf"{_MASCULINE}$", noun, re.IGNORECASE):
        return "er"
    return "e" if end == "en" and _is_behind("der", name, sentence) else end
