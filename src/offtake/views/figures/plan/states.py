"""Figure: by what becomes of the driver that matters most: is it enough if the war goes on, and what if it ends?"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import Any

import pandas as pd

from offtake.views.drawing import words
from offtake.views.drawing.figure import Figure, TextTable
from offtake.views.drawing.frames import Material
from offtake.views.figures.answer import compared, needed
from offtake.views.figures.plan.delivery import products, unit_of


def by_state(run: Material) -> Figure | None:
    """A row for each state in which the driver ends; None where the futures do not part so."""
    if not run.has("by_state"):
        return None
    found = run["by_state"]
    mine = found[found["arrangement"] == run.main]
    gains = _gains(found) if compared(run) else {}
    rows = [_row(run, str(state), own, gains) for state, own in mine.groupby("state", sort=False)]
    unit = unit_of(run, products(run)[0])
    return Figure(
        id="by-state",
        title=_finding(run, mine),
        measure=(
            f"Means over the futures that end so, arrangement {run.main}; goods in {unit}; money: present value, in {run.money}. "
            "A band over all futures hides that they lie in heaps: these are the heaps."
        ),
        unit=f"{unit}; share; money",
        numbers=mine.drop(columns="arrangement"),
        frame="by_state",
        rests_on=(
            "requirements",
            "lines",
            "projects",
            "drivers",
            "driver_states",
            "driver_effects",
        ),
        tables=(TextTable(pd.DataFrame(rows), "By how it ends"),),
    )


def _row(run: Material, state: str, own: pd.DataFrame, gains: dict[str, float]) -> dict[str, str]:
    product, unit = products(run)[0], unit_of(run, products(run)[0])
    by = {str(row["measure"]): row for row in own.to_dict("records")}
    got, mean = by[f"delivered:{product}"], {name: float(row["mean"]) for name, row in by.items()}
    row = {"Ends with": state, "Probability": words.share(float(got["probability"]))}
    if (need := f"needed:{needed(run)}") in mean:
        row[_needed(run)] = words.goods(mean[need], unit, named=False)
    row["Delivered"] = words.goods(mean[f"delivered:{product}"], unit, named=False)
    row["Lowest to highest"] = _span(got, unit)
    if (never := f"never_delivered:{needed(run)}") in mean:
        row["Never delivered"] = words.share(mean[never])
    row["Public money"] = run.money_of(mean["public_paid"])
    if gains:
        row["Signing gains"] = run.money_of(gains[state])
    return row


def _needed(run: Material) -> str:
    """What is needed of the goods alone; more of them may be taken for a capability that they give."""
    gives = set(map(str, run.study.capabilities["product"]))
    return "Needed, nothing else will do" if products(run)[0] in gives else "Needed"


def _finding(run: Material, mine: pd.DataFrame) -> str:
    """What is never delivered in the state where most is, and in that where least is."""
    lost = mine[mine["measure"] == f"never_delivered:{needed(run)}"].set_index("state")["mean"]
    if lost.empty:
        got = mine[mine["measure"] == f"delivered:{products(run)[0]}"].set_index("state")["mean"]
        unit = unit_of(run, products(run)[0])
        return (
            f"{words.goods(float(got.max()), unit)} are delivered where it ends with {got.idxmax()}, "
            f"{words.goods(float(got.min()), unit, named=False)} with {got.idxmin()}"
        )
    most, least = words.share(float(lost.max())), words.share(float(lost.min()))
    if most == least:
        return f"However it ends, {most} of what is needed is never delivered"
    return f"Never delivered: {most} of what is needed where it ends with {lost.idxmax()}, {least} with {lost.idxmin()}"


def _span(row: Mapping[Hashable, Any], unit: str) -> str:
    low, high = (words.goods(row[end], unit, named=False, digits=2) for end in ("least", "most"))
    return low if low == high else f"{low} to {high}"


def _gains(found: pd.DataFrame) -> dict[str, float]:
    """By state, social value of the deal less that of no-deal."""
    social = found[found["measure"] == "social_value"].set_index(["arrangement", "state"])["mean"]
    gains = social["deal"] - social["no-deal"]
    return {str(state): float(value) for state, value in gains.items()}
