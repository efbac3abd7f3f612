"""new, check and sources: a study before it is solved."""

from __future__ import annotations

import json
import shutil

import pytest
from click.testing import CliRunner, Result

from offtake.cli import cli
from offtake.study.examples import case_path
from offtake.study.reading.read import read_study


def offtake(*words: str) -> Result:
    return CliRunner().invoke(cli, list(words))


def test_check_tells_of_projects_more_hopeful_than_past_promises() -> None:
    assert "of past promises like these" in offtake("check", "toy").output
    assert json.loads(offtake("check", "toy", "--json").output)["hopeful"]
    assert json.loads(offtake("check", "two-states", "--json").output)["hopeful"] == []


@pytest.mark.parametrize(("words", "made"), [((), "plan.xlsx"), (("--template", "csv"), "plan")])
def test_a_study_begun_from_another_is_that_study(tmp_path, words, made):
    result = offtake("new", str(tmp_path / "plan"), "--from", "two-states", *words)
    assert result.exit_code == 0, result.output
    assert [p.name for p in tmp_path.iterdir()] == [made]
    found, given = read_study(tmp_path / made), read_study(case_path("two-states"))
    assert found.projects["capex"].tolist() == given.projects["capex"].tolist()
    assert offtake("new", str(tmp_path / "plan"), *words).exit_code == 2  # nothing is overwritten


@pytest.mark.parametrize("ending", [".xlsm", ".ods", ".xls"])
def test_a_new_workbook_is_an_xlsx_and_nothing_else(tmp_path, ending):
    result = offtake("new", str(tmp_path / f"plan{ending}"))
    assert result.exit_code == 2
    assert "written as .xlsx" in result.output
    assert list(tmp_path.iterdir()) == []


def test_a_folder_of_files_cannot_be_marked(tmp_path):
    shutil.copytree(case_path("two-states"), tmp_path / "pumps")
    result = offtake("check", str(tmp_path / "pumps"), "--mark")
    assert (result.exit_code, "only a workbook" in result.output) == (2, True)


def test_faults_are_counted_out_in_full_where_all_are_asked_for(tmp_path):
    study = tmp_path / "pumps"
    shutil.copytree(case_path("two-states"), study)
    head, row, *_ = (study / "requirements.csv").read_text().splitlines()
    (study / "requirements.csv").write_text("\n".join([head, *[row] * 41]) + "\n")  # 40 times twice
    some, every = offtake("check", str(study)), offtake("check", str(study), "--all")
    assert some.exit_code == every.exit_code == 3
    found = json.loads(offtake("check", str(study), "--json").output)
    assert (found["ok"], len(found["faults"]) >= 40) == (False, True)
    assert len(every.output.splitlines()) >= len(found["faults"]) > 30
    assert len(some.output.splitlines()) < len(every.output.splitlines())


def test_documents_are_old_after_their_days_and_a_day_is_written_as_one(tmp_path):
    study = tmp_path / "pumps"
    shutil.copytree(case_path("two-states"), study)
    (study / "sources.csv").write_text(
        "source,publisher,title,date,grade\nletter,Maker,A letter,2026-01-01,B\n"
    )
    prices = (study / "prices.csv").read_text()
    (study / "prices.csv").write_text(prices.replace(",assumed,", ",letter,"))

    def stale(*words: str):
        return json.loads(offtake("sources", str(study), "--stale", "--json", *words).output)

    ten, eleven = (stale("--age", "10", "--on", day) for day in ("2026-01-11", "2026-01-12"))
    assert (ten["stale"], ten["on"]) == ([], "2026-01-11")
    (old,) = eleven["stale"]
    assert [old[k] for k in ("kind", "source", "table", "column", "value")] == ["aged", "letter", "prices", "price", "40"]  # fmt: skip
    assert old["why"] == "of 2026-01-01, more than 10 days before 2026-01-12"
    assert stale("--age", "11", "--on", "2026-01-12")["stale"] == []
    result = offtake("sources", "two-states", "--stale", "--on", "1.6.2026")
    assert (result.exit_code, "write a date as 2026-01-31" in result.output) == (2, True)
