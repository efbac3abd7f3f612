"""The commands as a user types them: what is printed, what is left on disk, how they end."""

from __future__ import annotations

import json
import os
import re
import resource
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from offtake.cli import cli
from offtake.study.examples import case_path

PROGRAM = [sys.executable, "-c", "from offtake.cli import main; main()"]


@pytest.fixture
def here(tmp_path, monkeypatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture(scope="module")
def solved(tmp_path_factory) -> Path:
    """A folder in which two-states has been solved once."""
    folder = tmp_path_factory.mktemp("solved")
    before = Path.cwd()
    os.chdir(folder)
    try:
        assert offtake("demo", "two-states").exit_code == 0
    finally:
        os.chdir(before)
    return folder


def offtake(*words: str) -> Result:
    return CliRunner().invoke(cli, list(words))


def case(name: str) -> str:
    return str(case_path(name))


def broken(folder: Path) -> Path:
    """two-states with a capacity below zero and a line that there is not."""
    shutil.copytree(case_path("two-states"), folder)
    for file, old, new in (
        ("lines.csv", "plant,Maker,goods,0,", "plant,Maker,goods,-5,"),
        ("projects.csv", "build,plant,", "build,plamt,"),
    ):
        text = (folder / file).read_text()
        assert old in text
        (folder / file).write_text(text.replace(old, new))
    return folder


def impossible(folder: Path) -> Path:
    """two-states with a rule that asks for more than one plant can make."""
    shutil.copytree(case_path("two-states"), folder)
    (folder / "limits.csv").write_text(
        "limit,variable,where,minimum,source,note\nat least three,make,line=plant,3,assumed,too much\n"
    )
    return folder


def test_help_comes_at_once():
    assert min(_processor_seconds([*PROGRAM, "--help"]) for _ in range(3)) < 0.3


def _processor_seconds(command: list[str]) -> float:
    """What a process used of a processor, however busy the machine is."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, check=True, capture_output=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def test_every_command_explains_itself():
    for name in cli.commands:
        result = offtake(name, "--help")
        assert result.exit_code == 0
        assert len(result.output.splitlines()) > 5


def test_the_demo_leaves_a_study_a_run_and_a_report(solved):
    assert (solved / "two-states" / "study.toml").exists()
    assert (solved / "two-states" / "report.html").stat().st_size < 1.5e6
    (run,) = (solved / "runs").iterdir()
    assert (run / "run.json").exists()


def test_the_demo_tells_what_it_found_and_what_to_do_next(here):
    result = offtake("demo", "two-states")
    assert result.exit_code == 0
    for text in ("Study two-states", "Checked 12 tables: ok", "Solved first-best: optimal", "Social value", "127", "Next     offtake deal two-states"):  # fmt: skip
        assert text in result.output


def test_the_demo_does_not_touch_a_study_that_the_user_changed(here):
    offtake("demo", "two-states")
    (here / "two-states" / "lines.csv").write_text("mine")
    result = offtake("demo", "two-states")
    assert result.exit_code == 2
    assert "lines.csv in it differs from the bundled study" in result.output
    assert (here / "two-states" / "lines.csv").read_text() == "mine"


def test_a_bundled_study_that_there_is_not_is_refused_with_those_there_are(here):
    result = offtake("demo", "no-such")
    assert result.exit_code == 2
    assert "two-states" in result.output


def test_run_prints_one_document_for_other_programs(here):
    done = subprocess.run(
        [*PROGRAM, "run", case("two-states"), "--json"], check=True, capture_output=True, text=True
    )
    document = json.loads(done.stdout)
    assert document["study"] == "two-states"
    assert document["arrangements"]["first-best"]["social_value"] == pytest.approx(
        127.261, abs=1e-3
    )
    assert "Traceback" not in done.stderr


def test_the_same_run_is_not_solved_twice_unless_asked(here):
    first = json.loads(offtake("run", case("two-states"), "--json").output)
    again = offtake("run", case("two-states"))
    assert f"Run {first['run']} is there already" in again.output
    assert "Solved first-best" in offtake("run", case("two-states"), "--again").output
    assert "prepayment" in offtake("run", case("two-states")).output


def test_each_policy_is_a_run_of_its_own(here):
    policies = ("fearful-25", "fearful-25+less-early-money")
    words = [word for policy in policies for word in ("--policy", policy)]
    document = json.loads(offtake("run", case("two-states"), "--json", *words).output)
    assert len({run["run"] for run in document["runs"]}) == 2
    listed = json.loads(offtake("runs", "--json").output)
    assert {entry["policy"] for entry in listed} == set(policies)


def test_a_policy_that_there_is_not_is_refused_with_those_there_are(here):
    result = offtake("run", case("two-states"), "--policy", "fearfull-25")
    assert result.exit_code == 2
    assert "did you mean 'fearful-25'" in result.output


@pytest.mark.parametrize("words", [["run"], ["run", "nowhere"], ["run", ".", "--gap", "2"], ["run", ".", "--leaves", "0"], ["nonsense"], ["report", "zz"], ["trace", "zz", "x"]])  # fmt: skip
def test_wrong_use_ends_with_2_and_a_message(here, words):
    result = offtake(*words)
    assert result.exit_code == 2
    assert result.output.strip()
    assert "Traceback" not in result.output


def test_an_arrangement_that_there_is_not_is_refused(here):
    result = offtake("run", case("two-states"), "--arrangements", "second-best")
    assert result.exit_code == 2
    assert "choose from" in result.output


def test_problems_in_the_input_end_with_3_and_name_their_cells(here):
    folder = broken(here / "mine")
    for words in (["check", str(folder)], ["run", str(folder)]):
        result = offtake(*words)
        assert result.exit_code == 3
        assert "mine: 2 faults" in result.output
        assert "lines.csv:D2" in result.output
        assert "did you mean 'plant'" in result.output


def test_check_gives_the_faults_as_a_document(here):
    result = offtake("check", str(broken(here / "mine")), "--json")
    document = json.loads(result.output)
    assert (result.exit_code, document["ok"]) == (3, False)
    assert {fault["cell"] for fault in document["faults"]} == {"lines.csv:D2", "projects.csv:B2"}
    assert json.loads(offtake("check", case("toy"), "--json").output)["ok"] is True


def test_check_marks_the_faults_in_a_copy_of_the_workbook(here):
    assert offtake("new", "mine").exit_code == 0
    result = offtake("check", "mine.xlsx", "--mark")
    assert result.exit_code == 3
    assert (here / "mine.checked.xlsx").exists()
    assert offtake("check", case("toy"), "--mark").exit_code == 2


@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_new_makes_an_empty_study_and_overwrites_nothing(here, form):
    result = offtake("new", "mine", "--template", form)
    assert result.exit_code == 0
    assert (here / ("mine.xlsx" if form == "xlsx" else "mine")).exists()
    assert offtake("new", "mine", "--template", form).exit_code == 2


def test_rules_that_clash_end_with_4_in_the_users_words(here):
    result = offtake("run", str(impossible(here / "mine")))
    assert result.exit_code == 4
    assert "at least three" in result.output
    assert "plant" in result.output
    assert not (here / "runs").exists()


def test_a_time_out_keeps_the_best_plan_and_says_so_with_its_gap(here, monkeypatch):
    from offtake.results.solving import solve as solving

    whole, limits = solving.solve_first_best, []

    def slow(study, tree, asked, **more):
        limits.append(asked.seconds)
        plan = whole(study, tree, asked, **more)
        return replace(plan, status="time_limit", bound=plan.objective * 1.021)

    monkeypatch.setattr(solving, "solve_first_best", slow)
    result = offtake("run", case("toy"), "--arrangements", "first-best")
    assert result.exit_code == 0
    assert "Solver stopped at the time limit with gap 2.1% (wanted 0.5%)" in result.output
    assert "Solved first-best: gap 2.10%" in result.output
    assert limits == [600.0]
    assert "finished" in offtake("runs").output


def test_a_run_says_how_it_ended_and_where_assumed_figures_weigh(here):
    output = offtake("run", case("two-states")).output
    assert re.search(r"Solved first-best: optimal, 2 futures, \d+\.\d s", output)
    assert "Solved no-deal: best responses end the same from 2 starts" in output
    assert "Solved deal: 2 clauses" in output
    assert "26 assumed or without a source, most in requirements." in output
    assert output.count("Solving ") == 3  # one plain line a task, where nobody watches


def test_a_user_who_stops_gets_5_and_what_was_found(here, monkeypatch):
    from offtake.results.solving import solve as solving

    whole = solving.solve_first_best

    def stopped(study, tree, limits, **more):
        def stop(doing, objective, bound):
            if doing == "plan":
                raise KeyboardInterrupt

        return whole(study, tree, limits, **{**more, "on_progress": stop})

    monkeypatch.setattr(solving, "solve_first_best", stopped)
    result = offtake("run", case("toy"))
    assert result.exit_code == 5
    assert "what was found is kept in run" in result.output
    assert "stopped" in offtake("runs").output


def test_a_user_who_stops_before_there_is_a_plan_gets_5(here, monkeypatch):
    from offtake.results.solving import solve as solving

    def stop(*_, **__):
        raise KeyboardInterrupt

    monkeypatch.setattr(solving, "solve_first_best", stop)
    result = offtake("run", case("toy"))
    assert result.exit_code == 5
    assert "No runs" in offtake("runs").output


def test_a_fault_of_the_program_ends_with_1_and_no_traceback_unless_asked(here, monkeypatch):
    from offtake.results.solving import solve as solving

    def fail(*_, **__):
        raise ZeroDivisionError("by zero")

    monkeypatch.setattr(solving, "solve_first_best", fail)
    result = offtake("run", case("toy"))
    assert result.exit_code == 1
    assert "A fault in offtake itself: ZeroDivisionError: by zero" in result.output
    assert "Traceback" not in result.output
    assert isinstance(offtake("run", case("toy"), "--debug").exception, ZeroDivisionError)


def test_runs_lists_unfinished_ones_as_such(solved, monkeypatch):
    monkeypatch.chdir(solved)
    dead = solved / "runs" / "00000000"
    dead.mkdir()
    (dead / "lock").touch()
    try:
        assert "00000000  unfinished" in offtake("runs").output
        assert offtake("report", "0000").exit_code == 2
    finally:
        shutil.rmtree(dead)


def test_a_report_is_written_from_a_run_by_name_or_by_folder(solved, monkeypatch, tmp_path):
    monkeypatch.chdir(solved)
    (run,) = (solved / "runs").iterdir()
    for words in ([run.name[:4]], [str(run)], []):
        page = tmp_path / "page.html"
        page.unlink(missing_ok=True)
        assert offtake("report", *words, "-o", str(page)).exit_code == 0
        assert page.exists()
    assert offtake("report", "-o", "page.docx").exit_code == 2


@pytest.mark.parametrize("form", ["csv", "parquet", "xlsx"])
def test_a_run_is_exported(solved, monkeypatch, tmp_path, form):
    monkeypatch.chdir(solved)
    target = tmp_path / ("out.xlsx" if form == "xlsx" else "out")
    assert offtake("export", "--to", form, "-o", str(target)).exit_code == 0
    assert target.exists()


def test_a_figure_is_followed_to_its_rows(solved, monkeypatch):
    monkeypatch.chdir(solved)
    (run,) = (solved / "runs").iterdir()
    assert "delivered.goods.2030" in offtake("trace", run.name).output.splitlines()
    result = offtake("trace", run.name, "delivered.goods.2030")
    assert "plant: unit_cost = 10  [assumed]" in result.output
    document = json.loads(offtake("trace", run.name, "delivered.goods.2030", "--json").output)
    assert document["rows"][0]["mean"] == pytest.approx(0.5)


def test_sources_and_doctor_answer(here):
    assert "yearbook" in offtake("sources", case("toy")).output
    document = json.loads(offtake("doctor", "--json").output)
    assert document["solver"] == "ok"
    assert document["network"] == "never used"


def test_quiet_says_only_what_was_asked_for(here):
    assert offtake("run", case("two-states"), "-q").output.lstrip().startswith("no-deal")


def test_two_processes_give_the_same_bytes(here):
    for store, seed in (("one", "1"), ("other", "2")):
        subprocess.run(
            [*PROGRAM, "run", case("two-states"), "--store", store, "-q"],
            check=True, capture_output=True, env=os.environ | {"PYTHONHASHSEED": seed},
        )  # fmt: skip
    one, other = (sorted(p for p in (here / s).rglob("*") if p.is_file()) for s in ("one", "other"))
    same = {p.name for p, q in zip(one, other, strict=True) if p.read_bytes() == q.read_bytes()}
    assert {p.name for p in one} - same == {"timings.json"}


@pytest.mark.instances
def test_a_published_instance_is_solved_from_its_three_files():
    folder = Path(
        os.environ.get("OFFTAKE_INSTANCES", Path(__file__).parents[2] / "shared" / "instances")
    )
    found = sorted(folder.rglob("[lL]and[sS].[cC][oO][rR]*"))
    if not found:
        pytest.skip(f"no published instances in {folder}; set OFFTAKE_INSTANCES")
    core = found[0]
    files = [
        next(
            p
            for p in core.parent.iterdir()
            if p.suffix.lower() in names and p.stem.lower() == core.stem.lower()
        )
        for names in ((".cor", ".core"), (".tim", ".time"), (".sto", ".stoch"))
    ]
    document = json.loads(offtake("smps", *map(str, files), "--json").output)
    assert document["objective"] == pytest.approx(381.853, abs=1e-2)


@pytest.mark.parametrize(
    ("words", "path"),
    [
        ("run two-states --store file/runs", "file/runs/"),
        ("run two-states --store /proc/runs", "/proc/runs/"),
        ("report -o file/report.html", "file/report.html"),
        ("report -o /proc/report.html", "/proc/report.html"),
        ("export --to csv -o file/out", "file/out/"),
        ("export --to xlsx -o /proc/out.xlsx", "/proc/out.xlsx"),
        ("export --to parquet -o /proc/out", "/proc/out/"),
        ("new /proc/study", "/proc/study.xlsx"),
        ("new --template csv file/study", "file/study"),
    ],
)
def test_what_the_system_refuses_is_an_error_with_the_path_and_a_hint_before_anything_is_solved(
    here, solved, monkeypatch, words, path
):
    from offtake.results.solving import solve as solving

    shutil.copytree(solved / "runs", here / "runs")
    (here / "file").write_text("a file")
    monkeypatch.setattr(solving, "solve_first_best", None)  # would fail where it is called
    result = offtake(*words.split(), *(("-q",) if words.startswith("run") else ()))
    assert result.exit_code == 2, result.output
    assert path in result.stderr
    assert [line.split(":")[0] for line in result.stderr.splitlines()] == ["error", "hint"]
    assert not [f.name for f in here.rglob("*") if ".part" in f.name]


def test_a_disk_that_fills_up_while_a_run_is_written_still_shows_what_was_found(here, monkeypatch):
    from offtake.results.store import store

    def full(frames):
        raise OSError(28, "No space left on device", str(next(iter(frames))))

    monkeypatch.setattr(store, "write_frames", full)
    result = offtake("run", "two-states", "--arrangements", "first-best", "--json")
    assert result.exit_code == 2
    assert json.loads(result.stdout)["arrangements"]["first-best"]["status"] == "optimal"
    assert len(result.stderr.splitlines()) == 1
    assert "No space left on device; what was found is shown and not kept" in result.stderr
    assert not (here / "runs").exists()
