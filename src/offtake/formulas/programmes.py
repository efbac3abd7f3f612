r"""Rules of thumb for whole programmes: advance market commitments, push and pull, multi-year
contracts, lines kept warm.

Advance market commitment: a firm that commits a share q/Q of the target has that share of the fund,
which tops up its first units until it is spent.  Pull: a prize that suits the marginal of several
firms leaves the others a rent.  Multi-year: sign if what is saved exceeds what cancelling and early
money cost.  Warm line: keep it if the fee is below the chance of use times what readiness saves.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Vector = npt.NDArray[np.float64]


@dataclass(frozen=True)
class TopUp:
    """What an advance market commitment means for one firm."""

    fund: float
    units_at_top: float
    average_price: float


def advance_market_commitment(
    fund: float, target: float, yearly: float, years: float, top_price: float, tail_price: float
) -> TopUp:
    """A firm that commits `yearly` of `target` units a year for `years` has that share of the fund."""
    share = fund * yearly / target
    units = min(share / (top_price - tail_price), yearly * years)
    revenue = units * top_price + (yearly * years - units) * tail_price
    return TopUp(share, units, revenue / (yearly * years))


@dataclass(frozen=True)
class PushPull:
    """Outlay of paying for success against paying for trying."""

    prize: float
    pull: float
    push: float

    @property
    def rent(self) -> float:
        """What the pull leaves to firms that would have come for less."""
        return self.pull - self.push


def push_or_pull(chances: Sequence[float], cost: float | Sequence[float]) -> PushPull:
    """All firms are wanted; each succeeds with its own chance and must cover `cost`, or its own one of several."""
    costs = [cost] * len(chances) if isinstance(cost, float | int) else list(cost)
    prize = max(c / p for p, c in zip(chances, costs, strict=True))
    return PushPull(prize, sum(chances) * prize, sum(costs))


def cost_of_early_money(amount: float, years_early: float, rate: float) -> float:
    """What paying `amount` earlier costs: the interest on it up to the day it would have been due."""
    return float(amount * ((1.0 + rate) ** years_early - 1.0))


def breakeven_cancellation(
    worth: float, saving: float, ceiling: float, early_money: float = 0.0
) -> float:
    """Chance of cancelling at which a multi-year contract is no longer worth signing.

    `saving` and `ceiling` are shares of `worth`; `early_money` is money.
    """
    return (saving * worth - early_money) / (ceiling * worth)


def breakeven_use(
    fee: float, price_saved: float, delay_saved: float = 0.0, value_of_time: float = 0.0
) -> float:
    """Yearly chance of use above which capacity is worth keeping warm for a yearly fee per unit."""
    return fee / (price_saved + delay_saved * value_of_time)


def cumulative_output(weeks: npt.ArrayLike, first_output: int, ramp: int, yearly: float) -> Vector:
    """Units made by the end of each week, by a line that starts late and speeds up evenly.

    Nothing before week `first_output`; then the weekly rate rises in `ramp` equal steps to full.
    """
    last = int(np.max(weeks))
    week = np.arange(1, last + 1)
    rate = yearly / 52.0 * np.clip((week - first_output + 1) / ramp, 0.0, 1.0)
    total = np.concatenate([[0.0], np.cumsum(rate)])
    made: Vector = total[np.asarray(weeks, dtype=np.int64)]
    return made
