"""Figure: one bridge of money, from what budgets allow to what is contracted, paid, delivered and, discounted, borne."""

from __future__ import annotations

from math import floor, log10

import altair as alt
import pandas as pd

from offtake.views.drawing import charts, words
from offtake.views.drawing.figure import Figure, Key, Panel, Spec, TextTable
from offtake.views.drawing.frames import Material
from offtake.views.drawing.palette import INK, STEPS

ROOM = "budget room"
CALLED = {"pledged": ROOM, "contracted": "contracted", "paid": "paid", "delivered": "delivered"}
"""Steps of frame money_path as a reader is told them: what budgets allow is nobody's pledge."""
SMALL = 1e-6


def money_path(run: Material) -> Figure | None:
    """Budget room, contracted, paid and delivered: in all, with what lies between, and by calendar year."""
    path = run["money_path"].replace({"step": CALLED})
    if not _steps(path):  # no money is allowed, bound or paid
        return None
    total = path.groupby("step")["mean"].sum()
    factor, unit = charts.money_scale(float(total.max()), run.money)
    by_year, yearly = charts.money_scale(float(path[["mean", "p95"]].max().max()), run.money)
    steps = _steps(path)
    return Figure(
        id="money-path",
        title=_finding(total, run),
        measure=(
            f"Mean over the futures, in {unit}, not discounted unless said: in all, and by calendar year in {yearly}"
            f"{run.spread(f' with thin lines in which {run.most_futures} lie')}. Dashed: {_assumed(run)}."
        ),
        unit=run.money,
        numbers=run["money_path"],
        frame="money_path",
        rests_on=("pledges", "budgets", "orders", "prices"),
        panels=(
            Panel("In all", _bridge(total * factor, run, factor)),
            Panel("By year", _years(charts.scaled(path, by_year, ("mean", "p05", "p95")), yearly, run)),
        ),
        legend=tuple(
            Key(step, "hatch" if step == ROOM else "line" if step == "contracted" else "bar", STEPS[step])
            for step in steps
        ),
        tables=(TextTable(_between(total, run), f"From budgets to what taxpayers bear, {run.money}"),),
        remarks=(
            "Budget room: what budgets allow, whether or not anybody has promised it. Contracted: orders that exist and what "
            "falls due under clauses of the deal, credits not taken off. Paid: money that leaves the buyer. "
            "Delivered: goods handed over, at their price.",
            *_bought_freely(total),
        ),
    )  # fmt: skip


def _assumed(run: Material) -> str:
    """What the budget room rests on: derived from pledges, or stated, and how much of it is judged."""
    every = run.provenance
    derived = "pledges" in set(every["table"])
    own = every[every["table"].isin(("pledges", "budgets"))]
    how = (
        "budget room derived from output and shares of it"
        if derived
        else "budget room as budgets state it"
    )
    if own.empty:
        return how
    judged = 1 - float((own["status"] == "sourced").mean())
    return f"{how}, {words.share(judged)} of the figures behind it assumed"


def _steps(path: pd.DataFrame) -> list[str]:
    """The steps that money takes in this run, in their order."""
    total = path.groupby("step")["mean"].sum()
    return [step for step in STEPS if total.get(step, 0.0) > 0]


def _finding(total: pd.Series, run: Material) -> str:
    room, paid = (float(total.get(step, 0.0)) for step in (ROOM, "paid"))
    spent = run.money_of(paid, run.digits)
    if room <= 0:
        return f"{spent} is paid to {run.ends}"
    return f"Of {run.money_of(room, run.digits)} that budgets have room for to {run.ends}, {spent} ({words.share(paid / room)}) is paid"


def _bought_freely(total: pd.Series) -> tuple[str, ...]:
    """How much of what is paid nobody is bound to pay yet."""
    paid, contracted = (float(total.get(step, 0.0)) for step in ("paid", "contracted"))
    if paid <= 0 or contracted >= paid:
        return ()
    return (
        f"What is contracted comes to {words.share(max(contracted, 0.0) / paid)} of what is paid. The rest is "
        "bought year by year as the plan goes, and nobody is bound to pay it today.",
    )


def _borne(run: Material) -> tuple[float, float]:
    """What is paid, at present value, and what raising it costs all told."""
    mine = run.headline["arrangements"][run.main]
    paid = float(mine["public_paid"])
    return paid, float(mine.get("public_burden", paid))


def _between(total: pd.Series, run: Material) -> pd.DataFrame:
    """Every step with what lies between it and the one before."""
    room, paid, goods = (float(total.get(step, 0.0)) for step in (ROOM, "paid", "delivered"))
    present, burden = _borne(run)
    rows = [
        ("Budget room", room, ""),
        ("not used", paid - room, "what the plan leaves in the budgets"),
        ("Paid", paid, "as it falls due"),
        ("of it for goods", goods, "at their price, orders included"),
        ("of it under clauses", paid - goods, "grants, fees and advances, less what comes back"),
        ("discounting", present - paid, "each buyer at its own rate"),
        ("Paid, present value", present, "what the answer calls public money"),
        ("cost of raising it", burden - present, "beyond the money itself"),
        ("Borne by taxpayers, present value", burden, ""),
    ]
    kept = [r for r in rows if not (r[0] in ("Budget room", "not used") and room <= 0)]
    if burden - present <= SMALL:
        kept = [
            r
            for r in kept
            if r[0] not in ("cost of raising it", "Borne by taxpayers, present value")
        ]
    return pd.DataFrame(_whole(kept), columns=["Step", f"Million {run.settings.currency}", "What it is"])  # fmt: skip


def _whole(rows: list[tuple[str, float, str]]) -> list[tuple[str, str, str]]:
    """Amounts that end at one place, so that they can be added up as they are read: the smallest at two digits, none behind
    the hundredths, and six of the largest at most.

    >>> [amount for _, amount, _ in _whole([("a", 82_098.4, ""), ("b", -62.61, "")])]
    ['82,098', '−63']
    """
    sizes = [floor(log10(abs(amount))) for _, amount, _ in rows if abs(amount) > SMALL] or [0]
    places = max(min(1 - min(sizes), 2, 5 - max(sizes)), 0)
    return [(step, f"{amount:,.{places}f}".replace("-", "−"), what) for step, amount, what in rows]


def _bridge(total: pd.Series, run: Material, factor: float) -> Spec:
    present, burden = _borne(run)
    bars = [(step, float(total[step]), STEPS[step]) for step in STEPS if total.get(step, 0.0) > 0]
    bars.append(("paid, present value", present * factor, STEPS["paid"]))
    if burden - present > SMALL:
        bars.append(("borne by taxpayers, present value", burden * factor, STEPS["paid"]))
    frame = pd.DataFrame(bars, columns=["step", "amount", "colour"])
    frame["label"] = [
        f"{s} · {run.money_of(a / factor)}"
        for s, a in zip(frame["step"], frame["amount"], strict=True)
    ]
    base = charts.below_each_other(charts.rows(frame), list(frame["label"]))
    x = charts.across("amount", domainMin=0)
    tooltip = charts.tips(("step:N", "Step"), ("amount:Q", "In all", ",.3~r"))
    hollow = base.transform_filter(f"datum.step == '{ROOM}'").mark_bar(
        height=11, yOffset=8, filled=False, stroke=STEPS[ROOM], strokeWidth=1.5, strokeDash=[4, 3]
    )
    filled = base.transform_filter(f"datum.step != '{ROOM}'").mark_bar(height=12, yOffset=8)
    return charts.finish(
        alt.layer(
            *([hollow.encode(x=x, tooltip=tooltip)] if ROOM in set(frame["step"]) else []),
            filled.encode(x=x, color=alt.Color("colour:N", scale=None), tooltip=tooltip),
            charts.names(base, dy=-7, color=INK),
        ),
        description="Bars one below the other: budget room, contracted, paid, delivered, and paid at present value.",
        frame="money_path",
        height=40 * len(frame),
    )  # fmt: skip


def _years(path: pd.DataFrame, unit: str, run: Material) -> Spec:
    steps = _steps(path)
    kept = path[path["step"].isin(steps)].loc[:, ["year", "step", "mean", "p05", "p95"]]
    largest = float(kept[["mean", "p95"]].max().max())
    base = alt.Chart(charts.rows(kept))
    x = alt.X("year:O", axis=charts.year_axis())
    y = charts.amount("mean", unit, largest, float(kept["mean"].min()))
    bar = [s for s in ("paid", "delivered") if s in steps]
    tooltip = charts.tips(
        ("year:O", "Year"),
        ("step:N", "Step"),
        ("mean:Q", "Mean", ",.3~r"),
        *charts.end_tips(run.futures, run.rarest, ("p05", "p95"), ",.3~r"),
    )
    bars = base.transform_filter(alt.FieldOneOfPredicate("step", bar)).encode(
        x=x, xOffset=alt.XOffset("step:N", scale=alt.Scale(domain=bar)), tooltip=tooltip
    )
    lines = [
        base.transform_filter(f"datum.step == '{step}'")
        .mark_line(
            color=STEPS[step], strokeWidth=1.8, strokeDash=[4, 3] if step == ROOM else [1, 0]
        )
        .encode(x=x, y="mean:Q", tooltip=tooltip)
        for step in (ROOM, "contracted")
        if step in steps
    ]
    certain = bool(
        (kept.loc[kept["step"].isin(bar), "p95"] <= kept.loc[kept["step"].isin(bar), "p05"]).all()
    )
    layers = [bars.mark_bar().encode(y=y, color=charts.colours("step", STEPS))] if bar else []
    if bar and not certain:
        layers.append(bars.mark_rule(color=INK, strokeWidth=1).encode(y="p05:Q", y2="p95:Q"))
    return charts.finish(
        alt.layer(*layers, *lines),
        description="By calendar year: bars for money paid and goods delivered, lines for budget room and contracts.",
        frame="money_path",
        height=240,
    )  # fmt: skip
