"""Figures: who pays, by year and state of the world; and how much could fall due at most."""

from __future__ import annotations

from collections.abc import Mapping

import altair as alt
import pandas as pd

from offtake.views.drawing import charts, words
from offtake.views.drawing.figure import Figure, Key, Panel, Spec
from offtake.views.drawing.frames import Material
from offtake.views.drawing.owners import payers, pooled, with_others
from offtake.views.drawing.palette import INK

ALL = "all futures"
TOGETHER = "all buyers together"


def who_pays(run: Material) -> Figure | None:
    """Payments by payer and year: mean by state, and beside it the worst case of each payer."""
    mine = pays = run.of_main("who_pays")
    if mine.empty:
        return None
    own = payers(run)
    colours = with_others(mine["payer"].tolist(), own)
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
    worst = mine[(mine["state"] == ALL) & mine["payer"].isin(list(own))]
    if run.futures > 1:
        panels.insert(1, Panel(run.at_most, _lines(worst, own, unit, "p95")))
    return Figure(
        id="who-pays",
        title=_finding(mine, 1 / factor, run),
        measure=(
            f"Payments by calendar year as they fall due, in {unit}, arrangement {run.main}. Bars: mean, stacked."
            + run.spread(
                f" Lines: what each payer pays {run.at_most.replace(',', '')}; they are not stacked, for the worst cases of two "
                "payers need not come together."
            )
            + _split_by(run)
        ),
        unit=run.money,
        numbers=pays,
        frame="who_pays",
        rests_on=("buyers", "budgets", "instruments", "prices"),
        panels=tuple(panels),
        legend=tuple(Key(name, "bar", c) for name, c in colours.items()),
    )


def _split_by(run: Material) -> str:
    """Which driver the states belong to, and how much it tells."""
    by = run.deal.get("payments_split_by")
    if by is None:
        return ""
    return (
        f" States are those of {by['driver']}, the driver that moves payments most: "
        f"{words.share(float(by['share']))} of their variance lies between them."
    )


def _finding(mine: pd.DataFrame, factor: float, run: Material) -> str:
    total = (
        mine[mine["state"] == ALL].groupby("payer")["mean"].sum().sort_values(ascending=False)
        * factor
    )
    first = str(total.index[0])
    if len(total) == 1:
        return f"{first} pays {run.money_of(float(total.iloc[0]), run.digits)}"
    return (
        f"{first} pays most: {run.money_of(float(total.iloc[0]), run.digits)}, "
        f"{words.share(float(total.iloc[0] / total.sum()))} of "
        f"{run.money_of(float(total.sum()), run.digits)}"
    )


def _stack(pays: pd.DataFrame, colours: dict[str, str], largest: float, unit: str) -> Spec:
    pays = pays.assign(payer=pooled(pays["payer"].tolist(), colours))
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
            tooltip=charts.tips(
                ("payer:N", "Payer"), ("year:O", "Year"), ("mean:Q", "Mean", ",.4~r")
            ),
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
            tooltip=charts.tips(
                (f"{party}:N", party.capitalize()),
                ("year:O", "Year"),
                (f"{column}:Q", "At most", ",.4~r"),
            ),
        )
    )
    return charts.finish(
        chart, description=f"Lines by year, one for each {party}.", frame="who_pays", height=220
    )


def exposure(run: Material) -> Figure | None:
    """What is at stake under the clauses at most: all buyers together, and buyer by buyer."""
    mine = run.of_main("exposure")
    if mine.empty:
        return None
    own = {name: c for name, c in payers(run).items() if name in set(mine["buyer"])}
    whole = _together(run, mine)
    factor, unit = charts.money_scale(float(whole["maximum"].max()), run.money)
    shown = pd.concat(
        [whole, mine.loc[mine["buyer"].isin(list(own)), ["buyer", "year", "maximum"]]]
    )
    single = mine["buyer"].nunique() == 1
    if single:
        shown = mine[["buyer", "year", "maximum"]]
    colours = own if single else {TOGETHER: INK, **own}
    return Figure(
        id="exposure",
        title=_stake(whole, mine, run),
        measure=(
            f"From the start of a calendar year on, in {unit}: what is paid early and not yet got back "
            "in goods, and the most that can still fall due under the clauses in any future: what an authority to commit has "
            "to cover. Credits are not taken off before goods come; goods without a clause come on top. What clauses cost is "
            "less: a mean, what comes back taken off."
        ),
        unit=run.money,
        numbers=mine,
        frame="exposure",
        rests_on=("instruments", "budgets"),
        panels=(Panel("", _lines(charts.scaled(shown, factor, ("maximum",)), colours, unit, "maximum", "buyer")),),
        legend=tuple(Key(name, "line", colour) for name, colour in colours.items()),
        remarks=_rest(mine, own),
    )  # fmt: skip


def _together(run: Material, mine: pd.DataFrame) -> pd.DataFrame:
    """What is at stake for all buyers in one future: it may be less than the sum of each buyer's worst."""
    told = run.deal.get("at_stake") or {}
    summed = mine.groupby("year")["maximum"].sum()
    most = {int(y): float(told.get(str(y), summed[y] if not told else 0.0)) for y in summed.index}
    return pd.DataFrame({"buyer": TOGETHER, "year": list(most), "maximum": list(most.values())})


def _stake(whole: pd.DataFrame, mine: pd.DataFrame, run: Material) -> str:
    most = whole.sort_values("maximum", ascending=False, kind="stable").iloc[0]
    single = mine.sort_values(["maximum", "buyer"], ascending=[False, True], kind="stable").iloc[0]
    currency = run.settings.currency
    text = f"Under the clauses up to {words.money(float(most['maximum']), currency)} can fall due or be lost from {int(most['year'])} on"
    if mine["buyer"].nunique() < 2:
        return text
    return f"{text}; the largest part for {single['buyer']}, {words.money(float(single['maximum']), currency)}"


def _rest(mine: pd.DataFrame, own: Mapping[str, str]) -> tuple[str, ...]:
    others = mine["buyer"].nunique() - len(own)
    return (f"{words.count(others, 'smaller buyer')}: see the numbers.",) if others else ()
