"""Random small studies of deals: two or three producers, a project or two each, a few nodes, budgets shared."""

from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd

from offtake.study.reading.assemble import study_from_frames
from offtake.study.study import Settings, Study

KINDS = ("grant", "price_uplift", "prepayment", "take_or_pay", "cancellation_fee", "reservation", "option",
         "deductible_fee", "warm_base", "claw_back", "firm_order", "volume_price")  # fmt: skip


DEAR = 500
"""From this seed on, some lines cost more than their producers ask."""
ORDERED = 1000
"""From this seed on, there are orders, rows of `supply`, and clauses that a producer pays."""
WIDE = 3000
"""From this seed on, there is moreover what the plainer ones lack: see `_wider`."""
FURTHER = 5000
"""From this seed on, periods are of any length, refusals may be immaterial, and there is what `_further` adds."""
FULLER = 8000
"""From this seed on, two rows of a kind, menus of durations in any period, longer menus, banks and least sizes: see `_fuller`."""
MONTHS = {"month": 1, "quarter": 3, "half-year": 6, "year": 12}
Tables = dict[str, list[dict[str, object]]]


def random_deal(seed: int) -> Study:
    """A study whose first-best plan asks something of producers who may refuse."""
    return deal_from(*random_tables(seed))


def deal_from(settings: Settings, tables: Tables) -> Study:
    """The study of these rows."""
    return study_from_frames(
        settings, {name: pd.DataFrame(rows) for name, rows in tables.items() if rows}
    )


def random_tables(seed: int) -> tuple[Settings, Tables]:
    """Its settings and rows."""
    rng = np.random.default_rng(10_000 + seed)

    def chance(p: float) -> bool:
        return bool(rng.random() < p)

    def some(low: float, high: float, digits: int = 2) -> float:
        return round(float(rng.uniform(low, high)), digits)

    quarters = chance(0.3)
    count = int(rng.integers(3, 5)) if quarters else int(rng.integers(2, 4))
    length = "quarter" if quarters else "year"
    if seed >= FURTHER:
        length = str(np.random.default_rng(seed).choice(["month", "quarter", "half-year", "year"]))
        quarters = length in ("month", "quarter")
    step = MONTHS[length] / 12
    years = -(-count * MONTHS[length] // 12)

    def begins(k: int) -> date:
        return date(2026 + k * MONTHS[length] // 12, 1 + k * MONTHS[length] % 12, 1)

    fork = int(rng.integers(1, count))
    with_parts, averse, tight = chance(0.35), chance(0.4), chance(0.6)
    firms = [f"F{k}" for k in range(int(rng.integers(2, 4)))]
    buyers = ["B0", *(["B1"] if chance(0.4) else [])]
    t: dict[str, list[dict[str, object]]] = {}
    t["producers"] = []
    for f in firms:
        row: dict[str, object] = {"producer": f, "country": "DEU", "hurdle_rate": None, "cost_of_capital": some(0.03, 0.07),
                                  "risk_weight": 0.0, "tail": 0.5, "credit_limit": None}  # fmt: skip
        if averse and chance(0.7):
            row |= {"risk_weight": some(0.1, 1), "tail": some(0.2, 0.9)}
        else:
            row["hurdle_rate"] = some(0.07, 0.14)
        if chance(0.15):
            row["credit_limit"] = some(2, 12, 1)
        t["producers"].append(row)
    t["products"] = [
        {"product": j, "unit": "goods", "holding_cost": some(0, 0.2), "stock_value": some(0, 0.2) if chance(0.5) else 0.0}
        for j in ("a", *(["part"] if with_parts else []))
    ]  # fmt: skip
    t["recipes"] = [{"product": "a", "input": "part", "quantity": 1}] if with_parts else []
    makes = ["a"] * len(firms)
    if with_parts:
        makes[-1] = "part"
    t["lines"], t["projects"], t["prices"] = [], [], []
    common = some(1, 2)
    for k, (f, j) in enumerate(zip(firms, makes, strict=True)):
        t["lines"].append(
            {"line": f"L{k}", "producer": f, "product": j, "capacity": some(0, 8, 1) if chance(0.7) else 0.0,
             "unit_cost": some(0.2, 0.8), "fixed_cost": some(0, 0.3), "reliability": some(0.8, 1)}
        )  # fmt: skip
        t["prices"].append(
            {"producer": f, "product": j, "price": common if chance(0.3) else some(0.9, 2)}
        )
        for p in range(1 if chance(0.7) else 2):
            t["projects"].append(
                {"project": f"P{k}{'ab'[p]}", "line": f"L{k}", "kind": "expand", "adds": some(3, 12, 1), "capex": some(1, 14, 1),
                 "build_time": float(rng.choice([0.0, step, 0.5 * step])), "ramp": "" if chance(0.7) else "0.5", "limit": 1,
                 "life": some(3, 9, 1) if chance(0.3) else None, "fixed_cost": some(0, 0.3), "grant_cap": float(rng.choice([0.3, 0.6, 1.0]))}
            )  # fmt: skip
    t["buyers"] = [
        {
            "buyer": b,
            "iso3": "DEU",
            "discount_rate": some(0.01, 0.04),
            "public_fund_cost": some(1, 1.3),
        }
        for b in buyers
    ]
    dear = seed >= DEAR
    for row, price in zip(t["lines"], t["prices"], strict=True):
        if dear and chance(0.5):  # it makes nothing unless a clause lifts its price above its cost
            row["unit_cost"] = round(float(str(price["price"])) + some(0.05, 0.5), 2)
    start = date(2026, 1, 1)
    names = {
        "month": "{0.year}-{0.month:02}",
        "quarter": "{0.year}-Q{1}",
        "half-year": "{0.year}-H{2}",
        "year": "{0.year}",
    }
    days = [begins(k) for k in range(count)]
    label = [names[length].format(d, (d.month + 2) // 3, (d.month + 5) // 6) for d in days]
    kind = str(rng.choice(["stock", "flow"]))
    t["requirements"] = [
        {"buyer": b, "product": "a", "period": when, "quantity": some(4, 16, 1) * step, "kind": kind,
         "value": some(4, 9, 1), "late_cost": some(0, 2, 1)}
        for b in buyers for when in label
    ]  # fmt: skip
    if tight:
        t["budgets"] = [
            {"buyer": b, "year": y, "amount": some(6, 30, 1)} | ({"authority": some(3, 20, 1)} if chance(0.2) else {})
            for b in buyers for y in range(2026, 2026 + years)
        ]  # fmt: skip
    if chance(0.85):
        when = begins(fork)
        p = some(0.3, 0.7)
        t["drivers"] = [{"driver": "war", "initial": "high"}]
        t["driver_states"] = [{"driver": "war", "date": when, "state": "high", "next": s, "probability": q}
                              for s, q in (("high", p), ("low", round(1 - p, 2)))]  # fmt: skip
        t["driver_effects"] = [{"driver": "war", "state": "low", "table": "requirements", "column": "quantity",
                                "operation": "scale", "value": some(0, 0.5)}]  # fmt: skip
    t["instruments"] = []
    kinds = [str(name) for name in rng.permutation(KINDS)[: int(rng.integers(2, 8))]]
    if dear and "price_uplift" not in kinds:
        kinds.append("price_uplift")
    for i, name in enumerate(kinds):
        row = {"instrument": f"I{i}", "kind": name, "buyer": "", "producer": "", "maximum": None, "quantity": None,
               "exercise_price": None, "durations": "", "steps": "", "minimum": 0.0, "interest": 0.0, "tested": True}  # fmt: skip
        if chance(0.25):
            row["buyer"] = str(rng.choice(buyers))
        if chance(0.3):
            row["producer"] = str(rng.choice(firms))
        if name in ("reservation", "option", "deductible_fee", "take_or_pay") and chance(0.6):
            row["quantity"] = some(2, 12, 1)
        if name in ("reservation", "option") and chance(0.5):
            row["exercise_price"] = some(0.5, 2)
            row["tested"] = chance(0.6)
        if name in ("grant", "price_uplift", "warm_base") and chance(0.3):
            row["maximum"] = some(0.2, 6)
        if name == "claw_back":
            row["maximum"] = some(0.1, 0.6)
        if name == "prepayment" and chance(0.3):
            row["interest"] = 0.02
        if name in ("take_or_pay", "reservation") and chance(0.25) and not quarters:
            row["durations"] = f"{step:g};{2 * step:g}"
        if name == "volume_price":
            row["steps"] = f"{some(2, 8, 1)};{some(1, 2)};{some(8, 14, 1)};{some(0.8, 1.8)}"
        if name in ("warm_base", "reservation") and chance(0.2):
            row["minimum"] = 0.1
        t["instruments"].append(row)
    if seed >= ORDERED:
        _with_orders(t, rng, firms, makes, buyers, years)
    if seed >= WIDE:
        _wider(t, rng, start, begins(1), quarters)
    material = 0.0
    if seed >= FURTHER:
        material = float(rng.choice([0.0, 0.0, 0.01, 0.08]))
        _further(t, rng, firms, begins(fork))
    if seed >= FULLER:
        _fuller(t, rng, step, count)
    settings = Settings(
        name="deal", title="Deal", currency="EUR", price_year=2026, start=start, period=length,
        periods=count, leaves=8, material=material, carry_over=0.5 if chance(0.2) else 0.0, discount_rate=0.03,
    )  # fmt: skip
    return settings, t


def _with_orders(
    t: Tables, rng: np.random.Generator, firms: list[str], makes: list[str], buyers: list[str], years: int
) -> None:  # fmt: skip
    """Orders with makers of goods, terms of supply, a producer in place of a buyer of a clause."""
    makers = [f for f, j in zip(firms, makes, strict=True) if j == "a"]
    t["orders"] = []
    for k in range(int(rng.integers(1, 4))):
        first = int(rng.integers(years))
        last = date(2026 + int(rng.integers(first, years)), 12, 31)
        t["orders"].append(
            {"order": f"O{k}", "buyer": str(rng.choice(buyers)), "producer": str(rng.choice(makers)), "product": "a",
             "quantity": round(float(rng.uniform(2, 12)), 1), "price": round(float(rng.uniform(0.6, 2)), 2),
             "starts": date(2026 + first, 1, 1), "ends": last,
             "take_or_pay": float(rng.choice([0.0, 0.5, 1.0])), "delivered": 0.0}
        )  # fmt: skip
    t["supply"] = []
    for b in buyers:
        for f in makers:
            if rng.random() < 0.4:
                row: dict[str, object] = {"buyer": b, "producer": f, "allowed": True, "min_share": 0.0, "max_share": 1.0,
                                          "extra_cost": round(float(rng.uniform(0, 0.4)), 2)}  # fmt: skip
                if rng.random() < 0.3:
                    row["max_share"] = 0.6
                if rng.random() < 0.15 and len(makers) > 1 and f != makers[0]:
                    row["allowed"] = False
                t["supply"].append(row)
    for row in t["instruments"]:
        if rng.random() < 0.35 and row["kind"] != "claw_back":
            row["buyer"] = str(rng.choice(firms))
            if row["producer"] == row["buyer"]:
                row["producer"] = ""


def _wider(t: Tables, rng: np.random.Generator, start: date, second: date, quarters: bool) -> None:
    """Two goods that serve one capability, projects twice, late, or after another, lines that close, must run or cost more
    when need falls, prices that grow, budgets that fall, countries in `supply`, early and late clauses, a start not known."""

    def chance(p: float) -> bool:
        return bool(rng.random() < p)

    def some(low: float, high: float, digits: int = 2) -> float:
        return round(float(rng.uniform(low, high)), digits)

    for row in t["projects"]:
        if chance(0.2):
            row |= {"limit": 2, "adds": round(float(str(row["adds"])) / 2, 2), "capex": round(float(str(row["capex"])) / 2, 2)}  # fmt: skip
        if chance(0.15):
            row["earliest" if chance(0.5) else "latest"] = second
        if chance(0.3):
            row["end_value"] = some(0, 1)
    pairs = [(a, b) for a in t["projects"] for b in t["projects"] if a["line"] == b["line"] and str(a["project"]) < str(b["project"])]  # fmt: skip
    if pairs and chance(0.5):
        pairs[0][1]["requires"] = pairs[0][0]["project"]
    for row in t["lines"]:
        if chance(0.15):
            row["closes"] = date(2026, 8, 15) if quarters else date(2027, 5, 20)
        elif chance(0.2) and not t["recipes"]:  # else it may have to run without parts
            row["min_rate"] = 0.3
    for row in t["prices"]:
        if chance(0.3):
            row["index"] = some(-0.05, 0.1)
    makers = [row for row in t["lines"] if row["product"] == "a"]
    if len(makers) > 1 and chance(0.6):
        makers[-1]["product"] = "b"
        t["products"].append(
            {"product": "b", "unit": "others", "holding_cost": some(0, 0.2), "stock_value": 0.0}
        )
        next(r for r in t["prices"] if r["producer"] == makers[-1]["producer"])["product"] = "b"
        for row in t.get("orders", []):
            if row["producer"] == makers[-1]["producer"]:
                row["product"] = "b"
        if chance(0.5):
            t["capabilities"] = [
                {"capability": "reach", "product": j, "contribution": c}
                for j, c in (("a", 1.0), ("b", some(0.5, 2)))
            ]
            for row in t["requirements"]:
                row["product"] = "reach"
        else:
            t["requirements"] += [
                row | {"product": "b", "value": some(4, 9, 1)} for row in t["requirements"]
            ]
        if t["recipes"] and chance(0.6):
            t["recipes"].append({"product": "b", "input": "part", "quantity": 2})
    if "drivers" in t:
        unknown = chance(0.25)
        for row in t["driver_states"] if unknown else ():
            row["date"] = start
        for table, column in (
            ("lines", "unit_cost"),
            ("prices", "price"),
            ("budgets", "amount"),
            ("projects", "capex"),
        ):
            if t.get(table) and chance(0.25) and not (unknown and table == "projects"):
                t["driver_effects"].append(
                    {
                        "driver": "war",
                        "state": "low",
                        "table": table,
                        "column": column,
                        "operation": "scale",
                        "value": some(0.7, 1.4),
                    }
                )
    if chance(0.3):
        t["producers"][-1]["country"] = "FRA"
        t["supply"] = [
            row for row in t.get("supply", []) if row["producer"] != t["producers"][-1]["producer"]
        ]
        t["supply"].append(
            {
                "buyer": t["buyers"][0]["buyer"],
                "producer": "FRA",
                "allowed": True,
                "extra_cost": some(0, 0.5),
            }
        )
    for row in t["instruments"]:
        if chance(0.2):
            row["earliest" if chance(0.5) else "latest"] = second


def _further(t: Tables, rng: np.random.Generator, firms: list[str], fork: date) -> None:
    """A third tier of parts, and developments that compete: what they open works in some futures, and stands after them."""

    def some(low: float, high: float, digits: int = 2) -> float:
        return round(float(rng.uniform(low, high)), digits)

    def project(name: str, line: str, adds: float, capex: float) -> dict[str, object]:
        return {"project": name, "line": line, "kind": "new", "adds": adds, "capex": capex, "build_time": 0.0, "ramp": "", "limit": 1,
                "life": None, "fixed_cost": 0.0, "grant_cap": 0.6}  # fmt: skip

    if t["recipes"] and rng.random() < 0.5:
        firm = str(rng.choice(firms))
        t["products"].append({"product": "core", "unit": "goods", "holding_cost": some(0, 0.1), "stock_value": 0.0})  # fmt: skip
        t["recipes"].append({"product": "part", "input": "core", "quantity": some(0.5, 1.5, 1)})
        t["lines"].append({"line": "LC", "producer": firm, "product": "core", "capacity": some(0, 9, 1), "unit_cost": some(0.1, 0.3),
                           "fixed_cost": 0.0, "reliability": 1.0})  # fmt: skip
        t["prices"].append({"producer": firm, "product": "core", "price": some(0.2, 0.5)})
        t["projects"].append(project("PC", "LC", some(3, 12, 1), some(0.5, 4, 1)))
    if rng.random() < 0.35:
        makers = [row for row in t["lines"] if row["product"] in ("a", "b")][:2]
        for k, maker in enumerate(makers):
            t["projects"] = [row for row in t["projects"] if row["line"] != maker["line"]]
            t["projects"] += [
                project(f"D{k}", str(maker["line"]), 0.0, some(0.5, 2, 1)),
                project(f"N{k}", str(maker["line"]), some(4, 12, 1), some(1, 5, 1))
                | {"requires": f"D{k}"},
            ]
            chance = some(0.3, 0.8)
            for rows, row in (
                ("drivers", {"driver": f"dev{k}", "initial": "open"}),
                *(
                    ("driver_states", {"driver": f"dev{k}", "date": fork, "state": "open", "next": state, "probability": p})
                    for state, p in (("works", chance), ("fails", round(1 - chance, 2)))
                ),
                ("driver_effects", {"driver": f"dev{k}", "state": "fails", "table": "projects", "where": f"project=N{k}",
                                    "column": "adds", "operation": "scale", "value": 0.0}),
            ):  # fmt: skip
                t.setdefault(rows, []).append(row)
            if k == 0 and rng.random() < 0.5:
                break


def _fuller(t: Tables, rng: np.random.Generator, step: float, count: int) -> None:
    """Kinds twice, once for somebody else or later; menus of durations; volume prices in three steps; banks; least sizes."""

    def some(low: float, high: float, digits: int = 2) -> float:
        return round(float(rng.uniform(low, high)), digits)

    firms = [str(row["producer"]) for row in t["producers"]]
    for k in rng.permutation(len(t["instruments"]))[:2].tolist():
        row = t["instruments"][k]
        other = {"instrument": f"J{k}", "producer": str(rng.choice(["", *firms]))}
        if row["buyer"] in firms:
            other["buyer"] = ""
        t["instruments"].append(row | other)
    for row in t["instruments"]:
        if (
            row["kind"] in ("take_or_pay", "reservation", "prepayment", "price_uplift")
            and rng.random() < 0.3
        ):
            row["durations"] = ";".join(f"{k * step:.10g}" for k in range(1, count))
        if row["kind"] == "volume_price":
            row["steps"] = f"{row['steps']};{some(3, 10, 1)};{some(0.7, 2)}"
        if row["kind"] in ("grant", "take_or_pay", "cancellation_fee") and rng.random() < 0.2:
            row["minimum"] = some(0.05, 0.4)
    for row in t["producers"]:
        if rng.random() < 0.3:
            row["credit_limit"] = some(1, 15, 1)
