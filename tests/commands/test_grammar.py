"""One is one: no command says '1 lines', and every figure that it shows has a unit that people use."""

from __future__ import annotations

import re
import shlex

import pytest
from click.testing import CliRunner

from offtake.cli import cli

COMMANDS = (
    "check {0}", "sources {0}", "audit {0}", "run {0}", "deal {0}", "accept {0}", "breakeven {0}", "pays {0}",
    "pays {0} --by payer,item,state", "thumb {0}", "why {0} --late", "wait {0} --later 1", "frontier {0} --points 2", "runs",
    "simulate {0} --paths 20", "compare {0} {0}", "trace {0}", "report {0} -o r.html", "export {0} --to csv", "doctor",
)  # fmt: skip
SINGULAR = re.compile(r"\b1 ((?!as\b|is\b|this\b|less\b|plus\b|across\b|process\b)[a-z]+[^s\W]s)\b")
RAW = re.compile(r"money/unit|unit/year|\bunit/|\d money\b|[a-z]_[a-z]+ \d")


def said(command: str, study: str) -> str:
    result = CliRunner().invoke(cli, shlex.split(command.format(study)), env={"COLUMNS": "80"})
    assert result.exit_code == 0, (command, result.output)
    return result.output


def faults(study: str) -> list[tuple[str, str, str]]:
    found = []
    for command in COMMANDS:
        text = said(command, study)
        for line in text.splitlines():
            # A path or a long name may stand alone on a line; nothing else is wider than the terminal.
            if len(line) > 80 and " " in line.strip():
                found.append((command, "wide", line))
            if SINGULAR.search(line) and not line.lstrip().startswith("rows "):
                found.append((command, "plural", line))
            if RAW.search(line) and not command.startswith(("trace", "audit", "sources")):
                found.append((command, "unit", line))
    return found


def test_one_is_one_and_units_are_peoples_in_a_study_of_one_line(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert faults("two-states") == []


@pytest.mark.long
def test_one_is_one_and_units_are_peoples_in_a_study_of_everything(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert faults("toy") == []
