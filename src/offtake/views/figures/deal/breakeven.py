"""Figure: the smallest guarantee that makes a project bankable, to be tried with a slider."""

from __future__ import annotations

from typing import Any

import altair as alt
import pandas as pd

from offtake.views.drawing import charts, words
from offtake.views.drawing.figure import Figure, Key, Panel, Spec, TextTable
from offtake.views.drawing.frames import Material
from offtake.views.drawing.palette import INK, STEPS
from offtake.views.figures.plan.delivery import unit_of

COLOURS = {"acceptance": INK, "payout": STEPS["paid"]}
HALF = 0.5
MOST_PROJECTS = charts.MOST_ROWS // 121
"""Projects that can be chosen: so many have room in a chart, with 11 guarantees and 11 demands each."""


def breakeven(run: Material) -> Figure | None:
    """Acceptance and public payment over demand, for a guarantee that the reader chooses."""
    if not run.has("breakeven"):
        return None
    grid = run["breakeven"]
    least = (
        run["bankable"]
        if run.has("bankable")
        else pd.DataFrame(columns=["project", "demand", "kind", "size"])
    )
    projects = list(dict.fromkeys(grid["project"]))
    shown = projects[:MOST_PROJECTS]
    return Figure(
        id="breakeven",
        title=_finding(least, len(projects)),
        measure=(
            f"What its part is worth to the producer beyond its best alternative, risk counted, and what a guarantee of the "
            f"margin costs buyers, in million {run.settings.currency}, by the share of planned sales that turns up. The producer "
            "accepts where the solid line is at or above zero. Choose project and guarantee below the chart."
        ),
        unit=run.money,
        numbers=grid,
        frame="breakeven",
        rests_on=("projects", "lines", "prices", "producers"),
        panels=(Panel("", _chart(grid[grid["project"].isin(shown)], f"million {run.settings.currency}", *_told_of(least))),),
        legend=(
            Key("worth to the producer", "line", COLOURS["acceptance"]),
            Key("public payment", "dash", COLOURS["payout"]),
        ),
        tables=(TextTable(_least(least, run), "The least that makes the part bankable where half of planned sales turn up"),) if len(least) else (),
        remarks=(
            "A guarantee of the margin pays what selling would have left, without the goods being made. The slider moves between "
            "points that were worked out; nothing is interpolated. Each choice has its own scale.",
            *([WHOLE_RATE] if _falls(grid) else []),
            *([f"{words.count(len(projects) - len(shown), 'project')} more: see the numbers."] if len(shown) < len(projects) else []),
        ),
    )  # fmt: skip


WHOLE_RATE = (
    "Where the solid line falls as more is sold: the guarantee covers the whole rate of the producer's lines for the product, also what they "
    "would have sold without the project."
)


def _falls(grid: pd.DataFrame) -> bool:
    """Whether some part is worth more to its producer where nothing turns up than where all does."""
    ends = grid.sort_values("demand").groupby(["project", "guarantee"])["acceptance"]
    return bool((ends.first() > ends.last() + 1e-6).any())


def _at_half(least: pd.DataFrame, kind: str) -> pd.Series:
    """Smallest size of a kind by project where half of planned sales turn up; NaN where none suffices."""
    own = least[(least["kind"] == kind) & ((least["demand"] - HALF).abs() < 1e-9)]
    return own.set_index("project")["size"].astype(float)


def _finding(least: pd.DataFrame, projects: int) -> str:
    size = _at_half(least, "margin")
    if size.empty:
        return (
            f"Break-even of {words.count(projects, 'project')}, by guarantee and by what turns up"
        )
    carried = size.dropna().sort_index().sort_values(kind="stable")
    turns_up = "If half of planned sales turn up"
    if carried.empty:
        return f"{turns_up}, no guarantee of the margin carries a project"
    without = carried[carried <= 1e-6]
    number = f"{len(carried)} of {words.count(len(size), 'project')}"
    if len(without):
        text = f"{turns_up}, {len(without)} of {words.count(len(size), 'project')} need{'s' if len(without) == 1 else ''} no guarantee"
        rest = carried.drop(without.index)
        return (
            f"{text}; {rest.index[0]} needs {words.share(float(rest.iloc[0]))} of its rate guaranteed"
            if len(rest)
            else text
        )
    return f"{turns_up}, a guarantee of the margin can carry {number}: least for {carried.index[0]}, {words.share(float(carried.iloc[0]))} of its rate"


def _told_of(least: pd.DataFrame) -> tuple[str, float]:
    """The project that the title names, and the least that it needs: they are chosen when the page opens."""
    sizes = _at_half(least, "margin").dropna().sort_index().sort_values(kind="stable")
    needing = sizes[sizes > 1e-6]
    first = needing if len(needing) else sizes
    return (str(first.index[0]), float(first.iloc[0])) if len(first) else ("", HALF)


def _least(least: pd.DataFrame, run: Material) -> pd.DataFrame:
    """One row a project: guarantee of the margin, of the price, floor price and duration, each alone."""
    sizes = {
        kind: _at_half(least, kind) for kind in ("margin", "guarantee", "floor price", "duration")
    }
    cost = least[(least["kind"] == "margin") & ((least["demand"] - HALF).abs() < 1e-9)].set_index(
        "project"
    )["public_cost"]
    order = sizes["margin"].sort_index().sort_values(kind="stable", na_position="last").index

    currency = run.settings.currency
    units = {str(r["project"]): unit_of(run, str(r["product"])) for r in least.to_dict("records")}

    def told(kind: str, name: str) -> str:
        size = float(sizes[kind].get(name, float("nan")))
        if pd.isna(size):
            return "none suffices"
        if kind == "floor price":
            return words.price(size, units.get(name, "units"), currency)
        return words.share(size) if kind in ("margin", "guarantee") else words.lasting(size)

    return pd.DataFrame(
        {
            "Project": list(order),
            "Guarantee of the margin": [told("margin", p) for p in order],
            f"It costs, million {currency}": [float(cost.get(p, float("nan"))) for p in order],
            "of the whole price": [told("guarantee", p) for p in order],
            "or floor price": [told("floor price", p) for p in order],
            "or whole rate for": [told("duration", p) for p in order],
        }
    )  # fmt: skip


def _chart(grid: pd.DataFrame, unit: str, first: str, needs: float) -> Spec:
    names = sorted(dict.fromkeys(map(str, grid["project"])), key=lambda name: name != first)
    frame = grid.assign(
        demand=(grid["demand"] * 100).round(), guarantee=(grid["guarantee"] * 100).round()
    ).drop(columns="producer")
    ends: dict[str, dict[str, list[float]]] = {}
    for (name, guaranteed), own in frame.groupby(["project", "guarantee"]):
        drawn = own[["acceptance", "payout"]].to_numpy()
        ends.setdefault(str(name), {})[f"{guaranteed:g}"] = [
            float(f"{min(drawn.min(), 0.0):.4g}"),
            float(f"{max(drawn.max(), 0.0):.4g}"),
        ]
    low, high = (alt.ExprRef(f"ends[project][guarantee][{k}]") for k in (0, 1))
    x = alt.X(
        "demand:Q",
        scale=alt.Scale(domain=[0, 100]),
        axis=alt.Axis(title="percent of planned sales that turns up", tickCount=5),
    )
    base = (
        alt.Chart(charts.rows(_short(frame)))
        .transform_filter("datum.project == project && datum.guarantee == guarantee")
        .encode(x=x)
    )
    tooltip = charts.tips(
        ("demand:Q", "Turns up, percent"),
        ("acceptance:Q", "Worth to the producer", ",.3~r"),
        ("payout:Q", "Public payment", ",.3~r"),
    )
    zero = (
        alt.Chart(charts.rows(pd.DataFrame({"zero": [0.0]})))
        .mark_rule(color=INK, strokeWidth=1)
        .encode(y="zero:Q")
    )
    y = alt.Y(
        "acceptance:Q",
        scale=alt.Scale(domainMin=low, domainMax=high, nice=True),
        axis=alt.Axis(title=unit, titleAngle=0, titleAlign="left", titleY=-12, titleX=0, format=",~r"),
    )  # fmt: skip
    paid = base.mark_line(color=COLOURS["payout"], strokeWidth=2.2, strokeDash=[6, 3]).encode(
        y="payout:Q"
    )
    worth = base.mark_line(
        color=COLOURS["acceptance"],
        strokeWidth=2.2,
        point=alt.OverlayMarkDef(size=35, filled=True, color=COLOURS["acceptance"], opacity=1),
    ).encode(y=y, tooltip=tooltip)
    spec = dict(
        charts.finish(
            alt.layer(zero, paid, worth),
            description="Worth to the producer and public payment, by demand, for the chosen guarantee.",
            frame="breakeven",
            height=260,
        )
    )
    spec["params"] = [*_controls(frame, names, 100 * needs), {"name": "ends", "value": ends}]
    return spec


def _short(frame: pd.DataFrame) -> pd.DataFrame:
    """Amounts at four digits: finer than a screen, and half as long."""
    return frame.assign(
        **{c: [float(f"{v:.4g}") for v in frame[c]] for c in ("acceptance", "payout")}
    )


def _controls(
    frame: pd.DataFrame, names: list[str], needs: float
) -> tuple[dict[str, Any], dict[str, Any]]:
    """The reader's choices; the slider stops at the guarantees that were solved, in percent.

    It opens at the last that does not suffice where half turns up, so that the line is seen to cross zero.
    """
    steps = sorted(float(g) for g in frame["guarantee"].unique())
    project = {
        "name": "project",
        "value": names[0],
        "bind": {"input": "select", "options": names, "name": "Project "},
    }
    guarantee = {
        "name": "guarantee",
        "value": max((g for g in steps if g < needs), default=steps[0]),
        "bind": {
            "input": "range",
            "min": steps[0],
            "max": steps[-1],
            "step": round(steps[1] - steps[0], 6) if len(steps) > 1 else 1.0,
            "name": "Guaranteed, percent of the line's rate ",
        },
    }
    return project, guarantee
