"""Which rows a where means."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from offtake.errors import UsageError
from offtake.study.wording.where import as_text, matching_rows

FRAME = pd.DataFrame(
    {
        "line": ["A1", "A2", "B1"],
        "capacity": [10.0, 20.0, 10.0],
        "opens": [None, date(2026, 1, 1), None],
    }
)


@pytest.mark.parametrize(
    ("where", "rows"),
    [
        ("", [0, 1, 2]),
        ("line=A2", [1]),
        ("line=A1|B1", [0, 2]),
        ("capacity=10", [0, 2]),
        ("capacity=1e1;line=B1", [2]),
        ("opens=2026-01-01", [1]),
        ("opens=", [0, 2]),
        ("line=a1", []),
        (" line = A1 ", [0]),
    ],
)
def test_rows_are_those_that_meet_every_condition(where, rows):
    assert matching_rows(FRAME, where).tolist() == rows


def test_an_unknown_column_is_named_with_the_near_one():
    with pytest.raises(UsageError, match=r"no column 'lines'; did you mean 'line'\?"):
        matching_rows(FRAME, "lines=A1")


def test_a_condition_without_an_equals_sign_is_refused():
    with pytest.raises(UsageError, match="'A1' is not a condition"):
        matching_rows(FRAME, "A1")


def test_values_read_as_they_are_written_in_a_cell():
    values = [2027.0, 0.5, date(2026, 1, 31), (0.25, 1.0), True, None, float("nan"), pd.NA, "x "]
    texts = ["2027", "0.5", "2026-01-31", "0.25;1", "yes", "", "", "", "x "]

    assert [as_text(value) for value in values] == texts
