"""The odds of a kind are those of all pairs of thing and aspect that give it."""

from __future__ import annotations

from math import e

import numpy as np
import pytest

from offtake.evidence.reading.kinds.weighing.odds import SURE, likely
from offtake.evidence.reading.kinds.weighing.weights import ASPECTS, OPEN, THINGS, Weights, weights
from offtake.evidence.rules.rules import rules

TABLE = rules().kind_table


def weighing(**by_clue: dict[str, float]) -> Weights:
    """Weights of clues, by aspect or thing."""
    rows = {clue: k for k, clue in enumerate(by_clue)}
    return Weights(rows, np.array([[round(100 * w.get(c, 0.0)) for c in (*ASPECTS, *THINGS)] for w in by_clue.values()]))  # fmt: skip


def test_without_clues_all_pairs_are_alike():
    """Goods: 2 things × 8 aspects; "done" is output of units and a statement of means, "plain" a statement of both."""
    found = likely([], "goods", TABLE, weighing(x={}))
    assert (found.kind, found.odds) == ("statement", pytest.approx(3 / 16))


def test_a_weight_of_one_makes_an_aspect_e_times_likelier():
    """Of a multiple, order and output are comparisons; promised is e in e + 7."""
    found = likely(["x"], "multiple", TABLE, weighing(x={"promised": 1.0}))
    assert found.other == "pledge"
    assert found.odds == pytest.approx(5 / (e + 7))


def test_weights_add_up_and_unknown_clues_weigh_nothing():
    known = weighing(x={"contracted": 3.0}, y={"contracted": 2.0, "units": 9.0})
    found = likely(["x", "y", "z"], "goods", TABLE, known)
    assert (found.kind, found.thing, found.aspect) == ("order", "units", "contracted")
    assert found.odds == pytest.approx(e**5 / (e**5 + 7), rel=1e-3)
    assert found.is_sure == (found.odds >= SURE)


def test_a_price_is_told_from_a_sum_by_things_alone():
    found = likely(["each"], "money", TABLE, weighing(each={"price": 4.0}))
    assert (found.kind, found.other) == ("price", "comparison")


def test_the_table_that_comes_with_it_says_what_anyone_would():
    known = weights()

    def heaviest(clue: str) -> str:
        row = known.table[known.rows[clue]][: len(ASPECTS)]
        return ASPECTS[row.index(max(row))]

    assert heaviest("before1 ordered") == "contracted"
    assert heaviest("left pledg") == "promised"
    assert heaviest("left plan") == "meant"
    assert heaviest("mood ability") == "able"
    assert heaviest("right overdu") == "late"
    assert known.table[known.rows["after1 each"]][len(ASPECTS) + THINGS.index("price")] > 0


def test_every_sort_of_a_figure_is_open_to_things_of_the_table_of_kinds():
    assert {thing for things in OPEN.values() for thing in things} == set(TABLE)
