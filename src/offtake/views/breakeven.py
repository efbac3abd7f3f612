"""Figure: the smallest guarantee that makes a project bankable, to be tried with a slider."""

from __future__ import annotations

from typing import Any

import altair as alt
import numpy as np
import pandas as pd

from offtake.views import charts, words
from offtake.views.figure import Figure, Key, Panel, Spec, Table
from offtake.views.frames import Material
from offtake.views.palette import ARRANGEMENTS, INK

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
            f"What the project is worth to its producer, risk counted, and what the state pays under the "
            f"guarantee, in {run.money}, by the share of the line's rate that buyers call. The producer accepts "
            "where the blue line is at or above zero. Choose project and guarantee below the chart."
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
            Table(_by_demand(smallest), "Smallest guarantee that makes the project acceptable"),
        ),
        remarks=("The slider moves between solved points; nothing is interpolated.",),
    )


def smallest_guarantee(grid: pd.DataFrame) -> pd.DataFrame:
    """The smallest guarantee of the grid with acceptance ≥ 0: project, demand, guarantee (NaN: none)."""
    accepted = grid.assign(guarantee=grid["guarantee"].where(grid["acceptance"] >= 0, np.inf))
    found = accepted.groupby(["project", "demand"])["guarantee"].min().reset_index()
    found["guarantee"] = found["guarantee"].replace(np.inf, np.nan)
    return found


def _finding(smallest: pd.DataFrame) -> str:
    lowest = smallest[smallest["demand"] == smallest["demand"].min()].dropna(subset="guarantee")
    demand = words.share(float(smallest["demand"].min()))
    if lowest.empty:
        return f"No guarantee of this kind carries a project when {demand} of its rate is called"
    best = lowest.sort_values(["guarantee", "project"], kind="stable").iloc[0]
    return (
        f"If buyers call {demand} of its rate, {best['project']} needs a guarantee of "
        f"{words.share(float(best['guarantee']))}"
    )


def _by_demand(smallest: pd.DataFrame) -> pd.DataFrame:
    demands = sorted(smallest["demand"].unique())
    chosen = sorted({demands[round(k * (len(demands) - 1) / 4)] for k in range(5)})
    wide = smallest.pivot(index="project", columns="demand", values="guarantee").loc[:, chosen]
    texts = wide.map(lambda g: "none suffices" if pd.isna(g) else words.share(float(g)))
    texts.columns = [f"{words.share(float(d))} called" for d in chosen]
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
        axis=alt.Axis(format="~%", title="share of the line's rate that is called", tickCount=5),
    )
    base = (
        alt.Chart(charts.rows(grid))
        .transform_filter("datum.project == project && abs(datum.guarantee - guarantee) < 0.0001")
        .encode(x=x)
    )
    tooltip = [
        alt.Tooltip("demand:Q", title="Called", format=".0%"),
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
