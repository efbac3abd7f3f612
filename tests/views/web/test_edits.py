"""Edits of the grid as rows of table changes: which row is meant, in which order, and what undoing takes out."""

from __future__ import annotations

import csv
import io
import json

import pytest

from offtake.errors import UsageError
from offtake.study.cells.drafts import Draft
from offtake.study.cells.raw import RawTable
from offtake.study.dictionary import table
from offtake.views.web.edits import HEADER, edits, texts, with_changes

ASKED = {"policy": "more", "table": "requirements", "source": "assumed", "note": "", "undo": "", "operation": "", "row": "", "column": "", "value": ""}  # fmt: skip


def draft(*rows: tuple[str, str, str, str]) -> Draft:
    """Table requirements with rows of (buyer, product, kind, period); they stand in lines 2, 4, 6 … of the file."""
    names = ("buyer", "product", "kind", "period")
    numbers = tuple(2 * k for k in range(1, len(rows) + 1))
    raw = RawTable("requirements", "requirements.csv", "file", names, (0, 1, 2, 3), rows, numbers)
    columns = {name: [row[k] for row in rows] for k, name in enumerate(names)}
    return Draft(table("requirements"), raw, columns)


TWO = draft(("State", "pump", "stock", "2026"), ("State", "pump", "stock", "2027"))


def test_a_cell_is_named_by_the_key_of_its_line_in_the_file():
    (change,) = edits(TWO, {**ASKED, "row": "4", "column": "quantity", "value": "5"})
    assert (change["where"], change["column"], change["operation"], change["value"]) == (
        "buyer=State;product=pump;kind=stock;period=2027", "quantity", "set", "5",
    )  # fmt: skip
    with pytest.raises(UsageError, match="not there any more"):
        edits(TWO, {**ASKED, "row": "3", "column": "quantity", "value": "5"})


def test_a_row_taken_out_is_named_by_its_first_key_where_the_others_hold():
    (change,) = edits(TWO, {**ASKED, "operation": "delete", "row": "2"})
    assert (change["column"], change["value"], change["where"], change["operation"]) == (
        "buyer", "State", "product=pump;kind=stock;period=2026", "delete",
    )  # fmt: skip


def test_a_row_that_its_key_does_not_tell_apart_cannot_be_meant():
    same = ("State", "pump", "stock", "2026")
    with pytest.raises(UsageError, match="cannot be told from others"):
        edits(draft(same, same), {**ASKED, "row": "2", "column": "quantity"})
    for name in ("A;B", "A|B", " A"):
        with pytest.raises(UsageError, match="its key holds"):
            edits(draft((name, *same[1:])), {**ASKED, "row": "2", "column": "quantity"})


def test_a_row_put_in_is_its_key_and_then_every_cell_that_says_something():
    value = {"buyer": "State", "product": "pump", "kind": "stock", "period": "2028", "quantity": " 5 ", "value": " "}  # fmt: skip
    put = {**ASKED, "operation": "insert"}
    first, *sets = edits(TWO, {**put, "value": json.dumps(value)})
    assert (first["column"], first["value"], first["where"]) == ("buyer", "State", "product=pump;kind=stock;period=2028")  # fmt: skip
    assert [(s["where"], s["column"], s["value"]) for s in sets] == [("buyer=State;product=pump;kind=stock;period=2028", "quantity", "5")]  # fmt: skip
    there = json.dumps({**value, "period": "2027"})
    with pytest.raises(UsageError, match="already"):
        edits(TWO, {**put, "value": there})
    assert edits(TWO, {**put, "value": there, "undo": "yes"})
    with pytest.raises(UsageError, match="needs buyer, product"):
        edits(TWO, {**put, "value": json.dumps({"product": "pump"})})


def change(column="capex", value="5", operation="set", where="project=hall", policy="more"):
    return dict(zip(HEADER, (policy, "", "projects", where, column, operation, value, "", ""), strict=True))  # fmt: skip


def kept(text: str, mark: str = ",") -> list[tuple[str, ...]]:
    rows = csv.DictReader(io.StringIO(text), delimiter=mark)
    return [(r["policy"], r["order"], r["column"], r["operation"], r["value"]) for r in rows]


def changed(folder, *rows, undo=False) -> str:
    text = with_changes(folder, [{k: v for k, v in r.items() if k != "order"} for r in rows], undo=undo)  # fmt: skip
    (folder / "changes.csv").write_text(text)
    return text


def test_a_later_edit_of_a_cell_takes_the_place_of_the_first_and_others_are_numbered_on(tmp_path):
    changed(tmp_path, change(), change("adds", "1"), change(policy="less"))
    assert kept(changed(tmp_path, change(value="7"))) == [
        ("more", "1", "capex", "set", "7"), ("more", "2", "adds", "set", "1"), ("less", "1", "capex", "set", "5"),
    ]  # fmt: skip
    # of rows put in the value is the name: another is another row
    put = [change("project", name, "insert", "") for name in ("hall", "shed")]
    assert len(kept(changed(tmp_path, *put))) == 5


def test_a_row_put_in_goes_with_what_was_set_in_it_and_in_nothing_else(tmp_path):
    put = change("project", "hall", "insert", "")
    changed(tmp_path, put, change(), change(where="project=shed"), change(policy="less"))
    assert kept(changed(tmp_path, put, undo=True)) == [
        ("more", "3", "capex", "set", "5"), ("less", "1", "capex", "set", "5"),
    ]  # fmt: skip


def test_a_file_parted_by_semicolons_stays_one_when_an_edit_is_taken_out(tmp_path):
    (tmp_path / "changes.csv").write_text(
        ";".join(HEADER)
        + "\nmore;1;projects;project=hall;capex;set;5,5;;\nmore;2;projects;project=hall;adds;set;1;;\n"
    )
    assert kept(changed(tmp_path, change("adds", "1"), undo=True), ";") == [("more", "1", "capex", "set", "5,5")]  # fmt: skip


@pytest.mark.parametrize("sent", ["", "[]", "null", '{"a": 1}', "[" * 100_000])
def test_what_is_no_object_of_texts_is_refused(sent):
    with pytest.raises(UsageError, match="cannot be read"):
        texts(sent)
