"""What a figure without a verb of its own is told by: the noun before its bracket, colon or dash, the sum that pays for it, its whole."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from offtake.evidence.reading.figures.quantity import Quantity
from offtake.evidence.reading.kinds.frames.closed import Closed, closed
from offtake.evidence.reading.kinds.kind import kind_of
from offtake.evidence.rules.rules import Rules

_THINGS = ("units", "means", "money")


def borrowed(
    kind: str,
    rule: str,
    q: Quantity,
    quantities: Sequence[Quantity],
    sentence: str,
    told: Callable[[Quantity], tuple[str, str]],
    rules: Rules,
) -> str:
    """The kind of an English figure, where another word or figure tells it; `told` says what another figure of the sentence is."""
    thing = rule.split(" ")[0]
    if (
        kind in ("statement", "money", "output")
        and thing in _THINGS
        and (said := opened(sentence, q))
    ):
        return _opened(kind, thing, sentence[q.start : q.end], *said, rules)
    if kind in ("statement", "money", "target") and (of := part_of(q, quantities, sentence)):
        whole = told(of)[0]
        owed = ("pledge", "order") if q.sort == "money" else ("pledge", "target")
        return whole if whole in owed else kind
    if (
        kind in ("statement", "pledge")
        and thing in ("units", "means")
        and (paid := payment(q, quantities, sentence, closed(rules, "en")))
    ):
        if told(paid)[0] in ("pledge", "target"):
            return "target"
        return "order" if thing == "units" and is_paid(paid, sentence) else kind
    return kind


_FINITE = re.compile(
    r"\b(?:is|are|was|were|has|have|had|will|would|can|could|may|might|should|must)\b"
)
_OPENS = re.compile(r" ?(?P<mark>\(|: | [-–—] )(?:(?:about|some|around|nearly|almost|up to|at least|more than|over|roughly|only|just|a total of|in all|or|that is|i\.e\.),? )*[$€£]?$")  # fmt: skip
"""What stands before a figure in brackets, or after a colon or a dash."""
_FIGURE = re.compile(r"(?:\d|%|\bper cent|\bpercent)[^ ]*(?: [\w-]+)?$")
"""A figure before the bracket: what stands in it says that once more, and has its kind."""
LEVELS = ("order", "pledge", "target", "capacity", "output")
_DOES = ("make", "give", "buy", "promise", "spend", "sell")
_DONE = re.compile(r"^ (?:of (?:which|them|those) )?[a-z]+(?:ed|wn|lt|ught)\b")
"""A participle tells of the figure before it: "44 mills inspected"."""


def opened(sentence: str, q: Quantity) -> tuple[str, str] | None:
    """What stands before the bracket, colon or dash that opens the phrase of a figure, and what follows it; None where it has a verb."""
    mark = _OPENS.search(sentence[: q.start])
    if mark is None or _FIGURE.search(sentence[: mark.start()]):
        return None
    left, rest = sentence[: mark.start()], sentence[q.end :]
    if _DONE.match(rest):
        return None
    if mark["mark"] == "(":
        inside, closes, rest = rest.partition(")")
        return None if not closes or _FINITE.search(inside) else (left, f"{inside}{rest}")
    return None if _FINITE.search(re.split(r"[.;,] ", rest)[0]) else (left, rest)


def _opened(kind: str, thing: str, figure: str, left: str, rest: str, rules: Rules) -> str:
    """The kind by the noun before, or as if the figure were the object of the verb before: "makes more cloth (40 bolts)"."""
    words = closed(rules, "en")
    clause = re.split(r"[;,] ", left)[-1]
    verbs = words.verbs_in(clause)
    governed = bool(verbs) and verbs[-1][1] in _DOES
    head = words.head_at_end(left) or ("" if governed else words.head(clause))
    if head in LEVELS:
        return rules.kind_table[thing][rules.data["aspect"]["noun"][head]]
    if head or not governed:
        return kind
    left = left.rstrip()
    at = len(left) + 4
    sort = {"units": "goods"}.get(thing, thing)
    found = kind_of(f"{left} of {figure}{rest}", at, at + len(figure), sort, rules, "en", figure)[0]
    return found if found in LEVELS else kind


_PAYS_FOR = re.compile(r"^(?: (?:in|of) (?:[\w-]+ ){1,3}?| )?(?:for|towards?|to (?:help )?(?:fund|finance|pay for|build|buy|support))(?: [a-z-]+){0,4} $")  # fmt: skip
_TO_DO = re.compile(
    r"^(?: (?:in|of) (?:[\w-]+ ){1,3}?| )?to (?:help )?(?P<verb>[a-z]+)(?: [a-z-]+){0,4} $"
)
_ON = re.compile(r"^ on(?: (?:about|some|another|around|its|the|up|to))* $")
_PAID = re.compile(r"\b(?:pa(?:y|id|ys|ying)|spen(?:t|d|ds|ding)|hand(?:s|ed|ing) over|shell(?:s|ed) out)(?: [\w'’-]+){0,4} $")  # fmt: skip


def payment(
    q: Quantity, quantities: Sequence[Quantity], sentence: str, known: Closed
) -> Quantity | None:
    """The sum that stands before things for which it is: "€40m for 30 boats"."""
    before = [o for o in quantities if o.end <= q.start]
    if q.sort not in ("goods", "bare") or not before or before[-1].sort != "money":
        return None
    between = sentence[before[-1].end : q.start]
    if _ON.match(between):
        return before[-1] if is_paid(before[-1], sentence) else None
    does = _TO_DO.match(between)
    return (
        before[-1] if _PAYS_FOR.match(between) or (does and known.class_of(does["verb"])) else None
    )


def is_paid(sum_: Quantity, sentence: str) -> bool:
    """Whether somebody pays a sum for things, and so buys them."""
    return _PAID.search(sentence[: sum_.start]) is not None


_OF_BOOKED = re.compile(r"^Of (?:the|its|their|this) [^,;]{1,30} (?:booked|ordered|won|signed|in orders)[^,;]{0,30}, (?:[a-z]+ )*$")  # fmt: skip
_OF_SUM = re.compile(r",? (?:of which|including|of that|of it|out of it|of this)(?: [a-z]+){0,3} $")
_APPOSED = re.compile(
    r",(?: (?:and|about|nearly|almost|around|some|only|just|more than|over|at least|up to|roughly|less than|the|a))* $"
)
_OF_IT = re.compile(
    r"^ of (?:it|that|them|these|those|this|which|whom)\b(?! (?:has|have|had|was|were|is|are|came|went|comes|goes)\b)"
)

_OF_ONE = re.compile(r"^ of (?:it|that|this)\b")


def part_of(q: Quantity, quantities: Sequence[Quantity], sentence: str) -> Quantity | None:
    """The figure of which this one says a part: "£23m, of which £4m is to be spent", "40 looms, half of them for York"."""
    if q.sort == "money" and (
        _OF_SUM.search(sentence[: q.start]) or _OF_BOOKED.match(sentence[: q.start])
    ):
        return next((o for o in reversed(quantities) if o.end <= q.start and o.sort == "money"), None)  # fmt: skip
    if (
        q.sort == "ratio"
        and _OF_IT.match(sentence[q.end :])
        and _APPOSED.search(sentence[: q.start])
    ):
        before = [
            o for o in quantities if o.end <= q.start and o.sort in ("money", "goods", "bare")
        ]
        sums = [o for o in before if o.sort == "money"]
        one = _OF_ONE.match(sentence[q.end :]) and sums
        return (sums if one else before)[-1] if before else None
    return None
