"""What is seen of a sheet before its values are unpacked."""

from __future__ import annotations

import pytest

from offtake.study.cells.cells import NotCalculated
from offtake.study.reading import sight
from offtake.study.reading.archive import UnreadableError
from offtake.study.reading.sight import seen

MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


def sheet(rows: str, after: str = "", before: str = "") -> bytes:
    return f"<worksheet {MAIN}>{before}<sheetData>{rows}</sheetData>{after}</worksheet>".encode()


def test_cells_without_an_address_stand_right_of_and_below_the_ones_before():
    rows = '<row><c><v>1</v></c><c/><c t="e"><v>#REF!</v></c></row><row/><row><c r="B3"><f>1+1</f></c><c><f>2</f></c></row>'
    found = seen("a", sheet(rows))
    assert found.unusable == {(0, 2): "#REF!", (2, 1): NotCalculated(), (2, 2): NotCalculated()}
    assert (found.rows, found.columns) == (3, 3)


def test_rows_without_a_number_follow_the_last_numbered_one():
    found = seen("a", sheet('<row r="5"><c><v>1</v></c></row><row><c t="e"><v>#N/A</v></c></row>'))
    assert found.unusable == {(5, 0): "#N/A"}


def test_empty_cells_with_a_format_are_nothing():
    found = seen("a", sheet('<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576" s="1"/></row>'))  # fmt: skip
    assert (found.rows, found.columns) == (1, 1)


@pytest.mark.parametrize(
    ("row", "hidden"),
    [
        ('<row r="3" hidden="1"><c><v>1</v></c></row>', [2]),
        ('<row r="3" ht="0" customHeight="1"><c><v>1</v></c></row>', [2]),
        ('<row r="3" hidden="1"><c/></row>', []),
        ('<row r="3" hidden="0"><c><v>1</v></c></row>', []),
    ],
)
def test_hidden_rows_are_seen_where_they_hold_something(row, hidden):
    assert seen("a", sheet(row)).hidden_rows == hidden


def test_hidden_columns_are_seen_where_they_hold_something():
    columns = '<cols><col min="2" max="3" hidden="1"/><col min="5" max="16384" width="0"/></cols>'
    cells = "".join(f'<c r="{name}1"><v>1</v></c>' for name in "ABDE")
    assert seen("a", sheet(f"<row>{cells}</row>", before=columns)).hidden_columns == [1, 4]


def test_a_filter_counts_once_it_is_set():
    assert seen("a", sheet("", '<autoFilter ref="A1:B9"/>')).filter == ""
    set_filter = '<autoFilter ref="A1:B9"><filterColumn colId="0"/></autoFilter>'
    assert seen("a", sheet("", set_filter)).filter == "A1:B9"


@pytest.mark.parametrize(
    ("xml", "said"),
    [
        (sheet('<row><c r="A999999999999"/></row>'), "A999999999999 is no place in a sheet"),
        (sheet('<row r="0"/>'), "row 0 is no place"),
        (sheet('<row r="1048577"/>'), "row 1048577 is no place"),
        (sheet('<row><c r="XFE1"/></row>'), "XFE1 is no place"),
        (sheet("<row>" + "<c/>" * 16385 + "</row>"), "XFE is no place"),
        (sheet("", '<mergeCells><mergeCell ref="A1:nowhere"/></mergeCells>'), "nowhere is no place"),
        (b"<worksheet>", "is damaged"),
        (sheet('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'), "goes on to XFD1048576"),
        (sheet('<row><c><v>1</v></c></row>', '<mergeCells>' + '<mergeCell ref="A1:XFD1048576"/>' * 2 + '</mergeCells>'), "merged cells overlap"),
    ],
)  # fmt: skip
def test_what_is_no_sheet_or_too_large_is_refused_unread(xml, said):
    with pytest.raises(UnreadableError) as refusal:
        seen("a", xml)
    assert said in refusal.value.args[0]


def test_runs_are_first_and_last():
    assert sight.stretches([0, 1, 2, 7, 9, 10]) == [(0, 2), (7, 7), (9, 10)]
    assert sight.stretches([]) == []
