"""What is heard from a house, read in a paper, or is somebody's verdict: German and French sources with verbs of their own.

"heißt es im Bericht der Gilde", "so steht es in der Verordnung", "geht aus den Zahlen hervor", "lautete die Bilanz von Falk",
"ressort-il d'une étude de la guilde".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from offtake.evidence.reading.language.lexicon import Lexicon
from offtake.evidence.reading.speakers.identity.bodies import without_article
from offtake.evidence.reading.speakers.identity.names import UPPER
from offtake.evidence.reading.speakers.identity.naming import speaker_named
from offtake.evidence.reading.speakers.identity.owners import owner
from offtake.evidence.reading.speakers.identity.people import person_in
from offtake.evidence.reading.speakers.identity.speaker import HIDDEN, Attribution, Person, Speaker
from offtake.evidence.reading.speakers.identity.things import is_thing
from offtake.evidence.reading.speakers.own import first_body

_NOUN = rf"[{UPPER}][\w-]+(?: [{UPPER}&][\w-]*){{0,2}}"
_ADJ = r"(?:[a-zäöüß]+e[nrsm]? )"
HALL = rf"(?:de[mrns] |die |das |eine[rmns]? |ein )?(?:(?:am|im) [{UPPER}]\w+ (?=[a-zäöü]+ten ))?{_ADJ}{{0,2}}{_NOUN}(?: (?:der|des|von|vom|für|in|aus) (?:de[nmr] )?{_ADJ}?{_NOUN}){{0,2}}(?: an Land| auf See)?"
"""A German noun phrase with what it is of."""
_FROM = r"(?:aus|in(?= (?:de[rmn]|eine[rm]|seine[rm]|ihre[rm]|\w+kreisen)\b)|bei|von|vonseiten|von Seiten|vonseiten|seitens|im|beim|vom)"
_IS_SAID = r"(?:hei(?:ß|ss)t|hie(?:ß|ss))"
_GERMAN = re.compile(
    rf"{_IS_SAID} es (?:(?:am [A-ZÄÖÜ])?[a-zäöü]+ ){{0,3}}{_FROM} (?P<a>{HALL})"
    rf"|[Ww]ie es (?:[a-zäöü]+ ){{0,2}}(?:aus|in|bei|von|vonseiten|seitens|im|beim|vom) (?P<z>{HALL}) (?:{_IS_SAID}|steht|stand)"
    rf"|(?:^|[.;,] )Aus (?P<ab>{HALL})(?: auf [^,;:]{{3,80}})? (?:geht|ging) (?!es )(?:[a-zäöü]+ ){{0,2}}hervor"
    rf"|[Ww]ie [^,;]{{2,60}} aus (?P<zz>{HALL}) (?:erfuhr|erfuhren|erfahren)\b"
    rf"|(?:^|[.;,] )(?:[Ii]m|[Ii]n|[Aa]uf) (?P<aa>{HALL}) (?:steht|stand|ist zu lesen)(?=, dass|:)"
    rf"|(?:^|[.;,] )(?:[Aa]us|[Ii]n|[Bb]ei|[Vv]on|[Vv]onseiten|[Vv]on Seiten|[Ss]eitens|[Ii]m|[Bb]eim|[Vv]om) (?P<b>{HALL})(?:, (?:das|der|die|den|dem) [^,;]{{3,60}},)? (?:{_IS_SAID}|verlautete?t?|ist zu hören|war zu hören)"
    rf"|(?:[Ss]o|(?:^|[.;] )(?:Das|Dies)) (?:steht|stand|liest man|ist|war) (?:es )?(?:(?:jedenfalls|zumindest) )?(?:in|im|auf|aus) (?P<c>{HALL})"
    rf"|so (?:sieht|sah|will|wollte|schreibt|verlangt|fordert) es (?P<d>{HALL})"
    rf"|(?:geht|ging|gehe) (?:[a-zäöü]+ ){{0,2}}aus (?P<e>{HALL}) (?:auf [^,;:]{{3,80}} )?hervor"
    rf"|[Ww]ie (?:[a-zäöü]+ ){{0,2}}aus (?P<f>{HALL}) (?:auf [^,;:]{{3,80}} )?(?:hervorgeht|hervorging|verlautet|verlautete|zu (?:hören|erfahren|lesen|vernehmen) (?:ist|war)|bekannt wurde)"
    rf"|verlautete?t? (?:[a-zäöü]+ ){{0,2}}aus (?P<g>{HALL})"
    rf"|laute(?:t|te|ten) (?:das|die|der|sein|ihr|seine|ihre) {_ADJ}?[{UPPER}][\w-]+ (?P<h>(?:der|des|von|vom) {HALL})"
    rf"|{HIDDEN}[”“\"»«]?,? (?:steht|stand|liest man|las man) (?:es )?(?:in|im|auf) (?P<j>{HALL})"
    rf"|(?:geht|rechnet|rechnete|sagt|sagte|versichert|versicherte|glaubt|hofft|hoffte|erwartet|betont|betonte|spricht|fürchtet|bestätigt|bestätigte|schätzt|gibt|weiß|heißt) man (?:sich )?(?:auch )?(?:im|beim|bei|in) (?P<k>{HALL})"
    rf"|(?:^|[.;] )(?:Im|Beim|Bei|In) (?P<l>{HALL}) (?:geht|rechnet|rechnete|versichert|glaubt|hofft|hoffte|erwartet|betont|spricht|fürchtet|bestätigt|schätzt) man\b"
    rf"|kommt es (?:von|aus) (?P<p>{HALL})|(?:wird|wurde|werden) (?P<q>{HALL}) (?:[a-zäöü]+ ){{0,3}}zitiert\b|zitiert(?:e|en)? (?:de[rnm] |die |das )?{_NOUN} (?P<r>de[nr] {HALL})|zitier(?:t|te|en|ten) (?:[a-zäöü]+ )?aus (?P<cc>{HALL})"
    rf"|(?:^|[.;] )(?:Auf|Von) (?P<dd>[{UPPER}][\w-]*seite) (?:wird|wurde|hei(?:ß|ss)t|hie(?:ß|ss)|verlautet\w*) "
    rf"|(?<= )(?:von|vom) (?P<s>{HALL}) (?:auf [^,;.]{{1,50}} )?(?:bestätigt|beziffert|geschätzt|gemeldet|veranschlagt|dementiert|kritisiert|angegeben)(?: wird| wurde| wurden| werden|[.,;]|$)"
    rf"|(?:^|[.;] )(?:Im|In) (?P<v>{HALL}) (?:ist|war) (?:von|davon)\b|(?:ist|war) (?:im|in) (?P<w>{HALL}) (?:davon )?die Rede"
    rf"|(?:Kritik|Lob|Widerspruch|Zustimmung|Zweifel|Unterstützung|Warnung|Warnungen|Dementi) (?:kam|kommt|kamen) (?:[a-zäöü]+ )?(?:von|vom|aus) (?P<x>{HALL})"
    rf"|(?:war|ist) (?:von|aus) (?P<y>{HALL}) zu (?:hören|erfahren|vernehmen)"
    rf"|unter (?:Berufung|Verweis|Hinweis) auf (?P<t>{HALL})"
    rf"|(?:beruft|berief|berufen|beriefen) sich (?:dabei |hierbei )?auf (?P<u>{HALL})"
    rf"|mit (?:diesen|den|folgenden) Worten [a-zäöü]+ (?P<m>{HALL})"
    rf"|(?:[Gg]eht es|[Ww]enn es) nach (?P<n>{HALL})(?=,| geht)|[Gg]laubt man (?P<o>{HALL}),"
    rf"|(?:^|[.;] )Von (?P<i>{HALL}) (?:kam|kommt|kamen|kommen|gab es|hagelt es) (?:[a-zäöü]+ )*(?:Dementi|Widerspruch|Kritik|Bestätigung|Lob|Zusage|Absage|Warnung|Einspruch|Hinweis|Antwort)"
)
"""German ways to tell where something was heard or read."""
_FRENCH = re.compile(
    r"(?:ressort(?:ait)?(?:-il)?|ressortirait) (?P<a>(?:de (?:la |l['’])?|du |des |d['’])[^,.;:()]{3,70})"
    r"|(?:[Cc]'est|[Cc]’est) ce (?:que (?:révèle|indique|montre|affirme)|qu['’]indique|qui ressort de) (?P<b>[^,.;:()]{3,70})"
    r"|lit-on dans (?P<c>[^,.;:()]{3,70})"
    r"|-(?:t-)?on (?:appris |lire |entendu )?(?:\w+ )?(?:chez |à (?=l)|au |aux |dans |auprès (?:de |du |d['’])|du côté (?:de |du |d['’]))(?P<d>[^,.;:()]{3,50})"
    rf"|(?:^|[.;] )(?:Chez |À (?=[l{UPPER}])|Au |Aux |Dans |Du côté (?:de |du |d['’]))(?P<f>[^,.;:()]{{3,50}}), on (?:\w+ )?(?:explique|parle|compte|table|assure|indique|dit|espère|prévoit|estime|évoque|précise|confirme|annonce|évalue|chiffre|mise|reconnaît|admet|affirme)\b"
    rf"|\b(?:annonc|estim|évoqu|avanc|jug|qualifi|évalu|chiffr|dénonc|confirm|révél|critiqu|salu|contest)ée?s? [^;.:]{{0,70}}?\bpar (?P<g>(?:(?:la |le |les |l['’])(?!presse|médias|rapport)|(?=[{UPPER}]))[^,.;:()«{HIDDEN}]{{3,60}})"
    rf"|(?<=, )à (?:(?!\d{{4}}\b)\d[\d, ]*|[a-zà-ÿ]+ )[^,.;:()]{{0,20}}?\bpar (?P<h>(?:la |le |les |l['’]|(?=[{UPPER}]))[^,.;:()«{HIDDEN}]{{3,60}})"
    r"|(?P<e>\b[Ss]ource [a-zà-ÿ]{4,})"
)
"""French ones."""
_HEADLINE = re.compile(
    rf"(?P<np>(?:[{UPPER}]\w*-)?[{UPPER}]?\w*(?:[Vv]erband|[Vv]erein|[Gg]ewerkschaft|[Ii]nstitut|[Mm]inisterium|[Mm]inister|[Mm]inisterin|[Ss]precher|[Ss]precherin|[Cc]hef|[Cc]hefin|[Ee]xperten?|[Ee]xpertin|[Ss]tudie|[Uu]mfrage|[Rr]echnungshof|[Kk]ammer|[Oo]pposition|[Öö]konomen?|[Öö]konomin|[Aa]nalysten?|[Ff]orscher|[Kk]reise|[Ii]nsider|[Bb]ericht)(?: {_NOUN})?): (?=\S)"
)
"""A headline that opens with who says so: "Verband: 40 Betriebe fehlen"."""
_SIGNS = {
    "de": (" es", " erf", " steh", " stand", "lesen", "hervor", "verlaut", "laute", "Worten", "zitiert", " kam", " man ", "unter Ber", "unter Ver", "unter Hin", " Rede", "seite ", " von ", "beruf", "berief", "so ", "So ", " steht ", "liest"),
    "fr": ("ressort", "on ", "est ce qu", " par ", "ource "),
}  # fmt: skip
"""One of these stands in each of them."""
_OF = re.compile(r"^(?:de la |de l['’]|du |des |de |d['’]|dans |chez )")


def hearsay(sentence: str, at: int, people: Sequence[Person], lexicon: Lexicon, last: Speaker | None) -> Iterator[Attribution]:  # fmt: skip
    """Who or what something is heard from, or read in."""
    if lexicon.language == "en" or not any(sign in sentence for sign in _SIGNS[lexicon.language]):
        return
    pattern = _GERMAN if lexicon.language == "de" else _FRENCH
    for match in pattern.finditer(sentence):
        words = next(w for w in match.groups() if w)
        start = match.start() + match[0].rfind(words)
        own = first_body(sentence[: match.start()].lstrip(), at, people, lexicon) if _ITS.match(words) else None  # fmt: skip
        if who := own or _who(words, at + start, people, lexicon, last):
            before = start < match.end() and match.end() - start > len(words) + 1
            yield Attribution(match.start(), match.end(), who, "said", match[0], before, match.start())  # fmt: skip


def headline(sentence: str, at: int, people: Sequence[Person], lexicon: Lexicon) -> Attribution | None:  # fmt: skip
    """Who stands before the colon of a German headline."""
    may = lexicon.language == "de" and ": " in sentence and HIDDEN not in sentence
    found = _HEADLINE.match(sentence) if may else None
    if found is None:
        return None
    who = speaker_named(found["np"], at, people, lexicon, None)
    if who is None:
        return None
    return Attribution(0, found.end(), who, "said", ":", True, found.end("np"))


_ITS = re.compile(r"(?:ihre|seine)[rnm] ")
"""A German paper of whoever its sentence begins with: "wie aus ihrer Antwort hervorgeht"."""
_IN_A_NOTE = re.compile(r" in (?:eine[rm]|der|dem|ihre[rm]|seine[rm]) (?:[a-zäöü]+ )?(?:\w*[Mm]itteilung|Erklärung|Aussendung|\w*[Bb]ericht|Interview|\w*[Zz]eitung|Beitrag|Schreiben)$")  # fmt: skip


_DATED = re.compile(rf"\b(?:am|im) [{UPPER}]\w+ [a-zäöü]+ten (?=[{UPPER}])")
"""When a German paper was put out, before its name: "einer am Montag vorgelegten Studie"."""


def _who(words: str, at: int, people: Sequence[Person], lexicon: Lexicon, last: Speaker | None) -> Speaker | None:  # fmt: skip
    words = _DATED.sub("", _IN_A_NOTE.sub("", words))
    bare = re.sub(r"^(?:der|des|von|vom) (?=\S)", "", words) if lexicon.language == "de" else _OF.sub("", words)  # fmt: skip
    if HIDDEN in bare:
        return None
    if made := owner(bare, lexicon) or owner(words, lexicon):
        return made
    if lexicon.language == "fr" and bare[:1].islower() and (made := owner(f"l'{bare}", lexicon)):
        return made
    known = speaker_named(
        words if lexicon.language == "de" and not words.startswith("vo") else bare,
        at,
        people,
        lexicon,
        last,
    )
    if (
        known
        and known.name
        and (
            known.basis != "named"
            or person_in(known.name, lexicon)
            or (words.endswith(known.name) and len(words.split()) < 4)
        )
    ):
        return known
    plain = without_article(bare, lexicon)
    return Speaker(plain, "body") if plain and not is_thing(plain, lexicon) else None
