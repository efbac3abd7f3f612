"""Instances written out: what is random stands in its place in every future, all else is shared."""

from __future__ import annotations

import numpy as np
import pytest

from offtake.errors import InstanceError
from offtake.stochastic.formats.written_out import Places, program, two_stage

# Second stage: DEM and CHECK, in columns Y and Z; the file names them in another order than the program does.
CORE = """\
NAME TEST
ROWS
 N COST
 L CAP
 L CHECK
 G DEM
COLUMNS
 X COST 2 CAP 1
 X DEM 1
 Y DEM 3 CHECK 4
 Y COST 5
 Z DEM 6 COST 7
RHS
 RHS CAP 100 DEM 10
 RHS CHECK 50 COST -8
ENDATA
"""
TIME = """\
TIME TEST
PERIODS
 X CAP T1
 Y CHECK T2
ENDATA
"""
STOCH = """\
STOCH TEST
BLOCKS DISCRETE
 BL ONE T2 0.25
 Z CHECK 9
 X DEM 2
 RHS DEM 20
 BL ONE T2 0.75
 Z CHECK 0
 X DEM 1
 RHS DEM 30
ENDATA
"""


@pytest.fixture
def instance(small):
    return small(core=CORE, time=TIME, stoch=STOCH)


def test_two_stages_hold_once_what_all_futures_share(instance):
    found = two_stage(instance)

    assert found.probability.tolist() == [0.25, 0.75]
    assert found.first.cost.tolist() == [2]
    assert found.first.offset == 8
    assert (found.first.row_upper.tolist(), found.first.matrix.toarray().tolist()) == ([100], [[1]])
    assert found.cost.tolist() == [[5, 7]]
    # rows CHECK, DEM
    assert [found.technology_of(k).toarray().tolist() for k in (0, 1)] == [[[0], [2]], [[0], [1]]]
    assert [found.recourse_of(k).toarray().tolist() for k in (0, 1)] == [
        [[4, 9], [3, 6]],
        [[4, 0], [3, 6]],
    ]
    assert found.row_lower.tolist() == [[-np.inf, 20], [-np.inf, 30]]
    assert found.row_upper.tolist() == [[50, np.inf]]
    assert found.integer.tolist() == [False, False]


def test_a_program_a_node_links_to_the_decision_before(instance):
    tree = program(instance)

    assert tree.parent.tolist() == [-1, 0, 0]
    assert tree.probability.tolist() == [1, 0.25, 0.75]
    assert tree.offset == 8
    root, first, second = tree.nodes
    assert (root.cost.tolist(), root.link_value.size) == ([2], 0)
    for node, technology, corner, demand in ((first, 2, 9, 20), (second, 1, 0, 30)):
        own = np.zeros((2, 2))
        own[node.row, node.column] = node.value
        assert own.tolist() == [[4, corner], [3, 6]]
        assert (node.link_row.tolist(), node.link_node.tolist(), node.link_column.tolist()) == ([1], [0], [0])  # fmt: skip
        assert node.link_value.tolist() == [technology]
        assert node.row_lower.tolist() == [-np.inf, demand]


def test_a_value_takes_the_place_that_its_kind_names(instance):
    places = Places.of(instance.core, [{("matrix", 1, 2): 1.0}])
    told = {("lower", -1, 0): 1.0, ("upper", -1, 2): 6.0, ("cost", -1, 1): -5.0, ("rhs", 1, -1): 40.0}  # fmt: skip
    data, before = places.data(told), places.data({})

    assert data.lower.tolist() == [1, 0, 0]
    assert data.upper.tolist() == [np.inf, np.inf, 6]
    assert data.cost.tolist() == [2, -5, 7]
    assert data.row_upper.tolist() == [100, 40, np.inf]
    # the place that the core lacks holds 0; of CAP, CHECK and DEM by row, then column
    assert data.entries.tolist() == [1, 4, 0, 1, 3, 6]
    assert before.upper.tolist() == [np.inf] * 3  # the core is not written to


def test_a_program_of_three_periods_is_no_two_stages(small):
    time = TIME.replace("ENDATA", " Z DEM T3\nENDATA")
    with pytest.raises(InstanceError, match="TEST has 3 stages, not two"):
        two_stage(small(core=CORE, time=time, stoch="STOCH TEST\nINDEP DISCRETE\n RHS DEM 20 T3 1\nENDATA\n"))  # fmt: skip
