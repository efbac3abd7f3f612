"""Figures: who pays, by year and state of the world; and how much could fall due at most."""

from __future__ import annotations

from collections.abc import Sequence

import altair as alt
import pandas as pd

from offtake.views.drawing import charts, words
from offtake.views.drawing.figure import Figure, Key, Panel, Spec
from offtake.views.drawing.frames import Material
from offtake.views.drawing.palette import PARTIES

ALL = "all futures"
MOST_PAYERS = len(PARTIES) - 1
OTHERS = "others"


def who_pays(run: Material) -> Figure | None:
    """Payments by payer and year: mean by state, and beside it the worst case of each payer."""
    if not run.has("who_pays"):
        return None
    pays = run["who_pays"]
    mine = pays[pays["arrangement"] == run.main]
    named = _largest(mine[mine["state"] == ALL], "payer", "mean")
    colours = dict(zip([*named, OTHERS], PARTIES, strict=False))
    factor, unit = charts.money_scale(
        float(mine.groupby(["state", "year"])["mean"].sum().max()), run.money
    )
    mine = charts.scaled(mine, factor, ("mean", "p95"))
    largest = float(mine.groupby(["state", "year"])["mean"].sum().max())
    states = [ALL, *(s for s in dict.fromkeys(mine["state"]) if s != ALL)]
    panels = [
        Panel(f"{state}: mean", _stack(mine[mine["state"] == state], colours, largest, unit))
        for state in states
    ]
    worst = mine[(mine["state"] == ALL) & mine["payer"].isin(named)]
    panels.insert(
        1,
        Panel(
            "worst case: 5% of futures cost each payer more", _lines(worst, colours, unit, "p95")
        ),
    )
    few = pays["payer"].nunique() <= len(named)
    return Figure(
        id="who-pays",
        title=_finding(mine, 1 / factor, run),
        measure=(
            f"Payments by calendar year, in {run.money}, arrangement {run.main}. Bars: mean, stacked. Lines: "
            "what each payer pays at most in 95% of futures; they are not stacked, for the worst cases of two "
            "payers need not come together." + _split_by(run)
        ),
        unit=run.money,
        numbers=pays[pays["arrangement"] == run.main],
        frame="who_pays",
        rests_on=("buyers", "budgets", "instruments", "prices"),
        panels=tuple(panels),
        legend=tuple(
            Key(name, "bar", c) for name, c in colours.items() if name != OTHERS or not few
        ),
    )


def _split_by(run: Material) -> str:
    """Which driver the states belong to, and how much it tells."""
    by = (run.headline.get("deal") or {}).get("payments_split_by")
    if by is None:
        return ""
    return (
        f" States are those of {by['driver']}, the driver that moves payments most: "
        f"{words.share(float(by['share']))} of their variance lies between them."
    )


def _largest(frame: pd.DataFrame, party: str, column: str) -> list[str]:
    """The parties with the largest sums, in the order of their names."""
    total = frame.groupby(party)[column].sum().sort_index()
    return sorted(
        str(p) for p in total.sort_values(ascending=False, kind="stable").index[:MOST_PAYERS]
    )


def _finding(mine: pd.DataFrame, factor: float, run: Material) -> str:
    total = (
        mine[mine["state"] == ALL].groupby("payer")["mean"].sum().sort_values(ascending=False)
        * factor
    )
    first = str(total.index[0])
    return (
        f"{first} pays most: {words.money(float(total.iloc[0]), run.settings.currency)}, "
        f"{words.share(float(total.iloc[0] / total.sum()))} of "
        f"{words.money(float(total.sum()), run.settings.currency)}"
    )


def _stack(pays: pd.DataFrame, colours: dict[str, str], largest: float, unit: str) -> Spec:
    pays = pays.assign(payer=[p if p in colours else OTHERS for p in pays["payer"]])
    pays = pays.groupby(["payer", "year"])["mean"].sum().reset_index()
    pays = pays.assign(rank=pays["payer"].map(list(colours).index))
    chart = (
        alt.Chart(charts.rows(pays))
        .mark_bar()
        .encode(
            x=alt.X("year:O", axis=charts.year_axis()),
            y=charts.amount("mean", unit, largest),
            color=charts.colours("payer", colours),
            order=alt.Order("rank:Q"),
            tooltip=[
                alt.Tooltip("payer:N", title="Payer"),
                alt.Tooltip("year:O", title="Year"),
                alt.Tooltip("mean:Q", title="Mean", format=",.4~r"),
            ],
        )
    )
    return charts.finish(
        chart, description="Stacked bars: payments by year and payer.", frame="who_pays", height=220
    )


def _lines(
    frame: pd.DataFrame, colours: dict[str, str], unit: str, column: str, party: str = "payer"
) -> Spec:
    chart = (
        alt.Chart(charts.rows(frame[[party, "year", column]]))
        .mark_line(point=alt.OverlayMarkDef(size=35), strokeWidth=2)
        .encode(
            x=alt.X("year:O", axis=charts.year_axis()),
            y=charts.amount(column, unit, float(frame[column].max())),
            color=charts.colours(party, colours),
            tooltip=[
                alt.Tooltip(f"{party}:N", title=party.capitalize()),
                alt.Tooltip("year:O", title="Year"),
                alt.Tooltip(f"{column}:Q", title="At most", format=",.4~r"),
            ],
        )
    )
    return charts.finish(
        chart, description=f"Lines by year, one for each {party}.", frame="who_pays", height=220
    )


def exposure(run: Material) -> Figure | None:
    """What is at stake under the clauses at most, by buyer and year."""
    if not run.has("exposure"):
        return None
    owed = run["exposure"]
    mine = owed[owed["arrangement"] == run.main]
    named = _largest(mine, "buyer", "maximum")
    colours = dict(zip(named, PARTIES, strict=False))
    factor, unit = charts.money_scale(float(mine["maximum"].max()), run.money)
    shown = charts.scaled(mine[mine["buyer"].isin(named)], factor, ("maximum",))
    worst = mine.sort_values("maximum", ascending=False, kind="stable").iloc[0]
    return Figure(
        id="exposure",
        title=(
            f"Under the clauses {worst['buyer']} has up to "
            f"{words.money(float(worst['maximum']), run.settings.currency)} at stake from {int(worst['year'])} on, "
            "the most of any buyer in any year"
        ),
        measure=(
            f"From the start of a calendar year on, in {run.money}: what a buyer has paid early and not yet got back "
            "in goods, and the most that can still fall due under the clauses in any future. Credits are not taken "
            "off before goods come; goods without a clause come on top. An authority for commitments has to cover "
            "what falls due, not the mean."
        ),
        unit=run.money,
        numbers=mine,
        frame="exposure",
        rests_on=("instruments", "budgets"),
        panels=(Panel("", _lines(shown, colours, unit, "maximum", "buyer")),),
        legend=tuple(Key(name, "line", colour) for name, colour in colours.items()),
        remarks=_rest(mine, named),
    )


def _rest(mine: pd.DataFrame, named: Sequence[str]) -> tuple[str, ...]:
    others = mine["buyer"].nunique() - len(named)
    return (f"{words.count(others, 'smaller buyer')}: see the numbers.",) if others else ()
