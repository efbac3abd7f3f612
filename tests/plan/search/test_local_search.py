"""Changes of a plan: what they promise is never less than what they bring."""

from __future__ import annotations

import numpy as np

from offtake.plan.search.local_search import Moves


def moves(fork, limit=1.0, open_now=None):
    nodes = np.arange(fork.size)[:, None]
    everywhere = np.ones((fork.size, 1), bool) if open_now is None else np.array(open_now)[:, None]
    return Moves(fork, nodes, everywhere, np.full((fork.size, 1), limit))


def found(m, levels, reduced):
    pairs = m.promising(np.array(levels, float)[:, None], np.array(reduced, float)[:, None])
    return [(bound, changed[:, 0].tolist()) for bound, changed in pairs]


# The tree: 0; then 1 and 2; then 3 after 1 and 4 after 2.


def test_begin_raises_every_node_after_and_promises_their_sum(fork):
    # From the root: -1 - 2 + 1 - 3 + 4 = -1; from node 1: -2 - 3 = -5; from node 3: -3.
    assert found(moves(fork), [0, 0, 0, 0, 0], [-1, -2, 1, -3, 4]) == [
        (-5, [0, 1, 0, 1, 0]),
        (-3, [0, 0, 0, 1, 0]),
        (-1, [1, 1, 1, 1, 1]),
    ]


def test_beginning_earlier_counts_only_the_nodes_that_change(fork):
    # Already begun at node 1: from the root only 0, 2 and 4 change: -2 + 0 + 1 = -1.
    changes = found(moves(fork), [0, 1, 0, 1, 0], [-2, -9, 0, -9, 1])

    assert (-1, [1, 1, 1, 1, 1]) in changes


def test_drop_lowers_what_was_begun_there_or_later(fork):
    # Begun at the root, each node's level costs: dropping promises the sum, 1 + 2 + 3 + 4 + 5.
    changes = found(moves(fork), [1, 1, 1, 1, 1], [1, 2, 3, 4, 5])

    assert changes[0] == (-15, [0, 0, 0, 0, 0])


def test_delay_lowers_one_node_only(fork):
    changes = found(moves(fork), [0, 1, 0, 1, 0], [0, 2, 0, -1, 0])

    assert (-2, [0, 0, 0, 1, 0]) in changes


def test_nothing_begins_where_the_window_is_closed(fork):
    closed = moves(fork, open_now=[False, False, False, False, False])

    assert found(closed, [0, 0, 0, 0, 0], [-1, -1, -1, -1, -1]) == []


def test_nothing_is_delayed_into_a_closed_window(fork):
    shut_later = moves(fork, open_now=[True, False, False, False, False])

    assert [
        c for _, c in found(shut_later, [1, 1, 1, 1, 1], [9, -1, -1, -1, -1]) if c[1] == 1
    ] == []


def test_what_costs_more_than_it_brings_is_left_out(fork):
    assert found(moves(fork), [0, 0, 0, 0, 0], [1, 1, 1, 1, 1]) == []


def test_no_change_brings_more_than_it_promised(expansion):
    from offtake.plan.first_best import project_moves
    from offtake.plan.given import Dispatch
    from offtake.plan.stated import stated
    from offtake.uncertainty.reduction.build import build_tree

    tree = build_tree(expansion)
    m = project_moves(stated(expansion, tree))
    dispatch = Dispatch(expansion, tree)
    levels = np.array([[120.0, 0], [120, 0], [120, 50]])
    plan = dispatch.plan(levels)
    reduced = dispatch.handle.reduced_cost[m.columns]

    tried = [
        (bound, dispatch.plan(changed).objective) for bound, changed in m.promising(levels, reduced)
    ]
    assert tried
    for bound, objective in tried:
        assert objective - plan.objective >= bound - 1e-6
