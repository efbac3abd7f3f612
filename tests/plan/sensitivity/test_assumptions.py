"""Which figures stand or fall together, and how far each may be off."""

from __future__ import annotations

import pytest

from offtake.plan.sensitivity.assumptions import assumptions

LINE = {"producer": "maker", "product": "good", "capacity": 10, "unit_cost": 2}
SOURCE = {"source": "s", "publisher": "P", "title": "T", "date": "2025", "grade": "B"}


def by_name(found):
    return {a.name: a for a in found}


def test_figures_of_one_reason_are_one_assumption_and_of_two_are_two(study):
    lines = [
        {**LINE, "line": name, "source": "assumed", "note": why}
        for name, why in (("a", "as before"), ("b", "as before"), ("c", "a guess"))
    ]
    projects = [{"project": "p", "line": "a", "kind": "expand", "adds": 8, "capex": 5, "build_time": 0}]  # fmt: skip
    found = by_name(assumptions(study(lines=lines, projects=projects)))
    together, alone = found["capacity of lines, a and 1 more"], found["capacity of lines, c"]
    assert (len(together.rows), len(alone.rows)) == (2, 1)
    assert (together.reason, alone.reason) == ("as before", "a guess")
    assert (together.low, together.high, together.operation) == (0.7, 1.3, "scale")


def test_a_document_s_figures_come_on_demand_and_are_off_by_its_grade(study):
    lines = [{**LINE, "line": "old", "source": "s"}]
    said = study(lines=lines, sources=[SOURCE])
    name = "capacity of lines, old"
    assert name not in by_name(assumptions(said))
    found = by_name(assumptions(said, sourced=True))[name]
    assert (found.low, found.high) == pytest.approx((0.9, 1.1))
    assert (found.status, found.grade) == ("sourced", "B")


def test_a_range_says_itself_how_far_and_comes_first(study):
    own = {"table": "lines", "where": "line=old", "column": "capacity", "low": 8, "high": 15}
    first, *others = assumptions(study(ranges=[own]))
    assert (first.low, first.high, first.operation, first.stated) == (8.0, 15.0, "set", True)
    assert first.stands(study()) == 10.0
    assert not any((a.table, a.column) == ("lines", "capacity") for a in others)


def test_the_planner_s_rate_is_an_assumption_of_its_own(study):
    found = by_name(assumptions(study(settings={"discount_rate": 0.03})))
    rate = found["discount_rate of settings, study.toml"]
    assert (rate.low, rate.high, rate.reason) == (0.7, 1.3, "the planner's choice")
