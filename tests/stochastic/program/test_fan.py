"""A tree seen as two stages: the same optimum, and where it cannot be seen so."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from offtake.stochastic.program.blocks import (
    Block,
    Labels,
    Rows,
    StochasticProgram,
    Terms,
    Variables,
    assemble,
)
from offtake.stochastic.program.extensive_form import flatten
from offtake.stochastic.program.fan import fan, trunk_and_subtrees
from offtake.stochastic.program.two_stage import extensive
from offtake.stochastic.solver.highs import Highs

ONE = Labels(("what",), (("it",),))


def newsvendor() -> StochasticProgram:
    """Buy x at 1 at the root, then sell up to x at 3: 4 or 8 are asked for, equally likely; best is 8, at -10."""
    buy = assemble([Block((Variables.of("x", ONE, cost=1.0),))])
    row = np.zeros(1, np.int64)
    terms = Terms.each("y", row), Terms.each("x", row, -1.0, 0)
    sold = Rows.of("sold", ONE, *terms, lower=-np.inf)
    nodes = [
        assemble([Block((Variables.of("y", ONE, upper=most, cost=-3.0),), (sold,))], [buy.columns])
        for most in (4.0, 8.0)
    ]
    return StochasticProgram(np.array([-1, 0, 0]), np.array([1.0, 0.5, 0.5]), (buy, *nodes))


def test_two_stages_have_the_optimum_of_the_tree():
    program = newsvendor()
    folded = fan(program)
    assert folded is not None
    assert folded.upper[:, 0].tolist() == [4.0, 8.0]
    for whole in (extensive(folded), flatten(program).program):
        assert Highs()(whole).objective == pytest.approx(-10.0)


def test_the_trunk_goes_on_while_nothing_parts():
    program = newsvendor()
    longer = replace(program, parent=np.array([-1, 0, 1, 1, 2]), nodes=program.nodes[:1] * 5)
    assert trunk_and_subtrees(longer) == ([0, 1], [[2, 4], [3]])


def test_one_way_on_or_ways_of_another_shape_are_no_fan():
    program = newsvendor()
    whole = replace(program.nodes[2], integer=np.array([True]))
    assert fan(replace(program, nodes=(*program.nodes[:2], whole))) is None
    alone = replace(
        program, parent=np.array([-1, 0]), probability=np.ones(2), nodes=program.nodes[:2]
    )
    assert fan(alone) is None
