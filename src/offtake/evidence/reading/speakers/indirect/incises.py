"""German and French incises with a verb that no list has: its place tells that it reports.

Behind a quotation a verb with somebody behind it says so, whatever it is („…“, freute sich Falk); behind a comma one that closes
its clause with a person in full (", tröstet Ida Falk.").
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from offtake.evidence.reading.language.lexicon import Lexicon
from offtake.evidence.reading.speakers import german, subjects
from offtake.evidence.reading.speakers.identity.bodies import body, sort_of
from offtake.evidence.reading.speakers.identity.names import FULL
from offtake.evidence.reading.speakers.identity.people import is_office, person_in
from offtake.evidence.reading.speakers.identity.speaker import HIDDEN, Attribution, Speaker

_NO_VERB = {
    "de": "und oder aber denn sondern wie als dass weil wenn nicht laut seit jetzt zuletzt meist statt samt mit damit somit heute bitte hat hatte hatten hätte hätten ist war wird wurde wurden kann konnte könnte soll sollte will wollte muss musste müsste darf durfte dort fast selbst zumeist gestern bereit derzeit insgesamt gut längst sonst erst knapp darunter haben sind waren werden lautet lautete bleibt bleiben gibt gab geht kommt heißt hieß",
    "fr": "soit dont comme selon avec pour dans sur sous sans mais et ou ni car donc puis entre vers chez par parmi contre avant après depuis pendant notamment hors hormis sauf voire jusque malgré devant derrière outre plus moins aussi même est sont était étaient serait a ont avait auraient aurait quand lorsque tandis alors ainsi que qui où bien ce cette ces le la les un une de du des en au aux et est reste restent dit soit tant sitôt peu autant chose faute",
}
_NO_VERBS = {language: frozenset(words.split()) for language, words in _NO_VERB.items()}
_WORD = {
    "de": r"(?P<verb>[a-zäöüß]{2,}(?:t|te|ten|ß)|fand|warf|sah|nahm|griff|fuhr|brach|schob|trug|schwor|log|stieß|riss|pries|rang|befand)(?: sich)?",
    "fr": r"(?P<verb>(?:s['’]|se )?(?:a |ont |avait )?[a-zà-ÿ]{2,}(?:e|ent|t|d|it|a|é|i|u)(?:-t)?)",
}
_BEHIND = {
    language: re.compile(rf"{HIDDEN}[”\"“»«]?[,.!?]?[”\"“»«]?,? {word} (?=\S)")
    for language, word in _WORD.items()
}
_CLOSING = {
    language: re.compile(rf",(?<=[\w%€)],) {word} (?=\S)") for language, word in _WORD.items()
}
_GOES_ON = re.compile(r"[.,;:]|$| \(| (?:am|im|in|bei|gegenüber|auf|vor|beim|zum|zur|an|nach|lors|devant|au|à|dans|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|hier)\b")  # fmt: skip
_STOPS = re.compile(r"[.,;:]|$")
_SUBORDINATE = re.compile(r"^\W*(?:Wenn|Weil|Als|Nachdem|Dass|Ob|Obwohl|Bevor|Solange|Sobald|Falls|Um|Seit|Wer|Was|Da|Während|Indem|Damit|Wo|Wie|Statt|Quand|Si|Lorsque?|Comme|Après|Avant|Pour|En|Depuis|Alors|Si|S['’]il)\b")  # fmt: skip
"""Behind what opens with a subordinate clause the verb of the main one stands behind a comma too."""


_HELD = re.compile(rf"[^;:{HIDDEN}]{{3,160}}, {FULL.pattern}, (?:a|ont|avait) ")
"""A French office with its holder between commas, before their verb."""


def incises(text: str, lexicon: Lexicon, who: Callable[[str, int, bool], Speaker | None]) -> Iterator[Attribution]:  # fmt: skip
    """Incises whose verb no list has; `who` tells whom words mean that stand at a place."""
    language = lexicon.language
    if language == "en":
        return
    for match in _BEHIND[language].finditer(text) if HIDDEN in text else ():
        if (one := _incise(match, text, lexicon, who)) is not None:
            yield one
    if ", " not in text:
        return
    held = language == "fr" and _HELD.match(
        text
    )  # ", Léa Brun, a présenté un bilan": she is its subject
    for match in () if held or _SUBORDINATE.match(text) else _CLOSING[language].finditer(text):
        if _is_no_verb(match, lexicon):
            continue
        behind = subjects.after(text, match.end() - 1, lexicon)
        named = any(person_in(m[0], lexicon) for m in FULL.finditer(behind))
        known = named or body(behind, lexicon) is not None or sort_of(behind, lexicon) is not None  # fmt: skip
        at = text.find(behind, match.end() - 1) if behind else -1
        if known and at >= 0 and (_GOES_ON if named else _STOPS).match(text, at + len(behind)) and (one := _incise(match, text, lexicon, who)) is not None:  # fmt: skip
            yield one


def _is_no_verb(match: re.Match[str], lexicon: Lexicon) -> bool:
    return match["verb"].split(" ")[-1] in _NO_VERBS[lexicon.language]


def _incise(match: re.Match[str], text: str, lexicon: Lexicon, who: Callable[[str, int, bool], Speaker | None]) -> Attribution | None:  # fmt: skip
    if _is_no_verb(match, lexicon):
        return None
    if is_office(match["verb"], lexicon) or body(match["verb"], lexicon) is not None:
        return None
    behind = subjects.after(text, match.end() - 1, lexicon)
    if not behind or len(behind.split()) > subjects.LONGEST - 2 or (lexicon.language == "de" and german.is_no_subject(behind, True)):  # fmt: skip
        return None
    said = who(behind, match.end(), True)
    start = match.start("verb")
    end = match.end() + len(behind)
    return Attribution(start, end, said, "said", match["verb"], False, start) if said and said.name else None  # fmt: skip
