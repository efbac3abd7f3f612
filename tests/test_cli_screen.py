"""What a terminal shows: help in groups, nothing wider than it, errors told from hints."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

from offtake.cli import GROUPS, cli


def test_every_command_stands_in_one_group_with_a_line_that_fits():
    grouped = [command.name for commands in GROUPS.values() for command, _ in commands]
    assert sorted(grouped) == sorted(cli.commands)
    assert max(len(summary) for commands in GROUPS.values() for _, summary in commands) <= 45


def test_help_names_the_groups_and_fits_80_columns():
    text = CliRunner().invoke(cli, ["--help"], env={"COLUMNS": "80"}).output
    assert all(f"\n{title}:\n" in text for title in GROUPS)
    assert max(map(len, text.splitlines())) <= 80


@pytest.mark.parametrize("command", ["deal", "accept", "pays", "breakeven", "thumb"])
def test_what_commands_say_of_a_study_fits_80_columns(command, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")
    result = CliRunner().invoke(cli, [command, "two-states", "-q"])
    assert result.exit_code == 0, result.output
    assert [line for line in result.output.splitlines() if len(line) > 80] == []


def test_an_error_is_told_as_one():
    result = CliRunner().invoke(cli, ["check", "nowhere"])
    assert result.exit_code != 0
    assert result.output.startswith("error: there is no study at nowhere")
