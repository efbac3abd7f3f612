r"""One payment schedule for all clauses on capacity that is held ready but not called.

For a quantity `reserved`, of which `called` is taken, a buyer pays

    fee · reserved + exercise_price · called                                     (reservation, option)

A deductible fee f on price w is the same with exercise price w - f; take-or-pay at share s of w is the
same with fee s·w and exercise price (1 - s)·w, because

    w · called + s·w · (reserved - called) = s·w · reserved + (1 - s)·w · called

So option, deductible fee, payback and take-or-pay are one family under several names.  A firm order is
not: its goods must be made and taken, so it also costs what making them costs.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Vector = npt.NDArray[np.float64]
Amount = float | Vector


@dataclass(frozen=True)
class Schedule:
    """Payments on a reserved quantity: `fee` per unit reserved, `exercise_price` per unit called."""

    fee: float
    exercise_price: float

    def payment(self, reserved: Amount, called: Amount) -> Amount:
        """What the buyer pays; no more than what is reserved can be called."""
        taken = np.minimum(called, reserved)
        total: Amount = self.fee * np.asarray(reserved) + self.exercise_price * taken
        return total


def reservation(fee: float, exercise_price: float) -> Schedule:
    """Reserve at `fee` a unit, call at `exercise_price` a unit; also known as an option."""
    return Schedule(fee, exercise_price)


def deductible_fee(price: float, fee: float) -> Schedule:
    """A fee per unit reserved that is deducted from the price of units called."""
    return Schedule(fee, price - fee)


def take_or_pay(price: float, share: float) -> Schedule:
    """`share` of the price is due for what is reserved and not called; nothing need be made."""
    return Schedule(share * price, (1.0 - share) * price)


def price_only(price: float) -> Schedule:
    """No clause: only what is called is paid."""
    return Schedule(0.0, price)


def uncalled(committed: Amount, called: Amount) -> Vector:
    """The part of the committed quantity that is not called, never below 0."""
    rest: Vector = np.maximum(np.asarray(committed, float) - called, 0.0)
    return rest
