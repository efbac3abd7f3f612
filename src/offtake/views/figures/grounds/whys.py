"""Figure: what each project, producer and clause is there for, by an answer worked out without it."""

from __future__ import annotations

import pandas as pd

from offtake.views.drawing import charts, words
from offtake.views.drawing.figure import Figure, Panel, Spec, TextTable
from offtake.views.drawing.frames import Material
from offtake.views.drawing.palette import ARRANGEMENTS
from offtake.views.drawing.whys import why

MOST = 20


def whys(run: Material) -> Figure | None:
    """One bar a thing left out: the social value that is lost without it, and why in a sentence."""
    if not run.has("whys"):
        return None
    own = run["whys"]
    largest = float(own["regret"].abs().max())
    factor, unit = charts.money_scale(largest, run.money)
    shown = own.sort_values("regret", ascending=False, kind="stable").head(MOST)
    return Figure(
        id="whys",
        title=_finding(own, run.settings.currency),
        measure=(
            f"Social value that is lost without it, in {unit}, present value: the plan, or the deal, worked out again "
            "without a project (and those that require it), a producer or an instrument."
        ),
        unit=unit,
        numbers=own,
        frame="whys",
        rests_on=("projects", "lines", "producers", "instruments"),
        panels=(Panel("", _bars(charts.scaled(shown, factor, ("regret",)))),),
        tables=(TextTable(_table(own, run.settings.currency), "Why it is in the plan"),),
        remarks=(
            "What is lost without two of them is not the sum: they may stand in for each other, or need each other.",
        ),
    )


def _finding(own: pd.DataFrame, currency: str) -> str:
    first = own.sort_values("regret", ascending=False, kind="stable").iloc[0]
    if first["regret"] <= 0:
        return f"None of {words.count(len(own), 'part')} of the plan is missed where it is left out alone"  # fmt: skip
    return f"Without {first['name']} social value falls by {words.money(float(first['regret']), currency)}, the most of {words.count(len(own), 'part')} of the plan left out one by one"  # fmt: skip


def _table(own: pd.DataFrame, currency: str) -> pd.DataFrame:
    rows = own.to_dict("records")
    return pd.DataFrame(
        {
            "What": own["kind"],
            "Name": own["name"],
            "In": own["arrangement"],
            "Lost without it": [words.money(float(v), currency) for v in own["regret"]],
            "Why": [why({str(k): v for k, v in row.items()}, currency) for row in rows],
        }
    )


def _bars(shown: pd.DataFrame) -> Spec:
    frame = pd.DataFrame(
        {
            "label": shown["name"] + " · " + shown["kind"],
            "mean": shown["regret"],
            "low": shown["regret"],
            "high": shown["regret"],
        }
    )
    return charts.ranked_bars(
        frame,
        colour=ARRANGEMENTS["first-best"],
        tooltip=charts.tips(("label:N", "Left out"), ("mean:Q", "Social value lost", ",.4~r")),
        description="Bars: social value lost without each part of the plan, the most first.",
        table="whys",
    )
