"""The tornado on the two-state example, whose values are a line of arithmetic, and beside re-solves of its own.

One unit a year for two years, then with probability 1/2 for three more, at 3% a year: 1.03^-1 + 1.03^-2
+ (1.03^-3 + 1.03^-4 + 1.03^-5) / 2 = 3.246589 units at present.  Social value is (80 - 10) * 3.246589 - 100.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from offtake.plan.first_best import solve_first_best
from offtake.plan.sensitivity import tornado as module
from offtake.plan.sensitivity.assumptions import Assumption, assumptions
from offtake.plan.sensitivity.moving import moved
from offtake.plan.sensitivity.resolving import at_hand
from offtake.plan.sensitivity.tornado import tornado
from offtake.stochastic.parallel.executor import executor_for
from offtake.stochastic.solver.program import Until
from offtake.study.examples import case_path
from offtake.study.reading.read import read_study
from offtake.uncertainty.reduction.build import build_tree

UNITS = sum(w / 1.03**t for t, w in zip(range(1, 6), (1, 1, 0.5, 0.5, 0.5), strict=True))
EXACT = Until(1e-9)


@pytest.fixture(scope="module")
def two_states():
    study = read_study(case_path("two-states"))
    return at_hand(study, solve_first_best(study, build_tree(study), EXACT), EXACT)


def swings(hand_and_base, found=None, workers=1, **more):
    hand, base = hand_and_base
    chosen = assumptions(hand.study) if found is None else found
    return tornado(hand, base, chosen, executor_for(workers), **more)


def by_column(found):
    return {(s.assumption.table, s.assumption.column): s for s in found.swings}


def test_each_end_has_the_value_of_its_arithmetic(two_states):
    found = by_column(swings(two_states))
    worth = {
        ("requirements", "value"): lambda f: (80 * f - 10) * UNITS - 100,
        ("projects", "capex"): lambda f: 70 * UNITS - 100 * f,
        ("lines", "unit_cost"): lambda f: (80 - 10 * f) * UNITS - 100,
        # a larger need than the plant makes is worth nothing, a larger plant than the need neither
        ("requirements", "quantity"): lambda f: 70 * UNITS * min(f, 1) - 100,
        ("projects", "adds"): lambda f: 70 * UNITS * min(f, 1) - 100,
    }
    for key, value in worth.items():
        assert found[key].low[0] == pytest.approx(value(0.7)), key
        assert found[key].high[0] == pytest.approx(value(1.3)), key


def test_what_is_delivered_moves_with_need_and_capacity_and_not_with_money(two_states):
    found = by_column(swings(two_states))
    assert found["requirements", "quantity"].low[1] == pytest.approx(
        0.7 * 3.5
    )  # 2 years and half of 3
    assert found["projects", "capex"].low[1] == pytest.approx(3.5)


def test_a_first_decision_that_turns_is_named(two_states):
    value = next(a for a in assumptions(two_states[0].study) if a.column == "value")
    wide = replace(value, low=0.4, high=1.6)  # 32 a unit: 22 * 3.25 is less than the plant's 100
    found = swings(two_states, [wide])
    assert found.changed(found.swings[0].low) == ("build",)
    assert found.changed(found.swings[0].high) == ()
    assert found.swings[0].low[0] == pytest.approx(0.0)


def test_an_end_is_not_refused_for_a_policy_that_names_the_figure_by_its_value(two_states):
    hand, base = two_states
    row = {"policy": "more", "order": 1, "table": "requirements", "where": "value=80", "column": "value", "operation": "set", "value": "90", "source": "assumed", "note": "asked"}  # fmt: skip
    study = hand.study.with_(changes=pd.DataFrame([row]))
    [value] = [a for a in assumptions(study) if a.column == "value"]
    found = swings((replace(hand, study=study), base), [value])
    assert found.swings[0].low[0] == pytest.approx((80 * 0.7 - 10) * UNITS - 100)


def test_an_end_beyond_the_bounds_of_its_column_stays_at_the_bound(two_states):
    value = next(a for a in assumptions(two_states[0].study) if a.column == "adds")
    both = replace(value, operation="set", low=-1.0, high=1.0)
    found = swings(two_states, [both])
    assert found.swings[0].low[0] == pytest.approx(0.0)  # kept at the bound of the column, 0
    assert found.swing(0) == pytest.approx(70 * UNITS - 100)


def test_the_number_of_workers_changes_no_byte(two_states):
    one, two = (swings(two_states, assumptions(two_states[0].study)[:2], workers=n) for n in (1, 2))
    for a, b in zip(one.swings, two.swings, strict=True):
        assert a.low.tobytes() == b.low.tobytes()
        assert a.high.tobytes() == b.high.tobytes()


def test_what_is_finished_is_not_done_again(two_states, tmp_path, monkeypatch):
    first = swings(two_states, folder=tmp_path)

    class Fails:
        def __init__(self, *_):
            raise AssertionError("worked out again")

    monkeypatch.setattr(module, "Resolve", Fails)
    again = swings(two_states, folder=tmp_path)
    assert [s.low.tolist() for s in again.swings] == [s.low.tolist() for s in first.swings]
    # nor where fewer are asked for, in another order
    few = swings(two_states, assumptions(two_states[0].study)[2:0:-1], folder=tmp_path)
    assert [s.high.tolist() for s in few.swings] == [s.high.tolist() for s in first.swings[2:0:-1]]


def test_on_a_study_with_several_projects_each_end_is_what_a_solve_from_nothing_finds():
    study = read_study(case_path("toy")).with_(settings={"leaves": 2})
    tree = build_tree(study)
    close = Until(1e-4)
    hand, base = at_hand(study, solve_first_best(study, tree, close), close)
    chosen: list[Assumption] = [
        next(a for a in assumptions(study) if (a.table, a.column) == key)
        for key in (("prices", "price"), ("requirements", "quantity"))
    ]
    found = swings((hand, base), chosen)
    for s in found.swings:
        for end, factor in ((s.low, s.assumption.low), (s.high, s.assumption.high)):
            alone = solve_first_best(moved(study, [(s.assumption, factor)]), tree, close)
            assert end[0] == pytest.approx(-alone.objective, rel=2e-4)
            # no plan is better than the end by more than is told: not the one found from nothing either
            assert -alone.objective <= end[0] + s.error + 1e-6
            assert s.error <= 1e-4 * end[0]


def test_a_range_without_width_says_that_a_figure_is_no_assumption():
    study = read_study(case_path("toy"))
    before = [a for a in assumptions(study) if a.column == "price"]
    fixed = study.with_(ranges=study.ranges.assign(low=1.0, high=1.0))
    assert len(before) == 1
    assert not [a for a in assumptions(fixed) if a.column == "price"]


def test_assumptions_are_the_same_whatever_the_order_of_rows():
    study = read_study(case_path("toy"))
    turned = study.with_(
        **{n: f.iloc[np.arange(len(f))[::-1]] for n, f in study.tables.items() if len(f)}
    )
    assert assumptions(turned) == assumptions(study)


def test_a_planners_rate_from_a_document_is_sourced_and_as_wide_as_its_grade():
    study = read_study(case_path("toy"))
    graded = str(study.sources.set_index("source")["grade"].iloc[0])
    name = str(study.sources["source"].iloc[0])
    told = study.with_(settings={"discount_rate": 0.03, "discount_rate_source": name})
    assert not [
        a for a in assumptions(told) if (a.table, a.column) == ("settings", "discount_rate")
    ]
    [own] = [a for a in assumptions(told, sourced=True) if (a.table, a.column) == ("settings", "discount_rate")]  # fmt: skip
    assert (own.status, own.grade, own.reason) == ("sourced", graded, name)
    assert own.high == pytest.approx(1 + {"A": 0.05, "B": 0.1, "C": 0.2}[graded])


def test_the_planners_own_rate_is_an_assumption_where_it_is_a_setting():
    study = read_study(case_path("two-states")).with_(settings={"discount_rate": 0.03})
    hand = at_hand(study, solve_first_best(study, build_tree(study), EXACT), EXACT)
    found = by_column(swings(hand))

    def worth(rate):
        times = zip(range(1, 6), (1, 1, 0.5, 0.5, 0.5), strict=True)
        return 70 * sum(w / (1 + rate) ** t for t, w in times) - 100

    own = found["settings", "discount_rate"]
    assert (own.low[0], own.high[0]) == pytest.approx((worth(0.021), worth(0.039)))
    # no money is charged more than it costs here, so that a buyer's own rate weighs nothing
    assert found["buyers", "discount_rate"].low[0] == pytest.approx(worth(0.03))
