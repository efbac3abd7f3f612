"""What a terminal shows: help in groups, nothing wider than it, errors told from hints."""

from __future__ import annotations

from types import SimpleNamespace

import pandas as pd
import pytest
from click.testing import CliRunner

from offtake.cli import GROUPS, cli
from offtake.commands.screen.table import answer_table
from offtake.commands.screen.voice import aligned, keyed, listed

WIDE = (("name", "what", "why"), [("one", "x" * 30, "y" * 60), ("two", "", "z")])


def test_every_command_stands_in_one_group_with_a_line_that_fits():
    grouped = [command.name for commands in GROUPS.values() for command, _ in commands]
    assert sorted(grouped) == sorted(cli.commands)
    assert max(len(summary) for commands in GROUPS.values() for _, summary in commands) <= 45


def test_help_names_the_groups_and_fits_80_columns():
    text = CliRunner().invoke(cli, ["--help"], env={"COLUMNS": "80"}).output
    assert all(f"\n{title}:\n" in text for title in GROUPS)
    assert max(map(len, text.splitlines())) <= 80


def test_a_table_that_has_no_room_is_told_in_cards(monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")
    text = listed(*WIDE)
    assert text.splitlines()[0] == "one"
    assert "  why   " + "y" * 60 in text
    assert max(map(len, text.splitlines())) <= 80
    monkeypatch.setenv("COLUMNS", "120")
    assert listed(*WIDE).splitlines()[0].startswith("name  what")


def test_columns_that_name_stand_left_and_numbers_right():
    heads, rows = ("a", "b", "n"), [("x", "y", "10"), ("xx", "y", "9")]
    assert keyed(heads, rows, 2).splitlines() == ["a   b   n", "x   y  10", "xx  y   9"]
    assert aligned(heads[1:], [row[1:] for row in rows]).splitlines()[2] == "y   9"


@pytest.mark.parametrize("command", ["deal", "accept", "pays", "breakeven", "thumb"])
def test_what_commands_say_of_a_study_fits_80_columns(command, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")
    result = CliRunner().invoke(cli, [command, "two-states", "-q"])
    assert result.exit_code == 0, result.output
    assert [line for line in result.output.splitlines() if len(line) > 80] == []


def test_the_band_of_80_percent_stands_below_that_of_90_where_it_is_another():
    levels = ["mean", "p05", "p10", "p90", "p95"]
    rows = [("social_value", "million EUR", 5, 1, 2, 8, 9), ("begun", "projects", 1, 1, 1, 1, 1)]
    frame = pd.DataFrame(rows, columns=["measure", "unit", *levels]).assign(arrangement="deal")
    run = SimpleNamespace(stats=SimpleNamespace(answer=lambda: frame))
    assert [line.split("  ")[-1].strip() for line in answer_table(run).splitlines()] == [
        "deal", "5 (1 to 9)", "2 to 8", "1", "In brackets: 90% of futures.",
    ]  # fmt: skip


def test_an_error_is_told_as_one():
    result = CliRunner().invoke(cli, ["check", "nowhere"])
    assert result.exit_code != 0
    assert result.output.startswith("error: there is no study at nowhere")
