"""What is kept of a run that is not finished: a plan, and parts."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest

from offtake.plan.kept import call_kept, keep_array, keep_plan, kept, kept_plan
from offtake.plan.plan import Effort, Plan
from offtake.stochastic.parallel.executor import SerialExecutor
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


@pytest.mark.parametrize(
    "alter", [lambda d: b"", lambda d: d[:-1], lambda d: b"x" + d[1:], lambda d: d + b" "]
)
def test_a_part_that_is_not_as_it_was_written_is_no_part(tmp_path: Path, alter):
    file = tmp_path / "part.npy"
    keep_array(file, np.arange(3.0))
    assert kept(file).tolist() == [0, 1, 2]
    file.write_bytes(alter(file.read_bytes()))
    assert kept(file) is None
    assert kept(tmp_path / "nothing.npy") is None
    assert kept_plan(file, None) is None


@dataclass(frozen=True)
class Doubling:
    """A part that doubles, and says so; the third one stops the user's run once."""

    number: int
    log: Path

    def doubled(self, by: int) -> np.ndarray:
        with self.log.open("a", encoding="utf-8") as said:
            said.write(str(self.number))
        if self.number == 2 and len(self.log.read_text(encoding="utf-8")) == 3:
            raise KeyboardInterrupt
        return np.array([self.number * by], float)


def test_a_run_that_goes_on_does_only_what_is_missing_or_broken(tmp_path: Path):
    log, folder = tmp_path / "log", tmp_path / "parts"

    def doubled() -> list[float]:
        recipe, here = lambda k: (Doubling, (k, log)), SerialExecutor()
        found = call_kept(4, recipe, "doubled", folder, here, arguments=(2,), at_once=1)
        return [float(value[0]) for value in found]

    with pytest.raises(KeyboardInterrupt):
        doubled()
    (folder / "part-00000.npy").write_bytes(b"broken")
    assert doubled() == [0, 2, 4, 6]
    assert log.read_text(encoding="utf-8") == "012" + "023"
    assert doubled() == [0, 2, 4, 6]
    assert log.read_text(encoding="utf-8") == "012" + "023"
