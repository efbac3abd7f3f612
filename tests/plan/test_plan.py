"""What a plan lists of itself, by hand: 0.25 of the futures begin, from the second period on."""

from __future__ import annotations

import re

import numpy as np
import pytest

from offtake.errors import UsageError
from offtake.plan.plan import Plan
from offtake.stochastic.program.blocks import Labels


@pytest.fixture
def plan(fork):
    begun = np.array([[0.0, 0], [1, 0], [0, 0], [1, 0], [0, 0]])
    labels = {"begun": Labels(("project",), (("more",), ("never",)))}
    return Plan("first-best", fork, {"begun": begun}, labels, "gap", -200.0, -201.0)


def test_projects_are_listed_with_their_share_of_futures_and_first_period(plan):
    listed = plan.stats.projects().to_numpy().tolist()
    assert listed == [["more", 0.25, "period 1"], ["never", 0.0, ""]]


def test_a_variable_is_a_frame_with_its_labels(plan):
    frame = plan.frame("begun")
    assert frame.columns.tolist() == ["node", "project", "begun"]
    assert frame[frame["begun"] > 0]["node"].tolist() == [1, 3]


def test_a_plan_that_weighs_nothing_costs_its_objective_and_says_its_gap(plan):
    assert plan.mean_cost == -200.0
    assert plan.gap == pytest.approx(0.005)
    assert repr(plan) == "<Plan first-best: 2 futures, 3 periods, gap, gap 0.50%>"
    html = plan._repr_html_()
    assert re.findall(r"<td[^>]*>([^<]*)</td>", html) == ["more", "25%", "period 1"]
    assert "never" not in html  # what no future begins is no row


def test_a_plan_by_itself_has_no_run_to_draw(plan):
    with pytest.raises(UsageError, match="stands by itself"):
        _ = plan.plot


def test_a_plan_cannot_be_written_to(plan):
    with pytest.raises(ValueError, match="read-only"):
        plan.values["begun"][0, 0] = 1.0
