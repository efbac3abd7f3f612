"""Sources that a sentence names without a reporting verb.

"According to Acme", "laut Acme", "Eingeweihten zufolge", "selon Acme"; who "was quoted as saying" it; a name before a
colon and a quotation; a name behind a dash.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from offtake.evidence.reading.language.alternatives import any_of
from offtake.evidence.reading.language.lexicon import Lexicon
from offtake.evidence.reading.language.spoken import forms_in
from offtake.evidence.reading.speakers.identity.bodies import sort_of, without_article
from offtake.evidence.reading.speakers.identity.names import UPPER
from offtake.evidence.reading.speakers.identity.naming import speaker_named
from offtake.evidence.reading.speakers.identity.owners import owner
from offtake.evidence.reading.speakers.identity.speaker import HIDDEN, Attribution, Person, Speaker
from offtake.evidence.reading.speakers.openings import opening
from offtake.evidence.reading.speakers.verbs import listed

ACCORDING = "according to"


@lru_cache(maxsize=8)
def _according(lexicon: Lexicon) -> re.Pattern[str]:
    words = [w.replace("'", "['’]") + ("" if w.endswith("'") else " ") for w in listed(lexicon.speech["according"])]  # fmt: skip
    before = "|".join(w + ("(?:la |le |l['’]|les )?" if w.startswith(("aux", "de l", "au d")) else "") for w in words)  # fmt: skip
    if lexicon.language == "de":
        what = "|".join(str(lexicon.speech["what"]).split())
        before = rf"laut |(?:nach|aus|in) (?:(?:jüngsten|eigenen|ersten|vorläufigen) )?(?:{what}) (?=de[sr]|vo[nm])(?:des |der |von |vom )|aus (?:der )?sicht (?:des |der |von |vom )"
    if lexicon.language == "en":
        before += rf"|per (?=[{UPPER}])(?-i:(?=[{UPPER}]))"
    return re.compile(
        rf"(?<!\w)(?:{before})(?!(?:plans?|schedule|law|custom|need|size|type|plan)\b)(?P<np>[^,.;:{HIDDEN}]{{2,90}})",
        re.IGNORECASE,
    )


@lru_cache(maxsize=8)
def _passive(lexicon: Lexicon) -> re.Pattern[str]:
    """Who calls something so, behind a passive: "was described as too small by the guild"."""
    verbs = any_of(f.finite[1] for f in forms_in(lexicon.rules, "en", "passive"))
    return re.compile(
        rf"\b(?:was|were|is|are|been|being) (?:[a-z]+ly )?(?P<verb>{verbs}) [^;.]{{0,90}}?\bby (?P<np>(?:the |a |an )?[^,;.{HIDDEN}]{{2,50}}(?:, [{UPPER}][\w'’-]+ [{UPPER}][\w'’-]+)?)(?=[,;.{HIDDEN}]|$)"
    )


_HIS_WORDS = re.compile(
    r"(?:nach|laut) (?:seinen|ihren|eigenen) (?:worten|angaben)\b", re.IGNORECASE
)
_OF_POLICE = re.compile(
    r"\b[Nn]ach (?:ersten |eigenen |bisherigen )?(?P<np>(?!Medien|Zeitungs)[A-ZÄÖÜ][a-zäöüß]{3,}?)(?<!n)s?angaben\b"
)
"""A German compound of a source: "nach Polizeiangaben"."""
_POUR = re.compile(
    rf"(?:^|[.;] )Pour (?P<np>[{UPPER}][\w'’-]+ (?:de |d['’])?[{UPPER}][\w'’-]+)(?:,[^,]{{3,60}})?, "
)
"""In French an opinion's holder: "Pour Léa Brun, maire adjointe, ..."."""
_ZUFOLGE = re.compile(r"(?P<np>(?:(?:[Dd]e[mnrs]|gut|eigenen|[A-Za-zäöü]+en) )*[A-ZÄÖÜ][\w-]+(?: (?:der|des|von|aus|vom) (?:der )?(?:[a-zäöü]+en )?[A-ZÄÖÜ][\w-]+(?: (?:(?:und|für) )?[A-ZÄÖÜ][\w-]+)*)?) zufolge\b")  # fmt: skip
"""In German the source stands before the word: "gut informierten Kreisen zufolge"."""
_HALL = rf"(?:dem |der |einer |einem |den |des )?(?:[a-zäöü]+en )?[{UPPER}][\w-]+(?: (?:der|des|von|vom) (?:[a-zäöü]+en )?[{UPPER}][\w-]+(?: [{UPPER}][\w-]+)*)?"
_CALLED = re.compile(
    rf"(?:hieß|heißt) es (?:weiter |dazu )?(?:aus|in|bei|von|vonseiten|seitens) (?P<np>{_HALL})|(?:^|[.;] )(?:Aus|In|Bei|Von|Vonseiten) (?P<first>{_HALL}) (?:hieß|heißt) es"
)
"""In German somebody lets it be said: "hieß es aus dem Ministerium"."""
_OBJECT = re.compile(r"\b(?:with|at|of|thanked|criticised|criticized|attacked|accused|upset with|quoted|quoting|citing|cited|quotes|cites) (?P<np>[^;:.]{2,80}?),? (?:for|as|of) (?:saying|claiming|suggesting|arguing|insisting|telling|stating)", re.IGNORECASE)  # fmt: skip
_QUOTED = re.compile(r"(?:was|is|were|are|has been|had been) (?:widely |also |later )?(?:quoted|cited|reported)(?: (?:by|in|on) [^,;]{2,60}?)? (?:as )?saying\b")  # fmt: skip
_BEFORE_COLON = re.compile(rf"(?P<np>[^.;:{HIDDEN}]{{0,4}}[^;:{HIDDEN}]{{2,110}}): ?[”“„«»\"]?{HIDDEN}")  # fmt: skip
"""Who stands before a colon and a quotation: "Ms Cullen: “…”", "Dr. Hiller ist sich sicher: „…“"."""
_SIGNED = re.compile(
    rf"{HIDDEN}[.!?]?[”\"“»],? ?[–—-] (?P<np>[{UPPER}][\w .'’-]{{2,50}}?)(?=[.,]|$)"
)
"""A name behind a dash, after a quotation."""
_BYLINE = re.compile(r"[a-z%] [–—-] (?P<np>[A-ZÄÖÜ][\w.]*(?: [A-Z][\w.]*){0,2})$")
"""A source behind a dash at the end of a headline: "Output fell - Welt"."""
_OF_A_QUOTE = re.compile(r"^(?:Quote|Statement|Comment|Comments|Response|Zitat|Citation) (?:from|by|of|von|de) ")  # fmt: skip
_ASIDE = re.compile(r" \([^()]{1,30}\)$")


def _told(start: int, end: int, who: Speaker, verb: str, before: bool, at: int) -> Attribution:
    return Attribution(start, end, who, "said", verb, before, at)


def quoted(sentence: str, at: int, people: Sequence[Person], lexicon: Lexicon, last: Speaker | None) -> Attribution | None:  # fmt: skip
    """Who "was quoted by the paper as saying" something, or is blamed for saying it: they said all of it."""
    found = _QUOTED.search(sentence) if lexicon.language == "en" and " saying" in sentence else None
    first = opening(sentence, at, people, lexicon) if found else None
    if found and first and first[1] <= found.start():
        return _told(0, found.end(), first[0], "saying", True, found.end())
    if found:
        np = re.split(rf"[{HIDDEN}”\"“»,]+ ?", sentence[: found.start()])[-1].strip()
        who = speaker_named(np, at, people, lexicon, last, True)
        return _told(max(0, found.start() - len(np) - 1), found.end(), who, "saying", True, found.start()) if who else None  # fmt: skip
    for match in _OBJECT.finditer(sentence):
        if who := speaker_named(match["np"], at + match.start(), people, lexicon, last):
            return _told(match.start(), match.end(), who, "saying", True, match.end())
    return None


def before_colon(sentence: str, at: int, people: Sequence[Person], lexicon: Lexicon, last: Speaker | None) -> Attribution | None:  # fmt: skip
    """Who stands before a colon and a quotation."""
    colon = _BEFORE_COLON.match(sentence)
    if colon is None:
        return None
    np = _OF_A_QUOTE.sub("", colon["np"])
    named = next((p for p in people if colon.start("np") <= p.at - at < colon.end("np")), None)
    who = Speaker(named.name, "named") if named else speaker_named(np, at, people, lexicon, last)
    return _told(0, colon.end(), who, ":", True, colon.end("np")) if who else None


def signed(sentence: str, at: int, people: Sequence[Person], lexicon: Lexicon, last: Speaker | None) -> Iterator[Attribution]:  # fmt: skip
    """Names behind a dash, after a quotation."""
    for match in _SIGNED.finditer(sentence):
        if who := speaker_named(match["np"], at + match.start(), people, lexicon, last):
            yield _told(match.start(), match.end(), who, "–", False, match.start())


def byline(sentence: str) -> Attribution | None:
    """A source behind a dash at the end of a headline."""
    line = _BYLINE.search(sentence)
    return _told(line.start(), line.end(), Speaker(line["np"], "named"), "–", False, line.start()) if line else None  # fmt: skip


def sources(sentence: str, at: int, people: Sequence[Person], lexicon: Lexicon, last: Speaker | None) -> Iterator[Attribution]:  # fmt: skip
    """Who or what stands behind "according to", and its like in the other languages."""
    if lexicon.language == "de":
        for match in _CALLED.finditer(sentence):
            np = match["np"] or match["first"]
            if who := owner(np, lexicon) or speaker_named(np, at + match.start(), people, lexicon, last):  # fmt: skip
                yield _told(match.start(), match.end(), who, ACCORDING, False, match.start())
        for match in _ZUFOLGE.finditer(sentence):
            who = owner(match["np"], lexicon) or speaker_named(match["np"], at + match.start(), people, lexicon, last)  # fmt: skip
            yield _told(match.start(), match.end(), who or Speaker(match["np"], "body"), "zufolge", True, match.start())  # fmt: skip
        for match in _OF_POLICE.finditer(sentence):
            yield _told(
                match.start(),
                match.end(),
                Speaker(match["np"], "body"),
                ACCORDING,
                False,
                match.start(),
            )
        for match in _HIS_WORDS.finditer(sentence) if last is not None and last.name else ():
            yield _told(match.start(), match.end(), Speaker(last.name, "pronoun"), ACCORDING, False, match.start())  # type: ignore[union-attr]  # fmt: skip
    view = _POUR.search(sentence) if lexicon.language == "fr" else None
    if view and (who := speaker_named(view["np"], at + view.start(), people, lexicon, last)):
        yield _told(view.start(), view.end(), who, ACCORDING, True, view.start())
    for match in _passive(lexicon).finditer(sentence) if lexicon.language == "en" else ():
        if who := speaker_named(match["np"], at + match.start("np"), people, lexicon, last):
            yield _told(match.start(), match.end(), who, match["verb"], True, match.start("verb"))
    for match in _according(lexicon).finditer(sentence):
        who = _source(sentence, match, at, people, lexicon, last)
        if who and not who.name[:1].isdigit():
            yield _told(match.start(), match.end(), who, ACCORDING, False, match.start())


_AFTER_A_NAME = re.compile(r"^((?:[A-Z][\w&.'’-]*)(?: [A-Z&][\w&.'’-]*)*) [a-z]{3,}ing\b.*$")
"""What goes on after a name: "Acme leaving half of them"."""
_FIELDS = re.compile(r"(?:the )?(?P<by>(?:[A-Z][\w.-]* )+and [A-Z][\w-]* (?:[A-Z][\w-]* )*(?:Authority|Administration|Agency|Association|Commission|Council|Institute|Board|Office|Service|Bureau|Department|Federation|Committee|Society|Union|Group|Company|Corporation))(?=[,.)]|$)")  # fmt: skip
"""A body with two fields before its last word: "Research and Development Authority"."""
_DES = re.compile(r"\bdes $", re.IGNORECASE)
_GENITIVE = re.compile(r"(?<=[a-zäöü]{4})(?<![sxzui])s$")
"""The ending of a German genitive: "nach Angaben des Landesamts"."""
_FROM = re.compile(r" (?:from|by|of|for) ")
_SOURCE_ENDS = re.compile(r" (?:on|in|during|that|which|who|am|im|shared|seen|speaking|as|(?:published|released|obtained|cited)(?! by)|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|yesterday|today|last (?:week|month|year))\b(?! charge)")  # fmt: skip
_CAPITALS = re.compile(rf"(?:(?:der|die|das|dem|den|des|eine[rmns]?|ein) )?(?:[a-zäöü]+e[nmr] )?(?:[{UPPER}][\w-]+ ?)+(?:(?:des|der|von|für|und) (?:[{UPPER}][\w-]+ ?)+)?")  # fmt: skip


def _source(sentence: str, match: re.Match[str], at: int, people: Sequence[Person], lexicon: Lexicon, last: Speaker | None) -> Speaker | None:  # fmt: skip
    """Who or what the words mean: a person, whose data it is, or the words as they are ("sources close to the deal")."""
    said = _ASIDE.sub("", match["np"].rstrip())
    whole = _whole(sentence, match)
    if lexicon.language == "en":
        if fields := _FIELDS.match(sentence, match.start("np")):
            return Speaker(fields["by"], "body")
        if named := sort_of(said, lexicon):
            return Speaker(named, "body")
    if whole == match["np"] and (made := owner(said, lexicon)):
        return made
    np = _AFTER_A_NAME.sub(r"\1", _SOURCE_ENDS.split(said)[0])
    if lexicon.language == "de" and (run := _CAPITALS.match(np.lstrip('„“”"«»‚'))):
        np = run[0].strip()  # "laut Ministerin Lambert kostet es 40": the verb follows at once
        np = _GENITIVE.sub("", np) if _DES.search(match[0][: -len(match["np"])]) else np
    who = speaker_named(np if whole == match["np"] else whole, at + match.start(), people, lexicon, last)  # fmt: skip
    if lexicon.language == "fr":
        return who or _plain_french(np, lexicon)
    if lexicon.language != "en" or whole != match["np"] or (who and who.basis in ("pronoun", "office", "surname")):  # fmt: skip
        return who
    return _as_it_is(np, who, people, lexicon)


def _plain_french(np: str, lexicon: Lexicon) -> Speaker | None:
    bare = re.sub(r"^(?:plusieurs|des|les|certaines?|certains) ", "", np.strip())
    return Speaker(bare, "body") if bare != np.strip() and bare else None


def _as_it_is(np: str, who: Speaker | None, people: Sequence[Person], lexicon: Lexicon) -> Speaker | None:  # fmt: skip
    plain = without_article(np.strip(), lexicon)
    lower = plain[:1].islower() and len(plain.split()) > 1
    if who is not None and not (who.basis in ("named", "body") and lower and (who.name not in {p.name for p in people} or _FROM.search(plain[: plain.find(who.name)]))):  # fmt: skip
        return who
    return Speaker(plain, "body") if plain and plain.lower() not in lexicon.speech["pronouns"].split() else who  # fmt: skip


def _whole(sentence: str, match: re.Match[str]) -> str:
    """The words after "according to", with an apposition: "the bank's president, Rosa Lind"."""
    rest = sentence[match.start("np") : match.end("np") + 60]
    parts = rest.split(", ")
    if len(parts) > 1 and re.match(rf"[{UPPER}][\w'’-]+ [{UPPER}]", parts[1]):
        return ", ".join(parts[:2])
    return match["np"]
