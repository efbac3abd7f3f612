"""Figure: the arrangements side by side, and what commitment is worth."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import altair as alt
import pandas as pd

from offtake.views.drawing import charts, words
from offtake.views.drawing.figure import Figure, Key, Panel, Spec, TextTable
from offtake.views.drawing.frames import Material
from offtake.views.drawing.palette import ARRANGEMENTS, INK
from offtake.views.figures.answer import TOLD_APART, needed, unproved, what_is_needed
from offtake.views.figures.plan.delivery import products, unit_of


def arrangements(run: Material) -> Figure | None:
    """Deliveries, delivery times, public money and projects under each arrangement; None where there is one only."""
    if len(run.arrangements) < 2:
        return None
    measures = _measures(run)
    return Figure(
        id="arrangements",
        title=_finding(run),
        measure=(
            "Each arrangement by the headline numbers. Dot: mean over the futures."
            + run.spread(f" Line: {run.most_futures} lie inside.")
        ),
        unit="units; share; months; money; projects",
        numbers=_numbers(run),
        frame="answer",
        rests_on=("producers", "projects", "prices", "requirements", "instruments"),
        panels=tuple(Panel(title, _dots(rows, run)) for title, rows in measures),
        legend=tuple(Key(a, "line", ARRANGEMENTS[a]) for a in run.arrangements),
        tables=(
            TextTable(
                _side_by_side(run), f"Side by side, expected; money: present value, {run.money}"
            ),
        ),
        remarks=(
            *_bought(run),
            *_above_first_best(run),
            *_less_well_off(run),
            "Value of commitment: social value of the deal less that of no-deal. Price of no agreement: "
            "social value of first-best less that of no-deal. Social value counts what deliveries are worth, "
            "less what they cost in resources and in the loss that public money brings with it.",
        ),
    )


SMALL = 1e-6
IN_WORDS = {
    "course": "if nothing more is decided",
    "no-deal": "without a deal",
    "deal": "with it",
    "first-best": "if consent were free",
}


def _finding(run: Material) -> str:
    """Social value side by side; what it is worth to sign is a difference, and may be less than what is proved."""
    found, currency = run.headline["arrangements"], run.settings.currency
    told = [
        f"{words.money(float(found[a]['social_value']), currency)} {IN_WORDS[a]}"
        for a in run.arrangements
    ]
    text = f"Social value is {words.listed(told, len(told))}"
    value = run.headline.get("value_of_commitment")
    if value is not None and 0 < abs(float(value)) < unproved(run):
        return f"{text}: no more apart than what the solver left open"
    return text


def _numbers(run: Material) -> pd.DataFrame:
    if run.has("answer"):
        return run["answer"]
    return _values(run)


def _values(run: Material) -> pd.DataFrame:
    """Present values by arrangement, one row for each."""
    found = run.headline["arrangements"]
    keys = ("social_value", "resource_cost", "public_paid")
    frame = pd.DataFrame(
        [(a, *(float(found[a][k]) for k in keys)) for a in run.arrangements],
        columns=["Arrangement", "Social value", "Resource cost", "Public money paid"],
    )
    accepting = [_accepting(found[a]["producers"]) for a in run.arrangements]
    return frame.assign(**{"Producers that accept": accepting}) if any(accepting) else frame


def _side_by_side(run: Material) -> pd.DataFrame:
    """One row a measure, one column an arrangement: value, cost, capacity, deliveries, times, acceptance."""
    found = run.headline["arrangements"]
    rows = {
        "Social value": _amounts(float(found[a]["social_value"]) for a in run.arrangements),
        "Resource cost": _amounts(float(found[a]["resource_cost"]) for a in run.arrangements),
        "Public money paid": _amounts(float(found[a]["public_paid"]) for a in run.arrangements),
        "of it under clauses": _amounts(
            sum(float(c["expected_cost"]) for c in found[a].get("clauses", ()))
            for a in run.arrangements
        ),
        "Capital spent on projects, not discounted": _amounts(
            _capital(run, a) for a in run.arrangements
        ),
    }
    for product, unit in _added_units(run):
        rows[f"Capacity added: {product}, {unit} a year"] = _amounts(
            _added(run, a, product) for a in run.arrangements
        )
    for measure, name in _bands(run).items():
        for column, label in (("mean", "mean"), ("p95", run.at_most))[: min(run.futures, 2)]:
            if values := _of(run, measure, column):
                rows[f"{name}, {label}"] = values
    if accepting := [_accepting(found[a]["producers"]) for a in run.arrangements]:
        rows["Producers that accept their part"] = accepting
    kept = {
        name: values for name, values in rows.items() if any(v not in ("", "0") for v in values)
    }
    frame = pd.DataFrame.from_dict(kept, orient="index", columns=list(run.arrangements))
    return frame.rename_axis("Measure").reset_index()


def _amounts(values: Iterable[float]) -> list[str]:
    return words.alike([v if abs(v) > 1e-9 else 0.0 for v in values], 2)


def _capital(run: Material, arrangement: str) -> float:
    lines = run["projects"]
    mine = lines[lines["arrangement"] == arrangement]
    return float((mine["share_begun"] * mine["capex"]).sum())


def _added_units(run: Material) -> list[tuple[str, str]]:
    """Products that some project adds capacity for, with their units."""
    adding = run["projects"].loc[run["projects"]["adds"] > 0, "product"]
    return [(str(p), run.study.units[str(p)]) for p in dict.fromkeys(adding)]


def _added(run: Material, arrangement: str, product: str) -> float:
    """Expected capacity added by projects begun, at full rate."""
    lines = run["projects"]
    mine = lines[(lines["arrangement"] == arrangement) & (lines["product"] == product)]
    return float((mine["share_begun"] * mine["adds"]).sum())


def _bands(run: Material) -> dict[str, str]:
    product = products(run)[0]
    return {
        f"delivered:{product}": f"Delivered, {unit_of(run, product)}",
        f"never_delivered:{needed(run)}": f"Never delivered of {what_is_needed(run)}",
        f"wait:{needed(run)}": "Months of wait for a unit that comes",
    }


def _of(run: Material, measure: str, column: str) -> list[str]:
    """A column of frame answer by arrangement; empty where the run does not have the measure."""
    if not run.has("answer"):
        return []
    rows = run["answer"][run["answer"]["measure"] == measure].set_index("arrangement")[column]
    there = [a for a in run.arrangements if a in rows.index]
    percent = measure.startswith("never_delivered")
    values = [float(rows[a]) * (100 if percent else 1) for a in there]
    told = dict(zip(there, _in_words(measure, values, column), strict=True))
    return [f"{told[a]}%" if percent and a in told else told.get(a, "") for a in run.arrangements] if told else []  # fmt: skip


def _in_words(measure: str, values: Sequence[float], column: str = "mean") -> list[str]:
    """Means at the digits that tell them apart, waits only where they are told as a change; ends of bands at two."""
    together = (
        measure.startswith("wait")
        and max(values, default=0.0) - min(values, default=0.0) < TOLD_APART
    )
    if column != "mean" or together:
        return [words.significant(v, 2) for v in values]
    exact = measure.startswith(
        ("never_delivered", "wait")
    )  # to the hundredth of a percent, or of a month
    return _amounts(round(v, 2) if exact else v for v in values)


def _bought(run: Material) -> tuple[str, ...]:
    """What the clauses buy, in deliveries, and in capital spent on projects that would not be without them."""
    deal = run.deal
    deal = deal.get("statistics", deal)
    cost = deal.get("public_cost_of_clauses")
    if cost is None or "no-deal" not in run.arrangements:
        return ()
    parts = [*_sooner(run)]
    parts.append(_more_capital(run))
    money = run.money_of(abs(float(cost)))
    head = f"Clauses that {'cost' if float(cost) >= 0 else 'return'} {money} bring"
    return (f"{head}: {'; '.join(parts)}.",) if parts else ()


def _more_capital(run: Material) -> str:
    """What is spent on projects with the deal and not without: the difference of two figures of the table above."""
    more = _capital(run, "deal") - _capital(run, "no-deal")
    if abs(more) <= 1e-6:
        return "no more capital is spent on projects than without a deal"
    return f"{run.money_of(abs(more))} {'more' if more > 0 else 'less'} capital is spent on projects than without a deal, grants included"


def _sooner(run: Material) -> Iterator[str]:
    """What the deal changes in delivery times against no-deal."""
    name, found = needed(run), run.headline["arrangements"]
    for key, told, least, of in (
        ("never_delivered", words.share, 1e-6, f"of {what_is_needed(run)} never delivered"),
        ("wait_months", words.months, TOLD_APART, "of wait for a unit that comes"),
    ):
        before, after = (found[a].get(key, {}).get(name) for a in ("no-deal", "deal"))
        if before is not None and after is not None and abs(before - after) > least:
            digits = words.places(after, before) if told is words.share else (2, 3)
            n = words.apart(float(after), float(before), told, digits)
            now, then = told(float(after), n), told(float(before), n)
            yield f"{now} instead of {then} {of}" if now != then else f"still {now} {of}"


def _above_first_best(run: Material) -> tuple[str, ...]:
    """Why the deal may be worth more than what one owner of everything would do."""
    found = run.headline["arrangements"]
    if not {"deal", "first-best"} <= set(found):
        return ()
    more = float(found["deal"]["social_value"]) - float(found["first-best"]["social_value"])
    if more <= max(unproved(run), SMALL):
        return ()
    return (
        f"The deal is worth {run.money_of(more)} more than first-best, which pays the prices asked out of each year's budget: "
        "clauses may lower prices, bring money back, or pay in one budget year for goods of another.",
    )


def _less_well_off(run: Material) -> tuple[str, ...]:
    """Producers worth less in the deal than without one: acceptance takes the others' part as given."""
    found = run.headline["arrangements"]
    if "deal" not in found or "no-deal" not in found:
        return ()
    before = {p["producer"]: float(p["npv_mean"]) for p in found["no-deal"]["producers"]}
    lost = {
        str(p["producer"]): before[p["producer"]] - float(p["npv_mean"])
        for p in found["deal"]["producers"]
        if p["producer"] in before and before[p["producer"]] - float(p["npv_mean"]) > 0.01 * abs(before[p["producer"]])
    }  # fmt: skip
    if not lost:
        return ()
    worst = max(sorted(lost), key=lost.__getitem__)
    return (
        f"Worth less in the deal than without one: {words.listed(sorted(lost), 6)}, at most by "
        f"{run.money_of(lost[worst])}{f' ({worst})' if len(lost) > 1 else ''}. Acceptance is judged against doing less "
        "while the others do their part; a producer that has no part is not asked.",
    )


def _accepting(producers: list[dict[str, object]]) -> str:
    if not producers:
        return ""
    return f"{sum(bool(p['accepts']) for p in producers)} of {len(producers)}"


def _measures(run: Material) -> list[tuple[str, pd.DataFrame]]:
    """Title and rows of every panel, amounts in the unit that the title names."""
    if not run.has("answer"):
        return []
    product = products(run)[0]
    units = f"{unit_of(run, product)} delivered by {run.ends}"
    panels = []
    for measure, scale, title in (
        (f"delivered:{product}", charts.unit_scale, units),
        (
            f"never_delivered:{needed(run)}",
            _percent,
            f"percent never delivered of {what_is_needed(run)}",
        ),
        (f"wait:{needed(run)}", None, "months of wait for a unit that comes"),
        ("public_paid", charts.money_scale, f"{run.money}, public money paid"),
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
            f"{a} · {m}"
            for a, m in zip(
                rows["arrangement"],
                _in_words(measure, [float(m) for m in rows["mean"]]),
                strict=True,
            )
        ]
        panels.append((title, rows.assign(label=text)))
    return panels


def _percent(_: float, title: str) -> tuple[float, str]:
    return 100.0, title


def _dots(rows: pd.DataFrame, run: Material) -> Spec:
    largest = float(rows[["mean", "p95"]].max().max())
    smallest = min(float(rows[["mean", "p05"]].min().min()), 0.0)
    x = charts.across("mean", domain=[smallest, largest or 1.0])
    base = charts.below_each_other(charts.rows(rows), list(rows["label"]))
    colour = charts.colours("arrangement", ARRANGEMENTS)
    bands = base.mark_rule(strokeWidth=3, opacity=0.45, yOffset=9).encode(
        x="p05:Q", x2="p95:Q", color=colour
    )
    dots = base.mark_point(filled=True, size=90, opacity=1, yOffset=9).encode(
        x=x,
        color=colour,
        tooltip=charts.tips(
            ("arrangement:N", "Arrangement"),
            ("mean:Q", "Mean", ",.4~r"),
            *charts.end_tips(run.futures, run.rarest, ("p05", "p95"), ",.4~r"),
        ),
    )
    return charts.finish(
        alt.layer(bands, dots, charts.names(base, dy=-7, color=INK)),
        description="One dot with its band for each arrangement.",
        frame="answer",
        height=36 * len(rows),
    )
