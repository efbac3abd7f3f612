"""Sampled futures as a user asks for them: what is said and kept, and how a run that was killed goes on."""

from __future__ import annotations

import importlib.util
import json
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from offtake.cli import cli
from offtake.plan import sampled
from offtake.plan.sampled import Batch
from offtake.results.store.store import read_run
from offtake.study.examples import case_path

RAY = importlib.util.find_spec("ray") is not None

# Runs a command and dies without a word once the n-th file has taken its place.
DIE = """
import os, signal, sys
from offtake.cli import main
last, place, done = int(sys.argv.pop(1)), os.replace, 0
def dying(one, other):
    global done
    place(one, other)
    done += 1
    if done == last:
        os.kill(os.getpid(), signal.SIGKILL)
os.replace = dying
main()
"""
PLAN, BATCHES = 1, 4  # files that take their place before those of the run itself


@pytest.fixture
def here(tmp_path, monkeypatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def offtake(*words: str) -> Result:
    return CliRunner().invoke(cli, list(words))


def drawn(*words: str, case: str = "two-states") -> list[str]:
    """The command that draws 40 futures of a bundled study, for first-best unless other words say so."""
    return ["run", str(case_path(case)), "--futures", "40", *(words or FIRST_BEST)]


FIRST_BEST = ("--arrangements", "first-best")


def only_run(here: Path) -> Path:
    (run,) = (here / "runs").iterdir()
    return run


def contents(run: Path) -> dict[str, bytes]:
    """Every file of a run but the one that says what it cost."""
    files = (f for f in run.rglob("*") if f.is_file() and f.name != "timings.json")
    return {f.relative_to(run).as_posix(): f.read_bytes() for f in files}


@pytest.fixture(scope="module")
def uninterrupted(tmp_path_factory) -> Path:
    store = tmp_path_factory.mktemp("uninterrupted")
    assert offtake(*drawn(*FIRST_BEST, "--store", str(store))).exit_code == 0
    (run,) = store.iterdir()
    return run


def test_all_arrangements_are_found_on_the_futures_drawn(here):
    result = offtake("run", str(case_path("two-states")), "--futures", "40")
    assert result.exit_code == 0, result.output
    assert "--arrangements first-best leaves them out" in result.output
    run = read_run(only_run(here))
    document = run.headline
    assert set(document["arrangements"]) == {"no-deal", "deal", "first-best"}
    # Demand lasts in a share f of the futures drawn: what is delivered is 2 + 3 f, as of two years or five.
    share = run.stats.futures().query("course == 'demand high'")["probability"].sum()
    delivered = document["arrangements"]["first-best"]["delivered"]["goods"]
    assert sum(year["mean"] for year in delivered.values()) == pytest.approx(2 + 3 * share)
    assert share * 40 == pytest.approx(round(share * 40))


def test_the_document_says_what_was_drawn_and_how_good_the_plan_is(here):
    document = json.loads(offtake(*drawn(*FIRST_BEST, "--json")).output)["sampled"]
    assert document["drawn"] == 40
    assert document["distinct"] == document["planned_for"] == 2
    assert (document["batches"], document["futures_per_batch"]) == (4, 10)
    assert document["confidence"] == 0.95
    # One plant or none: its plan is the best for any frequency that ten futures have.
    assert document["gap_mean"] == document["gap_upper"] == document["gap_upper_share"] == 0.0
    assert document["cost"] == document["bound"] < 0


def test_the_screen_the_report_and_the_trace_say_it(here):
    result = offtake(*drawn())
    said = "The plan is made for the 2 different ones of 40 futures drawn; with 95% confidence"
    assert said in result.output
    assert "--arrangements first-best leaves them out" not in result.output
    assert said in offtake(*drawn()).output  # the run that is there already
    assert offtake("report").exit_code == 0
    assert said in (here / "report.html").read_text(encoding="utf-8")
    traced = json.loads(offtake("trace", only_run(here).name, "sampled.gap", "--json").output)
    assert [row["futures"] for row in traced["rows"]] == [10] * 4
    assert offtake("export", "--to", "csv", "-o", "out").exit_code == 0
    assert len((here / "out" / "batches.csv").read_text().splitlines()) == 1 + 4


def test_no_other_run_speaks_of_futures_drawn(here):
    document = json.loads(
        offtake("run", str(case_path("two-states")), *FIRST_BEST, "--json").output
    )
    assert document["sampled"] is None
    assert "drawn" not in offtake("run", str(case_path("two-states")), *FIRST_BEST).output


@pytest.mark.parametrize("file", [PLAN, PLAN + 2, PLAN + BATCHES + 3])
def test_a_run_that_was_killed_goes_on_where_it_stopped(here, uninterrupted, monkeypatch, file):
    died = subprocess.run(
        [sys.executable, "-c", DIE, str(file), *drawn()], check=False, capture_output=True
    )
    assert died.returncode == -signal.SIGKILL, died.stderr
    run = only_run(here)
    assert f"{run.name}  unfinished" in offtake("runs").output
    assert offtake("report").exit_code == 2
    there = min(file, PLAN + BATCHES)
    assert len(list((run / "parts").rglob("*.np[yz]"))) == there
    valued = []
    right = Batch._costs
    monkeypatch.setattr(Batch, "_costs", lambda self, *g: valued.append(1) or right(self, *g))
    monkeypatch.setattr(sampled, "solve_first_best", None)  # would fail where it is called
    again = offtake(*drawn())
    assert again.exit_code == 0, again.output
    assert f"Going on from {there} finished part" in again.output
    assert len(valued) == PLAN + BATCHES - there
    assert contents(run) == contents(uninterrupted)


def test_a_finished_run_leaves_no_parts_and_is_solved_anew_when_asked(here):
    assert offtake(*drawn()).exit_code == 0
    assert not (only_run(here) / "parts").exists()
    again = offtake(*drawn(*FIRST_BEST, "--again"))
    assert "Solved first-best" in again.output
    assert "Going on" not in again.output


def test_another_number_of_futures_or_seed_is_another_run(here):
    for words in (("--futures", "40"), ("--futures", "48"), ("--futures", "40", "--seed", "7")):
        words = ("run", str(case_path("two-states")), *words, *FIRST_BEST)
        assert offtake(*words).exit_code == 0
    assert len(list((here / "runs").iterdir())) == 3


def test_memory_that_runs_out_is_told_and_the_same_command_goes_on(
    here, uninterrupted, monkeypatch
):
    right = Batch._costs

    def short(self, *given):
        if self.first == 60:
            raise MemoryError
        return right(self, *given)

    monkeypatch.setattr(Batch, "_costs", short)
    result = offtake(*drawn())
    assert result.exit_code == 1
    assert "memory ran out on sampled futures 60 to 69" in result.output
    assert "3 finished parts kept in runs" in result.output
    assert "fault in offtake" not in result.output
    assert "unfinished" in offtake("runs").output
    monkeypatch.setattr(Batch, "_costs", right)
    assert "Going on from 3 finished parts" in offtake(*drawn()).output
    assert contents(only_run(here)) == contents(uninterrupted)


def test_a_user_who_stops_during_the_batches_keeps_the_plan_and_can_go_on(
    here, uninterrupted, monkeypatch
):
    right = Batch._costs

    def stop(self, *given):
        if self.first == 60:
            raise KeyboardInterrupt
        return right(self, *given)

    monkeypatch.setattr(Batch, "_costs", stop)
    result = offtake(*drawn())
    assert result.exit_code == 5
    assert "how far it may be from the best there is was not found" in result.output
    assert "what was found is kept in run" in result.output
    assert "stopped" in offtake("runs").output
    assert offtake("report").exit_code == 0
    monkeypatch.setattr(Batch, "_costs", right)
    assert offtake(*drawn()).exit_code == 0
    assert contents(only_run(here)) == contents(uninterrupted)


def test_rules_that_clash_leave_no_folder_behind(here, monkeypatch):
    from offtake.errors import InfeasibleError

    def clash(*_):
        raise InfeasibleError("they clash")

    monkeypatch.setattr(sampled, "solve_first_best", clash)
    assert offtake(*drawn()).exit_code == 4
    assert not (here / "runs").exists()


def test_of_two_equal_commands_at_once_the_second_waits_and_takes_what_the_first_finds(here):
    command = [sys.executable, "-c", "from offtake.cli import main; main()", *drawn()]
    both = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(2)]
    said = [process.communicate()[0] for process in both]
    assert [process.returncode for process in both] == [0, 0]
    assert sum("Solved first-best" in text for text in said) == 1
    assert sum("is there already" in text for text in said) == 1
    assert list(only_run(here).glob("run.json"))


def test_a_command_says_that_it_waits_and_solves_where_the_other_was_killed(here, uninterrupted):
    name = uninterrupted.name
    hold = f"from pathlib import Path; from offtake.results.store.store import place_of\nwith place_of(Path('runs/{name}')): print('held', flush=True); input()"
    with subprocess.Popen(
        [sys.executable, "-c", hold], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as holder:
        holder.stdout.readline()
        assert f"{name}  being written" in offtake("runs").output
        command = [sys.executable, "-c", "from offtake.cli import main; main()", *drawn()]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as second:
            while "waiting for it" not in (line := second.stdout.readline()):
                assert line
            assert re.search(
                rf"Run {name} is being solved by another process \(since \d\d:\d\d\)", line
            )
            holder.kill()
            assert "Solved first-best" in second.communicate()[0]
    assert contents(only_run(here)) == contents(uninterrupted)


@pytest.mark.parametrize(
    "words",
    [
        pytest.param(("--workers", "2"), id="local"),
        pytest.param(
            ("--workers", "2", "--ray", "local"),
            id="ray",
            marks=pytest.mark.skipif(not RAY, reason="Ray is not installed"),
        ),
    ],
)
def test_workers_change_no_byte(here, uninterrupted, words):
    assert offtake(*drawn(*FIRST_BEST, *words)).exit_code == 0
    assert contents(only_run(here)) == contents(uninterrupted)


@pytest.mark.parametrize("words", [("--futures", "7"), ("--futures", "x")])
def test_wrong_use_is_refused(here, words):
    result = offtake("run", str(case_path("two-states")), *words)
    assert result.exit_code == 2
    assert "futures" in result.output
    assert not (here / "runs").exists()
