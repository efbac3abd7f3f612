"""A kind of clause alone: what the part lacks, and what keeps its maker from another plan."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from tests.deals.cheapest.test_deal import struck
from tests.deals.test_by_hand import two_plants

from offtake.deals.arrangements.arrangements import free_seats, lures
from offtake.deals.cheapest.kinds import ALL, singles, without_each
from offtake.study.study import Study


def test_alone_an_uplift_also_has_to_keep_its_maker_from_building_less(
    study: Callable[..., Study],
):
    # 3 are missing on 20; from 0.3 on both plants, 20 u - 2, are worth no less than the cheaper alone, 10 u + 1
    deal = struck(two_plants(study))
    f, (seat,) = deal.market.f, free_seats(deal)
    (bare,) = singles(f, seat, deal.offer.clauses)
    (kept,) = singles(f, seat, deal.offer.clauses, lures(deal))
    assert (bare.size, kept.size) == pytest.approx((0.15, 0.3))
    found = without_each(f, seat, deal.offer, deal.headroom, lures(deal))
    assert found == pytest.approx({ALL: 6, "price_uplift": float("inf")})
