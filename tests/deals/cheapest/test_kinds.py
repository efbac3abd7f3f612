"""A kind of clause alone: what the part lacks, and what keeps its maker from another plan."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace

import pytest
from tests.deals.cheapest.test_deal import struck
from tests.deals.test_by_hand import two_plants

from offtake.deals.arrangements.arrangements import free_seats, lures
from offtake.deals.cheapest import kinds
from offtake.deals.cheapest.kinds import ALL, rank_reversals, singles, without_each
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


def test_kinds_that_cost_the_same_overtake_nobody(monkeypatch):
    """Grant costs 1 whatever the risk weight λ; uplift 1 + max(λ - 0.2, 0) but for rounding; fee 2 λ, dearer from 0.5 on."""
    costs = {
        "grant": lambda lam: 1.0,
        "uplift": lambda lam: 1.0 + max(lam - 0.2, 0.0) - 1e-10 * (lam == 0),
        "fee": lambda lam: 2.0 * lam,
    }
    clauses = [SimpleNamespace(unit="Maker", kind=kind) for kind in costs]
    monkeypatch.setattr(kinds, "_single_cost", lambda f, seat, own, kind, lam: costs[kind](lam))

    found = rank_reversals(None, SimpleNamespace(unit="Maker"), clauses)

    # 2 λ = 1 at 0.5, and 2 λ = λ + 0.8 at 0.8; uplift is never the cheaper of uplift and grant
    assert [pair[:2] for pair in found] == [("grant", "fee"), ("uplift", "fee")]
    assert [weight for *_, weight in found] == pytest.approx([0.5, 0.8])
