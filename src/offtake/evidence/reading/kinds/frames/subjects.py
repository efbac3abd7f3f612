"""A figure that opens its clause, in English: what is done to it, whether it comes or slips, what it can, or whom it counts."""

from __future__ import annotations

import re

from offtake.evidence.reading.kinds.frames.closed import Closed
from offtake.evidence.reading.kinds.frames.frame import Frame
from offtake.evidence.reading.kinds.frames.moods import AUX, RATE, mood_of

_PART = r"(?: (?P<part>in|out|up|off|over|on|back|away|down)\b)?"
_PASSIVE = re.compile(rf"^(?: (?!(?:as|when|if|that|which|who|while|but|because|than|is|are|was|were|has|have|had|will|would|can|could|may|must)\b)[\w'’-]+(?:[.,]\d+)*){{0,10}}? (?P<aux>(?:{AUX} )*(?:is|are|was|were|be|been|being) )(?:(?:now|already|also|still|so far|\w+ly|being|ever|not) )*(?P<verb>[a-z-]+(?:ed|en|wn|lt|nt|ut|ught|un|ade|old|one|ound|et|aid|eft|ast|ld|ost|ung|ept|uck|orn|ug|eard|urt|hit))\b{_PART}")  # fmt: skip
_TO_DO = re.compile(r" to (?:\w+ly )?(?!be\b)([a-z-]+)")
"""What a subject is expected to do: "seven makers are expected to spend"."""
DONE = re.compile(
    r" ([a-z]+(?:ed|en|wn|lt|nt|ught|ade)|laid|sold)\b(?! by (?:\d|January|February|March|April|May|June|July|August|September|October|November|December|next|then|the end|mid|early|late|year|end)\b)"
)
"""A participle right after the figure: "the 40 shells promised"."""
_WORD = re.compile(r"(?<= )[a-z][a-z-]*")
_PARTITIVE = re.compile(
    r"^ of (?:the|its|their|his|her|our|these|those|all|[\w-]+['’]s?) (?:[\w.,-]+ ){0,4}?(?:[a-z][\w-]*s|aircraft|people)(?: (?:it|they) [a-z]+(?:ed|s)| (?:promised|ordered|pledged|planned|announced))?\b"
)
"""The whole of which a figure is a part: "four of the ten ferries it ordered"."""
_POSSIBLE = re.compile(
    r"^(?: (?:a|per|each) \w+)? (?:is|are|was|were|would be) (?:\w+ly )?(?:possible|feasible)\b"
)
_IS_DUE = re.compile(r"^ due (?:out|back|in|by|on|at|next|this|from|before|for)\b|^(?:, |,? [\w-]+ ){0,3}? ?(?:is|are|was|were|ha(?:s|ve|d) been) (?:in the pipeline\b|(?:due|expected|scheduled|slated|planned) (?:out|back|in|by|on|at|next|this|from|before|for)\b)")  # fmt: skip
_COMING = re.compile(r"^(?: [\w'’-]+){0,3}? (?:coming|arriving|landing) (?:[\w-]+ ){0,3}?(?:(?:in|on|by) (?:(?:Jan|Feb|Mar|Apr|May|June|July|Aug|Sept|Oct|Nov|Dec|20\d)\w*|early|late|mid|the (?:spring|summer|autumn|winter))|this|next|later)\b")  # fmt: skip
"""What comes at a time that is told: "the bolts coming in May"."""
_READY = re.compile(rf"^(?: [\w'’-]+){{0,4}}? (?P<aux>(?:{AUX} )+)(?:ready|available|complete|operational|in (?:service|operation|use)|online|up and running|on stream)\b")  # fmt: skip
_ARE_TO = re.compile(r"^(?: (?!(?:and|or|but|which|who|that|while)\b)[\w'’-]+){0,8}? (?:is|are|was|were) (?:due |set |about |expected |likely |scheduled |slated |planned |poised )?to (?P<be>be )?(?P<verb>[a-z]+)\b")  # fmt: skip
_INTRANSITIVE = "go come follow open close disappear start begin arrive leave remain stay move return vanish emerge appear debut".split()  # fmt: skip
"""What a subject does that does nothing to anything: "40 posts are to go"."""
_NEXT = re.compile(
    r"\b(?:next (?:year|month|week|spring|summer|autumn|fall|winter|quarter)|later this)\b"
)
_OPENED = ("open", "opens", "opened", "launched", "reopened", "started")
_ALONE = re.compile(r"(?: (?:in|on|at|by|last|this|since|so|already|and|for|across|over|within|during|early|late)\b|[.,;]|$)")  # fmt: skip
"""What follows a verb that has no object: "40 lines opened in May"."""
_ACTIVE = ("agreed", "vowed", "undertaken", "committed")
"""What people agreed to do is not what was agreed."""
_NOT_ACTING = ("come", "slip", "reach", "rise")


def done_of(after: str) -> re.Match[str] | None:
    """The participle right after a figure, where it is none of what people did: "40 towns agreed to"."""
    done = DONE.match(after)
    active = done and done[1] in _ACTIVE and after.startswith((" to ", " that "), done.end())
    return None if active else done


def of_subject(after: str, words: Closed) -> Frame:
    """A figure that opens its clause: what is done to it, whether it comes or slips, what it can."""
    after = _PARTITIVE.sub("", after)
    if done := done_of(after):
        kind = words.class_of(done[1])
        if kind == "announce":
            return Frame("object", "announce")
        if kind in ("make", "give", "buy", "promise"):
            return Frame("subject", kind)
        if not kind and done[1].endswith("ed") and not after[done.end() :].strip(' .”“"'):
            return Frame("subject", "do")  # "40 bolts dyed"
    if _POSSIBLE.match(after):
        return Frame("subject", "make", "ability")
    if _IS_DUE.match(after) or _COMING.match(after):
        return Frame("subject", "come", "planned")
    if ready := _READY.match(after):
        mood = mood_of(ready["aux"], words)
        there = mood == "denied" or ("available" in ready[0] and mood == "real")
        return Frame("subject", "rest" if there else "come", mood)
    if passive := _PASSIVE.match(after):
        both = f"{passive['verb']} {passive['part']}"
        kind = words.class_of(both) or words.class_of(passive["verb"]) or "do"
        if kind == "intend":
            to = _TO_DO.match(after[passive.end() :])
            does = to and words.class_of(to[1]) not in (*_NOT_ACTING, "")
            return Frame("agent") if does else Frame("subject", kind, "planned")
        mood = mood_of(passive["aux"], words)
        if "being" in passive[0].split() and kind not in ("buy", "promise") and not RATE.search(after):  # fmt: skip
            mood = "future" if kind == "give" else "under way"
        return Frame("subject", kind, mood)
    if (to := _ARE_TO.match(after)) and (to["be"] or to["verb"] in _INTRANSITIVE):
        return Frame("subject", words.class_of(to["verb"]) or "do", "planned")
    for active in list(_WORD.finditer(after))[:7]:
        verb = words.longest_at(
            after, active
        )  # "went into service"; "lead times have come down" is no coming
        kind = next((k for k in ("come", "slip", "make", "give") if words.is_a(verb, k)), "")
        mood = mood_of(after[: active.start()], words)
        if (
            kind == "come"
            and mood == "real"
            and _NEXT.search(after)
            and not active[0].endswith("ed")
        ):
            mood = "planned"
        if kind == "make" and verb.split(" ")[0] in _OPENED and _ALONE.match(after, active.end()):
            kind = "come"
        if kind in ("come", "slip"):
            return Frame("subject", kind, mood)
    return Frame("agent")
