"""What a project, a producer or a clause is for, in words."""

from __future__ import annotations

from typing import Any

from offtake.commands.screen.table import number
from offtake.commands.screen.voice import aligned


def left_out_text(document: dict[str, Any]) -> str:
    """The answer with and without it, and what follows from that."""
    unit = f"million {document['currency']}"
    rows: list[tuple[str, ...]] = [(document["arrangement"], "with it", "without it")]
    for key, having in document["having"].items():
        kind, _, product = key.partition(":")
        head = f"Delivered {product}" if product else f"{kind.replace('_', ' ').capitalize()} ({unit})"  # fmt: skip
        rows.append((head, number(having), number(document["without"][key])))
    say = {"project": _project, "producer": _producer, "clause": _clause}[document["kind"]]
    return "\n".join([f"{document['kind'].capitalize()} {document['name']}", "", aligned(rows), "", *say(document, unit)])  # fmt: skip


def _project(d: dict[str, Any], unit: str) -> list[str]:
    lines = []
    if d["share_of_futures"] > 0:
        lines.append(
            f"Begun, first on {d['begin']} and in {d['share_of_futures']:.0%} of futures, because without it {_lost(d, unit)}."
        )
    else:
        lines.append(f"Not begun in any future: with it in reach {_lost(d, unit)}.")
    lines.append(f"Were each future known at the start, it would be begun in {d['share_if_known']:.0%} of them.")  # fmt: skip
    price, capex = d["drops_out_at"], d["capex"]
    if price is None:
        lines.append("Its capital cost decides nothing: it is nothing, or the project would not be begun for nothing.")  # fmt: skip
    else:
        lines.append(f"It is begun up to a capital cost of {number(price)} {unit}; it costs {number(capex)}.")  # fmt: skip
    return lines


def _producer(d: dict[str, Any], unit: str) -> list[str]:
    return [f"Left out, with all that it has and could begin, {_lost(d, unit)}."]


def _clause(d: dict[str, Any], unit: str) -> list[str]:
    lines = []
    if not d["signed"]:
        lines.append("It is not signed.")
    for c in d["signed"]:
        lines.append(f"Signed by {c['buyer']} with {c['producer']}: struck out and nothing put in its place, the producer falls short by {number(c['gap_without'])} {unit}.")  # fmt: skip
    lines.append(
        f"With the deal struck again from the other instruments, social value falls by {number(d['regret'])} {unit} "
        f"and the burden on taxpayers rises by {number(d['dearer'])}."
    )
    others = [f"{c['instrument']} with {c['producer']} ({number(c['size'])} {c['unit']})" for c in d["clauses_without"]]  # fmt: skip
    lines.append(f"Then signed: {', '.join(others) or 'nothing'}.")
    return lines


def _lost(d: dict[str, Any], unit: str) -> str:
    known = "" if d["error"] is None else f", known to within {number(d['error'])}"
    if d["regret"] <= (d["error"] or 0.0):
        return f"social value changes by no more than can be told ({number(d['regret'])} {unit}{known})"  # fmt: skip
    return f"social value falls by {number(d['regret'])} {unit}{known}"
