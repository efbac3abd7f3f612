"""What `offtake reference` shows and writes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from offtake.cli import cli


def offtake(*words: str) -> Result:
    return CliRunner().invoke(cli, list(words))


def test_a_class_is_shown_with_its_cases_and_quantiles() -> None:
    result = offtake("reference", "--kind", "expand", "--horizon", "18", "--cases", "--json")
    [start, full, rate] = json.loads(result.output)["classes"]
    assert [c["measure"] for c in (start, full, rate)] == ["start", "full", "rate"]
    assert start["cases"] == len(start["outcomes"]) == 5
    assert start["over"] == 3
    assert list(start["quantiles"].values()) == sorted(start["quantiles"].values())
    assert all(case["promise"] and case["outcome"] for case in start["outcomes"])


def test_the_table_says_how_many_months_late() -> None:
    text = offtake("reference", "--measure", "start", "--horizon", "24").output
    assert "months late:" in text
    assert offtake("reference", "--targets").output.count("at this pace") == 4


def test_a_day_before_all_cases_is_refused_in_words() -> None:
    result = offtake("reference", "--before", "1990-01-01")
    assert (result.exit_code, result.output.count("\n")) == (2, 2)
    assert "give a later day" in result.output


@pytest.mark.parametrize("missing", ["--measure", "--driver", "--date", "--into"])
def test_states_need_all_that_they_are_written_with(tmp_path: Path, missing: str) -> None:
    words = {"--measure": "start", "--driver": "slip", "--date": "2027-01-01", "--into": str(tmp_path)}  # fmt: skip
    given = [part for name, value in words.items() if name != missing for part in (name, value)]
    result = offtake("reference", "--states", "3", *given)
    assert result.exit_code == 2
    assert not list(tmp_path.iterdir())


def test_states_are_written_as_rows_of_four_tables(tmp_path: Path) -> None:
    result = offtake(
        "reference", "--measure", "start", "--states", "3", "--driver", "slip",
        "--date", "2027-01-01", "--into", str(tmp_path / "new"),
    )  # fmt: skip
    assert result.exit_code == 0, result.output
    assert {path.name for path in (tmp_path / "new").iterdir()} == {
        "drivers.csv", "driver_states.csv", "driver_effects.csv", "sources.csv",
    }  # fmt: skip


def test_a_file_that_is_no_workbook_is_refused_as_the_place_to_write_to(tmp_path: Path) -> None:
    (book := tmp_path / "plan.xlsx").write_bytes(b"")
    result = offtake("reference", "--measure", "start", "--states", "3", "--driver", "slip", "--date", "2027-01-01", "--into", str(book))  # fmt: skip
    assert result.exit_code == 2
    assert "plan.xlsx cannot be changed: not a workbook" in " ".join(result.output.split())


def test_a_class_without_a_case_says_that_it_leans_on_others() -> None:
    words = ("--kind", "new", "--design", "first", "--before", "2017-07-31")
    assert "no case of its own" in offtake("reference", "--measure", "rate", *words).output
    assert "no case of its own" not in offtake("reference", "--measure", "rate").output


def test_few_cases_alone_say_that_their_spread_is_assumed(tmp_path: Path) -> None:
    def alone(*started: str) -> str:
        rows = "".join(f"c{k},new,2022-01-01,2023-01-01,{day}\n" for k, day in enumerate(started))
        (path := tmp_path / "own.csv").write_text(f"case,kind,announced,promised,started\n{rows}")
        return " ".join(offtake("reference", "--own", str(path), "--alone").output.split())

    assert "1 of 1 case over; how far such promises spread is assumed" in alone("2024-01-01")
    assert "is assumed" not in alone("2024-01-01", "2023-06-01", "2023-01-01")
