"""What each kind of clause is, for a reader who has never signed one, and what each would cost alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from offtake.study.study import Study
from offtake.views.drawing import words
from offtake.views.drawing.covered import unit_covered
from offtake.views.drawing.figure import TextTable
from offtake.views.drawing.frames import Material

EARLY = ("prepayment", "grant")
SMALL = 1e-9

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


def alone(run: Material, producer: str) -> tuple[TextTable, ...]:
    """What each kind on offer would take, and cost, to bring a producer round by itself; none where one kind is on offer."""
    deal = run.headline.get("deal") or {}
    found = [s for s in deal.get("singles", ()) if s["producer"] == producer]
    if len(found) < 2:
        return ()
    without = (deal.get("without") or {}).get(producer, {})
    currency = run.settings.currency
    made = unit_covered(run.study, "all", producer)
    rows = [
        {
            "Kind alone": str(s["kind"]).replace("_", " "),
            "Size": "none suffices"
            if s["size"] is None
            else words.size_of_clause(s["size"], s["size_unit"], "", currency, made),
            f"Cost, million {currency}": "" if s["cost"] is None else float(s["cost"]),
            "Within its bounds": "no" if s["over_cap"] else "yes",
            "Cheapest mix without it": ""
            if without.get(s["kind"]) is None
            else float(without[s["kind"]]),
        }
        for s in found
    ]
    why = _why_early(found, producer, run.study)
    return (TextTable(pd.DataFrame(rows), f"Each kind alone for {producer}, the others' clauses as they stand{why}"),)  # fmt: skip


def _why_early(found: Sequence[Mapping[str, Any]], producer: str, study: Study) -> str:
    """Why money paid early is the cheapest, where it is and the reason is one of rates alone."""
    there = [s for s in found if s["cost"] is not None and not s["over_cap"]]
    rows: list[dict[Any, Any]] = study.producers.to_dict("records")
    own = next(row for row in rows if row["producer"] == producer)
    if not there or float(own["risk_weight"]) > SMALL:
        return ""
    asks = float(own["hurdle_rate"] if own["hurdle_rate"] == own["hurdle_rate"] else own["cost_of_capital"])  # fmt: skip
    rates = study.buyers["discount_rate"].astype(float)
    cheapest = min(there, key=lambda s: float(s["cost"]))["kind"]
    if (
        cheapest not in EARLY
        or min(float(s["cost"]) for s in there) <= SMALL
        or asks <= float(rates.max()) + SMALL
    ):
        return ""
    low, high = (f"{rate:.3g}%" for rate in (100 * rates.min(), 100 * rates.max()))
    theirs = low if low == high else f"{low} to {high}"
    return f": it asks {100 * asks:.3g}% a year, the buyers' money costs {theirs}, so what is paid early is worth more to it than it costs them"
