"""Bodies that an article names, each with the nouns that say what it is.

"Ammunition maker Acme", "the Acme shipyard", "Acme, a maker of pots,", "the losing bidder, Acme,", "World Bank", "Bauernbund", and a
name that opens a paragraph and is no person: "Acme Motors took 40 orders".
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache

from offtake.evidence.reading.language.alternatives import any_of
from offtake.evidence.reading.language.holding import holds_one
from offtake.evidence.reading.language.lexicon import Lexicon
from offtake.evidence.reading.sentences import DOT
from offtake.evidence.reading.speakers.identity.bodies import without_article
from offtake.evidence.reading.speakers.identity.candidates import (
    NAME,
    WORD,
    ends_of,
    last_words,
    starts_before,
    tried_at,
)
from offtake.evidence.reading.speakers.identity.names import BEGINS, TOKEN, UPPER, without_titles
from offtake.evidence.reading.speakers.identity.patterns import (
    firm_ends,
    legal,
    pattern,
    word_set,
    written,
)
from offtake.evidence.reading.speakers.identity.people import is_common, is_office, nobody
from offtake.evidence.reading.speakers.identity.speaker import Body, Person
from offtake.evidence.reading.speakers.identity.standing import (
    has,
    places,
    word_before,
    word_behind,
)
from offtake.evidence.reading.speakers.verbs import listed

_NAME = rf"{TOKEN}(?: (?:& |of )?{TOKEN}){{0,4}}"
_TOKEN = rf"(?!\w*\d){TOKEN}"
_START = r"(?:^|(?<=[.!?:] )|(?<=[—–-] ))"
_ENDS = r"(?![\w-]| \d)"


@lru_cache(maxsize=8)
def kin(lexicon: Lexicon) -> dict[str, frozenset[str]]:
    """Noun -> all nouns that may stand for the same body; any firm is "the company"."""
    sorts, _, others = str(lexicon.speech["kin"]).partition("|")
    groups = [listed(group) for group in [*sorts.split(";"), *others.split(";")]]
    known = {word: frozenset(w for g in groups if word in g for w in g) for g in groups for word in g}  # fmt: skip
    return {word: known[word] | (firms(lexicon) if word in groups[0] else frozenset(groups[0]) if word in firms(lexicon) else frozenset()) for word in known}  # fmt: skip


@lru_cache(maxsize=8)
def any_firm(lexicon: Lexicon) -> frozenset[str]:
    """The nouns that stand for any firm: "company"."""
    return frozenset(listed(str(lexicon.speech["kin"]).split(";")[0]))


@lru_cache(maxsize=8)
def firms(lexicon: Lexicon) -> frozenset[str]:
    """The nouns of firms."""
    return frozenset(listed(str(lexicon.speech["kin"]).partition("|")[0].replace(";", " ")))


@lru_cache(maxsize=8)
def _noun(lexicon: Lexicon) -> str:
    words = any_of(kin(lexicon))
    if lexicon.language == "en":
        return rf"(?:[a-z-]*(?:maker|builder)|{words})"
    return words


_MAKER = re.compile(r"[a-z-]+(?:maker|builder)")


def general(noun: str) -> str:
    """The noun that a noun is a sort of: "maker" of "drugmaker"."""
    return "maker" if _MAKER.fullmatch(noun) else noun


@lru_cache(maxsize=1 << 14)
def noun_in(word: str, lexicon: Lexicon) -> str:
    """The noun for a body that a word is, or ends in: "shipbuilder", "Batteriehersteller"; '' where it is none."""
    low = word.lower()
    known = kin(lexicon)
    if low in known:
        return low
    if lexicon.language == "en":
        return low if _MAKER.fullmatch(low) else ""
    if lexicon.language == "de":
        return max((w for w in known if len(w) > 3 and low.endswith(w)), key=len, default="")
    return ""


@lru_cache(maxsize=8)
def _patterns(lexicon: Lexicon) -> tuple[re.Pattern[str], ...]:
    """A noun before a name; a name with what it is between commas; what it is with its name between commas; and the second without its name."""
    noun, what = _noun(lexicon), written("what_it_is", lexicon)
    no_name, goes_on = written("no_name", lexicon), written("goes_on", lexicon)
    if lexicon.language == "de":
        head = rf"(?<![\w-])(?=[{UPPER}])[\w-]*?(?i:{noun})(?:s|es|n|en)?"
        of = rf"[{UPPER}]?[\w-]*?(?i:{noun})(?:s|es|n|en)?"
        before = rf"(?=[{UPPER}][\w -]* {BEGINS})(?P<noun>{head}) (?P<name>{_NAME}){_ENDS}"
    elif lexicon.language == "fr":
        adjective = written("adjective", lexicon)
        of = rf"(?i:{noun})s?"
        before = rf"\b(?<![\w-])(?P<noun>{of}){adjective}(?: (?:d['’]|de |du |des )(?!la |l['’])[a-zà-ÿ-]+)?{adjective} (?P<name>{_NAME}){_ENDS}"
    else:
        of = noun
        capital = rf"{_START}(?=[A-Z])(?i:{noun})"
        before = rf"(?<![\w'’-])(?P<noun>{noun}|{capital}) {no_name}(?P<name>{_NAME}){_ENDS}"
    told = rf", {what}(?:[\w'’-]+ ){{0,3}}?(?P<noun>{of})(?=[,.]|{goes_on})"
    behind = rf"(?<![\w'’-]){BEGINS}{no_name}(?P<name>{_NAME}){told}"
    between = rf"(?<![\w'’-])(?i:{what})(?=[\w'’ -]+, )(?:[\w'’-]+ ){{0,3}}?(?P<noun>{of}), (?:{TOKEN}['’]s )?(?P<name>{_NAME})(?=[,.;])"
    return tuple(re.compile(p, re.MULTILINE) for p in (before, behind, between, told))


@lru_cache(maxsize=4)
def _ends_in_noun(lexicon: Lexicon) -> Callable[[str], bool]:
    """Whether a word, with whatever signs around it, may be the noun for a body or end in it; most words come again."""
    ends = {word.split(" ")[-1] for word in kin(lexicon)} | {"maker", "builder"}
    search = re.compile(rf"(?:{any_of(ends)})(?:s|es|n|en)?,?$", re.IGNORECASE).search
    return lru_cache(maxsize=1 << 14)(lambda word: search(word) is not None)


def _introduced(text: str, lexicon: Lexicon) -> tuple[Iterator[re.Match[str]], ...]:
    """What each of the patterns meets: the first and the last only where a noun stands before a name, in French not always right before it."""
    before, behind, between, told = _patterns(lexicon)
    nouns = list(filter(_ends_in_noun(lexicon), set(text.split(" "))))
    plain = ends_of(text, [f"{noun} " for noun in nouns if noun[-1] != ","])
    parted = ends_of(text, [f"{noun} " for noun in nouns if noun[-1] == ","])
    if lexicon.language != "fr":
        plain = [end for end in plain if NAME.match(text, end)]
    commas = [end - len(", ") for end in parted if NAME.match(text, end)]
    return (
        tried_at(before, text, last_words(text, plain)),
        tried_at(behind, text, starts_before(text, (m.start() for m in told.finditer(text)))),
        tried_at(between, text, starts_before(text, commas, WORD)),
    )


_OWN = re.compile(rf"(?<![\w'’-]){BEGINS}(?:The )?(?P<name>(?!(?:The|A|An|Its|This|Our)\b){TOKEN}['’]?(?: (?:and |of |for |& )?{TOKEN}['’]?){{0,4}}? (?P<noun>[A-Z][a-z]+))(?= (?!of |for )[a-z(]|[,.;:'’)]|$)", re.MULTILINE)  # fmt: skip
"""An English name that ends in what it is: "World Bank"."""
_OF = re.compile(rf"(?<![\w'’-]){BEGINS}(?:The )?(?P<name>(?!The )(?:{TOKEN} ){{0,3}}(?P<noun>[A-Z][a-z]+) (?:of|for) (?:the )?{TOKEN}(?: (?:and |of )?{TOKEN}){{0,4}})")  # fmt: skip
"""An English name that begins with what it is: "Ministry of Works and Water"."""
_FRENCH = re.compile(r"(?<![\w-])(?:(?<=[lLdD]['’])|(?<!['’]))(?P<name>(?P<noun>[A-ZÉÎÔ][a-zà-ÿ]+)(?: [a-zà-ÿ]+(?:ale?|aux|elle?|aine?|ique|ive|ise|aire))?(?: (?:des|de la|du|de) (?!la |l['’])(?:[a-zà-ÿ]{4,}|[A-ZÉ][\w-]+)| (?:de l|d)['’](?:[a-zà-ÿ]{4,}|[A-ZÉ][\w-]+))(?: [a-zà-ÿ]{2,}(?:ales?|aux|iques?|ives?|aires?|estres?|elles?|aises?|ennes?|ublics?)(?![\w-]))?)")  # fmt: skip
"""A French name that begins with what it is, its other words small: "Cour des comptes"."""


_CAPITALS = re.compile(r"[A-ZÉÎÔ][a-zà-ÿ]+")
"""Words with a capital, each of which may be the noun of such a name."""


@lru_cache(maxsize=4)
def _opens(lexicon: Lexicon) -> re.Pattern[str]:
    """A name that opens a paragraph, perhaps behind a dateline."""
    lead, no_name = written("before_a_name", lexicon), written("no_name", lexicon)
    return re.compile(rf"^(?:[A-ZÄÖÜ][\w .,/()'’-]{{2,50}}[—–:-] )?{lead}{no_name}(?P<name>{_NAME})(?:['’]s)?,? (?=[a-zäöü])", re.MULTILINE)  # fmt: skip


@lru_cache(maxsize=4)
def _law(lexicon: Lexicon) -> re.Pattern[str]:
    """A legal form or a number at the end of a name."""
    return re.compile(rf" (?:{legal(lexicon)})$| \w*\d\w*$")


@lru_cache(maxsize=4)
def _lawful(lexicon: Lexicon) -> re.Pattern[str]:
    return re.compile(rf" (?:{legal(lexicon)})\b")


_LAST = re.compile(rf"(?<![\w'’-]){TOKEN}(?: (?:& )?{TOKEN}){{0,4}}$")
_MORE = re.compile(rf"(?: {_TOKEN}){{1,3}}(?![\w-])")
_TITLE = re.compile(r"[^\n]*[^.!?:\n]\n")
_CAPITAL = re.compile(rf"(?<![\w’'-]){TOKEN} $")


@lru_cache(maxsize=4)
def _led(lexicon: Lexicon) -> re.Pattern[str]:
    """Who has a head, a board or shares, or is "it", is a body."""
    named = written("no_name", lexicon) + _NAME
    return re.compile(written("led", lexicon).replace("NAMED", named).replace("TOKEN", TOKEN))


_LED = {
    "en": (re.compile("['’]"), ()),
    "de": (re.compile(r"(?:Chef|chef|Sprecher|sprecher|Vorstand|vorstand|Geschäftsführer|geschäftsführer|Vorsitzende|vorsitzende)[a-z]{0,2} von "), ("-Chef", "-Sprecher", "-Vorstand", "-Manager", "-Gründer", "-Boss")),
    "fr": (re.compile(r"(?:pdg|PDG|patron|présid|direct|dirig|porte-parole|fondat|actionn)[a-z]* d"), (", qui ",)),
}  # fmt: skip
"""How it begins where it does not begin with a name, and what stands behind such a name."""


def _led_in(text: str, lexicon: Lexicon) -> Iterator[re.Match[str]]:
    """What tells of a body by its head."""
    plain, behind = _LED[lexicon.language]
    starts = {m.start() for m in plain.finditer(text)}
    names = sorted(end - len(sign) for sign in behind for end in ends_of(text, (sign,)))
    starts.update(starts_before(text, names, WORD))
    return tried_at(_led(lexicon), text, sorted(starts))


def bodies_in(text: str, people: Sequence[Person], lexicon: Lexicon) -> tuple[Body, ...]:
    """Every body that the text names, by the fullest of its names, in the order in which they come up."""
    found: dict[str, Body] = {}
    for name, at, noun, told in _named(text, lexicon):
        name = _law(lexicon).sub("", without_article(re.sub(r"['’]s?$", "", name), lexicon))
        name = name if noun else without_titles(name, lexicon)
        first, _, rest = name.partition(" ")
        if rest and general(noun_in(first, lexicon)) in firms(lexicon) and not noun_in(rest.split(" ")[-1], lexicon):  # fmt: skip
            name = rest  # "Steelmaker Acme"
        if is_common(name) or _is_person(name, told, text, people) or not _is_name(name, lexicon):  # fmt: skip
            continue
        known = found.get(name)
        nouns = frozenset({noun}) if noun else frozenset[str]()
        found[name] = Body(name, min(at, known.at), known.nouns | nouns) if known else Body(name, at, nouns)  # fmt: skip
    every = (_extended(b, text, people, lexicon) for b in _whole(found))
    return tuple(sorted((b._replace(at=min(b.at, text.find(b.name))) for b in every), key=lambda b: b.at))  # fmt: skip


def _extended(body: Body, text: str, people: Sequence[Person], lexicon: Lexicon) -> Body:
    """A body by the one longer name that the text has: "Acme", "workers at Acme Motors"; a title sets names beside other words ("Acme Looms late")."""
    begins = text.find("\n") + 1 if _TITLE.match(text) else 0
    runs = {_law(lexicon).sub("", body.name + more[0]) for at in places(text, body.name) if at >= begins and (more := _MORE.match(text, at + len(body.name))) and not _goes_before(text, at, lexicon)}  # fmt: skip
    own = sorted(r for r in runs if r != body.name and not _is_person(r, True, text, people))
    return body._replace(name=own[-1]) if own and all(own[-1].startswith(r) for r in own) else body


def _goes_before(text: str, at: int, lexicon: Lexicon) -> bool:
    """Whether another name begins before a place inside a sentence: the "Army" of "the Iowa Army Works"."""
    found = _NAME_BEFORE.search(text, max(0, at - 30), at) if lexicon.language == "en" else None
    return found is not None and not noun_in(found["name"], lexicon) and not is_common(found["name"])  # fmt: skip


_NAME_BEFORE = re.compile(rf"(?<=[a-z,] )(?P<name>{TOKEN}) $")


def _is_name(name: str, lexicon: Lexicon) -> bool:
    last = name.split(" ")[-1]
    if name.lower() in kin(lexicon):
        return False  # "Yard to build six ferries" names none
    return not is_office(last, lexicon) and not _law(lexicon).fullmatch(f" {name}") and not pattern("adjective_of_place", lexicon).fullmatch(name) and name not in _places(lexicon)  # fmt: skip


@lru_cache(maxsize=8)
def _places(lexicon: Lexicon) -> frozenset[str]:
    return frozenset(listed(str(lexicon.speech["places"])))


def _is_person(name: str, told: bool, text: str, people: Sequence[Person]) -> bool:
    """Whether a name is a person's: people are called by their last name, bodies by their first; `told`: a noun says it is a body."""
    first, _, last = name.rpartition(" ")
    if any(name.endswith(f" {p.name}") for p in people):
        return True  # "Werksleiter Bo Lund"
    if not first:
        return any(name in (p.surname, p.name.split(" ")[0]) and (p.offices or not told) and not _shortened(p.name, text) for p in people)  # fmt: skip
    if not any(p.name == name for p in people):
        return False
    alone = any(not _CAPITAL.search(text, max(0, at - 30), at) and not word_behind(text, at + len(last))[:1].isupper() for at in places(text, last))  # fmt: skip
    return (alone and not has(text, last.lower())) or not (told or _shortened(name, text))


def _shortened(name: str, text: str) -> bool:
    """Whether a text has the first word of a name without the next."""
    first = name.split(" ")[0]
    behind = (text[at + len(first) :][:40] for at in places(text, first))
    return any(not re.match(rf"(?:['’]s?)? [{UPPER}]", rest) for rest in behind)


def _whole(found: dict[str, Body]) -> Iterator[Body]:
    """Bodies by their fullest names, the nouns of a shorter one with the whole: "Acme", "Acme Motors"."""
    names = sorted(found, key=lambda n: (-len(n), n))
    whole: dict[str, Body] = {}
    for name in names:
        longer = [n for n in whole if n.startswith(f"{name} ")] or [n for n in whole if n.endswith(f" {name}")]  # fmt: skip
        if len(longer) == 1:
            one, own = whole[longer[0]], found[name]
            whole[one.name] = Body(one.name, min(one.at, own.at), one.nouns | own.nouns)
        elif not longer:
            whole[name] = found[name]
    yield from whole.values()


def _named(text: str, lexicon: Lexicon) -> Iterator[tuple[str, int, str, bool]]:
    """Names with their places, the noun that says what each is, and whether the text tells that it is a body."""
    for k, matches in enumerate(_introduced(text, lexicon)):
        for match in matches:
            name = match["name"]
            if k == 2 and _is_of_an_office(text[max(0, match.start() - 30) : match.start("noun")], lexicon):  # fmt: skip
                continue  # "the head of the yard, Ann Holm"
            if k == 0 and lexicon.language == "de" and " " not in name and not _heads_its_sentence(match, text) and not pattern("heads", lexicon).search(text, max(0, match.start() - 60), match.start()) and len(list(places(text, name))) < 2:  # fmt: skip
                continue  # "Betrieb Arbeit": any noun may follow
            yield name, match.start("name"), noun_in(_singular(match["noun"], lexicon), lexicon), True  # fmt: skip
    own = {"en": (_OWN, _OF), "fr": (_FRENCH,)}.get(lexicon.language, ())
    nouns = ends_of(text, [word for word in set(_CAPITALS.findall(text)) if noun_in(word, lexicon)]) if own else ()  # fmt: skip
    begins = NAME if lexicon.language == "en" else WORD
    for one in own if nouns else ():
        for match in tried_at(one, text, starts_before(text, nouns, begins)):
            if noun := noun_in(match["noun"], lexicon):
                yield match["name"], match.start("name"), noun, True
    for match in tried_at(_compound(lexicon), text, (m.start() for m in _ARTICLES.finditer(text))) if lexicon.language == "de" else ():  # fmt: skip
        yield match["name"], match.start("name"), noun_in(match["name"], lexicon), True
    for match in _lawful(lexicon).finditer(text):
        if name := _LAST.search(text, max(0, match.start() - 60), match.start()):
            yield name[0], name.start(), _firm(lexicon), True
    for match in _led_in(text, lexicon):
        name = match["name"] or match["its"]
        if not name and (last := _LAST.search(text, max(0, match.start() - 60), match.start())):
            name = last[0]
        if name and pattern("no_name", lexicon).match(name):
            yield name, match.start(), "", True
    for match in _forces(lexicon).finditer(text) if lexicon.language == "en" else ():
        yield match["name"], match.start("name"), "service", True
    for match in _IG.finditer(text) if lexicon.language == "de" and "IG " in text else ():
        yield match["name"], match.start("name"), "gewerkschaft", True
    for match in _unions(lexicon).finditer(text) if lexicon.language == "fr" and holds_one(text, word_set("unions", lexicon)) else ():  # fmt: skip
        yield match["name"], match.start("name"), "syndicat", True
    firms = (m.end() for m in _firm_last(lexicon).finditer(text))
    for match in tried_at(_called_firms(lexicon), text, starts_before(text, firms)) if lexicon.language == "en" else ():  # fmt: skip
        yield match["name"], match.start("name"), _firm(lexicon), True
    title = _TITLE.match(text)
    for match in _opens(lexicon).finditer(text):
        if title and match.start("name") < title.end() and len(list(places(text, match["name"]))) < 2:  # fmt: skip
            continue
        if _keeps_its_name(match["name"], text, lexicon) or _deals(match, lexicon):
            yield match["name"], match.start("name"), noun_in(match["name"].split(" ")[-1], lexicon), False  # fmt: skip


def _heads_its_sentence(match: re.Match[str], text: str) -> bool:
    """Whether a German noun with its name opens a sentence, whose verb follows: "Lokbauer Acme liefert"."""
    opens = match.start() == 0 or text[: match.start()].endswith(("\n", ". ", ": ", "? ", "! "))
    return opens and bool(_VERB_FOLLOWS.match(text, match.end())) and not match["noun"].endswith(("n", "en"))  # fmt: skip


_VERB_FOLLOWS = re.compile(r" [a-zäöü]+(?:t|te|ten)\b(?! (?:und|oder)\b)")


def _deals(opening: re.Match[str], lexicon: Lexicon) -> bool:
    """Whether a name that opens a paragraph does what firms do: "Acme va supprimer 40 postes", said "the group"."""
    return pattern("deals", lexicon).match(opening.string, opening.end("name")) is not None


def _is_of_an_office(before: str, lexicon: Lexicon) -> bool:
    """Whether the noun behind says whose office it is: "the head of the ..."."""
    found = pattern("of_an_office", lexicon).search(before)
    return found is not None and is_office(found["office"], lexicon)


@lru_cache(maxsize=2)
def _forces(lexicon: Lexicon) -> re.Pattern[str]:
    """A country's services, each by its name alone: "the Army"."""
    return re.compile(rf"[Tt](?<!\w[Tt])he (?:U{DOT}S{DOT} |US )?(?P<name>{any_of(listed(str(lexicon.speech['forces'])))})(?![\w'’-]| [A-Z])")  # fmt: skip


@lru_cache(maxsize=2)
def _unions(lexicon: Lexicon) -> re.Pattern[str]:
    """Unions that everybody knows by their letters."""
    return re.compile(
        rf"(?<![\w-])(?P<name>{any_of(listed(str(lexicon.speech['unions'])))})(?![\w-])"
    )


_IG = re.compile(r"(?P<name>IG(?<![\w-]IG) [A-ZÄÖÜ][\w-]+)")
"""A German union by its letters."""


_ARTICLES = re.compile(r"(?:Der|der|Die|die|Das|das|des|dem|den|Vom|vom|Beim|beim|Im|im) (?=[A-ZÄÖÜ])")  # fmt: skip
"""What stands before a German compound."""


@lru_cache(maxsize=2)
def _compound(lexicon: Lexicon) -> re.Pattern[str]:
    """A German body whose name is a compound: "das Landesamt"."""
    nouns = any_of(w for w in kin(lexicon) if w not in firms(lexicon) and len(w) > 3)
    return re.compile(rf"\b(?:[Dd]er|[Dd]ie|[Dd]as|des|de[mn]|[Vv]om|[Bb]eim|[Ii]m) (?P<name>[A-ZÄÖÜ][a-zäöüß]+?(?:{nouns}))(?:e?s|e?n)?(?![\w-]| [A-ZÄÖÜ])")  # fmt: skip


def _keeps_its_name(name: str, text: str, lexicon: Lexicon) -> bool:
    """Whether a name that opens a paragraph comes again, and is no place and no noun with an article."""
    if name.split(" ")[-1].lower() in nobody(lexicon) or len(list(places(text, name.split(" ")[0]))) < 2:  # fmt: skip
        return False
    german = lexicon.language == "de"
    for at in places(text, name):
        end = at + len(name)
        before, behind = word_before(text, at), word_behind(text, end)
        if before in str(lexicon.speech["placed"]).split() and not behind[:1].isupper():
            return False
        if behind.rstrip(".,;") in str(lexicon.speech["sites"]).split() or text[
            max(0, at - 2) : at
        ].lower() in ("l'", "l’"):
            return False
        if german and (
            before.lower() in str(lexicon.speech["before_nouns"]).split()
            or _INFLECTED.fullmatch(before)
        ):
            return False
    return True


_INFLECTED = re.compile(r"[a-zäöüß]+e[nrms]?")
"""An adjective, behind which German has a noun."""


@lru_cache(maxsize=2)
def _called_firms(lexicon: Lexicon) -> re.Pattern[str]:
    """Firms by the word with which their names end, no article before: "Acme Systems"; "the Towed Gun Systems" are goods."""
    ends = any_of(firm_ends(lexicon))
    return re.compile(rf"(?<![\w'’-]){BEGINS}(?<!\b[Tt]he )(?<!\b[Aa] )(?<!\ban )(?<![A-Z]\w )(?P<name>{written('no_name', lexicon)}(?:{_TOKEN} ){{1,3}}(?:{ends}))(?![\w-]| [A-Z])")  # fmt: skip


@lru_cache(maxsize=2)
def _firm_last(lexicon: Lexicon) -> re.Pattern[str]:
    return re.compile(rf" (?:{any_of(firm_ends(lexicon))})(?![\w-]| [A-Z])")


def _firm(lexicon: Lexicon) -> str:
    return listed(str(lexicon.speech["kin"]))[0]


def _singular(word: str, lexicon: Lexicon) -> str:
    if noun_in(word, lexicon):
        return word
    return next((cut for end in ("es", "en", "s", "n") if (cut := word.removesuffix(end)) != word and noun_in(cut, lexicon)), word)  # fmt: skip
