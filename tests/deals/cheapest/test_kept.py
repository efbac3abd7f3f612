"""Rows against other plans of a producer that fears the worst of its futures, on paper."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import pytest

from offtake.deals.acceptance.participation import Stance
from offtake.deals.cheapest.cheapest import Offer, kept_from_leaving
from offtake.deals.cheapest.program import Deviation, Seat
from offtake.formulas.flow import at_end

PART, SOLD = -2.0, 20.0
"""What its part is worth in both futures without an uplift, and what one of 1 adds; nothing else is worth 0 without it."""
ALONE, STAYS = np.array([0.0, 2.4]), np.array([16.0, 0.0])
"""The same of another plan, (futures,): it is worth what it is in the worse of the two, min(16 x, 2.4)."""


@dataclass(frozen=True)
class Hand:
    """The other plan under an uplift x, by its worse future."""

    exact: bool

    def row(self, x: float) -> Deviation:
        worse = int(np.argmin(ALONE + STAYS * x))
        return Deviation(float(ALONE[worse]), {"uplift": float(STAYS[worse])}, b"other")

    def __call__(self, seat: Seat, offer: Offer):
        x = offer.cost
        gain = float((ALONE + STAYS * x).min()) - (PART + SOLD * x)
        return max(gain, 0.0), self.row(x) if gain > 1e-9 else None

    def nearer(self, seat: Seat, offer: Offer) -> Seat:
        drawn = (self.row(offer.cost),) if self.exact and seat.deviations else seat.deviations
        return seat if drawn == seat.deviations else replace(seat, deviations=drawn)


def least(seat: Seat) -> Offer:
    """The least x with PART + SOLD x ≥ 0, and ≥ value + slope x for every row."""
    rows = [(d.value, d.slope["uplift"]) for d in seat.deviations]
    x = max([-PART / SOLD, *((value - PART) / (SOLD - slope) for value, slope in rows)])
    return Offer((), np.zeros(0), np.zeros(0, bool), x, 0.0, "optimal")


@pytest.mark.parametrize(("drawn_again", "uplift"), [(False, 0.5), (True, 0.22)])
def test_a_row_is_drawn_again_at_the_sizes_that_it_led_to(drawn_again, uplift):
    # at 0.1 the part is worth 0 and the other plan 1.6, by its first future: -2 + 20 x ≥ 16 x asks for 0.5.  There the other plan is worth
    # 2.4, by its second, and -2 + 20 x ≥ 2.4 from 0.22 on, where 16 x = 3.5 is not the worse
    seat = Seat("maker", Stance("maker", 0.0, 1.0, 0.5, np.inf), at_end(np.zeros(1)))
    assert kept_from_leaving(seat, least, Hand(drawn_again)).cost == pytest.approx(uplift)
