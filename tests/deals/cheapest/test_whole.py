"""Signatures that are whole to the last digit, however large a size may be."""

from __future__ import annotations

import numpy as np
import pytest
import scipy.sparse as sp

from offtake.deals.cheapest.program import DealProgram
from offtake.deals.cheapest.whole import solved_whole
from offtake.stochastic.solver.program import LinearProgram, Until


def several(count: int, most: float, dear: float, room: float) -> tuple[float, list[float], str]:
    """The same wanted `count` times, each to be signed for by itself; without signing no more than `room` in all."""
    each, none = sp.eye_array(count), sp.csr_array((count, count))
    together = np.repeat([0.0, 1.0, 0.0], count)
    program = LinearProgram(
        cost=np.repeat([1.0, dear, 10.0], count),
        lower=np.zeros(3 * count),
        upper=np.repeat([np.inf, np.inf, 1.0], count),
        integer=np.repeat([False, False, True], count),
        matrix=sp.csr_array(
            sp.vstack([sp.hstack([each, each, none]), sp.hstack([each, none, -most * each]), together[None]])
        ),
        row_lower=np.repeat([0.5, -np.inf, -np.inf], [count, count, 1]),
        row_upper=np.concatenate([np.full(count, np.inf), np.zeros(count), [room]]),
    )  # fmt: skip
    built = DealProgram(
        program, slice(0, 2 * count), np.arange(count), slice(2 * count, 3 * count), slice(3 * count, 3 * count), np.zeros(0)
    )  # fmt: skip
    answer = solved_whole(built, program, Until(gap=0.0))
    return answer.objective, answer.x[built.signatures].tolist(), answer.status


def sizes(most: float, dear: float) -> tuple[float, ...]:
    """Half a unit is wanted: at 1 once 10 was paid for signing, or at `dear` without; up to `most` units can be signed for."""
    program = LinearProgram(
        cost=np.array([1.0, dear, 10.0]),
        lower=np.zeros(3),
        upper=np.array([np.inf, np.inf, 1.0]),
        integer=np.array([False, False, True]),
        matrix=sp.csr_array(np.array([[1.0, 1.0, 0.0], [1.0, 0.0, -most]])),
        row_lower=np.array([0.5, -np.inf]),
        row_upper=np.array([np.inf, 0.0]),
    )
    built = DealProgram(program, slice(0, 2), np.array([0]), slice(2, 3), slice(3, 3), np.zeros(0))
    answer = solved_whole(built, program, Until(gap=0.0))
    return (answer.objective, *answer.x.tolist())


@pytest.mark.parametrize("most", [1.0, 1e3, 1e6, 1e9])
def test_nothing_is_paid_under_what_is_not_signed(most):
    # 0.5 · 3 = 1.5 without signing, 10.5 with it; a signature of 5e-7 would let half a unit of a million through
    assert sizes(most, 3.0) == pytest.approx((1.5, 0.0, 0.5, 0.0), abs=1e-9)


@pytest.mark.parametrize("most", [1.0, 1e3, 1e6])
def test_what_is_worth_signing_is_signed(most):
    # 0.5 · 30 = 15 without, 10.5 with it
    assert sizes(most, 30.0) == pytest.approx((10.5, 0.5, 0.0, 1.0), abs=1e-9)


def test_more_signatures_than_are_tried_both_ways_are_whole_all_the_same():
    # each signed for: 7 · 10.5, and 7 · 15 without; that nothing else is cheaper is not proved
    found, signatures, status = several(7, 1e9, 30.0, np.inf)
    assert found == pytest.approx(73.5)
    assert signatures == [1.0] * 7
    assert status == "time_limit"


def test_where_what_is_nearest_cannot_be_as_many_are_signed_as_must_be():
    # two of seven without signing, 1.5 each, five with it
    found, signatures, _ = several(7, 1e9, 3.0, 1.0)
    assert found == pytest.approx(2 * 1.5 + 5 * 10.5)
    assert sorted(signatures) == [0.0, 0.0, 1.0, 1.0, 1.0, 1.0, 1.0]
