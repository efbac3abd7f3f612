"""Figure: who makes what, with bands, beside what firms announce."""

from __future__ import annotations

import altair as alt
import pandas as pd

from offtake.views.drawing import charts, words
from offtake.views.drawing.figure import Figure, Key, Panel, Spec
from offtake.views.drawing.frames import Material
from offtake.views.drawing.owners import pooled, producers, with_others
from offtake.views.drawing.palette import INK
from offtake.views.figures.plan.delivery import products as taken
from offtake.views.figures.plan.delivery import unit_of


def made(run: Material) -> Figure | None:
    """Units made a year by firm, stacked, the band of all of them, and what is announced."""
    if not run.has("made"):
        return None
    own = run.of_main("made").drop(columns="arrangement")
    firms = own[own["by"] == "firm"]
    colours = with_others(firms.loc[firms["mean"] > 0, "name"].tolist(), producers(run))
    there = list(dict.fromkeys(own["product"]))
    products = [p for p in taken(run) if p in there]
    products += [p for p in there if p not in products]
    products = [p for p in products if _anything(own[own["product"] == p])] or products[:1]
    return Figure(
        id="made",
        title=_finding(own, products[0], run),
        measure=(
            "Units made in a calendar year. Bars: mean by firm, stacked. "
            f"{run.spread(f'Black lines: all firms together, 80% of the futures (thick), {run.most_futures} (thin). ')}Dashes: what firms announce, with what the plan begins built as "
            f"promised and nothing taken off{run.spread(', mean over the futures')}. Arrangement {run.main}."
        ),
        unit="units a year",
        numbers=own,
        frame="made",
        rests_on=("lines", "projects", "producers", "recipes", "driver_effects"),
        panels=tuple(
            Panel(product, _stack(own[own["product"] == product], colours, unit_of(run, product)))
            for product in products
        ),
        legend=(
            *(Key(name, "bar", c) for name, c in colours.items()),
            *(
                [Key(f"all firms: 80% of futures, {run.most_futures}", "rule", INK)]
                if run.futures > 1
                else []
            ),
            Key("announced", "dash", INK),
        ),
        remarks=(
            "Countries and lines stand in the numbers.",
            *_above(own, products, run),
            *_idle(there, products),
        ),
    )


def _anything(own: pd.DataFrame) -> bool:
    """Something is made, or announced."""
    return bool((own[["mean", "announced"]].max() > 0).any())


def _above(own: pd.DataFrame, shown: list[str], run: Material) -> tuple[str, ...]:
    """Why some futures have more made than the mean of what is announced."""
    whole = own[(own["by"] == "all") & (own["p95"] > own["announced"] * 1.001)]
    names = [product for product in shown if product in set(whole["product"])]
    if not names or run.futures < 2:
        return ()
    return (
        f"Lines above the dashes ({words.listed(names, 4)}): futures in which the study has more capacity there, or builds it faster, than "
        "in the mean; in none of them is more made than its own capacity.",
    )


def _idle(there: list[str], shown: list[str]) -> tuple[str, ...]:
    idle = [product for product in there if product not in shown]
    return (f"Neither made nor announced: {words.listed(idle, 6)}.",) if idle else ()


def _finding(own: pd.DataFrame, product: str, run: Material) -> str:
    whole = own[(own["product"] == product) & (own["by"] == "all")]
    unit = unit_of(run, product)
    last = whole.iloc[-1]
    told = f"{words.goods(float(last['mean']), unit, digits=run.digits)} made in {run.year_words(int(last['year']))}"
    if whole["announced"].sum() <= 0:
        return told
    share = whole["mean"].sum() / whole["announced"].sum()
    return f"{told}; over all years {words.share(float(share))} of what is announced"


def _stack(own: pd.DataFrame, colours: dict[str, str], unit: str) -> Spec:
    whole, firms = own[own["by"] == "all"], own[own["by"] == "firm"]
    largest = float(whole[["p95", "mean", "announced"]].max().max())
    factor, unit = charts.unit_scale(largest, f"{unit} a year")
    whole = charts.scaled(whole, factor, ("mean", "p05", "p10", "p50", "p90", "p95", "announced"))
    firms = charts.scaled(firms, factor, ("mean",))
    firms = firms[firms["mean"] > 0]
    firms = firms.assign(firm=pooled(firms["name"].tolist(), colours))
    firms = firms.groupby(["firm", "year"])["mean"].sum().reset_index()
    firms = firms.assign(rank=firms["firm"].map(list(colours).index))
    x = alt.X("year:O", axis=charts.year_axis())
    bars = (
        alt.Chart(charts.rows(firms))
        .mark_bar()
        .encode(
            x=x,
            y=charts.amount("mean", unit, largest * factor),
            color=charts.colours("firm", colours),
            order=alt.Order("rank:Q"),
            tooltip=charts.tips(
                ("firm:N", "Firm"), ("year:O", "Year"), ("mean:Q", "Mean", ",.4~r")
            ),
        )
    )
    base = alt.Chart(charts.rows(whole[["year", "p05", "p10", "p90", "p95", "announced"]])).encode(x=x)  # fmt: skip
    outer = base.mark_rule(color=INK, strokeWidth=1).encode(y="p05:Q", y2="p95:Q")
    inner = base.mark_rule(color=INK, strokeWidth=3).encode(y="p10:Q", y2="p90:Q")
    said = base.mark_line(color=INK, strokeDash=[5, 4], strokeWidth=1.4).encode(y="announced:Q")
    return charts.finish(
        alt.layer(bars, outer, inner, said),
        description="Units made a year by firm, with the band of all firms, and what is announced.",
        frame="made",
        height=240,
    )
