"""Who accepts and who does not, what would turn them, and whose part is done all the same."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pytest

from offtake.deals.arrangements.accept import acceptance_report, parts_not_done


def test_the_report_says_who_refuses_why_and_what_would_turn_it(two):
    (row,) = acceptance_report(two)

    assert row.gap == pytest.approx(17.1051, abs=5e-5)
    assert row.outside_is == "nothing new"
    assert row.without_clauses.accepts is False
    assert row.with_clauses.accepts is True
    assert row.hurting[0].npv == pytest.approx(-47.9339, abs=5e-5)
    assert "low" in row.hurting[0].future
    assert 0.0 < row.flip_rate < 0.10


def test_with_its_clauses_it_is_worth_its_alternative_and_turns_at_no_lower_rate(two):
    (row,) = acceptance_report(two)

    # nothing else is worth nothing; the cheapest clauses leave nothing over
    assert row.outside == pytest.approx(0)
    assert row.without_clauses.acceptance == pytest.approx(-row.gap)
    assert row.with_clauses.acceptance == pytest.approx(0, abs=1e-6)
    assert (row.stands, row.left_out, row.eager) == ("signed", False, 0)
    # at the rate at which it turns, 30 a year for two years or five is worth the 100
    years = np.arange(1, 6)
    worth = 30 * np.array([1, 1, 0.5, 0.5, 0.5]) @ (1 + row.flip_rate) ** -years
    assert worth == pytest.approx(100, abs=1e-3)


@pytest.mark.parametrize(
    ("begun", "out"),
    [
        ([[0, 0], [1, 1]], []),
        ([[1, 2], [1, 2]], []),  # earlier, and more
        ([[0, 0], [0, 1]], ["A"]),
        ([[0, 1], [1, 0]], ["B"]),
        ([[0, 0], [0, 0]], ["A", "B"]),
    ],
)
def test_a_part_is_done_where_all_of_it_is_begun_no_later(begun, out):
    units = [SimpleNamespace(name=name) for name in ("A", "B", "C")]
    market = SimpleNamespace(
        units=units,
        has_part=lambda unit, part: unit.name != "C",
        own_projects=lambda unit: ["A", "B"].index(unit.name),
    )
    target = SimpleNamespace(begun=np.array(begun, float))
    part = np.array([[0.0, 0.0], [1.0, 1.0]])

    def not_done(*left_out):
        struck = SimpleNamespace(left_out=left_out, target=target)
        return parts_not_done(market, SimpleNamespace(struck=struck), part)

    assert not_done("B", "A", "C") == out
    assert not_done() == []  # all that is signed for is done
