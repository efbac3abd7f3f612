"""A study of one line, one project, one buyer, whose tables each test may replace."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from click.testing import CliRunner

from offtake.cli import cli
from offtake.study.reading.assemble import study_from_frames
from offtake.study.study import Settings, Study
from offtake.uncertainty.tree import ScenarioTree

BASE: dict[str, list[dict[str, object]]] = {
    "products": [{"product": "good", "unit": "goods"}],
    "producers": [{"producer": "maker", "cost_of_capital": 0.0}],
    "lines": [
        {"line": "old", "producer": "maker", "product": "good", "capacity": 10, "unit_cost": 2}
    ],
    "projects": [
        {"project": "more", "line": "old", "kind": "expand", "adds": 8, "capex": 5, "build_time": 0}
    ],
    "buyers": [{"buyer": "state", "discount_rate": 0.0}],
    "requirements": [
        {
            "buyer": "state",
            "product": "good",
            "period": str(year),
            "quantity": 12,
            "kind": "stock",
            "value": 9,
            "late_cost": 1,
        }
        for year in (2026, 2027)
    ],
    "prices": [{"producer": "maker", "product": "good", "price": 4}],
}


@pytest.fixture
def study() -> Callable[..., Study]:
    """study(periods=…, period=…, settings={…}, lines=[…], …): the base study with tables replaced."""

    def make(
        periods: int = 2,
        period: str = "year",
        settings: dict[str, object] | None = None,
        **tables: object,
    ) -> Study:
        said = {"name": "small", "title": "Small", "currency": "EUR", "price_year": 2025}
        said |= {
            "start": date(2026, 1, 1),
            "period": period,
            "periods": periods,
            **(settings or {}),
        }
        frames = {name: pd.DataFrame(rows) for name, rows in {**BASE, **tables}.items()}
        return study_from_frames(Settings(**said), frames)

    return make


@pytest.fixture
def chain() -> Callable[[int], ScenarioTree]:
    """A tree of one future."""

    def make(periods: int) -> ScenarioTree:
        return ScenarioTree(np.arange(periods) - 1, np.arange(periods), np.ones(periods))

    return make


@pytest.fixture
def fork() -> ScenarioTree:
    """Root, then two futures of probability 0.25 and 0.75 in period 1, each lasting to period 2."""
    return ScenarioTree(
        np.array([-1, 0, 0, 1, 2]),
        np.array([0, 1, 1, 2, 2]),
        np.array([1.0, 0.25, 0.75, 0.25, 0.75]),
    )


@pytest.fixture(autouse=True)
def wide_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tests read what is told in whole lines; those of the screen set another width."""
    monkeypatch.setenv("COLUMNS", "400")


@pytest.fixture(scope="module")
def here(tmp_path_factory) -> Path:
    """One folder for all commands of a file of tests: what one solves, the next may read.  A file may put studies there."""
    return tmp_path_factory.mktemp("here")


@pytest.fixture
def ask(here: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., dict[str, Any]]:
    """ask("deal", case, …): the document that a command prints with --json, asked in `here`."""
    monkeypatch.chdir(here)

    def answer(*words: str) -> dict[str, Any]:
        result = CliRunner().invoke(cli, [*words, "--json"])
        assert result.exit_code == 0, result.output
        return json.loads(result.stdout)

    return answer
