"""A figure after a preposition, in English: where something moved to, by how much, what it was sold for, what there is room for."""

from __future__ import annotations

import re

from offtake.evidence.reading.kinds.frames.closed import Closed
from offtake.evidence.reading.kinds.frames.frame import COMING, Frame
from offtake.evidence.reading.kinds.frames.moods import ENOUGH, mood_around, mood_of_verb

_LAST = re.compile(r"([\w'’-]+)\s+$")
BE = {"is", "are", "was", "were", "be", "been", "being", "’s", "'s"}
_DIFFERS = re.compile(r"(?:beat|miss|exceed|surpass|outstrip|undershoot|overshoot|trail|lead|led|top|differ|outnumber|outpac)(?:s|es|ed|ing|en|e)?")  # fmt: skip
_HELP = re.compile(r"\b(?:support|help|equip|reinforce|assist|arm|aid|back|furnish|resupply)(?:s|ed|ing)?\b(?=[^,;]{0,50}$)")  # fmt: skip
"""Whom something is given "with": "to support Kiev with 40 radars"."""
_SOLD = re.compile(r"\b(?:sells?|sold|selling|buys?|bought) (?:an?|each|one|every) [\w -]{2,40}$", re.IGNORECASE)  # fmt: skip
"""One of something is sold: what stands after "for" is its price."""
_EXCEEDS = re.compile(r"\b(?!(?:followed|accompanied|joined|caused|driven|helped|hurt|led|owned|made)\b)[a-z]+(?:ed|shot|ran|beat|ew|ell|ose|ut) (?:the|its|their|all|last|market|analysts|this|our|her|his) (?:[\w'’-]+ ){0,3}[\w'’-]+ $")  # fmt: skip
"""An active verb with its object before "by": "overshot the budget by 40"."""
_LEADS = re.compile(r"(?:result|lead|translat|cost|end)(?:s|ed|ing)?|led")
_AND_BY = re.compile(r"\b(?:up|down|ed|ell|ose|ew) by [^,;]{1,60} and $")
"""A second difference: "up by €48 a week and by €79 a month"."""
_AIMS = re.compile(r"\b(?:(?:in|holding|began|opened|starting|final|advanced|early|exclusive) (?:talks|negotiations|discussions) (?:over|on|about|for)|^(?:talks|negotiations|discussions|hopes|prospects) (?:over|on|about|for)|sights? (?:set |firmly )*on|eyes? on|gear(?:s|ed|ing)? up for|push(?:es|ed|ing)? for|guid(?:es|ed|ing) (?:for|to)|(?:bids?|tenders?|offers?)\b[^,;]{0,30}\binvited for|invit\w+ (?:bids|tenders|offers)\b[^,;]{0,30} for|tender(?:s|ed|ing)? for|on (?:course|track) for|bound for|prepar\w+ for|scheduled for|in line for|(?:is|are) (?:now |still )?(?:seen|expected|forecast|projected|pegged|tipped|predicted) (?:at|to reach|around)|aim(?:s|ed|ing)? (?:for|at)|hop(?:es|ed|ing) for|plan(?:s|ned|ning)? for|look(?:s|ed|ing) (?:at|to|for)) ?$", re.IGNORECASE)  # fmt: skip
"""What stands after these is aimed at: "has its sights on 40 branches"."""
_BEATS = re.compile(
    r"(?:beat|miss|exceed|surpass|overshoot|overshot|undershoot|undershot)(?:s|es|ed|ing)?"
)
_A_NOUN = re.compile(r"\b(?:the|that|this|its|their|his|her|our|an?) [a-z-]+ $")
"""What stands after these is no verb, though it may look like one: "push that number to 40"."""
_TO_FIGURE = re.compile(r"\bto [^ ]*\d[^,;]{0,40} from\s*$|\bto [^ ]*\d[^,;]{0,40}$")


def last_word(text: str) -> re.Match[str] | None:
    """The word before, where a text ends behind a space; it is looked for from the last space before it."""
    return _LAST.search(text, text.rstrip().rfind(" ") + 1)


def of_oblique(left: str, preposition: str, words: Closed) -> Frame:
    """After "to", "by", "at", "for": the noun that moved there, by how much, what it was sold for, what there is room for."""
    if _AIMS.search(f"{left}{preposition}"):
        return Frame("oblique", "intend", "planned")
    verb = last_word(left)
    word = verb[1].lower() if verb else ""
    kind = words.class_of(f"{word} {preposition}") or words.class_of(word)
    kind = "" if _A_NOUN.search(left) and kind in ("reach", "rest", "move") else kind
    mood = mood_of_verb(left[: verb.start()], word, words) if verb else "real"
    if preposition == "with" and (verbs := words.verbs_in(left)) and verbs[-1][1] in ("make", "give"):  # fmt: skip
        at, given = verbs[-1]
        return Frame("object", given, mood_of_verb(left[:at], left[at:].split(" ")[0], words))
    if preposition == "by" and word in ("up", "down"):
        return Frame("by", "rise", mood_around(left, words))
    if preposition == "with" and (helped := list(_HELP.finditer(left))):
        return Frame("object", "give", mood_of_verb(left[: helped[-1].start()], helped[-1][0].lower(), words))  # fmt: skip
    if preposition == "by" and _AND_BY.search(left):
        return Frame("by", "rise", mood_by(left, words))
    if preposition in ("by", "with"):
        moving = any(words.is_a(w.lower(), "move", "rise") or _DIFFERS.fullmatch(w.lower()) for w in re.findall(r"[\w'’-]+", left)[-11:])  # fmt: skip
        moving = moving or (preposition == "by" and bool(_EXCEEDS.search(left)))
        return Frame("by", "rise", mood_by(left, words)) if moving else Frame("part" if preposition == "with" else "")  # fmt: skip
    if preposition in ("to", "at") and any(words.is_a(w.lower(), "limit") for w in re.findall(r"[\w'’-]+", left)[-7:]):  # fmt: skip
        return Frame("oblique", "limit", mood)
    if preposition == "for" and (kind == "intend" or (word in ("call", "calls", "called") and (words.head(left) == "target" or SCHEME.search(left)))):  # fmt: skip
        return Frame("oblique", "intend", "planned")
    if preposition in ("in", "to") and _LEADS.fullmatch(word):
        return Frame("object", "do", mood)
    if preposition in ("for", "at") and (kind == "sell" or _SOLD.search(left)):
        return Frame("oblique", "sell", mood)
    if preposition in ("for", "on"):
        left_of = "" if _BUILT_FOR.search(left) else left
        if preposition == "for" and ENOUGH.search(left_of) and mood in COMING:
            return Frame("oblique", "intend", "planned")
        if preposition == "for" and ENOUGH.search(left_of):
            return Frame("oblique", "", "ability")
        head = words.head(left) if word in BE else words.head_at_end(left)
        coming = (
            "planned" if head == "order" and mood_around(left[-40:], words) == "planned" else "real"
        )
        return Frame("oblique", "buy" if kind == "buy" else "", coming, head if head in ("order", "capacity", "target", "pledge") else "") if preposition == "for" or head else _paid_for(left, words)  # fmt: skip
    if (
        preposition == "at"
        and (word in BE or word.endswith(("’re", "'re")))
        and not words.head(left)
    ):
        return Frame("oblique", "make", mood)  # "we are at 40 a month"
    if preposition in ("to", "at", "from", "into", "below", "above", "past", "beyond", "towards") and (kind in ("rise", "move", "reach", "rest", "come", "intend") or word in BE):  # fmt: skip
        return Frame("oblique", "rise", "planned" if kind == "intend" else mood, words.head(left))
    if preposition in ("to", "from", "into"):
        from_figure = bool(_TO_FIGURE.search(left)) or words.is_a(word, "move", "rise")
        return _moved_to(left, words) if preposition != "from" or from_figure else Frame("part")
    return _level(left, words) if preposition == "at" else Frame("part" if preposition in _PLACES else "")  # fmt: skip


def _paid_for(left: str, words: Closed) -> Frame:
    """What money is to be spent on is meant as the money is; else it is there: "spent €5m on two halls"."""
    mood = mood_around(left[-80:], words)
    return Frame("object", "do", mood) if mood != "real" else Frame("part")


SCHEME = re.compile(r"\b(?:projects?|program(?:me)?s?|schemes?|designs?|initiatives?|strateg(?:y|ies)|bills?|laws?|master ?plans?|drafts?|phases?|roadmaps?|specifications?|requests?|notices?|(?<!on )plans?|proposals?|budgets?)\b[^,;]{0,60}$", re.IGNORECASE)  # fmt: skip
"""What calls for, provides for or foresees what is still to come."""
_BUILT_FOR = re.compile(r"(?<!\bis )(?<!are )(?<!was )(?<!were )(?<!been )\b(?:built|designed|equipped|licensed) (?:[\w-]+ ){1,4}$")  # fmt: skip
"""What is built, and not what it is built for: "built schools for 40 villages"."""
_NOW = re.compile(r"(?:\b(?:is|are|am)|['’](?:s|re|m)) (?:\w+ )?$")
_PLACES = set("in into across via among between within during since until over under through despite against".split())  # fmt: skip
"""After these a figure is where, when or among whom: nothing is done to it."""


def _moved_to(left: str, words: Closed) -> Frame:
    """ "raise output to 40", "cut its forecast to 40": the nearest verb of moving, and what it moves."""
    for word in reversed(list(re.finditer(r"[\w'’-]+", left))[-15:]):
        if words.is_a(word[0].lower(), "move", "rise"):
            mood = mood_of_verb(left[: word.start()], word[0].lower(), words)
            if word[0].endswith("ing") and mood == "real" and words.is_a(word[0], "move") and _NOW.search(left[: word.start()]):  # fmt: skip
                mood = "planned"  # "is raising output to 40": it is not there yet
            elif word[0].endswith("ing") and mood == "real":
                mood = mood_around(left[max(0, word.start() - 60) : word.start()], words)
            return Frame("oblique", "rise", mood, words.object_head(left[word.end() :]) or words.head(left[: word.start()]))  # fmt: skip
    return _level(left, words)


def _level(left: str, words: Closed) -> Frame:
    """Where the subject's noun is known, the figure that it gets to is its own, by whatever verb: "the backlog stretches to 40"."""
    head = words.head(left)
    return Frame("oblique", "rise", mood_around(left, words), head) if head else Frame()


def mood_by(left: str, words: Closed) -> str:
    """The mood of the verb whose difference stands after "by"."""
    for word in reversed(list(re.finditer(r"[\w'’-]+", left))):
        if words.is_a(word[0].lower(), "move", "rise") or _BEATS.fullmatch(word[0].lower()):
            mood = mood_of_verb(left[: word.start()], word[0].lower(), words)
            doing = word[0].endswith("ing") and mood == "real"
            return (
                mood_around(left[max(0, word.start() - 90) : word.start()], words)
                if doing
                else mood
            )
    return mood_around(left[-60:], words)
