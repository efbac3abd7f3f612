"""How a sum of money stands to the world, in English: granted by the public, the worth of an order, the cost of what is planned.

By construction, whatever parses the sentence: who pays (`payers.py`), by what verb, in what mood; what the sum is a sum of.
"""

from __future__ import annotations

import re

from offtake.evidence.reading.kinds.frames.closed import Closed
from offtake.evidence.reading.kinds.frames.frame import COMING
from offtake.evidence.reading.kinds.frames.moods import mood_of, mood_of_verb
from offtake.evidence.reading.kinds.sorts.payers import Payers

_GIFT = r"(?:grants?|subsid(?:y|ies)|bail-?outs?|(?:state|public|federal|rescue|aid|support|emergency|military) (?:aid|support|money|funding|packages?|loans?|guarantees?)|funding|aid|stimulus)"
_OF_A_GIFT = re.compile(rf"\b{_GIFT}(?:,? (?:of|worth|totall?ing|amounting to|valued at)|:)(?: [a-z]+){{0,4}} $", re.IGNORECASE)  # fmt: skip
_IN_GIFTS = re.compile(rf"^(?:,? (?:worth )?(?:in|of)(?: [\w-]+){{0,3}}?| (?:[\w-]+ ){{0,2}}?| ){_GIFT}\b", re.IGNORECASE)  # fmt: skip
_PUBLIC_GIFT = re.compile(r"^ (?:worth )?(?:in|of) (?:[\w-]+ )?(?:EU|state|public|federal|government|council|municipal|regional|taxpayers?['’]?|national|Union) (?:aid|money|funding|funds|cash|support|grants?|subsid(?:y|ies)|loans?|help)\b")  # fmt: skip
_DONE_BY = re.compile(r"\b[a-z]+(?:ed|en|nt|ade) by\b")
_TOTAL = re.compile(r"\b(?:funding|support|aid|subsidies|grants|commitments|assistance)\b(?: [\w-]+){0,6}? (?:to|at|of|reach\w*|comes to|stands at)(?: [a-z]+){0,3} $")  # fmt: skip
_SCHEME = re.compile(r"\b(?:under|through|from|by) (?:the|this|that|its|a) (?:[\w-]+ ){0,3}?(?:scheme|programme|program|fund|facility|initiative)\b")  # fmt: skip
_GOT = re.compile(r"\b(?:received|got|obtained|repaid|repay|returned|spent|used|paid(?: out)?|drew|drawn|lost|refused|rejected|asked|applied|appl(?:y|ies|ying)|without|seeks?|seeking|sought|demand(?:s|ed|ing)?|need(?:s|ed)?)\b[^,;]{0,60}$")  # fmt: skip
"""What has been had, or is only asked for, is not promised now."""
_TO_GET = re.compile(r"\b(?:will|would|is to|are to|(?:is|are) (?:set|due) to|to) (?:also |now |then )?(?:receive|get|be given|be paid|benefit from)(?: [a-z]+){0,3} $")  # fmt: skip
_COMES = re.compile(r"^(?: of (?:it|that|this|the [\w-]+|which))? (?P<will>will|would|is to|are to) come (?:from|out of)\b")  # fmt: skip
_BACKED = re.compile(r"\b(?:backed|supported|funded|helped|aided|financed) (?:by|with)(?: [a-z]+){0,3} $")  # fmt: skip
_WITH = re.compile(r"^(?:With|Thanks to)(?: [a-z]+){0,3} $")
_PASSIVE = re.compile(r"\b(?:is|are|was|were|be|been|being) (?:\w+ly |now |also )?$")
_OFFERED = re.compile(
    r"\b(?:(?<!on )offer(?:s|ed|ing)?(?! (?:of|for|worth)\b)|propos(?:es|ed|ing)|consider(?:s|ed|ing)?|weigh(?:s|ed|ing)?)\b(?: [\w'’-]+){0,5} $"
)
_WILL_BE = re.compile(r"\b(?:budgets?|spending|costs?|bills?|investments?|loss(?:es)?|debts?|funding|subsidies|charges?|expenditure)(?: [\w-]+){0,5}? (?:will|would|is to|are to) (?:\w+ly )?(?:rise|fall|grow|reach|be|total|come to|amount to|climb|drop|increase|stand|exceed|top|hit|double)\b(?: [\w-]+){0,4} $")  # fmt: skip
"""What a budget or a cost will be is meant; what a firm will invest is money."""
_WILL_BOOK = re.compile(r"\b(?:will|would|is to|expects? to|plans? to|could)(?: [\w-]+){1,5}? (?:charges?|impairments?|write-?(?:downs?|offs?)|loss(?:es)?|provisions?|profits?|dividends?|hit) (?:of|worth)(?: [a-z]+){0,4} $")  # fmt: skip
_PLANNED_SUM = re.compile(r"\b(?:planned|proposed|expected|projected|estimated|anticipated|envisaged) (?:[\w-]+ ){0,2}?(?:investments?|costs?|spending|outlays?|budget|price tag|loss(?:es)?|profits?)\b[^,;]{0,40} $|\b(?:budgeted|costed|pencill?ed in) (?:at|for)(?: [a-z]+){0,3} $|\b(?:projects?|programmes?|schemes?|works|construction|plans?|line|building|repairs|investments?|costs?)\b[^,;]{0,30} estimated (?:at|to be)(?: [a-z]+){0,3} $")  # fmt: skip
_INTO = re.compile(
    r"\b(?:put|plough|pump|sink|sank|pour|channel|funnel)(?:s|ting|ing|ed)?(?: [a-z]+){0,3} $"
)
_FROM_LENDERS = re.compile(r"^ (?:(?:in|of) (?:[\w-]+ ){0,2}(?:funding|financing|investment|loans?|equity|debt|capital|damages|compensation|prizes|prize money)\b|from (?:[\w-]+ ){0,2}(?:investors|banks|shareholders|lenders|backers|owners|creditors|insurers)\b)")  # fmt: skip
"""What is raised, and not ordered."""
_DOING = re.compile(r"\b(?:is|are) (?:now |also )?$")
_NEAR = 60
"""Characters between a verb and the sum that it governs."""
_PARTED = re.compile(r"[,;:\d]|\bto (?!the\b|its\b|an?\b|[A-Z]|up\b|each\b)[a-z]+|\b(?:that|which|who|is|are|was|were|has|have|had|will|would|worth|totall?ing)\b|\b(?:orders?|contracts?|deals?) ")  # fmt: skip
"""What parts a sum from a verb before it."""
_BOOKED = re.compile(
    r"^ (?:worth )?(?:in|of|on) (?:(?:its|their|the|our|his|her|new|firm) )*(?:[\w-]+ ){0,2}?(?:order[ -]?books?|backlogs?|orders|contracts|bookings|order intake|call-offs|work in hand)\b(?! to\b)"
)
_WON = re.compile(r"\b(?:won?|wins|winning|landed|lands|secured|secures|clinched|booked|bagged|signed|gained)\b(?: [\w-]+){0,4}? (?:work|business|deals?|projects?|jobs?)(?: [\w-]+){0,4}? (?:worth|valued at|totall?ing|of)(?: [a-z]+){0,3} $")  # fmt: skip
_ORDER = r"(?:orders?|contracts?|deals?|agreements?|backlogs?|order ?books?|bookings|leases?|charters?|call-offs?)"
_WORTH = re.compile(rf"\b(?P<noun>{_ORDER}|(?P<gift>packages?|donations?|pledges?))(?: [\w-]+){{0,6}}?(?:,(?: [\w ,-]{{2,60}}? and)? (?:which (?:is|are|was|were) )?| and (?:is|are|was|were) )(?:worth|valued at|totall?ing|put at)(?: [a-z]+){{0,3}} $", re.IGNORECASE)  # fmt: skip
_ENDS_IN = re.compile(rf"\bvalue of (?:the|its|their|this|that|all) (?:[\w-]+ ){{0,3}}{_ORDER}\b(?: [\w-]+){{0,3}} $|\b{_ORDER} values? (?:[\w-]+ ){{1,5}}$", re.IGNORECASE)  # fmt: skip
_AT_A_COST = re.compile(r"(?:,? (?:at|with|for)(?: an?| the)?(?: [\w-]+){0,2} (?:cost|costs|price tag|price|outlay|budget|expense|investment)(?: of)?|,? costing|, an?(?: [\w-]+){0,2} (?:investment|outlay|project|scheme)(?: of| worth))(?: [a-z]+){0,3} $")  # fmt: skip
"""Between what is built and its cost: "a kiln at a cost of"."""
_TO_COST = re.compile(r"\b(?:(?:is|are|was|were|been) (?:now |currently |still |originally )?(?:estimated|expected|projected|forecast|budgeted|set|due|likely|slated|reckoned|tipped) to cost|(?:will|would|is to|are to|could|may|might) (?:\w+ )?cost)(?: [a-z]+){0,4} $")  # fmt: skip
_ESTIMATED = re.compile(r"\b(?:estimat(?:e[sd]?|ing)|budgeted|projected|forecasts?|expect(?:s|ed)?|anticipated|planned|proposed)(?: an?| the| its)?(?: [\w-]+){0,2} (?:cost|price tag|bill|outlay)s?(?: [a-z]+){0,5} $|\bcosts? of (?:the|this|its|a) (?:[\w-]+ )?(?:planned|proposed|future)\b[^,;]{0,50} (?:put|estimated|is|are|at|to)(?: [a-z]+){0,3} $")  # fmt: skip
_FOR = re.compile(
    r"\bfor(?: (?:about|some|around|nearly|almost|up|to|more|than|over|at|least|a|total|of))* $"
)
_YET = re.compile(r"^ (?:has|have|is|are) (?:yet|still) to be\b")
_GIVES = re.compile(
    r"\b(?:donat|giv|gift|bestow|hand|pledg|promis)\w*(?: out| over| away)?\b(?: [\w'’-]+){0,5} $"
)
_AWARDED = re.compile(r"\bawarded(?: [\w-]+){0,3} $")
_A_CONTRACT = re.compile(rf"^(?: (?:in|of))? (?:[\w-]+ ){{0,3}}?{_ORDER}\b", re.IGNORECASE)
_MAKE = re.compile(r"\b(?P<verb>mak(?:e|es|ing)|made)(?: [a-z]+){0,3} $")
_AVAILABLE = re.compile(r"^(?: [\w-]+){0,4}? available\b")


def sum_of(
    aspect: str, before: str, after: str, left: str, right: str, words: Closed, payers: Payers
) -> str:
    """The aspect of a sum: `before` and `after` in its clause, `left` and `right` in its sentence; else the one that is given."""
    if _BOOKED.match(after) or _WON.search(before) or _ENDS_IN.search(before):
        return "meant" if aspect == "meant" or _intended(before, words) else "contracted"
    if worth := _WORTH.search(left):
        return "promised" if worth["gift"] else "contracted"
    if aspect == "contracted" and _FROM_LENDERS.match(after):
        aspect = "plain"
    if aspect in ("promised", "compared", "late"):
        return aspect
    if aspect == "contracted" and _FOR.search(before) and _intended(before, words):
        return "meant"
    if aspect == "meant" and _YET.match(after):
        return "plain"
    if aspect == "contracted" and not _awarded(before, after, right, payers):
        return aspect
    if aspect in ("plain", "done") and _OFFERED.search(before):
        return "meant"
    if found := granted(before, after, left, right, words, payers):
        return found
    return _coming_sum(aspect, before, after, left, words)


def _awarded(before: str, after: str, right: str, payers: Payers) -> bool:
    """Whether the public awards a sum, and no contract of that worth."""
    if not _AWARDED.search(before) or _A_CONTRACT.match(after):
        return False
    return payers.by(right) or payers.pays(before)


def _coming_sum(aspect: str, before: str, after: str, left: str, words: Closed) -> str:
    """ "meant" for what a budget, a charge, or what is planned will be; what a firm will put into something is plain."""
    if aspect == "plain" and (_WILL_BE.search(before) or _WILL_BOOK.search(before)):
        return "meant"
    into = _INTO.search(before) if aspect == "meant" and after.startswith(" into ") else None
    if into and mood_of(before[: into.start()], words) == "future":
        return "plain"
    return _cost(left, words) or aspect


def granted(before: str, after: str, left: str, right: str, words: Closed, payers: Payers) -> str:
    """ "promised" for public money that is announced or will be spent, "meant" where that is planned; else ''."""
    if (gives := _GIVES.search(before)) and mood_of(before[: gives.start()], words) == "future":
        return "promised"  # to be given away, by whomever
    made = _AVAILABLE.match(after) and _MAKE.search(before)
    if (verb := made or payers.verb("vote", before)) and not _PARTED.search(before[verb.end() :]) and (found := _voted(verb, before, left, right, words, payers)):  # fmt: skip
        return found
    if not made and (verb := payers.verb("pay", before)) and not _PARTED.search(before[verb.end() :]) and (found := _paid(verb, before, left, words, payers)):  # fmt: skip
        return found
    if (
        (done := payers.verb("vote", right[:_NEAR]))
        and not re.search(r"\d", right[: done.start()])
        and not done[0].endswith(("s", "ing"))
        and payers.by(right[done.end() :])
    ):
        mood = mood_of(right[: done.start()], words)
        return "meant" if mood == "planned" else "promised"
    if (come := _COMES.match(after)) and payers.by(after):
        return "promised" if come["will"] in ("will", "would") else "meant"
    if (_TO_GET.search(before) or _BACKED.search(before) or _WITH.match(before)) and payers.by(
        after
    ):
        return "promised"
    if _TOTAL.search(before) and _SCHEME.search(before):
        return "promised"
    gift = _PUBLIC_GIFT.match(after)
    if gift or _OF_A_GIFT.search(before) or _IN_GIFTS.match(after):
        given = _DONE_BY.search(right[:_NEAR])
        public = gift or payers.pays(left) or (payers.by(right) and (given is None or payers.verb("vote", given[0])))  # fmt: skip
        return "promised" if public and not _GOT.search(before) and _moods(before, words) not in ("planned", "denied", "vain") else ""  # fmt: skip
    return ""


def _intended(before: str, words: Closed) -> bool:
    """Whether a sum is aimed at: "expects to book €40m in orders"."""
    verbs = words.verbs_in(before)
    return bool(verbs) and (verbs[-1][1] == "intend" or mood_of(before[: verbs[-1][0]], words) == "planned")  # fmt: skip


def _moods(before: str, words: Closed) -> str:
    verbs = words.verbs_in(before)
    return mood_of(before[: verbs[-1][0]], words) if verbs else "real"


def _voted(
    verb: re.Match[str], before: str, left: str, right: str, words: Closed, payers: Payers
) -> str:
    earlier = before[: verb.start()]
    mood = mood_of_verb(earlier, verb[0].lower(), words)
    if mood in ("denied", "vain"):
        return ""
    if _PASSIVE.search(earlier) and verb[0].endswith(("ed", "en", "aside")):
        given = payers.by(right) or verb[0] in ("granted", "promised", "allocated")
        return "promised" if given and mood in ("real", "future") else ""
    if not payers.pays(f"{left[: len(left) - len(before)]}{earlier}"):
        return ""
    return "meant" if mood in ("planned", "ability") else "promised"


def _paid(verb: re.Match[str], before: str, left: str, words: Closed, payers: Payers) -> str:
    earlier = before[: verb.start()]
    mood = mood_of_verb(earlier, verb[0].lower(), words)
    coming = mood == "future" or (verb[0].endswith("ing") and _DOING.search(earlier))
    if not payers.pays(f"{left[: len(left) - len(before)]}{earlier}"):
        return ""
    if mood == "planned":
        return "meant"
    return "promised" if coming or mood in ("promise", "decided") else ""


def _cost(left: str, words: Closed) -> str:
    """ "meant" for the cost of what is still to come."""
    if _TO_COST.search(left) or _ESTIMATED.search(left) or _PLANNED_SUM.search(left):
        return "meant"
    if cost := _AT_A_COST.search(left):
        told = left[: cost.start()]
        verbs = words.verbs_in(told)
        if verbs and mood_of(told[: verbs[-1][0]], words) in COMING:
            return "meant"
        return "meant" if any(name == "intend" for _, name in verbs[-2:]) else ""
    return ""
