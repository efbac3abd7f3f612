"""The words that name a study or a run mean the same in every command; a call that cannot be met says why and what can."""

from __future__ import annotations

import random
import re
import shutil
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from offtake.cli import GROUPS, cli
from offtake.commands.asking import effort_options
from offtake.commands.naming import Named, refuse_options, run_meant, study_meant, study_of
from offtake.errors import StoreError, UsageError
from offtake.results.solving.solve import solve
from offtake.results.store.store import write_run
from offtake.study.examples import case_path
from offtake.study.reading.read import read_study

STUDY_COMMANDS = ("check", "audit", "sources")
EITHER = ("accept", "deal", "breakeven", "pays", "thumb", "why --late", "simulate --paths 4")
RUN_COMMANDS = ("trace", "report", "export --to csv")


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    """A study under a name of its own, not where commands are run, and its one run where they are."""
    folder = tmp_path_factory.mktemp("desk")
    shutil.copytree(case_path("two-states"), folder / "else" / "mine")
    toml = folder / "else" / "mine" / "study.toml"
    toml.write_text(toml.read_text().replace('"two-states"', '"pumps"'))
    write_run(solve(read_study(folder / "else" / "mine")), folder / "here" / "runs")
    return folder


@pytest.fixture
def here(desk, tmp_path, monkeypatch):
    shutil.copytree(desk, tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path / "here")
    (run,) = (tmp_path / "here" / "runs").iterdir()
    return run.name


def said(*words: str) -> tuple[int, str]:
    result = CliRunner().invoke(cli, words, env={"COLUMNS": "200"})
    assert isinstance(result.exception, SystemExit | None), words
    return result.exit_code, result.output


@pytest.mark.parametrize("command", [*STUDY_COMMANDS, *EITHER, *RUN_COMMANDS])
def test_every_command_takes_the_same_words(here, command):
    name, *options = command.split()
    words = ["pumps", "../else/mine", "../else/mine/study.toml", here[:3], f"runs/{here}/", f"runs/{here}/run.json", "@latest"]  # fmt: skip
    for word in words if name in ("sources", "accept", "trace") else words[1:2]:
        assert said(name, word, *options, "-q")[0] == 0, (command, word)
        assert len(list(Path("runs").iterdir())) == 1, "solved again"
        shutil.rmtree(f"pumps-{here}-csv", ignore_errors=True)
    if command not in STUDY_COMMANDS:
        assert said(name, *options, "-q")[0] == 0
    code, text = said(name, "nowhere", *options)
    assert (code, "error: there is no" in text, "hint: " in text) == (2, True, True)


def test_a_run_stands_for_its_study_as_it_was_solved(here):
    before = study_of("../else/mine", Path("runs"))
    capex = Path("../else/mine/projects.csv")
    capex.write_text(capex.read_text().replace(",100,", ",101,", 1))
    assert not before.projects.equals(study_of("../else/mine", Path("runs")).projects)
    for word in (here, "pumps", "@latest", f"runs/{here}"):
        assert study_of(word, Path("runs")).projects.equals(before.projects)
    with pytest.raises(UsageError, match="leave --policy away"):
        study_of(here, Path("runs"), "fearful-25")
    with pytest.raises(UsageError, match="there is no study at nowhere"):
        study_of("nowhere", Path("runs"))
    assert said("sources", here, "--stale")[0] == 2


def test_who_asks_a_run_by_a_study_that_has_changed_since_is_told_so(here):
    assert "changed since" not in said("trace", "../else/mine")[1]
    toml = Path("../else/mine/study.toml")
    toml.write_text(toml.read_text().replace("seed = 1", "seed = 2"))
    assert "changed since" not in said("trace", "../else/mine")[1]  # another seed is no other study
    toml.write_text(toml.read_text().replace("price_year = 2026", "price_year = 2027"))
    code, text = said("trace", "../else/mine")
    assert (code, "'offtake run ../else/mine' solves it" in text) == (0, True)
    toml.write_text(toml.read_text().replace("periods = 5", "periods = -5"))  # a fault is a change
    assert "changed since" in said("trace", "../else/mine")[1]
    assert "there is no run 'two-states' in runs" in said("trace", "two-states")[1]


def test_beside_a_run_a_study_stands_for_its_newest_run(here):
    code, text = said("compare", "../else/mine", here)
    assert (code, "The answer is the same." in text) == (0, True)
    assert "risk_weight" in said("compare", "two-states", "two-states@fearful-25")[1]
    (odd := Path("a@b")).mkdir()
    shutil.copytree("../else/mine", odd / "mine")
    assert "The inputs are the same." in said("compare", "a@b/mine", "../else/mine")[1]


def test_a_run_that_was_never_finished_is_no_study(here):
    shutil.copytree(f"runs/{here}", "runs/0000aaaa")
    Path("runs/0000aaaa/run.json").unlink()
    Path("runs/0000aaaa/lock").touch()
    assert study_meant("runs/0000aaaa") is None
    assert "was never finished" in said("deal", "runs/0000aaaa")[1]


def test_what_is_not_found_names_a_few_that_there_are(here, tmp_path):
    for k in range(9):
        shutil.copytree(f"runs/{here}", f"runs/{k:08d}")
    text = said("deal", "zzz")[1]
    assert "and 4 more" in text
    with pytest.raises(StoreError, match="'offtake run STUDY' makes one"):
        run_meant("", tmp_path / "empty")


def test_the_page_takes_a_study_by_path_file_and_name_and_no_run(here, monkeypatch):
    shown = []
    monkeypatch.setattr("offtake.views.web.serve.serve", lambda desk, *_: shown.append(desk.named))
    assert said("web", "../else/mine/study.toml", "two-states", "--no-browser")[0] == 0
    assert [place.name for place in shown[0]] == [
        "mine"
    ]  # a bundled study is there anyway, not to be changed
    for word in (here, "nowhere"):
        assert said("web", word)[0] == 2


def test_names_are_completed(here):
    context = click.Context(click.Command("x"))
    context.params["store"] = Path("runs")
    found = Named().shell_complete(context, click.Argument(["what"]), here[:2])
    assert [(item.value, item.type) for item in found] == [(here, "plain"), (here[:2], "file")]
    assert "toy" in {
        i.value for i in Named().shell_complete(context, click.Argument(["what"]), "t")
    }


def test_a_bundled_study_is_meant_where_nothing_of_its_name_lies_and_a_finished_run_never_is(
    tmp_path, monkeypatch
):
    monkeypatch.chdir(tmp_path)
    assert study_meant("two-states") == case_path("two-states")
    assert study_meant("nowhere") is None
    (own := tmp_path / "two-states").mkdir()
    assert study_meant("two-states") == Path("two-states")
    (own / "run.json").write_text("{}")
    assert study_meant("two-states") is None


@pytest.mark.parametrize(
    ("words", "named"), [(["--time-limit", "5"], "--time-limit"), (["--seed", "1"], "--seed"), ([], "")]
)  # fmt: skip
def test_an_option_of_solving_is_refused_with_a_run_only_where_the_user_wrote_it(words, named):
    @click.command()
    @effort_options
    def command(**_: object) -> None:
        refuse_options("0123abcd")

    found = CliRunner().invoke(command, words).exception
    assert isinstance(found, UsageError) == bool(named)
    assert f"{named} goes with a study only" in str(found) or not named


ODD = ["", "-", "..", "/", "mine", "broken", "empty", "a.txt", "b.xlsx", "nope", "@latest", "runs", "\u202e", "a\nb", "\x1b[31m",
       "x" * 300, "[red]", "%s{0}", "-1", "0", "1e309", "nan", "99999999999999999999", "2026-02-30", "mine/lines.csv", "mine@x", "@x", "/dev/null"]  # fmt: skip


def test_two_hundred_odd_calls_end_in_an_error_and_a_hint(here, monkeypatch):
    """Every command with odd words in place of names, options and values: nothing is solved, no traceback, no escape."""
    monkeypatch.setattr("offtake.results.solving.solve.solve_request", lambda *_: pytest.fail("solved"))  # fmt: skip
    monkeypatch.setattr("offtake.views.web.serve.serve", lambda *_: None)
    shutil.copytree("../else/mine", "mine")
    shutil.copytree("../else/mine", "broken")
    Path("broken/lines.csv").write_text('line,producer\nx,\x00\n"')
    Path("empty").mkdir()
    Path("a.txt").write_text("x")
    Path("b.xlsx").write_bytes(b"PK\x03\x04junk")
    draw = random.Random(16)
    free = [c for group in GROUPS.values() for c, _ in group if c.name not in ("demo", "run", "doctor", "frontier", "policies", "simulate", "sensitivity", "wait")]  # fmt: skip
    for _ in range(200):
        command = draw.choice(free)
        words = [str(command.name)]
        if isinstance(command, click.Group):
            words.append(draw.choice([*command.commands, *ODD]))
        for parameter in command.params:
            if isinstance(parameter, click.Argument) and draw.random() < 0.9:
                words.append(draw.choice(ODD))
            elif isinstance(parameter, click.Option) and draw.random() < 0.15 and parameter.name not in ("help", "debug"):  # fmt: skip
                words += [draw.choice(parameter.opts), *([] if parameter.is_flag else [draw.choice(ODD)])]  # fmt: skip
        result = CliRunner().invoke(cli, words, env={"COLUMNS": "80"})
        text = result.output
        assert result.exit_code in (0, 2, 3, 4), (words, text)
        assert result.exit_code != 2 or ("error:" in text and "hint:" in text), (words, text)
        assert result.exit_code == 0 or command.name == "check" or "error:" in text, (words, text)
        assert not re.search("Traceback|fault in offtake|[\x1b\u202e]", text), (words, text)
