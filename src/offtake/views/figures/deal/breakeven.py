"""Figure: the smallest guarantee that makes a project bankable, to be tried with a slider."""

from __future__ import annotations

from typing import Any

import altair as alt
import numpy as np
import pandas as pd

from offtake.views.drawing import charts, words
from offtake.views.drawing.figure import Figure, Key, Panel, Spec, TextTable
from offtake.views.drawing.frames import Material
from offtake.views.drawing.palette import ARRANGEMENTS, INK

MOST_PROJECTS = 6
"""Projects that can be chosen in the chart; all of them stand in the table."""

COLOURS = {"acceptance": ARRANGEMENTS["deal"], "payout": ARRANGEMENTS["no-deal"]}


def breakeven(run: Material) -> Figure | None:
    """Acceptance and public payment over demand, for a guarantee that the reader chooses."""
    if not run.has("breakeven"):
        return None
    grid = run["breakeven"]
    smallest = smallest_guarantee(grid)
    return Figure(
        id="breakeven",
        title=_finding(smallest),
        measure=(
            f"What its part is worth to the producer beyond its best alternative, risk counted, and what the "
            f"guarantee costs buyers, in {run.money}, by the share of planned sales that turns up. The producer "
            "accepts where the blue line is at or above zero. Choose project and guarantee below the chart."
        ),
        unit=run.money,
        numbers=grid,
        frame="breakeven",
        rests_on=("projects", "lines", "prices", "producers"),
        panels=(Panel("", _chart(grid, run.money)),),
        legend=(
            Key("worth to the producer", "line", COLOURS["acceptance"]),
            Key("public payment", "line", COLOURS["payout"]),
        ),
        tables=(
            TextTable(_by_demand(smallest), "Smallest guarantee that makes the project acceptable"),
        ),
        remarks=(
            "The slider moves between points that were worked out; nothing is interpolated.",
            *_worth_more_idle(grid),
        ),
    )


def smallest_guarantee(grid: pd.DataFrame) -> pd.DataFrame:
    """The smallest guarantee of the grid with acceptance ≥ 0: project, demand, guarantee (NaN: none)."""
    accepted = grid.assign(guarantee=grid["guarantee"].where(grid["acceptance"] >= 0, np.inf))
    found = accepted.groupby(["project", "demand"])["guarantee"].min().reset_index()
    found["guarantee"] = found["guarantee"].replace(np.inf, np.nan)
    return found


def _finding(smallest: pd.DataFrame) -> str:
    half = min(smallest["demand"].unique(), key=lambda d: abs(float(d) - 0.5))
    there = smallest[smallest["demand"] == half]
    carried = there.dropna(subset="guarantee").sort_values(["guarantee", "project"], kind="stable")
    turns_up = f"If {words.share(float(half))} of planned sales turn up"
    if carried.empty:
        return f"{turns_up}, no guarantee of this kind carries a project"
    best = carried.iloc[0]
    number = f"{len(carried)} of {words.count(len(there), 'project')}"
    return (
        f"{turns_up}, a guarantee can carry {number}: least for {best['project']}, "
        f"{words.share(float(best['guarantee']))} of its rate"
    )


def _worth_more_idle(grid: pd.DataFrame) -> tuple[str, ...]:
    """Whether the guarantee, which pays for what need not be made, pays better than selling."""
    held = grid[grid["guarantee"] == grid["guarantee"].max()]
    ends = [
        held[held["demand"] == f(held["demand"])].set_index("project")["acceptance"]
        for f in (min, max)
    ]
    if not (ends[0] > ends[1].reindex(ends[0].index)).any():
        return ()
    return (
        "The guarantee pays the full price of what is not called, and nothing need be made for it. Where making "
        "is costly, a producer is therefore worth more the less is called, and a smaller guarantee suffices. A "
        "guarantee of the margin alone leaves it where selling would; offtake breakeven gives its smallest share.",
    )


def _by_demand(smallest: pd.DataFrame) -> pd.DataFrame:
    demands = sorted(smallest["demand"].unique())
    chosen = sorted({demands[round(k * (len(demands) - 1) / 4)] for k in range(5)})
    wide = smallest.pivot(index="project", columns="demand", values="guarantee").loc[:, chosen]
    texts = wide.map(lambda g: "none suffices" if pd.isna(g) else words.share(float(g)))
    texts.columns = [f"{words.share(float(d))} turns up" for d in chosen]
    return texts.reset_index().rename(columns={"project": "Project"})


def _chart(grid: pd.DataFrame, unit: str) -> Spec:
    shown = list(dict.fromkeys(grid["project"]))[:MOST_PROJECTS]
    grid = grid[grid["project"].isin(shown)]
    largest = float(grid[["acceptance", "payout"]].abs().max().max())
    factor, unit = charts.money_scale(largest, unit)
    grid = charts.scaled(grid, factor, ("acceptance", "payout")).drop(columns="producer")
    project, guarantee = _controls(grid)
    high, low = (float(f(grid[["acceptance", "payout"]].to_numpy())) for f in (np.max, np.min))
    x = alt.X(
        "demand:Q",
        scale=alt.Scale(domain=[float(grid["demand"].min()), float(grid["demand"].max())]),
        axis=alt.Axis(format="~%", title="share of planned sales that turns up", tickCount=5),
    )
    base = (
        alt.Chart(charts.rows(grid))
        .transform_filter("datum.project == project && abs(datum.guarantee - guarantee) < 0.0001")
        .encode(x=x)
    )
    tooltip = [
        alt.Tooltip("demand:Q", title="Turns up", format=".0%"),
        alt.Tooltip("acceptance:Q", title="Worth to the producer", format=",.4~r"),
        alt.Tooltip("payout:Q", title="Public payment", format=",.4~r"),
    ]
    nothing = charts.rows(pd.DataFrame({"zero": [0.0]}))
    zero = alt.Chart(nothing).mark_rule(color=INK, strokeWidth=1).encode(y="zero:Q")
    paid = base.mark_line(color=COLOURS["payout"], strokeWidth=2.2, strokeDash=[6, 3]).encode(
        y="payout:Q"
    )
    worth = base.mark_line(
        color=COLOURS["acceptance"],
        strokeWidth=2.2,
        point=alt.OverlayMarkDef(size=35, filled=True, color=COLOURS["acceptance"], opacity=1),
    ).encode(y=charts.amount("acceptance", unit, high, low), tooltip=tooltip)
    spec = dict(
        charts.finish(
            alt.layer(zero, paid, worth),
            description="Worth to the producer and public payment, by demand, for the chosen guarantee.",
            frame="breakeven",
            height=260,
        )
    )
    spec["params"] = [project, guarantee]
    return spec


def _controls(grid: pd.DataFrame) -> tuple[dict[str, Any], dict[str, Any]]:
    """The reader's choices; the slider stops at the guarantees that were solved."""
    steps = sorted(float(g) for g in grid["guarantee"].unique())
    names = list(dict.fromkeys(str(p) for p in grid["project"]))
    step = round(steps[1] - steps[0], 6) if len(steps) > 1 else 0.01
    project = {
        "name": "project",
        "value": names[0],
        "bind": {"input": "select", "options": names, "name": "Project "},
    }
    guarantee = {
        "name": "guarantee",
        "value": steps[len(steps) // 2],
        "bind": {
            "input": "range",
            "min": steps[0],
            "max": steps[-1],
            "step": step,
            "name": "Guarantee, share of the line's rate ",
        },
    }
    return project, guarantee
