"""Figures: how many units arrive and how sure that is; who is short, and when."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import altair as alt
import pandas as pd

from offtake.results.tables.lead import by_importance
from offtake.views.drawing import charts, words
from offtake.views.drawing.figure import Figure, Key, Panel, Spec
from offtake.views.drawing.frames import Material
from offtake.views.drawing.palette import (
    ARRANGEMENTS,
    INK,
    NEED,
    ON_STRONG,
    PAPER,
    SHORTFALL,
    STRONG,
)

UNITS = "units"
MOST_BUYERS = 24
"""Buyers shown in the calendar; the others stand in the numbers."""


def products(run: Material) -> list[str]:
    """Products that buyers take, the one that the answer is about first."""
    return by_importance(run["deliveries"], run["need"], run.arrangements, run.study.capabilities)


def unit_of(run: Material, product: str) -> str:
    """What one unit of a product is, in the plural, as the study says it."""
    if (said := run.study.units.get(product, UNITS)) != UNITS:
        return said
    if run.has("answer"):
        found = run["answer"].loc[run["answer"]["measure"] == f"delivered:{product}", "unit"]
        if len(found) and str(found.iloc[0]) != UNITS:
            return str(found.iloc[0])
    return f"{UNITS} of {product}"


def deliveries(run: Material) -> Figure:
    """Units delivered, with bands, against what falls due; by calendar year where the run has that."""
    made, need = _by_year(run)
    period = words.period_word(str(made["period"].iloc[0]))
    unit = f"{unit_of(run, products(run)[0])} a {period}"
    panels = tuple(
        Panel(
            ", ".join(filter(None, (product if len(products(run)) > 1 else "", title))),
            _fan(
                made[(made["product"] == product) & (made["arrangement"] == arrangement)],
                need[need["product"] == product],
                _largest(made, need, product),
                f"{unit_of(run, product)} a {period}",
                arrangement,
                charts.band_tips(run.futures, run.rarest),
            ),
        )
        for product in products(run)
        for arrangement, title in _drawn(run, made, product).items()
    )
    return Figure(
        id="deliveries",
        title=_delivery_finding(run),
        measure=(
            f"Deliveries in {charts.unit_scale(_largest(made, need, products(run)[0]), unit)[1]}. Line: mean. Dashed line: mean of what falls due."
            + run.spread(
                f" Dark band: half of the futures. Middle band: 80%. Light band: {run.most_futures}. "
                "What falls due differs from future to future: a band below it is no shortage by itself."
            )
        ),
        unit=unit,
        numbers=made.drop(columns="year"),
        frame="deliveries_by_year" if run.has("deliveries_by_year") else "deliveries",
        rests_on=("lines", "projects", "requirements", "budgets", "driver_effects"),
        panels=panels,
        legend=(
            Key("mean", "line", ARRANGEMENTS[run.main]),
            *charts.band_keys(ARRANGEMENTS[run.main], run.spread(run.most_futures)),
            Key("falls due", "dash", NEED),
        ),
        remarks=(
            "Announced capacity is not counted as delivered: each line is held to its reliability, "
            "its building time and its ramp.",
        ),
    )


LIKE = 0.005
"""Share of the largest delivery by which arrangements may differ that are drawn as one: the width of a line."""


def _drawn(run: Material, made: pd.DataFrame, product: str) -> dict[str, str]:
    """The arrangements to draw, the main one before those that are like it, and what they are called."""
    own = made[made["product"] == product].set_index("period")
    ends = {
        a: pd.concat([f[c] for c in ("mean", "p05", "p95")]) for a, f in own.groupby("arrangement")
    }
    largest = max((float(cells.max()) for cells in ends.values()), default=0.0)
    cells = {a: ends[a] for a in (run.main, *run.arrangements) if a in ends}
    found = _called(cells, LIKE * largest + 1e-12)
    alone = len(run.arrangements) == 1
    return {a: "" if alone else found[a] for a in run.arrangements if a in found}


def _by_year(run: Material) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Deliveries and need on the same periods.

    A plan may be indifferent about the quarter within a budget year; years show what matters.
    """
    made, need = run["deliveries"], run["need"].drop(columns=["p05", "p95"])
    if not run.has("deliveries_by_year"):
        return made, need
    made = run["deliveries_by_year"]
    need = need.assign(period=need["period"].str[:4])
    need = need.groupby(["product", "period"], sort=False)["mean"].sum().reset_index()
    return made.assign(period=made["year"].astype("str")), need


def _largest(made: pd.DataFrame, need: pd.DataFrame, product: str) -> float:
    return max(
        float(made.loc[made["product"] == product, ["p95", "mean"]].max().max()),
        float(need.loc[need["product"] == product, "mean"].max() or 0.0),
    )


def _delivery_finding(run: Material) -> str:
    """Means, as the line of the chart shows them: the first year, the peak and the last year."""
    product = products(run)[0]
    unit, made = unit_of(run, product), run.of_main("deliveries")
    years = made[made["product"] == product].groupby("year")["mean"].sum()
    first, last, peak = (
        int(years.index.min()),
        int(years.index.max()),
        int(years.index[int(years.to_numpy().argmax())]),
    )
    digits = words.apart(
        float(years[first]),
        float(years[peak if peak != first else last]),
        lambda v, n: words.goods(v, unit, digits=n),
        (run.digits, 3, 4),
    )
    start = words.goods(years[first], unit, digits=digits)
    told = f"On average {start} {'comes' if start.startswith('1 ') else 'come'} in {run.year_words(first)}"
    if peak not in (first, last):
        told += f", {words.goods(years[peak], unit, named=False, digits=digits)} at the peak in {run.year_words(peak)}"
    return f"{told} and {words.goods(years[last], unit, named=False, digits=digits)} in {run.year_words(last)}"


def _fan(
    made: pd.DataFrame,
    need: pd.DataFrame,
    largest: float,
    unit: str,
    arrangement: str,
    tips: Sequence[charts.Tip],
) -> Spec:
    factor, unit = charts.unit_scale(largest, unit)
    made = charts.scaled(made, factor, ("mean", "p05", "p10", "p25", "p50", "p75", "p90", "p95"))
    need = charts.scaled(need, factor, ("mean",)).loc[:, ["period", "mean"]]
    made = made.drop(columns=["arrangement", "product", "year", "p50"])
    made = made.assign(time=made["period"].map(words.mid_year))
    need = need.assign(time=need["period"].map(words.mid_year))
    first, last = made["time"].min() // 1, made["time"].max() // 1 + 1
    x, colour = charts.years("time", first, last), ARRANGEMENTS[arrangement]
    y = charts.amount("mean", unit, largest * factor)
    base = alt.Chart(charts.rows(made)).encode(x=x)
    mean = base.mark_line(color=colour, strokeWidth=2.2).encode(y=y)
    hover = base.mark_bar(opacity=0, width=12).encode(
        y=alt.Y("p95:Q"),
        tooltip=charts.tips(("period:N", "Period"), ("mean:Q", "Mean", ",.4~r"), *tips),
    )
    due = (
        alt.Chart(charts.rows(need))
        .mark_line(color=NEED, strokeDash=[5, 4], strokeWidth=1.4, interpolate="step")
        .encode(x=x, y="mean:Q")
    )
    layers = [*charts.bands(base, colour), mean, *([due] if len(need) else []), hover]
    return charts.finish(
        alt.layer(*layers),
        description=f"Deliveries over time, arrangement {arrangement}, with bands, against the need.",
        frame="deliveries",
        height=260,
    )


def shortfall(run: Material) -> Figure:
    """Share of the need up to each year's end that is not delivered, by buyer, those that lack most units first."""
    short = run["shortfall"]
    shown = _worst_buyers(short, run)
    drawn = _different(short, run.arrangements)
    return Figure(
        id="shortfall",
        title=_shortfall_finding(short, run),
        measure=(
            "Share of all that a buyer needed up to the end of the year and has not received by then, "
            "in percent. Mean over the futures; those that lack most units first. Empty: nothing is missing."
        ),
        unit="share of cumulative need; units",
        numbers=short,
        frame="shortfall",
        rests_on=("requirements", "budgets", "orders"),
        panels=tuple(
            Panel(
                name if len(run.arrangements) > 1 else "",
                _calendar(short[short["arrangement"] == arrangement], shown, arrangement),
            )
            for arrangement, name in drawn.items()
            if (short["share_late"] >= 0.005).any()
        ),
        remarks=(*_left_out(short, shown), POOL) if short["buyer"].nunique() > 1 else _left_out(short, shown),
    )  # fmt: skip


POOL = "Who of several buyers is served first within a year is often a tie in the optimum: read rows of neighbours together."


def _different(short: pd.DataFrame, arrangements: Sequence[str]) -> dict[str, str]:
    """The arrangements to draw and how they are called: where no cell differs by a percentage point, the least that the
    calendar tells, they share one."""
    cells = {
        a: short[short["arrangement"] == a].set_index(["buyer", "year"])["share_late"]
        for a in arrangements
    }
    return _called(cells, 0.01)


def _called(cells: Mapping[str, pd.Series], least: float) -> dict[str, str]:
    """One of the arrangements that differ nowhere by `least` or more, and what they are called together."""
    found: dict[str, list[str]] = {}
    for name, own in cells.items():
        like = (
            a
            for a in found
            if own.index.equals(cells[a].index) and (own - cells[a]).abs().max() < least
        )
        found.setdefault(next(like, name), []).append(name)
    return {a: words.listed(names, len(names)) for a, names in found.items()}


def _worst_buyers(short: pd.DataFrame, run: Material) -> list[str]:
    """Buyers by the units that they lack over the years, in all arrangements, the most first."""
    worst = short[short["share_late"] >= 0.005].groupby("buyer")["late"].sum()
    order = worst.sort_index().sort_values(ascending=False, kind="stable").index
    return [str(b) for b in order[:MOST_BUYERS]] or sorted(short["buyer"].unique())[:MOST_BUYERS]


def _left_out(short: pd.DataFrame, shown: list[str]) -> tuple[str, ...]:
    others = sorted(set(short["buyer"]) - set(shown))
    if not others:
        return ()
    number = words.count(len(others), "other buyer")
    return (f"{number} with less or nothing missing: see the numbers ({words.listed(others, 6)}).",)


def _shortfall_finding(short: pd.DataFrame, run: Material) -> str:
    mine = short[short["arrangement"] == run.main]
    last = int(mine["year"].max())
    late = mine[(mine["share_late"] >= 0.005)]
    if late.empty:
        others = short[(short["arrangement"] != run.main) & (short["share_late"] >= 0.005)]
        text = "Nobody is short: at the end of every year each buyer has what it needs"
        return (
            f"{text}; not so with {words.listed(list(dict.fromkeys(others['arrangement'])))}"
            if len(others)
            else text
        )
    end = late[late["year"] == last].sort_values(
        ["late", "buyer"], ascending=[False, True], kind="stable"
    )
    if end.empty:
        worst = late.sort_values(["late", "buyer"], ascending=[False, True], kind="stable").iloc[0]
        return (
            f"The backlog is gone by {int(late['year'].max()) + 1}; at its worst {worst['buyer']} lacks "
            f"{words.share(worst['share_late'])} in {int(worst['year'])}"
        )
    most = end.iloc[0]
    number = f"{words.count(len(end), 'buyer')} {'is' if len(end) == 1 else 'are'} still short at {run.ends}"
    return f"{number}; most units are missing for {most['buyer']}, {words.share(most['share_late'])} of its need"


def _calendar(short: pd.DataFrame, buyers: list[str], arrangement: str) -> Spec:
    cells = short[short["buyer"].isin(buyers)].copy()
    cells["percent"] = cells["share_late"].mul(100).round().astype(int)
    cells = cells[["buyer", "year", "percent", "late"]]
    base = alt.Chart(charts.rows(cells)).encode(
        x=alt.X(
            "year:O",
            axis=charts.year_axis(orient="top", domain=False, ticks=False),
        ),
        y=alt.Y("buyer:N", sort=buyers, axis=alt.Axis(title=None, grid=False, labelLimit=130)),
        tooltip=charts.tips(("buyer:N", "Buyer"), ("year:O", "Year"), ("percent:Q", "Missing, percent of need"), ("late:Q", "Missing, units", ",.4~r")),
    )  # fmt: skip
    scale = alt.Scale(type="threshold", domain=list(SHORTFALL), range=[PAPER, *SHORTFALL.values()])
    heat = base.mark_rect(stroke=PAPER, strokeWidth=1).encode(
        color=alt.Color("percent:Q", scale=scale, legend=None)
    )
    text = (
        base.transform_filter("datum.percent > 0")
        .mark_text(fontSize=11)
        .encode(
            text="percent:Q",
            color=alt.condition(f"datum.percent >= {STRONG}", alt.value(ON_STRONG), alt.value(INK)),
        )
    )
    return charts.finish(
        alt.layer(heat, text),
        description=f"Calendar of what is missing, by buyer and year, arrangement {arrangement}.",
        frame="shortfall",
        height=22 * len(buyers),
    )
