"""Small studies whose tables each test may replace, and their accounts."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import pytest

from offtake.plan.first_best import solve_first_best
from offtake.results.tables.account import Account, account
from offtake.study.reading.assemble import study_from_frames
from offtake.uncertainty.reduction.build import build_tree

BASE: dict[str, list[dict[str, object]]] = {
    "products": [{"product": "good", "unit": "goods"}],
    "producers": [{"producer": name, "cost_of_capital": 0.0} for name in ("maker", "other")],
    "lines": [
        {"line": "old", "producer": "maker", "product": "good", "capacity": 10, "unit_cost": 2}
    ],
    "projects": [
        {"project": "more", "line": "old", "kind": "expand", "adds": 8, "capex": 5, "build_time": 1}
    ],
    "buyers": [{"buyer": "state", "discount_rate": 0.0}],
    "requirements": [
        {
            "buyer": "state",
            "product": "good",
            "period": str(year),
            "quantity": 12,
            "kind": "stock",
            "value": 90,
            "late_cost": 1,
        }
        for year in (2026, 2027)
    ],
    "prices": [{"producer": name, "product": "good", "price": 4} for name in ("maker", "other")],
}


@pytest.fixture
def solved() -> Callable[..., Account]:
    """solved(periods=…, period=…, lines=[…], …): the base study with tables replaced, first-best over its tree."""

    def make(
        periods: int = 2, period: str = "year", carry_over: float = 0.0, **tables: object
    ) -> Account:
        said = {
            "name": "small", "title": "Small", "currency": "EUR", "price_year": 2025,
            "start": "2026-01-01", "period": period, "periods": periods, "carry_over": carry_over,
        }  # fmt: skip
        frames = {name: pd.DataFrame(rows) for name, rows in {**BASE, **tables}.items()}
        study = study_from_frames(said, frames)
        return account(study, solve_first_best(study, build_tree(study)))

    return make
