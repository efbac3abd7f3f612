"""Figure: why deliveries are late, as shares that add up."""

from __future__ import annotations

from typing import Any

import altair as alt
import pandas as pd

from offtake.results.tables.forecast.document import SMALLER, by_kind, foremost
from offtake.views.drawing import charts, words
from offtake.views.drawing.figure import Figure, Key, Panel, Spec, TextTable
from offtake.views.drawing.frames import Material
from offtake.views.drawing.palette import OTHERS as GREY
from offtake.views.drawing.palette import PARTIES
from offtake.views.figures.forecast.times import foremost_need

ALL = "all buyers"
MOST = 24
OTHER = "other"
REASONS = {
    "start": "state at the start: not there in time, whatever is begun",
    "signature": "signature: first-best builds it, nobody signs",
    "slip": "building that slips",
    "capacity": "capacity that could be built, and is not",
    "part": "parts whose lines could be built, and are not",
    "money": "money of the buyers",
    "other": OTHER,
}


def reasons(run: Material) -> Figure | None:
    """What holds deliveries back, buyer by buyer, for each need and for what is late and what never comes."""
    own = run.of_main("reasons").drop(columns="arrangement")
    if own.empty:
        return None
    first = foremost_need(run, own)
    own = own.iloc[own["product"].map(first.index).argsort(kind="stable")]
    named = own.assign(why=own["reason"].map(REASONS))
    colours = _colours(named)
    several = own["product"].nunique() > 1
    return Figure(
        id="reasons",
        title=_finding(named),
        measure=(
            "What holds deliveries back, in percent of what is late (unit-years) or never delivered (units), by buyer. "
            f"Shares add up: each is what lifting a limit brings, in the mean over all orders. Arrangement {run.main}."
        ),
        unit="percent of what is short",
        numbers=own,
        frame="reasons",
        rests_on=("lines", "projects", "recipes", "budgets", "requirements", "driver_effects"),
        panels=tuple(
            Panel(f"{product}, {of}" if several else str(of), _bars(rows, colours, f"{product}, {of}"))
            for (product, of), rows in named.groupby(["product", "of"], sort=False)
        ),
        legend=tuple(Key(name, "bar", colour) for name, colour in colours.items()),
        tables=(TextTable(_table(own), "Reasons of all buyers together, and the lines behind them"),),
        remarks=(f"{OTHER}: goods kept, orders, rules, prices above worth.",),
    )  # fmt: skip


def _colours(named: pd.DataFrame) -> dict[str, str]:
    """The reasons, the largest first; other is grey."""
    whole = named[named["buyer"] == ALL]
    size = whole.groupby("why")["share"].sum().drop(labels=OTHER, errors="ignore").sort_index()
    ranked = map(str, size.sort_values(ascending=False, kind="stable").index)
    return {**dict(zip(ranked, PARTIES, strict=False)), OTHER: GREY}


def _finding(named: pd.DataFrame) -> str:
    first = named[named["buyer"] == ALL].iloc[0]
    rows = named[(named["buyer"] == ALL) & (named["product"] == first["product"]) & (named["of"] == first["of"])]  # fmt: skip
    told = [
        f"{words.share(r['share'])} {REASONS[r['reason']]}{_named(r)}" for r in by_kind(rows)[:2]
    ]
    return f"What holds {first['product']} back: {'; '.join(told)}"


def _named(reason: dict[str, Any]) -> str:
    """The lines or parts behind a reason; a buyer's own money needs no name."""
    names = [] if reason["reason"] == "money" else [str(n["name"]) for n in reason["names"]]
    return f" ({words.listed(names, 3)})" if names else ""


def _table(own: pd.DataFrame) -> pd.DataFrame:
    """All buyers together: three reasons and the smaller ones together, and the lines or parts behind each."""
    rows = []
    for product in own["product"].unique():
        for of, told in foremost(own, str(product), ALL).items():
            for r in told:
                named = [] if r["reason"] == "money" else r["names"]
                small = r["reason"] == SMALLER
                names = [
                    REASONS[n["name"]].partition(":")[0] if small else n["name"] for n in named
                ]
                behind = [
                    f"{name} {words.share(n['share'])}"
                    for name, n in zip(names, named, strict=True)
                ]
                why = "smaller reasons" if small else REASONS[r["reason"]]
                rows.append((product, of, why, words.share(r["share"]), ", ".join(behind)))
    columns = ["Needed", "What is short", "Because of", "Share", "Lines of"]
    return pd.DataFrame(rows, columns=columns)


def _bars(rows: pd.DataFrame, colours: dict[str, str], what: str) -> Spec:
    size = rows.groupby("buyer")["amount"].sum().drop(labels=ALL).sort_index()
    largest = size.sort_values(ascending=False, kind="stable").index[:MOST]
    names = [ALL, *sorted(map(str, largest))]
    shown = rows[rows["buyer"].isin(names)]
    shown = shown.groupby(["buyer", "why"])["share"].sum().mul(100).reset_index()
    shown = shown.assign(rank=shown["why"].map(list(colours).index))
    chart = (
        alt.Chart(charts.rows(shown))
        .mark_bar(height=12)
        .encode(
            y=alt.Y("buyer:N", sort=names, axis=alt.Axis(title=None, grid=False, labelLimit=130)),
            x=alt.X("share:Q", scale=alt.Scale(domain=[0, 100]), axis=alt.Axis(title=None, tickCount=4, format="d")),
            color=charts.colours("why", colours),
            order=alt.Order("rank:Q"),
            tooltip=charts.tips(("buyer:N", "Buyer"), ("why:N", "Because of"), ("share:Q", "Percent", ".0f")),
        )
    )  # fmt: skip
    return charts.finish(
        chart,
        description=f"Shares of the reasons for which deliveries are short, by buyer: {what}.",
        frame="reasons",
        height=20 * len(names),
    )
