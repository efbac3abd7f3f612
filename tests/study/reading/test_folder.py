"""Reading a folder: types, defaults, and what Excel does to CSV."""

from __future__ import annotations

import math
from datetime import date

import duckdb
import pytest

from offtake.errors import UsageError
from offtake.study.dictionary import TABLES
from offtake.study.reading.assemble import faults_in, study_from_frames
from offtake.study.reading.read import as_found, read_study


def lines_of(path):
    return [str(fault) for fault in faults_in(as_found(path))]


def test_every_table_is_there_with_the_columns_of_the_dictionary(folder):
    study = read_study(folder({"orders": None, "rivals": None}))

    assert list(study.tables) == [table.name for table in TABLES]
    for table in TABLES:
        assert tuple(study.tables[table.name].columns) == table.names
    assert len(study.orders) == 0
    assert (
        study.orders.dtypes.astype(str).to_dict()
        == read_study(folder()).orders.dtypes.astype(str).to_dict()
    )


def test_cells_have_the_types_that_the_text_of_frames_promises(folder):
    study = read_study(folder())

    line = study.lines.set_index("line").loc["A2"]
    assert (line["opens"], line["closes"]) == (date(2026, 4, 1), date(2029, 1, 1))
    assert study.lines.set_index("line")["opens"]["A1"] is None
    assert study.lines["site"].dtype == "str"
    assert study.producers["hurdle_rate"].isna().tolist() == [True, False]
    assert study.projects["ramp"].tolist() == [(0.25, 0.5, 1.0), (1.0,)]
    assert study.projects["limit"].dtype == "int64"
    assert study.projects["requires"].tolist() == ["", "P1"]
    assert study.instruments["durations"][0] == (3.0, 5.0)
    assert math.isnan(study.projects["life"][0])


def test_declared_defaults_are_filled_in(folder):
    study = read_study(folder())

    assert study.products["holding_cost"].tolist() == [0.0, 0.0001]
    assert study.lines["reliability"].tolist() == [1.0, 1.0, 1.0]
    assert study.driver_effects["where"][0] == "product=shell"


@pytest.mark.parametrize("mark", [";", "\t"])
def test_semicolons_and_tabs_are_told_apart_from_commas(folder, mark):
    text = "buyer,iso3,discount_rate,public_fund_cost,source\nBerlin,DEU,0.03,1.2,S1\nWarsaw,POL,0.04,1.2,S1\n"

    assert read_study(folder({"buyers": text.replace(",", mark)})) == read_study(folder())


def test_a_semicolon_file_with_decimal_commas_is_refused_at_each_cell(folder):
    text = "buyer;discount_rate\nBerlin;0,03\nWarsaw;0,04\n"

    faults = faults_in(as_found(folder({"buyers": text})))

    assert [fault.cell for fault in faults] == ["buyers.csv:B2", "buyers.csv:B3"]
    assert {fault.code for fault in faults} == {"E103"}


def test_a_byte_order_mark_blank_rows_and_windows_line_ends_change_nothing(folder):
    expected = read_study(folder())
    path = folder()
    text = (path / "lines.csv").read_text(encoding="utf-8")
    head, rest = text.split("\n", 1)
    (path / "lines.csv").write_bytes(
        ("\ufeff" + head + "\n,,,,,,,,,,,,\n\n" + rest + ",,,,\n\n").replace("\n", "\r\n").encode()
    )

    assert read_study(path) == expected


def test_rows_keep_their_numbers_behind_blank_rows(folder):
    text = "buyer,discount_rate\n\nBerlin,0.03\n,\nWarsaw,x\n"

    assert [f.cell for f in faults_in(as_found(folder({"buyers": text})))] == ["buyers.csv:B5"]


def test_a_file_that_is_not_utf8_says_which_row(folder):
    path = folder()
    (path / "buyers.csv").write_bytes("buyer,discount_rate\nKöln,0.03\n".encode("cp1252"))

    assert [str(fault) for fault in faults_in(as_found(path))] == [
        "E100  buyers.csv  row 2 is not UTF-8 text; save the file as 'CSV UTF-8'"
    ]


def test_an_open_quote_is_a_fault_of_the_file_alone(folder):
    faults = faults_in(as_found(folder({"buyers": 'buyer,discount_rate\n"Berlin,0.03\n'})))

    assert [(fault.code, fault.cell) for fault in faults] == [("E100", "buyers.csv")]


def test_settings_that_are_no_toml_make_one_fault(folder):
    faults = faults_in(as_found(folder(settings="name = \n")))

    assert [(fault.code, fault.cell) for fault in faults] == [("E100", "study.toml")]


def test_two_files_for_one_table_are_refused(folder):
    path = folder()
    with duckdb.connect() as connection:
        connection.execute(
            f"copy (select 'EUR' as currency) to '{path / 'buyers.parquet'}' (format parquet)"
        )

    assert [str(fault) for fault in faults_in(as_found(path))] == [
        "E100  buyers.parquet  a second file for one table; keep one of them"
    ]


def test_a_table_in_another_form_is_refused_with_the_forms_that_are_read(folder):
    path = folder({"buyers": None})
    (path / "buyers.txt").write_text("buyer\n", encoding="utf-8")

    assert [str(fault) for fault in faults_in(as_found(path))] == [
        "E100  buyers.txt  a table cannot be read from .txt; save it as .csv (UTF-8) or .parquet"
    ]


def test_files_of_the_users_own_are_left_alone(folder):
    path = folder({"_scratch": "what,ever\n1,2\n"})
    (path / "README.md").write_text("mine", encoding="utf-8")

    assert faults_in(as_found(path)) == []


def test_a_misspelt_table_makes_one_fault_though_others_refer_to_it(folder):
    faults = faults_in(as_found(folder({"lines": None, "Lines": "line,producer\nA1,Alpha\n"})))

    assert [str(fault) for fault in faults] == [
        "E109  Lines.csv  file 'Lines.csv' is not a table of a study; did you mean 'lines'?"
    ]


def test_a_path_without_a_study_is_wrong_use(tmp_path):
    with pytest.raises(UsageError, match="there is no study at"):
        read_study(tmp_path / "nothing")
    (tmp_path / "a.pdf").write_text("x", encoding="utf-8")
    with pytest.raises(UsageError, match=r"a\.pdf is not a study"):
        read_study(tmp_path / "a.pdf")


def test_frames_read_as_the_files_they_came_from(folder):
    study = read_study(folder())

    assert study_from_frames(study.settings, study.tables) == study


def test_a_fault_in_a_frame_is_named_by_column_and_position(folder):
    study = read_study(folder())
    tables = {name: frame.copy() for name, frame in study.tables.items()}
    tables["lines"].loc[1, "capacity"] = -5.0

    with pytest.raises(Exception, match=r"E104  lines.capacity\[1\]  capacity: -5 is below"):
        study_from_frames(study.settings, tables)


def test_columns_without_end_make_one_fault(folder):
    # 90,000 unknown names, each of which would be compared with those of the table.
    path = folder({"lines": ",".join(f"c{k}" for k in range(90_000)) + "\n"})
    assert lines_of(path) == [
        "E100  lines.csv:1:1  something stands in 90,000 columns; no table has more than 200; remove the others"
    ]


def test_settings_in_settings_without_end_are_refused_unread(folder, settings):
    # tomllib keeps every beginning of such a name: by the square of its length.
    for name in ("a." * 40_000 + "a", '"a" . ' * 60 + "b"):
        [line] = lines_of(folder(settings=f"{settings}{name} = 1\n"))
        assert line.startswith("E100  study.toml  lists in lists, too deep to be read")
    text = settings.replace("Two firms", "Two firms " + "e.g. a.b " * 25)
    assert lines_of(folder(settings=text)) == []
