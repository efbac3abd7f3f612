"""A run with what moves its answer: kept, traced and reported like any other."""

from __future__ import annotations

from offtake.results.sensitivity.matters import Asked, matters
from offtake.results.solving.solve import solve
from offtake.results.store.store import read_run, write_run
from offtake.stochastic.parallel.executor import executor_for
from offtake.study.examples import case_path
from offtake.study.reading.read import read_study
from offtake.views.report.page import render


def test_what_was_found_is_kept_with_the_run_traced_and_reported(tmp_path):
    run = solve(read_study(case_path("two-states")), arrangements=["first-best"])
    found = read_run(write_run(matters(run, Asked(top=2), executor_for(1)), tmp_path))
    frame = found.stats.tornado()
    assert len(frame) == 2 * 2  # assumptions, and measures: social value, goods delivered
    name = frame["name"].iloc[0]
    assert found.trace(f"sensitivity.{name}").rows["measure"].tolist() == ["social_value", "delivered:goods"]  # fmt: skip
    assert len(found.trace("tornado").rows) == 4
    assert 'id="tornado"' in render(found)
