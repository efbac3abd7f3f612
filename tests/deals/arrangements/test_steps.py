"""Steps of signing by hand on two-states: what a step is worth, paid and gained, with its clauses and without."""

from __future__ import annotations

from dataclasses import replace

import pytest

from offtake.deals.arrangements.steps import more, one_less, step_of
from offtake.market.figures import figures

UNITS = sum(w / 1.03**t for t, w in zip(range(1, 6), (1, 1, 0.5, 0.5, 0.5), strict=True))
GAP = 17.1051  # at the Maker's 10%, 30 a year for five years or for two, less 100: (47.9339 - 13.7236) / 2
# 80 prepaid, credited by 40 at the ends of two years, bring part of it, and a grant the rest; the State pays that, and interest at its own 3%
GRANT = GAP - (80 - 40 / 1.1 - 40 / 1.1**2)
CLAUSES = GRANT + (80 - 40 / 1.03 - 40 / 1.03**2)


def test_clauses_of_the_parts_signed_for_are_paid_besides_the_goods(two):
    struck = two.deal.struck
    with_it, without = (step_of(struck, parts, struck.target) for parts in (("Maker",), ()))

    # goods are worth 80, paid with 40 and made for 10
    assert with_it.public_paid == pytest.approx(40 * UNITS + CLAUSES, abs=1e-4)
    assert with_it.buyers_gain == pytest.approx(40 * UNITS - CLAUSES, abs=1e-4)
    assert without.public_paid == pytest.approx(40 * UNITS)
    assert without.buyers_gain == pytest.approx(40 * UNITS)
    # money raised costs no more than itself: society is as well off either way
    assert with_it.social_value == pytest.approx(70 * UNITS - 100)
    assert without.social_value == pytest.approx(70 * UNITS - 100)
    assert with_it.delivered.tolist() == pytest.approx([3.5])


def test_money_that_is_dear_to_raise_makes_clauses_cost_society_and_buyers_more(
    two, two_states, vary
):
    struck = two.deal.struck
    study = vary(two_states.study, buyers=("public_fund_cost", 1.5))
    dear = figures(study, two_states.tree)
    cash = replace(struck.target.cash, f=dear)
    position = replace(struck.target, cash=cash)
    step = step_of(struck, ("Maker",), position)

    assert step.public_paid == pytest.approx(40 * UNITS + CLAUSES, abs=1e-4)  # cash is cash
    plain = step_of(struck, (), position)
    assert plain.buyers_gain - step.buyers_gain == pytest.approx(1.5 * CLAUSES, abs=1e-4)


def test_with_the_last_part_out_nothing_is_signed_and_no_more_is_tried(two):
    struck = two.deal.struck
    last = step_of(struck, ("Maker",), struck.target)
    less = one_less(struck, last)

    assert less.parts == ()
    assert less.position is last.position


@pytest.mark.parametrize(
    ("one", "other", "above"),
    [(1.0, 1.0, False), (1.0 + 2e-7, 1.0, True), (1.0 + 5e-8, 1.0, False), (1e6 + 0.05, 1e6, False), (1e6 + 0.2, 1e6, True), (-1.0, 1.0, False), (1e-6, 0.0, True)],
)  # fmt: skip
def test_a_sum_is_above_another_by_more_than_rounding(one, other, above):
    assert more(one, other) == above
