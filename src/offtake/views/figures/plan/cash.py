"""Figure: each producer's cumulative cash, and when it is under water."""

from __future__ import annotations

from collections.abc import Sequence

import altair as alt
import pandas as pd

from offtake.formulas.bands import BAND
from offtake.views.drawing import charts, words
from offtake.views.drawing.figure import Figure, Key, Panel, Spec
from offtake.views.drawing.frames import Material
from offtake.views.drawing.palette import ARRANGEMENTS, INK

MOST_PRODUCERS = 6
SMALL = 1e-6


def producer_cash(run: Material) -> Figure | None:
    """Mean and band of cumulative cash, one panel for each producer."""
    mine = run.of_main("producer_cash")
    size = mine[["p05", "p95"]].abs().max(axis=1)
    mine = mine[size.groupby(mine["producer"]).transform("max") > 0]
    if mine.empty:  # nobody has anything to do
        return None
    deepest = mine.groupby("producer")["p05"].min().sort_index().sort_values(kind="stable")
    shown = list(deepest.index[:MOST_PRODUCERS])
    colour = ARRANGEMENTS[run.main]
    return Figure(
        id="cash",
        title=_finding(mine, run),
        measure=(
            f"Cumulative cash at the end of each period, in {run.money}, arrangement {run.main}. "
            f"Line: mean. {run.spread(f'Bands: {run.most_futures}, 80% and half of them. ')}Each panel has its own scale. "
            "The title counts what is paid at a period's start too, over the futures in which a producer builds."
        ),
        unit=run.money,
        numbers=mine,
        frame="producer_cash",
        rests_on=("producers", "lines", "projects", "prices", "instruments"),
        panels=tuple(
            Panel(
                p,
                _fan(
                    mine[mine["producer"] == p],
                    colour,
                    run.money,
                    charts.band_tips(run.futures, run.rarest),
                ),
            )
            for p in shown
        ),
        legend=(
            Key("mean", "line", colour),
            *charts.band_keys(colour, run.spread(run.most_futures)),
        ),
        remarks=(
            "Cash is what comes in and goes out; what lines and stock are still worth at the end is not in it.",
            *(
                [
                    f"{words.count(len(deepest) - len(shown), 'other producer')}: see the numbers, and each producer's page."
                ]
                if len(shown) < len(deepest)
                else []
            ),
        ),
    )


def _finding(mine: pd.DataFrame, run: Material) -> str:
    number = words.count(mine["producer"].nunique(), "producer")
    peaks = run.of_main("producer_peaks")
    peaks = peaks[peaks["deepest_mean"] < -SMALL]
    if len(peaks):
        low = peaks.sort_values(["deepest_mean", "producer"], kind="stable").iloc[0]
        spend = "spends before it earns" if len(peaks) == 1 else "spend before they earn"
        return f"{len(peaks)} of {number} {spend}; the deepest, {low['producer']}, {_depth(low, run.settings.currency)}"
    low = mine.sort_values("mean", kind="stable").iloc[0]
    under = mine[mine["mean"] < 0]["producer"].nunique()
    if under == 0:
        return f"None of {number} is under water at the end of any period, on average"
    spend = "spends before it earns" if under == 1 else "spend before they earn"
    return (
        f"{under} of {number} {spend}; the deepest, {low['producer']}, stands at "
        f"{run.money_of(float(low['mean']))} in {low['period']}"
    )


def _depth(low: pd.Series, currency: str) -> str:
    """How deep a producer stands, in the mean of the futures in which it builds, and at worst where that is deeper."""
    mean, worst = float(low["deepest_mean"]), float(low["deepest"])
    where = " where it builds" if 0 < float(low["builds"]) < 1 else ""
    if worst >= mean * 1.005:
        return f"stands at {words.money(mean, currency)}{where}"
    return f"stands at {words.money(mean, currency)} in the mean{where}, at {words.money(worst, currency)} at worst"


def _fan(cash: pd.DataFrame, colour: str, unit: str, tips: Sequence[charts.Tip]) -> Spec:
    high, low = float(cash["p95"].max()), float(cash["p05"].min())
    factor, unit = charts.money_scale(max(abs(high), abs(low)), unit)
    cash = charts.scaled(cash, factor, ("mean", *BAND)).drop(columns=["arrangement", "producer"])
    cash = cash.assign(time=cash["period"].map(words.mid_year), zero=0.0)
    x = charts.years("time", cash["time"].min() // 1, cash["time"].max() // 1 + 1)
    base = alt.Chart(charts.rows(cash)).encode(x=x)
    mean = base.mark_line(color=colour, strokeWidth=2.2).encode(
        y=charts.amount("mean", unit, high * factor, low * factor),
        tooltip=charts.tips(("period:N", "Period"), ("mean:Q", "Mean", ",.4~r"), *tips),
    )
    zero = base.mark_line(color=INK, strokeWidth=1).encode(y="zero:Q")
    return charts.finish(
        alt.layer(*charts.bands(base, colour), zero, mean),
        description="Cumulative cash of one producer over time, with its band and the line at zero.",
        frame="producer_cash",
        height=180,
    )
