"""Small random studies that hold what those of `random_studies` lack: unknown starts, capabilities, least rates, ramps of
lines, budget years of any month with part years, orders of every age, shares by country, prices that grow, and risk."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pandas as pd

from offtake.study.reading.assemble import study_from_frames
from offtake.study.study import Settings, Study

LONG = {
    "year": (12, (2, 4)),
    "half-year": (6, (2, 5)),
    "quarter": (3, (3, 7)),
    "month": (1, (4, 9)),
}
FIRMS = (("F", "DEU"), ("G", "FRA"), ("H", "USA"))
BUYERS = (("B", "DEU"), ("C", "POL"))
ACTED = (
    ("requirements", "quantity", (0.3, 1.8)), ("requirements", "value", (0.8, 1.5)), ("requirements", "late_cost", (0.5, 2.0)),
    ("lines", "capacity", (0.4, 1.5)), ("lines", "unit_cost", (0.7, 1.6)), ("lines", "fixed_cost", (0.5, 2.0)),
    ("lines", "reliability", (0.6, 1.0)), ("projects", "adds", (0.5, 1.4)), ("projects", "capex", (0.6, 1.5)),
    ("projects", "build_time", (0.6, 1.9)), ("projects", "fixed_cost", (0.5, 2.0)), ("budgets", "amount", (0.3, 1.5)),
    ("prices", "price", (0.7, 1.6)), ("products", "holding_cost", (0.5, 2.0)), ("products", "stock_value", (0.5, 1.5)),
    ("supply", "extra_cost", (0.5, 2.0)),
)  # fmt: skip


def richer_study(seed: int) -> Study:
    """The study of a seed; the same for ever."""
    rng = np.random.default_rng([7, seed])
    chance = lambda p: bool(rng.random() < p)  # noqa: E731
    pick = lambda *of: of[int(rng.integers(0, len(of)))]  # noqa: E731
    some = lambda low, high, digits=2: round(float(rng.uniform(low, high)), digits)  # noqa: E731
    period = str(rng.choice(list(LONG)))
    months, (least, most) = LONG[period]
    count = int(rng.integers(least, most))
    start = date(2026, int(rng.integers(0, 12 // months)) * months + 1, 1)
    averse = chance(0.25)
    settings = Settings(
        name="random", title="Random", currency="EUR", price_year=2026, start=start, period=period, periods=count,
        discount_rate=pick(0.0, 0.05, 0.03), carry_over=pick(0.0, 0.0, 0.6, 1.0), seed=1, leaves=64,
        risk_weight=some(0.1, 0.9) if averse else 0.0, tail=some(0.05, 0.9), risk=pick("course", "nested"),
    )  # fmt: skip
    step = months / 12
    here = Study(settings, {})
    opening = [here.period_start(t) for t in range(count + 1)]
    days = (opening[-1] - start).days

    def some_day(low: float = 0.0, high: float = 1.0) -> date:
        return start + timedelta(days=int(days * rng.uniform(low, high)))

    firms = FIRMS[: int(rng.integers(1, 4))]
    buyers = BUYERS[: int(rng.integers(1, 3))]
    goods, with_parts = ["a", *(["b"] if chance(0.5) else [])], chance(0.4)
    able = chance(0.35)
    t: dict[str, list[dict[str, object]]] = {}
    t["producers"] = [
        {"producer": f, "country": land, "cost_of_capital": 0.05} for f, land in firms
    ]
    t["products"] = [
        {"product": j, "unit": "goods", "holding_cost": some(0, 0.3), "stock_value": some(0, 0.3)}
        for j in (*goods, *(["part"] if with_parts else []))
    ]  # fmt: skip
    t["recipes"] = (
        [{"product": "a", "input": "part", "quantity": pick(1, 2, 0.5)}] if with_parts else []
    )
    if len(goods) == 2 and chance(0.4):
        t["recipes"].append({"product": "a", "input": "b", "quantity": 0.5})
    assembled = bool(t["recipes"])
    made = [(f, j) for f, _ in firms for j in goods if chance(0.7)]
    made += [(firms[0][0], j) for j in goods] + ([(firms[-1][0], "part")] if with_parts else [])
    t["lines"] = []
    for k, (f, j) in enumerate(made):
        row: dict[str, object] = {
            "line": f"L{k}", "producer": f, "product": j, "capacity": some(0, 20, 1) * (2 if j == "part" else 1),
            "unit_cost": some(0.2, 1), "fixed_cost": some(0, 1, 1), "reliability": some(0.7, 1),
            "country": pick("", "FRA", "USA"), "opens": None, "closes": None, "min_rate": 0.0, "ramp": "",
        }  # fmt: skip
        if chance(0.3):
            row["opens" if chance(0.5) else "closes"] = some_day(0.1, 0.9)
        if chance(0.2) and (j != "a" or not assembled):
            row["min_rate"] = some(0.1, 0.9)
        if chance(0.2):
            row["ramp"] = pick("0.5", "0.25;0.75")
        t["lines"].append(row)
    t["prices"] = [
        {"producer": f, "product": j, "price": pick(1.0, 1.5, 2.0), "index": pick(0.0, 0.05, -0.03)}
        for f, j in sorted(set(made)) if chance(0.85)
    ]  # fmt: skip
    if not t["prices"]:
        t["prices"] = [{"producer": made[0][0], "product": made[0][1], "price": 1.5, "index": 0.0}]
    t["projects"] = []
    for k in range(int(rng.integers(1, 4))):
        row = {
            "project": f"P{k}", "line": f"L{rng.integers(0, len(made))}", "kind": "expand", "adds": some(3, 15, 1),
            "capex": some(0.5, 8, 1), "build_time": some(0, count * step * 0.8), "ramp": pick("", "0.5", "0.25;0.75"),
            "limit": int(rng.integers(1, 3)), "earliest": None, "latest": None, "requires": "", "life": None, "end_value": None,
            "fixed_cost": some(0, 0.5, 1), "begun": None,
        }  # fmt: skip
        if chance(0.3):  # whole periods
            row["build_time"] = round(int(rng.integers(0, count)) * step, 4)
        if chance(0.5):
            row["life"] = some(0.5, 1) * pick(0.3, 2, 6)
        elif chance(0.3):
            row["end_value"] = some(0, 1)
        if chance(0.35):
            row |= {"begun": start - timedelta(days=pick(0, int(rng.integers(0, 900)))), "limit": 1}
        elif chance(0.3):
            row["earliest"] = some_day(0, 0.5)
        elif chance(0.3):
            row["latest"] = some_day(0.2, 0.9)
        if k and chance(0.4):
            row["requires"] = "P0"
        t["projects"].append(row)
    t["buyers"] = [
        {"buyer": b, "iso3": land, "discount_rate": pick(0.02, 0.04, 0.0), "public_fund_cost": some(1.01, 1.6, 3),
         "year_starts": int(rng.integers(0, 12 // months)) * months + 1 if chance(0.5) else start.month}
        for b, land in buyers
    ]  # fmt: skip
    t["capabilities"] = []
    wants = list(goods)
    if able:
        wants.append("reach")
        t["capabilities"] = [
            {"capability": "reach", "product": j, "contribution": pick(0.5, 1.0, 2.0)}
            for j in goods
        ]
    t["requirements"] = [
        {"buyer": b, "product": j, "period": here.period_label(k), "quantity": some(0, 14) * step,
         "kind": kind, "value": worth if same else some(3, 9, 1), "late_cost": late if same else some(0, 3, 1)}
        for b, _ in buyers for j in wants
        for kind in (["stock", "flow"] if chance(0.4) else [pick("stock", "flow")])
        for same, worth, late in [(chance(0.5), some(3, 9, 1), some(0, 3, 1))]
        for k in range(count) if chance(0.75) or k == 0
    ]  # fmt: skip
    t["orders"] = []
    for k in range(int(rng.integers(0, 5))):
        f, j = pick(*made)
        if j not in goods:
            continue
        first, last = sorted(rng.integers(-3, count + 2, 2).tolist())
        if chance(0.3):
            first = 0
        last = max(last, 0)
        whole = chance(0.5)
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
        quantity = some(1, 12, 1)
        t["orders"].append(
            {"order": f"O{k}", "buyer": pick(*buyers)[0], "producer": f, "product": j, "quantity": quantity,
             "price": some(0.8, 3), "starts": starts, "ends": ends, "take_or_pay": pick(0.0, 0.5, 1.0, 1.0),
             "delivered": round(quantity * rng.uniform(0, 0.3), 2) if starts < start and chance(0.4) else None}
        )  # fmt: skip
    t["supply"] = []
    if chance(0.6):
        pairs = {
            (pick("B", "DEU", "POL"), pick(*[f for f, _ in firms], "FRA", "USA", "DEU"))
            for _ in range(4)
        }
        lands = {row["country"] or dict(firms)[str(row["producer"])] for row in t["lines"]}
        known = {name for pair in buyers for name in pair}
        for who, whom in sorted(pairs):
            if who in known and (whom in lands or whom in dict(firms)):
                low = some(0, 0.4) if chance(0.4) else 0.0
                t["supply"].append(
                    {"buyer": who, "producer": whom, "allowed": chance(0.8) or low > 0, "extra_cost": some(0, 0.8),
                     "min_share": low, "max_share": some(max(low, 0.4), 1) if chance(0.4) else 1.0}
                )  # fmt: skip
    t["budgets"] = []
    for row in t["buyers"]:
        if chance(0.6):
            for y in here.budget_years(int(str(row["year_starts"]))):
                t["budgets"].append(
                    {"buyer": row["buyer"], "year": y, "amount": some(0, pick(6, 22), 1)}
                )
    moving = int(rng.integers(0, 3))
    t["drivers"], t["driver_states"], t["driver_effects"] = [], [], []
    acted = [(a, b, c) for a, b, c in ACTED if t[a]]
    for d in range(moving):
        name = f"d{d}"
        t["drivers"].append({"driver": name, "initial": "calm"})
        when = sorted(
            {
                start if chance(0.5) else pick(*opening[1:]),
                *([pick(*opening[1:])] if chance(0.3) else []),
            }
        )
        for day in when:
            for state, (p, q) in {"calm": (0.6, 0.4), "rough": (0.3, 0.7)}.items():
                for after, much in (("calm", p), ("rough", q)):
                    t["driver_states"].append(
                        {
                            "driver": name,
                            "date": day,
                            "state": state,
                            "next": after,
                            "probability": much,
                        }
                    )
        for a in rng.permutation(len(acted))[: int(rng.integers(1, 4))]:
            table, column, (low, high) = acted[int(a)]
            t["driver_effects"].append(
                {"driver": name, "state": pick("rough", "rough", "calm") if column != "build_time" else "rough", "table": table, "column": column,
                 "operation": "scale", "value": some(low, high)}
            )  # fmt: skip
    return study_from_frames(
        settings, {name: pd.DataFrame(rows) for name, rows in t.items() if rows}
    )
