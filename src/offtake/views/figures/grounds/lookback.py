"""Figure: what was forecast of a study of the past, and what happened."""

from __future__ import annotations

import altair as alt
import pandas as pd

from offtake.views.drawing import charts, words
from offtake.views.drawing.figure import Figure, Key, Panel, Spec, TextTable
from offtake.views.drawing.frames import Material
from offtake.views.drawing.palette import ARRANGEMENTS, INK

COURSE = ARRANGEMENTS["course"]


def lookback(run: Material) -> Figure | None:
    """One panel a measure: the 80% band of `course`, its middle, and what happened; None where nothing did."""
    if not run.has("lookback"):
        return None
    frame = run["lookback"]
    held, count = int(frame["inside"].sum()), len(frame)
    panels = tuple(
        Panel(str(measure), _bands(own)) for measure, own in frame.groupby("measure", sort=False)
    )
    return Figure(
        id="lookback",
        title=f"The 80% band of what was forecast held {held} of {words.count(count, 'outcome')}",
        measure=(
            "What comes if nothing more is decided, as forecast at the study's start, in the unit that each panel names. "
            "Band: 80% of the futures. Line: median. Mark: what happened, between its sources."
        ),
        unit="as each measure says",
        numbers=frame,
        frame="lookback",
        rests_on=("history", "lines", "projects", "driver_effects"),
        panels=panels,
        legend=(
            Key("80% of the futures", "band", COURSE, 0.3),
            Key("median", "line", COURSE),
            Key("happened", "rule", INK),
        ),
        tables=(TextTable(_text(frame), "What happened and what was forecast"),),
        remarks=("Outcomes of one series follow each other: they are no independent trials.",),
    )


def _bands(own: pd.DataFrame) -> Spec:
    days = own.assign(middle=(own["low"] + own["high"]) / 2.0)
    base = alt.Chart(charts.rows(days))
    x = alt.X("date:T", title=None)
    top = float(days[["high", "p90"]].to_numpy().max())
    band = base.mark_bar(opacity=0.3, color=COURSE, width=10).encode(
        x=x, y=charts.amount("p10", "", top), y2="p90:Q"
    )
    middle = base.mark_tick(color=COURSE, thickness=2, size=14).encode(x=x, y=alt.Y("p50:Q"))
    span = base.mark_rule(color=INK, strokeWidth=2).encode(x=x, y=alt.Y("low:Q"), y2="high:Q")
    told = charts.tips(
        ("date:T", "Day"),
        ("low:Q", "Happened, from", ",.4~r"),
        ("high:Q", "to", ",.4~r"),
        ("p10:Q", "10%", ",.4~r"),
        ("p50:Q", "Median", ",.4~r"),
        ("p90:Q", "90%", ",.4~r"),
    )
    dot = base.mark_point(color=INK, filled=True, size=45).encode(
        x=x, y=alt.Y("middle:Q"), tooltip=told
    )
    chart = alt.layer(band, middle, span, dot)
    return charts.finish(chart, description="Forecast and outcome", frame="lookback", height=220)


def _text(frame: pd.DataFrame) -> pd.DataFrame:
    def amount(value: float) -> str:
        return f"{value:,.4g}"

    return pd.DataFrame(
        {
            "Outcome": frame["measure"],
            "Day": [f"{first} to {last}" if first else last for first, last in zip(frame["since"], frame["date"], strict=True)],
            "Happened": [amount(a) if a == b else f"{amount(a)} to {amount(b)}" for a, b in zip(frame["low"], frame["high"], strict=True)],
            "10%": frame["p10"].map(amount),
            "Median": frame["p50"].map(amount),
            "90%": frame["p90"].map(amount),
            "80% band": ["holds" if inside else "misses" for inside in frame["inside"]],
        }
    )  # fmt: skip
