"""Figure: how much of the money that was pledged becomes deliveries, and when."""

from __future__ import annotations

import altair as alt
import pandas as pd

from offtake.views.drawing import charts, words
from offtake.views.drawing.figure import Figure, Key, Panel, Spec
from offtake.views.drawing.frames import Material
from offtake.views.drawing.palette import INK, STEPS


def money_path(run: Material) -> Figure | None:
    """Pledged, contracted, paid and delivered by calendar year."""
    path = run["money_path"]
    if not _steps(path):  # no money is pledged, bound or paid
        return None
    return Figure(
        id="money-path",
        title=_finding(path, run.settings.currency),
        measure=(
            f"Money by calendar year, in {run.money}. Bars: mean over the futures. "
            f"Thin lines: {words.most_futures(run.futures)} lie inside."
        ),
        unit=run.money,
        numbers=path,
        frame="money_path",
        rests_on=("pledges", "budgets", "orders", "prices"),
        panels=(Panel("", _chart(path, run.money)),),
        legend=tuple(
            Key(step, "bar", colour) for step, colour in STEPS.items() if step in _steps(path)
        ),
        remarks=(
            "Pledged: what budgets allow. Contracted: orders that exist and what falls due under clauses of the "
            "deal, prepayments less what is credited later. Paid: money that leaves the buyer. Delivered: goods "
            "handed over, at their price. A pledge is not a contract, and a contract is not a delivery.",
            *_bought_freely(path),
        ),
    )


def _steps(path: pd.DataFrame) -> list[str]:
    """The steps that money takes in this run, in their order."""
    total = path.groupby("step")["mean"].sum()
    return [step for step in STEPS if total.get(step, 0.0) > 0]


def _finding(path: pd.DataFrame, currency: str) -> str:
    total = path.groupby("step")["mean"].sum()
    pledged, delivered = (float(total.get(step, 0.0)) for step in ("pledged", "delivered"))
    last = int(path["year"].max())
    if pledged <= 0:
        return f"{words.money(delivered, currency)} of goods is delivered by the end of {last}"
    return (
        f"Of {words.money(pledged, currency)} pledged to the end of {last}, "
        f"{words.money(delivered, currency)} ({words.share(delivered / pledged)}) becomes deliveries"
    )


def _bought_freely(path: pd.DataFrame) -> tuple[str, ...]:
    """How much of what is paid nobody is bound to pay yet."""
    total = path.groupby("step")["mean"].sum()
    paid, contracted = (float(total.get(step, 0.0)) for step in ("paid", "contracted"))
    if paid <= 0 or contracted >= paid:
        return ()
    return (
        f"What is contracted comes to {words.share(max(contracted, 0.0) / paid)} of what is paid. The rest is "
        "bought year by year as the plan goes, and nobody is bound to pay it today.",
    )


def _chart(path: pd.DataFrame, unit: str) -> Spec:
    steps = _steps(path)
    largest = float(path[["mean", "p95"]].max().max())
    factor, unit = charts.money_scale(largest, unit)
    path = path[path["step"].isin(steps)]
    path = charts.scaled(path, factor, ("mean", "p05", "p95")).drop(columns="p50")
    base = alt.Chart(charts.rows(path)).encode(
        x=alt.X("year:O", axis=charts.year_axis()),
        xOffset=alt.XOffset("step:N", scale=alt.Scale(domain=steps)),
        tooltip=[
            alt.Tooltip("year:O", title="Year"),
            alt.Tooltip("step:N", title="Step"),
            alt.Tooltip("mean:Q", title="Mean", format=",.4~r"),
            alt.Tooltip("p05:Q", title="At least, in 95% of futures", format=",.4~r"),
            alt.Tooltip("p95:Q", title="At most, in 95% of futures", format=",.4~r"),
        ],
    )
    bars = base.mark_bar().encode(
        y=charts.amount("mean", unit, largest * factor, float(path["mean"].min())),
        color=charts.colours("step", STEPS),
    )
    bands = (
        base.transform_filter("datum.p95 > datum.p05")
        .mark_rule(color=INK, strokeWidth=1)
        .encode(y="p05:Q", y2="p95:Q")
    )
    certain = bool((path["p95"] <= path["p05"]).all())
    return charts.finish(
        alt.layer(bars) if certain else alt.layer(bars, bands),
        description="Bars by calendar year: money pledged, contracted, paid and delivered.",
        frame="money_path",
        height=300,
    )
