"""Bodies that an article names, each with the nouns that say what it is.

"Ammunition maker Acme", "the Acme shipyard", "Acme, a maker of pots,", "the losing bidder, Acme,", "World Bank", "Bauernbund", and a
name that opens a paragraph and is no person: "Acme Motors took 40 orders".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from offtake.evidence.reading.language.alternatives import any_of
from offtake.evidence.reading.language.lexicon import Lexicon
from offtake.evidence.reading.speakers.identity.bodies import without_article
from offtake.evidence.reading.speakers.identity.names import TOKEN, UPPER, without_titles
from offtake.evidence.reading.speakers.identity.people import is_common, is_office, nobody
from offtake.evidence.reading.speakers.identity.speaker import Body, Person
from offtake.evidence.reading.speakers.verbs import listed

_NAME = rf"{TOKEN}(?: (?:& |of )?{TOKEN}){{0,4}}"
_TOKEN = rf"(?!\w*\d){TOKEN}"
_START = r"(?:^|(?<=[.!?:] )|(?<=[—–-] ))"
_NOT = r"(?!(?:January|February|March|April|May|June|July|August|September|October|November|December|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|The|Its?|In|On|At|But|And|He|She|They|We|A|An|Der|Die|Das|Den|Dem|Im|Für|Le|La|Les|Il|Elle|Chez|Januar|Februar|März|Mai|Juni|Juli|Oktober|Dezember)\b)"
_WHAT = {
    "en": r"(?:the|an?|its|their|one of the|which is an?|part of the) ",
    "de": r"(?:der|die|das|eine?|ein) ",
    "fr": r"(?:le |la |l['’]|une? |leur |son |sa )",
}
_GOES_ON = r" (?:of|in|for|that|which|who|based|with|from|at|by|mit|aus|für|von|des|der|de|du|des|d['’]|qui|dont)\b"
_ADJECTIVE = r"(?: [a-zà-ÿ]+(?:aise?|oise?|ien|ienne|aine?|ande?|isse|agne|ole|ive?|ale?|ique|ère|eux|euse|aire|elle?|eure?|tois|public|ais|né|née))?"


@lru_cache(maxsize=8)
def kin(lexicon: Lexicon) -> dict[str, frozenset[str]]:
    """Noun -> all nouns that may stand for the same body."""
    groups = [listed(group) for group in str(lexicon.speech["kin"]).split(";")]
    return {word: frozenset(w for g in groups if word in g for w in g) for g in groups for word in g}  # fmt: skip


@lru_cache(maxsize=8)
def firms(lexicon: Lexicon) -> frozenset[str]:
    """The nouns of firms."""
    return frozenset(listed(str(lexicon.speech["kin"]).split(";")[0]))


@lru_cache(maxsize=8)
def _noun(lexicon: Lexicon) -> str:
    words = any_of(kin(lexicon))
    if lexicon.language == "en":
        return rf"(?:[a-z-]*(?:maker|builder)|{words})"
    return words


def noun_in(word: str, lexicon: Lexicon) -> str:
    """The noun for a body that a word is, or ends in: "shipbuilder", "Batteriehersteller"; '' where it is none."""
    low = word.lower()
    known = kin(lexicon)
    if low in known:
        return low
    if lexicon.language == "en":
        return "maker" if re.fullmatch(r"[a-z-]+(?:maker|builder)", low) else ""
    if lexicon.language == "de":
        return max((w for w in known if len(w) > 3 and low.endswith(w)), key=len, default="")
    return ""


@lru_cache(maxsize=8)
def _patterns(lexicon: Lexicon) -> tuple[re.Pattern[str], ...]:
    """A noun before a name; a name with what it is between commas; what it is with its name between commas."""
    noun, what = _noun(lexicon), _WHAT[lexicon.language]
    if lexicon.language == "de":
        head = rf"(?<![\w-])(?=[{UPPER}])[\w-]*?(?i:{noun})(?:s|es|n|en)?"
        of = rf"[{UPPER}]?[\w-]*?(?i:{noun})(?:s|es|n|en)?"
        before = rf"(?P<noun>{head}) (?P<name>{_NAME})"
    elif lexicon.language == "fr":
        of = rf"(?i:{noun})s?"
        before = rf"(?<![\w-])(?P<noun>{of}){_ADJECTIVE}(?: (?:d['’]|de |du |des )(?!la |l['’])[a-zà-ÿ-]+)?{_ADJECTIVE} (?P<name>{_NAME})"
    else:
        of = noun
        capital = rf"{_START}(?=[A-Z])(?i:{noun})"
        before = rf"(?<![\w'’-])(?P<noun>{noun}|{capital}) {_NOT}(?P<name>{_NAME})"
    behind = rf"(?<![\w'’-]){_NOT}(?P<name>{_NAME}), {what}(?:[\w'’-]+ ){{0,3}}?(?P<noun>{of})(?=[,.]|{_GOES_ON})"
    between = rf"(?<![\w'’-])(?i:{what})(?:[\w'’-]+ ){{0,3}}?(?P<noun>{of}), (?:{TOKEN}['’]s )?(?P<name>{_NAME})(?=[,.;])"
    return tuple(re.compile(p, re.MULTILINE) for p in (before, behind, between))


_OWN = re.compile(rf"(?<![\w'’-])(?:The )?(?P<name>(?!(?:The|A|An|Its|This|Our)\b){TOKEN}['’]?(?: (?:and |of |for |& )?{TOKEN}['’]?){{0,4}}? (?P<noun>[A-Z][a-z]+))(?= (?!of |for )[a-z(]|[,.;:'’)]|$)", re.MULTILINE)  # fmt: skip
"""An English name that ends in what it is: "World Bank"."""
_OF = re.compile(rf"(?<![\w'’-])(?:The )?(?P<name>(?!The )(?:{TOKEN} ){{0,3}}(?P<noun>[A-Z][a-z]+) (?:of|for) (?:the )?{TOKEN}(?: (?:and |of )?{TOKEN}){{0,4}})")  # fmt: skip
"""An English name that begins with what it is: "Ministry of Works and Water"."""
_OPENS = re.compile(rf"^(?:[A-ZÄÖÜ][\w .,/()'’-]{{2,50}}[—–:-] )?(?:(?:In|By|Since) \d{{4}},? )?(?:Der |Die |Das |Le |La |Les |L['’]|The )?{_NOT}(?P<name>{_NAME})(?:['’]s)?,? (?=[a-zäöü])", re.MULTILINE)  # fmt: skip
"""A name that opens a paragraph, perhaps behind a dateline."""
_LAW = re.compile(r" (?:AG|SE|GmbH|KG|SA|SAS|plc|PLC|Ltd|Inc|Corp|ASA|AB|Oyj|NV|SpA)$| \w*\d\w*$")
_LAWFUL = re.compile(rf"(?P<name>{_NAME}) (?:AG|SE|GmbH|KG|SA|SAS|plc|PLC|Ltd|Inc|Corp|ASA|AB|Oyj|NV|SpA)\b")  # fmt: skip
_CAPITAL = re.compile(rf"(?<![\w’'-]){TOKEN} $")
_ADJ_PLACE = re.compile(r"[A-Z][a-z]*(?:ish|ian|ean|ese|ench|utch|erman|ican|wiss|reek|ger|ner)$")


def bodies_in(text: str, people: Sequence[Person], lexicon: Lexicon) -> tuple[Body, ...]:
    """Every body that the text names, by the fullest of its names, in the order in which they come up."""
    found: dict[str, Body] = {}
    for written, at, noun in _named(text, lexicon):
        name = _LAW.sub("", without_article(re.sub(r"['’]s?$", "", written), lexicon))
        name = name if noun else without_titles(name, lexicon)
        if is_common(name) or _is_person(name, bool(noun), text, people) or not _is_name(name, lexicon):  # fmt: skip
            continue
        known = found.get(name)
        nouns = frozenset({noun}) if noun else frozenset[str]()
        found[name] = Body(name, min(at, known.at), known.nouns | nouns) if known else Body(name, at, nouns)  # fmt: skip
    return tuple(sorted((_extended(b, text, people) for b in _whole(found)), key=lambda b: b.at))


def _extended(body: Body, text: str, people: Sequence[Person]) -> Body:
    """A body of one word by the one longer name that the text has: "Acme", "workers at Acme Motors"."""
    runs = {_LAW.sub("", m[0]) for m in re.finditer(rf"(?<![\w'’&-]){re.escape(body.name)}(?: {_TOKEN}){{1,3}}(?![\w-])", text)}  # fmt: skip
    own = sorted(r for r in runs if r != body.name and not _is_person(r, True, text, people))
    return replace(body, name=own[-1]) if own and all(own[-1].startswith(r) for r in own) else body


def _is_name(name: str, lexicon: Lexicon) -> bool:
    last = name.split(" ")[-1]
    if " " not in name and noun_in(name, lexicon):
        return False  # "Yard to build six ferries" names none
    return not is_office(last, lexicon) and not _ADJ_PLACE.fullmatch(name)


def _is_person(name: str, told: bool, text: str, people: Sequence[Person]) -> bool:
    """Whether a name is a person's: people are called by their last name, bodies by their first; `told`: a noun says it is a body."""
    first, _, last = name.rpartition(" ")
    if not first:
        return any(name in (p.surname, p.name.split(" ")[0]) and not _shortened(p.name, text) for p in people)  # fmt: skip
    if not any(p.name == name for p in people):
        return False
    alone = any(not _CAPITAL.search(text, max(0, m.start() - 30), m.start()) for m in re.finditer(rf"(?<![\w-]){re.escape(last)}(?![\w-]| [{UPPER}])", text))  # fmt: skip
    common = re.search(rf"\b{re.escape(last.lower())}\b", text)
    return (alone and not common) or not (told or _shortened(name, text))


def _shortened(name: str, text: str) -> bool:
    """Whether a text has the first word of a name without the next."""
    first, second = name.split(" ")[:2]
    return bool(re.search(rf"(?<![\w-]){re.escape(first)}(?!['’]?s? {re.escape(second)}| [{UPPER}])(?![\w-])", text))  # fmt: skip


def _whole(found: dict[str, Body]) -> Iterator[Body]:
    """Bodies by their fullest names, the nouns of a shorter one with the whole: "Acme", "Acme Motors"."""
    names = sorted(found, key=lambda n: (-len(n), n))
    whole: dict[str, Body] = {}
    for name in names:
        longer = [n for n in whole if n.startswith(f"{name} ")]
        if len(longer) == 1:
            one, own = whole[longer[0]], found[name]
            whole[one.name] = Body(one.name, min(one.at, own.at), one.nouns | own.nouns)
        elif not longer:
            whole[name] = found[name]
    yield from whole.values()


def _named(text: str, lexicon: Lexicon) -> Iterator[tuple[str, int, str]]:
    """Names with their places and the noun that says what each is."""
    for k, pattern in enumerate(_patterns(lexicon)):
        for match in pattern.finditer(text):
            name = match["name"]
            if k == 0 and lexicon.language == "de" and " " not in name and len(re.findall(rf"\b{re.escape(name)}\b", text)) < 2:  # fmt: skip
                continue  # "Betrieb Arbeit": any noun may follow
            yield name, match.start("name"), noun_in(_singular(match["noun"], lexicon), lexicon)
    if lexicon.language == "en":
        for pattern in (_OWN, _OF):
            for match in pattern.finditer(text):
                if noun := noun_in(match["noun"], lexicon):
                    yield match["name"], match.start("name"), noun
    for match in _LAWFUL.finditer(text):
        yield match["name"], match.start("name"), _firm(lexicon)
    for match in _OPENS.finditer(text):
        if _keeps_its_name(match["name"], text, lexicon):
            yield match["name"], match.start("name"), noun_in(match["name"].split(" ")[-1], lexicon)


def _keeps_its_name(name: str, text: str, lexicon: Lexicon) -> bool:
    """Whether a name that opens a paragraph comes again, and is no place and no noun with an article."""
    first = re.escape(name.split(" ")[0])
    if len(re.findall(rf"(?<![\w-]){first}(?![\w-])", text)) < 2 or name.split(" ")[-1].lower() in nobody(lexicon):  # fmt: skip
        return False
    return not re.search(rf"\b(?:[Ii]n|near|à|en) {re.escape(name)}\b|\b(?:[Dd]er|[Dd]ie|[Dd]as|[Dd]en|[Dd]em|[Dd]es|[Ii]m|[Zz]ur|[Vv]om|\w+e[nrms]?) {re.escape(name)}\b" if lexicon.language == "de" else rf"\b(?:[Ii]n|near|à|en|[Ll]a|[Ll]e|[Tt]he) {re.escape(name)}\b(?! [{UPPER}])|[Ll]['’]{re.escape(name)}\b|\b{re.escape(name)} (?:works|plant|yard|mill|site|factory|region|harbour|port)\b", text)  # fmt: skip


def _firm(lexicon: Lexicon) -> str:
    return listed(str(lexicon.speech["kin"]))[0]


def _singular(word: str, lexicon: Lexicon) -> str:
    if noun_in(word, lexicon):
        return word
    return next((cut for end in ("es", "en", "s", "n") if (cut := word.removesuffix(end)) != word and noun_in(cut, lexicon)), word)  # fmt: skip
