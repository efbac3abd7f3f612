"""Small random studies that are valid by construction: two of everything at most, and often none."""

from __future__ import annotations

import csv
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

from hypothesis import strategies as st
from tests.every.wider import widened

PER_YEAR = {"month": 12, "quarter": 4, "half-year": 2, "year": 1}
KINDS = (
    "price_uplift", "grant", "prepayment", "take_or_pay", "reservation", "option", "deductible_fee",
    "cancellation_fee", "firm_order", "warm_base", "claw_back",
)  # fmt: skip
Row = dict[str, object]
Tables = dict[str, list[Row]]
Draw = Callable[[st.SearchStrategy[object]], object]

HEADERS = {
    "projects": ("project", "line", "kind", "adds", "capex", "build_time"),
    "driver_effects": ("driver", "state", "table", "where", "column", "operation", "value"),
}
"""Tables that must be there, or that somebody leaves empty, and the columns they then have."""


def write_study(folder: Path, settings: Mapping[str, object], tables: Tables) -> Path:
    """The study as a folder of files."""
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.iterdir():
        old.unlink()
    lines = [f"{name} = {_toml(value)}" for name, value in settings.items()]
    (folder / "study.toml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    for name, rows in tables.items():
        columns = dict.fromkeys(HEADERS.get(name, ()))
        for row in rows:
            columns.update(dict.fromkeys(row))
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(columns), restval="")
            writer.writeheader()
            writer.writerows(rows)
    return folder


def _toml(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return f'"{value}"'
    return str(value)


@st.composite
def studies(draw: Draw) -> tuple[dict[str, object], Tables]:
    """Settings and tables."""

    def one(*values: object) -> object:
        return draw(st.sampled_from(values))

    period = str(one("year", "year", "half-year", "quarter"))
    years = int(one(1, 1, 2, 3))  # type: ignore[call-overload]
    periods = max(years * PER_YEAR[period] // int(one(1, 1, 2)), 1)  # type: ignore[call-overload]
    settings: dict[str, object] = {
        "name": "small", "title": "Small", "currency": "EUR", "price_year": 2026,
        "start": one("2026-01-01", "2026-01-01", "2026-07-01"),
        "period": period, "periods": periods, "leaves": one(1, 2, 4), "discount_rate": one(0.0, 0.04),
        "carry_over": one(0.0, 1.0), "risk_weight": one(0.0, 0.0, 0.5), "risk": one("course", "nested"),
        "group_producers": one(True, True, False),
    }  # fmt: skip
    settings["start"] = date.fromisoformat(str(settings["start"])) if period != "year" else date(2026, 1, 1)  # fmt: skip
    time = _Time(settings["start"], period, periods)  # type: ignore[arg-type]
    goods = ["goods", "gear"][: draw(st.integers(1, 2))]  # type: ignore[misc]
    parts = ["part"][: draw(st.integers(0, 1))]  # type: ignore[misc]
    firms = ["Maker", "Other"][: draw(st.integers(1, 2))]  # type: ignore[misc]
    buyers = ["State", "Land"][: draw(st.integers(1, 2))]  # type: ignore[misc]
    products = [{"product": name, "unit": "units", "holding_cost": one("", 0.1), "stock_value": one("", 1)} for name in [*goods, *parts]]  # fmt: skip
    producers = [
        {"producer": name, "cost_of_capital": one(0.0, 0.1), "credit_limit": one("", "", 0, 20),
         **_risk(one)} for name in firms
    ]  # fmt: skip
    lines: list[Row] = []
    for product in [*goods, *parts]:
        for k in range(draw(st.integers(1, 2))):  # type: ignore[call-overload]
            lines.append(
                {"line": f"{product} {k}", "producer": one(*firms), "product": product,
                 "capacity": one(0, 5, 10), "unit_cost": one(0, 1, 3), "fixed_cost": one("", 1),
                 "min_rate": one("", "", 0.5), "reliability": one("", 0.8), "opens": one("", time.day(one)), }
            )  # fmt: skip
    projects = [_project(one, time, lines, k) for k in range(draw(st.integers(0, 3)))]  # type: ignore[call-overload]
    for k, project in enumerate(projects[1:], start=1):
        project["requires"] = one("", "", projects[k - 1]["project"])
    needs = [
        {"buyer": buyer, "product": product, "period": label, "quantity": one(0, 4, 12),
         "kind": kind, "value": one(0, 5, 9), "late_cost": one("", 1)}
        for buyer in buyers for product in goods
        for kind in [one("stock", "flow")]
        for label in time.labels if one(True, True, False)
    ]  # fmt: skip
    if not needs:
        needs = [{"buyer": buyers[0], "product": goods[0], "period": time.labels[0], "quantity": 5, "kind": "flow", "value": 9}]  # fmt: skip
    priced = [(firm, product) for firm in firms for product in [*goods, *parts] if one(True, True, True, False)]  # fmt: skip
    tables: Tables = {
        "products": products,
        "producers": producers,
        "lines": lines,
        "projects": projects,
        "buyers": [{"buyer": b, "discount_rate": 0.04, "public_fund_cost": one("", 1.5)} for b in buyers],
        "requirements": needs,
        "prices": [{"producer": f, "product": p, "price": one(0, 2, 4), "index": one("", 0.02)} for f, p in priced],
        "budgets": _budgets(one, buyers, time, {p for _, p in priced} >= set(goods)),
        "recipes": [{"product": goods[0], "input": part, "quantity": one(1, 2)} for part in parts],
        "orders": _orders(one, draw, buyers, priced, time),
        "instruments": _instruments(one, draw, firms, projects),
    }  # fmt: skip
    tables |= _drivers(one, draw, time, projects)
    if one(True, False):
        tables = widened(one, tables, time.labels, time.years)
    kept = {name: rows for name, rows in tables.items() if rows or name in HEADERS}
    return settings, kept


class _Time:
    """Days, labels and years of a study's time."""

    def __init__(self, start: date, period: str, periods: int) -> None:
        self.months = 12 // PER_YEAR[period]
        self.start = start
        self.days = [self._day(k * self.months) for k in range(periods + 1)]
        self.labels = [self._label(day) for day in self.days[:-1]]
        self.years = range(start.year, self.days[-2].year + 1)

    def _day(self, months: int) -> date:
        month = self.start.month - 1 + months
        return date(self.start.year + month // 12, month % 12 + 1, 1)

    def _label(self, day: date) -> str:
        if self.months == 12:
            return str(day.year)
        part = (day.month - 1) // self.months + 1
        return f"{day.year}-{'H' if self.months == 6 else 'Q'}{part}"

    def day(self, one: Callable[..., object]) -> date:
        """The first day of some period."""
        return one(*self.days[:-1])  # type: ignore[return-value]


def _risk(one: Callable[..., object]) -> Row:
    return one({}, {"hurdle_rate": 0.15}, {"risk_weight": 0.5, "tail": 0.5}, {"risk_weight": 1})  # type: ignore[return-value]


def _project(one: Callable[..., object], time: _Time, lines: list[Row], k: int) -> Row:
    kind = one("expand", "new", "shift", "reopen", "warm", "develop")
    return {
        "project": f"build {k}", "line": one(*[line["line"] for line in lines]), "kind": kind,
        "adds": 0 if kind == "develop" else one(0, 4, 10), "capex": one(0, 5, 20, 200),
        "build_time": one(0, 0.25, 1, 1.5), "ramp": one("", "0.5;1"), "limit": one("", 0, 2),
        "earliest": one("", time.day(one)), "end_value": one("", 0.5), "life": one("", 2, 20),
        "fixed_cost": one("", 1), "grant_cap": one("", 0.5),
    }  # fmt: skip


def _budgets(one: Callable[..., object], buyers: list[str], time: _Time, priced: bool) -> list[Row]:
    found: list[Row] = []
    for buyer in buyers if priced else ():
        amount = one(None, 0, 30)
        authority = one("", 10)
        if amount is not None:
            found += [{"buyer": buyer, "year": y, "amount": amount, "authority": authority} for y in time.years]  # fmt: skip
    return found


def _orders(
    one: Callable[..., object], draw: Draw, buyers: list[str], priced: list[tuple[str, str]], time: _Time,
) -> list[Row]:  # fmt: skip
    count = int(draw(st.integers(0, 2))) if priced else 0  # type: ignore[call-overload]
    found = []
    for k in range(count):
        firm, product = one(*priced)  # type: ignore[misc]
        first = time.day(one)
        found.append(
            {"order": f"order {k}", "buyer": one(*buyers), "producer": firm, "product": product,
             "quantity": one(0, 3, 8), "price": one(0.5, 3), "starts": first, "ends": time.days[-1],
             "take_or_pay": one("", 0.5, 1), "delivered": one("", "", 0)}
        )  # fmt: skip
    return found


def _instruments(
    one: Callable[..., object], draw: Draw, firms: list[str], projects: list[Row]
) -> list[Row]:
    kinds = draw(st.lists(st.sampled_from(KINDS), unique=True, max_size=4))
    return [
        {"instrument": kind, "kind": kind, "producer": one("", firms[0]), "minimum": one("", "", 1),
         "maximum": one("", "", 2), "quantity": one("", 3), "durations": one("", "1;2"),
         "exercise_price": one("", 2),
         "project": one("", projects[0]["project"]) if projects and kind == "grant" else ""}
        for kind in kinds  # type: ignore[union-attr]
    ]  # fmt: skip


def _drivers(one: Callable[..., object], draw: Draw, time: _Time, projects: list[Row]) -> Tables:
    inner = time.days[1:-1]
    names = ["demand", "cost"][: draw(st.integers(0, 2))]  # type: ignore[misc]
    found: Tables = {}
    for name in names:
        found.setdefault("drivers", []).append({"driver": name, "initial": "high"})
        when = one(*inner, time.start)
        chance = one(0.5, 0.25, 1.0)
        for state, p in (("high", 1 - chance), ("low", chance)):  # type: ignore[operator]
            found.setdefault("driver_states", []).append(
                {"driver": name, "date": when, "state": "high", "next": state, "probability": p}
            )
        if one(True, True, False):
            effects = [
                ("requirements", "quantity", 0), ("requirements", "quantity", 1.5),
                ("lines", "capacity", 0.5), ("lines", "unit_cost", 2), ("prices", "price", 0.5),
            ]  # fmt: skip
            if projects:
                effects += [("projects", "capex", 2), ("projects", "build_time", 2), ("projects", "adds", 0)]  # fmt: skip
            table, column, value = one(*effects)  # type: ignore[misc]
            found.setdefault("driver_effects", []).append(
                {"driver": name, "state": "low", "table": table, "column": column, "operation": "scale", "value": value}
            )  # fmt: skip
    if names and "driver_effects" not in found:
        found["driver_effects"] = []
    return found
