"""How a study and how its solving are told; what a task that is stopped leaves and says."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import click
import numpy as np
import pytest
from click.testing import CliRunner

from offtake.commands.asking import (
    _tell_how_it_ended,
    checked,
    progress_of,
    shown,
    stoppable,
)
from offtake.commands.screen.voice import Voice
from offtake.study.examples import case_path


def test_a_task_that_is_stopped_ends_with_5_and_says_what_is_kept():
    @click.command()
    def command() -> None:
        with stoppable(lambda: "3 of 7 runs are kept in runs"):
            raise KeyboardInterrupt

    result = CliRunner().invoke(command)
    assert result.exit_code == 5
    assert result.output == "Stopped; 3 of 7 runs are kept in runs: the same command goes on from there.\n"  # fmt: skip


def test_progress_is_told_in_digits_of_the_gap():
    # from 100% to 0.01%: 1% is half of the four digits
    assert [progress_of(g, 1e-4) for g in (float("inf"), 1.0, 0.01, 1e-4, 0.0)] == pytest.approx([0, 0, 0.5, 1, 1])  # fmt: skip
    assert progress_of(0.0, 0.0) == 1.0
    assert 0 < progress_of(0.5, 0.0) < 0.1


def ended(capsys, status: str, gap: float, **deal: object) -> tuple[str, str]:
    run = SimpleNamespace(
        seconds={"first-best": 2.34, "agreement": 1.0}, tree=SimpleNamespace(leaves=np.arange(2)),
        plans={"first-best": SimpleNamespace(status=status, gap=gap)}, options=SimpleNamespace(gap=0.005),
        headline={"no_deal": None, "deal": deal or None},
    )  # fmt: skip
    _tell_how_it_ended(run, Voice())
    return capsys.readouterr()


def test_a_plan_that_ran_out_of_time_says_its_gap_and_the_one_that_was_wanted(capsys):
    out, err = ended(capsys, "time_limit", 0.0312)
    assert out == "Solved first-best: gap 3.12%, 2 futures, 2.3 s\n"
    assert err.startswith("E402 Solver stopped at the time limit with gap 3.1% (wanted 0.5%).")
    assert ended(capsys, "optimal", 0.0) == ("Solved first-best: optimal, 2 futures, 2.3 s\n", "")
    out, _ = ended(capsys, "optimal", 0.0, clauses=[1], rounds=[1, 2], stable=False)
    assert out.endswith("Solved deal: 1 clause, 2 rounds of the incentive check, some would still rather deviate\n")  # fmt: skip


def test_a_path_below_is_written_from_here_and_another_in_full(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert shown(tmp_path / "runs" / "a") == str(Path("runs") / "a")
    assert shown(tmp_path.parent) == str(tmp_path.parent)


def test_a_study_is_told_with_what_it_holds(capsys):
    study = checked(str(case_path("two-states")), Path("runs"), "", Voice(), "copied to here/")
    first, note, last = capsys.readouterr().out.splitlines()
    assert first.startswith("Study two-states: ")
    assert "1 line, 1 buyer" in first
    assert note == "Copied to here/"
    assert last == f"Checked {sum(1 for t in study.tables.values() if len(t))} tables: ok"
