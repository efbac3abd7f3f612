"""Studies with nothing in them but drivers and what these act on."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date

import pandas as pd
import pytest

from offtake.study.dictionary import TABLES
from offtake.study.study import Settings, Study

MakeStudy = Callable[..., Study]


def make_study(
    moves: Iterable[tuple[str, date, str, str, float]] = (),
    effects: Iterable[dict[str, object]] = (),
    periods: int = 3,
    period: str = "year",
    leaves: int = 27,
    **frames: pd.DataFrame,
) -> Study:
    """A study from 2026 on; each driver starts in the state that its first move is from."""
    moves = list(moves)
    first: dict[str, str] = {}
    for driver, _, state, _, _ in moves:
        first.setdefault(driver, state)
    tables = {t.name: pd.DataFrame(columns=list(t.names)) for t in TABLES}
    tables["drivers"] = pd.DataFrame(list(first.items()), columns=["driver", "initial"])
    columns = ["driver", "date", "state", "next", "probability"]
    tables["driver_states"] = pd.DataFrame(moves, columns=columns)
    blank = {"where": "", "operation": "scale", "from": None, "to": None}
    if rows := [blank | effect for effect in effects]:
        tables["driver_effects"] = pd.DataFrame(rows)
    settings = Settings(
        name="test",
        title="test",
        currency="EUR",
        price_year=2026,
        start=date(2026, 1, 1),
        period=period,
        periods=periods,
        leaves=leaves,
    )
    return Study(settings, tables | frames)


def paying(buyer: str = "b") -> dict[str, pd.DataFrame]:
    """A buyer that needs something, so that its budgets bear on something."""
    need = {"buyer": buyer, "product": "good", "period": "2027", "quantity": 1.0, "kind": "flow"}
    buyers = {"buyer": buyer, "discount_rate": 0.0, "public_fund_cost": 1.0, "year_starts": 1}
    return {"buyers": pd.DataFrame([buyers]), "requirements": pd.DataFrame([need])}


@pytest.fixture(name="paying", scope="session")
def _paying() -> Callable[[str], dict[str, pd.DataFrame]]:
    return paying


@pytest.fixture(name="make_study", scope="session")
def _make_study() -> MakeStudy:
    return make_study


@pytest.fixture
def war_and_budget() -> Study:
    """Two drivers, years 2026 to 2028: the war may end in 2027 (0.4), the budget be cut in 2028 (0.25)."""
    return make_study(WAR + BUDGET)


WAR = [("war", date(2027, 1, 1), "on", "on", 0.6), ("war", date(2027, 1, 1), "on", "off", 0.4)]
BUDGET = [
    ("budget", date(2028, 1, 1), "kept", "kept", 0.75),
    ("budget", date(2028, 1, 1), "kept", "cut", 0.25),
]
