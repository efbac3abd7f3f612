"""What one unit of a figure weighs, in money a year, by hand."""

from __future__ import annotations

import pytest

from offtake.uncertainty.reduction.sizes import Sizes


@pytest.fixture
def sizes(study):
    """Lines that sell at 4: one of 10 a year that opens with the second of two years, 8 more may be begun on it."""
    old = {"line": "old", "producer": "maker", "product": "good", "capacity": 10, "unit_cost": 2}
    made = study(lines=[old | {"reliability": 0.5, "opens": "2027-01-01"}])
    return lambda table, column: Sizes(made).of(made.tables[table], table, column)[:, 0].tolist()


def test_a_need_weighs_what_it_is_worth_in_its_own_time(study):
    # 12 in the half-years of a year are 6 in each: half of the price of 4 stands behind one unit of the year's need.
    need = {"buyer": "state", "product": "good", "quantity": 12, "kind": "flow", "value": 9}
    made = study(
        periods=4, period="half-year", requirements=[{**need, "period": "2027", "late_cost": 1}]
    )
    found = Sizes(made).of(made.requirements, "requirements", "quantity")

    assert found[:, 0].tolist() == pytest.approx([0, 0, 2, 2])


def test_a_project_weighs_on_a_line_that_is_open_in_some_period(sizes):
    assert sizes("projects", "adds") == pytest.approx([0.5 * 4] * 2)
    assert sizes("projects", "build_time") == pytest.approx([0.5 * 4 * 8] * 2)


def test_a_line_weighs_while_it_is_open(sizes):
    assert sizes("lines", "capacity") == pytest.approx([0, 0.5 * 4])
    # Of 18 a year that may stand half can be made, open for half of the study.
    assert sizes("lines", "unit_cost") == pytest.approx([0, 18 * 0.5 * 0.5])
