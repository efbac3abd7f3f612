"""The frame of a figure in English, without a parser: how verb phrases are built (Quirk et al., A Comprehensive Grammar, ch. 3-4).

The closed classes (auxiliaries, prepositions, determiners) say where verb and figure stand, whatever the trade: what stands
before a number, after a subject, is a verb.  Doing is the open class, so it is the default: yards launch, mills grind, clinics treat.
"""

from __future__ import annotations

import re

from offtake.evidence.reading.figures.bounds import PARTICLE
from offtake.evidence.reading.kinds.frames.closed import Closed
from offtake.evidence.reading.kinds.frames.frame import COMING, Frame
from offtake.evidence.reading.kinds.frames.moods import (
    AUX,
    RATE,
    going_on,
    mood_around,
    mood_of,
    mood_of_verb,
)
from offtake.evidence.reading.kinds.frames.obliques import BE, last_word, mood_by, of_oblique
from offtake.evidence.reading.kinds.frames.subjects import done_of, of_subject
from offtake.evidence.reading.language.alternatives import in_small, small
from offtake.evidence.reading.language.holding import holds_one

_SLACK = r"(?:an? (?:impressive|whopping|staggering|modest|massive|mere|hefty|sharp|meagre|solid|healthy|respectable|paltry|stunning|dramatic|record|remarkable|combined|cumulative|huge|steep|further|estimated)|about|perhaps|maybe|possibly|something like|in the region of|anywhere (?:between|from)|anything (?:between|from)|(?:just|well|comfortably|far|slightly|a (?:little|bit|shade)) (?:over|under|above|below|more than|less than)|as little as|as few as|no less than|not less than|not more than|fully|fewer|the minimum|the maximum|the equivalent|a (?:good|full|mere|further|combined|grand total of)|slightly (?:higher|lower)|some|around|roughly|nearly|almost|over|under|at (?:least|most)|between|(?:more|less|fewer) than|(?:as (?:many|much) as)|(?<!go )(?<!goes )(?<!went )(?<!gone )(?<!going )up to|no (?:more|fewer) than|(?:a )?(?:maximum|minimum)(?: of)?|approximately|the equivalent of|the tune of|a total of|a rate of|a level of|only|just|now|still|currently|already|today|then|well|barely|close to|upwards of|the|its|their|his|her|our|these|those|all|both|an?|another|further|additional|extra|new|first|last|next|record|estimated|(?<=\ba )total|(?<=the )total|(?<=its )total|(?<=eir )total|(?<=ted )total|(?<=ned )total|average(?: of)?|other|remaining|(?!supply|apply|rely|multiply|comply|fly)[a-z]+ly)"
_BEFORE = in_small(rf"(?:(?<=\s)|^){_SLACK}\s+$")
LONGEST_SLACK = 40
"""Characters that hold the words before a figure which change nothing."""
_SEEN = 8
"""Characters before such a word that are looked at."""
_PARTICLE = set("in out up off on over away back down through around".split())
_PREPOSITIONS = set("of to at by from for with in on into across via per against between among within since until under above below than as without during after before despite including towards toward beyond near behind onto upon amid".split())  # fmt: skip
_DETERMINERS = set("the a an its their his her our my your this that these those each every any no".split())  # fmt: skip
_NO_VERB = set("and or but that which who while if as when where there it he she they we you i not whether because so".split())  # fmt: skip
_HAVE = {"has", "have", "had", "having"}
_RELATIVE = re.compile(rf"^ (?:(?:that|which) )?(?:it|they|we|he|she|the [\w-]+|[A-Z][\w-]+(?: [A-Z][\w-]+)?|analysts|economists|investors|forecasters) (?:(?P<today>ha(?:s|ve|d) (?:today|now|currently|at present))|(?P<aux>(?:{AUX} )*)(?P<verb>[a-z]+)(?: (?P<part>in|out|up|off|over|on|back|away|down)\b)?)(?![\w-])")  # fmt: skip
_THAT_IS = re.compile(
    r"^ (?:that|which|who)(?= (?:is|are|was|were|has been|have been|had been|will|would|can|could|may|might)\b)"
)
"""A relative clause whose subject is what is counted: "the 40 bolts that were dyed"."""
_HOPED = re.compile(
    r"^(?: (?:in|of) (?!(?:the|its|their|all|these|those|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\d+)\b)[\w-]+| (?!(?:in|of) (?:the|its|their|all|these|those)\b|than|as|more|less|fewer|higher|lower)[\w-]+){0,2} ([a-z]+ed|forecast(?= (?:by|for|in|at|earlier|last|this)\b|[.,;]|$)|sought|foreseen)\b(?! (?:to|a|an|the|its|that|\d|[$€£])| [a-z-]+s (?:is|are|was|were|has|have|had|will|would)\b)"
)
"""A participle after the figure and its noun: "the 910m euro profit expected by analysts"."""
_OWED = re.compile(r"^(?: (?!(?:and|or|which|that|who|is|are|was|were|has|have|had|will|would)\b)[\w'’-]+){1,4}? ([a-z]+(?:ed|ght)) by (?:the |its |their )?(?!(?:January|February|March|April|May|June|July|August|September|October|November|December|20\d\d)\b)[A-Za-z]")  # fmt: skip
"""What was promised or ordered by somebody: "the £500m fund promised by the state"."""
_TO_WHOM = re.compile(r"\b([a-z]+)(?P<article> (?:the|its|their|our|his|her))?\s+$", re.IGNORECASE)
"""Verb and article before somebody to whom: "sent the army 40 guns"."""
_DOUBLES = re.compile(r"(?:doubl|tripl|treb?l|quadrupl|halv)(?:e|ing)$", re.IGNORECASE)
_THAN = re.compile(r" (?:fewer|less)\b| more (?!or )(?:[\w'’-]+ ){0,6}than\b")
"""A difference: "40 fewer homes", "40 more homes than in May"."""
_ARTICLE = re.compile(r"\b(?:of|for)(?: an?)?\s*$")
_CHANGES = re.compile(r" (?:[a-z-]+ ){0,2}(?:increase|rise|hike|raise|cut|reduction)\b")
_ASKS = re.compile(
    r"\b(?:demand|offer|ask(?:ed|ing|s)? for|seek|sought|want|propos|request|call(?:ed|ing|s)? for)\w* (?:an? |the |another )?$"
)
"""A change that somebody asks for or offers is still to come."""
_OF_ORDERS = re.compile(
    r" (?:(?:worth )?(?:of|in) (?:[a-z-]+ ){0,3}(?:orders|contracts)|(?:are |is |were |already |now |still )*(?:on (?:firm )?order|under contract|on option))\b"
)
_OF_CAPACITY = re.compile(r" (?:(?:an?|per) \w+ )?(?:of|in) (?:spare|idle|unused|surplus|nameplate|rated|available) (?:[\w-]+ )?capacity\b")  # fmt: skip
_OWN_WORD = re.compile(r"\b(?:we|I)(?: will|['’]ll) (?:\w+ly )?$", re.IGNORECASE)
_FOLD = re.compile(r"(?:-?fold|times|twice|twofold)$", re.IGNORECASE)
_MORE_OF = re.compile(r" (?:more|fewer|less) ")
_SUM = re.compile(r"\d[\w.,]* $")
_MAKES_UP = re.compile(r"\bma(?:kes?|de|king)\s*$")
_UP = re.compile(r"(?:^|[,;(]|\b(?:is|are|was|were|last|still|now|also))\s*$")
_SUM_AWARDED = re.compile(r"(?:[A-Z]{2,3} ?)?[$€£¥₹]|[A-Z]{3} ?\d|[\d.,]+ ?(?:[a-z]+illion )?(?:dollars|euros|pounds|kroner|crowns|francs|yen)\b")  # fmt: skip
"""A sum that is awarded is no contract, unless that is said."""
_SUNK = ("sink", "sinks", "sank", "sunk", "sinking", "drop", "drops", "dropped", "dropping")
_SHIPS = re.compile(r"(?:[\w,.-]+ ){1,4}?(?:ships|boats|vessels|submarines|tankers|ferries|trawlers|freighters|barges|hulls|bombs|leaflets|mines|charges)\b")  # fmt: skip
"""What is sunk or dropped, and has not fallen by so much."""
_WON = re.compile(r"(?:[\w.,-]+ ){1,3}?(?:of (?:the |its )?(?:[\d,.]+ )?)?(?:seats?|votes?|medals?|titles?|points|prizes?|awards?|games|matches|elections?|states|per ?cent of)\b|[\d.,]+ ?%")  # fmt: skip
"""What is won and never bought."""
_COVERS = re.compile(r"(?:cover|contain|consist|includ|compris|provid|guarante|oblig|foresee|envisag|involv|entail|secur)\w*", re.IGNORECASE)  # fmt: skip


_TO_SOMEBODY = re.compile(
    r"\b((?:deliver|suppl|ship|export|hand|donat|provid)(?:y|ies|ied|e|es|ed|s|ing)?(?: over)?) to (?:the )?(?:\d+ )?(?:[A-Za-z][\w-]* ){1,3}$"
)
"""To whom, between a verb and its object: "deliver to the nine towns 40m bolts"."""
_IN_BRACKETS = re.compile(r"^ \([^()]{1,40}\)(?= [a-z])")


def english(text: str, start: int, end: int, words: Closed) -> Frame:
    """The frame of the figure at `start` to `end` of an English clause."""
    before, after = text[:start], text[end:]
    if holds_one(before, _ANY_MARK):
        before = _MARKS.sub("", _INNER.sub("", before))
    before = _without_slack(before)
    before = _TO_SOMEBODY.sub(r"\1 ", before) if " to " in before else before
    percent = "%" in text[start:end] or "cent" in text[start:end]
    if (told := _RELATIVE.match(after)) and (frame := _of_relative(told, before, words)):
        return frame
    if (told := _THAT_IS.match(after)) and not _is_governed(before, words):
        own = of_subject(after[told.end() :], words)
        if own.verb:
            return own
    if (hoped := _HOPED.match(after)) and words.is_a(hoped[1], "intend"):
        return Frame("object", "intend", "planned")
    if (owed := _OWED.match(after)) and (kind := words.class_of(owed[1])) in ("promise", "buy"):
        return Frame("object", kind)
    if _DOUBLES.match(text[start:end]):
        return Frame("verb", "move", mood_of_verb(before, text[start:end], words))
    if _FOLD.search(text[start:end]) and (moved := [m for m in re.finditer(r"[\w'’-]+", before) if words.is_a(m[0].lower(), "move", "rise")]):  # fmt: skip
        return Frame("verb", "move", mood_of_verb(before[: moved[-1].start()], moved[-1][0].lower(), words))  # fmt: skip
    if percent and _CHANGES.match(after) and _ASKS.search(text[:start]):
        return Frame("by", "rise", "planned")
    if _OF_ORDERS.match(after):
        return Frame("attribute", "", "real", "order")
    if _OF_CAPACITY.match(after):
        return Frame("attribute", "", "real", "capacity")
    last = last_word(before)
    if noun := _attribute(text[start:end], _IN_BRACKETS.sub("", after), words):
        if words.head_at_end(_ARTICLE.sub("", before)) == "target":
            return Frame("attribute", "", "real", "target")
        mood = mood_of(before[: last.start()], words) if last else "real"
        return Frame("attribute", "", mood, noun)
    if _THAN.match(after) or (after.startswith(" than ") and _MORE_OF.search(text[start:end])) or " fewer " in text[start:end]:  # fmt: skip
        return Frame("by", "rise")
    if before.rstrip().endswith(":"):
        head = words.head(before)
        governed = None if head else _past_phrase(before.rstrip()[:-1] + " ", words)
        return governed or Frame("complement", "reach", "real", head)
    if last is None or before.rstrip()[-1:] in ',;“„«("':
        return of_subject(after, words)
    word, left = last[1].lower(), before[: last.start()]
    if (word in _HAVE or words.is_a(word, "make", "rest")) and (done := _CAUSED.match(after)) and (kind := words.class_of(done[1])) in ("make", "buy"):  # fmt: skip
        return Frame("object", kind, mood_of(left, words))
    if word in (*_HAVE, "are", "were", "with") and (to := _YET_TO.match(after)) and words.class_of(to[1]) == "make":  # fmt: skip
        return Frame("object", "make", "planned")
    if word in _HOLDS and text[:start].lower().endswith((" up to ", " as many as ")):
        return Frame("object", "seat", mood_of(left, words))
    if word in BE:
        if _is_change(left, words):
            return Frame("by", "rise", mood_of(left, words))
        return Frame("complement", "reach", mood_of(left, words), words.head(left))
    if word in _HAVE:
        return Frame("object", "rest", mood_of(left, words))
    if word == "of" and text[:start].endswith(" of the ") and (done := done_of(after)) and (kind := words.class_of(done[1])) in _SAYS:  # fmt: skip
        return Frame("object", kind)
    if word == "of" and percent and _PREMIUM.search(left):
        return Frame("by", "rise")
    if word in _GAINS and _OF_ITS_VALUE.match(after):
        return Frame("by", "rise", mood_of_verb(left, word, words))
    if word == "of":
        return _of_head(
            left,
            after,
            words,
            owned=bool(_OWNED.search(text[:start])),
            whole=text[:start].endswith(" of the "),
        )
    if word in _WORTH:
        return _of_worth(left, words)
    if word in ("up", "down") and not _MAKES_UP.search(left) and (percent or _UP.search(left)):  # fmt: skip
        return Frame("by", "rise")
    if word in _PARTICLE and (verb := last_word(left)):
        both = f"{verb[1]} {word}".lower()
        if words.class_of(both) or (_like_a_verb(verb[1]) and (word == "in" or word not in _PREPOSITIONS) and not words.class_of(verb[1].lower()) and not _SUM.search(left[: verb.start()])):  # fmt: skip
            return _object(left[: verb.start()], both, words, text[start:])
    if words.is_a(word, "make") and word.startswith("ma") and _AVAILABLE.match(after):
        return _object(left, "give", words, text[start:])
    if word == "available" and (verb := last_word(left)) and words.is_a(verb[1].lower(), "make"):
        return _object(left[: verb.start()], "give", words)
    if word in _OFFERED and _TO_COME_OFFER.search(f"{left}{word}"):
        return Frame("object", "intend", "planned")
    if word in ("me", "you", "him", "us", "them") and (verb := last_word(left)):
        return _object(left[: verb.start()], verb[1].lower(), words)
    if (
        (percent or "," not in word)
        and words.head_at_end(word) in _LEVELS
        and not words.is_a(word, "rise", "move")
        and not _like_verb_of(left, word, words)
    ):
        return _of_head(f"{left}{last[1]}", after, words)
    if percent and (word in ("by", "off") or (word in _GAINS and not after.startswith(" of "))):
        return Frame("by", "rise", mood_by(left, words) if word in ("by", "off") else mood_of_verb(left, word, words))  # fmt: skip
    if word == "with" and (own := of_subject(after, words)).verb:
        return own  # "with another 96 due by May"
    if word == "with" and (done := done_of(after)) and not words.class_of(done[1]) and _PAST_FORM.search(done[1]):  # fmt: skip
        return Frame("subject", "do")
    if word in _PREPOSITIONS and (done := done_of(after)) and (kind := words.class_of(done[1])) in (*_SAYS, "announce"):  # fmt: skip
        return Frame("object", kind)
    if word in ("on", "in", "at", "across") and _OWNED.search(text[:start]):
        return Frame("part")
    if word in _PREPOSITIONS and word != "including" and not before.rstrip().endswith("such as"):
        return of_oblique(left, word, words)
    if word in ("including", "namely", "like") or before.rstrip().endswith("such as"):
        return _governed(left, words)
    if word in ("and", "or") or (word == "as" and left.endswith("as well ")):
        return _beside(left, after, words)
    if word in _NO_VERB:
        return of_subject(after, words)
    if words.speech.fullmatch(word) or (words.class_of(word) == "announce" and not text[:start].endswith(" a ") and of_subject(after, words).verb):  # fmt: skip
        own = of_subject(after, words)
        return own if own.verb or not words.class_of(word) else _object(left, word, words)
    if _FRONT.match(before) and (own := of_subject(after, words)).verb:
        return own
    if last[1][0].isupper() or re.fullmatch(r"[\w-]+['’]s?", last[1]) or word.isdigit():
        return _past_a_name(before, after, words)
    if (past := _TO_WHOM.search(left)) and words.is_a(past[1].lower(), "give", "promise", "make", "buy", "rest", "spend", "sell") and words.is_sure(past[1].lower()) and not words.is_sure(word) and (past["article"] or word.endswith("s")):  # fmt: skip
        return _object(left[: past.start()], past[1].lower(), words, text[start:])
    return _object(left, word, words, text[start:])


_LEVELS = ("output", "order", "capacity", "target", "need")
_SUBJECT = re.compile(r"\b(?:it|they|he|she|we|to|will|would|can|could|may|might|has|have|had|not|who|which|that) (?:\w+ly )?$")  # fmt: skip


_NAME = re.compile(r"(?:^|[a-z,] )(?:[A-Z][\w&’'-]* )+$")
"""A name, whose verb follows: "York reserves 40"."""


def _like_verb_of(left: str, word: str, words: Closed) -> bool:
    """Whether a word that is a noun of a figure stands as a verb: "it orders 40", "to target 40"."""
    if words.class_of(word) == "buy" and _NAME.search(left):
        return True
    return bool(_SUBJECT.search(left)) or word.endswith(("ed", "ing")) or not word.endswith("s")


_AVAILABLE = re.compile(r"(?: [\w-]+){0,3} available\b")
"""What makes something available gives it: "will make £40m available"."""
_CAUSED = re.compile(r" ([a-z]+(?:ed|lt|ght|wn|de))(?: (?:at|in|by|on|last|this|abroad)\b|[.,;]|$)")
"""What somebody has done by another: "had 40 hulls built"."""
_YET_TO = re.compile(r" to ([a-z]+)\b")
_HOLDS = "hold holds held take takes carry carries carried fit fits store stores seat seats".split()
_PREMIUM = re.compile(r"\b(?:premium|discount|mark-?up)\s*$")
_OF_ITS_VALUE = re.compile(r" of (?:its|their|his|her|the) (?:[a-z]+ )?(?:value|worth|weight|strength|power|price)\b")  # fmt: skip
_OFFERED = ("offer", "offered", "offering")
_TO_COME_OFFER = re.compile(r"\b(?:could|would|will|may|might|ha(?:s|ve|d)|is|are|was|were|to) (?:now |also |already |been )?offer(?:ed|ing)?$|[a-z] offered$")  # fmt: skip
"""An offer is no promise: what is offered is still to come."""
_ANY_MARK = '"“„«‘'
_MARKS = re.compile(r"[“„«‘\"]\s*$")
_INNER = re.compile(r"(?<=[a-z] )[“„«\"](?=[a-z])")
"""A mark inside a sentence: "handed over “more than 40” guns"."""
_GAINS = "gain gains gained gaining add adds added adding lose loses lost losing shed sheds grow grows grew grown growing expand expands expanded".split()  # fmt: skip
_SAYS = ("make", "give", "buy", "promise")
_FRONT = re.compile(r"^(?:In|At|On|By|For|From|During|Since|Under|With|Among|As of) (?:[\w'’-]+ ){1,5}$")  # fmt: skip
"""What opens a clause and holds no verb: "In the worst case"."""
_OTHER = _PREPOSITIONS | _NO_VERB | _DETERMINERS | BE | _HAVE | set("will would can could may might must should each apiece annually monthly daily weekly yearly last next now so also already still just only even more less fewer higher lower earlier later ago".split())  # fmt: skip
_NEXT = re.compile(r"[ -]([A-Za-z][\w'’-]*)")


_SO_LONG = re.compile(r"^ \d+-(?:year|month)\b")
_HAS_A_NOUN = re.compile(r"\d[\w ,.-]* [a-z]{2,}s$")


def _attribute(figure: str, after: str, words: Closed) -> str:
    """The class of the noun that a figure stands before ("the 2 per cent target", "a $5m rescue contract"); '' where there is none."""
    after = _SO_LONG.sub("", after)  # "the £2bn 15-year agreement"
    at, found = 0, ""
    if after[:1] not in (" ", "-") or (figure[-1:].isalpha() and _HAS_A_NOUN.search(figure)):  # fmt: skip
        return ""
    past = 0
    while (word := _NEXT.match(after, at)) and word[1].lower() not in _OTHER and at < 60:
        noun, at = words.head_at_end(word[1]), word.end()
        if noun in ("change", "target", "order", "pledge") or word[1] == "stake":
            if noun == "change" and word[1].endswith("s") and _TAKES.match(after, at):
                return ""  # "that £80bn figure increases the bill"
            found, past = noun, at
    return "" if _BY_OR_TO.match(after, past) and found == "change" else found


_TAKES = re.compile(r" (?:the|its|their|his|her|our|a|an|to|by)\b")
_BY_OR_TO = re.compile(r" (?:by|to)\b")


_ASIDE = re.compile(r", (?:for example|for instance|say|in total|on average|of course|however|in fact|so far|as expected|in all|at least|at most|among others|among other things|as planned|in return|if needed|on aggregate|by comparison|inter alia), $")  # fmt: skip
"""What is put between a verb and its object: "can make, for example, 40"."""


_IN_MARKS = re.compile(r"(?<=[a-z]) \([^()]{1,40}\) $")
"""What is put in brackets before a figure: "delivered (8 May) 40 bolts"."""
_TIMES = ("year", "month", "week", "quarter", "season", "spring", "summer", "autumn", "winter", "weekend")  # fmt: skip
_WHEN = re.compile(rf"(?:^|(?<=\s))(?:this|last|next|each|every) (?:{'|'.join(_TIMES)})\s+$", re.IGNORECASE)  # fmt: skip
"""When, before a figure: "This month 40 bolts left the mill"."""


def _without_slack(before: str) -> str:
    before = _IN_MARKS.sub(" ", before) if ") " in before[-3:] else before
    before = _without_aside(before)
    before = _WHEN.sub("", before) if before.rstrip().lower().endswith(_TIMES) else before
    while (slack := _slack(before)) is not None and not PARTICLE.search(before):
        before = _without_aside(before[:slack])
    return before


def _without_aside(before: str) -> str:
    return _ASIDE.sub(" ", before) if ", " in before[-3:] else before


def _slack(before: str) -> int | None:
    """Where a word begins that ends a text and changes nothing; looked for, in small letters, in no more than what may hold it."""
    end = small(before[-LONGEST_SLACK - _SEEN :])
    found = _BEFORE.search(end, max(0, len(end) - LONGEST_SLACK))
    return found.start() + len(before) - len(end) if found else None


def _like_a_verb(word: str) -> bool:
    return (
        word.islower()
        and not word[0].isdigit()
        and word not in _PREPOSITIONS | _NO_VERB | _DETERMINERS | BE | _HAVE
    )


def _object(left: str, verb: str, words: Closed, after: str = "") -> Frame:
    kind = words.class_of(verb) or ("do" if " " in verb or _acts(verb, left) else "")
    mood = mood_of_verb(left, verb, words)
    if mood == "real" and kind in ("make", "do", "give") and verb.split(" ")[0].endswith("ing") and not RATE.search(after):  # fmt: skip
        mood = going_on(left, verb, after, kind) or mood
    if _OWN_WORD.search(left) and (kind == "buy" or verb in ("give", "pay", "sign", "send", "donate")):  # fmt: skip
        return Frame("object", "promise")
    if kind == "intend" and mood == "real":
        mood = "planned"
    if kind == "reach" and verb.endswith("ing") and mood == "real":
        mood = mood_around(left[-120:], words)  # "will have 40 a year, capacity reaching 60 later"
    if verb in _SUNK and _SHIPS.match(after):
        return Frame("object", "rest", mood)
    if (kind == "rise" or words.is_a(verb, "rise")) and verb not in _GAINS:
        return Frame("by", "rise", mood)
    if kind == "reach" and _is_change(left, words):
        return Frame("by", "rise", mood)
    if kind in ("reach", "rise"):
        return Frame("complement", kind, mood, words.head(left))
    if verb.startswith("award") and _SUM_AWARDED.match(after) and not words.has_head(after[:60], "order"):  # fmt: skip
        return Frame("object", "give", mood)
    if kind == "buy" and verb.startswith("w") and _WON.match(after):
        return Frame("object", "rest", mood)
    head = words.head(left) if _COVERS.fullmatch(verb) else ""
    head = head if head in _CONTENTS or (head == "output" and verb.startswith("includ")) else ""
    return Frame("object" if kind else "", kind, mood, head)


_AUXES = re.compile(rf"(?:\b{AUX} )+$")


def _is_change(left: str, words: Closed) -> bool:
    """Whether the subject is a difference: "the shortfall was 40"."""
    return words.head_at_end(_AUXES.sub("", left)) == "change"


def _acts(word: str, left: str) -> bool:
    """Whether a word that is in no list stands where a verb does: after a subject, and not as its noun."""
    if word.endswith("ing"):
        return not left or bool(_DOING.search(left))
    earlier = last_word(left)
    if earlier is None:
        return False
    return earlier[1].lower() == "to" or earlier[1].lower() not in _PREPOSITIONS | _DETERMINERS


_DOING = re.compile(r"(?:\b(?:is|are|was|were|been|be) (?:\w+ )?|\b(?:after|before|by|of|from|in|on|at|for|to|without|despite|while|when|since|besides|and|beg[aiu]n|begins|start|starts|started|finish|finishes|finished|completed|continues?|continued|resumed?|kept|keeps?|stopped|halted) (?:\w+ly )?)$", re.IGNORECASE)  # fmt: skip
"""What stands before the doing of something: "after dyeing 40", "is dyeing 40"."""
_BARE = (re.compile(r"([\w-]+) [\w-]+s\s*$"), re.compile(r"([\w-]+) [\w-]+ [\w-]+s\s*$"))
"""A verb before a bare plural: "guarantee loans of 40"."""


_WORTH = ("worth", "totalling", "totaling", "valued")


def _of_worth(left: str, words: Closed) -> Frame:
    """ "pledged aid worth 40": a sum stands to its verb as the thing does whose worth it is."""
    head = words.head_at_end(left)
    if head in ("order", "pledge", "target"):
        return Frame("attribute", "", mood_around(left[-120:], words), head)
    return _past_phrase(left, words) or Frame("complement", "reach", mood_around(left, words))


def _past_phrase(left: str, words: Closed) -> Frame | None:
    """The frame of the last verb before a noun phrase at the end, with at most eight words between."""
    found = list(re.finditer(r"[\w'’-]+", left))[-9:]
    for k in range(len(found) - 1, -1, -1):
        word = found[k][0]
        low = word.lower()
        if low in BE or low in _HAVE or low in _NO_VERB:
            return None
        noun = k and found[k - 1][0].lower() in _DETERMINERS | {"of"}
        noun = noun or (not low.endswith(("ed", "ing")) and words.head_at_end(low) != "")
        if word.islower() and not noun and words.class_of(low) and not words.speech.fullmatch(low):
            return _object(left[: found[k].start()], low, words)
    return None


_OF_TARGET = re.compile(r"\b(?:guidance|targets?|forecasts?|goals?|outlook|estimates?|projections?) (?:of|for|on) (?:[\w-]+ ){1,4}$")  # fmt: skip
_COUNT = re.compile(r"(?:\d|\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|twenty|half|third|most|many|some))\s*$", re.IGNORECASE)  # fmt: skip
"""What stands before "of the 500 stores": the figure that matters; the 500 are the whole."""
_OWNED = re.compile(r"\b(?:its|their|his|her|our) (?:[\w-]+ )?$")
_AT_COST = re.compile(r"\bat (?:an? |the )?(?:[\w-]+ ){0,3}costs? $")
_CONTENTS = ("order", "pledge", "target")
_COVERED = re.compile(r"\b(?:cover|contain|include|comprise|provide|call|envisage|foresee)s? (?:for )?(?:the |a )?(?:[\w-]+ ){0,2}$")  # fmt: skip
"""What a contract or a plan holds, before its noun."""
_TO_BEGIN = re.compile(r"[^,;.]{0,40}? (?:will|would|is to|are to|(?:is|are) (?:due|set|expected|scheduled|planned|likely) to) (?:\w+ly )?(?:begin|start|commence|resume|take place|follow|be )")  # fmt: skip
_NOMINAL = re.compile(r"\b(?:creation|loss|elimination|shedding|axing|removal|addition|procurement|acquisition|production|manufacture|supply|delivery|conversion|upgrade|refurbishment|repair|construction|recruitment|hiring|training|establishment|installation|building|assembly|launch|opening|closure|replacement|deployment|purchase)\s*$")  # fmt: skip
"""Doing as a noun: "will be the creation of 40 posts"."""
_VERBAL = re.compile(r"\b(?:is|are|was|were|be|been|has|have|had|will|would|can|could|may|might|should|must|do|does|did)\b|\w+ed\b")  # fmt: skip


def _of_head(
    left: str, after: str, words: Closed, owned: bool = False, whole: bool = False
) -> Frame:
    """ "a harvest of 40"; of "a batch of 40" it is the verb before the batch that counts."""
    own = of_subject(after, words) if not _VERBAL.search(left) and not words.verbs_in(left) else None  # fmt: skip
    if head := words.head_at_end(left):
        if head == "output" and (covers := _COVERED.search(left)) and (over := words.head(left[: covers.start()])) in _CONTENTS:  # fmt: skip
            return Frame("oblique", "", "real", over)  # "the deal provides for the delivery of 40"
        if head == "output" and _TO_BEGIN.match(after):
            return Frame("oblique", "", "planned", head)
        mood = own.mood if own and own.mood != "real" else mood_around(left[-120:], words)
        if head != "target" and _OF_TARGET.search(left):
            head = "target"
        if own and own.mood == "ability" and head == "output":
            return own
        if head == "money" and _AT_COST.search(left) and mood in COMING:
            return Frame("object", "do", mood)  # "will build a hall at a cost of £40m"
        if head == "money":
            mood = "real"
        if head == "money" and "promise" in {name for _, name in words.verbs_in(left[-60:])}:
            return Frame("object", "promise")
        return Frame("oblique", own.verb if own else "", mood, head)
    if whole and _COUNT.search(left):
        return Frame("part")  # "eighteen of the 40 guilds are expected to dye more"
    if own and own.verb:
        return own
    if owned and _COUNT.search(left):
        return Frame("part")
    if _NOMINAL.search(left):
        told = "announce" in {name for _, name in words.verbs_in(left[-100:])}
        coming = "planned" if told else mood_around(left[-100:], words)
        if coming != "real":
            return Frame("object", "do", coming)
    if re.search(r"\bone\s*$", left):
        return Frame("part")
    for bare in (m for p in _BARE if (m := p.search(left)) and words.class_of(m[1].lower())):
        return _object(left[: bare.start()], bare[1].lower(), words)
    if mood_around(left[-60:], words) == "planned":
        return Frame("oblique", "intend", "planned")
    return Frame()


def _beside(left: str, after: str, words: Closed) -> Frame:
    """ "three lines and 40 presses": what governs the first governs the second, unless a verb of its own follows."""
    own = of_subject(after, words)
    verb = _NEXT.match(after)
    if verb and verb[1].islower() and words.class_of(verb[1]) and words.class_of(verb[1]) != "come":
        return own
    return own if own.verb or not words.verbs_in(left) else _governed(left, words)


_NAMED = re.compile(r"\b(?:the|an?|its|their|his|her|our) $")
"""What stands after these is a noun, though it may be a verb: "its plants"."""


def _governed(left: str, words: Closed) -> Frame:
    """By the last verb before it; so too a part: "plans further wards, including two at York"."""
    verbs = [(at, kind) for at, kind in words.verbs_in(left) if not _NAMED.search(left[:at])]
    at, kind = (verbs or [(0, "")])[-1]
    if kind not in ("make", "give", "buy", "promise", "intend"):
        return Frame()
    return Frame("object", kind, "planned" if kind == "intend" else mood_of(left[:at], words))


def _of_relative(told: re.Match[str], before: str, words: Closed) -> Frame | None:
    """ "the shells it pledged", "the 40 it makes", "the 40 it has today": the clause that follows says what they are."""
    verb = told["verb"] or ""
    if words.speech.fullmatch(verb):
        return None  # "the doses that he said will be sent"
    kind = "make" if told["today"] else words.class_of(f"{verb} {told['part']}") or words.class_of(verb)  # fmt: skip
    mood = mood_of(told["aux"] or "", words)
    if kind in ("make", "give", "buy", "promise", "announce"):
        return Frame("object", kind, mood)
    if told[0][1].isupper() or _is_governed(before, words):
        return None  # "signed for 60 trucks that it had tested"
    if kind == "intend":
        return Frame("object", kind, "planned")
    if not kind and _PAST_FORM.search(verb):
        return Frame("object", "do", mood)
    return Frame("object", kind, mood) if kind in ("rest", "move", "use") else None


_PAST_FORM = re.compile(r"[a-z]{2}(?:ed|wn|ght)$")
"""A form that is a verb's, whatever the verb."""


def _is_governed(before: str, words: Closed) -> bool:
    """Whether a verb that makes, orders, gives or plans stands right before a figure."""
    near = before.lower().split()[-2:]
    return any(
        words.class_of(verb) in (*_SAYS, "intend", "announce")
        for verb in (near[-1:] and near[-1], " ".join(near))
        if verb
    )


def _past_a_name(before: str, after: str, words: Closed) -> Frame:
    """A name before the figure: "sent Kyiv 40 guns"; else the figure is a subject."""
    tokens = before.split()
    for back in range(2, min(4, len(tokens) + 1)):
        if words.class_of(tokens[-back].lower()) in (
            "make",
            "give",
            "buy",
            "intend",
            "promise",
            "spend",
            "sell",
        ):
            return _object(" ".join(tokens[:-back]) + " ", tokens[-back].lower(), words)
    return of_subject(after, words)
