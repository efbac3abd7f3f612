r"""Figure: what holds deliveries back, stage by stage.

Shadow prices of capacity come per unit of the line's own product.  To be compared they are counted per unit of the goods
that the product ends in, with q units of it in each (through the recipes), and lines of one product stand together:

.. math::  \text{worth of a stage} = q \max_{l \in \text{stage}} \bar ψ_l
"""

from __future__ import annotations

import pandas as pd

from offtake.views.drawing import charts, words
from offtake.views.drawing.figure import Figure, Panel, Spec
from offtake.views.drawing.frames import Material
from offtake.views.drawing.palette import ARRANGEMENTS
from offtake.views.figures.plan.capital import contents
from offtake.views.figures.plan.delivery import unit_of

MOST_LIMITS = 12
LEVELS = ("mean", "p05", "p95")
BUDGET = "of one more in the budget"
FOR_ONE = "for one more "


def bottlenecks(run: Material) -> Figure | None:
    """What one more unit of each limit would be worth, mean over the years: stages, budgets, rules; None where nobody is
    short, for then no limit holds anything back."""
    if not _short(run):
        return None
    mine = run.of_main("bottlenecks")
    worth = _worth(mine, run)
    units = list(dict.fromkeys(worth["unit"]))
    return Figure(
        id="bottlenecks",
        title=_finding(worth, run),
        measure=(
            "What one more unit of each limit would be worth (its shadow price), mean over years and futures"
            f"{run.spread(f'; thin lines: {run.most_futures} lie inside')}. Stages of making are counted per unit of the "
            "goods that they end in, so that they can be compared; lines that make the same stand together."
        ),
        unit="; ".join(units) or "money per unit",
        numbers=mine,
        frame="bottlenecks",
        rests_on=("lines", "projects", "recipes", "budgets"),
        panels=tuple(Panel(unit, _ranked(worth[worth["unit"] == unit], run)) for unit in units),
        remarks=(
            "Shadow prices hold for small changes, with the projects fixed as planned. A limit that binds in "
            "no future is not shown.",
        ),
    )


def _short(run: Material) -> bool:
    own = run.of_main("shortfall")
    return own.empty or bool((own["share_late"] >= 0.005).any())


def _worth(mine: pd.DataFrame, run: Material) -> pd.DataFrame:
    """label, unit, mean, p05, p95: the means over the years, stages first, each unit's largest first."""
    means = mine.groupby(["family", "name", "unit"], as_index=False)[list(LEVELS)].mean()
    means = means[means["mean"].abs() > 0]
    parts = [_stages(means[means["family"] == "capacity"], run)]
    rest = means[means["family"] != "capacity"]
    for family, own in rest.groupby("family", sort=True):
        unit = (
            f"{run.settings.currency} {BUDGET}" if family == "budget" else str(own["unit"].iloc[0])
        )
        parts.append(own.assign(label=own["name"], unit=unit).loc[:, ["label", "unit", *LEVELS]])
    return pd.concat(parts, ignore_index=True)


def _stages(lines: pd.DataFrame, run: Material) -> pd.DataFrame:
    """Lines by what they make, per unit of the goods it ends in; a line the study does not know stands by itself."""
    products = dict(zip(run.study.lines["line"], run.study.lines["product"], strict=True))
    inside, currency, rows = contents(run.study), run.settings.currency, []
    known = lines.assign(product=[products.get(name, name) for name in lines["name"]])
    for made, own in known.groupby("product", sort=False):
        product = str(made)
        goods, quantity = inside.get(product, (product, 1.0))
        size, unit = words.counted_in(unit_of(run, goods))
        top = own.sort_values(["mean", "name"], ascending=[False, True], kind="stable").iloc[0]
        label = f"{product} ({words.count(len(own), 'line')})" if product in inside else product
        factor = quantity * 1e6 / size
        rows.append(
            (
                label,
                f"{currency} {FOR_ONE}{words.singular(unit)}",
                *(float(top[v]) * factor for v in LEVELS),
            )
        )
    frame = pd.DataFrame(rows, columns=["label", "unit", *LEVELS])
    return frame.sort_values(["mean", "label"], ascending=[False, True], kind="stable")  # fmt: skip


def _finding(worth: pd.DataFrame, run: Material) -> str:
    """What easing the hardest stage, and the hardest budget, would be worth; they have different units and are not ranked.

    What holds deliveries back, in shares, is another question: figure `reasons` answers it.
    """
    if worth.empty:
        return "No limit holds deliveries back"
    stages = worth[worth["unit"].str.contains(FOR_ONE)]
    told = []
    if len(stages):
        first = stages.iloc[0]
        price = run.money_of(float(first["mean"]) / 1e6)
        goods = str(first["unit"]).split(FOR_ONE)[-1]
        stage = str(first["label"]).rpartition(" (")[0] or first["label"]
        more = (
            f"capacity for one more {goods}"
            if stage == goods
            else f"capacity in {stage} for one more {goods}"
        )
        told.append(f"{more} is worth {price}")
    budgets = worth[worth["unit"].str.endswith(BUDGET)].sort_values(
        ["mean", "label"], ascending=[False, True], kind="stable"
    )
    if len(budgets):
        of, currency = budgets.iloc[0], run.settings.currency
        told.append(
            f"{currency} 1 more in the budget of {of['label']}, {currency} {words.significant(float(of['mean']), 2)}"
        )
    if not told:
        told = [f"the rule {worth.iloc[0]['label']} binds hardest"]
    text = "; ".join(told)
    return text[0].upper() + text[1:]


def _ranked(worth: pd.DataFrame, run: Material) -> Spec:
    shown = worth.sort_values(["mean", "label"], ascending=[False, True], kind="stable").head(
        MOST_LIMITS
    )
    return charts.ranked_bars(
        shown.assign(low=shown["p05"], high=shown["p95"]).drop(columns=["unit", "p05", "p95"]),
        colour=ARRANGEMENTS[run.main],
        tooltip=charts.tips(("label:N", "Limit"), ("mean:Q", "Mean worth", ",.3~r"), *charts.end_tips(run.futures, run.rarest, ("low", "high"), ",.3~r")),
        description="Bars: what one more unit of each limit would be worth.",
        table="bottlenecks",
    )  # fmt: skip
