"""Which noun a number counts: the head of the noun phrase that begins with it, by its one name."""

from __future__ import annotations

import re
from functools import lru_cache

from offtake.evidence.reading.figures.numbers import MASK, Number
from offtake.evidence.reading.figures.plurals import plural
from offtake.evidence.reading.kinds.frames.closed import closed
from offtake.evidence.reading.language.dictionaries import dictionary
from offtake.evidence.reading.language.lexicon import Lexicon

_QUOTES = "“\"„«‘’'”»"
_WORD = re.compile(
    rf"{MASK}+|[A-Z]&[A-Z]\b|\d+(?:-\d+[a-z]*)?s\b|[^\W\d_][\w'’]*(?:-[\w'’{MASK}]+)*|[^\s\w]|\d+",
    re.UNICODE,
)
_BESIDE = re.compile(
    r"(?:or (?:more|fewer|less|so) (?=(?:(?!than\b|in\b|on\b|at\b|of\b|for\b|to\b|by\b)[a-z-]+ ){0,2}[a-z-]+s\b))?(?:(?:more|fewer|less|additional|extra) (?!than\b)(?=[a-z]))?"
)
_NUMBER_OF = re.compile(r" le nombre (?:de |d['’]|des )([a-zà-ÿ]+s)\b")
"""What a number is of, said after it: "porte à 308 le nombre de commandes"."""
_MEASURES = frozenset("tonnen liter litern kilo kilogramm dosen paar kisten flaschen schachteln barrel schuss stück hektar meter kubikmeter quadratmeter megawatt gigawatt prozent säcke ballen paletten packungen container containern".split())  # fmt: skip
"""Measures: what is measured so stands behind them, and they are counted: "200 Tonnen Kartoffeln"."""
LONGEST_NAME = 6
"""Words after a number among which what it counts is looked for."""
LONGEST_IN_CAPITALS = 10
"""The same in English where all of them are written as a name: "Joint Light Tactical Vehicles"."""
_NAME = re.compile(r" (?:nouveaux |nouvelles |autres |premiers |premières |derniers |dernières |neue |neuen |weitere |ersten )?([A-ZÄÖÜÉ][\w-]{2,})\b(?<!US)(?! (?:Uhr|million|Million))")  # fmt: skip
_COMPOUNDS = re.compile(
    r"[A-ZÄÖÜ]\w+-(?:, [A-ZÄÖÜ]\w+-)* (?:und|oder|sowie|bzw\.) ([A-ZÄÖÜ][\w-]+)"
)
_SHARED = re.compile(
    r"^(?:Erst|Zweit|Dritt|Haupt|Neben|Vor|Nach|Ober|Unter|Ein|Aus|An|Ab)(?=[a-zäöüß]{5})"
)
"""Compounds whose last part is said once: "Erst- und Zweitimpfungen"."""
_PART_DE = re.compile(r"-([A-ZÄÖÜ][a-zäöüß]+)(?=-[A-ZÄÖÜ])")
"""What is counted, inside a German compound: "ein 12-Schiffe-Auftrag"."""
_GERMAN_NAME = re.compile(r"(?: \x1a+)? (?:[A-ZÄÖÜ][\w-]+ )?([A-ZÄÖÜ][a-zäöü-]+(?:e|er|en|n|s))\b")
"""Names before a noun say of what sort it is: "206 VDV Tram-Train Fahrzeuge"."""
_GOES_ON = re.compile(
    r" (?![\w-]+s\b|the |its |a |an |in |it )[a-z-]+,?(?: (?:and|or))?(?: [a-z-]+)? [a-z-]+s\b"
)
"""Adjectives in a row before a noun: "green, high-skilled jobs", "new and used cars"."""
_INITIALS = re.compile(r"\b[A-Z]\.[A-Z]\.(?= [A-Za-z])")
"""Initials before a noun: "five U.S. plants"."""
_SHORT = re.compile(
    rf"(?<=[a-z] )\([A-Z{MASK}][A-Z\d{MASK}-]{{1,6}}(?: [A-Z]{{2,6}})?\)(?= [a-z]+s\b)"
)
"""Letters in brackets between the words of a name: "heavy oil (HFO) tankers"."""
_EACH_LASTS = re.compile(r" (?:\d{1,3}|[a-z]+)-(?:year|month|week|day|hour|minute)(?= [a-z])")
"""How long each of them is: "two 10-hour shifts"."""
_ONE_OF = re.compile(r"-(?!year|month|week|day|hour|ton\b|tonne|pound|dollar|euro|won\b|yen\b|man\b|strong|plus|odd|figure|part|way|phase|stage|step|tier|party|point|pronged|per)([a-z]{3,})(?= (?:[\w\x1a-]+ ){0,2}(?:commitments?|pledges?|orders?|contracts?|deals?|targets?|goals?|donations?|shipments?|tenders?|purchases?|fleets?|program(?:me)?s?|plans?|batch(?:es)?|backlogs?|packages?|procurements?|requirements?)\b)")  # fmt: skip
"""What is counted, before the noun of its figure: "a six-million-bolt pledge"."""
_ONE_OF_MANY = re.compile(r" (?!production|output|sales|investment|budget|funding|spending|export|import|order|contract|supply|rescue|aid|support)([a-z]{3,})(?<!s)(?= (?:[a-z]+ )?(?:goals?|targets?|quotas?|orders?|contracts?|pledges?|harvests?|crops?)\b)")  # fmt: skip
"""The same without hyphens: "a 725 million bushel goal"."""


_OF_A_SCALED = re.compile(r"\+?\s*(?:of\b|d['’]|de\b|des\b|von\b)?\s*")
_OF = re.compile(r"\+?\s*(?:d['’](?=[a-zéèê]))?")
"""Between a number and its noun."""
_OF_A_BODY = re.compile(r"-(nation|country|person|man)(?=(?: [a-z-]+)? (?:bloc|consortium|coalition|alliance|group|union|club|partnership|venture|pact|association|crews?)\b)")  # fmt: skip
"""What a body is made of: "a 27-nation bloc", "a three-person crew"."""
_BRACKET = re.compile(r" \([a-zäöüéè][^()\d]{1,24}\)(?= [^\W\d_])")
"""What brackets put in between a number and its noun: "27 (navy) machines"."""
_SOME_DID = re.compile(r"\b[Oo]f (?:the |its |their |those |these |some )?(?:\d[\d,.]*|[a-z]+) [a-z][^;.]{2,60}, (?:(?:only|just|some|about|nearly|almost|fewer than|more than) )*$")  # fmt: skip
_DID = re.compile(
    r" [a-z]{2,}ed (?:(?:the|an?|its|their|new|more|any|all|on|in|to|at|by|for|from)\b)"
)
"""What so many of all did: "of the 42 donors, only 20 promised new packages"."""


def counted(text: str, n: Number, lexicon: Lexicon, stop: int) -> tuple[str, str, int]:
    """What a number counts: its one name, the words, where they end; ('', '', end) where it is not said."""
    language, nouns = lexicon.language, lexicon.nouns
    if language == "de" and n.scaled and text.startswith("-", n.end):
        return "", "", n.end  # "ein 400-Millionen-Projekt" costs so much
    if language == "de" and (inside := _PART_DE.match(text, n.end)):
        whole = "people" if inside[1] in ("Mann", "Leute") else one_name(inside[1], lexicon)
        return whole, inside[1], inside.end()
    text = _INITIALS.sub(lambda m: m[0].replace(".", "_"), text) if "." in text[:-1] else text
    if language == "en" and _DID.match(text, n.end) and _SOME_DID.search(text[: n.start]):
        return "", "", n.end
    if beside := _BRACKET.match(text, n.end):
        text = text[: n.end] + MASK * len(beside[0]) + text[beside.end() :]
    at, seen, found, previous, marked = n.end, 0, None, "", False
    capitals = language == "en"
    text = _SHORT.sub(lambda m: MASK * len(m[0]), text) if ")" in text else text
    if language == "en" and (lasts := _EACH_LASTS.match(text, at)):
        text = text[: at + 1] + MASK * (lasts.end() - at - 1) + text[lasts.end() :]
    if (
        (n.value or 0) >= 2
        and (
            one := _ONE_OF.match(text, at)
            or _OF_A_BODY.match(text, at)
            or (n.scaled and _ONE_OF_MANY.match(text, at))
        )
        and one[1] not in nouns["stop"]
    ):
        return one_name(plural(one[1]), lexicon), one[1], one.end()
    first = (_OF_A_SCALED if n.scaled or n.low is not None else _OF).match(text, at)
    start = first.end() if first else at
    if language == "en" and (beside := _BESIDE.match(text, start)):
        start = beside.end()
    for match in _WORD.finditer(text, start, min(stop, start + 120)):
        word = match[0]
        low = word.lower().strip("’'")
        if word[0] == MASK or word in "-[]" or (word in _QUOTES and (seen == 0 or (found is None and marked))):  # fmt: skip
            marked = word in _QUOTES and seen == 0
            continue
        if (
            found is None
            and seen
            and (low in ("and", "or") or word == ",")
            and _GOES_ON.match(text, match.end())
        ):
            continue
        if seen == 0 and language == "en" and _OFTEN.match(text, match.start()):
            continue
        if (
            not (word[0].isalpha() or (word[0].isdigit() and low.endswith("s")))
            or (
                low in nouns["stop"]
                and not (low == "works" and _WORKS.match(text, match.end()))
                and not (low == "failed" and _FAILED.match(text, match.end()))
            )
            or seen >= (LONGEST_IN_CAPITALS if capitals else LONGEST_NAME)
        ):
            break
        if language == "fr" and found is None and _is_done(low, lexicon):
            break
        if language == "en" and _is_verb(text, match, found, n, lexicon):
            break
        if n.scaled and found is None and _is_sum(low, lexicon):
            break  # "5 million of public funds" is a sum
        if n.low is not None and not seen and low.endswith("ing"):
            break  # "millions living near the coast"
        seen += 1
        capitals = capitals and word[0].isupper()
        if language == "fr" and low in nouns.get("skip", ()):
            continue
        if is_counted(word, low, language, lexicon, found is not None):
            if language == "de" and _is_adverb(previous, lexicon):
                break
            if language == "de" and low not in _MEASURES and low not in lexicon.counted and (name := _GERMAN_NAME.match(text, match.end())) and (word.isupper() or _known(name[1], lexicon)):  # fmt: skip
                continue
            found = match
            if language != "en":
                break
        elif (found is not None and found[0][0].islower()) or (
            language == "fr" and low not in nouns.get("skip", ())
        ):
            break
        previous = word
    if language == "en" and found is not None and (led := _LED.match(text, found.start())):
        return one_name(led[1], lexicon), text[start : led.end()].replace(MASK, "").strip(" -["), led.end()  # fmt: skip
    if found is not None and (long := lexicon.named.match(text, found.start())):
        return lexicon.counted[long[0].lower().replace(" ", "_")], long[0], long.end()
    if language == "fr" and found is None and (number := _NUMBER_OF.match(text, n.end)):
        return one_name(number[1], lexicon), number[1], number.end()
    if found is None and language == "en" and (n.value or 0) >= 2 and (name := _model(text, n)):
        return name[1], name[1], name.end(1)  # "40 Leopard 2A8"
    if found is None and language != "en" and (name := _NAME.match(text, n.end)) and not _is_sum(name[1].lower(), lexicon):  # fmt: skip
        return name[1], name[1], name.end()  # "douze Rafale", "16 ICE"
    if found is None:
        return "", "", n.end
    if language == "de" and (last := _COMPOUNDS.match(text, found.start())):
        return one_name(_SHARED.sub("", last[1]).capitalize(), lexicon), last[1], last.end()
    said = text[start : found.start()]
    alone = language == "en" and not any(c.isupper() for c in said) and found[0][1:].islower()
    if alone and found[0][0].isupper() and text[found.end() : found.end() + 2].lower() == text[found.end() : found.end() + 2]:  # fmt: skip
        known = one_name(found[0], lexicon)
        known = found[0] if known == found[0].lower() else known  # "42 Dreamliners"
        return known, text[start : found.end()].replace(MASK, "").strip(" -["), found.end()
    if language == "fr" and found[0] == "équipes" and text[: n.start].endswith("en "):
        return "shifts", found[0], found.end()  # "le site tourne en trois équipes"
    return (
        "tonnes" if text[: found.end()].endswith("metric tons") else one_name(found[0], lexicon),
        text[start : found.end()].replace(MASK, "").strip(" -["),
        found.end(),
    )


_MODEL = re.compile(
    rf" (?!Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)([A-Z][a-z]+(?:-[A-Z]\w+)?)(?P<sort> (?:(?:Block |Mk\.? ?)?[\d{MASK}]|[A-Z](?:/[A-Z])?(?![\w’'-]|\.[ \w]))|(?=[.,;)]| (?:and|or|for|from|to|in|by)\b))"
)
"""A name that has no plural, with what sort of it is meant behind it: "32 Gripen E"."""
_GOT = re.compile(r"\b(?:order|bought|buy|deliver|receiv|purchas|operat|sold|sell|donat|send|sent|suppl|acquir|field|fl(?:y|ies|ew)|build|built|want|need|gave|give|hand)\w*(?: over)? (?:(?:up to|about|another|some|at least|all|nearly|a further|more than) )?$")  # fmt: skip


def _model(text: str, n: Number) -> re.Match[str] | None:
    """The name of a model that a number counts; a name alone where something is done with so many."""
    found = _MODEL.match(text, n.end)
    return found if found and (found["sort"] or _GOT.search(text[: n.start])) else None


_OFTEN = re.compile(
    r"(?:daily|weekly|monthly|hourly|annual|yearly) (?:[a-z-]+ )?(?!hours\b)[a-z]{3,}(?<!s)s\b"
)
"""How often, before what is counted: "11 daily services"."""
_FAILED = re.compile(r" (?:[a-z]+ )?(?!tests\b|to\b)[a-z]{3,}(?<!s)s\b")
"""What failed, named behind it: "three failed launches"."""
_LED = re.compile(
    r"(?:crew|staff|police|personnel|aircraft|cattle|livestock|ammunition|artillery) (?:transfer|change|training|rescue|patrol|maintenance|repair|support|service|supply|recovery|protection|accommodation|refuelling|test|transport|landing|control|detention|holding|armoured|surveillance|recruitment) ([a-z]+s)\b"
)
"""Words without a plural that only say of what sort the noun is: "200 crew transfer vessels"."""
_WORKS = re.compile(
    r"(?:[.,;:]|$| (?:have|has|had|were|was|are|will|would|in|at|on|near|between|across|around|along|over|under|since|during|for|from|with|into|run|owned|closed|shut|built|by|and|or|that|which|of|to)\b)"
)
"""After the noun, and not the verb: "two of its four works"."""
_INFLECTED = ("e", "en", "er", "es", "em", "n")
"""Ends of German adjectives and numerals before a noun."""


def _is_adverb(word: str, lexicon: Lexicon) -> bool:
    """Whether a German word before a noun belongs to no noun: "78 Millionen aufs Ergebnis"."""
    return word.islower() and len(word) > 2 and not word.endswith(_INFLECTED) and word not in lexicon.nouns["uninflected"]  # fmt: skip


def _is_sum(low: str, lexicon: Lexicon) -> bool:
    """Whether a noun says what money is, and not what is counted: "45 Millionen Gewinn"."""
    sums = lexicon.nouns["sums"]
    if lexicon.language != "de":
        return low in sums
    return low not in lexicon.counted and low.endswith(tuple(sums))


def _is_done(word: str, lexicon: Lexicon) -> bool:
    """Whether a French word says what was done, its noun left out: "42 dossiers déposés, 17 acceptés"."""
    if word in lexicon.counted or word in lexicon.nouns["nouns_in_e"]:
        return False
    return word.endswith(("és", "ées")) and not word.endswith(_FRENCH_ENDS)


_FRENCH_ENDS = ("ités", "iétés", "autés", "ertés")
"""Ends of French nouns that look like participles: facultés, libertés."""


_OBJECT = re.compile(
    r" (?:anything|everything|something|nothing|what|much|everyone|him|them|us|me|you|this|these|those|each|every|any|all|most|both|that|the|a|an|how|why|whether|it|they|its|their|his|her|no|only|more than|about|around)\b"
)
_GOES_TO = re.compile(
    r" (?!of\b|in\b|on\b|at\b|for\b|by\b|to\b|and\b|or\b|from\b|with\b|a (?:day|week|month|year)\b|that\b|which\b|will\b|were\b|was\b|are\b|have\b|had\b|per\b)[a-z]+ [a-z]"
)
"""What a verb in -s acts on, behind it: "25 tonnes shuts small farmers out"."""
_PLURAL_FIRST = frozenset("sales arms goods sports savings systems parts operations communications services works customs".split())  # fmt: skip


def _is_verb(text: str, word: re.Match[str], found: re.Match[str] | None, n: Number, lexicon: Lexicon) -> bool:  # fmt: skip
    """Whether a word in -s is the verb of what is counted, or of a sum: "1,050 makers suggests that", "1.9 billion relates to"."""
    if not word[0].endswith("s") or not word[0].islower():
        return False
    if found is None:
        return (
            n.scaled
            and closed(lexicon.rules, "en").is_sure(word[0])
            and text[word.end() : word.end() + 1] == " "
        )
    plural = found[0].endswith("s") and found[0].lower() not in _PLURAL_FIRST
    if not plural:
        return False
    if _OBJECT.match(text, word.end()):
        return True
    return closed(lexicon.rules, "en").is_sure(word[0]) and _GOES_TO.match(text, word.end()) is not None  # fmt: skip


def _known(word: str, lexicon: Lexicon) -> bool:
    low = word.lower()
    return low in lexicon.counted or lexicon.name_by_end(low) != ""


def is_counted(word: str, low: str, language: str, lexicon: Lexicon, again: bool) -> bool:
    """Whether a word may be the noun that is counted; `again` where one was found before it."""
    nouns = lexicon.nouns
    last = low.rsplit("-", 1)[-1]
    capital = word[0].isupper() or word.rsplit("-", 1)[-1][:1].isupper()
    if low in lexicon.counted or last in lexicon.counted or low in nouns["irregular"]:
        return word not in _PEOPLES and (capital or language != "de" or low not in _DONE_DE)
    if language == "en" and low.endswith(_PEOPLE) and low not in _NO_PEOPLE:
        return True
    if language == "de":
        return capital
    if low in nouns.get("not_plural", ()) or word.endswith(
        ("'s", "’s", "s'", "s’", "ss", "us", "is")
    ):
        return False
    plural = low.endswith("s") or (language == "fr" and low.endswith(("x", "s")))
    return plural and len(low) > 2 and (word[0].islower() or not again)


_PEOPLES = frozenset("deutsche deutschen".split())
"""German words that are a people with a capital alone: "30 deutsche Firmen"."""
_DONE_DE = frozenset("betrieben vertrieben verfahren".split())
"""German words that are a noun with a capital alone, and else say what is done."""
_PEOPLE = ("men", "women", "people", "folk", "children")
"""Ends of plurals without an s: fishermen, townspeople, grandchildren."""
_NO_PEOPLE = frozenset("specimen regimen abdomen acumen omen semen stamen hymen cyclamen ramen amen foramen lumen bitumen albumen yemen bremen turkmen".split())  # fmt: skip
_BOUND = frozenset("co re ex non e t x u".split())
"""First parts that are no words of their own: co-operatives, re-exports, e-bikes."""
_WHOLE = frozenset("offs ups outs ins ons overs downs backs kilometres kilometers miles hours days years".split())  # fmt: skip
"""Last parts without which a name says something else: take-offs, tonne-kilometres."""


def one_name(word: str, lexicon: Lexicon) -> str:
    """The one name of what is counted, whatever its form or language."""
    low = word.lower().strip("’'")
    if lexicon.language == "en" and word.isupper() and low in lexicon.means:
        return low  # "MORE THAN 4,000 JOBS"
    short = low not in lexicon.counted and sum(c.isupper() for c in word) > 1 and len(word) <= 6
    if short or any(c.isdigit() for c in low.rsplit("-", 1)[-1]):
        return word  # letters and figures that stand for a name: NGOs, 737-8s
    last = low.rsplit("-", 1)[-1]
    last = low if last in _WHOLE or low.split("-", 1)[0] in _BOUND else last
    first = low.split("-", 1)[0] if lexicon.language == "fr" else last
    women = last.removesuffix("innen") if lexicon.language == "de" else last
    for name in (low, first, last, women, f"{women}en"):
        if name in lexicon.counted:
            return lexicon.counted[name]
    if name := lexicon.name_by_end(last):
        return name
    return last if lexicon.language == "en" else _in_english(low, lexicon)


def _in_english(low: str, lexicon: Lexicon) -> str:
    """A German or French noun that no list of things has, in English where a dictionary has it."""
    known = dictionary(lexicon.language)
    if low not in known or low.removesuffix("s") in _english_words(lexicon.language):
        return low  # "charges" are charges
    return plural(known[low])


@lru_cache(maxsize=4)
def _english_words(language: str) -> frozenset[str]:
    return frozenset(dictionary(language).values())
