"""A class becomes a driver's states, and the rows make a study that reads."""

from __future__ import annotations

import csv
import shutil
from datetime import date
from pathlib import Path

import pytest

from offtake.errors import UsageError
from offtake.evidence.reference.classes import reference_class
from offtake.evidence.reference.states import command, driver_rows
from offtake.evidence.rows import add_rows
from offtake.study.examples import case_path
from offtake.study.reading.read import read_study
from offtake.study.writing.write import write_study

FOUND = reference_class("start", "new", 24, before=date(2022, 2, 24))


def rows(driver: str = "slip"):
    return driver_rows(FOUND, 3, driver, date(2027, 1, 1), "", "0.0")


def test_the_expected_factor_is_the_class_s() -> None:
    factors = [float(row["value"]) for row in rows()["driver_effects"]]
    assert sum(factors) / 3 == pytest.approx(FOUND.spread.mean, rel=1e-3)
    assert factors == sorted(factors)


def test_every_row_names_the_source_and_the_source_how_to_see_it_again() -> None:
    made = rows()
    [source] = made["sources"]
    assert source["address"].endswith(command(FOUND))
    assert command(FOUND) == "offtake reference --measure start --kind new --horizon 24 --before 2022-02-24"  # fmt: skip
    for name in ("drivers", "driver_states", "driver_effects"):
        assert {row["source"] for row in made[name]} == {source["source"]}


def test_a_study_with_the_rows_added_reads_and_slips(tmp_path: Path) -> None:
    folder = tmp_path / "toy"
    shutil.copytree(case_path("toy"), folder)
    add_rows(folder, rows())
    study = read_study(folder)
    own = study.driver_effects[study.driver_effects["driver"] == "slip"]
    assert set(own["column"]) == {"build_time"}
    assert len(own) == 3


def test_a_workbook_takes_the_rows_too_and_keeps_all_else(tmp_path: Path) -> None:
    book = tmp_path / "toy.xlsx"
    before = read_study(case_path("toy"))
    write_study(before, book)
    assert add_rows(book, rows()) == ["drivers", "driver_states", "driver_effects", "sources"]
    after = read_study(book)
    assert len(after.driver_effects) == len(before.driver_effects) + 3
    own = after.driver_effects[after.driver_effects["driver"] == "slip"]
    assert own["value"].tolist() == [float(row["value"]) for row in rows()["driver_effects"]]
    assert after.lines.equals(before.lines)
    with pytest.raises(UsageError, match="sheet drivers holds slip already"):
        add_rows(book, rows())


def test_rows_are_parted_as_the_file_parts_its_cells(tmp_path: Path) -> None:
    (tmp_path / "drivers.csv").write_text("driver;initial;meaning\nold;a;b\n", encoding="utf-8")
    add_rows(tmp_path, rows())
    header, first, second = (tmp_path / "drivers.csv").read_text(encoding="utf-8").splitlines()
    assert (header, first) == ("driver;initial;meaning;source;note", "old;a;b;;")
    assert second.startswith("slip;start 1 of 3;")


def test_a_file_that_is_no_text_or_no_csv_is_refused(tmp_path: Path) -> None:
    (tmp_path / "drivers.csv").write_bytes(b"driver,initial,meaning\n\xe4,a,b\n")
    with pytest.raises(UsageError, match="not UTF-8 text"):
        add_rows(tmp_path, rows())
    (tmp_path / "drivers.csv").rename(tmp_path / "drivers.parquet")
    with pytest.raises(UsageError, match=r"save it as drivers\.csv"):
        add_rows(tmp_path, rows())
    assert [path.name for path in tmp_path.iterdir()] == ["drivers.parquet"]


def test_the_same_driver_twice_is_refused_and_nothing_is_written(tmp_path: Path) -> None:
    add_rows(tmp_path, rows())
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    with pytest.raises(UsageError, match=r"drivers.csv holds slip already"):
        add_rows(tmp_path, rows())
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_a_second_driver_of_the_same_class_names_its_source_once(tmp_path: Path) -> None:
    add_rows(tmp_path, rows())
    add_rows(tmp_path, rows("slip elsewhere"))
    with (tmp_path / "sources.csv").open(encoding="utf-8") as file:
        assert len(list(csv.DictReader(file))) == 1
