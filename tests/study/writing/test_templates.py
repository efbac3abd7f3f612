"""Empty templates: made from the dictionary, and read as the folder once filled in."""

from __future__ import annotations

import csv
import tomllib

import openpyxl
import pytest
from click.testing import CliRunner

from offtake.cli import cli
from offtake.errors import UsageError
from offtake.study.dictionary import TABLES
from offtake.study.examples import case_path
from offtake.study.reading.assemble import faults_in
from offtake.study.reading.read import as_found, read_study
from offtake.study.writing.templates import write_template


def filled(path, folder_path):
    """The template with the rows of a folder typed in under its headings."""
    book = openpyxl.load_workbook(path)
    given = tomllib.loads((folder_path / "study.toml").read_text(encoding="utf-8"))
    for row in book["study"].iter_rows(min_row=2, max_col=2):
        row[1].value = given.get(row[0].value)
    for file in folder_path.glob("*.csv"):
        sheet = book[file.stem]
        at = {cell.value: cell.column for cell in sheet[1]}
        with file.open(encoding="utf-8", newline="") as text:
            for number, record in enumerate(csv.DictReader(text), start=2):
                for name, value in record.items():
                    sheet.cell(number, at[name], value or None)
    book.save(path)


def test_a_filled_template_reads_as_the_folder(folder, tmp_path):
    write_template(tmp_path / "new.xlsx")
    filled(tmp_path / "new.xlsx", folder())

    assert read_study(tmp_path / "new.xlsx") == read_study(folder())


def test_the_workbook_has_contents_settings_and_a_sheet_a_table(tmp_path):
    write_template(tmp_path / "new")

    book = openpyxl.load_workbook(tmp_path / "new.xlsx")
    assert book.sheetnames == ["Contents", "study", *(table.name for table in TABLES)]
    for table in TABLES:
        assert tuple(cell.value for cell in book[table.name][1]) == table.names
        assert book[table.name].max_row == 1
    listed = [cell.value for cell in book["Contents"]["A"]]
    assert [name for name in book.sheetnames[1:] if name not in listed] == []


def test_headings_say_meaning_and_unit_and_which_are_required(tmp_path):
    write_template(tmp_path / "new.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "new.xlsx")["lines"]

    capacity, site = sheet["F1"], sheet["C1"]
    assert (
        capacity.comment.text
        == "Required. capacity at the start, before any project. Unit: unit/year."
    )
    assert site.comment.text == "May be empty. place."
    assert capacity.fill.start_color.rgb != site.fill.start_color.rgb


def test_choices_and_references_have_drop_downs(tmp_path):
    write_template(tmp_path / "new.xlsx")
    book = openpyxl.load_workbook(tmp_path / "new.xlsx")

    rules = {str(r.sqref): r.formula1 for r in book["projects"].data_validations.dataValidation}
    assert rules["C2:C2001"] == '"shift,debottleneck,expand,new,reopen,warm,develop"'
    assert rules["B2:B2001"] == "'lines'!$A$2:$A$2001"


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_an_empty_template_lacks_settings_and_rows_and_nothing_else(tmp_path, kind):
    path = tmp_path / ("new.xlsx" if kind == "xlsx" else "new")
    write_template(path, kind)

    faults = faults_in(as_found(path))
    assert {fault.code for fault in faults} == {"E100", "E108"}
    assert sum(fault.code == "E100" for fault in faults) == 7
    assert {f.table for f in faults if f.code == "E108"} == {
        table.name for table in TABLES if table.required and table.name != "projects"
    }


def test_settings_of_the_csv_template_only_wait_for_their_mark_to_go(tmp_path):
    write_template(tmp_path / "new", "csv")
    text = (tmp_path / "new" / "study.toml").read_text(encoding="utf-8")

    stated = [line[2:] for line in text.splitlines() if line.startswith("# name =")]
    assert tomllib.loads("\n".join(stated)) == {"name": "my-study"}


def test_a_template_destroys_nothing(tmp_path):
    write_template(tmp_path / "new.xlsx")

    with pytest.raises(UsageError, match="is there already"):
        write_template(tmp_path / "new.xlsx")
    write_template(tmp_path / "new.xlsx", overwrite=True)


def test_the_contents_say_what_a_first_study_needs(tmp_path):
    write_template(tmp_path / "new.xlsx")
    told = [c.value for c in openpyxl.load_workbook(tmp_path / "new.xlsx")["Contents"]["A"]]
    required = ", ".join(table.name for table in TABLES if table.required)
    assert f"A first study needs sheet study and the required ones: {required}." in told


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_a_new_study_may_begin_from_one_that_is_there(kind, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(cli, ["new", "mine", "--from", "toy", "--template", kind])
    assert result.exit_code == 0, result.output
    path = "mine.xlsx" if kind == "xlsx" else "mine"
    assert read_study(path) == read_study(case_path("toy"))
    again = CliRunner().invoke(cli, ["new", "mine", "--from", "toy", "--template", kind])
    assert again.exit_code == 2
    assert "move it away" in again.output


def test_contents_and_tabs_say_in_which_step_a_sheet_is_filled_in(tmp_path):
    write_template(tmp_path / "new.xlsx")
    book = openpyxl.load_workbook(tmp_path / "new.xlsx")
    when = {row[0]: row[1] for row in book["Contents"].values if row[0]}
    first = {name for name, said in when.items() if said == "1 first study, required"}
    assert first == {"study", *(table.name for table in TABLES if table.required)}
    assert when["instruments"] == "4 a deal"
    assert when["deflators"] == "where needed"
    assert book["lines"].sheet_properties.tabColor.rgb == "FF1F3A5F"
    assert book["drivers"].sheet_properties.tabColor.rgb == "FFB4530A"
