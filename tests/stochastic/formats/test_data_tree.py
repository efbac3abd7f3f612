"""The tree of data: who shares which node."""

from __future__ import annotations

import pytest
from tests.stochastic.formats.test_stoch import futures

from offtake.errors import InstanceError
from offtake.stochastic.formats import data_tree
from offtake.stochastic.formats.data_tree import tree

CORE = """\
NAME T3
ROWS
 N COST
 G D1
 G D2
 G D3
COLUMNS
 X1 COST 1 D1 1
 X1 D2 1
 X2 COST 2 D2 1
 X2 D3 1
 X3 COST 5 D3 1
RHS
 RHS D1 1 D2 4
 RHS D3 6
ENDATA
"""
TIME = "TIME T3\nPERIODS\n X1 D1 P1\n X2 D2 P2\n X3 D3 P3\nENDATA\n"
FILES = {"core": CORE, "time": TIME}
# x2 covers D3 = 6 or 10 before it is known: x2 = 10, for 2 < 5 / 2; x1 = 1: 21.
LATE = [" SC S1 ROOT 0.5 P3", " RHS D3 6", " SC S2 {} 0.5 P3", " RHS D3 10"]


@pytest.mark.parametrize("parent", ["ROOT", "S1"])
def test_futures_that_part_late_share_their_decisions_until_then(cost, small, parent):
    stoch = futures(*[line.format(parent) for line in LATE])
    assert [node.stage for node in tree(small(**FILES, stoch=stoch))] == [0, 1, 2, 2]
    assert cost(**FILES, stoch=stoch) == pytest.approx(21)


def test_futures_that_part_early_know_what_comes(cost, small):
    stoch = futures(*[line.format("ROOT") for line in LATE]).replace("P3", "P2")
    assert [node.stage for node in tree(small(**FILES, stoch=stoch))] == [0, 1, 1, 2, 2]
    # x2 is 6 or 10, each when wanted; x1 = 1: 1 + 2 * 8.
    assert cost(**FILES, stoch=stoch) == pytest.approx(17)


def test_some_part_from_root_early_and_some_late(small):
    lines = [" SC A ROOT 0.5 P2", " RHS D2 9", " SC B ROOT 0.25 P3", " RHS D3 7", " SC C B 0.25 P3", " RHS D3 8"]  # fmt: skip
    nodes = tree(small(**FILES, stoch=futures(*lines)))
    # The root; in P2 A's own node and ROOT's, which B and C share; three leaves.
    first, *second = [node for node in nodes if node.stage < 2]
    assert (first.stage, [node.parent for node in second]) == (0, [0, 0])
    leaves = [(node.parent, node.probability) for node in nodes if node.stage == 2]
    alone = leaves[0][0]
    shared = 3 - alone
    assert leaves == [(alone, 0.5), (shared, 0.25), (shared, 0.25)]


def test_futures_that_are_one_cannot_have_two_values(small):
    lines = [" SC S1 ROOT 0.5 P3", " RHS D2 4", " SC S2 ROOT 0.5 P3", " RHS D2 9"]
    instance = small(**FILES, stoch=futures(*lines))
    with pytest.raises(InstanceError, match="S1 and S2 are one in period P2") as refusal:
        tree(instance)
    assert "a.sto, line 5" in str(refusal.value)


def test_a_tree_that_would_fill_the_memory_is_refused_before_it_is_written(small, monkeypatch):
    monkeypatch.setattr(data_tree, "MOST_NUMBERS", 13)
    with pytest.raises(InstanceError, match="2 futures of 7 numbers, too many"):
        tree(small())
