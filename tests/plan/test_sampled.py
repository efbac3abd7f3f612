"""Plans for sampled futures, on a problem whose optimum for any frequency f of high demand is 7,000 + 13,000 f.

Capacity 100 now costs 3,000, making 100 in the first year 2,000.  Low demand costs 2,000 more, high demand 6,000
and 9,000 for the capacity that is built later.  Capacity 300 now costs 13,000 + 4,000 f in all.
"""

from __future__ import annotations

import os
import signal
import threading
import time
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from offtake.errors import SolveError, UsageError
from offtake.plan import sampled
from offtake.plan.plan import Plan
from offtake.plan.sampled import Batch, followed, solve_sampled
from offtake.stochastic.parallel.executor import LocalExecutor
from offtake.stochastic.solver.highs import Handle
from offtake.stochastic.solver.program import Until
from offtake.uncertainty.reduction.merging import tree_of_paths
from offtake.uncertainty.sampling import sample_paths
from offtake.uncertainty.tree import Paths

EXACT = Until(gap=0.0)


def frequency(study, count, first=0):
    """Share of high demand among the paths drawn."""
    paths = sample_paths(study, count, 5, first)
    return float((paths.state[:, 1, 0] == paths.states[0].index("high")).mean())


def test_the_plan_is_best_for_the_frequencies_of_the_sample(expansion):
    found = solve_sampled(expansion, 200, 5, EXACT)
    assert found.plan.objective == pytest.approx(7_000 + 13_000 * frequency(expansion, 200))
    assert (found.drawn, found.distinct) == (200, 2)


def test_the_true_optimum_lies_within_the_gap_of_the_cost(expansion):
    # 13,500 with f = 1/2; the plan is the true one, so its gap is nothing in every batch.
    found = solve_sampled(expansion, 400, 5, EXACT, batches=4)
    fresh = frequency(expansion, 400, first=400)
    assert found.gap.cost == pytest.approx(7_000 + 13_000 * fresh)
    assert found.gap.mean == pytest.approx(0, abs=1e-6)
    assert found.gap.upper == pytest.approx(0, abs=1e-6)


def test_a_batch_tells_what_a_worse_plan_costs_and_what_none_can_be_below(expansion):
    plan = solve_sampled(expansion, 100, 5, EXACT).plan
    begun = plan.values["begun"].copy()
    begun[:, 0], begun[:, 1] = 300, 0
    cost, least = Batch(expansion, 5, 100, 50).costs(plan.tree, begun)
    f = frequency(expansion, 50, first=100)
    assert cost == pytest.approx(13_000 + 4_000 * f)
    assert least == pytest.approx(7_000 + 13_000 * f)


def test_workers_change_nothing(expansion):
    one = solve_sampled(expansion, 40, 5, EXACT, batches=2)
    two = solve_sampled(expansion, 40, 5, EXACT, LocalExecutor(2), batches=2)
    assert one.gap == two.gap
    assert np.array_equal(one.plan.values["begun"], two.plan.values["begun"])


class Killed(BaseException):
    """What no part of the program catches."""


def stands_in(monkeypatch: pytest.MonkeyPatch, fault: type[BaseException], call: int) -> list[int]:
    """Let the given call of Batch._costs fail so; returns the first futures of the batches, as they are asked for."""
    valued: list[int] = []
    right = Batch._costs

    def costs(self, *given):
        valued.append(self.first)
        if len(valued) == call:
            raise fault
        return right(self, *given)

    monkeypatch.setattr(Batch, "_costs", costs)
    return valued


def test_a_killed_run_goes_on_with_the_plan_and_the_batches_that_are_there(
    expansion, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    whole = solve_sampled(expansion, 40, 5, EXACT, batches=4)
    valued = stands_in(monkeypatch, Killed, 3)
    with pytest.raises(Killed):
        solve_sampled(expansion, 40, 5, EXACT, folder=tmp_path, batches=4)
    monkeypatch.setattr(sampled, "solve_first_best", None)  # would fail where it is called
    again = solve_sampled(expansion, 40, 5, EXACT, folder=tmp_path, batches=4)
    assert valued == [40, 50, 60, 60, 70]
    assert np.array_equal(again.batches, whole.batches)
    same_plan(again.plan, whole.plan)


def same_plan(one: Plan, other: Plan) -> None:
    """To the last bit, but for the seconds it took."""
    assert (one.status, one.objective, one.bound) == (other.status, other.objective, other.bound)
    assert one.labels == other.labels
    for mine, theirs in ((one.values, other.values), (one.duals, other.duals)):
        assert list(mine) == list(theirs)
        for name in mine:
            assert np.array_equal(mine[name], theirs[name], equal_nan=True), name


def test_memory_that_runs_out_is_told_with_the_futures_and_leaves_what_is_finished(
    expansion, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    stands_in(monkeypatch, MemoryError, 2)
    with pytest.raises(SolveError, match="memory ran out on sampled futures 50 to 59"):
        solve_sampled(expansion, 40, 5, EXACT, folder=tmp_path, batches=4)
    assert {f.name for f in tmp_path.rglob("*.np[yz]")} == {"plan.npz", "batch-00000.npy"}


def test_memory_that_runs_out_on_the_plan_is_told_too(expansion, monkeypatch: pytest.MonkeyPatch):
    def too_large(*_):
        raise MemoryError

    monkeypatch.setattr(sampled, "solve_first_best", too_large)
    with pytest.raises(SolveError, match="memory ran out on the plan for 2 different futures"):
        solve_sampled(expansion, 40, 5, EXACT)


def test_a_user_who_stops_during_the_batches_keeps_the_plan_without_a_gap(
    expansion, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    stands_in(monkeypatch, KeyboardInterrupt, 3)
    found = solve_sampled(expansion, 40, 5, EXACT, folder=tmp_path, batches=4)
    assert found.plan.status == "stopped"
    assert found.plan.objective == pytest.approx(7_000 + 13_000 * frequency(expansion, 40))
    assert found.gap is None
    assert solve_sampled(expansion, 40, 5, EXACT, folder=tmp_path).plan.status == "optimal"


def test_a_plan_that_the_user_stopped_is_neither_kept_nor_valued(
    expansion, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    valued = stands_in(monkeypatch, Killed, 1)
    right = sampled.solve_first_best
    monkeypatch.setattr(
        sampled, "solve_first_best", lambda *given: replace(right(*given), status="stopped")
    )
    found = solve_sampled(expansion, 40, 5, EXACT, folder=tmp_path)
    assert (found.plan.status, found.gap, valued) == ("stopped", None, [])
    assert not list(tmp_path.rglob("*.np[yz]"))


def children() -> list[int]:
    """Processes that this one has started."""
    own = Path(f"/proc/{os.getpid()}/task/{os.getpid()}/children")
    return [int(number) for number in own.read_text().split()]


def killing(every: bool) -> threading.Event:
    """Kill worker processes by the signal that a system short of memory sends: the first, or every one."""
    done = threading.Event()

    def kill() -> None:
        while not done.is_set():
            for child in children():
                os.kill(child, signal.SIGKILL)
                if not every:
                    return
            time.sleep(0.05)

    threading.Thread(target=kill, daemon=True).start()
    return done


def test_a_worker_that_the_system_kills_costs_nothing_but_time(expansion):
    whole = solve_sampled(expansion, 40, 5, EXACT, batches=2)
    done = killing(every=False)
    try:
        found = solve_sampled(expansion, 40, 5, EXACT, LocalExecutor(2), batches=2)
    finally:
        done.set()
    assert np.array_equal(found.batches, whole.batches)


def test_workers_that_the_system_kills_each_time_leave_what_is_finished(
    expansion, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    done = killing(every=True)
    try:
        with pytest.raises(SolveError, match="died 3 times"):
            solve_sampled(expansion, 40, 5, EXACT, LocalExecutor(2), folder=tmp_path)
    finally:
        done.set()
    monkeypatch.setattr(sampled, "solve_first_best", None)  # would fail where it is called
    found = solve_sampled(expansion, 40, 5, EXACT, folder=tmp_path)
    assert found.batches == pytest.approx(batches_on_paper(expansion))


def batches_on_paper(expansion) -> np.ndarray:
    """The cost of the plan in the fresh futures 40 to 79, ten at a time, which is also the optimum."""
    cost = [7_000 + 13_000 * frequency(expansion, 10, first) for first in (40, 50, 60, 70)]
    return np.array([cost, cost]).T


def test_parts_of_another_sample_in_the_same_folder_are_left_alone(expansion, tmp_path: Path):
    solve_sampled(expansion, 40, 5, EXACT, folder=tmp_path)
    before = {f: f.read_bytes() for f in tmp_path.rglob("*.np[yz]")}
    found = solve_sampled(expansion, 40, 6, EXACT, folder=tmp_path)
    assert np.array_equal(found.batches, solve_sampled(expansion, 40, 6, EXACT).batches)
    assert {f: f.read_bytes() for f in before} == before


def test_where_many_futures_differ_the_plan_is_made_for_the_first_and_valued_in_the_others(
    expansion,
):
    found = solve_sampled(expansion, 40, 5, EXACT, most=1)
    assert (found.distinct, found.plan.tree.leaves.size) == (2, 1)
    assert found.plan.tree.full_leaves == 2


def test_a_course_that_the_plan_does_not_know_follows_the_most_probable_one():
    known = Paths(
        np.array([0.3, 0.7]), ("d",), (("a", "b", "c"),), np.array([[[0], [1]], [[0], [2]]])
    )
    other = replace(
        known, probability=np.ones(3) / 3, state=np.array([[[0], [0]], [[0], [1]], [[0], [2]]])
    )
    plan, tree = tree_of_paths(known), tree_of_paths(other)
    stands = {
        int(tree.state[n, 0]): int(plan.state[m, 0])
        for n, m in enumerate(followed(plan, tree))
        if n
    }
    assert stands == {0: 2, 1: 1, 2: 2}


def test_too_few_futures_are_refused(expansion):
    with pytest.raises(UsageError, match="2 batches"):
        solve_sampled(expansion, 7, 5)


def test_nested_risk_is_refused_since_no_sample_bounds_it(study):
    nested = study(settings={"risk": "nested", "risk_weight": 0.5})
    with pytest.raises(UsageError, match="not nested risk"):
        solve_sampled(nested, 20, 5)


def test_a_study_without_drivers_has_one_future(study):
    found = solve_sampled(study(), 20, 5, EXACT)
    assert (found.distinct, found.plan.tree.leaves.size) == (1, 1)
    assert found.gap.upper >= 0


def test_a_batch_that_fails_twice_is_named(expansion, monkeypatch: pytest.MonkeyPatch):
    plan = solve_sampled(expansion, 20, 5, EXACT).plan
    tries: list[int] = []
    monkeypatch.setattr(Handle, "run", lambda self, seconds=np.inf: tries.append(1))
    with pytest.raises(SolveError, match=r"futures 20 to 29 ended as .*, from a cold start too"):
        Batch(expansion, 5, 20, 10).costs(plan.tree, plan.values["begun"])
    assert len(tries) == 2
