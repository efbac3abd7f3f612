"""Who accepts, in words for a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from offtake.commands.screen.table import number
from offtake.views.drawing.words import count

Entry = Mapping[str, Any]
OUT = {
    "refuses": "left out: no clauses within their caps bring it round",
    "not worth it": "not signed for: its part is worth less than its clauses cost",
    "unbidden": "does its part without being asked",
}


def acceptance_text(document: Mapping[str, Any]) -> str:
    """Every producer with a part: whether it accepts, what it sees, what would turn it."""
    unit = f"million {document['currency']}"
    producers = document["producers"]
    if not producers:
        return "First-best gives no producer a part: nothing new is begun."
    refusing = sum(not p["without_clauses"]["accepts"] for p in producers)
    head = f"{refusing} of {count(len(producers), 'producer')} with a part of first-best would refuse it without a deal."
    return "\n\n".join([head, *("\n".join(_lines(p, unit)) for p in producers)])


def _lines(p: Entry, unit: str) -> Iterator[str]:
    alone = p["without_clauses"]
    yield f"{p['producer']}: {_verdict(alone, p, unit)}"
    looks = f"at {100 * p['rate']:.3g}% a year"
    if p["risk_weight"] > 0:
        looks += f", the worst {p['tail']:.0%} of futures with weight {p['risk_weight']:.3g}"
    yield f"  How it looks     {looks}"
    yield (
        f"  Worth to it      mean {number(alone['npv_mean'])}, worst {p['tail']:.0%} of futures "
        f"{number(alone['npv_tail'])}, counted {number(alone['value'])}; "
        f"its best alternative ({p['outside_is'] or 'nothing new'}) {number(p['outside'])}"
    )
    for k, future in enumerate(p["hurting"]):
        label = "Worst futures" if k == 0 else ""
        yield f"  {label:<15}  {number(future['npv'])} with probability {future['probability']:.3g}: {future['future'] or 'the only future'}"
    yield f"  Would turn at    {_turns(p)}, against its best alternative"
    yield f"  Under the deal   {_after(p, unit)}"


def _verdict(alone: Entry, p: Entry, unit: str) -> str:
    if p["indifferent"]:
        return f"is indifferent: {number(p['gap'])} {unit} short, too little to matter"
    if alone["accepts"]:
        return f"accepts, with {number(alone['acceptance'])} {unit} to spare"
    if alone["acceptance"] < 0:
        text = f"refuses, {number(-alone['acceptance'])} {unit} short"
        return text if alone["liquid"] else f"{text}, and its bank would stop it"
    return f"is stopped by its bank: its cash falls to {number(alone['lowest_balance'])} {unit}"


def _turns(p: Entry) -> str:
    rate, weight = p["flip_rate"], p["flip_risk_weight"]
    return (
        f"{'no rate from 0 to 100%' if rate is None else f'a rate of {100 * rate:.2f}% a year'}; "
        f"{'no risk weight from 0 to 1' if weight is None else f'a risk weight of {weight:.4f}'}"
    )


def _after(p: Entry, unit: str) -> str:
    if p["stands"] != "signed":
        return OUT[p["stands"]]
    after = p["with_clauses"]
    said = "accepts" if after["accepts"] else "refuses"
    text = f"{said}, mean {number(after['npv_mean'])}, worst {number(after['npv_tail'])}"
    if p["eager"] > 0:
        text += f"; would begin more than its part, for {number(p['eager'])} {unit}"
    return text
