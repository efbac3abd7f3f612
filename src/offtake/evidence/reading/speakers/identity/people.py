"""Coreference, who is who in a document: everybody named in full with their offices, and what a surname, an office or a pronoun stands for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from offtake.evidence.reading.language.lexicon import Lexicon
from offtake.evidence.reading.sentences import DOT, TITLES
from offtake.evidence.reading.speakers.identity.agreeing import fits
from offtake.evidence.reading.speakers.identity.apposed import is_trade, name_behind, without_trade
from offtake.evidence.reading.speakers.identity.names import DEGREES, RUN, without_titles
from offtake.evidence.reading.speakers.identity.speaker import Person, Speaker
from offtake.evidence.reading.speakers.verbs import listed

_BESIDE = 60
"""Characters before and behind a name in which its office may stand."""
_IN_MAY = re.compile(r"^(?:In|By|Since|Until|From|On) (?:January|February|March|April|May|June|July|August|September|October|November|December|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day) ")  # fmt: skip
_INTRODUCED = re.compile(r"(?:\b(?:sagt|sagte|so|von|laut|erklärte|betonte|Leiter|Leiterin|Chef|Chefin|Manager|Managerin) |^)$")  # fmt: skip
"""What stands before a person's name in German, where all nouns have capitals."""
_STATES = tuple(name.replace(".", DOT) for name in ("U.S.", "U.K.", "U.N.", "E.U.", "U.A.E."))
COMMON = frozenset(
    "chez gemäß gemäss selon laut nach dans pour avec mais par sur what half only demand output production deliveries prices costs orders sales spending even just still now today yesterday then however meanwhile according nobody everybody everyone anyone dem den einem einen einer the a an in on at for but and it its this that there these those if when while as we i you they some one not no after before since last next both all more most each such what how why who der die das ein eine es im am wir ich le la les un une il en nous de du des au für quote".split()
)
"""Words with a capital that name nobody."""


def is_common(word: str) -> bool:
    """Whether a word has its capital only from its place; not "UN", nor "IT"."""
    return word.lower() in COMMON and (len(word) == 1 or not word.isupper())


@lru_cache(maxsize=8)
def offices(lexicon: Lexicon) -> re.Pattern[str]:
    """Any office, the longest first."""
    names = sorted(listed(lexicon.speech["offices"]), key=len, reverse=True)
    return re.compile(rf"(?<![\w-])(?:{'|'.join(names)})(?!\w)", re.IGNORECASE)


_FIELDS = frozenset("defence defense finance foreign economy interior financial portfolio".split())
"""Words of an office that are none by themselves: the "Defence Command" is no person."""


@lru_cache(maxsize=8)
def _office_words(lexicon: Lexicon) -> tuple[frozenset[str], tuple[str, ...]]:
    words = frozenset(t for o in listed(lexicon.speech["offices"]) for t in o.split() if t not in _FIELDS) | frozenset(str(lexicon.speech["titles"]).split())  # fmt: skip
    return words, tuple(str(lexicon.speech.get("roles", "")).split())


@lru_cache(maxsize=8)
def _sorts(lexicon: Lexicon) -> frozenset[str]:
    return frozenset(listed(str(lexicon.speech.get("sorts", ""))))


@lru_cache(maxsize=8)
def nobody(lexicon: Lexicon) -> frozenset[str]:
    """Words that make a run of capitals no person."""
    return frozenset(lexicon.data["nobody"]["words"].split())


def people_in(text: str, lexicon: Lexicon) -> tuple[Person, ...]:
    """Everybody named in full, in order."""
    found = []
    if lexicon.language == "de":
        text = DEGREES.sub(lambda m: " " + "x" * (len(m[0]) - 1), text)
    for match in RUN.finditer(text):
        run = behind_a_place(_IN_MAY.sub("", match[0]), text[max(0, match.start() - 6) : match.start()])  # fmt: skip
        name = person_in(run, lexicon)
        if not name:
            continue
        beside = _beside(text, match, lexicon)
        held = any(
            is_office(w, lexicon) or is_trade(w, lexicon) for w in run.removesuffix(name).split()
        )
        if lexicon.language == "de" and not beside and not held and not _AGED.match(text, match.end()) and not _OF_AN_OFFICE.search(text[max(0, match.start() - 90) : match.start()]) and not _INTRODUCED.search(text[max(0, match.start() - 24) : match.start()]):  # fmt: skip
            continue
        found.append(Person(name, match.end() - len(name), frozenset(o.replace(" ", "-") for o in beside)))  # fmt: skip
    return tuple(found)


_OF_AN_OFFICE = re.compile(
    r"(?i:sprecher|chef|minister|präsident|leiter|direktor|vorsitzende)[sn] [^.;:,]{3,50}, $"
)
"""An office in the genitive before a name: "die Worte des Sprechers der Gilde, Bo Lund"."""
_AGED = re.compile(
    r" \((?:\d\d\)|[A-ZÖ]{2,}|Grüne|Linke)|, \d\d,|, (?:der|die) \w+(?:chef|leiter|sprecher|vorsitzende)"
)
"""What stands behind the name of a person: an age, a party."""
_IN = re.compile(r"\b(?:in|at|from|for|of|on|sur|à|de|pour|dans) $", re.IGNORECASE)


def behind_a_place(run: str, before: str) -> str:
    """A person behind a place or a station: "in New York Ida Falk", "sur France Inter Léa Brun"."""
    parts = run.split(" ")
    plain = len(parts) == 4 and all(p[0].isupper() and len(p) > 1 for p in parts)
    return " ".join(parts[2:]) if plain and _IN.search(before) else run


def _beside(text: str, match: re.Match[str], lexicon: Lexicon) -> list[str]:
    """The offices before a name, and the first behind it."""
    before = re.split(
        r"[.!?…][”“\"»«]? |\n", text[max(0, match.start() - _BESIDE) : match.start()]
    )[-1]
    around = before + match[0]
    found = [m[0].lower() for m in offices(lexicon).finditer(around)][-2:]
    behind = text[match.end() : match.end() + _BESIDE].split("\n")[0]
    if behind.startswith(", "):
        found += [m[0].lower() for m in offices(lexicon).finditer(behind.split(" said")[0])][:1]
    return found


def is_office(word: str, lexicon: Lexicon) -> bool:
    """Whether a word is an office or a title, or ends in one (Director-General, Werksleiter)."""
    words, ends = _office_words(lexicon)
    low = word.lower().rstrip(DOT)
    low = low.removesuffix("-elect").removesuffix("-designate")
    if low in words or low.rsplit("-", 1)[-1] in words or word.rstrip(DOT) in TITLES:
        return True
    return bool(ends) and (low in ends or (len(low) > 7 and low.endswith(ends)))


_SPEAKS_FOR = re.compile(
    r"(?:sprecher|chef|leiter|direktor|präsident|vorstand|führer|manager|vertreter|mitarbeiter|gründer|anwalt|anwält)(?:in)?$|vorsitzende[rn]?$",
    re.IGNORECASE,
)
"""Offices of a house, whose name follows "von"."""
_FRONTS = frozenset(
    "Dass Ob Wann Warum Weshalb Wieso Obwohl Nachdem Während Bevor Falls Sobald Auf Von Vom Aus Bei Beim Zum Zur Zu Um Bis Seit Vor Über Unter Durch Gegen Ohne Auch Darauf Dazu Dabei Dann Ihr Ihre Ihren Sein Seine Unser Unsere Mein Meine Neue Neuer Neues Alle Alte Nun Doch Und Aber Oder Wie Was Wer Wenn Weil Als Ob Jede Jeder Diese Dieser Dieses Keine Kein Mehr Viele Rund Etwa Knapp Fast Nur Noch Schon Für".split()
)
"""German words with a capital from their place, that no name begins with."""
_ABSTRACT = re.compile(
    r"(?:ungen|[a-zäöü]{5}ung|heit|keit|schaft|schaften|tionen|[a-zäöü]{3}tion|tät|täten|ismus)$"
)
"""Ends of German nouns that are no surnames."""
_HER = re.compile(r"(?:Ihr|Sein|Unser|Mein)e?r?")
_ARTICLES = ("Der", "Die", "Das")


def is_plural(word: str, lexicon: Lexicon) -> bool:
    """Whether a German word is of several who speak: "Analysten"."""
    return word.lower() in _collective(lexicon)


@lru_cache(maxsize=8)
def _collective(lexicon: Lexicon) -> frozenset[str]:
    return frozenset(listed(lexicon.speech["collective"]))


@lru_cache(maxsize=4)
def _told_of(lexicon: Lexicon) -> re.Pattern[str]:
    return re.compile(rf"{lexicon.speech['sayings']}|pläne|forderung\w*|überlegung\w*|bedenken|sorgen", re.IGNORECASE)  # fmt: skip


_ELIDED = re.compile(r"(?:[CDJLMNST]|Qu)['’][a-zéèêàâ]")
"""An elided French word with its capital from its place: "C'est le Var"."""
_OF_A_HOUSE = re.compile(
    r" (?:von|vom|van) (?:der |dem |den )?(?=(?:Uni|Universität|Hochschule|Gewerkschaft|Firma|Partei|Behörde|Polizei|Klinik|TU|FU|IG|Bundes\w+|Landes\w+|Verband|Institut)\b).*"
)


@lru_cache(maxsize=4096)
def person_in(words: str, lexicon: Lexicon) -> str:
    """The full name in a run of capitals, offices and titles before it left out; '' where there is none."""
    words = _OF_A_HOUSE.sub("", words)
    parts = without_titles(words, lexicon).split(" ")
    if len(parts) > 2 and parts[0].startswith(("L'", "L’")) and is_office(parts[0][2:], lexicon):
        parts = parts[1:]
    if parts[0] in _STATES or any(_ELIDED.match(p) for p in parts):
        return ""  # "U.S. Drought Monitor"
    last = max((k for k, part in enumerate(parts[:-1]) if is_office(part, lexicon)), default=-1)
    own = parts[last + 1 :]
    if lexicon.language == "de" and len(parts) > 3 and _HER.fullmatch(parts[0]):
        parts, own = parts[1:], parts[max(last + 1, 1) :]  # "ihr Vorgänger Bo Lund"
    if lexicon.language == "de" and parts[0] in _FRONTS:
        return ""
    if lexicon.language == "de" and own[0] in ("von", "vom") and (last < 0 or _SPEAKS_FOR.search(parts[last])):  # fmt: skip
        return ""  # "Sprecherin von Acme"
    if lexicon.language == "de" and len(parts) > 2 and (parts[0].lower() in _sorts(lexicon) or (parts[1] == "von" and last == -1 and is_plural(parts[0], lexicon))):  # fmt: skip
        return ""  # "Verband Deutscher Weber", "Analysten von Acme Trust"
    while lexicon.language != "en" and len(own) > 2 and own[0].isupper() and len(own[0]) < 6 and DOT not in own[0]:  # fmt: skip
        own = own[1:]  # "la sénatrice LR Léa Brun"
    while own and (_is_no_first_name(own[0]) or own[0].lower() in _sorts(lexicon)):
        own = own[1:]
    if lexicon.language == "de":
        own = own[: next((k for k, w in enumerate(own) if w in ("von", "vom") and k > 1), len(own))]
        while len(own) > 2 and _told_of(lexicon).fullmatch(own[-1]):
            own = own[:-1]  # "kommentierte Sprecherin Ida Falk Gerüchte über 40"
        own = [] if own and _ABSTRACT.search(own[-1]) else without_trade(own, lexicon)
        held = last >= 0 or any(is_trade(p, lexicon) and not name_behind(f"{p} X", lexicon) for p in parts[: -len(own)])  # fmt: skip
        if len(own) == 2 and (
            (parts[0] in _ARTICLES and not held) or name_behind(" ".join(own), lexicon)
        ):
            return ""  # "Die Werft Acme"
    elif lexicon.language == "fr" and len(own) > 1 and own[0].startswith(("d'", "d’", "l'", "l’")):
        own = own[1:]  # "secrétaire d'État Léa Brun"
    if len(own) < 2 or (own[-1].isupper() and len(own[-1]) < 4 and DOT not in own[-1]):
        return ""
    if any(re.sub(r"['’]s?$", "", p.lower().rstrip(DOT)).split("-")[-1] in nobody(lexicon) for p in own):  # fmt: skip
        return ""
    return " ".join(own)


def _is_no_first_name(word: str) -> bool:
    if word in ("DI", "KR", "MR", "PD"):
        return True  # Austrian titles
    letters = word.isupper() and len(word) > 2 and (DOT not in word or word in _STATES)
    return letters or word.lower() in COMMON or word.endswith(("ing", "'s", "’s", "-based", "-focused", "-listed", "-owned", "-led"))  # fmt: skip


def by_surname(word: str, at: int, people: Sequence[Person]) -> Speaker:
    """Who a single name means: whoever has it as surname, else as first word of a name in which the surname comes first."""
    last = word.split(" ")[-1]
    known = [p for p in people if p.surname == last] or [p for p in people if p.name.split(" ")[0] == word and "-" in p.name]  # fmt: skip
    found = latest(known, at)
    return Speaker(found.name, "surname") if found else Speaker(word, "named")


_DEFINITE = re.compile(r"(?:the|der|die|le|la)\s", re.IGNORECASE)


def by_office(said: str, at: int, people: Sequence[Person], lexicon: Lexicon) -> Speaker | None:
    """The latest person of that office, where the words are "the minister" and no more."""
    if not _DEFINITE.match(said):
        return None
    said = re.split(r"['’]s? ", said)[-1]  # "the governor's office" is no governor
    named = [m[0].lower().replace(" ", "-") for m in offices(lexicon).finditer(said)]
    if not named:
        return None
    found = latest([p for p in people if named[-1] in p.offices and p.at < at], at)
    return Speaker(found.name, "office") if found else None


_THINGS = ("it", "they", "es", "on", "ils", "elles")
_ANY = ("er", "sie", "il", "elle")
"""Pronouns that stand for people and for bodies."""
_NEAR = 300
"""Characters behind which a body that spoke last is meant rather than a person."""
_HUMAN = re.compile(r"(?:chief|official|minister|spokes\w+|president|head|director|officer|executive|analyst|expert|general|man|woman|sprecher\w*|chef\w*|leiter\w*|porte-parole|patron\w*|ministre|président\w*|responsable|direct\w*|cadre|dirigeante?|délégué\w*|élue?|maire|député\w*|habitante?|agriculteur|agricultrice|ouvri\w+|chercheu\w+|sénat\w+|conseill\w+|témoin|\w*(?:beamter|beamtin|meister|meisterin|arbeiter|arbeiterin|expertin|bauer|bäuerin|vorstand|politiker|politikerin|rat|rätin|anwalt|anwältin|ökonom|ökonomin|forscher|forscherin|vertreter|vertreterin))\b", re.IGNORECASE)  # fmt: skip


def by_pronoun(word: str, at: int, people: Sequence[Person], last: Speaker | None) -> Speaker:
    """The speaker before, where the word fits: "it" and "they" stand for bodies, "he" and "she" for people."""
    if word in _THINGS:
        return Speaker(last.name, "pronoun") if last is not None and (last.basis == "body" or (last.basis == "named" and " " not in last.name)) else Speaker("", "")  # fmt: skip
    human = last is not None and bool(last.name) and (last.basis != "body" or bool(_HUMAN.search(last.name)))  # fmt: skip
    if human and last is not None and fits(word, last.name, people):
        return Speaker(last.name, "pronoun")
    person = latest([p for p in people if p.at < at and fits(word, p.name, people)], at)
    if last is not None and last.basis == "body" and word in _ANY and (person is None or at - person.at > _NEAR):  # fmt: skip
        return Speaker(last.name, "pronoun")
    if person is not None:
        return Speaker(person.name, "pronoun")
    return Speaker(last.name, "pronoun") if human and last is not None else Speaker("", "")


def latest(people: Sequence[Person], at: int) -> Person | None:
    """The last before `at`, else the first after it: a headline or a lead may use the surname alone."""
    earlier = [p for p in people if p.at <= at]
    return earlier[-1] if earlier else (people[0] if people else None)
