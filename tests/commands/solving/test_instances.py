"""`offtake smps`: files of both forms, and how the command ends."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from tests.stochastic.formats.conftest import CORE, STOCH, TIME
from tests.stochastic.formats.test_policy_graph import first_version

from offtake.cli import cli


@pytest.fixture
def files(tmp_path: Path) -> list[str]:
    paths = [tmp_path / name for name in ("a.cor", "a.tim", "a.sto")]
    for path, text in zip(paths, (CORE, TIME, STOCH), strict=True):
        path.write_text(text)
    return [str(path) for path in paths]


def smps(*words: str) -> Result:
    return CliRunner().invoke(cli, ["smps", *words])


def test_three_files_are_one_instance(files):
    result = smps(*files, "--json")
    assert result.exit_code == 0
    assert json.loads(result.output)["objective"] == pytest.approx(40)


@pytest.mark.parametrize("name", ["a.sof.json", "a.JSON"])
def test_one_file_is_a_policy_graph(tmp_path, name):
    path = tmp_path / name
    path.write_text(json.dumps(first_version()))
    document = json.loads(smps(str(path), "--json").output)
    assert (document["sense"], document["objective"]) == ("max", pytest.approx(16))


@pytest.mark.parametrize(("old", "new"), [("CAP 100", "CAP -1"), ("COST 5", "COST -5")])
def test_without_a_plan_or_an_end_it_ends_with_4_and_still_prints_its_document(files, old, new):
    Path(files[0]).write_text(CORE.replace(old, new))
    result = smps(*files, "--json")
    assert result.exit_code == 4
    assert json.loads(result.output)["objective"] is None


def test_a_damaged_file_ends_with_3_its_name_and_line(files):
    Path(files[0]).write_text(CORE.replace(" L CAP", " L"))
    result = smps(*files)
    assert result.exit_code == 3
    assert "a.cor, line 4: wanted the type of a row and its name" in result.output


def test_any_other_number_of_files_is_refused(files):
    for given in (files[:1], files[:2], [*files, files[0]]):
        result = smps(*given)
        assert result.exit_code == 2
        assert "three files" in result.output
