"""Reading a workbook: Excel's quirks, and twenty planted mistakes."""

from __future__ import annotations

import re
import time
import zipfile
from datetime import datetime

import openpyxl
import pytest

from offtake.errors import StudyError, UsageError
from offtake.study.reading import archive
from offtake.study.reading.assemble import faults_in
from offtake.study.reading.read import as_found, read_study
from offtake.study.writing import marking
from offtake.study.writing.marking import mark_workbook


def lines_of(path):
    return [str(fault) for fault in faults_in(as_found(path))]


def test_a_workbook_reads_to_the_same_study_as_the_folder(folder, workbook):
    assert read_study(workbook()) == read_study(folder())


def test_date_cells_text_numbers_and_number_names_read_as_meant(folder, workbook):
    def edit(book):
        book["lines"]["I3"] = datetime(2026, 4, 1)
        book["lines"]["F2"] = "1000"
        book["requirements"]["C2"] = 2027
        book["lines"]["C2"] = 155.0
        book["buyers"].append([None, "  "])

    study = read_study(workbook(edit))

    expected = read_study(folder({"lines": {"C2": "155"}}))
    assert study == expected


def test_sheets_of_the_users_own_and_the_contents_are_left_alone(workbook):
    def edit(book):
        book.create_sheet("_pivot")["A1"] = 1
        book.create_sheet("Contents")["A1"] = "Contents"

    assert lines_of(workbook(edit)) == []


def test_an_unknown_sheet_is_refused(workbook):
    assert lines_of(workbook(lambda book: book.create_sheet("Sheet1"))) == [
        "E109  Sheet1  sheet 'Sheet1' is not a table of a study; remove it, or begin its name with _ to keep the sheet as your own"
    ]


def test_a_hidden_table_is_refused(workbook):
    def edit(book):
        book["lines"].sheet_state = "hidden"

    assert lines_of(workbook(edit)) == [
        "E125  lines  sheet 'lines' is hidden; show it, or begin its name with _ to leave it out"
    ]


def test_merged_cells_make_one_fault(workbook):
    assert lines_of(workbook(lambda book: book["lines"].merge_cells("F2:F4"))) == [
        "E125  lines!F2  cells F2:F4 are merged; unmerge them and fill in each"
    ]


def test_a_formula_that_was_never_calculated_is_not_taken_for_an_empty_cell(workbook):
    def edit(book):
        book["products"]["C2"] = "=1+1"

    assert lines_of(workbook(edit)) == [
        "E124  products!C2  holding_cost: the formula in the cell has not been calculated; open the workbook in a spreadsheet program and save it"
    ]


def test_a_formula_error_in_a_cell_that_may_be_empty_is_a_fault(workbook):
    def edit(book):
        book["products"]["C2"] = "#REF!"
        book["products"]["C2"].data_type = "e"

    assert lines_of(workbook(edit)) == [
        "E124  products!C2  holding_cost: the cell holds the error #REF!; mend its formula"
    ]


def rewritten(path, part, change, coding="utf-8", **others):
    """The workbook with one part's text changed; where the part is given as a name in `others`, replaced."""
    with zipfile.ZipFile(path) as source:
        parts = {name: source.read(name) for name in source.namelist()}
    parts[part] = change(parts[part].decode()).encode(coding)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target:
        for name, data in {**parts, **others}.items():
            target.writestr(name, data)
    return path


def part_of(path, sheet):
    """The part that holds a sheet."""
    return f"xl/worksheets/sheet{openpyxl.load_workbook(path).sheetnames.index(sheet) + 1}.xml"


def test_a_workbook_whose_cells_have_no_addresses_reads_the_same(workbook):
    path = workbook()
    expected = read_study(path)
    for sheet in openpyxl.load_workbook(path).sheetnames:
        # Cells that are left out are written empty, so that order alone tells the place.
        rewritten(path, part_of(path, sheet), _without_addresses)

    assert read_study(path) == expected


def _without_addresses(text):
    rows = []
    for row in re.findall(r"<row .*?</row>|<row [^>]*/>", text, re.S):
        at, cells = 0, []
        for cell in re.findall(r'<c r="([A-Z])\d+"(.*?(?:/>|</c>))', row, re.S):
            cells += ["<c/>"] * (ord(cell[0]) - 65 - at) + [f"<c{cell[1]}"]
            at = ord(cell[0]) - 64
        rows.append(f"<row>{''.join(cells)}</row>")
    return re.sub(
        r"<sheetData>.*</sheetData>", f"<sheetData>{''.join(rows)}</sheetData>", text, flags=re.S
    )


def test_a_formula_without_an_address_that_was_never_calculated_is_a_fault_at_its_cell(workbook):
    def edit(book):
        book["products"]["C2"] = "=1+1"

    path = workbook(edit)
    rewritten(path, part_of(path, "products"), lambda text: re.sub(r' r="[A-Z]+2"', "", text))

    [line] = lines_of(path)
    assert line.startswith("E124  products!C2  holding_cost: the formula in the cell has not been")


def test_hidden_rows_columns_and_filters_are_told(workbook):
    def edit(book):
        book["lines"].row_dimensions[3].hidden = True
        book["lines"].row_dimensions[4].hidden = True
        book["products"].column_dimensions["C"].hidden = True
        book["buyers"].auto_filter.ref = "A1:E3"
        book["buyers"].auto_filter.add_filter_column(0, ["Berlin"])
        book["buyers"].row_dimensions[3].hidden = True
        book["study"].row_dimensions[5].hidden = True
        book["orders"].row_dimensions[90].hidden = True

    assert lines_of(workbook(edit)) == [
        "E125  study!A5  row 5 is hidden; show what counts (clear the filter, open the group), and delete the rest",
        "E125  products!C1  column C is hidden; show what counts, and delete the rest",
        "E125  lines!A3  rows 3 to 4 are hidden; show what counts (clear the filter, open the group), and delete the rest",
        "E125  buyers!A1  a filter is set on A1:E3; it hides row 3; clear it, so that every row that counts can be seen",
    ]


def test_an_error_in_a_setting_is_a_fault_at_its_cell(workbook):
    def edit(book):
        book["study"]["B3"] = "#REF!"
        book["study"]["B3"].data_type = "e"

    assert lines_of(workbook(edit)) == [
        "E124  study!B3  title: the cell holds the error #REF!; mend its formula"
    ]


def test_a_workbook_with_macros_is_read_like_one_without(workbook):
    path = workbook()
    with_macros = path.rename(path.with_suffix(".xlsm"))

    assert lines_of(with_macros) == []


@pytest.mark.parametrize("ending", [".fods", ".xls", ".xlsb"])
def test_other_workbooks_are_to_be_saved_as_xlsx(workbook, ending):
    path = workbook()
    with pytest.raises(UsageError, match=r"save it as \.xlsx"):
        read_study(path.rename(path.with_suffix(ending)))


ROW = "<row>" + "<c><v>1</v></c>" * 7 + "</row>"
SWOLLEN = {
    "a value in the last cell": '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>',
    "a place beyond the sheet": '<row><c r="A999999999999" t="e"><v>#N/A</v></c></row>',
    "a million cells in few bytes": ROW * 150_000,
    "blank cells without end": "<row>" + "<c/>" * 16_000 + "</row>" + "<row/>" * 1_000_000,
    "a text of many megabytes": "<row><c><v>" + "1" * 20_000_000 + "</v></c></row>",
    "attributes without end": "<row " + "".join(f'a{k}="" ' for k in range(100_000)) + "/>",
    "an entity": "</sheetData></worksheet><!DOCTYPE a [<!ENTITY b 'c'>]>",
}


@pytest.mark.parametrize("rows", SWOLLEN.values(), ids=SWOLLEN)
def test_a_small_file_that_would_fill_the_memory_is_refused_at_once(workbook, rows):
    path = workbook()
    start = time.process_time()
    rewritten(
        path,
        part_of(path, "lines"),
        lambda text: text.replace("</sheetData>", rows + "</sheetData>"),
    )
    ready = time.process_time()

    [line] = lines_of(path)

    assert line.startswith("E100  mill.xlsx")
    assert time.process_time() - ready < 5
    assert ready - start < 60


def test_a_merge_over_a_whole_sheet_makes_one_fault_and_no_copy(workbook, tmp_path):
    path = workbook(lambda book: None)
    merge = '</sheetData><mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>'
    rewritten(path, part_of(path, "lines"), lambda text: text.replace("</sheetData>", merge))

    faults = faults_in(as_found(path))

    assert str(faults[0])[:47] == "E125  lines!A1  cells A1:XFD1048576 are merged;"
    with pytest.raises(UsageError, match="cannot be marked: sheet 'lines' merges more than"):
        mark_workbook(path, faults, tmp_path / "marked.xlsx")


def test_an_unreadable_file_cannot_be_marked_and_says_why(tmp_path):
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"not a workbook")
    with pytest.raises(UsageError, match=r"a\.xlsx cannot be marked: not a workbook"):
        mark_workbook(path, faults_in(as_found(path)), tmp_path / "marked.xlsx")


def test_of_faults_without_number_the_worst_are_marked_and_the_others_counted(
    workbook, tmp_path, monkeypatch
):
    monkeypatch.setattr(marking, "MOST_MARKS", 2)

    def edit(book):
        for row in range(2, 5):
            book["lines"][f"D{row}"] = "much"

    path = workbook(edit)
    mark_workbook(path, faults_in(as_found(path)), tmp_path / "marked.xlsx")
    rows = list(openpyxl.load_workbook(tmp_path / "marked.xlsx")["_faults"].values)
    assert len(rows) == 4
    assert rows[-1][2] == "and 1 more, which are not marked"


def test_a_part_that_is_larger_than_its_archive_says_is_not_read(workbook):
    # The directory of the archive says 100 bytes; the part holds more.
    path = workbook()
    part = part_of(path, "lines")
    with zipfile.ZipFile(path) as source:
        size = source.getinfo(part).file_size
    data = path.read_bytes()
    at = data.rindex(part.encode()) - 46
    assert int.from_bytes(data[at + 24 : at + 28], "little") == size
    path.write_bytes(data[: at + 24] + (100).to_bytes(4, "little") + data[at + 28 :])

    [line] = lines_of(path)

    assert line.startswith(f"E100  mill.xlsx  part {part} is damaged")


@pytest.mark.parametrize("coding", ["utf-16", "iso-8859-1"])
def test_a_part_in_another_encoding_is_not_taken_for_an_empty_sheet(workbook, coding):
    # The reader of values finds no rows in it, and table budgets may be left out.
    path = workbook()
    part = part_of(path, "budgets")
    rewritten(path, part, lambda text: f'<?xml version="1.0" encoding="{coding}"?>' + text, coding)
    assert lines_of(path) == [
        f"E100  mill.xlsx  part {part} is not UTF-8 text; save it as .xlsx again, without a password"
    ]


def test_two_parts_of_one_name_are_refused(workbook):
    path = workbook()
    with zipfile.ZipFile(path, "a") as zipped, pytest.warns(UserWarning, match="Duplicate"):
        zipped.writestr(part_of(path, "lines"), "<worksheet/>")
    assert lines_of(path) == [
        "E100  mill.xlsx  two parts of the workbook have one name; save it as .xlsx again"
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("# from the ministry", "row 1 is a comment ('# from the ministry')"),
        ("Lines of production", "row 1 is no header ('Lines of production')"),
        (None, "row 1 is empty"),
    ],
)
def test_what_stands_above_the_header_is_told_as_such(workbook, text, said):
    def edit(book):
        book["lines"].insert_rows(1)
        book["lines"]["A1"] = text

    assert lines_of(workbook(edit)) == [
        f"E100  lines!1:1  {said}; the names of the columns stand in row 2; delete row 1"
    ]


def test_a_truth_value_is_no_number(workbook):
    def edit(book):
        book["lines"]["F2"] = True

    assert lines_of(workbook(edit)) == [
        "E103  lines!F2  capacity: TRUE is not a number; write a number (unit/year), with a decimal point and nothing else in the cell"
    ]


def test_a_time_of_day_is_no_day(workbook):
    def edit(book):
        book["lines"]["I3"] = datetime(2026, 4, 1, 12, 30)

    assert lines_of(workbook(edit)) == [
        "E105  lines!I3  opens: 2026-04-01 12:30:00 has a time of day; write the day alone, YYYY-MM-DD"
    ]


def test_a_setting_is_refused_at_its_cell(workbook):
    def edit(book):
        book["study"]["B7"] = "week"

    [line] = lines_of(workbook(edit))
    assert line.startswith("E100  study!B7  period: 'week' cannot be used")


def test_a_workbook_without_settings_says_so_once(workbook):
    assert lines_of(workbook(lambda book: book.remove(book["study"]))) == [
        "E100  mill.xlsx  sheet 'study' is missing; add it: it holds the study's settings, in columns setting and value"
    ]


@pytest.mark.parametrize("content", [b"", b"not a workbook", b"PK\x03\x04broken"])
def test_a_file_that_is_no_workbook_makes_one_fault(tmp_path, content):
    (tmp_path / "a.xlsx").write_bytes(content)

    assert lines_of(tmp_path / "a.xlsx") == [
        "E100  a.xlsx  not a workbook; save it as .xlsx, without a password"
    ]


def test_an_archive_that_is_no_workbook_makes_one_fault(tmp_path):
    with zipfile.ZipFile(tmp_path / "a.xlsx", "w") as zipped:
        zipped.writestr("hello.txt", "hello")

    [line] = lines_of(tmp_path / "a.xlsx")
    assert line.startswith("E100  a.xlsx  not a workbook")


def test_a_workbook_that_unpacks_to_too_much_is_refused_unread(workbook, monkeypatch):
    monkeypatch.setattr(archive, "LARGEST", 1000)

    [line] = lines_of(workbook())
    assert line.startswith("E100  mill.xlsx  the workbook unpacks to more than")


def plant_twenty(book):
    """Twenty mistakes of twenty sorts; no two of them touch."""
    book["products"]["C2"] = -1
    book["recipes"]["B2"] = "bdy"
    book["producers"]["B2"] = "Germany"
    book["producers"]["C3"] = 0.01
    book["lines"]["F2"] = "1,5"
    book["lines"]["F3"] = None
    book["lines"]["I3"] = "2026-13-01"
    book["lines"]["K4"] = "SEK"
    book["projects"]["C2"] = "expnd"
    book["projects"]["G2"] = "a;b"
    book["projects"]["J2"] = "2025-01-01"
    book["buyers"]["F1"] = "colour"
    book["budgets"]["B2"] = 2031
    book["requirements"]["C3"] = "2040-Q1"
    book["orders"]["A3"] = "O1"
    for k, cell in enumerate(["Berlin", "Alpha", "shell", 1, 0.005, "2026-01-01", "2026-12-31"]):
        book["orders"].cell(3, k + 2, cell)
    book["driver_states"]["E5"] = 0.4
    book["driver_effects"]["E2"] = "quantty"
    book["sources"]["F3"] = "E"
    book["changes"]["D2"] = "project=P7"
    book.create_sheet("scratch")


TWENTY = [
    "E109 scratch",
    "E107 buyers!F1",
    "E112 orders!A3",
    "E102 lines!F3",
    "E103 lines!F2",
    "E103 projects!G2",
    "E105 lines!I3",
    "E106 producers!B2",
    "E106 projects!C2",
    "E106 sources!F3",
    "E104 products!C2",
    "E110 recipes!B2",
    "E116 driver_states!E4",
    "E117 changes!D2",
    "E117 driver_effects!E2",
    "E119 projects!J2",
    "E111 lines!K4",
    "E120 producers!C3",
    "E121 requirements!C3",
    "E121 budgets!B2",
]


def test_twenty_planted_mistakes_are_refused_with_exactly_those_twenty(workbook):
    with pytest.raises(StudyError) as refusal:
        read_study(workbook(plant_twenty))

    assert [f"{fault.code} {fault.cell}" for fault in refusal.value.faults] == TWENTY
    assert refusal.value.exit_code == 3
    assert str(refusal.value).splitlines()[0] == "mill.xlsx: 20 faults"


def test_the_marked_copy_shows_every_fault_and_keeps_the_drop_downs(workbook, tmp_path):
    def edit(book):
        plant_twenty(book)
        rule = openpyxl.worksheet.datavalidation.DataValidation("list", formula1='"expand,new"')
        rule.add("C2:C9")
        book["projects"].add_data_validation(rule)

    path, out = workbook(edit), tmp_path / "marked.xlsx"
    faults = faults_in(as_found(path))

    mark_workbook(path, faults, out)

    book = openpyxl.load_workbook(out)
    cell = book["lines"]["F2"]
    assert cell.value == "1,5"
    assert cell.fill.start_color.rgb == "FFF4B6B6"
    assert "write 1.5 as a number" in cell.comment.text
    assert len(book["projects"].data_validations.dataValidation) == 1
    assert book.sheetnames[0] == "_faults"
    assert book["_faults"].max_row == 1 + len(faults)
    assert faults_in(as_found(out)) == faults


def test_a_workbook_with_macros_is_marked_and_keeps_them(workbook, tmp_path):
    path = workbook(lambda book: book["lines"].__setitem__("F2", "1,5"))
    part, macros = "xl/vbaProject.bin", b"macros stand here"
    rewritten(path, "[Content_Types].xml", lambda text: text.replace(
        "openxmlformats-officedocument.spreadsheetml.sheet.main+xml", "ms-excel.sheet.macroEnabled.main+xml"
    ), **{part: macros})  # fmt: skip
    path = path.rename(path.with_suffix(".xlsm"))

    mark_workbook(path, faults_in(as_found(path)), tmp_path / "marked.xlsm")

    with zipfile.ZipFile(tmp_path / "marked.xlsm") as marked:
        assert marked.read(part) == macros
