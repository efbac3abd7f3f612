"""Figure: the arrangements side by side, and what commitment is worth."""

from __future__ import annotations

import altair as alt
import pandas as pd

from offtake.views import charts, words
from offtake.views.delivery import products, unit_of
from offtake.views.figure import Figure, Key, Panel, Spec, Table
from offtake.views.frames import Material
from offtake.views.palette import ARRANGEMENTS, INK


def arrangements(run: Material) -> Figure | None:
    """Deliveries, delay, public money and projects under each arrangement; None where there is one only."""
    if len(run.arrangements) < 2:
        return None
    measures = _measures(run)
    return Figure(
        id="arrangements",
        title=_finding(run),
        measure=(
            "Each arrangement by the four headline numbers. Dot: mean over the futures. "
            "Line: 90% of futures lie inside."
        ),
        unit="units; months; money; projects",
        numbers=_numbers(run),
        frame="answer",
        rests_on=("producers", "projects", "prices", "requirements", "instruments"),
        panels=tuple(Panel(title, _dots(rows)) for title, rows in measures),
        legend=tuple(Key(a, "line", ARRANGEMENTS[a]) for a in run.arrangements),
        tables=(Table(_values(run), f"Expected present values, {run.money}"),),
        remarks=(
            "Value of commitment: social value of the deal less that of no-deal. Price of no agreement: "
            "social value of first-best less that of no-deal. Social value counts what deliveries are worth, "
            "less what they cost in resources and in the loss that public money brings with it.",
        ),
    )


def _finding(run: Material) -> str:
    currency = run.settings.currency
    value, price = (run.headline.get(k) for k in ("value_of_commitment", "price_of_no_agreement"))
    if value is not None:
        text = f"Commitment is worth {words.money(float(value), currency)}"
        if price is not None and float(price) > 0:
            text += (
                f": {words.share(float(value) / float(price))} of what full agreement would bring"
            )
        return text
    if price is not None:
        return f"Without agreement, {words.money(float(price), currency)} of value is lost"
    return f"{words.listed(run.arrangements)} side by side"


def _numbers(run: Material) -> pd.DataFrame:
    if run.has("answer"):
        return run["answer"]
    return _values(run)


def _values(run: Material) -> pd.DataFrame:
    """Present values by arrangement, one row for each."""
    found = run.headline["arrangements"]
    keys = ("social_value", "resource_cost", "public_cost")
    frame = pd.DataFrame(
        [(a, *(float(found[a][k]) for k in keys)) for a in run.arrangements],
        columns=["Arrangement", "Social value", "Resource cost", "Public cost"],
    )
    accepting = [_accepting(found[a]["producers"]) for a in run.arrangements]
    return frame.assign(**{"Producers that accept": accepting}) if any(accepting) else frame


def _accepting(producers: list[dict[str, object]]) -> str:
    if not producers:
        return ""
    return f"{sum(bool(p['accepts']) for p in producers)} of {len(producers)}"


def _measures(run: Material) -> list[tuple[str, pd.DataFrame]]:
    """Title and rows of every panel, amounts in the unit that the title names."""
    if not run.has("answer"):
        return []
    product = products(run)[0]
    units = (
        f"{unit_of(run, product)} delivered by the end of {int(run['deliveries']['year'].max())}"
    )
    panels = []
    for measure, scale, title in (
        (f"delivered:{product}", charts.unit_scale, units),
        ("delay", None, "months that a unit is late"),
        ("public_cost", charts.money_scale, f"{run.money}, public cost"),
        ("begun", None, "projects begun"),
    ):
        answer = run["answer"]
        rows = answer[answer["measure"] == measure].drop(columns=["measure", "unit", "p50"])
        rows = rows[rows["arrangement"].isin(run.arrangements)]
        if rows.empty:
            continue
        if scale is not None:
            factor, title = scale(float(rows["mean"].max()), title)
            rows = charts.scaled(rows, factor, ("mean", "p05", "p95"))
        text = [
            f"{a} · {words.significant(m)}"
            for a, m in zip(rows["arrangement"], rows["mean"], strict=True)
        ]
        panels.append((title, rows.assign(label=text, zero=0.0)))
    return panels


def _dots(rows: pd.DataFrame) -> Spec:
    largest = float(rows[["mean", "p95"]].max().max())
    smallest = min(float(rows[["mean", "p05"]].min().min()), 0.0)
    x = alt.X(
        "mean:Q",
        scale=alt.Scale(domain=[smallest, largest or 1.0], nice=True),
        axis=alt.Axis(title=None, tickCount=4, format=",~f"),
    )
    y = alt.Y("label:N", sort=list(rows["label"]), axis=None)
    base = alt.Chart(charts.rows(rows)).encode(y=y)
    colour = charts.colours("arrangement", ARRANGEMENTS)
    bands = base.mark_rule(strokeWidth=3, opacity=0.45, yOffset=9).encode(
        x="p05:Q", x2="p95:Q", color=colour
    )
    dots = base.mark_point(filled=True, size=90, opacity=1, yOffset=9).encode(
        x=x,
        color=colour,
        tooltip=[
            alt.Tooltip("arrangement:N", title="Arrangement"),
            alt.Tooltip("mean:Q", title="Mean", format=",.4~r"),
            alt.Tooltip("p05:Q", title="5% of futures below", format=",.4~r"),
            alt.Tooltip("p95:Q", title="5% of futures above", format=",.4~r"),
        ],
    )
    names = base.mark_text(align="left", baseline="middle", dy=-7, color=INK).encode(
        x=alt.X("zero:Q"), text="label:N"
    )
    return charts.finish(
        alt.layer(bands, dots, names),
        description="One dot with its band for each arrangement.",
        frame="answer",
        height=36 * len(rows),
    )
