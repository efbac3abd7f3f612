"""Sizes at 1% more cost, and what opens without a clause, where its maker could build less."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from tests.deals.arrangements.test_signing import REFUSES, found, maker, needed
from tests.deals.cheapest.test_deal import sizes, struck, two_parts
from tests.deals.test_by_hand import clause, needs, one, two_plants

from offtake.deals.arrangements.arrangements import free_seats, lures
from offtake.deals.cheapest.cheapest import payers
from offtake.deals.cheapest.deal import Struck
from offtake.deals.cheapest.kinds import ALL, without_each
from offtake.deals.cheapest.ranges import face, opens_without
from offtake.deals.cheapest.table import payers_beside
from offtake.deals.verdicts.headroom import Headroom
from offtake.formulas.flow import Flow
from offtake.study.study import Study


def test_a_range_ends_where_its_maker_would_build_less(study: Callable[..., Study]):
    # 20 u at most 6.06; acceptance alone would do with 0.15
    deal = struck(two_plants(study))
    seats, f = free_seats(deal), deal.market.f
    assert face(f, seats, deal.offer)[0] == pytest.approx([0.15, 0.303], abs=1e-6)
    assert face(f, seats, deal.offer, lures(deal))[0] == pytest.approx([0.3, 0.303], abs=1e-6)


def test_without_its_clause_the_maker_lacks_value_and_would_build_less(study: Callable[..., Study]):
    # both plants -2, the cheaper alone 1
    deal = struck(two_plants(study))
    found = opens_without(deal.market.f, free_seats(deal), deal.offer, lures(deal))
    assert (found.value[0], found.cash[0], found.deviation[0]) == pytest.approx((3, 0, 3))


def test_without_an_advance_what_it_credits_is_lacking_in_the_budget_of_later_years(
    study: Callable[..., Study],
):
    # an uplift of 2 a year beside 1 of the second year's budget, in which 3 paid early are credited: without the 3, 1 too much
    needed = [row | {"quantity": 20} for row in needs("good", 2)]
    rows = [clause("price_uplift")]
    deal = struck(one(study, 2, 1.0, 1.0, 4, instruments=rows, requirements=needed))
    (uplift,), none = deal.offer.clauses, np.zeros(2)
    early = Flow(np.array([3.0, 0.0]), np.array([0.0, -3.0]), none)
    advance = replace(uplift, instrument="advance", pay=replace(uplift.pay, each=early))
    sizes, signed = np.array([*deal.offer.sizes, 1.0]), np.ones(2, bool)
    offer = replace(deal.offer, clauses=(uplift, advance), sizes=sizes, signed=signed)
    ends, before = np.arange(2), np.array([-1, 0])
    year = Headroom(ends, np.zeros(2, int), before, before, np.array([10.0, 1.0]), none, 0.0, ())
    found = opens_without(deal.market.f, free_seats(deal), offer, headroom=year)
    assert found.budget == pytest.approx([0.0, 1.0])
    assert not opens_without(deal.market.f, free_seats(deal), offer).budget.any()


def supplied(study: Callable[..., Study]) -> Struck:
    """A lacks 20 on 10 parts. The assembler that may pay it has 10 · (10 - 1 - 2) = 70 by both parts, and nothing without."""
    made = two_parts(study)
    uplift = made.instruments.assign(
        instrument="uplift", kind="price_uplift", buyer="maker", producer="A"
    )
    capex = [30.0 if p == "pA" else 10.0 for p in made.projects["project"]]
    return struck(made.with_(instruments=uplift[:1], projects=made.projects.assign(capex=capex)))


def test_a_range_ends_where_a_producer_that_pays_would_be_worse_off(study: Callable[..., Study]):
    # 20 of 10 parts, and 70 of them
    deal = supplied(study)
    seats, f = free_seats(deal), deal.market.f
    assert sizes(deal) == pytest.approx({"uplift": 2.0})
    found = face(f, seats, deal.offer, lures(deal), beside=payers_beside(deal))
    assert found[0] == pytest.approx([2.0, 7.0])


def test_a_mix_that_its_payer_cannot_bear_is_none(study: Callable[..., Study]):
    # with 51 to do without its supplier in place of 0 the assembler has 19 to give, not 20
    deal = supplied(study)
    seat = next(s for s in free_seats(deal) if s.unit == "A")
    paying = payers(payers_beside(deal), seat, deal.offer)
    poor = [replace(s, outside=s.outside + 51.0) for s in paying]
    assert without_each(deal.market.f, seat, deal.offer, paying=paying)[ALL] == 0.0
    assert without_each(deal.market.f, seat, deal.offer, paying=poor)[ALL] == float("inf")


def test_a_range_is_one_percent_of_what_its_own_unit_is_paid():
    # two makers that lack as much, each with a grant of its own
    deal = found(maker("A", "a", 40), needed("a", 9), maker("C", "c", 40), needed("c", 9)).deal
    assert deal is not None
    struck = deal.struck
    ranges = face(struck.market.f, free_seats(struck), struck.offer, lures(struck))
    signed = ranges[struck.offer.signed]
    assert signed.ravel() == pytest.approx([REFUSES, 1.01 * REFUSES] * 2)
