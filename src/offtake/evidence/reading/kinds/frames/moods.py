"""The mood of a verb in English, from the closed class of auxiliaries, and from what governs its "to": planned, due, able, promised."""

from __future__ import annotations

import re

from offtake.evidence.reading.kinds.frames.closed import Closed

AUX = r"(?:will|would|shall|should|must|can|could|(?-i:may)|might|is|are|was|were|be|been|being|has|have|had|to|not|also|now|already|still|then|soon|never|yet|since|\w+ly)"
_SHORT = re.compile(r"['’](ll|d|ve)(?= )", re.IGNORECASE)
_LONG = {"ll": " will", "d": " would", "ve": " have"}
_AUXILIARY = re.compile(rf"\b{AUX}\Z", re.IGNORECASE)
_TO_COME = re.compile(r"\b(?:will|would|shall|should)\b|['’]ll\b")
_ABLE = re.compile(r"\b(?:can|could)\b|^\W*(?:can|could)\b", re.IGNORECASE)
_ASKED = re.compile(r"^\W*(?:can|could)\b", re.IGNORECASE)
_JOINED = re.compile(
    r"^.*\b(to|will|would|can|could|must|should|may|might) (?:\w+ly )?(?!be\b)[a-z-]+\b[^;]*\b(?:and|or)(?: then| also)? $"
)
"""An auxiliary that two verbs share."""
_COUNTERFACTUAL = re.compile(
    r"\b(?:was|were) to have\b|\b(?:would|could|should|might) (?:\w+ly )?have\b(?! to\b)"
)
"""What would have been is not to come."""
_NEVER = re.compile(r"\b(?:not|never|cannot)\b|n['’]t\b", re.IGNORECASE)
_MAY = re.compile(r"\b(?:must|may|might)\b")
ENOUGH = re.compile(r"\b(?:able|enough|sufficient|ready|equipped|designed|built|sized|rated|licensed|capable|room|space|laid out)\b[^,;]{0,25}$|\bcapacity\s+$", re.IGNORECASE)  # fmt: skip
_VAIN = re.compile(r"\b(?:refus|fail|declin|stop|ceas|struggl|unable|need|have|has|had)\w*\s+$", re.IGNORECASE)  # fmt: skip
_BESIDE = re.compile(
    r"(?: (?:in|on|from|with|by|worth|for|of|at|last|this) (?!to\b)[^,;]{1,40}?)?\s*$",
    re.IGNORECASE,
)
"""What stands between a noun and its infinitive: "a contract in May to supply"."""
_SAID_TO = re.compile(r"\b(?:(?<!\bbe )(?<!\bis )(?<!are )(?<!was )(?<!ere )(?<!een )used|manag|beg[aiu]n|start|continu|tend|claim|think|thought|said|believ|know|report|estimat|seem|appear|alleg|turn(?:s|ed) out)\w*\s+$", re.IGNORECASE)  # fmt: skip
_BOUND_TO = re.compile(r"\b(?:is|are|was|were|due|set|likely|on (?:course|track)|about|poised)\s+$", re.IGNORECASE)  # fmt: skip
_DUE = re.compile(r"\b(?:due|set|is|are|was|were) to\b", re.IGNORECASE)
_ANY_VERB = re.compile(
    r"(?<![\w'’-])([a-z]+)(?! (?:with|by|of|on|in|at|from|and|as|was|were|is|are|had|has|have|will|would)\b)(?= )"
)
"""A word that may be a verb: "beat forecasts with a profit" forecasts nothing."""
_CEASED = re.compile(r"\b(?:stop|halt|ceas|quit|prevent|avoid|suspend|paus|end|without|instead of|rather than)\w* (?:\w+ly |it from |them from |from )?$")  # fmt: skip
"""What is no longer, or not, done: "stopped making 40"."""
_HIRED = re.compile(r"\b(?:is|was|were|been|are|being) (?:contracted|hired|commissioned|engaged|selected|chosen|picked|retained|tapped|signed(?: up)?|booked)\s+$|\bunder contract\s+$")  # fmt: skip
"""Who was hired to do something has a contract."""
_TALKS = re.compile(r"\b(?:talks|negotiations|discussions|bids?|efforts?|drive|push|campaign|moves?|race|proposals?|schemes?|program(?:me)?s?|projects?|initiatives?|desire|wish|intention|hope)\s+$", re.IGNORECASE)  # fmt: skip
"""What somebody is at, and has not done."""
_ENABLES = re.compile(
    r"(?<!will )(?<!would )(?<!to )\b(?:enables|allows|permits|lets) (?:[\w'’-]+ ){1,4}$"
)
"""What makes somebody able to do something."""
_LETS = re.compile(r"\b(let|lets|help|helps|helped) (?:the |its |their )?[\w'’-]+(?: [\w-]+)? $")
"""What stands before a verb in its base form: "lets the yard build 40"."""
_DECIDED = re.compile(r"\b(?:decid|opt|vot|resolv|approv)\w*\s+$", re.IGNORECASE)
"""What is given away once that is decided is promised; anything else is meant."""
_LOOKS = re.compile(r"\b(?:look(?:s|ed|ing)?|consider(?:s|ed|ing)?|weigh(?:s|ed|ing)?|mull(?:s|ed|ing)?|stud(?:ies|ied|ying)|talk(?:s|ed|ing)? (?:about|of)|think(?:s|ing)? (?:about|of)|propos(?:es|ed|ing)|aim(?:s|ed|ing)?|plan(?:s|ned|ning)?|recommend(?:s|ed|ing)?|suggest(?:s|ed|ing)?|advocat(?:es|ed|ing)|contemplat(?:es|ed|ing)|envisag(?:es|ed|ing)|foresees?|foresaw|anticipat(?:es|ed|ing)|discuss(?:es|ed|ing)?|close|closer|forward) (?:at |about |of |on |to )?$")  # fmt: skip
_KEEPS = re.compile(r"\b(?:keep|start|begin|continue|resume|go on|carry on)(?:s|ning)? $")
_AND_DOING = re.compile(r"\b[a-z]+ing (?:and|or)(?: also)? $")
_VERB_BEFORE = re.compile(r"\b(requir(?:e|es|ed)|involv(?:e|es|ed)|mean(?:s|t)?|includ(?:e|es|ed)|see|sees|saw|entail(?:s|ed)?|start(?:s|ed)?|begin|begins|began|resum(?:e|es|ed)|recommend(?:s|ed)?|risk(?:s|ed)?) $", re.IGNORECASE)  # fmt: skip
"""A verb whose object is the doing: "should require hiring 40"."""
_BY_DOING = re.compile(r"\bby (?:\w+ly |then |also )?$")
"""How something is done: "is to grow by adding 40"."""
_INTO = re.compile(r"\b(?:into|towards?) $")
_WANTS = re.compile(r"\b(?:wants?|aims?|hopes?|plans?|seeks?|intends?) ", re.IGNORECASE)
_ON_COURSE = re.compile(r"\bon (?:course|track) (?:for|to)\b", re.IGNORECASE)


def _auxiliaries(left: str) -> str:
    """The auxiliaries that end a text, each with the space behind it; from the last word back, since most verbs have none."""
    first = len(left)
    while left[first - 1 : first] == " ":
        begins = left.rfind(" ", 0, first - 1) + 1
        found = _AUXILIARY.search(left, begins, first - 1)
        if not found:
            break
        first = found.start()
        if first > begins:
            break
    return left[first:]


def mood_of(left: str, words: Closed) -> str:
    """The mood of a verb, from the auxiliaries, or the "to", that stand before it."""
    left = _SHORT.sub(lambda m: _LONG[m[1].lower()], left)
    chain = _auxiliaries(left)
    if _COUNTERFACTUAL.search(chain):
        return "vain"
    if _NEVER.search(chain):
        return "denied"
    if _MAY.search(chain):
        return "vain"
    if _ABLE.search(chain) or _ASKED.search(left):
        return "ability"
    if _TO_DO.search(chain.lower()):
        return _mood_of_to(
            left[: len(left) - len(chain)] + chain[: chain.lower().rfind("to ")], words
        )
    return "future" if _TO_COME.search(chain) else "real"


def mood_of_verb(left: str, verb: str, words: Closed) -> str:
    """The mood of a verb; one in its base form after "and" has the auxiliary of the verb before it ("to mill and bag 40")."""
    if verb.endswith("ing"):
        return _mood_of_doing(left, words)
    if left.endswith(" to ") and verb.split(" ")[0] in _RESULTS and (moved := _last_moved(left, words)):  # fmt: skip
        return mood_of(left[: moved.start()], words)  # "grew 5% to reach 40": it reached them
    if (let := _LETS.search(left)) and not verb.split(" ")[0].endswith(("s", "ed")):
        mood = mood_of(left[: let.start()], words)
        return "ability" if mood == "real" and let[1].startswith("let") else mood
    if verb.split(" ")[0].endswith(("s", "ed")) or not (joined := _JOINED.search(left)):
        return mood_of(left, words)
    return mood_of(left[: joined.end(1)] + " ", words)


_TO_DO = re.compile(r"\bto (?:\w+ )?$")
_RESULTS = ("reach", "hit", "total", "finish", "close", "stand", "settle", "end", "become")


def _last_moved(left: str, words: Closed) -> re.Match[str] | None:
    """The last verb of rising or falling before."""
    moved = [m for m in re.finditer(r"[\w'’-]+", left) if words.is_a(m[0].lower(), "rise")]
    return moved[-1] if moved else None


def _mood_of_to(governor: str, words: Closed) -> str:
    near = [
        words.class_of(w.lower())
        for w in re.findall(r"[\w'’-]+", governor)[-6:]
        if w.lower() not in ("project", "projects")
    ]
    if "promise" in near or words.has_head(governor[-40:], "pledge"):
        return "promise"
    if _DECIDED.search(governor):
        return "decided"
    if "order" in (words.head_at_end(governor), words.head_at_end(_BESIDE.sub("", governor))):
        return "order"
    if _HIRED.search(governor):
        return "order"
    if words.head_at_end(governor) == "target" or _TALKS.search(governor):
        return "planned"  # "a tender to buy", "a plan to make"
    if _ENABLES.search(governor):
        return "ability"
    if ENOUGH.search(governor):
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
        return "vain"
    return "ability" if _ABLE.search(governor) else "future"


def _mood_of_doing(left: str, words: Closed) -> str:
    """ "capable of making", "aims at making"; any other "making" is real."""
    if _CEASED.search(left):
        return "vain"
    if _INTO.search(left):
        return "future"
    if by := _BY_DOING.search(left):
        return mood_around(left[: by.start()][-160:], words)
    if beside := _AND_DOING.search(left):
        return mood_of(left[: beside.start()], words)
    if (first := _VERB_BEFORE.search(left)) and words.class_of(first[1].lower()) and not words.head_at_end(first[1]):  # fmt: skip
        return mood_of_verb(left[: first.start()], first[1].lower(), words)
    if _LOOKS.search(left):
        return "planned"
    if going := _KEEPS.search(left):
        return mood_of(left[: going.start()], words)
    governor = re.sub(r"\b(?:of|at|on|for|to)\s+$", "", left)
    mood = _mood_of_to(governor, words) if governor != left else mood_of(left, words)
    return mood if mood != "future" or governor == left else "real"


RATE = re.compile(r"\b(?:an?|per|each|every|the) (?:hour|day|week|month|quarter|year|minute|shift|annum)\b(?! ago)|\b(?:hourly|daily|weekly|monthly|quarterly|yearly|annually)\b|/(?:day|week|month|year|yr)\b")  # fmt: skip
"""What is being made at a rate is made."""
_GOES_ON = re.compile(r"(?:\b(?:is|are|am|was|were|be|been)|['’](?:s|re|m)) (?:(?:now|also|still|already|currently|not|\w+ly) )*$|\b(?:beg[aiu]n|begins|start|starts|started|resumed?|resumes) $")  # fmt: skip
LATER = re.compile(
    r"\b(?:next (?:year|month|week|spring|summer|autumn|fall|winter|quarter)|later this|from (?:next|20\d\d)|by (?:next|the end of|20\d\d)|by (?:Jan|Feb|Mar|Apr|May|June|July|Aug|Sep|Oct|Nov|Dec)\w*|over the (?:next|coming))\b"
)


_AT_ONCE = frozenset("opening launching adding creating exporting importing receiving getting handling carrying treating accepting shipping supplying producing turning churning generating yielding pumping seeing taking bringing putting accounting making".split())  # fmt: skip
"""What is done again and again, or at one stroke, is not under way."""


def going_on(left: str, verb: str, after: str, kind: str) -> str:
    """The mood of what goes on: under way ("is dyeing 40"), to be given ("is donating 40"), to come ("is opening 40 next year"); or ''."""
    if not _GOES_ON.search(left):
        return ""
    if kind == "give":
        return "future"
    if LATER.search(after):
        return "planned"
    return "" if verb.split(" ")[0] in _AT_ONCE else "under way"


def mood_around(text: str, words: Closed) -> str:
    """What is to come by the words of a text, where its verb is not known: "expects exports of 40", "will have a harvest of 40"."""
    if _intended(text, words) or _DUE.search(text):
        return "planned"
    return "future" if _TO_COME.search(text) else "real"


_PHRASAL = re.compile(r"\b(?:pencill?ed in|look(?:s|ed|ing) (?:for|to)|count(?:s|ed|ing) on|bet(?:s|ting)? on|lin(?:es|ed|ing) up|bank(?:s|ed|ing) on)\b")  # fmt: skip


def _intended(text: str, words: Closed) -> bool:
    """Whether somebody plans or expects; "the project" is a noun."""
    found = [m[1].lower() for m in _ANY_VERB.finditer(text)]
    if _PHRASAL.search(text):
        return True
    return any(w == "sees" or words.is_a(w, "intend") for w in found if not w.startswith("project") or w == "projected") or bool(_ON_COURSE.search(text))  # fmt: skip
