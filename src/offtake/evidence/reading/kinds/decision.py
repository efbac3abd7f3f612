"""The kind that the frame of a figure makes of it."""

from __future__ import annotations

import re

from offtake.evidence.reading.kinds.frame import COMING, Frame

_KNOWN = ("announce", "make", "give", "buy", "come", "seat", "promise", "slip")
_HEADS = ("capacity", "target", "change", "pledge")
_DONE = ("make", "give", "come", "sell", "do")


def kind_by_frame(frame: Frame, sort: str, after: str, strong: bool = False) -> str | None:
    """The kind that a frame makes of goods, means, money, a share (of GDP) with the words `after` it; None where it says nothing.

    `strong`: only where the verb or head is known, which goes before any cue elsewhere in the clause.
    """
    if strong and not _is_strong(frame, sort, after):
        return None
    if frame.mood == "order" or (frame.head == "order" and frame.role == "object"):
        return "order"
    if frame.mood == "promise":
        return "order" if frame.verb == "buy" and sort == "goods" else "pledge"
    if frame.verb == "promise" and frame.role in ("object", "subject"):
        return "statement" if sort == "means" and frame.role == "subject" else "pledge"
    if frame.role == "part" and sort in ("goods", "means"):
        return "statement"
    if frame.verb == "announce" and sort in ("goods", "means"):
        return "target"
    if frame.verb == "slip" and frame.role == "subject":
        return "delay"
    if frame.head == "change" and frame.role in ("attribute", "oblique"):
        return "target" if frame.role == "oblique" and frame.mood in COMING else "comparison"
    if frame.role == "attribute" and frame.head == "order":
        return "order"
    if frame.role == "verb" and frame.mood == "ability":
        return "target"
    if frame.role == "attribute" and frame.head == "target" and sort == "ratio":
        return "target"
    if frame.role == "attribute" and frame.head != "target":
        return ("target" if frame.mood in COMING else "statement") if sort == "ratio" else None
    if frame.role == "by" and sort != "gdp":
        return "comparison" if frame.mood in ("real", "denied") else "target"
    if sort in ("ratio", "gdp"):
        return _ratio(frame, after, sort)
    return {"goods": _goods, "means": _means, "money": _money}[sort](frame)


_OF_CAPACITY = re.compile(r" (?:of )?(?:its |the |their |full )*(?:[\w-]+ )?capacity\b")
_OF_TARGET = re.compile(
    r" of (?:its|the|their|his|her|this|last) (?:[\w$€£.,-]+ ){0,5}?(?:targets?|goals?|plans?|forecasts?)\b"
)
"""How far a target is reached."""
_OF_LEVEL = re.compile(
    r" of (?:what|its|their|the|last|\w+['’]s) (?:[\w-]+ ){0,3}?(?:average|levels?|peak|norm)\b"
)


def _is_strong(frame: Frame, sort: str, after: str) -> bool:
    return (
        frame.verb in _KNOWN
        or frame.head in _HEADS
        or (frame.head == "output" and frame.mood in ("ability", *COMING))
        or frame.role == "by"
        or (frame.role == "attribute" and (sort == "ratio" or frame.head == "order"))
        or (frame.role == "verb" and frame.mood == "ability")
        or (frame.verb == "spend" and sort == "ratio")
        or (frame.role == "oblique" and frame.mood == "ability")
        or frame.mood in ("promise", "order")
        or (sort in ("goods", "means") and frame.verb == "use" and frame.role == "object")
        or (sort == "means" and frame.role in ("agent", "oblique"))
        or (
            sort == "goods"
            and (frame.role == "part" or (frame.role == "agent" and frame.verb == "do"))
        )
        or (sort == "money" and frame.head == "result" and frame.mood in COMING)
        or (sort in ("money", "goods") and frame.verb == "intend" and frame.role == "object")
        or (sort == "ratio" and frame.verb == "intend")
        or (sort == "ratio" and frame.role == "oblique" and frame.verb == "rise")
        or (
            sort == "ratio"
            and frame.role == "object"
            and frame.verb not in ("", "use")
            and frame.mood in COMING
            and after.startswith(" of ")
        )
        or (
            sort in ("goods", "means")
            and frame.role == "object"
            and frame.verb
            and frame.mood in ("ability", *COMING)
        )
        or (sort == "means" and frame.role == "part")
        or (sort == "goods" and frame.role == "oblique" and frame.head == "order")
        or (sort == "money" and frame.verb in ("spend", "sell"))
    )


def _goods(frame: Frame) -> str | None:
    if frame.role == "part" or (frame.role == "agent" and frame.verb == "do"):
        return "statement"
    if frame.head in ("capacity", "order", "target", "pledge"):
        return "target" if frame.mood in COMING and frame.head == "capacity" else frame.head
    if frame.head == "output" and frame.mood == "denied":
        return "output"
    if frame.mood in ("duty", "denied"):
        return None
    if frame.verb == "buy":
        return "order"
    if frame.verb == "use":
        return "statement" if frame.mood == "real" else None
    if frame.verb == "give" and frame.mood == "future":
        return "pledge"
    if frame.mood in COMING:
        return "target"
    if frame.mood == "ability" and frame.head == "output":
        return "target"  # "output could reach 40"
    if frame.mood == "ability" or frame.verb == "seat":
        return "capacity"
    if frame.head:
        return "output" if frame.head in ("output", "result") else None
    return "output" if frame.verb in _DONE else None


def _means(frame: Frame) -> str | None:
    if frame.role == "agent" or (frame.verb == "use" and frame.mood == "real"):
        return "statement"
    if frame.role in ("oblique", "part") and frame.verb != "rise" and not frame.head:
        return "statement"
    if frame.role == "object" and frame.mood == "ability":
        return "capacity"
    return "target" if frame.mood in COMING and frame.role == "object" and frame.verb != "buy" else None  # fmt: skip


def _money(frame: Frame) -> str | None:
    if frame.head == "price" or (frame.verb == "sell" and frame.role == "oblique"):
        return "price"
    if frame.verb == "buy":
        return "order"
    if frame.head == "result":
        return "target" if frame.mood in COMING else None
    if frame.mood == "planned" and frame.verb != "rest":
        return "target"
    if frame.mood == "future" and frame.verb in ("reach", "rise"):
        return "target"
    if frame.verb == "spend":
        return "money" if frame.mood == "real" else None
    return (
        frame.head if frame.head in ("order", "target", "pledge") and frame.mood == "real" else None
    )


def _ratio(frame: Frame, after: str, sort: str) -> str | None:
    if _OF_CAPACITY.match(after):
        return None
    if sort == "ratio" and (_OF_TARGET.match(after) or _OF_LEVEL.match(after)):
        return "comparison"
    if frame.head in ("target", "capacity", "order") and sort == "ratio":
        return "target" if frame.mood in COMING else frame.head
    if frame.head == "target":
        return "target"
    if frame.mood == "planned" or (frame.mood == "future" and sort == "ratio"):
        return "target" if frame.verb != "use" else None
    if frame.mood == "future" and frame.verb in ("rise", "move", "reach"):
        return "target"
    if frame.verb == "spend" and frame.mood == "real":
        return "money"
    if sort == "ratio" and frame.role in ("object", "complement") and frame.verb == "rise":
        return "comparison" if frame.mood == "real" else "target"
    if sort == "ratio" and frame.role == "oblique" and frame.verb == "rise":
        return "statement" if frame.mood == "real" else "target"
    part = after.startswith((" of ", " der ", " des ", " de ")) and not after.startswith(" of what")
    part = part and sort == "ratio"
    return "output" if part and frame.verb in ("make", "come") and frame.mood == "real" else None
