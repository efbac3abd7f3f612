"""One cell at a time: what stands in it, and what it comes to."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from offtake.study.cells.cells import NotCalculated, Problem, escaped, parse_cell, unescaped
from offtake.study.schema import Column


def read(value: object, kind: str) -> object:
    return parse_cell(value, Column("c", kind, "", ""))


@pytest.mark.parametrize(
    ("value", "kind", "found"),
    [
        (" 1.5 ", "number", 1.5),
        ("2e6", "number", 2e6),
        (15, "number", 15.0),
        ("007", "integer", 7),
        (2027.0, "text", "2027"),
        ("0.25;0.5", "numbers", (0.25, 0.5)),
        (1, "numbers", (1.0,)),
        ("2026-01-31", "date", date(2026, 1, 31)),
        (datetime(2026, 1, 31), "date", date(2026, 1, 31)),
        ("2027-Q3", "period", "2027-Q3"),
        (" Yes", "boolean", True),
        ("'=A1", "text", "=A1"),
        (" ", "number", None),
        (float("nan"), "number", None),
    ],
)
def test_a_cell_comes_to_a_value(value, kind, found):
    assert read(value, kind) == found


@pytest.mark.parametrize(
    ("value", "kind", "code", "said"),
    [
        ("1,5", "number", "E103", "write 1.5 as a number"),
        ("1,500", "number", "E103", "write 1500 or 1.500"),
        ("1'500", "number", "E103", "write 1500"),
        ("3%", "number", "E103", "write 0.03"),
        ("inf", "number", "E103", "is not a finite number"),
        (1e16, "number", "E103", "larger than any figure"),
        (1.5, "integer", "E103", "is not a whole number"),
        (True, "number", "E103", "TRUE is not a number"),
        ("0.5;x", "numbers", "E103", "is not a list of numbers"),
        ("a\x07b", "text", "E103", "holds the character"),
        ("31.1.2026", "date", "E105", "write YYYY-MM-DD"),
        (datetime(2026, 1, 31, 8), "date", "E105", "has a time of day"),
        ("1066-10-14", "date", "E105", "not within the years 1900 to 2200"),
        ("2027-Q5", "period", "E105", "is not a period"),
        ("perhaps", "boolean", "E106", "write yes or no"),
        ("#DIV/0!", "text", "E124", "mend its formula"),
        (NotCalculated(), "number", "E124", "has not been calculated"),
    ],
)
def test_what_is_none_says_what_to_write(value, kind, code, said):
    problem = read(value, kind)
    assert isinstance(problem, Problem)
    assert problem.code == code
    assert said in f"{problem.found}; {problem.wanted}"


@pytest.mark.parametrize("text", ["=A1", "+x", "-x", "@x", "'x", "-5", "plain"])
def test_what_is_escaped_comes_back(text):
    assert unescaped(escaped(text)) == text
    assert escaped("-5") == "-5"
