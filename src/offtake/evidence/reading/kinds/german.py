"""The frame of a figure in German: the finite verb stands second, what completes it at the end of the clause."""

from __future__ import annotations

import re

from offtake.evidence.reading.kinds.closed import Closed
from offtake.evidence.reading.kinds.frame import COMING, Frame

_WORD = re.compile(r"[\w'’-]+")
_PLANNED = re.compile(
    r"\b(?:soll(?:en|te|ten)?|woll(?:en|te|ten)|will|möchten?|beabsichtig\w*|(?:aus|vor)zusehen)\b",
    re.IGNORECASE,
)
_ABLE = re.compile(
    r"\b(?:kann|können|könnten?|ausgelegt|find(?:en|et)\b(?=.{0,60}\bPlatz)|Platz für|Raum für)\b",
    re.IGNORECASE,
)
_DUTY = re.compile(r"\b(?:muss|müssen|müssten?|darf|dürfen|nicht|kein\w*)\b", re.IGNORECASE)
_WILL = re.compile(r"\b(?:wird|werden)\b", re.IGNORECASE)
_TOLD = re.compile(r"\b(?:werde|würden?)\b", re.IGNORECASE)
"""Reported of what is to come: "die Kapazität werde erhöht"."""
_DONE = re.compile(r"\b(?:hat|haben|hatten?|wurden?|worden|ist|sind|war|waren)\b", re.IGNORECASE)
_PARTICIPLE = re.compile(r"(?:(?:\w*?ge\w+|(?:be|ver|er|ent|zer|über|unter)\w+)(?:t|en)|\w+iert)$")
_STRONG = re.compile(
    r"\w*ge\w+|\w+(?:trieb|schrieb|geb|zog|schob|hob|halt|lass|lor|troff|bot|worb|worf|schloss|wies|lieh|nomm|lad|goss|schied|broch|sproch|stand|gang|griff|schnitt|bund|fund)en"
)
"""Participles in -en: "wird vergeben" is no future, "wird bestellen" is one."""
_FINITE = re.compile(r"\w{2,}(?:te|ten|t)$")
_NO_VERB = set("seit mit erst jetzt fast nicht laut statt rund derzeit zuletzt insgesamt selbst sonst dort damit somit weit letzten ersten zweiten dritten bereits weiteren weitere bisherigen gesamten".split())  # fmt: skip
_FORECAST = re.compile(r"\bvoraussichtlich|\b(?:laut|nach) (?:der |einer |den )?\w*(?:prognosen?|schätzung(?:en)?)\b|\w*prognosen? zufolge|\bgerechnet werden (?:muss|müsse|kann)\b|\b(?:gelaufen|gebaut|geliefert|produziert|verkauft|gefertigt) (?:sein|haben) (?:werden|wird)|\bwerden\b.*\w+(?:t|en) (?:sein|haben)\b|\b(?:sieht|sehen|sagt|sagen)\b[^,;]*\bvoraus\b", re.IGNORECASE)  # fmt: skip
_WILL_AT_END = re.compile(r"\b([a-zäöü]+(?:en|ern|eln)) (?:wird|werden)\W*$")
"""The future in a subordinate clause: "dass der Bau 40 Millionen kosten wird"."""
_DASS = re.compile(r", dass [^,;]*$")
_OF_A_NOUN = re.compile(r"(?<=\d )[a-zäöüß]+(?:en|e|er|em|es) (?=[A-ZÄÖÜ])")
"""A participle that belongs to a noun: "18 von 45 bestellten Wagen"."""
_ALS = re.compile(
    r"\bals (?:bisher |zunächst |ursprünglich )?(?:geplant|vorgesehen|erwartet|versprochen|zugesagt)\b",
    re.IGNORECASE,
)
_WITH = re.compile(
    r"\b(?:mit|an|bei|von|in) (?:(?:rund|etwa|fast|gut|knapp|mehr als|über|seinen|ihren|den) )*$",
    re.IGNORECASE,
)
_WHOLE = re.compile(
    r"(?:\d|\b(?:[Zz]wei|[Dd]rei|[Vv]ier|[Ff]ünf|[Ss]echs|[Ss]ieben|[Aa]cht|[Nn]eun|[Zz]ehn|[Ee]lf|[Zz]wölf)) (?:seiner|ihrer|unserer|der) (?:[\w]+ ){0,2}$"
)
"""The whole after its part: "1.600 seiner rund 7.000 Leute"."""
_BY = re.compile(
    r"\bum (?:(?:rund|etwa|fast|gut|knapp|mehr als|mindestens|weitere) )*$", re.IGNORECASE
)


_NOUN_OF = re.compile(r"\b(?:Plus|Minus|Anstieg|Rückgang|Zuwachs|Wachstum|Steigerung|Einbruch|Erhöhung|Senkung) (?:von|um) (?:rund |etwa |fast |gut |knapp )?$")  # fmt: skip
_PLACE = re.compile(r"\b(?:[Ii]n|[Aa]n|[Bb]ei|[Aa]us) (?:den|allen|seinen|ihren|diesen) $")


_OPTION = re.compile(
    r"\b(?:Option(?:en)?|\w*[Vv]ereinbarung(?:en)?|\w*[Vv]ertrag|\w*[Bb]estellung(?:en)?) (?:für|auf|über|zum|zur)\b[^,;]{0,40}$"
)
_UNTIL = re.compile(r"\bbis (?:Ende |Mitte |Anfang |zum |zu )?(?:\w+ )?(?:\d{4}|Januar|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember|Jahresende|Sommer|Herbst|Frühjahr|Winter)\b")  # fmt: skip
"""What is delivered "bis April" is to come."""


_DOUBLES = re.compile(
    r"(?:ver(?:doppel|dreifach|vierfach|fünffach|zehnfach)|halbier)", re.IGNORECASE
)


_WILL_GIVE = re.compile(r"\b(?:will|wollen)\b")
_FIRST = re.compile(r"(?:Geplant|Vorgesehen|Bestellt|Gebaut|Geliefert|Erwartet|Verkauft|Produziert|Hergestellt|Zugesagt|Versprochen|Beschafft)\b")  # fmt: skip
"""A participle that opens its sentence: "Geplant sind 40 Wagen"."""
_ABOUT = re.compile(r"\b(?:(?:geht|ging|gehe|dreht) es|handelt|handelte|bitte[nt]?|bat|bewirb\w+|bewarb\w*|kämpf\w+|streite?\w*|kümmer\w+|wirb\w*|werben|dreh\w+|rund) (?:es )?(?:sich )?(?:dabei |hier |auch )?um (?:\w+ )*$", re.IGNORECASE)  # fmt: skip
"""Where "um" tells of what, and of no difference: "es geht um 40 Wagen"."""
_THAN = re.compile(r" (?:teurer|billiger|günstiger|höher|niedriger|mehr|weniger|länger|kürzer|größer|kleiner|schneller|langsamer|schwerer|leichter|über|unter) (?:\w+ ){0,4}?(?:als|dem|der|den|Vorjahr\w*|Plan\w*|Budget)\b(?! (?:geplant|vorgesehen) war)")  # fmt: skip


def german(text: str, start: int, end: int, words: Closed) -> Frame:
    """The frame of the figure at `start` to `end` of a German clause."""
    if _WHOLE.search(text[:start]):
        return Frame("part")
    if _DOUBLES.match(text[start:end]):
        coming = (
            _PLANNED.search(text)
            or _TOLD.search(text)
            or (_UNTIL.search(text) and not _DONE.search(text))
        )
        return Frame("verb", "move", "planned" if coming else "real")
    if _OPTION.search(text[:start]):
        return Frame("attribute", "", "real", "order")
    hoped = _DASS.search(text[:start]) and any(
        c == "intend" for _, c in words.verbs_in(text[:start])
    )
    whole = text[:start]
    text, start, end = _segment(text, start, end, words)
    rest = _ALS.sub("", text[:start]) + " " + _ALS.sub("", text[end:])
    rest = rest[:1].lower() + rest[1:] if _FIRST.match(rest) else rest
    classes = [
        c
        for at, c in words.verbs_in(_OF_A_NOUN.sub(" ", rest))
        if _OF_A_NOUN.sub(" ", rest)[at].islower()
    ]
    mood = "planned" if hoped else _mood(rest, classes)
    if _NOUN_OF.search(text[:start]):
        return Frame("by", "rise", mood)
    if _PLACE.search(text[:start]):
        return Frame("part")
    if _BY.search(text[:start]) and not _ABOUT.search(text[:start]):
        return Frame("by", "rise", mood)
    if _THAN.match(text[end:]):
        return Frame("by", "rise", mood)
    if re.search(r"\bzu \w+e?n\b", text[end:]) and _plans(whole, words):
        mood = "planned"
    if "give" in classes and mood == "planned" and _WILL_GIVE.search(rest):
        mood = "future"
    verb = next((c for c in reversed(classes) if c not in ("intend", "reach")), "")
    before = re.sub(r"\b(?:von|auf|bei|mit|über|für)\s+(?:\w+ )?$", "", text[:start])
    head = words.head_at_end(before) or (words.head(before) if "reach" in classes or verb == "rise" else "")  # fmt: skip
    head = head or (words.head(whole) if verb == "rise" else "")
    if verb or head or "reach" in classes:
        return Frame("oblique" if _WITH.search(text[:start]) else "subject" if verb == "slip" else "object" if verb else "complement", verb or "reach", mood, head)  # fmt: skip
    low = [w for w in _WORD.findall(rest) if w.islower()]
    doing = any(_PARTICIPLE.fullmatch(w) for w in low[-2:]) and (
        mood in COMING or bool(_DONE.search(rest))
    )
    second = any(w.islower() and _FINITE.match(w) and w not in _NO_VERB and not _DONE.match(w) for w in _WORD.findall(text[:start])[1:])  # fmt: skip
    if _WITH.search(text[:start]):
        return Frame("oblique", "", mood)
    if doing or (second and not _DONE.search(rest)):
        return Frame("object", "do", mood)
    if mood == "ability":
        return Frame("object", "do", mood)
    return Frame("object", "", mood) if mood in COMING else Frame()


def _plans(text: str, words: Closed) -> bool:
    """Whether somebody plans before an infinitive: "plant, die Zahl auf sieben zu erhöhen"."""
    return bool(_PLANNED.search(text)) or any(c == "intend" for _, c in words.verbs_in(text))


def _segment(text: str, start: int, end: int, words: Closed) -> tuple[str, int, int]:
    """The part between commas that the figure stands in, where it has a verb of its own."""
    first = text.rfind(", ", 0, start)
    last = text.find(", ", end)
    first, last = first + 2 if first >= 0 else 0, last if last >= 0 else len(text)
    part = text[first:last]
    own = words.verbs_in(part) or any(_PARTICIPLE.fullmatch(w) for w in _WORD.findall(part) if w.islower())  # fmt: skip
    return (part, start - first, end - first) if own else (text, start, end)


def _mood(rest: str, classes: list[str]) -> str:
    if _FORECAST.search(rest):
        return "planned"
    if _DUTY.search(rest):
        return "duty"
    if _PLANNED.search(rest) or "intend" in classes:
        return "planned"
    if _ABLE.search(rest):
        return "ability"
    if _TOLD.search(rest):
        return "future"
    if classes == ["make"] and _UNTIL.search(rest) and not _DONE.search(rest) and re.search(r"\b(?:liefert|liefern|baut|bauen|fertigt|fertigen)\b", rest):  # fmt: skip
        return "planned"
    if (verb := _WILL_AT_END.search(rest)) and not _STRONG.fullmatch(verb[1]):
        return "future"
    last = (_WORD.findall(rest) or [""])[-1]
    return "future" if _WILL.search(rest) and re.search(r"(?:en|ern|eln)$", last) and not _STRONG.fullmatch(last) else "real"  # fmt: skip
