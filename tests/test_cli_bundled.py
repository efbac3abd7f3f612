"""A bundled study may be named wherever a study is asked for."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from offtake.cli import cli


@pytest.mark.parametrize(
    "words",
    [("check", "two-states"), ("run", "two-states", "-q"), ("accept", "two-states", "-q")],
)
def test_a_bundled_study_may_be_named(words, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    assert CliRunner().invoke(cli, [*words]).exit_code == 0


def test_a_folder_of_that_name_comes_first(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("two-states").mkdir()

    result = CliRunner().invoke(cli, ["check", "two-states"])

    assert result.exit_code != 0
    assert "study.toml" in result.output
