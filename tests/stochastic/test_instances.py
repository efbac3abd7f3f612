"""How an instance ends: with a plan, without one, or with costs that fall without end."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.stochastic.formats.conftest import CORE, STOCH, TIME

from offtake.errors import SolveError, UsageError
from offtake.stochastic import instances
from offtake.stochastic.instances import solve_smps

WHOLE = "BOUNDS\n LI B X 0\n LI B Y 0\nENDATA"
NO_PLAN = {
    "the first stage": CORE.replace("CAP 100", "CAP -1"),
    "the second stage of one future": CORE.replace(
        "ENDATA", "BOUNDS\n UP B X 5\n UP B Y 4\nENDATA"
    ),
    "whole numbers": CORE.replace("ENDATA", "BOUNDS\n UI B X 5\n UI B Y 4\nENDATA"),
}
NO_END = {
    "the first stage": CORE.replace("COST 2 CAP 1\n X DEM 1", "COST -2 DEM 1"),
    "the second stage": CORE.replace("COST 5", "COST -5"),
    "whole numbers": CORE.replace("COST 5", "COST -5").replace("ENDATA", WHOLE),
}


def answer(folder: Path, core: str, method: str) -> instances.Answer:
    paths = [folder / name for name in ("a.cor", "a.tim", "a.sto")]
    for path, text in zip(paths, (core, TIME, STOCH), strict=True):
        path.write_text(text)
    return solve_smps(*paths, method=method, time_limit=20)


@pytest.mark.parametrize("method", ["auto", "extensive-form", "benders", "hedging"])
@pytest.mark.parametrize("core", NO_PLAN.values(), ids=NO_PLAN)
def test_where_there_is_no_plan_every_method_says_so(tmp_path, core, method):
    found = answer(tmp_path, core, method)
    assert found.status == "infeasible"
    assert found.to_json()["objective"] is None


@pytest.mark.parametrize("method", ["auto", "extensive-form", "benders"])
@pytest.mark.parametrize("core", NO_END.values(), ids=NO_END)
def test_where_costs_fall_without_end_every_method_says_so(tmp_path, core, method):
    found = answer(tmp_path, core, method)
    assert found.status == "unbounded"
    assert found.to_json()["objective"] is None


@pytest.mark.parametrize("method", ["auto", "extensive-form", "benders"])
def test_a_first_stage_beyond_any_box_is_found(tmp_path, method):
    """2 earned for each X, a thousand million of which may be had, and no need that asks for the second stage."""
    core = CORE.replace("COST 2", "COST -2").replace("CAP 100", "CAP 1000000000")
    assert answer(tmp_path, core, method).to_json()["objective"] == pytest.approx(-2e9, rel=1e-6)


def test_a_failure_that_is_no_such_end_stays_a_failure(tmp_path, monkeypatch):
    def fail(*_: object) -> None:
        raise SolveError("the solver gave up")

    monkeypatch.setattr(instances, "solve", fail)
    with pytest.raises(SolveError, match="gave up"):
        answer(tmp_path, CORE, "benders")


def test_an_unknown_method_is_refused(tmp_path):
    with pytest.raises(UsageError, match="method 'guess' is not known"):
        answer(tmp_path, CORE, "guess")
