"""Valuing a plan in many futures: parts are kept, a killed run goes on, other problems are refused."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from bench.ramp import ramp

from offtake.errors import StoreError
from offtake.stochastic.bounds.parts import Valuer, value_plan
from offtake.stochastic.methods.futures import Futures
from offtake.stochastic.parallel.executor import LocalExecutor
from offtake.stochastic.program.two_stage import TwoStage


@pytest.fixture
def problem() -> TwoStage:
    return ramp(23, sites=3, products=2, periods=3)


@pytest.fixture
def plan(problem: TwoStage) -> np.ndarray:
    return np.full(problem.first.cost.size, 0.5)


def test_values_are_those_of_the_futures(problem: TwoStage, plan: np.ndarray, tmp_path: Path):
    found = value_plan(problem, plan, tmp_path, size=5, at_once=2)
    assert found == pytest.approx(Futures(problem).values(plan), rel=1e-9)


def test_workers_change_no_value(problem: TwoStage, plan: np.ndarray, tmp_path: Path):
    one = value_plan(problem, plan, tmp_path / "one", size=5)
    two = value_plan(problem, plan, tmp_path / "two", LocalExecutor(2), size=5)
    assert np.array_equal(one, two)


def test_a_killed_run_goes_on_where_it_stopped(
    problem: TwoStage, plan: np.ndarray, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    whole = value_plan(problem, plan, tmp_path / "whole", size=5)
    valued: list[int] = []
    right = Valuer.values

    def dies(self: Valuer, x: np.ndarray) -> np.ndarray:
        valued.append(self.members[0])
        if len(valued) == 3:
            raise KeyboardInterrupt
        return right(self, x)

    monkeypatch.setattr(Valuer, "values", dies)
    with pytest.raises(KeyboardInterrupt):
        value_plan(problem, plan, tmp_path / "cut", size=5, at_once=1)
    assert sorted(p.name for p in (tmp_path / "cut").glob("part*")) == [
        "part-00000.npy",
        "part-00001.npy",
    ]
    resumed = value_plan(problem, plan, tmp_path / "cut", size=5, at_once=1)
    assert valued == [0, 5, 10, 10, 15, 20]
    assert np.array_equal(resumed, whole)


def test_parts_of_another_plan_are_refused(problem: TwoStage, plan: np.ndarray, tmp_path: Path):
    value_plan(problem, plan, tmp_path)
    with pytest.raises(StoreError, match="another problem or plan"):
        value_plan(problem, plan + 1, tmp_path)
