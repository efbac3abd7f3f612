"""Figure: what to sign, with whom, and how far one may go: the table that a buyer takes to the signing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from offtake.views.drawing import words
from offtake.views.drawing.figure import Figure, TextTable
from offtake.views.drawing.frames import Material

SMALL = 1e-6


def signing(run: Material) -> Figure | None:
    """Every clause with its range, and the steps from all parts to none; None where there is no deal."""
    deal = run.headline.get("deal")
    if not deal or not deal.get("clauses"):
        return None
    steps = list(deal.get("signing", ()))
    tables = [
        TextTable(
            _clauses(deal, run), "To sign: each clause with the sizes that cost at most 1% more"
        )
    ]
    if len(steps) > 1:
        tables.append(
            TextTable(
                _steps(steps, run), "Signing with all, or with fewer: what each step is worth"
            )
        )
    return Figure(
        id="to-sign",
        title=_finding(deal, run),
        measure=(
            f"Clauses of the cheapest deal. Expected public cost: present value, in {run.money}. Range: a size within it "
            "leaves the deal at most 1% dearer, the others adjusted; from 0 means that the clause could be dropped."
        ),
        unit=run.money,
        numbers=pd.DataFrame(deal["clauses"]),
        frame="clauses",
        rests_on=("instruments", "producers", "projects", "prices", "budgets"),
        tables=tuple(tables),
        remarks=tuple(_remarks(deal, run)),
    )


def _finding(deal: Mapping[str, Any], run: Material) -> str:
    clauses = deal["clauses"]
    with_whom = words.listed(list(dict.fromkeys(c["producer"] for c in clauses)))
    cost = words.money(float(deal["cost"]), run.settings.currency)
    return f"To sign: {words.count(len(clauses), 'clause')} with {with_whom}, {cost} in expectation"


def _clauses(deal: Mapping[str, Any], run: Material) -> pd.DataFrame:
    currency = run.settings.currency

    def size(clause: Mapping[str, Any], name: str) -> str:
        return words.size_of_clause(float(clause[name]), clause["unit"], clause["covers"], currency)

    rows = [
        {
            "With": c["producer"],
            "Clause": _named(c),
            "Covers": "all that it makes" if c["covers"] == "all" else c["covers"],
            "Size": size(c, "size"),
            "Range": f"{size(c, 'least_size')} to {size(c, 'largest_size')}",
            "Committed quantity": "" if c.get("quantity") is None else words.quantity(float(c["quantity"])),
            f"Cost, million {currency}": float(c["expected_cost"]),
            "Paid by": _payers(deal, c),
        }
        for c in deal["clauses"]
    ]  # fmt: skip
    return pd.DataFrame(rows)


def _named(clause: Mapping[str, Any]) -> str:
    plain, name = clause["kind"].replace("_", " "), clause["instrument"]
    years = "" if clause.get("years") is None else f", {clause['years']:g} years"
    return (name if plain in name else f"{name} ({plain})") + years


def _payers(deal: Mapping[str, Any], clause: Mapping[str, Any]) -> str:
    if clause["buyer"] != "all buyers":
        return str(clause["buyer"])
    shared = (deal.get("sharing") or {}).get(clause["producer"]) or {}
    coalition = shared.get("smallest_coalition")
    return f"all buyers; at least {words.listed(list(coalition), 4)}" if coalition else "all buyers"


def _steps(steps: list[Mapping[str, Any]], run: Material) -> pd.DataFrame:
    currency, last = run.settings.currency, float(steps[-1]["public_paid"])
    rows = [
        {
            "Signed with": words.listed(list(step["parts"]), 4) if step["parts"] else "nobody",
            f"Social value, million {currency}": float(step["social_value"]),
            f"Public money beside none signed, million {currency}": float(step["public_paid"]) - last,
            "Chosen": "the deal" if step["chosen"] else "",
        }
        for step in steps
    ]  # fmt: skip
    return pd.DataFrame(rows)


def _remarks(deal: Mapping[str, Any], run: Material) -> list[str]:
    told = []
    if out := [str(name) for name in deal.get("left_out", ())]:
        told.append(
            f"Not signed with {words.listed(out, 6)}: the part is not worth its clauses, or does not hold."
        )
    if near := [str(name) for name in deal.get("indifferent", ())]:
        told.append(
            f"{words.listed(near, 6)}: indifferent, below what is material; no clause is needed."
        )
    if not deal.get("stable", True):
        told.append("Somebody would still rather deviate under these clauses: the epsilon of each producer says by how much.")  # fmt: skip
    beyond = float(deal.get("overspent") or 0.0)
    if beyond > 0.01:
        told.append(f"Beyond budgets in expectation: {words.money(beyond, run.settings.currency)}.")
    return told
