"""The frame of a figure in English, without a parser: how verb phrases are built (Quirk et al., A Comprehensive Grammar, ch. 3-4).

The closed classes (auxiliaries, prepositions, determiners) say where verb and figure stand, whatever the trade: what stands
before a number, after a subject, is a verb.  Doing is the open class, so it is the default: yards launch, mills grind, clinics treat.
"""

from __future__ import annotations

import re

from offtake.evidence.reading.kinds.closed import Closed
from offtake.evidence.reading.kinds.frame import Frame

_SLACK = r"(?:about|some|around|roughly|nearly|almost|over|under|at (?:least|most)|between|(?:more|less|fewer) than|(?:as (?:many|much) as)|up to|no (?:more|fewer) than|(?:a )?(?:maximum|minimum)(?: of)?|approximately|the equivalent of|the tune of|a total of|a rate of|a level of|only|just|well|barely|close to|upwards of|the|its|their|his|her|our|these|those|all|both|an?|another|further|additional|extra|new|first|last|next|record|estimated|total(?: of)?|average(?: of)?|other|remaining|[a-z]+ly)"
_BEFORE = re.compile(rf"(?:(?<=\s)|^){_SLACK}\s+$", re.IGNORECASE)
_LAST = re.compile(r"([\w'’-]+)\s+$")
_PARTICLE = set("in out up off on over away back down through around".split())
_PREPOSITIONS = set("of to at by from for with in on into across via per against between among within since until under above below than as without during after before despite including".split())  # fmt: skip
_DETERMINERS = set("the a an its their his her our my your this that these those each every any no".split())  # fmt: skip
_NO_VERB = set("and or but that which who while if as when where there it he she they we you i not whether because so".split())  # fmt: skip
_BE = {"is", "are", "was", "were", "be", "been", "being", "’s", "'s"}
_HAVE = {"has", "have", "had", "having"}
_AUX = r"(?:will|would|shall|should|must|can|could|may|might|is|are|was|were|be|been|being|has|have|had|to|not|also|now|already|still|then|soon|never|yet|since|\w+ly)"
_AUXES = re.compile(rf"((?:\b{_AUX} )*)$", re.IGNORECASE)
_PART = r"(?: (?P<part>in|out|up|off|over|on|back|away|down)\b)?"
_PASSIVE = re.compile(rf"^(?: [\w'’-]+){{0,6}}? (?P<aux>(?:{_AUX} )*(?:is|are|was|were|be|been|being) )(?:(?:now|already|also|still|so far|\w+ly|being|ever|not) )*(?P<verb>[a-z-]+(?:ed|en|wn|lt|nt|ut|ught|un|ade|old|one|ound|et|aid|eft|ast|ld))\b{_PART}")  # fmt: skip
_TO_DO = re.compile(r" to (?:\w+ly )?(?!be\b)([a-z-]+)")
"""What a subject is expected to do: "seven makers are expected to spend"."""
_DONE = re.compile(r" ([a-z]+(?:ed|en|wn|lt|nt|ught|ade))\b(?! by\b)")
"""A participle right after the figure: "the 40 shells promised"."""
_WORD = re.compile(r"(?<= )[a-z][a-z-]*")
_PARTITIVE = re.compile(
    r"^ of (?:the|its|their|his|her|our|these|those|all|[\w-]+['’]s?) (?:[\w.,-]+ ){0,4}?(?:[a-z][\w-]*s|aircraft|people)(?: (?:it|they) [a-z]+(?:ed|s)| (?:promised|ordered|pledged|planned|announced))?\b"
)
"""The whole of which a figure is a part: "four of the ten ferries it ordered"."""
_ACTS = re.compile(
    rf"^(?: (?:of|from|for|in|with|at) (?:the |its )?[\w'’-]+| [\w'’-]+){{0,4}}? (?P<aux>(?:{_AUX} )*(?:will|would|can|could|has|have|had|may|might|must|should|to) (?:{_AUX} )*)(?P<verb>(?!be\b|been\b|being\b)[a-z-]+)(?= (?:the|a|an|its|their|his|her|our|more|about|some|up|\d|[a-z]+ )|$)"
)
"""A subject that does something to something: "80 turbines will light the town"."""
_ACTED = re.compile(
    r"^(?: [a-z-]+){0,2}? ([a-z]+ed)(?= (?:the|a|an|its|their|more|about|orders|contracts|\d|[$€£])(?:\b|\d))"
)
"""A subject with a verb in the past and its object: "nine yards shared orders"."""
_RELATIVE = re.compile(rf"^ (?:(?:that|which) )?(?:it|they|we|he|she|the [\w-]+|[A-Z][\w-]+(?: [A-Z][\w-]+)?|analysts|economists|investors|forecasters) (?:(?P<today>ha(?:s|ve|d) (?:today|now|currently|at present))|(?P<aux>(?:{_AUX} )*)(?P<verb>[a-z]+))\b")  # fmt: skip
_HOPED = re.compile(
    r"^(?: (?:in|of) [\w-]+| (?!than|as|more|less|fewer|higher|lower)[\w-]+){0,2} ([a-z]+ed|forecast|sought|foreseen)\b(?! (?:to|a|an|the|its|that|\d|[$€£]))"
)
"""A participle after the figure and its noun: "the 910m euro profit expected by analysts"."""
_TO_WHOM = re.compile(r"\b([a-z]+) (?:the|its|their|our|his|her)\s+$", re.IGNORECASE)
"""Verb and article before somebody to whom: "sent the army 40 guns"."""
_DOUBLES = re.compile(r"(?:doubl|tripl|treb?l|quadrupl|halv)(?:e|ing)$", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"[ -](?:[a-z-]+ ){0,2}?(?P<noun>targets?|goal|quota|increase|rise|growth|drop|fall|decline|cut|jump|gain|hike|reduction|stake|margin)\b(?! (?:by|to)\b)")  # fmt: skip
"""The noun that a figure stands before: "the 2 per cent target", "a 5% increase"."""
_THAN = re.compile(r" (?:fewer|less)\b| more (?!or )(?:[\w'’-]+ ){0,6}than\b")
"""A difference: "40 fewer homes", "40 more homes than in May"."""
_ARTICLE = re.compile(r"\b(?:of|for)(?: an?)?\s*$")
_OF_ORDERS = re.compile(r" (?:worth )?(?:of|in) (?:[a-z-]+ ){0,3}(?:orders|contracts)\b")
_TO_COME = re.compile(r"\b(?:will|would|shall|['’]ll)\b", re.IGNORECASE)
_ABLE = re.compile(r"\b(?:can|could)\b|^\W*(?:can|could)\b", re.IGNORECASE)
_ASKED = re.compile(r"^\W*(?:can|could)\b", re.IGNORECASE)
_JOINED = re.compile(
    r"^.*\b(to|will|would|can|could|must|should|may|might) (?:\w+ly )?(?!be\b)[a-z-]+\b[^;]*\b(?:and|or)(?: then| also)? $"
)
"""An auxiliary that two verbs share."""
_NEVER = re.compile(r"\b(?:not|never|cannot)\b|n['’]t\b", re.IGNORECASE)
_MAY = re.compile(r"\b(?:must|should|may|might)\b", re.IGNORECASE)
_ENOUGH = re.compile(r"\b(?:able|enough|sufficient|ready|equipped|designed|built|sized|rated|licensed|capable|room|space|laid out)\b[^,;]{0,25}$|\bcapacity\s+$", re.IGNORECASE)  # fmt: skip
_OWN_WORD = re.compile(r"\b(?:we|I)(?: will|['’]ll) (?:\w+ly )?$", re.IGNORECASE)
_VAIN = re.compile(r"\b(?:refus|fail|declin|stop|ceas|struggl|unable|used|need|have|has|had)\w*\s+$", re.IGNORECASE)  # fmt: skip
_BESIDE = re.compile(
    r"(?: (?:in|on|from|with|by|worth|for|of|at|last|this) (?!to\b)[^,;]{1,40}?)?\s*$",
    re.IGNORECASE,
)
"""What stands between a noun and its infinitive: "a contract in May to supply"."""
_SAID_TO = re.compile(r"\b(?:claim|think|thought|said|believ|know|report|estimat|seem|appear|alleg|turn(?:s|ed) out)\w*\s+$", re.IGNORECASE)  # fmt: skip
_BOUND_TO = re.compile(r"\b(?:is|are|was|were|due|set|likely|on (?:course|track)|about|poised)\s+$", re.IGNORECASE)  # fmt: skip
_DUE = re.compile(r"\b(?:due|set|is|are|was|were) to\b", re.IGNORECASE)
_ANY_VERB = re.compile(
    r"(?<![\w'’-])([a-z]+)(?! (?:with|by|of|on|in|at|from|and|as|was|were|is|are|had|has|have|will|would)\b)(?=[ ,])"
)
"""A word that may be a verb: "beat forecasts with a profit" forecasts nothing."""
_WANTS = re.compile(r"\b(?:wants?|aims?|hopes?|plans?|seeks?|intends?) ", re.IGNORECASE)
_ON_COURSE = re.compile(r"\bon (?:course|track) (?:for|to)\b", re.IGNORECASE)
_COVERS = re.compile(r"(?:cover|includ|compris|provid|guarante|oblig|foresee|secur)\w*", re.IGNORECASE)  # fmt: skip


def english(text: str, start: int, end: int, words: Closed) -> Frame:
    """The frame of the figure at `start` to `end` of an English clause."""
    before, after = _without_slack(text[:start]), text[end:]
    if (told := _RELATIVE.match(after)) and (frame := _of_relative(told, words)):
        return frame
    if (hoped := _HOPED.match(after)) and words.is_a(hoped[1], "intend"):
        return Frame("object", "intend", "planned")
    if _DOUBLES.match(text[start:end]):
        return Frame("verb", "move", _mood(before, words))
    if _OF_ORDERS.match(after):
        return Frame("attribute", "", "real", "order")
    last = _LAST.search(before)
    if attribute := _ATTRIBUTE.match(after):
        if words.head_at_end(_ARTICLE.sub("", before)) == "target":
            return Frame("attribute", "", "real", "target")
        mood = _mood(before[: last.start()], words) if last else "real"
        return Frame("attribute", "", mood, words.head_at_end(attribute["noun"]))
    if _THAN.match(after) or " fewer " in text[start:end]:
        return Frame("by", "rise", _mood(before[: last.start()], words) if last else "real")
    if before.rstrip().endswith(":"):
        return Frame("complement", "reach", "real", words.head(before))
    if last is None or before.rstrip()[-1:] in ',;“„«("':
        return _of_subject(after, words)
    word, left = last[1].lower(), before[: last.start()]
    if word in _BE:
        return Frame("complement", "reach", _mood(left, words), words.head(left))
    if word in _HAVE:
        return Frame("object", "rest", _mood(left, words))
    if word == "of":
        return _of_head(left, after, words, owned=bool(_OWNED.search(text[:start])))
    if word in ("up", "down") and re.search(
        r"(?:^|[,;(]|\b(?:is|are|was|were|last|still|now|also))\s*$", left
    ):
        return Frame("by", "rise")
    if word in _PARTICLE and (verb := _LAST.search(left)):
        both = f"{verb[1]} {word}".lower()
        if words.class_of(both) or (_like_a_verb(verb[1]) and (word == "in" or word not in _PREPOSITIONS) and not words.class_of(verb[1].lower())):  # fmt: skip
            return _object(left[: verb.start()], both, words)
    if word in _PREPOSITIONS and word != "including" and not before.rstrip().endswith("such as"):
        return _oblique(left, word, words)
    if word in ("including", "namely", "like") or before.rstrip().endswith("such as"):
        return _included(left, words)
    if word in ("and", "or"):
        return _beside(left, after, words)
    if word in _NO_VERB:
        return _of_subject(after, words)
    if words.speech.fullmatch(word):
        own = _of_subject(after, words)
        return own if own.verb or not words.class_of(word) else _object(left, word, words)
    if last[1][0].isupper() or re.fullmatch(r"\w+['’]s?", last[1]) or word.isdigit():
        return _past_a_name(before, after, words)
    if (past := _TO_WHOM.search(left)) and words.is_a(past[1].lower(), "give", "make", "buy", "rest", "spend") and not words.class_of(word):  # fmt: skip
        return _object(left[: past.start()], past[1].lower(), words)
    return _object(left, word, words)


def _without_slack(before: str) -> str:
    while slack := _BEFORE.search(before):
        before = before[: slack.start()]
    return before


def _like_a_verb(word: str) -> bool:
    return word.islower() and word not in _PREPOSITIONS | _NO_VERB | _DETERMINERS | _BE | _HAVE


def _mood(left: str, words: Closed) -> str:
    """The mood of a verb, from the auxiliaries, or the "to", that stand before it."""
    aux = _AUXES.search(left)
    chain = aux[1] if aux else ""
    if _NEVER.search(chain):
        return "denied"
    if _MAY.search(chain):
        return "duty"
    if _ABLE.search(chain) or _ASKED.search(left):
        return "ability"
    if re.search(r"\bto (?:\w+ )?$", chain):
        return _mood_of_to(left[: len(left) - len(chain)] + chain[: chain.rfind("to ")], words)
    return "future" if _TO_COME.search(chain) else "real"


def _mood_of_verb(left: str, verb: str, words: Closed) -> str:
    """The mood of a verb; one in its base form after "and" has the auxiliary of the verb before it ("to mill and bag 40")."""
    if verb.endswith("ing"):
        return _mood_of_doing(left, words)
    if verb.split(" ")[0].endswith(("s", "ed")) or not (joined := _JOINED.search(left)):
        return _mood(left, words)
    return _mood(left[: joined.end(1)] + " ", words)


def _mood_of_to(governor: str, words: Closed) -> str:
    near = [
        words.class_of(w.lower())
        for w in re.findall(r"[\w'’-]+", governor)[-6:]
        if w.lower() not in ("project", "projects")
    ]
    if "promise" in near:
        return "promise"
    if "order" in (words.head_at_end(governor), words.head_at_end(_BESIDE.sub("", governor))):
        return "order"
    if _ENOUGH.search(governor):
        return (
            "planned"
            if _WANTS.search(governor)
            else "future"
            if _TO_COME.search(governor)
            else "ability"
        )
    if "intend" in near or _BOUND_TO.search(governor):
        return "planned"
    if _SAID_TO.search(governor):
        return "real"
    if _VAIN.search(governor):
        return "duty"
    return "ability" if _ABLE.search(governor) else "future"


def _mood_of_doing(left: str, words: Closed) -> str:
    """ "capable of making", "aims at making"; any other "making" is real."""
    governor = re.sub(r"\b(?:of|at|on|for)\s+$", "", left)
    mood = _mood_of_to(governor, words) if governor != left else _mood(left, words)
    return mood if mood != "future" or governor == left else "real"


def _object(left: str, verb: str, words: Closed) -> Frame:
    kind = words.class_of(verb) or ("do" if " " in verb or _acts(verb, left) else "")
    mood = _mood_of_verb(left, verb, words)
    if _OWN_WORD.search(left) and (kind == "buy" or verb in ("give", "pay", "sign", "send", "donate")):  # fmt: skip
        return Frame("object", "promise")
    if kind == "intend" and mood == "real":
        mood = "planned"
    if (kind == "rise" or words.is_a(verb, "rise")) and verb not in (
        "grow",
        "grows",
        "grew",
        "expand",
        "expands",
        "expanded",
        "contract",
    ):
        return Frame("by", "rise", mood)
    if kind in ("reach", "rise"):
        return Frame("complement", kind, mood, words.head(left))
    head = words.head(left) if _COVERS.fullmatch(verb) else ""
    head = head if head in ("order", "pledge") else ""
    return Frame("object" if kind else "", kind, mood, head)


def _acts(word: str, left: str) -> bool:
    """Whether a word that is in no list stands where a verb does: after a subject, and not as its noun."""
    if word.endswith("ing"):
        return bool(re.search(r"\b(?:is|are|was|were|been|be) (?:\w+ )?$", left))
    earlier = _LAST.search(left)
    if earlier is None:
        return False
    return earlier[1].lower() == "to" or earlier[1].lower() not in _PREPOSITIONS | _DETERMINERS


def _of_subject(after: str, words: Closed) -> Frame:
    """A figure that opens its clause: what is done to it, whether it comes or slips, what it can."""
    after = _PARTITIVE.sub("", after)
    if (acts := _ACTED.match(after)) and not words.is_a(acts[1], "come", "slip", "reach", "rise"):
        return Frame("agent", "do")
    if done := _DONE.match(after):
        kind = words.class_of(done[1])
        if kind in ("make", "give", "buy", "promise"):
            return Frame("subject", kind)
    if passive := _PASSIVE.match(after):
        both = f"{passive['verb']} {passive['part']}"
        kind = words.class_of(both) or words.class_of(passive["verb"]) or "do"
        if kind == "intend":
            to = _TO_DO.match(after[passive.end() :])
            does = to and words.class_of(to[1]) not in ("come", "slip", "reach", "rise", "")
            return Frame("agent") if does else Frame("subject", kind, "planned")
        mood = "duty" if "being" in passive[0].split() else _mood(passive["aux"], words)
        return Frame("subject", kind, mood)
    for active in list(_WORD.finditer(after))[:7]:
        kind = next((k for k in ("come", "slip", "make", "give") if words.is_a(active[0], k)), "")
        mood = _mood(after[: active.start()], words)
        if kind in ("come", "slip") or (kind in ("make", "give") and mood == "ability"):
            return Frame("subject", kind, mood)
    if (acts := _ACTS.match(after)) and not words.is_a(
        acts["verb"], "come", "slip", "reach", "rise"
    ):
        return Frame("agent", "do")
    return Frame("agent")


_BARE = (re.compile(r"([\w-]+) [\w-]+s\s*$"), re.compile(r"([\w-]+) [\w-]+ [\w-]+s\s*$"))
"""A verb before a bare plural: "guarantee loans of 40"."""
_COST = re.compile(r"\b(?:costs?|prices?|value|worth|investments?|budget|bill|way|number|list)\s*$")
_OWNED = re.compile(r"\b(?:its|their|his|her|our) (?:[\w-]+ )?$")
_COUNT = re.compile(
    r"(?:\d|\b(?:two|three|four|five|six|seven|eight|nine|ten|half|third|most|many|some))\s*$",
    re.IGNORECASE,
)
"""What stands before "of its 500 stores": the figure that matters; the 500 are the whole."""


def _of_head(left: str, after: str, words: Closed, owned: bool = False) -> Frame:
    """ "a harvest of 40"; of "a batch of 40" it is the verb before the batch that counts."""
    if head := words.head_at_end(left):
        return Frame("oblique", "", _mood_of_head(left, words), head)
    if _COUNT.search(left) and owned:
        return Frame("part")
    if (done := _DONE.match(after)) and (kind := words.class_of(done[1])) in (
        "make",
        "buy",
        "promise",
    ):
        return Frame("object", kind)
    if re.search(r"\bone\s*$", left):
        return Frame("part")
    phrase = re.search(r"\b(?:an?|the|its|their|one)(?: [\w-]+){1,3}\s*$", left)
    if phrase and re.search(r"\b(?:in|from|of|across|throughout) $", left[: phrase.start()]):
        return Frame("part")
    if phrase and (verb := _LAST.search(left[: phrase.start()])) and _like_a_verb(verb[1]):
        if words.speech.fullmatch(verb[1].lower()):
            return Frame()
        return _object(left[: verb.start()], verb[1].lower(), words)
    for bare in (m for p in _BARE if (m := p.search(left)) and words.class_of(m[1].lower())):
        return _object(left[: bare.start()], bare[1].lower(), words)
    if not _COST.search(left) and _mood_of_head(left, words) == "planned":
        return Frame("oblique", "intend", "planned")
    return Frame()


def _mood_of_head(left: str, words: Closed) -> str:
    """ "expects exports of 40", "will have a harvest of 40" are to come."""
    near = left[-60:]
    if _intended(near, words) or _DUE.search(near):
        return "planned"
    return "future" if _TO_COME.search(near) else "real"


_SOLD = re.compile(
    r"\b(?:sells?|sold|selling|buys?|bought) (?:an?|each|one|every) [\w -]{2,40}$", re.IGNORECASE
)
"""One of something is sold: what stands after "for" is its price."""
_TO_FIGURE = re.compile(r"\bto [^ ]*\d[^,;]{0,40} from\s*$|\bto [^ ]*\d[^,;]{0,40}$")


def _oblique(left: str, preposition: str, words: Closed) -> Frame:
    """After "to", "by", "at", "for": the noun that moved there, by how much, what it was sold for, what there is room for."""
    verb = _LAST.search(left)
    word = verb[1].lower() if verb else ""
    kind = words.class_of(f"{word} {preposition}") or words.class_of(word)
    mood = _mood(left[: verb.start()], words) if verb else "real"
    if preposition == "with" and (verbs := words.verbs_in(left)) and verbs[-1][1] == "make":
        return Frame("object", "make", _mood(left[: verbs[-1][0]], words))
    if preposition in ("by", "with"):
        moving = any(words.is_a(w.lower(), "move", "rise") for w in re.findall(r"[\w'’-]+", left)[-11:])  # fmt: skip
        return Frame("by", "rise", _mood_by(left, words)) if moving else Frame()
    if kind == "limit" and preposition in ("to", "at"):
        return Frame("oblique", "seat", mood)
    if preposition == "for" and kind == "intend":
        return Frame("oblique", "intend", "planned")
    if preposition in ("for", "at") and (kind == "sell" or _SOLD.search(left)):
        return Frame("oblique", "sell", mood)
    if preposition in ("for", "on"):
        if preposition == "for" and _ENOUGH.search(left):
            return Frame("oblique", "", "ability")
        head = words.head(left) if word in _BE else words.head_at_end(left)
        return Frame("oblique", "buy" if kind == "buy" else "", "real", head if head in ("order", "capacity", "target") else "")  # fmt: skip
    if preposition in ("to", "at", "from", "into") and (kind in ("rise", "move", "reach", "rest", "come", "intend") or word in _BE):  # fmt: skip
        return Frame("oblique", "rise", "planned" if kind == "intend" else mood, words.head(left))
    if preposition in ("to", "from", "into"):
        from_figure = bool(_TO_FIGURE.search(left)) or words.is_a(word, "move", "rise")
        return _moved_to(left, words) if preposition != "from" or from_figure else Frame()
    return _level(left, words) if preposition == "at" else Frame()


def _moved_to(left: str, words: Closed) -> Frame:
    """ "raise output to 40", "cut its forecast to 40": the nearest verb of moving, and what it moves."""
    for word in reversed(list(re.finditer(r"[\w'’-]+", left))[-11:]):
        if words.is_a(word[0].lower(), "move", "rise"):
            mood = _mood_of_verb(left[: word.start()], word[0].lower(), words)
            return Frame("oblique", "rise", mood, words.head(left[word.end() :]) or words.head(left[: word.start()]))  # fmt: skip
    return _level(left, words)


def _level(left: str, words: Closed) -> Frame:
    """Where the subject's noun is known, the figure that it gets to is its own, by whatever verb: "the backlog stretches to 40"."""
    head = words.head(left)
    return Frame("oblique", "rise", _mood_of_clause(left, words), head) if head else Frame()


def _mood_of_clause(left: str, words: Closed) -> str:
    """The mood of a clause whose verb is not known: from an auxiliary or an intention anywhere before the figure."""
    if _intended(left, words) or re.search(r"\b(?:is|are|due|set|likely) to\b", left):
        return "planned"
    return "future" if _TO_COME.search(left) else "real"


def main_mood(before: str, words: Closed) -> str:
    """The mood of the main clause, for a clause of participles behind it: only what is to come is handed on."""
    last = before[-90:]
    return (
        "planned"
        if _intended(last, words) or _DUE.search(last)
        else "future"
        if _TO_COME.search(last)
        else "real"
    )


def _intended(text: str, words: Closed) -> bool:
    """Whether somebody plans or expects; "the project" is a noun."""
    found = [m[1].lower() for m in _ANY_VERB.finditer(text)]
    return any(w == "sees" or words.is_a(w, "intend") for w in found if not w.startswith("project") or w == "projected") or bool(_ON_COURSE.search(text))  # fmt: skip


def _mood_by(left: str, words: Closed) -> str:
    for word in reversed(list(re.finditer(r"[\w'’-]+", left))):
        if words.is_a(word[0].lower(), "move", "rise"):
            mood = _mood_of_verb(left[: word.start()], word[0].lower(), words)
            doing = word[0].endswith("ing") and mood == "real"
            return main_mood(left[: word.start()], words) if doing else mood
    return "real"


def _beside(left: str, after: str, words: Closed) -> Frame:
    """ "three lines and 40 presses": what governs the first governs the second, unless a verb of its own follows."""
    own = _of_subject(after, words)
    verbs = words.verbs_in(left)
    if own.verb or not verbs:
        return own
    at, kind = verbs[-1]
    mood = "planned" if kind == "intend" else _mood(left[:at], words)
    return (
        Frame("object", kind, mood)
        if kind in ("make", "give", "buy", "promise", "intend")
        else Frame()
    )


def _included(left: str, words: Closed) -> Frame:
    """ "plans further wards, including two at York": the verb that governs the whole governs its part."""
    verbs = words.verbs_in(left)
    if not verbs:
        return Frame()
    at, kind = verbs[-1]
    mood = "planned" if kind == "intend" else _mood(left[:at], words)
    return (
        Frame("object", kind, mood)
        if kind in ("make", "give", "buy", "promise", "intend")
        else Frame()
    )


def _of_relative(told: re.Match[str], words: Closed) -> Frame | None:
    """ "the shells it pledged", "the 40 it makes", "the 40 it has today": the clause that follows says what they are."""
    kind = "make" if told["today"] else words.class_of(told["verb"])
    mood = _mood(told["aux"] or "", words)
    if kind == "intend" or told["verb"] == "looking":
        return Frame("object", "intend", "planned")
    return Frame("object", kind, mood) if kind in ("make", "give", "buy", "promise", "rest", "move", "use") else None  # fmt: skip


def _past_a_name(before: str, after: str, words: Closed) -> Frame:
    """A name before the figure: "sent Kyiv 40 guns"; else the figure is a subject."""
    tokens = before.split()
    for back in range(2, min(4, len(tokens) + 1)):
        if words.class_of(tokens[-back].lower()) in ("make", "give", "buy", "intend"):
            return _object(" ".join(tokens[:-back]) + " ", tokens[-back].lower(), words)
    return _of_subject(after, words)
