"""Quotation attribution, who said what: reporting verbs with their subjects, and which quotation or clause they speak for.

For a quotation, in this order: the words directly after its closing mark, those before it in its sentence, a
speaker named by "according to", and the running speaker of its paragraph.  Where none is found it stays empty.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from offtake.evidence.reading.language.lexicon import Lexicon
from offtake.evidence.reading.sentences import DOT
from offtake.evidence.reading.speakers.people import Person, Speaker, speaker_named
from offtake.evidence.reading.speakers.subjects import (
    joint,
    opening,
    owner,
    quoted,
    says_that,
    untimed,
    untitled,
    without_dateline,
)

HIDDEN = "\x02"
"""Stands in place of every character of a quotation."""
ATTITUDES = ("deny", "promise", "plan", "claim", "said")


@dataclass(frozen=True)
class Attribution:
    """A reporting verb with its subject, where it stands in a sentence, and what it makes of what is said."""

    start: int
    end: int
    speaker: Speaker
    attitude: str
    verb: str
    before: bool
    """The subject stands before the verb."""
    at: int
    """Where the verb itself stands."""


@lru_cache(maxsize=16)
def _patterns(lexicon: Lexicon) -> dict[str, re.Pattern[str]]:
    speech, language = lexicon.speech, lexicon.language
    groups = "|".join(f"(?P<{name}>{speech[name]})" for name in ATTITUDES)
    aux = (
        r"(?P<aux>a|ont|avait|est|a-t-(?:il|elle|on)|n['’]a|aurait)(?: \w+ment)? "
        if language == "fr"
        else ""
    )
    verb = (
        rf"(?<![\w-])(?:{aux})?(?:{groups})(?![\w])" if aux else rf"(?<![\w-])(?:{groups})(?![\w])"
    )
    return {
        "verb": re.compile(verb),
        "according": re.compile(rf"(?<!\w)(?:{speech['according']}) (?P<np>[^,.;:{HIDDEN}]{{2,90}})", re.IGNORECASE),
        "stop": re.compile(rf"[,.;:!?()–—{HIDDEN}“”„«»\"]| (?:{speech['stop_after']}|{speech['that']})\b", re.IGNORECASE),
        "object": re.compile(r"\b(?:with|at|of|thanked|criticised|criticized|attacked|accused|upset with|quoted|quoting|citing|cited) (?P<np>[^,;:.]{2,60}?) (?:for|as|of) (?:saying|claiming|suggesting|arguing|insisting)", re.IGNORECASE),
        "false": re.compile(speech["false"], re.IGNORECASE),
        "thing": re.compile(speech["things_too"], re.IGNORECASE),
        "silent": re.compile(rf"(?<!\w)(?:{speech['not_speech']})", re.IGNORECASE),
    }  # fmt: skip


def attributions(
    skeleton: str, at: int, people: Sequence[Person], lexicon: Lexicon, last: Speaker | None
) -> list[Attribution]:
    """All reporting verbs of a sentence whose quotations are hidden; `at` is where it stands in the document."""
    patterns = _patterns(lexicon)
    skeleton = without_dateline(skeleton)
    found: list[Attribution] = []
    if patterns["silent"].search(skeleton) and not (lexicon.language == "en" and _BUT_SAID.search(skeleton)):  # fmt: skip
        return found
    if said := quoted(skeleton, at, people, lexicon):
        return [Attribution(0, said[1].end(), said[0], "said", "saying", True, said[1].end())]
    for match in patterns["object"].finditer(skeleton):
        if who := speaker_named(match["np"], at + match.start(), people, lexicon, last):
            return [
                Attribution(match.start(), match.end(), who, "said", "saying", True, match.end())
            ]
    for match in patterns["verb"].finditer(skeleton):
        if lexicon.language == "en" and ((match[0] == "saying" and skeleton[: match.start()].endswith(", ")) or _SECOND.search(skeleton[: match.start()])):  # fmt: skip
            first = None if found else opening(skeleton, at, people, lexicon)
            if not found and (first is None or first[1] > match.start()):
                continue
            who = found[-1].speaker if found else first[0]  # type: ignore[index]
            attitude = next(name for name in ATTITUDES if match.groupdict()[name])
            found.append(Attribution(match.start(), match.end(), who, attitude, match[0], True, match.start()))  # fmt: skip
            last = who if who.name else last
            continue
        one = _of_verb(skeleton, match, at, people, lexicon, last)
        if one is not None and lexicon.language == "en":
            who = joint(skeleton[: match.start()], one.speaker) if one.before else one.speaker
            one = replace(one, speaker=untitled(who))
        if one is not None:
            found.append(one)
            last = one.speaker if one.speaker.name else last
    for match in _ZUFOLGE.finditer(skeleton) if lexicon.language == "de" else ():
        who = speaker_named(match["np"], at + match.start(), people, lexicon, last)
        who = who or Speaker(match["np"], "body")
        found.append(
            Attribution(match.start(), match.end(), who, "said", "zufolge", True, match.start())
        )
    for match in _PERFECT.finditer(skeleton) if lexicon.language == "de" else ():
        if who := speaker_named(match["np"], at + match.start(), people, lexicon, last):
            attitude = "promise" if match["verb"] in ("angekündigt", "versprochen", "zugesagt") else "said"  # fmt: skip
            found.append(Attribution(match.start(), match.end(), who, attitude, match["verb"], True, match.start("verb")))  # fmt: skip
    for match in (
        _INVERTED_PERFECT.finditer(skeleton) if lexicon.language == "de" and not found else ()
    ):
        if who := speaker_named(match["np"], at + match.start("np"), people, lexicon, last):
            found.append(Attribution(match.start(), match.end(), who, "said", match["verb"], True, match.start("verb")))  # fmt: skip
    if lexicon.language == "de" and not found and last is not None and last.name and _REPORTED.search(skeleton):  # fmt: skip
        found.append(Attribution(0, 0, Speaker(last.name, "running"), "said", "", True, 0))
    if not found and (colon := _BEFORE_COLON.match(skeleton)):
        named = next((p for p in people if colon.start("np") <= p.at - at < colon.end("np")), None)
        who = Speaker(named.name, "named") if named else speaker_named(colon["np"], at, people, lexicon, last)  # fmt: skip
        if who:
            found.append(Attribution(0, colon.end(), who, "said", ":", True, colon.end("np")))
    for match in _SIGNED.finditer(skeleton):
        if who := speaker_named(match["np"], at + match.start(), people, lexicon, last):
            found.append(
                Attribution(match.start(), match.end(), who, "said", "–", False, match.start())
            )
    if (line := _BYLINE.search(skeleton)) and not found:
        found.append(Attribution(line.start(), line.end(), Speaker(line["np"], "named"), "said", "–", False, line.start()))  # fmt: skip
    for match in patterns["according"].finditer(skeleton):
        if not any(a.start <= match.start() < a.end for a in found):
            who = _source(skeleton, match, at, people, lexicon, last)
            if who and not any(c.isdigit() for c in who.name[:1]):
                found.append(Attribution(match.start(), match.end(), who, "said", "according to", False, match.start()))  # fmt: skip
    if not found and " that " in skeleton and (first := opening(skeleton, at, people, lexicon)) and (told := says_that(skeleton, first[1])):  # fmt: skip
        found.append(Attribution(0, told.end(), first[0], "said", told["verb"], True, told.start("verb")))  # fmt: skip
    return sorted((_settled(a, skeleton, at, people, lexicon) for a in found), key=lambda a: a.start)  # fmt: skip


_BUT_SAID = re.compile(r"\b(?:but|and) (?:also )?(?:said|confirmed|told|added|noted|stressed)\b")
"""Who declines to say one thing may say another."""
_SECOND = re.compile(
    r"[a-z\d%)],? (?:and|but)(?: (?:also|then|later|has|have|\w+ly|(?:back )?(?:in|on|last|earlier|this) [\w ]{2,20}))? $"
)
"""Before a second verb of the same subject: "shut two mills and said"."""


_OWN_SUBJECT = re.compile(
    r"(?:^|, )(?:[Tt]he |[Aa]n? )(?P<np>(?:[a-z][\w-]* ){0,2}?(?!latest|first|last|new|next|other)[a-z][\w-]+) (?=(?:has|had|is|was|will|would|can|expects?|plans?|aims?|forecasts?|[a-z]+(?:ed|es|s))\b)"
)


def _settled(one: Attribution, skeleton: str, at: int, people: Sequence[Person], lexicon: Lexicon) -> Attribution:  # fmt: skip
    """An "it said" without anybody before: the subject of its own sentence."""
    thing = not one.speaker.name and re.search(r"\b(?:it|they) $", skeleton[: one.at])
    own = thing and _OWN_SUBJECT.search(skeleton[: one.start])
    first = opening(skeleton, at, people, lexicon) if thing and not own else None
    if first is not None and first[1] <= one.at:
        return replace(one, speaker=Speaker(first[0].name, "pronoun"))
    return replace(one, speaker=Speaker(own["np"], "pronoun")) if own else one


def _source(
    skeleton: str,
    match: re.Match[str],
    at: int,
    people: Sequence[Person],
    lexicon: Lexicon,
    last: Speaker | None,
) -> Speaker | None:
    """Who or what stands after "according to": a person, or the words as they are ("data from the ministry")."""
    said = _ASIDE.sub("", match["np"].rstrip())
    if lexicon.language == "en" and (field := _FIELDS.match(skeleton, match.start("np"))):
        return Speaker(field["by"], "body")
    if lexicon.language == "en" and (kind := _KIND_OF.match(said)):
        return Speaker(kind["by"], "body")
    if lexicon.language == "en" and (data := _DATA_OF.match(said)) and match["np"] == _whole(skeleton, match):  # fmt: skip
        return Speaker(data["by"], "body")
    np = _AFTER_A_NAME.sub(r"\1", _SOURCE_ENDS.split(said)[0])
    if lexicon.language == "de" and (run := _CAPITALS.match(np.lstrip('„“”"«»‚'))):
        np = run[
            0
        ].strip()  # "laut Ministerin Lambert kostet der Auftrag": the verb follows at once
    whole = _whole(skeleton, match)
    who = speaker_named(whole if whole != match["np"] else np, at + match.start(), people, lexicon, last)  # fmt: skip
    if lexicon.language != "en" or whole != match["np"] or (who and who.basis in ("pronoun", "office", "surname")):  # fmt: skip
        return who
    plain = re.sub(
        rf"^(?:(?:{lexicon.speech['articles']})\s+)+", "", np.strip(), flags=re.IGNORECASE
    )
    if who is None or (who.basis in ("named", "body") and plain[:1].islower() and len(plain.split()) > 1 and (who.name not in {p.name for p in people} or _FROM.search(plain[: plain.find(who.name)]))):  # fmt: skip
        return Speaker(plain, "body") if plain and plain.lower() not in lexicon.speech["pronouns"].split("|") else who  # fmt: skip
    return who


_AFTER_A_NAME = re.compile(r"^((?:[A-Z][\w&.'’-]*)(?: [A-Z&][\w&.'’-]*)*) [a-z]{3,}ing\b.*$")
"""What goes on after a name: "VesselsValue leaving half of them"."""
_DATA_OF = re.compile(r"^(?:(?:the|a|an|its|their|new|latest|recent|preliminary|official|provisional|early) )*(?:[a-z]+ ){0,2}?(?:data|figures|numbers|statistics|estimates?|calculations?|analysis|forecasts?|research|documents|papers|testimony|remarks|reports?|statements?|stud(?:y|ies)|surveys?)(?: (?:released|published|compiled|provided|issued|collected|produced))?(?: (?:today|yesterday|this week|on [A-Z]\w+day))? (?:from|by|of) (?:the |an? )?(?:[a-z-]+ ){0,4}?(?:(?:firm|company|group|agency|consultancy|provider|body|association) )?(?:two |three |several )?(?P<by>[A-ZÄÖÜ][^,;]*|(?:[a-z-]+ ){1,3}[a-z-]+)$")  # fmt: skip
_FIELDS = re.compile(
    r"(?:the )?(?P<by>(?:[A-Z][\w.-]* )+and [A-Z][\w-]* (?:[A-Z][\w-]* )*(?:Authority|Administration|Agency|Association|Commission|Council|Institute|Board|Office|Service|Bureau|Department|Federation|Committee|Society|Union|Group|Company|Corporation))(?=[,.)]|$)"
)
"""A body with two fields before its last word: "Research and Development Authority"."""
_KIND_OF = re.compile(
    r"(?:(?:the|a|an|its|local|research) )?(?:[a-z-]+ ){0,3}(?:firm|company|group|agency|consultancy|organi[sz]ation|association|provider|bank|institute|think tank|watchdog|newspaper|broadcaster|charity|union|maker|website|publication|body|operator|daily) (?P<by>[A-Z][\w&.'’-]*(?: [A-Z&][\w&.'’-]*)*)$"
)
"""What a name is, before it: "the consulting firm Acme"."""
"""Whose data they are: "figures released by the society"."""
_FROM = re.compile(r" (?:from|by|of|for) ")
_SOURCE_ENDS = re.compile(
    r" (?:on|in|during|that|which|who|am|im|shared|seen|(?:published|released|obtained|cited)(?! by)|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|yesterday|today|last (?:week|month|year))\b(?! charge)"
)
_ZUFOLGE = re.compile(
    r"(?P<np>(?:(?:[Dd]e[mnrs]|gut|eigenen|[a-zäöü]+ten) )*[A-ZÄÖÜ][\w-]+(?: (?:der|des|von|aus) (?:der )?[A-ZÄÖÜ][\w-]+)?) zufolge\b"
)
"""In German the source stands before the word: "gut informierten Kreisen zufolge"."""
_PERFECT = re.compile(
    r"(?:^|[.;,] )(?P<np>(?:(?:Der|Die|Das) )?[A-ZÄÖÜ][^,.;:]{1,70}?) (?:hat|hatte|haben|hatten)\b(?: [\w.]+){0,5}? (?P<verb>gesagt|erklärt|betont|mitgeteilt|angekündigt|versprochen|zugesagt|bestätigt|berichtet|gefordert|gewarnt)\b"
)
"""In German the verb may stand far from its subject: "Minister Berg hatte im Mai angekündigt"."""
_INVERTED_PERFECT = re.compile(
    r"(?:hat|hatte|haben|hatten) (?P<np>(?:(?:der|die|das) )?[A-ZÄÖÜ][\w-]+(?: [A-ZÄÖÜ][\w-]+){0,2}) (?:(?:[^.;:]|\d\.\d){1,120} )?(?P<verb>gesagt|erklärt|betont|mitgeteilt|angekündigt|versprochen|zugesagt|bestätigt|berichtet|gefordert|gewarnt)\b"
)
"""The same behind something else: "Im Mai hatte Brack angekündigt"."""
_REPORTED = re.compile(
    r"\b(?:sei|seien|habe|hätten|werde|könne|müsse|solle|wolle|gebe|komme|liege|fehle|brauche|bleibe)\b"
)
"""Reported speech goes on in the subjunctive, without a verb of saying."""
_BEFORE_COLON = re.compile(
    rf"(?P<np>[^.;:{HIDDEN}]{{0,4}}[^;:{HIDDEN}]{{2,110}}): ?[”“„«»\"]?{HIDDEN}"
)
"""Who stands before a colon and a quotation: "Ms Cullen: “…”", "Dr. Hiller ist sich sicher: „…“"."""
_SIGNED = re.compile(rf"{HIDDEN}[”\"“»] ?[–—-] (?P<np>[A-ZÄÖÜÉ][\w .'’-]{{2,50}}?)(?=[.,]|$)")
"""A name behind a dash, after a quotation."""
_BYLINE = re.compile(r"[a-z%] [–—-] (?P<np>[A-ZÄÖÜ][\w.]*(?: [A-Z][\w.]*){0,2})$")
"""A source behind a dash at the end of a headline: "Output fell - Welt"."""
_CAPITALS = re.compile(
    r"(?:(?:der|die|das|dem|den|des) )?(?:[A-ZÄÖÜ][\w-]+ ?)+(?:(?:des|der|von|für) (?:[A-ZÄÖÜ][\w-]+ ?)+)?"
)


def _whole(skeleton: str, match: re.Match[str]) -> str:
    """The words after "according to", with an apposition: "the bank's president, Rosa Lind"."""
    rest = skeleton[match.start("np") : match.end("np") + 60]
    parts = rest.split(", ")
    if len(parts) > 1 and re.match(r"[A-ZÄÖÜÉ][\w'’-]+ [A-ZÄÖÜÉ]", parts[1]):
        return ", ".join(parts[:2])
    return match["np"]


_NOUN_NEXT = re.compile(r"(?<!\w)(?:the|a|an|this|his|her|its|their|to|no|any|such|new|of|der|die|das|le|la|un|une|ce|not) $", re.IGNORECASE)  # fmt: skip
_WERDEN = re.compile(r"\b(?:werden|wird|wurden?)\b")
_BEHIND = re.compile(rf"{HIDDEN}[”\"“»’‘]*[,.!?…]*[”\"“»]*[,–—]? ?$")


def _of_verb(
    skeleton: str,
    match: re.Match[str],
    at: int,
    people: Sequence[Person],
    lexicon: Lexicon,
    last: Speaker | None,
) -> Attribution | None:
    groups = match.groupdict()
    attitude = next(name for name in ATTITUDES if groups[name])
    before_text = skeleton[: match.start()]
    if (_PASSIVE.search(before_text) and not match[0].endswith("ing")) or _patterns(lexicon)[
        "verb"
    ].fullmatch(
        before_text.split(" ")[-2] if before_text.endswith(" ") and before_text.count(" ") else ""
    ):
        return None
    if _NOUN_NEXT.search(before_text) or (match[0] == "erwartet" and _WERDEN.search(before_text)):
        return None
    behind = _BEHIND.search(before_text)
    if (
        match[0] in ("added", "adds")
        and not behind
        and _GAINED.match(skeleton[match.end() :])
        and not _GOES_ON.match(skeleton[match.end() :])
    ):
        return None  # "the country added 7 gigawatts" is no speech
    if inverted := re.search(r"a-t-(?:il|elle|on)", groups.get("aux") or ""):
        who = speaker_named(inverted[0][1:], at + match.start(), people, lexicon, last)
        if who is None:
            return None
        return Attribution(
            match.start(), match.end(), who, attitude, match[0], False, match.start()
        )
    thing = re.search(r"(?<!\w)(?:it|they|es|ils|elles) $", before_text, re.IGNORECASE)
    if thing and attitude not in ("said", "claim", "deny"):
        return None  # "the million that it promised" reports nothing
    if _NO_SPEECH.match(skeleton[match.start() :]) or (match[0] == "reported" and before_text.endswith(", ") and _IN_A_TIME.match(skeleton[match.end() :])):  # fmt: skip
        return None
    after = _after(skeleton, match.end(), lexicon)
    behind_quote = behind or re.search(r"[”\"“»],? $", before_text)
    subject = _LED.sub("", _subject(before_text, lexicon))
    subject = untimed(subject) if lexicon.language == "en" else subject
    inside = any(m.end() < len(subject) for m in _patterns(lexicon)["verb"].finditer(subject))
    if lexicon.language == "de" and _FRONT.match(subject):
        subject = ""  # "Am Donnerstag sagte die Ministerin": the subject follows the verb
    who = None
    incise = (
        before_text.endswith(", ")
        and not _APPOSED.search(before_text)
        and (lexicon.language != "en" or match[0] in _INVERTED)
    )
    if behind_quote or not subject or incise:
        who = speaker_named(after, at + match.end(), people, lexicon, last)
        if who is not None and (
            len(after.split()) > 12
            or (
                incise
                and lexicon.language == "en"
                and not _closes(who, skeleton, match.end(), after)
            )
        ):
            who = None
    if inside and (who is None or lexicon.language != "en"):
        return None  # "Brandt said a rival had told him": Brandt speaks
    if who is None and incise and lexicon.language == "fr":
        who = _inverted(after)  # ", ont annoncé mardi la présidente et des cadres"
    if who is None and subject:
        speaks = not _patterns(lexicon)["thing"].fullmatch(match[0])
        who = owner(subject) if lexicon.language == "en" else None
        who = who or speaker_named(subject, at + match.start(), people, lexicon, last, speaks)
        if who is None or not _ends_with(subject, lexicon):
            return None
        return Attribution(
            max(0, match.start() - len(subject) - 1),
            match.end(),
            who,
            attitude,
            match[0],
            True,
            match.start(),
        )
    if who is None:
        return None
    return Attribution(
        match.start(), match.end() + len(after) + 1, who, attitude, match[0], False, match.start()
    )


def _inverted(after: str) -> Speaker | None:
    """A French subject behind its verb, where no list has it: a noun with its article."""
    found = re.match(
        r"(?:le |la |les |l['’]|un |une |des )(?P<np>[\w'’ -]{3,60}?)(?= et (?:le|la|les|l['’]|un|une|des)\b|$)",
        after,
    )
    return Speaker(found["np"], "body") if found else None


_APPOSED = re.compile(
    r"[a-zäöüß] [\w ]{2,60}, [A-ZÄÖÜÉ][\w'’-]+(?: (?:de|von|van|der|zu|du|le|la)){0,2} [A-ZÄÖÜÉ][\w'’-]+, $"
)
"""An office with its holder between commas, before the verb: "der Vorsitzende des Verbands, Jan Roos, kritisierte"."""
_NO_SPEECH = re.compile(
    r"(?:noted|described|reported|quoted|posted) as\b|projects(?! (?:that\b|an?\b|the|its|it\b|\d|[$€£]|[a-z]+ing|growth|sales|to))\b"
)
"""A participle, or a noun, that looks like a verb of speech: "projects in Texas"."""
_IN_A_TIME = re.compile(r" (?:in|for|at|during) ")
_GAINED = re.compile(
    r" (?:to|an?|the|its|their|his|her|about|some|more|nearly|almost|over|another|up|\d|[$€£])"
)
_GOES_ON = re.compile(r" (?:the|its|an?|their) [\w -]{2,40}? (?:would|will|was|were|is|are|had|has|have|could|can)\b")  # fmt: skip
_FRONT = re.compile(
    r"(?:Am|Im|In|Bei|Beim|Nach|Vor|Zuvor|Dazu|Dabei|Gestern|Heute|Später|Zugleich|Auf|Zum|Zur|Mit|Gegenüber|Zudem|Außerdem|Anschließend)\b"
)
_INVERTED = (
    "declared",
    "announced",
    "commented",
    "warned",
    "confirmed",
    "stressed",
    "said",
    "says",
    "added",
    "adds",
    "wrote",
    "noted",
    "explained",
    "recalled",
    "reported",
    "warns",
    "argues",
    "predicts",
    "insists",
    "explains",
    "notes",
    "points out",
    "observes",
    "reckons",
)
"""Verbs that stand before their subject in English; "told" has an object there."""


def _closes(who: Speaker, skeleton: str, start: int, after: str) -> bool:
    """Whether the words after ", said" are a subject and no clause: somebody known, and then a stop."""
    if re.match(r"(?:he|she|it|they|we|I|you|there)\b \w", after):
        return False  # "says he needs 500 welders"
    if who.basis not in ("named", "surname", "office", "body"):
        return False
    at = skeleton.find(after, start)
    rest = skeleton[at + len(after) :] if at >= 0 else ""
    return not rest.strip(' ”"') or bool(
        re.match(r"[,.;:]| (?:in|on|at|during|after|as|last|this|when|while)\b", rest)
    )


def _ends_with(subject: str, lexicon: Lexicon) -> bool:
    """Whether a subject is short enough to be one."""
    return len(subject.split()) <= 14


_LEAD = re.compile(
    r"^(?:(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|hier|on (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|yesterday|am \w+tag|gestern|heute|dazu) )?"
    rf"(?:(?:Maj|Gen|Lt|Col|Capt|Adm|Brig|Sgt|Dr|Prof|Mr|Mrs|Ms|Sen|Rep|Gov|Cmdr|M|Mme){DOT} |(?:Vice|Rear) Adm{DOT} )*"
)


def _after(skeleton: str, start: int, lexicon: Lexicon) -> str:
    """The subject after a verb: "said Peter Halvorsen, chief executive of ...", "fügte er hinzu"."""
    rest = _LEAD.sub("", skeleton[start:].lstrip())
    if holder := _HOLDER.match(rest):
        return holder["who"]
    stop = _patterns(lexicon)["stop"].search(" " + rest)
    np = (" " + rest)[: stop.start()] if stop else rest
    np = np.strip()
    follows = rest[len(np) :]
    if follows.startswith(", ") and re.match(r"[A-ZÄÖÜÉ][\w'’-]+ [A-ZÄÖÜÉ]", follows[2:]) and np:
        np += ", " + follows[2:].split(",")[0].split(".")[0]
    return re.sub(
        r" (?:hinzu|mit|zurück|ein|an|wörtlich|weiter|abschließend|zudem|dazu|unlängst)$", "", np
    )


_PASSIVE = re.compile(
    r"(?<!\w)(?:was|were|been|be|being|is|are|wurden?|werden|été|est|sont)(?: \w+ly| now| also| still| already)? $"
)
_TAIL = re.compile(
    r"(?:[ ,]|^)(?:(?-i:[a-z]{3,}(?<!fami)(?<!supp)(?<!assemb)(?<!week)(?<!month)(?<!dai)(?<!al)ly)|also|later|then|now|earlier|recently|already|just|reportedly|repeatedly|again|has|have|had|is|was|were|are|would|did|does|do|been|being|not|who|which|previously|publicly|even|once|still|further|meanwhile|however|thus|auch|bereits|zuvor|hat|habe|ihm|ihr|a|ont|avait|est|aussi|également|en|ne|n['’]|last (?:week|month|year)|this week|ran|quickly|today|yesterday|on (?:mon|tues|wednes|thurs|fri|satur|sun)day)$",
    re.IGNORECASE,
)
_CLAUSE = re.compile(r"[;:–—(]|\b(?:and|but|while|although|because|when|as|whereas|after|before|if|that|und|aber|während|dass|et|mais|que)\b(?= (?:the|a|an|he|she|it|they|[A-ZÄÖÜ]|der|die|das|er|sie|le|la|il|elle))")  # fmt: skip


_ASIDE = re.compile(r" \([^()]{1,30}\)$")
"""Letters in brackets after a name: "Taiwan Semiconductor Manufacturing (TSMC)"."""
_NAMED = re.compile(
    r"[A-ZÄÖÜÉ][\w.'’-]*(?:(?: (?:de|von|van|der|zu|du|le|la|al|bin))* [A-ZÄÖÜÉ][\w.'’-]*){1,3}"
)
_HOLDER = re.compile(rf"(?:the|its|der|die|le|la|l['’]) ?(?=[a-zäöü])[^,.;:{HIDDEN}]{{3,70}}, (?P<who>{_NAMED.pattern})(?=[.,;]|$)")  # fmt: skip
"""An office with its holder behind a verb: "says the head of the yard, Lea Brun"."""
_OFFICE_FIRST = re.compile(
    r"(?:[Tt]he|[Aa]n?|[Ii]ts|[Tt]heir|[Dd]er|[Dd]ie|[Ll]e|[Ll]a) |L['’]|l['’]"
)
"""A name in full before an office that holds commas itself."""


_OF_TWO = re.compile(
    r"\b(?:Ministry|Minister|Department|Committee|Council|Secretary|Board|Office|Agency|Bureau|Institute|Association|Federation|Chamber|Society|Centre|Center) (?:of|for) (?:the )?(?:[A-Z][\w-]*,? )+$"
)
"""A body with two fields in its name: "Ministry of Agriculture and Farmers Welfare"."""
_CAPITAL = re.compile(r"[A-ZÄÖÜÉ][\w-]* $")
"""Before an "and" inside a name: "chair of the Business and Trade Committee"."""
_AND_BODY = re.compile(r" and ((?:[a-z]+ )?[a-z]{4,}s)$")
_HAS_VERB = re.compile(r"\b(?:has|have|had|is|are|was|were|will|would|can|could|said|says)\b")
"""A clause ends before "and officials said"."""
_WIE = re.compile(
    r"(?:^|, )[Ww]ie (?P<np>(?:der|die|das|ein|eine) (?:[A-Za-zäöü][\w-]* ){0,2}?[A-ZÄÖÜ][\w-]+|[A-ZÄÖÜ][\w-]+) (?:bei|beim|am|im|in|auf|zu|zur|zum|gegenüber|mit|nach|laut)\b"
)
"""In German the verb of "wie das Haus bei der Vorlage mitteilte" stands last, its subject first."""


_SHORT_NAME = re.compile(r" \([A-Z][\w.-]{1,8}\)(?= [a-z])")
_RELATED = re.compile(
    r"^.*(?:\b(?:which|that|whom|where) |(?<!\bof)(?<!\bin)(?<!\bat)(?<!\bfor)(?<!\bby)(?<!\bto)(?<!\bon)(?<!from)(?<!with)(?<!\band)(?<!\bor)(?<!\bnear)(?<!behind)(?<!against)(?<!under)(?<!over)(?<!into)(?<!after)(?<!,)(?<=[a-z]) (?=the [a-z][\w -]{2,40}$))"
)
"""What comes before the subject of a relative clause: "a fall the maker said", "which experts say"."""
_LED = re.compile(
    r"^(?:(?:[Bb]ut|[Aa]nd|[Ss]o|[Yy]et|[Bb]ecause|[Hh]owever|[Mm]eanwhile|[Aa]lso|[Tt]hus|[Oo]verall) )?(?:(?:In|On|By|Since)? ?(?:January|February|March|April|May|June|July|August|September|October|November|December)(?: \d{1,4})? (?=[A-Z])|(?:[Tt]his|[Ll]ast|[Ee]arlier this|[Ll]ater this) (?:week|month|year|quarter),? (?=the |an? |[A-Z]))?|^[^()]*\) (?=[a-z])| in (?:the (?:beginning|meantime|past)|January|February|March|April|May|June|July|August|September|October|November|December)$|^Angaben (?:der|des|von) "
)
"""A conjunction or a time before a subject: "But officials", "In January Boeing"."""


def _subject(before: str, lexicon: Lexicon) -> str:
    """The words before a verb that may be its subject, an apposition between commas included."""
    text = _SHORT_NAME.sub("", _ASIDE.sub("", before.rstrip()))
    text = text[
        max(text.rfind(HIDDEN), text.rfind("”"), text.rfind("»"), text.rfind('"')) + 1 :
    ].lstrip('”"“», .')
    closed = text.rstrip().endswith(",") and text.count(",") > 1
    clauses = [m for m in _CLAUSE.finditer(text) if not (m[0] in ("and", "und", "et") and ((closed and _CAPITAL.search(text[: m.start()])) or _OF_TWO.search(text[: m.start()])))]  # fmt: skip
    if clauses:
        text = text[clauses[-1].end() :]
    while (cut := _TAIL.sub("", text.rstrip())) != text.rstrip():
        text = cut
    text = text.strip() if text.rstrip().endswith(",") else _RELATED.sub("", text.strip())
    if (second := _AND_BODY.search(text)) and _HAS_VERB.search(text[: second.start()]):
        text = second[1]
    if lexicon.language == "de" and (how := _WIE.search(text)):
        text = how["np"]
    closed = text.endswith(",")
    parts = [p.strip() for p in text.rstrip(",").split(", ") if p.strip()]
    if not parts:
        return ""
    if re.match(r"(?:according to|laut|selon|nach angaben)\b", parts[-1], re.IGNORECASE):
        return ""
    if closed and len(parts) >= 2:
        named = [k for k, part in enumerate(parts[-5:-1]) if _NAMED.fullmatch(part)]
        body = parts[-1].split(" ")[-1].lower() in lexicon.data["nobody"]["words"].split()
        holder = not body and _NAMED.fullmatch(parts[-1]) and _OFFICE_FIRST.match(parts[-2])
        return parts[-1] if holder else parts[-5:][named[-1]] if named else ", ".join(parts[-2:])
    np = parts[-1]
    return _trimmed(np, lexicon)


def _trimmed(np: str, lexicon: Lexicon) -> str:
    """Without a beginning such as "On Thursday": from the last article or name that is near the verb."""
    words = np.split(" ")
    if len(words) > 1 and words[-1].lower() in lexicon.speech["pronouns"].split("|"):
        return words[-1]
    if len(words) <= 5:
        lead = re.match(
            r"(?:In|On|At|By|Am|Im|En|À|Since|For|After)\s(?:[\w-]+\s){1,3}?(?=(?:the|a|an|he|she|der|die|le|la|[A-Z])\b)",
            np,
        )
        return np[lead.end() :] if lead and lead.end() < len(np) else np
    articles = lexicon.speech["articles"]
    if body := re.match(rf"(?P<np>(?i:{articles}) (?:[\w-]+ ){{0,3}}(?:{lexicon.speech['collective']}))(?:(?P<of> (?:of|by|for|at|from|familiar|involved|close)\b)|(?: (?:behind|off|with|near|on|in|who|that|which)\b))", np):  # fmt: skip
        return np if body["of"] else body["np"]
    starts = [
        m.start()
        for m in re.finditer(rf"(?<!\w)(?:(?i:{articles})\s|[A-ZÄÖÜÉ])", np)
        if len(np[m.start() :].split()) <= 9
    ]
    return np[starts[0] :] if starts else " ".join(words[-6:])


def says_false(text: str, lexicon: Lexicon) -> bool:
    """Whether a sentence calls something false."""
    return bool(_patterns(lexicon)["false"].search(text))


def is_silent(text: str, lexicon: Lexicon) -> bool:
    """Whether somebody declines to speak."""
    return bool(_patterns(lexicon)["silent"].search(text))
