"""German names in the nominative, and without their article: "laut Angaben des Landesamts" is the Landesamt, "das Statistische Amt" Statistisches Amt."""

from __future__ import annotations

import re
from functools import lru_cache

from offtake.evidence.reading.speakers.identity.names import UPPER
from offtake.evidence.reading.speakers.identity.speaker import Attribution, Speaker

_NEUTER = r"(?:amt|departement|institut|gremium|ministerium|ressort|werk|zentrum|parlament|gericht|kreuz|bündnis|forum|büro|komitee|archiv|unternehmen|haus|heer)"
MASCULINE = r"(?:bund|verband|verein|ring|rat|hof|dienst|tag|klub|club|ausschuss|konzern|fonds|verbund|senat|kreis|betrieb|halbmond|beauftragte|vorsitzende|direktor|minister|kommissar|stab)"
_FEMININE = r"(?:bank|bahn|post|börse|kammer|behörde|agentur|anstalt|schaft|union|region|kommission|fraktion|direktion|zentrale|regierung|verwaltung|stiftung|vereinigung|gesellschaft|akademie|kirche|werft|wehr|liga|hilfe|aufsicht)"
_HAS_ENDING = r"(?:[A-Za-zÄÖÜäöü][a-zäöüß-]+?(?:isch|al|ell|iv|är|lich|wärtig|deutsch|weit)|Oberst|Deutsch|Weiß|Rot|Grün|Blau|Schwarz|Hoh|Groß|Klein)"
_ADJECTIVE = re.compile(
    rf"(?P<adjectives>(?:{_HAS_ENDING}e[nmsr]? ){{1,2}})(?P<noun>[{UPPER}][\w-]+)(?P<rest>.*)"
)
"""A name that begins with adjectives."""
_ITS = re.compile(r"^(?:ihre?|seine?) (?=[A-ZÄÖÜ])")
_END = re.compile(r"e[nmsr]?$")
_NAME_OF = re.compile(rf"[{UPPER}][\w-]*[a-zäöüß]")
_OF_A_TOWN = re.compile(rf"(?P<town>[{UPPER}]\w+er) (?P<noun>[{UPPER}][\w-]+)(?P<rest>.*)")
"""A name that begins with an adjective that has no ending: "Kieler Institut"."""
_SORT = re.compile(rf"(?:{_NEUTER}|{MASCULINE})$", re.IGNORECASE)
_NO_GENITIVE = re.compile(r"(?:aus|ais|eis|os|us|is|as|ss|kreis|preis|fonds|corps)$", re.IGNORECASE)
_ES = re.compile(r"(?<=[bdfgklmnprtßsz])(?<!en)(?<!werb)(?<!bäud)(?<!getrieb)es$")
_DES = "(?:des|(?:ein|kein|sein|ihr|unser|dies)es)"
_KREISEN = re.compile(r"(?P<noun>\w*[Kk]reise|[A-ZÄÖÜ][\w-]*(?:kenn|prüf|schütz|beobacht|forsch|händl|vertret|ermittl|gutacht|insid|hersteller-vertret)er|Prüfer|Forscher|Beobachter|Insider|Händler|Ermittler|Gutachter|Kenner|Hersteller|Betreiber)n")  # fmt: skip
"""People in the dative of the plural: "Branchenkennern zufolge"."""
_LEUTEN = re.compile(
    r"(?P<noun>\w*(?:[Ll]eute|[Ss]tadtwerke|[Bb]erichte|[Pp]apiere|[Pp]rotokolle|[Dd]okumente|[Vv]erbände|[Vv]ereine|[Vv]orstände|[Bb]etriebsräte|[Aa]nwälte))n"
)
"""Others, where a preposition stands before them or "zufolge" behind."""
_GRUENEN = re.compile(r"(?P<noun>Grüne|Linke|Liberale|Freiheitliche|Konservative|\w*(?:weise|beschäftigte|angestellte|abgeordnete|verantwortliche|delegierte|sachverständige|industrielle|studierende|mitarbeitende|angehörige|reisende))n", re.IGNORECASE)  # fmt: skip
"""People called by an adjective, which has another ending behind "die": "die Grünen"."""


def in_nominative(one: Attribution, sentence: str) -> Attribution:
    """An attribution whose speaker has the name as a nominative without an article has it."""
    name = one.speaker.name
    if one.speaker.basis not in ("named", "body", "office") or not name:
        return one
    made = nominative(name, sentence)
    return one._replace(speaker=Speaker(made, one.speaker.basis)) if made != name else one


def nominative(name: str, sentence: str) -> str:
    """A name that a sentence has, perhaps in another case, in the nominative."""
    name = _ITS.sub("", name)
    if many := _KREISEN.fullmatch(name):
        return many["noun"]
    if (many := _LEUTEN.fullmatch(name)) or ((many := _GRUENEN.fullmatch(name)) and _is_behind("(?:die|den|laut|von)", name, sentence)):  # fmt: skip
        return many["noun"]
    genitive = _is_behind(_DES, name, sentence)
    if found := _ADJECTIVE.fullmatch(name):
        adjectives = found["adjectives"].split()
        noun = _without_genitive(found["noun"]) if genitive and adjectives[0].endswith("en") else found["noun"]  # fmt: skip
        own = (_END.sub(_ending(_END.search(a)[0], noun, name, sentence), a) for a in adjectives)  # type: ignore[index]
        return f"{' '.join(own)} {noun}{found['rest']}"
    if not genitive:
        return name
    if (town := _OF_A_TOWN.fullmatch(name)) and _SORT.search(noun := _without_genitive(town["noun"])):  # fmt: skip
        return f"{town['town']} {noun}{town['rest']}"
    first, _, rest = name.partition(" ")
    noun = _without_genitive(first) if _NAME_OF.fullmatch(first) else first
    if rest:
        of = rest.startswith(("des ", "der "))  # "des Hans Lund" has none
        return f"{noun} {rest}" if of or _SORT.search(noun) else name
    return noun


def _is_behind(article: str, name: str, sentence: str) -> bool:
    """Whether a name stands behind an article, an adjective in small letters between them."""
    before, at = _article_last(article), sentence.find(name)
    while at >= 0:
        if sentence[at - 1 : at] == " " and not _GOES_ON.match(sentence, at + len(name)) and before.search(sentence[:at]):  # fmt: skip
            return True
        at = sentence.find(name, at + 1)
    return False


_GOES_ON = re.compile(r"[\w-]")


@lru_cache(maxsize=16)
def _article_last(article: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?i:{article}) (?:[a-zäöü]+en )?\Z")


def _without_genitive(noun: str) -> str:
    """A noun without the ending of the genitive."""
    if noun.endswith(("nisses", "sses")):
        return noun.removesuffix("ses" if noun.endswith("nisses") else "es")
    if _NO_GENITIVE.search(noun):
        return noun
    return _ES.sub("", noun) if _ES.search(noun) else noun.removesuffix("s")


def _ending(end: str, noun: str, name: str, sentence: str) -> str:
    """The ending that an adjective has where no article stands before it."""
    if re.search(rf"{_NEUTER}$", noun, re.IGNORECASE):
        return "es"
    if re.search(rf"{MASCULINE}$", noun, re.IGNORECASE):
        return "er"
    if re.search(rf"{_FEMININE}$", noun, re.IGNORECASE):
        return "e"
    return "e" if end == "en" and _is_behind("der", name, sentence) else end
