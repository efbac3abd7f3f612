"""Charts of the pages to print, as plain numbers that the template draws: no browser and no picture is needed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import ceil, floor, log10
from typing import Any

from offtake.views.drawing import charts, words
from offtake.views.drawing.frames import Material
from offtake.views.drawing.owners import ALL, payers, pooled, with_others
from offtake.views.drawing.palette import ARRANGEMENTS, NEED, STEPS
from offtake.views.figures.plan.delivery import products, unit_of

Chart = dict[str, Any]


def by_future(run: Material) -> tuple[Chart, ...]:
    """What the deal gains or loses in each future, a bar as wide as its probability."""
    found = sorted(
        run.headline.get("value_of_commitment_by_future") or (),
        key=lambda f: float(f["difference"]),
    )
    if not found or run.main != "deal":
        return ()
    bars, at = [], 0.0
    for future in found:
        worth, chance = float(future["difference"]), float(future["probability"])
        colour = ARRANGEMENTS["deal" if worth >= 0 else "no-deal"]
        bars.append(_bar(0, 0.0, worth, colour, at, at + chance * 0.995))
        at += chance
    title = f"Future by future, the width of a bar is its probability: deal less no-deal, social value, {run.money}"
    legend = [_key("gains", ARRANGEMENTS["deal"]), _key("loses", ARRANGEMENTS["no-deal"])]
    return (_chart(title, [""], bars, legend=legend),)  # fmt: skip


def deliveries(run: Material) -> tuple[Chart, ...]:
    """Units delivered a year, mean with its band, beside what falls due."""
    product = products(run)[0]
    name = "deliveries_by_year" if run.has("deliveries_by_year") else "deliveries"
    made = run.of_main(name)
    made = (
        made[made["product"] == product]
        .groupby("year", as_index=False)[["mean", "p05", "p95"]]
        .sum()
    )
    need = run["need"]
    need = need[need["product"] == product].assign(year=lambda n: n["period"].str[:4].astype(int))
    due = need.groupby("year")["mean"].sum().reindex(made["year"]).fillna(0.0)
    factor, unit = charts.unit_scale(
        float(max(made["p95"].max(), due.max())), unit_of(run, product)
    )
    colour = ARRANGEMENTS[run.main]
    bars = [_bar(k, 0.0, v * factor, colour) for k, v in enumerate(made["mean"])]
    bands = (
        [
            {"place": k, "low": a * factor, "high": b * factor}
            for k, (a, b) in enumerate(zip(made["p05"], made["p95"], strict=True))
        ]
        if name == "deliveries_by_year"
        else []
    )
    lines = (
        [{"values": [float(v) * factor for v in due], "colour": NEED, "dashed": True}]
        if due.sum() > 0
        else []
    )
    legend = [
        _key(
            f"delivered, mean; lines: {run.most_futures}" if bands else "delivered, mean",
            colour,
        )
    ]
    legend += [_key("falls due, mean", NEED, line=True, dashed=True)] if lines else []
    return (_chart(f"{unit} a year", [str(y) for y in made["year"]], bars, bands, lines, legend),)  # fmt: skip


def who_pays(run: Material) -> tuple[Chart, ...]:
    """Mean payments a year, stacked by payer."""
    if not run.has("who_pays"):
        return ()
    pays = run.of_main("who_pays")
    mine = pays[pays["state"] == ALL]
    colours = with_others(mine["payer"].tolist(), payers(run))
    mine = mine.assign(payer=pooled(mine["payer"].tolist(), colours))
    wide = mine.pivot_table(index="year", columns="payer", values="mean", aggfunc="sum").fillna(0.0)
    factor, unit = charts.money_scale(float(wide.sum(axis=1).max()), run.money)
    bars = []
    for k, (_, row) in enumerate(wide.iterrows()):
        up = 0.0
        for name, colour in colours.items():
            top = up + float(row.get(name, 0.0)) * factor
            bars.append(_bar(k, up, top, colour))
            up = top
    legend = [_key(name, colour) for name, colour in colours.items()]
    return (_chart(f"Payments as they fall due, mean, {unit}", [str(y) for y in wide.index], bars, legend=legend),)  # fmt: skip


def money_by_year(run: Material) -> tuple[Chart, ...]:
    """What is paid a year, with its band, beside what budgets have room for and what is contracted."""
    path = run["money_path"]
    years = sorted(path["year"].unique())
    of = {
        step: path[path["step"] == step]
        .set_index("year")[["mean", "p05", "p95"]]
        .reindex(years)
        .fillna(0.0)
        for step in path["step"].unique()
    }
    if "paid" not in of or of["paid"]["mean"].sum() <= 0:
        return ()
    factor, unit = charts.money_scale(float(path[["mean", "p95"]].max().max()), run.money)
    paid = of["paid"] * factor
    bars = [_bar(k, 0.0, float(v), STEPS["paid"]) for k, v in enumerate(paid["mean"])]
    bands = [
        {"place": k, "low": float(a), "high": float(b)}
        for k, (a, b) in enumerate(zip(paid["p05"], paid["p95"], strict=True))
    ]
    legend = [_key(f"paid, mean; lines: {run.most_futures}", STEPS["paid"])]
    lines = []
    for step, name, dashed in (
        ("pledged", "budget room", True),
        ("contracted", "contracted", False),
    ):
        if step in of and of[step]["mean"].sum() > 0:
            lines.append(
                {
                    "values": [float(v) * factor for v in of[step]["mean"]],
                    "colour": STEPS[name],
                    "dashed": dashed,
                }
            )
            legend.append(_key(name, STEPS[name], line=True, dashed=dashed))
    return (_chart(unit, [str(y) for y in years], bars, bands, lines, legend),)  # fmt: skip


def _bar(place: int, start: float, stop: float, colour: str, left: float = 0.15, right: float = 0.85) -> Chart:  # fmt: skip
    return {"place": place, "start": float(start), "stop": float(stop), "colour": colour, "from": left, "to": right}  # fmt: skip


def _key(label: str, colour: str, *, line: bool = False, dashed: bool = False) -> Chart:
    return {"label": label, "colour": colour, "line": line, "dashed": dashed}


def _chart(
    title: str,
    places: Sequence[str],
    bars: Sequence[Mapping[str, Any]],
    bands: Sequence[Mapping[str, Any]] = (),
    lines: Sequence[Mapping[str, Any]] = (),
    legend: Sequence[Mapping[str, Any]] = (),
) -> Chart:
    values = [float(b[end]) for b in bars for end in ("start", "stop")]
    values += [float(b[end]) for b in bands for end in ("low", "high")]
    values += [v for line in lines for v in line["values"]]
    low, high = min([*values, 0.0]), max([*values, 0.0])
    ticks = ticks_between(low, high)
    return {
        "title": title, "places": list(places), "bars": list(bars), "bands": list(bands), "lines": list(lines),
        "legend": list(legend), "low": min(low, *ticks, 0.0), "high": max(high, 0.0),
        "ticks": [{"value": t, "text": words.significant(t)} for t in ticks],
    }  # fmt: skip


def ticks_between(low: float, high: float) -> list[float]:
    """Round numbers between two values, two to five of them.

    >>> ticks_between(0.0, 11.0), ticks_between(-3.0, 9.0), ticks_between(-0.015, 9.74)
    ([0.0, 5.0, 10.0], [0.0, 5.0], [0.0, 2.0, 4.0, 6.0, 8.0])
    """
    if high <= low:
        return [0.0]
    rough = (high - low) / 5.0
    size = 10.0 ** floor(log10(rough))
    step = next(m * size for m in (1.0, 2.0, 5.0, 10.0) if m * size >= rough)
    first, last = ceil(low / step - 1e-9), floor(high / step + 1e-9)
    return [k * step for k in range(first, last + 1)]
