"""Coreference, who is who in a document: full names with their offices, and what a surname, an office or a pronoun stands for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from offtake.evidence.reading.language.lexicon import Lexicon
from offtake.evidence.reading.sentences import DOT, TITLES

_UPPER = "A-ZÄÖÜÉÈÀÂÇÎÔŠŽČŁŚĆÅØÆ"
_TOKEN = rf"[{_UPPER}][\w'’&-]*[\w]"
_PARTICLE = r"(?:de|von|van|der|den|di|al|bin|le|la|du|dos|da)"
_NAME = re.compile(rf"{_TOKEN}(?:[ ](?:(?:{_PARTICLE}|&) ){{0,2}}{_TOKEN}){{0,8}}")
_PART = re.compile(r"[\w.'’-]+")


@dataclass(frozen=True)
class Person:
    """A person named in full, where, and the offices named beside the name."""

    name: str
    at: int
    offices: frozenset[str]

    @property
    def surname(self) -> str:
        """The last part of the name."""
        return self.name.rsplit(" ", 1)[-1]


@dataclass(frozen=True)
class Speaker:
    """Who speaks; `basis`: named, surname, office, pronoun, body, running, or '' where nobody can be told."""

    name: str
    basis: str


@lru_cache(maxsize=16)
def _words(
    lexicon: Lexicon,
) -> tuple[re.Pattern[str], frozenset[str], frozenset[str], frozenset[str]]:
    speech = lexicon.speech
    offices = sorted(speech["offices"].split("|"), key=len, reverse=True)
    pattern = re.compile(rf"(?<![\w-])(?:{'|'.join(offices)})(?![\w])", re.IGNORECASE)
    tokens = frozenset(t for o in offices for t in o.split())
    collective = frozenset(
        w for c in speech["collective"].split("|") for w in (c.rstrip("?"), c.removesuffix("s?"))
    )
    return pattern, tokens, collective, frozenset(speech["pronouns"].split("|"))


_IN_MAY = re.compile(
    r"^(?:In|By|Since|Until|From|On) (?:January|February|March|April|May|June|July|August|September|October|November|December|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day) "
)


def people_in(text: str, lexicon: Lexicon) -> tuple[Person, ...]:
    """Everybody named in full, in order."""
    offices, tokens, _, _ = _words(lexicon)
    found = []
    for match in _NAME.finditer(text):
        name = _person(
            _IN_MAY.sub("", match[0]), tokens, frozenset(lexicon.data["nobody"]["words"].split())
        )
        if not name:
            continue
        around = text[max(0, match.start() - 60) : match.start()] + match[0]
        after = text[match.end() : match.end() + 60]
        beside = [m[0].lower() for m in offices.finditer(around)][-2:]
        if after.startswith(", "):
            beside += [m[0].lower() for m in offices.finditer(after.split(" said")[0])][:1]
        if (
            lexicon.language == "de"
            and not beside
            and not _INTRODUCED.search(text[max(0, match.start() - 24) : match.start()])
        ):
            continue
        found.append(
            Person(name, match.end() - len(name), frozenset(o.replace(" ", "-") for o in beside))
        )
    return tuple(found)


def _is_office(part: str, offices: frozenset[str]) -> bool:
    """Whether a word is an office, or a German compound that ends in one (Werksleiter)."""
    low = part.lower().rstrip(DOT)
    return (
        low in offices or (part.rstrip(DOT) in TITLES) or (len(low) > 7 and low.endswith(_ENDINGS))
    )


_STATES = tuple(name.replace(".", DOT) for name in ("U.S.", "U.K.", "U.N.", "E.U.", "U.A.E."))
"""Initials that are no person's."""
_ENDINGS = ("gründer", "gründerin", "inhaber", "inhaberin", "chef", "chefin", "vorsitzender", "vorsitzende", "kommandeur", "leiter", "leiterin", "sprecher", "sprecherin", "minister", "ministerin", "präsident", "präsidentin", "direktor", "direktorin", "vorstand", "inspekteur", "beauftragte", "beauftragter", "experte", "expertin", "sekretär", "sekretärin")  # fmt: skip


def _person(words: str, offices: frozenset[str], nobody: frozenset[str]) -> str:
    """The full name in a run of capitals, offices and titles before it left out; '' where there is none."""
    parts = words.split(" ")
    last = max((k for k, part in enumerate(parts) if _is_office(part, offices)), default=-1)
    own = parts[last + 1 :]
    while own and (
        (own[0].isupper() and len(own[0]) > 2 and (DOT not in own[0] or own[0] in _STATES))
        or own[0].lower() in _COMMON
        or own[0].endswith(("ing", "'s", "’s", "-based", "-focused", "-listed", "-owned", "-led"))
    ):
        own = own[1:]
    if len(own) < 2 or any(
        re.sub(r"['’]s?$", "", part.lower().rstrip(DOT)).split("-")[-1] in nobody for part in own
    ):
        return ""
    return " ".join(own)


def speaker_named(
    np: str,
    at: int,
    people: Sequence[Person],
    lexicon: Lexicon,
    last: Speaker | None,
    speaks: bool = False,
) -> Speaker | None:
    """Who the words `np`, which stand at `at`, mean; None where they mean nobody who speaks.

    `speaks`: the verb is one that only speakers have, so that any noun with its article is one ("the trust says").
    """
    offices, tokens, collective, pronouns = _words(lexicon)
    nobody = frozenset(lexicon.data["nobody"]["words"].split())
    said = _BASED.sub("", np.strip(' ,;:–—-"“”„«»\u00a0'))
    if not said:
        return None
    if said.lower() in pronouns or re.fullmatch(r"t-(?:il|elle|on)", said.lower()):
        return _by_pronoun(said.lower(), at, people, last)
    if two := _OF_TWO.fullmatch(said):
        return Speaker(two[1], "body")
    if (whole := _OF_A_FIELD.fullmatch(said)) and whole["head"].lower() in nobody | _BODIES:
        return Speaker(whole["name"], "body")
    for match in _NAME.finditer(said):
        if name := _full(match[0], tokens, said, nobody):
            return Speaker(name, "named")
    body = _body(said, lexicon, collective, offices, tokens)
    if body is not None:
        known = _by_office(said, at, people, offices)
        return known or Speaker(body, "body")
    lead = said.split(", ")[0]
    if ", " in said and re.fullmatch(_TOKEN, lead) and lead.lower() not in _COMMON:
        said = lead  # "Tusk, Poland's prime minister"
    if speaks and (noun := _any_noun(said, lexicon)):
        return noun
    one = [m[0] for m in _NAME.finditer(said)]
    if not one:
        return None
    if (first := _OF_A_BODY.match(said)) and first["name"].lower() not in nobody:
        one = [first["name"]]
    after = said[said.rfind(one[-1]) + len(one[-1]) :]
    if after and not re.match(
        r"(?:,| (?:of|in|from|at|von|de|aus|who|himself|herself|itself)\b)", after
    ):
        return None
    if _BODY_NAME.search(one[-1]):
        return Speaker(re.sub(r"^(?:The|La|Le|Die|Der|Das) ", "", one[-1]), "named")
    word = one[-1].split(" ")[-1] if _is_office(one[-1].split(" ")[0], tokens) else one[-1]
    word = re.sub(r"['’]s$", "", word)
    if word.lower() in _COMMON or word.lower() in pronouns:
        return None
    word = re.sub(r"^(?:The|La|Le|Les|Die|Der|Das) (?=[A-ZÄÖÜÉ])", "", word)
    match_ = _latest([p for p in people if p.surname == word.split(" ")[-1]], at)
    return Speaker(match_.name, "surname") if match_ else Speaker(word, "named")


_BASED = re.compile(
    r"^(?:[Tt]he )?(?:[\w'’]+ ){0,2}[\w'’]+-(?:based|led|owned|headquartered|listed|focused|backed|run|born|controlled) (?=[A-ZÄÖÜ])"
)
"""What is told of a name before it: "London-based"."""
_OF_TWO = re.compile(
    r"(?:[Tt]he )?((?:Ministry|Minister|Department|Committee|Council|Secretary|Board|Office|Agency|Bureau|Institute|Association|Federation|Chamber|Society) (?:of|for) (?:the )?(?:[A-Z][\w-]*,? )+and [A-Z][\w-]*(?: [A-Z][\w-]*)*)"
)
"""A body or office with two fields in its name."""
_OF_A_FIELD = re.compile(
    rf"(?:[Tt]he )?(?:[a-z-]+ ){{0,3}}(?P<name>(?:{_TOKEN} ){{0,4}}(?P<head>{_TOKEN}) (?:of|for|on) (?:the )?{_TOKEN}(?: (?:and |of |& )?{_TOKEN}){{0,5}})"
)
"""A body with its field or place: "Transport for London", "Coffee Board of India"."""
_BODIES = frozenset(
    "board college bureau centre center society chamber school service authority administration organisation organization foundation confederation transport academy alliance secretariat registry treasury inspectorate directorate guild league trust network".split()
)
_BODY_NAME = re.compile(
    r" (?:Corp|Corporation|Co|Inc|Ltd|Limited|Group|Company|Holdings|PLC|plc|GmbH|AG|SE|SA)$"
)
_OF_A_BODY = re.compile(
    rf"(?:(?:{'|'.join(sorted(TITLES))}){DOT} )?(?P<name>{_TOKEN})(?= (?:of|at|from) (?:the )?[A-ZÄÖÜ])"
)
"""A surname with the body it speaks for: "Weiss of Acme"."""
_COMMON = frozenset(
    "selon laut nach dans pour avec mais par sur what half only demand output production deliveries prices costs orders sales spending even just still now today yesterday then however meanwhile according nobody everybody everyone anyone the a an in on at for but and it its this that there these those if when while as we i you they some one not no after before since last next both all more most each such what how why who der die das ein eine es im am wir ich le la les un une il en nous de du des au".split()
)


def _full(words: str, offices: frozenset[str], said: str, nobody: frozenset[str]) -> str:
    parts = words.split(" ")
    if parts[0].lower() in _COMMON or (len(parts) > 2 and re.search(r"\b(?:des|of the|für|de la) $", said[: said.find(words)])):  # fmt: skip
        parts = parts[1:]  # "ministre des Armées Jean Roux"
    if len(parts) == 4 and re.search(r"\b(?:of|for) $", said[: said.find(words)]):
        parts = parts[2:]  # "Minister of Strategic Industries Hanna Roos"
    name = _person(" ".join(parts), offices, nobody) if parts else ""
    after = said[said.find(words) + len(words) :]
    # "NATO Industry officials": capitals before a body are its name, and nobody's
    return (
        ""
        if re.match(r"\s+[a-zäöü][\w-]*", after)
        and not re.match(r"\s+(?:of|in|from|at|von|de|du|who|and)\b", after)
        else name
    )


def _body(
    said: str,
    lexicon: Lexicon,
    collective: frozenset[str],
    offices: re.Pattern[str],
    tokens: frozenset[str],
) -> str | None:
    """An office or a body without a name, articles left out."""
    articles = lexicon.speech["articles"]
    head = re.split(
        r"\s(?:of|for|at|in|from|behind|near|off|around|under|on|who|familiar|close|with|involved|briefed|aware|von|für|de|du|des|auf)(?:\s|$)|, ",
        re.split(r"(?<=\w)(?:['’]s|s['’]) ", said)[-1],
    )[0]
    words = [w.lower() for w in _PART.findall(head)]
    if not words:
        return None
    key = re.sub(r"^[ld]['’]", "", words[-1])  # "l'institut"
    singular = key.removesuffix("s")
    german = lexicon.language == "de" and any(
        key.removesuffix("s").endswith(c) for c in collective if len(c) > 4
    )
    people = lexicon.language == "en" and re.fullmatch(
        r"\w{2,}(?:[^s]ers|[^a]tors|ists|ians|man|woman|men|women)", key
    )
    if not (
        people
        or key in collective
        or singular in collective
        or key in tokens
        or singular in tokens
        or german
        or key.rsplit("-", 1)[-1] in collective
    ):
        return None
    cut = re.sub(rf"^(?:(?:{articles})\s+)+|^l['’]", "", said, flags=re.IGNORECASE)
    cut = cut.split(", ")[0]
    genitive = key.endswith("s") and any(key[:-1].endswith(c) for c in collective if len(c) > 4)
    if lexicon.language == "de" and genitive and cut.lower().endswith(key):
        cut = cut[:-1]
    return cut


_DETERMINED = {
    "en": re.compile(r"(?:the|a|an|its|their|our|one|two|some|several|many) (?:[a-z][\w-]* ){0,3}[a-z][\w-]+", re.IGNORECASE),
    "de": re.compile(r"(?:der|die|das|ein|eine) (?:[a-zäöü][\w-]* ){0,2}[A-ZÄÖÜ][\w-]+", re.IGNORECASE),
    "fr": re.compile(r"(?:le |la |les |l['’]|un |une )(?:[a-zà-ÿ][\w-]* ){0,2}[a-zà-ÿ][\w-]+", re.IGNORECASE),
}  # fmt: skip
_NO_SPEAKER = re.compile(r"\b(?:day|week|month|year|time|thing|things|figures?|rest|jahr|monat|woche|tag|zahl|an|mois|semaine|chiffres?|reason|question|problem|first|last|second|other|others|one|ones|same)$", re.IGNORECASE)  # fmt: skip


def _any_noun(said: str, lexicon: Lexicon) -> Speaker | None:
    """A noun with its article, and nothing else: the subject of a verb of speech, in whatever trade."""
    said = re.sub(r"^(?:as|but|and|so|aber|mais) ", "", said, flags=re.IGNORECASE)
    if not _DETERMINED[lexicon.language].fullmatch(said) or _NO_SPEAKER.search(said):
        return None
    return Speaker(re.sub(rf"^(?:(?:{lexicon.speech['articles']})\s+)+|^l['’]", "", said, flags=re.IGNORECASE), "body")  # fmt: skip


def _by_office(
    said: str, at: int, people: Sequence[Person], offices: re.Pattern[str]
) -> Speaker | None:
    """The latest person of that office, where the words are "the minister" and no more."""
    if not re.match(r"(?:the|der|die|le|la)\s", said, re.IGNORECASE):
        return None
    found = [m[0].lower().replace(" ", "-") for m in offices.finditer(said)]
    if not found:
        return None
    person = _latest([p for p in people if found[-1] in p.offices and p.at < at], at)
    return Speaker(person.name, "office") if person else None


_INTRODUCED = re.compile(
    r"(?:\b(?:sagt|sagte|so|von|laut|erklärte|betonte|leiter|Leiterin|Chef|Chefin|Manager|Managerin) |^)$"
)
"""What stands before a person's name in German, where all nouns have capitals."""
_THINGS = ("it", "they", "es", "on", "ils", "elles")


def _by_pronoun(
    word: str, at: int, people: Sequence[Person], last: Speaker | None
) -> Speaker | None:
    """The speaker before, where the word fits: "it" and "they" stand for bodies, "he" and "she" for people."""
    if word in _THINGS:
        return (
            Speaker(last.name, "pronoun")
            if last is not None and last.basis == "body"
            else Speaker("", "")
        )
    if last is not None and last.name and (last.basis != "body" or _HUMAN.search(last.name)):
        return Speaker(last.name, "pronoun")
    person = _latest([p for p in people if p.at < at], at)
    return Speaker(person.name, "pronoun") if person else Speaker("", "")


_HUMAN = re.compile(r"(?:chief|official|minister|spokes\w+|president|head|director|officer|executive|analyst|expert|general|man|woman|sprecher\w*|chef\w*|leiter\w*|porte-parole|patron\w*|ministre|président\w*)\b", re.IGNORECASE)  # fmt: skip


def _latest(people: Sequence[Person], at: int) -> Person | None:
    """The last before `at`, else the first after it: a headline or a lead may use the surname alone."""
    before = [p for p in people if p.at <= at]
    return before[-1] if before else (people[0] if people else None)
