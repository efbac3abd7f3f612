"""Sizes at 1% more cost, and what opens without a clause, where its maker could build less."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from tests.deals.cheapest.test_deal import struck
from tests.deals.test_by_hand import two_plants

from offtake.deals.arrangements.arrangements import free_seats, lures
from offtake.deals.cheapest.ranges import face, opens_without
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
