"""Small random studies that hold something of everything that money, supply and time mean."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pandas as pd

from offtake.study.reading.assemble import study_from_frames
from offtake.study.study import Settings, Study

LONG = {"year": (12, 3), "half-year": (6, 4), "quarter": (3, 5), "month": (1, 6)}
FIRMS = (("F", "DEU"), ("G", "FRA"), ("H", "USA"))
BUYERS = (("B", "DEU"), ("C", "POL"))


def random_study(seed: int) -> Study:
    """The study of a seed; the same for ever."""
    rng = np.random.default_rng(seed)
    chance = lambda p: bool(rng.random() < p)  # noqa: E731
    period = str(rng.choice(list(LONG)))
    months, count = LONG[period]
    start = date(2026, int(rng.integers(0, 12 // months)) * months + 1, 1)
    settings = Settings(
        name="random",
        title="Random",
        currency="EUR",
        price_year=2026,
        start=start,
        period=period,
        periods=count,
        discount_rate=float(rng.choice([0.0, 0.05])),
        carry_over=float(rng.choice([0.0, 0.0, 0.6, 1.0])),
        seed=1,
        leaves=8,
    )
    step = months / 12
    here = Study(settings, {})
    opening = [here.period_start(t) for t in range(count + 1)]
    days = (opening[-1] - start).days

    def some_day(low: float = 0.0, high: float = 1.0) -> date:
        return start + timedelta(days=int(days * rng.uniform(low, high)))

    firms = FIRMS[: int(rng.integers(1, 4))]
    buyers = BUYERS[: int(rng.integers(1, 3))]
    goods, with_parts = ["a", *(["b"] if chance(0.4) else [])], chance(0.5)
    t: dict[str, list[dict[str, object]]] = {}
    t["producers"] = [
        {"producer": f, "country": land, "cost_of_capital": 0.05} for f, land in firms
    ]
    t["products"] = [
        {"product": j, "unit": "goods", "holding_cost": round(rng.uniform(0, 0.3), 2), "stock_value": round(rng.uniform(0, 0.3), 2)}
        for j in (*goods, *(["part"] if with_parts else []))
    ]  # fmt: skip
    t["recipes"] = [{"product": "a", "input": "part", "quantity": 2}] if with_parts else []
    if len(goods) == 2 and chance(0.5):
        t["recipes"].append({"product": "a", "input": "b", "quantity": 0.5})
    t["lines"] = []
    made = [(f, j) for f, _ in firms for j in goods if chance(0.7)]
    made += [(firms[0][0], j) for j in goods] + ([(firms[-1][0], "part")] if with_parts else [])
    for k, (f, j) in enumerate(made):
        capacity = round(rng.uniform(0, 20), 1) * (2 if j == "part" else 1)
        row: dict[str, object] = {
            "line": f"L{k}", "producer": f, "product": j, "capacity": capacity, "unit_cost": round(rng.uniform(0.2, 1), 2),
            "fixed_cost": round(rng.uniform(0, 1), 1), "reliability": round(rng.uniform(0.7, 1), 2),
            "country": str(rng.choice(["", "FRA", "USA"])), "opens": None, "closes": None,
        }  # fmt: skip
        if chance(0.3):
            row["opens" if chance(0.5) else "closes"] = some_day(0.1, 0.9)
        t["lines"].append(row)
    t["prices"] = [
        {"producer": f, "product": j, "price": float(rng.choice([1.0, 1.5, 2.0])), "index": float(rng.choice([0.0, 0.05]))}
        for f, j in sorted(set(made)) if chance(0.85)
    ]  # fmt: skip
    if not t["prices"]:
        t["prices"] = [{"producer": made[0][0], "product": made[0][1], "price": 1.5, "index": 0.0}]
    t["projects"] = []
    for k in range(int(rng.integers(1, 4))):
        row = {
            "project": f"P{k}", "line": f"L{rng.integers(0, len(made))}", "kind": "expand", "adds": round(rng.uniform(3, 15), 1),
            "capex": round(rng.uniform(0.5, 8), 1), "build_time": round(rng.uniform(0, count * step * 0.8), 2),
            "ramp": str(rng.choice(["", "0.5", "0.25;0.75"])), "limit": int(rng.integers(1, 3)), "earliest": None, "latest": None,
            "requires": "", "life": None, "end_value": None, "fixed_cost": round(rng.uniform(0, 0.5), 1), "begun": None,
        }  # fmt: skip
        if chance(0.4):
            row["life" if chance(0.7) else "end_value"] = round(
                rng.uniform(0.5, 1) * (6 if row["life"] else 1), 2
            )
        if chance(0.3):
            row |= {"begun": start - timedelta(days=int(rng.integers(0, 900))), "limit": 1}
        elif chance(0.3):
            row["earliest"] = some_day(0, 0.5)
        if k and chance(0.3):
            row["requires"] = "P0"
        t["projects"].append(row)
    t["buyers"] = [
        {"buyer": b, "iso3": land, "discount_rate": float(rng.choice([0.02, 0.04])), "public_fund_cost": round(rng.uniform(1.01, 1.6), 3),
         "year_starts": int(rng.integers(0, 12 // months)) * months + 1 if chance(0.4) else 1}
        for b, land in buyers
    ]  # fmt: skip
    t["requirements"] = [
        {"buyer": b, "product": j, "period": here.period_label(k), "quantity": round(rng.uniform(0, 14) * step, 2),
         "kind": kind, "value": round(rng.uniform(3, 9), 1), "late_cost": round(rng.uniform(0, 3), 1)}
        for b, _ in buyers for j in goods for kind in (["stock", "flow"] if chance(0.3) else [str(rng.choice(["stock", "flow"]))])
        for k in range(count) if chance(0.75) or k == 0
    ]  # fmt: skip
    t["orders"] = []
    for k in range(int(rng.integers(0, 4))):
        f, j = made[int(rng.integers(0, len(made)))]
        if j not in goods:
            continue
        first, last = sorted(rng.integers(-2, count + 2, 2).tolist())
        last = max(last, 0)
        whole = chance(0.6)
        starts = (
            here.period_start(first)
            if whole
            else here.period_start(first) + timedelta(days=int(rng.integers(0, 20)))
        )
        ends = here.period_start(last + 1) - timedelta(
            days=1 if whole else int(rng.integers(1, 20))
        )
        if starts >= opening[-1] or ends < start or ends <= starts:
            continue
        quantity = round(rng.uniform(1, 12), 1)
        t["orders"].append(
            {"order": f"O{k}", "buyer": buyers[int(rng.integers(0, len(buyers)))][0], "producer": f, "product": j, "quantity": quantity,
             "price": round(rng.uniform(0.8, 3), 2), "starts": starts, "ends": ends, "take_or_pay": float(rng.choice([0.0, 0.5, 1.0])),
             "delivered": round(quantity * rng.uniform(0, 0.3), 2) if chance(0.3) else None}
        )  # fmt: skip
    t["supply"] = []
    if chance(0.5):
        pairs = {
            (
                str(rng.choice(["B", "DEU", "POL"])),
                str(rng.choice([f for f, _ in firms] + ["FRA", "USA"])),
            )
            for _ in range(3)
        }
        lands = {row["country"] or dict(firms)[str(row["producer"])] for row in t["lines"]}
        known = {name for pair in buyers for name in pair}
        for who, whom in sorted(pairs):
            if who in known and (whom in lands or whom in dict(firms)):
                least = round(rng.uniform(0, 0.4), 2) if chance(0.3) else 0.0
                t["supply"].append(
                    {"buyer": who, "producer": whom, "allowed": chance(0.8) or least > 0, "extra_cost": round(rng.uniform(0, 0.8), 2),
                     "min_share": least, "max_share": round(rng.uniform(0.4, 1), 2) if chance(0.3) else 1.0}
                )  # fmt: skip
    t["budgets"] = []
    for row in t["buyers"]:
        if chance(0.6):
            years = here.budget_years(int(str(row["year_starts"])))
            t["budgets"] += [
                {"buyer": row["buyer"], "year": y, "amount": round(rng.uniform(1, 22), 1)}
                for y in years
            ]
    if chance(0.5) and count > 2:
        day = opening[int(rng.integers(1, count))]
        t["drivers"] = [{"driver": "d", "initial": "calm"}]
        t["driver_states"] = [
            {"driver": "d", "date": day, "state": "calm", "next": s, "probability": p} for s, p in (("calm", 0.6), ("rough", 0.4))
        ]  # fmt: skip
        table, column, value = [("requirements", "quantity", 1.5), ("projects", "build_time", 1.4), ("lines", "unit_cost", 1.3)][
            int(rng.integers(0, 3))
        ]  # fmt: skip
        t["driver_effects"] = [
            {"driver": "d", "state": "rough", "table": table, "column": column, "operation": "scale", "value": value}
        ]  # fmt: skip
    return study_from_frames(
        settings, {name: pd.DataFrame(rows) for name, rows in t.items() if rows}
    )
