"""Ranges are of figures that there are, around what they are, and said once."""

from __future__ import annotations

import pytest

from offtake.errors import StudyError
from offtake.plan.sensitivity.assumptions import assumptions
from offtake.plan.sensitivity.moving import moved


def ranged(study, **cells):
    row = {"table": "lines", "column": "unit_cost", "where": "line=old", "low": 1, "high": 4}
    return study(ranges=[{**row, **cells}])


@pytest.mark.parametrize(
    ("cells", "code", "said"),
    [
        ({"table": "line"}, "E117", "is not a table"),
        ({"column": "unit_costs"}, "E117", "did you mean 'unit_cost'"),
        ({"column": "opens"}, "E117", "cannot|can be changed|that can be"),
        ({"where": "line=new"}, "E117", "no row of table 'lines'"),
        ({"low": 3}, "E119", "as it stands, 2, is not between low, 3, and high, 4"),
        ({"low": -1}, "E104", "low: -1 for lines.unit_cost"),
        ({"operation": "scale", "low": 1.1}, "E119", "the factor 1 is not between"),
        ({"operation": "add", "low": 1}, "E119", "0 is not between"),
        ({"low": 5}, "E119", "high: 4 is below low, 5"),
    ],
)
def test_the_door_says_what_is_wrong_with_a_range(study, cells, code, said):
    with pytest.raises(StudyError, match=said) as refused:
        ranged(study, **cells)
    assert code in str(refused.value)


def test_a_figure_has_one_range(study):
    rows = [
        {"table": "lines", "column": "unit_cost", "where": where, "low": 1, "high": 4}
        for where in ("", "line=old")
    ]
    with pytest.raises(StudyError, match="has a range already"):
        study(ranges=rows)


@pytest.mark.parametrize(
    ("operation", "low", "high", "after"),
    [("set", 1, 4, [1, 4]), ("scale", 0.5, 1.5, [1, 3]), ("add", -1, 0.25, [1, 2.25])],
)
def test_the_ends_of_a_range_are_what_its_operation_makes_of_the_figure(
    study, operation, low, high, after
):
    own = ranged(study, operation=operation, low=low, high=high)
    first = assumptions(own)[0]
    assert first.stated
    ends = [
        moved(own, [(first, end)]).lines["unit_cost"].tolist() for end in (first.low, first.high)
    ]
    assert ends == [[v] for v in after]


def test_what_has_a_range_of_its_own_is_moved_by_no_default(study):
    found = [a for a in assumptions(ranged(study)) if (a.table, a.column) == ("lines", "unit_cost")]
    assert [a.stated for a in found] == [True]
