"""Small random studies in which all is constant within calendar years, on whatever grid: for the law of the grid.

Rates and holding cost 0, drivers that move on 1 January, projects begun on the first day; several firms, buyers and goods, a part,
a capability, orders, shares and extra costs; with budgets, or without.
"""

from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd

from offtake.study.reading.assemble import study_from_frames
from offtake.study.study import Settings, Study

COUNT = {"year": 1, "half-year": 2, "quarter": 4, "month": 12}
YEARS = (2026, 2027, 2028)
FIRMS = (("F", "DEU"), ("G", "FRA"), ("H", "USA"))
BUYERS = (("B", "DEU"), ("C", "POL"), ("D", "FRA"))


def grid_study(period: str, seed: int, budgets: bool = False) -> Study:
    """The study of a seed on a grid; the same for ever."""
    rng = np.random.default_rng([3, seed])
    chance = lambda p: bool(rng.random() < p)  # noqa: E731
    whole = lambda low, high: int(rng.integers(low, high))  # noqa: E731
    pick = lambda *of: of[whole(0, len(of))]  # noqa: E731
    firms, buyers = FIRMS[: whole(1, 4)], BUYERS[: whole(2, 4)]
    lands = dict(firms)
    goods, parts = ["a", *(["b"] if chance(0.4) else [])], chance(0.4)
    able = len(goods) == 2 and chance(0.4)
    made = [(f, j) for f, _ in firms for j in goods if chance(0.7)]
    made += [(firms[0][0], j) for j in goods]
    t: dict[str, list[dict[str, object]]] = {
        "producers": [{"producer": f, "country": c, "cost_of_capital": 0.0} for f, c in firms],
        "products": [{"product": j, "unit": "u"} for j in (*goods, *(["part"] if parts else []))],
        "prices": [{"producer": f, "product": j, "price": pick(3, 3, 2.5)} for f, j in sorted(set(made))],
        "buyers": [
            {"buyer": b, "iso3": c, "discount_rate": 0.0, "public_fund_cost": pick(1.1, 1.2, 1.4)} for b, c in buyers
        ],
    }  # fmt: skip
    if parts:
        t["recipes"] = [{"product": "a", "input": "part", "quantity": pick(1, 2, 0.5)}]
        made += [(firms[-1][0], "part")] * whole(1, 3)
    t["lines"] = [
        {"line": f"L{k}", "producer": f, "product": j, "capacity": whole(2, 9) * (2 if j == "part" else 1),
         "unit_cost": pick(1, 1, 1.5), "reliability": pick(1, 0.9), "opens": date(2027, 1, 1) if k and chance(0.15) else None}
        for k, (f, j) in enumerate(made)
    ]  # fmt: skip
    t["projects"] = [
        {"project": f"P{k}", "line": f"L{whole(0, len(made))}", "kind": "expand", "adds": whole(2, 9), "capex": 1,
         "build_time": whole(0, 3), "ramp": pick("", "0.5"), "earliest": date(2026, 1, 1), "latest": date(2026, 1, 1)}
        for k in range(whole(1, 3))
    ]  # fmt: skip
    wants = [*goods, *(["reach"] if able else [])]
    if able:
        t["capabilities"] = [
            {"capability": "reach", "product": j, "contribution": pick(1, 2, 0.5)} for j in goods
        ]
    stocks, late, value = chance(0.7), {j: pick(1, 2) for j in wants}, pick(9, 8)
    t["requirements"] = [
        {"buyer": b, "product": j, "period": str(y), "quantity": whole(8, 24), "value": value, "late_cost": late[j],
         "kind": "stock" if stocks else pick("stock", "flow")}
        for b, _ in buyers for j in wants if chance(0.8) or j == "a" for y in YEARS if chance(0.8) or y == YEARS[0]
    ]  # fmt: skip
    t["orders"] = []
    for k in range(
        whole(0, 3)
    ):  # fall due below the least need, so that neither overtakes the other
        f, j = pick(*[m for m in made if m[1] != "part"])
        t["orders"].append(
            {"order": f"O{k}", "buyer": pick(*buyers)[0], "producer": f, "product": j, "quantity": 1, "price": pick(2, 3, 4),
             "starts": date(2026, 1, 1), "ends": date(pick(*YEARS), 12, 31), "take_or_pay": pick(0, 1)}
        )  # fmt: skip
    pairs = {(pick(*buyers)[pick(0, 1)], pick(*firms)[pick(0, 1)]) for _ in range(whole(0, 3))}
    there = {f for f, _ in made} | {lands[f] for f, _ in made}
    t["supply"] = [
        {"buyer": b, "producer": f, "extra_cost": pick(0.5, 0.25), "min_share": pick(0, 0.3), "max_share": pick(1, 0.6)}
        for b, f in sorted(pairs) if f in there
    ]  # fmt: skip
    t["drivers"] = [{"driver": "d", "initial": "low"}]
    when = date(pick(2027, 2028), 1, 1)
    t["driver_states"] = [
        {"driver": "d", "date": when, "state": "low", "next": s, "probability": 0.5}
        for s in ("low", "high")
    ]
    table, column = pick(("requirements", "quantity"), ("lines", "capacity"))
    t["driver_effects"] = [
        {"driver": "d", "state": "high", "table": table, "column": column, "operation": "scale", "value": 1.5}
    ]  # fmt: skip
    if budgets:
        t["budgets"] = [
            {"buyer": b, "year": y, "amount": whole(8, 60)} for b, _ in buyers for y in YEARS
        ]
    settings = Settings(
        name="grid", title="Grid", currency="EUR", price_year=2026, start=date(2026, 1, 1), period=period,
        periods=len(YEARS) * COUNT[period], discount_rate=0.0, leaves=8, seed=1, carry_over=pick(0.0, 0.5, 1.0),
    )  # fmt: skip
    return study_from_frames(
        settings, {name: pd.DataFrame(rows) for name, rows in t.items() if rows}
    )
