"""A plan as a file among the parts of a run."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from offtake.plan.plan import Effort, Plan
from offtake.plan.plan_part import keep_plan, kept_plan
from offtake.stochastic.program.blocks import Labels


def test_a_plan_comes_back_bit_for_bit(fork, tmp_path: Path):
    nothing = np.zeros((5, 0))
    plan = Plan(
        arrangement="first-best",
        tree=fork,
        values={"make": np.full((5, 1), 0.1) / 3, "missed": nothing},
        labels={
            "make": Labels(("line",), (("old works",),)),
            "missed": Labels(("buyer", "need"), ()),
        },
        status="gap",
        objective=-0.1,
        bound=-0.3,
        effort=Effort(solve_seconds=1.5, method="extensive form"),
        duals={"budget": np.full((5, 1), np.nan)},
    )
    keep_plan(tmp_path / "plan.npz", plan)
    back = kept_plan(tmp_path / "plan.npz", fork)
    assert [f.name for f in tmp_path.iterdir()] == ["plan.npz"]
    assert (back.arrangement, back.status, back.objective, back.bound, back.effort) == (
        plan.arrangement, plan.status, plan.objective, plan.bound, plan.effort,
    )  # fmt: skip
    assert back.labels == plan.labels
    assert np.array_equal(back.values["make"], plan.values["make"])
    assert back.values["missed"].shape == nothing.shape
    assert np.isnan(back.duals["budget"]).all()
    assert back.tree is fork
