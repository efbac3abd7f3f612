"""Figures: how many units arrive and how sure that is; who is short, and when."""

from __future__ import annotations

import altair as alt
import pandas as pd

from offtake.views.drawing import charts, words
from offtake.views.drawing.figure import Figure, Key, Panel, Spec
from offtake.views.drawing.frames import Material
from offtake.views.drawing.palette import ARRANGEMENTS, INK, NEED, SHORTFALL

UNITS = "units"
MOST_BUYERS = 24
"""Buyers shown in the calendar; the others stand in the numbers."""


def products(run: Material) -> list[str]:
    """Products that buyers take, those that are needed first."""
    delivered = list(run["deliveries"]["product"].unique())
    needed = [p for p in run["need"]["product"].unique() if p in delivered]
    return needed + [p for p in delivered if p not in needed]


def unit_of(run: Material, product: str) -> str:
    """What one unit of a product is, in the plural, as the study says it."""
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
            _panel_title(run, arrangement, product),
            _fan(
                made[(made["product"] == product) & (made["arrangement"] == arrangement)],
                need[need["product"] == product],
                _largest(made, need, product),
                f"{unit_of(run, product)} a {period}",
                arrangement,
            ),
        )
        for product in products(run)
        for arrangement in run.arrangements
    )
    return Figure(
        id="deliveries",
        title=_delivery_finding(run),
        measure=(
            f"Deliveries in {unit}. Line: median. Dark band: half of the futures. "
            "Middle band: 80%. Light band: 90% of the futures. Dashed line: mean of what falls due."
        ),
        unit=unit,
        numbers=made.drop(columns="year"),
        frame="deliveries_by_year" if run.has("deliveries_by_year") else "deliveries",
        rests_on=("lines", "projects", "requirements", "budgets", "driver_effects"),
        panels=panels,
        legend=(
            Key("median", "line", ARRANGEMENTS[run.main]),
            *charts.band_keys(ARRANGEMENTS[run.main]),
            Key("falls due", "dash", NEED),
        ),
        remarks=(
            "Announced capacity is not counted as delivered: each line is held to its reliability, "
            "its building time and its ramp.",
        ),
    )


def _panel_title(run: Material, arrangement: str, product: str) -> str:
    names = [product] if len(products(run)) > 1 else []
    names += [arrangement] if len(run.arrangements) > 1 else []
    return ", ".join(names)


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
    product = products(run)[0]
    unit = unit_of(run, product)
    made, need = run["deliveries"], run["need"]
    made = made[(made["product"] == product) & (made["arrangement"] == run.main)]
    need = need[need["product"] == product]
    years = made.groupby("year")["mean"].sum()
    first, last = int(years.index.min()), int(years.index.max())
    change = f"from {words.goods(years[first], unit)} in {first} to {words.goods(years[last], unit)} in {last}"
    if need.empty or need["mean"].sum() <= 0:
        return f"Deliveries go {change}"
    met = made["mean"].sum() / need["mean"].sum()
    return f"Deliveries go {change}: {words.share(met)} of all that falls due"


def _fan(
    made: pd.DataFrame, need: pd.DataFrame, largest: float, unit: str, arrangement: str
) -> Spec:
    factor, unit = charts.unit_scale(largest, unit)
    made = charts.scaled(made, factor, ("mean", "p05", "p10", "p25", "p50", "p75", "p90", "p95"))
    need = charts.scaled(need, factor, ("mean",)).loc[:, ["period", "mean"]]
    made = made.drop(columns=["arrangement", "product", "year", "mean"])
    made = made.assign(time=made["period"].map(words.years_of))
    need = need.assign(time=need["period"].map(words.years_of))
    first, last = made["time"].min() // 1, made["time"].max() // 1 + 1
    x, colour = charts.years("time", first, last), ARRANGEMENTS[arrangement]
    y = charts.amount("p50", unit, largest * factor)
    base = alt.Chart(charts.rows(made)).encode(x=x)
    median = base.mark_line(color=colour, strokeWidth=2.2).encode(y=y)
    hover = base.mark_bar(opacity=0, width=12).encode(
        y=alt.Y("p95:Q"),
        tooltip=[
            alt.Tooltip("period:N", title="Period"),
            alt.Tooltip("p50:Q", title="Median", format=",.4~r"),
            *charts.band_tips(),
        ],
    )
    due = (
        alt.Chart(charts.rows(need))
        .mark_line(color=NEED, strokeDash=[5, 4], strokeWidth=1.4, interpolate="step")
        .encode(x=x, y="mean:Q")
    )
    layers = [*charts.bands(base, colour), median, *([due] if len(need) else []), hover]
    return charts.finish(
        alt.layer(*layers),
        description=f"Deliveries over time, arrangement {arrangement}, with bands, against the need.",
        frame="deliveries",
        height=260,
    )


def shortfall(run: Material) -> Figure:
    """Share of the need up to each year's end that is not delivered, by buyer."""
    short = run["shortfall"]
    shown = _worst_buyers(short, run)
    return Figure(
        id="shortfall",
        title=_shortfall_finding(short[short["arrangement"] == run.main]),
        measure=(
            "Share of all that a buyer needed up to the end of the year and has not received by then, "
            "in percent. Mean over the futures. Empty: nothing is missing."
        ),
        unit="percent of cumulative need",
        numbers=short,
        frame="shortfall",
        rests_on=("requirements", "budgets", "orders"),
        panels=tuple(
            Panel(
                arrangement if len(run.arrangements) > 1 else "",
                _calendar(short[short["arrangement"] == arrangement], shown, arrangement),
            )
            for arrangement in run.arrangements
            if (short["share_late"] >= 0.005).any()
        ),
        remarks=_left_out(short, shown),
    )


def _worst_buyers(short: pd.DataFrame, run: Material) -> list[str]:
    worst = short[short["share_late"] >= 0.005].groupby("buyer")["share_late"].sum()
    order = worst.sort_index().sort_values(ascending=False, kind="stable").index
    return [str(b) for b in order[:MOST_BUYERS]] or sorted(short["buyer"].unique())[:MOST_BUYERS]


def _left_out(short: pd.DataFrame, shown: list[str]) -> tuple[str, ...]:
    others = sorted(set(short["buyer"]) - set(shown))
    if not others:
        return ()
    number = words.count(len(others), "other buyer")
    return (f"{number} with less or nothing missing: see the numbers ({words.listed(others, 6)}).",)


def _shortfall_finding(short: pd.DataFrame) -> str:
    late = short[short["share_late"] >= 0.005]
    if late.empty:
        return "Nobody is short: every buyer receives what it needs, when it needs it"
    last = int(short["year"].max())
    end = late[late["year"] == last]
    worst = late.sort_values("share_late", ascending=False, kind="stable").iloc[0]
    peak = f"{worst['buyer']} lacks {words.share(worst['share_late'])} in {int(worst['year'])}"
    if end.empty:
        clear = int(late["year"].max()) + 1
        return f"The backlog is gone by {clear}; at its worst, {peak}"
    return f"{words.count(len(end), 'buyer')} {'is' if len(end) == 1 else 'are'} still short at the end of {last}; at its worst, {peak}"


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
        tooltip=[
            alt.Tooltip("buyer:N", title="Buyer"),
            alt.Tooltip("year:O", title="Year"),
            alt.Tooltip("percent:Q", title="Missing, percent of need"),
            alt.Tooltip("late:Q", title="Missing, units", format=",.4~r"),
        ],
    )  # fmt: skip
    scale = alt.Scale(
        domain=[0, 25, 50, 75, 100], range=list(SHORTFALL), clamp=True, interpolate="rgb"
    )
    heat = base.mark_rect(stroke="#ffffff", strokeWidth=1).encode(
        color=alt.Color("percent:Q", scale=scale, legend=None)
    )
    text = (
        base.transform_filter("datum.percent > 0")
        .mark_text(fontSize=11)
        .encode(
            text="percent:Q",
            color=alt.condition("datum.percent > 62", alt.value("#ffffff"), alt.value(INK)),
        )
    )
    return charts.finish(
        alt.layer(heat, text),
        description=f"Calendar of what is missing, by buyer and year, arrangement {arrangement}.",
        frame="shortfall",
        height=22 * len(buyers),
    )
