"""What each kind of clause is, for a reader who has never signed one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

MEANS = {
    "price_uplift": "so much more for every unit sold",
    "grant": "public money for a part of the cost of building",
    "prepayment": "money on signing, which comes back as goods",
    "take_or_pay": "a part of the price, paid for what is not called of the quantity agreed",
    "reservation": "a fee for capacity that is kept ready, called or not",
    "option": "a fee for capacity that is kept ready, and goods at a set price when they are called",
    "deductible_fee": "a fee for what is not called; it is taken off the price of what is",
    "cancellation_fee": "a sum that falls due when calls fall short of the quantity agreed, in proportion to how far",
    "firm_order": "goods that are made and paid for whether they are needed or not",
    "warm_base": "a sum a year for a line that stands ready",
    "claw_back": "a share of the profit that comes back to the buyers, of what the producer makes beyond its best alternative",
    "volume_price": "a quantity a year at a lower price, paid for whether it is taken or not",
}


def in_words(clauses: Sequence[Mapping[str, Any]]) -> str:
    """What the kinds among some clauses are, each once, as a sentence.

    >>> in_words([{"kind": "warm_base"}, {"kind": "warm_base"}])
    'In plain words: warm base is a sum a year for a line that stands ready.'
    """
    kinds = dict.fromkeys(str(c["kind"]) for c in clauses)
    told = [f"{kind.replace('_', ' ')} is {MEANS[kind]}" for kind in kinds if kind in MEANS]
    return f"In plain words: {'; '.join(told)}." if told else ""
