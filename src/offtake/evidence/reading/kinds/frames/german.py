"""The frame of a figure in German: the finite verb stands second, what completes it at the end of the clause."""

from __future__ import annotations

import re

from offtake.evidence.reading.kinds.frames.closed import Closed
from offtake.evidence.reading.kinds.frames.frame import COMING, Frame
from offtake.evidence.reading.language.holding import holds_one

PREFIX = "ab|an|auf|aus|bei|bereit|dar|durch|ein|fertig|fest|frei|her|hin|hinzu|hoch|los|mit|nach|nieder|statt|teil|um|unter|vor|weg|weiter|wieder|zu|zurück|zusammen"
_WORD = re.compile(r"[\w'’-]+")
_PLANNED = re.compile(
    r"\b(?:soll(?:en|te|ten|e)?|woll(?:en|te|ten|e)|will|dürften?|möchten?|beabsichtig\w*|in (?:Planung|Vorbereitung)|(?:aus|vor)zusehen)\b",
    re.IGNORECASE,
)
_ABLE = re.compile(
    r"\b(?:lassen sich|lässt sich|ließen sich|kann|können|könnten?|könne|ausgelegt|find(?:en|et)\b(?=.{0,60}\bPlatz)|Platz für|Raum für)\b",
    re.IGNORECASE,
)
_DUTY = re.compile(
    r"\b(?:muss|müssen|müssten?|müsse|darf|dürfe|dürfen|nicht|kein\w*)\b", re.IGNORECASE
)
_WILL = re.compile(r"\b(?:wird|werden)\b", re.IGNORECASE)
_TOLD = re.compile(r"\b(?:werde|würden?)\b", re.IGNORECASE)
"""Reported of what is to come: "die Kapazität werde erhöht"."""
_DONE = re.compile(
    r"\b(?:hat|haben?|hatten?|hätten?|wurden?|worden|ist|sind|war|waren|sei|seien)\b", re.IGNORECASE
)
_PARTICIPLE = re.compile(r"(?:(?:\w*?ge\w+|(?:be|ver|er|ent|zer|über|unter)\w+)(?:t|en)|\w+iert)$")
_STRONG = re.compile(
    rf"(?:{PREFIX})?ge\w+|\w+(?:trieb|schrieb|geb|zog|schob|hob|halt|lass|lor|troff|bot|worb|worf|schloss|wies|lieh|nomm|lad|goss|schied|broch|sproch|stand|gang|griff|schnitt|bund|fund)en"
)
"""Participles in -en: "wird vergeben" is no future, "wird bestellen" is one."""
_FINITE = re.compile(r"\w{2,}(?:te|ten|t)$")
_NO_VERB = set("seit mit erst jetzt fast nicht laut statt rund derzeit zuletzt insgesamt selbst sonst dort damit somit weit letzten ersten zweiten dritten bereits weiteren weitere bisherigen gesamten".split())  # fmt: skip
_FORECAST = re.compile(r"\bvoraussichtlich|\b(?:laut|nach) (?:der |einer |den )?\w*(?:prognosen?|schätzung(?:en)?)\b|\w*prognosen? zufolge|\bgerechnet werden (?:muss|müsse|kann)\b|\b(?:gelaufen|gebaut|geliefert|produziert|verkauft|gefertigt) (?:sein|haben) (?:werden|wird)|\bwerden\b.*\w+(?:t|en) (?:sein|haben)\b|\b(?:sieht|sehen|sagt|sagen)\b[^,;]*\bvoraus\b", re.IGNORECASE)  # fmt: skip
_SAY_FORECAST = ("voraus", "prognose", "schätzung", "gerechnet werden", "t sein", "n sein", "t haben", "n haben")  # fmt: skip
"""Parts of words in small letters of which each of these holds one."""
_WILL_AT_END = re.compile(r"\b([a-zäöü]+(?:en|ern|eln)) (?:wird|werden)\W*$")
"""The future in a subordinate clause: "dass der Bau 40 Millionen kosten wird"."""
_DASS = re.compile(r", dass [^,;]*$")
_OF_A_NOUN = re.compile(r"(?<=\d )[a-zäöüß]+(?:en|e|er|em|es) (?=[A-ZÄÖÜ])")
"""A participle that belongs to a noun: "18 von 45 bestellten Wagen"."""
_ALS = re.compile(
    r"\b(?:als|wie) (?:bisher |zunächst |ursprünglich )?(?:geplant|vorgesehen|erwartet|versprochen|zugesagt)\b",
    re.IGNORECASE,
)
_WITH = re.compile(
    r"\b(?:mit|an|bei|von|in) (?:(?:rund|etwa|fast|gut|knapp|mehr als|über|seinen|ihren|den) )*$",
    re.IGNORECASE,
)
_WHOLE = re.compile(
    r"(?:\d|%|\b(?:[Hh]älfte|[Dd]rittel|[Vv]iertel|[Pp]rozent|[Mm]ehrheit|[Tt]eil|[Kk]eine[rs]?|[Ee]inige|[Ee]rst|[Ee]ine[rs]?|[Zz]wei|[Dd]rei|[Vv]ier|[Ff]ünf|[Ss]echs|[Ss]ieben|[Aa]cht|[Nn]eun|[Zz]ehn|[Ee]lf|[Zz]wölf)) (?:(?:seiner|ihrer|unserer|der) (?:[\w]+ ){0,2}|von (?:insgesamt |den |seinen |ihren |rund )*)$"
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
_UNTIL = re.compile(r"\b[Bb]is (?:Ende |Mitte |Anfang |zum |zu )?(?:\w+ )?(?:\d{4}|Januar|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember|Jahresende|Sommer|Herbst|Frühjahr|Winter)\b")  # fmt: skip
"""What is delivered "bis April" is to come."""


_DOUBLES = re.compile(
    r"(?:ver(?:doppel|dreifach|vierfach|fünffach|zehnfach)|halbier)", re.IGNORECASE
)


_TO = re.compile(rf"\b(?:zu [a-zäöüß]+n|(?:{PREFIX}|\w{{2,9}})zu[a-zäöüß]{{3,}}n)\b")
"""An infinitive with "zu": "zu liefern", "auszuliefern"."""
_IN_ORDER_TO = re.compile(r"^(?:um|damit) ")
_CAPABLE = re.compile(r"\b(?:in der Lage|imstande|fähig|ausgelegt|Möglichkeit|Kapazität(?:en)?|erlaub\w+|ermöglich\w+)\b", re.IGNORECASE)  # fmt: skip
_VAIN = re.compile(r"\b(?:[Ss]tatt|[Aa]nstatt|[Oo]hne|weiger\w+|versäum\w+|gescheitert|scheitert\w*|aufgehört|verboten|verbiet\w+|verhinder\w+)\b")  # fmt: skip
_MANAGED = re.compile(r"\b(?:gelang\w*|gelungen|gelingt|geschafft|begann\w*|begonnen|begonnen|angefangen|fing\w* an|glaubt|scheint|behauptet)\b")  # fmt: skip
_SOON = re.compile(r"\b[Aa]b (?:(?:Anfang|Mitte|Ende|Herbst|Frühjahr|Sommer|dem|der) )?(?:\d{4}|nächste\w*|kommende\w*|Januar|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember|Herbst|Frühjahr|Sommer|Winter|sofort)\b|\b(?:[Kk]ünftig|[Dd]emnächst|[Ii]n Zukunft|[Zz]ukünftig)\b|\b(?:[Ii]n|[Ii]m|[Ii]nnerhalb|[Bb]innen|[Ww]ährend|über|noch)? ?(?:den|der|die|das|des)? ?(?:nächste|kommende)[nrsm]? (?:\w+ )?(?:Jahr(?:e[ns]?)?|Monat(?:e[ns]?)?|Wochen?|Jahrzehnte?n?|Quartal|Sommer|Herbst|Frühjahr)\b")  # fmt: skip
"""What is done then is still to come."""
_PAST = re.compile(
    r"\w+te(?:n)?$|(?:bekam|erhielt|verließ|übernahm|verlor|erwarb|bezog|vergab)(?:en)?$"
)
_ACTIVE = re.compile(
    r"\bwird\b.*\b(?:erhalten|übergeben|verladen|entladen|beladen|empfangen|überlassen|übertragen|entlassen|enthalten|behalten|unterhalten|vertreten|vergeben|erfahren|verlassen|betreiben|befahren)\W*$"
)
_SUM = re.compile(r"%|Prozent|Euro|€|Dollar|Franken|Mrd|Mio")
"""With "wird" many of something are its object: it "wird 40 Wagen übergeben", where a sum of them "wird übergeben"."""
_ROOM = re.compile(r"\b(?:[Pp]latz|[Rr]aum) für\b|\b(?:find(?:en|et)|biet(?:en|et)|hat|haben)\b.{0,60}\bPlatz\b", re.IGNORECASE)  # fmt: skip
_CONTAINS = re.compile(
    r"\b(?:umfass(?:t|te|ten|en)|enthält|enthalten|enthielt(?:en)?|beinhalte(?:t|te|ten|n)|betr(?:ifft|af)|steh(?:t|en)|standen|lieg(?:t|en)|(?:läuft|lautet|lief|laufen) (?:über|auf)|erstreckt sich|sieht\b.*\bvor\b|sah\b.*\bvor\b)"
)
"""Verbs that tell what is in something: "der Auftrag umfasst 40 Wagen"."""
_MAY = re.compile(r"\bkönnten?\b")
_SHARE_OF = re.compile(r"\b(?:auf|bei|von|mit|zu|über|unter|aus|in|an) (?:(?:rund|etwa|fast|gut|knapp|mehr als|nur|noch) )*$")  # fmt: skip
"""Before a percentage that is a level, and no change."""
_DOING_OF = re.compile(r"(?:[Aa]bbau|[Ss]treichung|[Ww]egfall|[Ss]chaffung|[Ee]instellung|[Ee]ntlassung|[Bb]au|[Kk]auf|[Aa]nschaffung|[Bb]eschaffung|[Ss]chließung|[Ee]röffnung|[Aa]ufnahme|[Ee]rrichtung|[Kk]ündigung|[Vv]erlagerung|[Ss]anierung|[Mm]odernisierung) (?:von|der|weiterer|seiner|ihrer) (?:(?:rund|etwa|fast|knapp|gut|mehr als|bis zu|insgesamt|weiteren) )*$")  # fmt: skip
"""What is to be done, said by a noun: "plant den Abbau von 40 Stellen"."""
_AUF = re.compile(r"\bauf\s")
_SIGN = re.compile(r"[(,:] ?(?:plus |minus )?[+−–-] ?$|\b(?:[Pp]lus|[Mm]inus) $")
"""Before a change told by its sign: "(+ 22 Prozent)"."""
_OVERRUN = re.compile(
    r"\b(?:[Mm]ehrkosten|\w*[Kk]ostenüberschreitung(?:en)?|Fehlbetrag|\w*[Ll]ücke|Unterdeckung)\b[^,;]*$"
)
"""What is missing, or too much, is a difference."""
_DESIGNED = re.compile(r"\bausgelegt\b")
_SHEDS = re.compile(
    r"\b(?:streicht|streichen|entlässt|entlassen|bau(?:t|en)\b.*\bab|fall(?:en|t)\b.*\bweg)\b"
)
_ASKS = re.compile(r"\b(?:forder|verlang)(?:t|n|te|ten|en)\b")
_HAVING = ("hat", "habe", "haben", "hatte", "hatten", "hätte", "hätten", "war", "waren", "ist", "sind")  # fmt: skip
"""Verbs that only help another, where a participle ends the clause."""


_WILL_GIVE = re.compile(r"\b(?:will|wollen)\b")
_FIRST = re.compile(r"(?:Geplant|Vorgesehen|Bestellt|Gebaut|Geliefert|Erwartet|Verkauft|Produziert|Hergestellt|Zugesagt|Versprochen|Beschafft)\b")  # fmt: skip
"""A participle that opens its sentence: "Geplant sind 40 Wagen"."""
_ABOUT = re.compile(r"\b(?:(?:geht|ging|gehe|dreht) es(?: \w+){0,5}|handelt|handelte|bitte[nt]?|bat|bewirb\w+|bewarb\w*|kämpf\w+|streite?\w*|kümmer\w+|wirb\w*|werben|dreh\w+|rund) (?:es )?(?:sich )?(?:dabei |hier |auch )?um (?:\w+ )*$", re.IGNORECASE)  # fmt: skip
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
    opens = rest.split(" ")[0].lower()
    rest = rest[:1].lower() + rest[1:] if opens in words.participles or _FIRST.match(rest) else rest
    classes = _classes(_OF_A_NOUN.sub(" ", rest), words)
    mood = "planned" if hoped else _mood(rest, classes, words)
    if mood == "real" and classes[-1:] == ["give"] and _SUM.search(text[start:end]) and _is_present(rest, words):  # fmt: skip
        mood = "future"  # "der Bund stellt 40 Millionen bereit"
    if mood == "real" and _ACTIVE.search(rest) and not _SUM.search(text[start:end]) and not _DONE.search(rest):  # fmt: skip
        mood = "future"
    if _NOUN_OF.search(text[:start]):
        return Frame("by", "rise", mood)
    if _PLACE.search(text[:start]):
        return Frame("part")
    to = _TO.search(text[end:])
    if _BY.search(text[:start]) and not _ABOUT.search(text[:start]) and not (to and _IN_ORDER_TO.match(text) and " " not in text[:start].strip()):  # fmt: skip
        return Frame("by", "rise", mood)
    if _SIGN.search(text[:start]) and _SUM.search(text[start:end]):
        return Frame("by", "rise")
    if _THAN.match(text[end:]):
        mood = "planned" if mood == "real" and (_ASKS.search(text) or re.search(r"\bwären?\b", text)) else mood  # fmt: skip
        return Frame("by", "rise", "real" if _apposed(whole, text, start) else mood)
    if _ROOM.search(rest):
        return Frame("object", "seat", mood)
    if "rise" in classes[-1:] and _SUM.search(text[start:end]) and not _SHARE_OF.search(text[:start]) and re.search(r"%|Prozent", text[start:end]):  # fmt: skip
        return Frame("by", "rise", mood)
    if _CONTAINS.search(rest) and (held := words.head(text[:start])) in ("order", "target"):
        return Frame("complement", "reach", "real", held)
    if _ASKS.search(rest) and re.match(r" mehr\b", text[end:]):
        return Frame("by", "rise", "planned")
    if _OVERRUN.search(text[:start]) and classes[-1:] and classes[-1] in ("cost", "reach", "rest"):
        return Frame("by", "rise", mood)
    if to:
        mood = _mood_of_to(whole, text, words) or mood
    if "give" in classes and mood == "planned" and _WILL_GIVE.search(rest):
        mood = "future"
    verb = next((c for c in reversed(classes) if c not in ("intend", "reach")), "")
    before = re.sub(r"\b(?:von|auf|bei|mit|über|für)\s+(?:\w+ )?$", "", text[:start])
    head = words.head_at_end(before) or (words.head(before) if "reach" in classes or verb == "rise" else "")  # fmt: skip
    head = head or (words.head(whole) if verb == "rise" else "")
    if verb == "promise" or (mood == "ability" and _DESIGNED.search(rest)):
        head = ""  # "versprach die Lieferung von 40 Wagen"
    if mood in COMING and not verb and _DOING_OF.search(text[:start]):
        return Frame("object", "do", mood)
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


def _apposed(whole: str, text: str, start: int) -> bool:
    """Whether a figure opens what is set behind its clause, without a verb: ", rund 40 Prozent mehr als im Mai"."""
    return bool(re.search(r"\w, (?:also |und damit |das sind )?(?:rund |etwa |fast |gut |knapp )?$", text[:start]) and text[:start] == whole)  # fmt: skip


def _classes(text: str, words: Closed) -> list[str]:
    """The classes of the verbs of a clause, without those that only help another."""
    found = [(text[at:].split(" ")[0].strip(",.;:"), c) for at, c in words.verbs_in(text) if text[at].islower()]  # fmt: skip
    low = [w for w in _WORD.findall(text) if w.islower() and w not in _HAVING]
    helped = bool(low) and (low[-1] in words.participles or _PARTICIPLE.fullmatch(low[-1]) is not None)  # fmt: skip
    return [c for word, c in found if not (helped and word in _HAVING)]


def _mood_of_to(whole: str, text: str, words: Closed) -> str:
    """The mood of an infinitive with "zu", from what governs it; '' where that is not known."""
    main = whole[: len(whole) - len(whole.split(", ")[-1])].rstrip(", ") if ", " in whole else whole
    if _VAIN.search(whole):
        return "vain"
    head = words.head(main)
    if any(c == "promise" for _, c in words.verbs_in(main)) or head == "pledge":
        return "promise"
    if head == "order":
        return "order"
    if _plans(whole, words) or _IN_ORDER_TO.match(text) or head == "target":
        return "planned"
    if _MANAGED.search(main):
        return "real"
    return "ability" if _CAPABLE.search(main) or _ABLE.search(main) else ""


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


def _mood(rest: str, classes: list[str], words: Closed) -> str:
    if holds_one(rest.lower(), _SAY_FORECAST) and _FORECAST.search(rest):
        return "planned"
    if _DUTY.search(rest):
        return "duty"
    if _PLANNED.search(rest) or "intend" in classes:
        return "planned"
    if _ABLE.search(rest):
        may = _MAY.search(rest) and classes[-1:] in (["give"], ["sell"], ["rest"], ["buy"])
        return "planned" if may else "ability"
    if _TOLD.search(rest):
        return "future"
    if _is_soon(rest, classes, words):
        return "future"
    if classes[-1:] == ["move"] and _WILL.search(rest) and "worden" not in rest:
        return "future"  # "die Kapazität wird auf 40 Wagen erhöht"
    if _SHEDS.search(rest) and _is_present(rest, words):
        return "future"  # "der Konzern streicht 40 Stellen"
    if classes[-1:] == ["move"] and _AUF.search(rest) and _is_present(rest, words):
        return "future"  # "die Firma erhöht die Kapazität von 40 auf 60"
    if (verb := _WILL_AT_END.search(rest)) and _is_infinitive(verb[1], words):
        return "future"
    last = (_WORD.findall(rest) or [""])[-1]
    return "future" if _WILL.search(rest) and _is_infinitive(last, words) else "real"


def _is_infinitive(word: str, words: Closed) -> bool:
    """Whether a word after "wird" is an infinitive, and no participle in -en."""
    if word in words.infinitives or word in words.participles:
        return word in words.infinitives
    return re.search(r"(?:en|ern|eln)$", word) is not None and not _STRONG.fullmatch(word)


def _is_soon(rest: str, classes: list[str], words: Closed) -> bool:
    """Whether a present tells of what is to come: "bis April liefert es", "ab 2029 werden sie gebaut"."""
    if not (_UNTIL.search(rest) or _SOON.search(rest)) or not _is_present(rest, words):
        return False
    return bool(_WILL.search(rest)) or not classes or classes[-1:] in (["make"], ["come"], ["give"], ["sell"], ["rest"], ["rise"], ["move"])  # fmt: skip


def _is_present(rest: str, words: Closed) -> bool:
    """Whether no word of a clause is past."""
    ends = words.participles | words.infinitives
    past = any(w in words.past or (_PAST.match(w) and w not in ends and words.class_of(w)) for w in _WORD.findall(rest))  # fmt: skip
    return not past and not _DONE.search(rest)
