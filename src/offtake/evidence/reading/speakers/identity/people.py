"""Coreference, who is who in a document: everybody named in full with their offices, and what a surname, an office or a pronoun stands for."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from offtake.evidence.reading.language.alternatives import any_of
from offtake.evidence.reading.language.dictionaries import dictionary
from offtake.evidence.reading.language.lexicon import Lexicon
from offtake.evidence.reading.sentences import DOT, TITLES
from offtake.evidence.reading.speakers.beginnings import without_lead
from offtake.evidence.reading.speakers.identity.agreeing import fits
from offtake.evidence.reading.speakers.identity.apposed import (
    is_first_name,
    is_trade,
    name_behind,
    names_of,
    without_trade,
)
from offtake.evidence.reading.speakers.identity.names import DEGREES, RUN, UPPER, without_titles
from offtake.evidence.reading.speakers.identity.patterns import pattern, word_set
from offtake.evidence.reading.speakers.identity.speaker import Person, Speaker
from offtake.evidence.reading.speakers.verbs import listed

_BESIDE = 60
"""Characters before and behind a name in which its office may stand."""
_INTRODUCED = re.compile(r"(?:\b(?:sagt|sagte|so|von|laut|erklärte|betonte|Leiter|Leiterin|Chef|Chefin|Manager|Managerin) |^)$")  # fmt: skip
"""What stands before a person's name in German, where all nouns have capitals."""
_STATES = tuple(name.replace(".", DOT) for name in ("U.S.", "U.K.", "U.N.", "E.U.", "U.A.E."))
COMMON = frozenset(
    "chez gemäß gemäss selon laut nach dans pour avec mais par sur what half only demand output production deliveries prices costs orders sales spending even just still now today yesterday then however meanwhile according nobody everybody everyone anyone dem den einem einen einer the a an in on at for but and it its this that there these those if when while as we i you they some one not no after before since last next both all more most each such what how why who der die das ein eine es im am wir ich le la les un une il en nous de du des au für quote".split()
)
"""Words with a capital that name nobody."""


_ENGLISH = frozenset(
    "des la le les der die das dem den un une il du du en am im au es wir ich".split()
)
"""Words of other languages with which an English name may begin: "Des Moines", "Le Havre"."""


def is_article(word: str, lexicon: Lexicon) -> bool:
    """Whether a word with a capital before a name is no part of it."""
    low = word.lower()
    return low in COMMON and not (lexicon.language == "en" and low in _ENGLISH)


def is_common(word: str) -> bool:
    """Whether a word has its capital only from its place; not "UN", nor "IT"."""
    return word.lower() in COMMON and (len(word) == 1 or not word.isupper())


@lru_cache(maxsize=8)
def offices(lexicon: Lexicon) -> re.Pattern[str]:
    """Any office, the longest first."""
    names = any_of(listed(lexicon.speech["offices"]))
    return re.compile(rf"\b(?<![\w-])(?:{names})(?!\w)", re.IGNORECASE)


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
    found: list[Person] = []
    if lexicon.language == "de":
        text = DEGREES.sub(lambda m: " " + "x" * (len(m[0]) - 1), text)
    for match in RUN.finditer(text):
        if " " not in match[0]:
            continue  # one word is no name in full
        lead = text[max(0, match.start() - _BESIDE) : match.start()]
        run = behind_a_place(without_lead(pattern("in_may", lexicon), match[0]), lead[-6:])
        name = person_in(behind_a_field(run, lead, lexicon), lexicon)
        if not name:
            continue
        beside = _beside(text, match, name, found[-1] if found else None, lexicon)
        if lexicon.language == "de" and not beside and _OF_A_PARTY.match(text, match.end()):
            beside = ["abgeordneter"]
        held = any(
            is_office(w, lexicon) or is_trade(w, lexicon) for w in run.removesuffix(name).split()
        )
        if lexicon.language == "de" and not beside and not held and not _AGED.match(text, match.end()) and not _holds_an_office(text[max(0, match.start() - 90) : match.start()], text[match.end() : match.end() + 1], lexicon) and not _INTRODUCED.search(text[max(0, match.start() - 24) : match.start()]):  # fmt: skip
            continue
        place = match.start() + max(match[0].rfind(name), 0)
        found.append(Person(name, place, frozenset(o.replace(" ", "-") for o in beside)))  # fmt: skip
    return tuple(found)


_OF_AN_OFFICE = re.compile(
    r"\b(?:de[rsmn]|die|vo[nm]|ihr\w*|sein\w*|ein\w*) (?P<held>[^.;:,\n]{3,70}), $"
)
"""What stands before a name that a comma parts from its office."""
_CASES = ("s", "n", "en", "in", "innen", "r")


def _holds_an_office(before: str, after: str, lexicon: Lexicon) -> bool:
    """Whether somebody named between commas is what stands before: "die Worte des Sprechers der Gilde, Bo Lund,"."""
    found = _OF_AN_OFFICE.search(before)
    if found is None or after[:1] not in (",", ".", ":", ""):
        return False
    words = re.findall(r"[\w-]+", found["held"])
    return any(is_office(w, lexicon) or is_office(w.removesuffix(end), lexicon) for w in words for end in _CASES)  # fmt: skip


_AGED = re.compile(
    r" \((?:\d\d\)|[A-ZÖ]{2,}|Grüne|Linke)|, \d\d,|, (?:der|die) \w+(?:chef|leiter|sprecher|vorsitzende)"
)
"""What stands behind the name of a person: an age, a party."""
_OF_A_PARTY = re.compile(r" \((?:CDU|CSU|SPD|FDP|AfD|BSW|ÖVP|SPÖ|FPÖ|SVP|SP|Grüne|Linke)\)")
"""A German party behind a name, whose holder sits for it unless another office is told."""
_IN = re.compile(r"\b(?:in|at|from|for|of|on|sur|à|de|pour|dans) $", re.IGNORECASE)
_HELD_OF = re.compile(
    r"(?P<office>\w+) (?:of|for) (?:the )?(?:[A-Z][\w-]+ ){0,3}(?:(?:for|and) (?:the )?)?$"
)
"""Before the field of an office: "Secretary of the Army", "Secretary of Defense for Acquisition"."""
_HELD_FR = re.compile(r"(?P<office>[\w-]+)(?: générale?| exécuti(?:f|ve))? (?:de |d['’]|du |de la (?:[a-zà-ÿ-]+ ))(?:[A-ZÉ][\w&-]* )+[A-ZÉ][\w-]+ [A-ZÉ][\w-]+$")  # fmt: skip
"""In French an office, its body and who holds it: "le PDG de SNCF Voyageurs Christian Fauchet"."""
_PARTICLES = ("Le", "La", "De", "Du", "Van", "Von", "Ben", "El")
_FIELD_ENDS = frozenset("Affairs Ireland America Africa Korea Zealand Guinea Works Industry Security Development Trade Transport Health Defence Defense Policy Services Relations Planning Justice Education Resources Technology Innovation Infrastructure Water Energy Climate Programme Program Acquisition Sustainment Logistics Readiness Engineering Force Army Navy".split())  # fmt: skip
_INITIAL = re.compile(rf"[A-ZÄÖÜÉ](?:{DOT}|$)")


def behind_a_field(run: str, before: str, lexicon: Lexicon) -> str:
    """A person behind the field of an office: "Superintendent of Stores Ann Holm", "Secretary of the Army Ann B. Holm", "patron de MTU Énergie Léa Brun"."""
    parts = run.split(" ")
    if lexicon.language == "fr" and len(parts) > 2 and parts[-2] not in _PARTICLES and (office := _HELD_FR.search(f"{before}{run}", 0)) and is_office(office["office"], lexicon):  # fmt: skip
        return " ".join(parts[-2:])
    if lexicon.language != "en" or len(parts) < 3 or parts[-1] in _FIELD_ENDS or not ((office := _HELD_OF.search(before)) and is_office(office["office"], lexicon)):  # fmt: skip
        return run
    return " ".join(parts[-3 if _INITIAL.match(parts[-2]) else -2 :])


def behind_a_place(run: str, before: str) -> str:
    """A person behind a place or a station: "in New York Ida Falk", "sur France Inter Léa Brun"."""
    parts = run.split(" ")
    plain = len(parts) == 4 and all(p[0].isupper() and len(p) > 1 for p in parts) and not _INITIAL.match(parts[2])  # fmt: skip
    return " ".join(parts[2:]) if plain and _IN.search(before) else run


def _beside(text: str, match: re.Match[str], name: str, other: Person | None, lexicon: Lexicon) -> list[str]:  # fmt: skip
    """The offices before a name and behind the other before it, what a short title stands for, and the first office behind it."""
    start = max(0, match.start() - _BESIDE, other.at + len(other.name) if other else 0)
    before = re.split(r"[.!?…][”“\"»«]? |\n", text[start : match.start()])[-1]
    found = _told_offices(before + match[0], lexicon)[-2:]
    short = _called(lexicon)
    found += [short[w.lower()] for w in match[0].removesuffix(name).replace(DOT, "").split() if w.lower() in short]  # fmt: skip
    behind = text[match.end() : match.end() + _BESIDE].split("\n")[0]
    if behind.startswith(", "):
        found += _told_offices((_SAYS_FR if lexicon.language == "fr" else _SAID).split(behind)[0], lexicon)[:1]  # fmt: skip
    elif _leads(lexicon).match(behind):
        found.append(_LEADER[lexicon.language])
    return found


_SAID = re.compile(" said")
_SAYS_FR = re.compile(r", (?:(?:a|ont|avait) [a-zà-ÿ]+|[a-zà-ÿ]+[etd]) (?=l[ea] |l['’])")
"""Where what a name is ends, and another speaks: "Acme Lormont, une usine de 40 personnes, a assuré le ministre"."""


def _told_offices(words: str, lexicon: Lexicon) -> list[str]:
    """Offices in words, in German compounds too: "Werftchef"."""
    found = [(m.start(), m[0].lower()) for m in offices(lexicon).finditer(words)]
    if lexicon.language == "de":
        found += [(m.start(), m[0].lower()) for m in _COMPOUND.finditer(words) if is_office(m[0], lexicon)]  # fmt: skip
    return [word for _, word in sorted(set(found))]


_COMPOUND = re.compile(rf"(?<![\w-])[{UPPER}][\w-]{{4,}}")
_LEADER = {"en": "head", "de": "leitung", "fr": "responsable"}


@lru_cache(maxsize=4)
def _leads(lexicon: Lexicon) -> re.Pattern[str]:
    """Verbs that tell who leads a house: "Ann Holm runs the yard"."""
    return re.compile(rf"(?: \([^()]{{1,30}}\))?,? (?:{'|'.join(listed(str(lexicon.speech['leads'])))}) ")  # fmt: skip


@lru_cache(maxsize=4)
def _called(lexicon: Lexicon) -> dict[str, str]:
    """Short title -> the office that it stands for: "Gen." """
    return dict(pair.split("=") for pair in str(lexicon.speech.get("called", "")).split())


def is_office(word: str, lexicon: Lexicon) -> bool:
    """Whether a word is an office or a title, or ends in one (Director-General, Werksleiter)."""
    words, ends = _office_words(lexicon)
    low = word.lower().rstrip(DOT)
    low = low.removesuffix("-elect").removesuffix("-designate")
    if low in words or low.rsplit("-", 1)[-1] in words or word.rstrip(DOT) in TITLES:
        return True
    if not ends:
        return False
    return low in ends or (len(low) > 7 and low.endswith(ends)) or (low.endswith("en") and (low[:-1] in ends or low[:-2] in ends))  # fmt: skip


_SPEAKS_FOR = re.compile(
    r"(?:sprecher|chef|leiter|direktor|präsident|vorstand|führer|manager|vertreter|mitarbeiter|gründer|anwalt|anwält|bürgermeister)(?:in)?$|vorsitzende[rn]?$",
    re.IGNORECASE,
)
"""Offices of a house, whose name follows "von"."""
_FRONTS = frozenset(
    "Dass Ob Wann Warum Weshalb Wieso Obwohl Nachdem Während Bevor Falls Sobald Auf Von Vom Aus Bei Beim Zum Zur Zu Um Bis Seit Vor Über Unter Durch Gegen Ohne Auch Darauf Dazu Dabei Dann Ihr Ihre Ihren Sein Seine Unser Unsere Mein Meine Neue Neuer Neues Alle Alte Nun Doch Und Aber Oder Wie Was Wer Wenn Weil Als Ob Jede Jeder Diese Dieser Dieses Keine Kein Mehr Viele So Zwei Drei Vier Fünf Sechs Sieben Acht Neun Zehn Zwölf Einige Mehrere Rund Etwa Knapp Fast Nur Noch Schon Für".split()
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


@lru_cache(maxsize=4)
def _whats(lexicon: Lexicon) -> frozenset[str]:
    return frozenset(str(lexicon.speech["what"]).split())


_ELIDED = re.compile(r"(?:[CDJLMNST]|Qu)['’][a-zéèêàâ]")
"""An elided French word with its capital from its place: "C'est le Var"."""
_OF_A_HOUSE = re.compile(
    r" (?:von|vom|van) (?:der |dem |den )?(?=(?:Uni|Universität|Hochschule|Gewerkschaft|Firma|Partei|Behörde|Polizei|Klinik|TU|FU|IG|Bundes\w+|Landes\w+|Verband|Institut)\b).*"
)


@lru_cache(maxsize=4096)
def person_in(words: str, lexicon: Lexicon) -> str:
    """The full name in a run of capitals, offices and titles before it left out; '' where there is none."""
    if " v" in words:
        words = _OF_A_HOUSE.sub("", words)
    if has_no_title(words, lexicon):
        return ""  # "General Dynamics Electric Boat"
    parts = without_titles(words, lexicon).split(" ")
    if len(parts) > 2 and parts[0].startswith(("L'", "L’")) and is_office(parts[0][2:], lexicon):
        parts = parts[1:]
    if lexicon.language == "fr" and parts[0].startswith(("L'", "L’")):
        return ""  # "L'Agence du Nord"
    if parts[0] in _STATES or any(_ELIDED.match(p) for p in parts):
        return ""  # "U.S. Drought Monitor"
    last = max((k for k, part in enumerate(parts[:-1]) if is_office(part, lexicon)), default=-1)
    own = parts[last + 1 :]
    if lexicon.language == "de" and len(parts) > 3 and _HER.fullmatch(parts[0]):
        parts, own = parts[1:], parts[max(last + 1, 1) :]  # "ihr Vorgänger Bo Lund"
    if lexicon.language == "de" and parts[0] in _FRONTS:
        return ""
    if lexicon.language == "de" and own[0] in ("von", "vom") and (last < 0 or _SPEAKS_FOR.search(parts[last]) or own[1] in listed(str(lexicon.speech["places"]))):  # fmt: skip
        return ""  # "Sprecherin von Acme"
    if lexicon.language == "de" and len(parts) > 2 and (parts[0].lower() in _sorts(lexicon) or (parts[1] == "von" and last == -1 and is_plural(parts[0], lexicon))):  # fmt: skip
        return ""  # "Verband Deutscher Weber", "Analysten von Acme Trust"
    if lexicon.language == "de" and len(own) > 2 and last < 0 and own[0] in _ARTICLES:
        own = own[1:]
    if lexicon.language == "de" and len(own) > 1 and last < 0 and own[0].isupper() and 1 < len(own[0]) < 6 and DOT not in own[0] and own[0] not in _AUSTRIAN:  # fmt: skip
        return ""  # "die IG Boden Nord"
    while lexicon.language != "en" and len(own) > 2 and own[0].isupper() and len(own[0]) < 6 and DOT not in own[0]:  # fmt: skip
        own = own[1:]  # "la sénatrice LR Léa Brun"
    shouted = len(own) > 2 and all(p.isupper() for p in own) and any(_INITIAL.match(p) for p in own[1:-1])  # fmt: skip
    while (
        own
        and not shouted
        and (_is_no_first_name(own[0], lexicon) or own[0].lower() in _sorts(lexicon))
    ):
        own = own[1:]
    if lexicon.language == "de":
        own = own[: next((k for k, w in enumerate(own) if w in ("von", "vom") and k > 1), len(own))]
        if own and (own[0].lower() in _whats(lexicon) or any(name_behind(" ".join(own[k:]), lexicon) for k in range(1, len(own) - 1))):  # fmt: skip
            return ""  # "Angaben von Acme", "Kieler Motorenkonzern Acme"
        while len(own) > 2 and (_told_of(lexicon).fullmatch(own[-1]) or (own[0].lower() in names_of(lexicon) and not is_first_name(own[1], lexicon) and (own[-1].lower() in dictionary("de") or _ABSTRACT.search(own[-1])))):  # fmt: skip
            own = own[:-1]  # "kommentierte Sprecherin Ida Falk Gerüchte über 40"
        own = [] if own and _ABSTRACT.search(own[-1]) else without_trade(own, lexicon)
        held = last >= 0 or any(is_trade(p, lexicon) and not name_behind(f"{p} X", lexicon) for p in parts[: -len(own)])  # fmt: skip
        if len(own) == 2 and (
            (parts[0] in _ARTICLES and not held) or name_behind(" ".join(own), lexicon)
        ):
            return ""  # "Die Werft Acme"
    elif lexicon.language == "fr" and len(own) > 1 and own[0].startswith(("d'", "d’", "l'", "l’")):
        own = own[1:]  # "secrétaire d'État Léa Brun"
    if lexicon.language == "en" and len(own) > 2 and own[-1] in _POST_NOMINALS:
        own = own[:-1]  # "Ann Holm MSP"
    if len(own) < 2 or (own[-1].isupper() and len(own[-1]) < 4 and DOT not in own[-1]):
        return ""
    if any(re.sub(r"['’]s?$", "", p.lower().rstrip(DOT)).split("-")[-1] in nobody(lexicon) for p in own):  # fmt: skip
        return ""
    return " ".join(own)


_POST_NOMINALS = frozenset("MP MSP MEP MLA MS TD QC KC SC OBE CBE MBE DBE KBE AM AO FRS PhD MD RN USN USAF USMC".split())  # fmt: skip
"""Letters behind a name."""
_AUSTRIAN = ("DI", "KR", "MR", "PD")
"""Titles."""


@lru_cache(maxsize=8)
def _no_titles(lexicon: Lexicon) -> frozenset[str]:
    """What begins like a title and names a body."""
    return frozenset(listed(str(lexicon.speech.get("no_titles", ""))))


def has_no_title(words: str, lexicon: Lexicon) -> bool:
    """Whether words begin like a title and name a body: "General Dynamics"."""
    return " ".join(words.split(" ")[:2]) in _no_titles(lexicon)


def _is_no_first_name(word: str, lexicon: Lexicon) -> bool:
    if word in _AUSTRIAN:
        return True
    letters = word.isupper() and len(word) > 2 and (DOT not in word or word in _STATES)
    return letters or is_article(word, lexicon) or word.endswith(("ing", "'s", "’s", "-based", "-focused", "-listed", "-owned", "-led"))  # fmt: skip


@lru_cache(maxsize=4096)
def plain(name: str) -> str:
    """A name without its accents, which a paper may leave out: "Sanchez" is "Sánchez"."""
    return "".join(c for c in unicodedata.normalize("NFD", name) if not unicodedata.combining(c))


def by_surname(word: str, at: int, people: Sequence[Person]) -> Speaker:
    """Who a single name means: whoever has it as surname, else as first word of a name in which the surname comes first."""
    last = word.split(" ")[-1]
    known = [p for p in people if p.surname == last] or [p for p in people if p.name.split(" ")[0] == word and "-" in p.name] or [p for p in people if plain(p.surname) == plain(last)]  # fmt: skip
    found = latest(known, at)
    return Speaker(found.name, "surname") if found else Speaker(word, "named")


_DEFINITE = re.compile(r"(?:the|der|die|le|la)\s", re.IGNORECASE)


def by_office(said: str, at: int, people: Sequence[Person], lexicon: Lexicon) -> Speaker | None:
    """The one person of that office before `at`; None where several have it, or it is that of somebody's rival or customer."""
    if not _DEFINITE.match(said) or set(re.findall(r"[\w-]+", said.lower())) & relations(lexicon):
        return None
    said = re.split(r"['’]s? ", said)[-1]  # "the governor's office" is no governor
    named = [m[0].lower().replace(" ", "-") for m in offices(lexicon).finditer(said)]
    if not named:
        return None
    compounds = lexicon.language == "de"
    known = [p for p in people if p.at < at and any(o == named[-1] or (compounds and o.endswith(named[-1])) for o in p.offices)]  # fmt: skip
    held = {p.name for p in known if named[-1] in p.offices}
    return Speaker(held.pop(), "office") if held == {p.name for p in known} and len(held) == 1 else None  # fmt: skip


@lru_cache(maxsize=8)
def relations(lexicon: Lexicon) -> frozenset[str]:
    """Nouns that say what a body is to another: "rival", "Zulieferer"."""
    return frozenset(listed(str(lexicon.speech["relations"])))


_NEAR = 300
"""Characters behind which a body that spoke last is meant rather than a person."""
_HUMAN = re.compile(r"(?:chief|official|minister|spokes\w+|president|head|director|officer|executive|analyst|expert|general|man|woman|sprecher\w*|chef\w*|leiter\w*|porte-parole|patron\w*|ministre|président\w*|responsable|direct\w*|cadre|dirigeante?|délégué\w*|élue?|maire|député\w*|habitante?|agriculteur|agricultrice|ouvri\w+|chercheu\w+|sénat\w+|conseill\w+|témoin|\w*(?:beamter|beamtin|meister|meisterin|arbeiter|arbeiterin|expertin|bauer|bäuerin|vorstand|politiker|politikerin|rat|rätin|anwalt|anwältin|ökonom|ökonomin|forscher|forscherin|vertreter|vertreterin))\b", re.IGNORECASE)  # fmt: skip


def by_pronoun(word: str, at: int, people: Sequence[Person], lexicon: Lexicon, last: Speaker | None) -> Speaker:  # fmt: skip
    """The speaker before, where the word fits: "it" and "they" stand for bodies, "he" and "she" for people."""
    if word in str(lexicon.speech["bodies"]).split():
        return Speaker(last.name, "pronoun") if last is not None and (last.basis == "body" or (last.basis == "named" and " " not in last.name)) else Speaker("", "")  # fmt: skip
    human = last is not None and bool(last.name) and (last.basis != "body" or bool(_HUMAN.search(last.name))) and last.name not in word_set("places", lexicon) | word_set("no_firms", lexicon)  # fmt: skip
    if human and last is not None and fits(word, last.name, people, lexicon):
        return Speaker(last.name, "pronoun")
    person = latest([p for p in people if p.at < at and fits(word, p.name, people, lexicon)], at)
    if last is not None and last.basis == "body" and lexicon.language != "en" and (person is None or at - person.at > _NEAR):  # fmt: skip
        return Speaker(last.name, "pronoun")
    if person is not None:
        return Speaker(person.name, "pronoun")
    return Speaker(last.name, "pronoun") if human and last is not None else Speaker("", "")


def latest(people: Sequence[Person], at: int) -> Person | None:
    """The last before `at`, else the first after it: a headline or a lead may use the surname alone."""
    earlier = [p for p in people if p.at <= at]
    return earlier[-1] if earlier else (people[0] if people else None)
