"""Standard output belongs to the answer: every command as a real process with an empty store."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest
from click import Option

from offtake.cli import cli

WORDS = {
    "accept": "two-states",
    "breakeven": "two-states",
    "check": "two-states",
    "deal": "two-states",
    "demo": "two-states",
    "doctor": "",
    "frontier": "two-states --points 2",
    "pays": "two-states",
    "policies": "two-states --policies fearful-50",
    "run": "two-states --futures 8 --workers 2 --arrangements first-best",
    "runs": "",
    "sensitivity": "two-states --top 3",
    "simulate": "two-states --paths 4 --workers 2",
    "sources": "two-states",
    "thumb": "two-states",
    "wait": "two-states --later 1",
    "why": "two-states build",
}
"""What each command is given."""
ELSEWHERE = {"audit", "backtest", "compare", "reference", "smps", "trace"}
"""Those that need files or runs of before."""


def speaking() -> list[str]:
    return [
        name
        for name, command in cli.commands.items()
        if any(isinstance(p, Option) and "--json" in p.opts for p in command.params)
    ]


def told(words: list[str], folder) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "offtake", *words],
        cwd=folder, check=False, capture_output=True, text=True,
    )  # fmt: skip


@pytest.mark.parametrize("name", [n for n in speaking() if n in WORDS])
def test_with_json_standard_output_is_one_document(name, tmp_path):
    done = told([name, *WORDS[name].split(), "--json"], tmp_path)
    assert done.returncode == 0, done.stderr
    json.loads(done.stdout, parse_constant=pytest.fail)
    assert "Traceback" not in done.stderr


def test_every_command_that_speaks_json_is_listed_here():
    assert set(speaking()) - ELSEWHERE == set(WORDS)


def test_so_does_a_command_that_reads_a_run(tmp_path):
    run = json.loads(told(["run", "two-states", "--json"], tmp_path).stdout)["run"]
    assert "public_paid" in json.loads(told(["trace", run, "--json"], tmp_path).stdout)


@pytest.mark.parametrize("name", ["accept", "demo", "frontier", "run", "simulate", "wait"])
def test_with_q_nothing_is_said_but_the_answer(name, tmp_path):
    done = told([name, *WORDS[name].split(), "-q"], tmp_path)
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    for noise in ("HiGHS", "Checked", "Solving", "Case", "kept in"):
        assert noise not in done.stdout


def test_solving_in_python_prints_nothing(tmp_path):
    code = "import offtake as ot; ot.solve(ot.load('two-states'))"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, check=False, capture_output=True, text=True
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
