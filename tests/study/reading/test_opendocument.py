"""Reading .ods: what LibreOffice and Excel write there, and small files that would fill the memory."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest
from tests.study.conftest import sound_book
from tests.study.ods import EMPTY_ROWS, cell, content, packed, table

from offtake.errors import StudyError
from offtake.study.reading.assemble import faults_in
from offtake.study.reading.read import as_found, read_study
from offtake.study.writing.marking import mark_workbook

Edit = Callable[[str], str]


@pytest.fixture
def ods(tmp_path: Path) -> Callable[..., Path]:
    """Writes the sound study as .ods: `ods({"lines": edit of the sheet's text}, edit of its cells, more)`."""

    def write(
        edits: dict[str, Edit] | None = None,
        cells: Callable[[openpyxl.Workbook], None] = lambda book: None,
        more: str = "",
    ) -> Path:
        book = sound_book()
        cells(book)
        texts = [(edits or {}).get(s.title, lambda text: text)(table(s)) for s in book.worksheets]
        return packed(tmp_path / "mill.ods", content("".join(texts) + more))

    return write


def swap(old: str, new: str) -> Edit:
    def edit(text: str) -> str:
        assert old in text
        return text.replace(old, new, 1)

    return edit


def lines_of(path: Path) -> list[str]:
    return [str(fault) for fault in faults_in(as_found(path))]


def test_an_opendocument_workbook_reads_to_the_same_study_as_the_folder(folder, ods):
    assert read_study(ods()) == read_study(folder())


def test_dates_shares_and_money_are_what_they_stand_for(folder, ods):
    def cells(book):
        book["lines"]["I3"] = datetime(2026, 4, 1)

    def buyers(text: str) -> str:
        kind = 'office:value-type="percentage"'
        return text.replace(f"{cell(0.03)}", cell(0.03).replace('office:value-type="float"', kind))

    def projects(text: str) -> str:
        kind = 'office:value-type="currency" office:currency="EUR"'
        return text.replace(cell(40.0), cell(40.0).replace('office:value-type="float"', kind))

    assert read_study(ods({"buyers": buyers, "projects": projects}, cells)) == read_study(folder())


def test_what_is_repeated_stands_for_itself_as_often(ods):
    # Two buyers Alpha, in rows 2 and 3, whose country, rate and fund cost are 5.
    row = '<table:table-row table:number-rows-repeated="2">'
    same = cell("Alpha") + cell(5.0, 'table:number-columns-repeated="3"')
    first = "<table:table-row>" + cell("Berlin")

    said = " ".join(lines_of(ods({"buyers": swap(first, f"{row}{same}</table:table-row>{first}")})))

    assert "buyers!A3  buyer 'Alpha' stands twice; first at buyers!A2" in said
    assert "buyers!B2  iso3: '5' is not known" in said
    assert "buyers!C2  discount_rate: 5 is above" in said
    assert "buyers!C3  discount_rate: 5 is above" in said


def test_a_cell_behind_repeated_empty_ones_and_rows_has_its_own_address(ods):
    far = (
        '<table:table-row table:number-rows-repeated="7"><table:table-cell/></table:table-row>'
        '<table:table-row><table:table-cell table:number-columns-repeated="2"/>'
        + cell("x")
        + "</table:table-row>"
    )

    said = lines_of(ods({"buyers": swap(EMPTY_ROWS, far)}))

    # Rows 1 to 3 are the header and two buyers.
    assert any(
        line.startswith("E103  buyers!C11  discount_rate: 'x' is not a number") for line in said
    )


@pytest.mark.parametrize(
    ("given", "shown", "said"),
    [
        ('office:value-type="string" office:string-value="" calcext:value-type="error"', "#DIV/0!", "#DIV/0!"),
        ('office:value-type="string" calcext:value-type="error"', "Err:502", "Err:502"),
        ('office:value-type="string"', "#REF!", "#REF!"),
        ('office:value-type="string" calcext:value-type="error"', "Überlauf", "#VALUE!"),
    ],
)  # fmt: skip
def test_a_formula_error_is_a_fault_at_its_cell(ods, given, shown, said):
    wrong = f'<table:table-cell table:formula="of:=1/0" {given}><text:p>{shown}</text:p></table:table-cell>'

    assert lines_of(ods({"lines": swap(cell(1000.0), wrong)})) == [
        f"E124  lines!F2  capacity: the cell holds the error {said}; mend its formula"
    ]


def test_a_formula_counts_as_its_value_and_one_that_was_never_calculated_is_a_fault(folder, ods):
    sum_ = cell(1000.0, 'table:formula="of:=500+500"')
    assert read_study(ods({"lines": swap(cell(1000.0), sum_)})) == read_study(folder())

    blank = '<table:table-cell table:formula="of:=500+500"/>'
    [line] = lines_of(ods({"lines": swap(cell(1000.0), blank)}))
    assert line.startswith(
        "E124  lines!F2  capacity: the formula in the cell has not been calculated"
    )


def test_yes_and_no_that_libreoffice_saves_as_formulas_are_yes_and_no(ods):
    def tested(book: openpyxl.Workbook) -> None:
        book["instruments"]["I1"], book["instruments"]["I2"] = "tested", True

    truth = (
        '<table:table-cell table:formula="of:=TRUE()" office:value-type="float" office:value="1"/>'
    )
    study = read_study(ods({"instruments": swap(cell(True), truth)}, tested))
    assert study.instruments["tested"].tolist() == [True]


def test_an_opendocument_workbook_comes_back_as_excel_with_its_faults_marked(ods, tmp_path):
    path = ods(cells=lambda book: book["lines"].__setitem__("F2", "much"))
    mark_workbook(path, faults_in(as_found(path)), tmp_path / "marked.xlsx")
    book = openpyxl.load_workbook(tmp_path / "marked.xlsx")
    assert (book["lines"]["F2"].value, book["lines"]["F2"].comment.text[:4]) == ("much", "E103")


FIRST_PROJECT = "<table:table-row>" + cell("P1")
HIDDEN = {
    "by hand": swap(FIRST_PROJECT, '<table:table-row table:visibility="collapse">' + cell("P1")),
    "by its height": swap(FIRST_PROJECT, '<table:table-row table:style-name="ro0">' + cell("P1")),
    "in a closed group": lambda text: swap(EMPTY_ROWS, "</table:table-row-group>" + EMPTY_ROWS)(
        swap(
            FIRST_PROJECT,
            '<table:table-row-group table:display="false">' + FIRST_PROJECT,
        )(text)
    ),
}  # fmt: skip


@pytest.mark.parametrize("edit", HIDDEN.values(), ids=HIDDEN)
def test_hidden_rows_are_told(ods, edit):
    [line] = lines_of(ods({"projects": edit}))
    rows = (
        "rows 2 to 3 are" if "group" in edit("".join([FIRST_PROJECT, EMPTY_ROWS])) else "row 2 is"
    )
    assert line.startswith(f"E125  projects!A2  {rows} hidden; show what counts")


def test_hidden_columns_sheets_and_filters_and_merged_cells_are_told(ods):
    name = '<table:table table:name="%s"'
    columns = (
        '<table:table-column/><table:table-column table:visibility="collapse"/>'
        '<table:table-column table:number-columns-repeated="16000" table:visibility="collapse"/>'
    )
    filtered = (
        "<table:database-ranges><table:database-range table:target-range-address=\"'sources'.$A$1:'sources'.$F$3\">"
        "<table:filter/></table:database-range></table:database-ranges>"
    )
    edits = {
        "budgets": swap(name % "budgets" + ">", name % "budgets" + ">" + columns),
        "pledges": swap(name % "pledges", name % "pledges" + ' table:style-name="ta2"'),
        "rivals": swap(cell("Other"), cell("Other", 'table:number-rows-spanned="2"')),
        "sources": swap(
            "<table:table-row>" + cell("S2"),
            '<table:table-row table:visibility="filter">' + cell("S2"),
        ),
    }

    assert lines_of(ods(edits, more=filtered)) == [
        "E125  budgets!B1  columns B to D are hidden; show what counts, and delete the rest",
        "E125  pledges  sheet 'pledges' is hidden; show it, or begin its name with _ to leave it out",
        "E125  rivals!A2  cells A2:A3 are merged; unmerge them and fill in each",
        "E125  sources!A1  a filter is set on A1:F3; it hides row 3; clear it, so that every row that counts can be seen",
    ]


def test_texts_are_read_with_their_blanks_and_without_comments_and_pictures(folder, ods):
    text = (
        '<table:table-cell office:value-type="string"><office:annotation><text:p>a comment</text:p>'
        '</office:annotation><text:p>no<text:s text:c="1"/>public <text:span>figure</text:span></text:p>'
        '<table:shapes><text:p>x</text:p></table:shapes></table:table-cell>'
    )  # fmt: skip
    edit = swap(cell("no public figure"), text)
    assert read_study(ods({"products": edit})) == read_study(folder())


def test_cells_kept_aside_by_the_program_are_no_cells(folder, ods):
    tracked = (
        "<table:tracked-changes><table:table><table:table-row>" + cell("x") + "</table:table-row>"
        "</table:table></table:tracked-changes>"
    )
    nested = swap(
        cell("no public figure"),
        cell("no public figure").replace(
            "</table:table-cell>",
            "<table:table>" + EMPTY_ROWS + "</table:table></table:table-cell>",
        ),
    )
    assert read_study(ods({"products": nested}, more=tracked)) == read_study(folder())


FULL = cell("x", 'table:number-columns-repeated="16384"')
SWOLLEN = {
    "a row over and over": f'<table:table-row table:number-rows-repeated="1000000">{cell("x")}</table:table-row>',
    "a cell over and over": f"<table:table-row>{FULL}</table:table-row>" * 10,
    "far to the right": "<table:table-row>"
    + '<table:table-cell table:number-columns-repeated="16383"/>'
    + cell("x")
    + '</table:table-row><table:table-row table:number-rows-repeated="100"><table:table-cell/></table:table-row>'
    + f"<table:table-row>{cell('x')}</table:table-row>",
    "beyond the sheet": f'<table:table-row table:number-rows-repeated="{10**30}"/><table:table-row>{cell(1)}</table:table-row>',
    "blanks without end": "<table:table-row><table:table-cell><text:p>"
    + '<text:s text:c="999999999"/>' * 9
    + "</text:p></table:table-cell></table:table-row>",
    "a merge beyond the sheet": "<table:table-row>"
    + cell("x", f'table:number-rows-spanned="{10**9}"')
    + "</table:table-row>",
    "groups in groups": "<table:table-row-group>" * 200_000 + "</table:table-row-group>" * 200_000
    + f"<table:table-row>{FULL}</table:table-row>" * 10,
    "no end": "<table:table-row>",
}  # fmt: skip


@pytest.mark.parametrize("rows", SWOLLEN.values(), ids=SWOLLEN)
def test_a_small_file_that_would_fill_the_memory_is_refused_at_once(ods, rows):
    path = ods({"lines": swap(EMPTY_ROWS, rows)})
    start = time.process_time()

    [line] = lines_of(path)

    assert line.startswith("E100  mill.ods")
    assert time.process_time() - start < 5


def test_a_file_that_is_no_opendocument_workbook_makes_one_fault(tmp_path):
    (tmp_path / "a.ods").write_bytes(b"not a workbook")
    assert lines_of(tmp_path / "a.ods") == [
        "E100  a.ods  not a workbook; save it as .xlsx, without a password"
    ]
    path = packed(tmp_path / "b.ods", "\x93encrypted\x00")
    with pytest.raises(
        StudyError,
        match=r"content\.xml is not UTF-8 text; save it as .xlsx again, without a password",
    ):
        read_study(path)
