"""Blocks and what is assembled from them: places, links to earlier nodes, and faults."""

from __future__ import annotations

import numpy as np
import pytest

from offtake.errors import FormulationError
from offtake.stochastic.program.blocks import Block, Labels, Rows, Terms, Variables, assemble

TWO = Labels(("letter",), (("a",), ("b",)))
FIRST = np.array([0, 1])


def variables(name: str, cost: float = 0.0, *, integer: bool = False) -> Variables:
    return Variables(name, TWO, np.zeros(2), np.full(2, 9.0), np.full(2, cost), integer)


def rows(name: str, *terms: Terms) -> Rows:
    return Rows(name, TWO, terms, np.zeros(2), np.ones(2))


def test_blocks_are_stacked_in_the_order_they_are_given():
    node = assemble([Block((variables("x", 1.0),)), Block((variables("y", 2.0, integer=True),))])

    assert node.columns == {"x": slice(0, 2), "y": slice(2, 4)}
    assert node.cost.tolist() == [1, 1, 2, 2]
    assert node.integer.tolist() == [False, False, True, True]


def test_terms_of_the_node_itself_land_in_its_own_columns():
    sum_of_both = rows(
        "sum", Terms("x", FIRST, FIRST, np.ones(2)), Terms("y", FIRST, FIRST, -np.ones(2))
    )
    node = assemble([Block((variables("x"), variables("y")), (sum_of_both,))])

    assert list(zip(node.row, node.column, node.value, strict=True)) == [
        (0, 0, 1),
        (1, 1, 1),
        (0, 2, -1),
        (1, 3, -1),
    ]
    assert node.link_value.size == 0


def test_terms_of_earlier_nodes_become_links_to_those_nodes():
    earlier = {"y": slice(0, 2), "x": slice(2, 4)}
    kept = rows("kept", Terms("x", FIRST, FIRST, np.array([3.0, 4.0]), np.array([0, 1])))
    node = assemble([Block((variables("x"),), (kept,))], [earlier, earlier])

    links = zip(node.link_row, node.link_node, node.link_column, node.link_value, strict=True)
    assert list(links) == [(0, 0, 2, 3), (1, 1, 3, 4)]


def test_rows_on_an_unknown_variable_are_named_in_the_error():
    stray = rows("demand", Terms("sales", FIRST, FIRST, np.ones(2)))

    with pytest.raises(
        FormulationError,
        match="rows 'demand' use variable 'sales', which no block defines; the blocks define x",
    ):
        assemble([Block((variables("x"),), (stray,))])


def test_rows_on_a_variable_that_an_earlier_node_lacks_are_named_too():
    stray = rows("kept", Terms("x", FIRST, FIRST, np.ones(2), 0))

    with pytest.raises(FormulationError, match="rows 'kept' use variable 'x'"):
        assemble([Block((variables("x"),), (stray,))], [{"y": slice(0, 2)}])


def test_a_name_may_be_used_only_once():
    with pytest.raises(FormulationError, match="defined more than once: x"):
        assemble([Block((variables("x"),)), Block((variables("x"),))])


def test_a_single_number_whole_or_not_holds_for_all():
    of = Variables.of("x", TWO, lower=0, upper=9, cost=1.5)
    least = Rows.of("least", TWO, Terms.each("x", FIRST, 2), lower=1, upper=np.array([3.0, 4.0]))
    node = assemble([Block((of,), (least,))])

    assert (node.lower.tolist(), node.upper.tolist(), node.cost.tolist()) == ([0, 0], [9, 9], [1.5, 1.5])  # fmt: skip
    assert (node.row_lower.tolist(), node.row_upper.tolist(), node.value.tolist()) == ([1, 1], [3, 4], [2, 2])  # fmt: skip
    assert node.lower.dtype == node.row_lower.dtype == node.value.dtype == np.float64
