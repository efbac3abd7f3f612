"""What a run says of sampled futures, from two batches on paper.

The plan costs 2 and 4 more than the bounds: 3 in the mean, standard deviation √2.  With one degree of freedom Student's t
is 6.3138 at 95%, so the gap is at most 3 + 6.3138 · √2 / √2 = 9.3138.  The plan costs -100 in the mean.
"""

from __future__ import annotations

import numpy as np
import pytest

from offtake.plan.sampled import Sampled
from offtake.results.tables.sampled import batches, sampled_document


def found(plan, values):
    return Sampled(plan, drawn=200, distinct=5, size=100, batches=np.array(values).reshape(-1, 2))


VALUED = [[-90.0, -92.0], [-110.0, -114.0]]


def test_the_gap_is_told_in_money_and_as_a_share_of_the_cost(plan):
    document = sampled_document(found(plan, VALUED))
    assert (document["drawn"], document["distinct"], document["planned_for"]) == (200, 5, 2)
    assert (document["batches"], document["futures_per_batch"]) == (2, 100)
    assert (document["cost"], document["bound"], document["gap_mean"]) == (-100, -103, 3)
    assert document["gap_upper"] == pytest.approx(9.3138, abs=1e-4)
    assert document["gap_mean_share"] == pytest.approx(0.03)
    assert document["gap_upper_share"] == pytest.approx(0.093138, abs=1e-6)


def test_a_plan_that_costs_nothing_has_no_share(plan):
    document = sampled_document(found(plan, [[1.0, 0.0], [-1.0, -2.0]]))
    assert document["gap_mean"] == 1
    assert document["gap_mean_share"] is document["gap_upper_share"] is None


def test_what_the_user_stopped_is_not_known(plan):
    stopped, whole = (sampled_document(found(plan, values)) for values in ([], VALUED))
    assert set(stopped) == set(whole)
    assert stopped["batches"] == 0
    assert stopped["gap_upper"] is stopped["cost"] is stopped["confidence"] is None


def test_each_batch_has_futures_of_its_own(plan):
    frame = batches(found(plan, VALUED))
    assert frame["first"].tolist() == [200, 300]
    assert frame["futures"].tolist() == [100, 100]
    assert frame["gap"].tolist() == [2, 4]
    assert batches(found(plan, [])).empty
