"""Drivers: when a date counts, what a state without rows does, how dates within a period combine."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from offtake.uncertainty.drivers import alike, chains
from offtake.uncertainty.reduction.build import build_tree


def test_states_stand_in_order_of_appearance_the_initial_one_first(make_study):
    day = date(2027, 1, 1)
    study = make_study(
        [
            ("war", day, "on", "settled", 0.5),
            ("war", day, "on", "on", 0.2),
            ("war", day, "on", "pause", 0.3),
        ]
    )

    (chain,) = chains(study)

    assert chain.states == ("on", "settled", "pause")
    assert chain.moves[1][0].tolist() == [0.2, 0.5, 0.3]


@pytest.mark.parametrize(
    ("day", "period"),
    [
        (date(2026, 1, 2), 1),  # inside the first quarter: known at the start of the second
        (date(2026, 4, 1), 1),
        (date(2026, 4, 2), 2),
        (date(2026, 10, 1), 3),
    ],
)
def test_a_date_counts_from_the_first_period_that_starts_on_it_or_later(make_study, day, period):
    study = make_study([("war", day, "on", "off", 1.0)], periods=4, period="quarter")

    assert list(chains(study)[0].moves) == [period]


def test_a_date_after_the_start_of_the_last_period_moves_nothing(make_study):
    study = make_study([("war", date(2028, 1, 2), "on", "off", 1.0)])

    assert chains(study)[0].moves == {}
    assert chains(study)[0].futures == 1


def test_a_move_on_the_first_day_is_one_of_the_first_period(make_study):
    (chain,) = chains(make_study([("war", date(2026, 1, 1), "on", "off", 1.0)]))

    assert chain.moves[0].tolist() == [[0, 1], [0, 1]]
    assert chain.marginals(2).tolist() == [[0, 1], [0, 1]]


def test_a_state_without_rows_on_a_date_keeps_its_place(make_study):
    day = date(2027, 1, 1)
    study = make_study([("war", day, "on", "on", 0.6), ("war", day, "on", "off", 0.4)])

    assert chains(study)[0].moves[1].tolist() == [[0.6, 0.4], [0.0, 1.0]]


def test_two_dates_in_one_period_are_passed_one_after_the_other(make_study):
    study = make_study(
        [
            ("war", date(2026, 9, 1), "off", "on", 1.0),  # later in time, earlier in the table
            ("war", date(2026, 3, 1), "on", "off", 0.4),
            ("war", date(2026, 3, 1), "on", "on", 0.6),
        ]
    )

    (chain,) = chains(study)

    # From on: to off with 0.4 in March, and from there back to on in September.
    assert chain.moves[1][chain.states.index("on")].tolist() == [0.0, 1.0]


def test_marginals_and_number_of_futures_by_hand(make_study):
    early, late = date(2027, 1, 1), date(2028, 1, 1)
    study = make_study(
        [
            ("war", early, "on", "on", 0.5),
            ("war", early, "on", "off", 0.5),
            ("war", late, "on", "on", 0.2),
            ("war", late, "on", "off", 0.8),
            ("war", late, "off", "off", 1.0),
        ]
    )

    (chain,) = chains(study)

    assert chain.futures == 3  # on-on, on-off, off-off
    assert np.allclose(chain.marginals(3), [[1, 0], [0.5, 0.5], [0.1, 0.9]])


def test_states_that_do_the_same_and_move_alike_are_one(make_study):
    # calm and quiet do the same; but calm moves on to quiet and war, quiet only in other shares of the same two classes
    day, later = date(2027, 1, 1), date(2028, 1, 1)
    moves = [
        ("war", day, "war", "calm", 0.3),
        ("war", day, "war", "quiet", 0.2),
        ("war", day, "war", "war", 0.5),
        ("war", later, "calm", "calm", 0.6),
        ("war", later, "calm", "war", 0.4),
        ("war", later, "quiet", "calm", 0.1),
        ("war", later, "quiet", "quiet", 0.5),
        ("war", later, "quiet", "war", 0.4),
        ("coin", day, "heads", "heads", 0.5),
        ("coin", day, "heads", "tails", 0.5),
    ]
    effect = {"driver": "war", "table": "lines", "column": "capacity", "value": 0.5}
    study = make_study(moves, [effect | {"state": "calm"}, effect | {"state": "quiet"}])

    war, coin = chains(study)

    assert war.states == ("war", "calm")
    assert war.moves[1].tolist() == [[0.5, 0.5], [0.0, 1.0]]
    assert war.moves[2] == pytest.approx(np.array([[1.0, 0.0], [0.4, 0.6]]))
    assert coin.states == ("heads",)
    assert alike(study) == (("war", "quiet", "calm"), ("coin", "tails", "heads"))
    tree = build_tree(study)
    assert tree.full_leaves == 3
    assert {tree.future(leaf) for leaf in tree.leaves.tolist()} == {
        "war war",  # and nothing of the coin
        "war war → calm 2027",
        "war war → calm 2027 → war 2028",
    }


def test_states_that_move_otherwise_or_do_otherwise_for_a_time_are_two(make_study):
    day, later = date(2027, 1, 1), date(2028, 1, 1)
    moves = [
        ("war", day, "war", "calm", 0.5),
        ("war", day, "war", "quiet", 0.5),
        ("war", later, "quiet", "war", 1.0),
    ]
    effect = {"driver": "war", "table": "lines", "column": "capacity", "value": 0.5}
    both = [effect | {"state": "calm"}, effect | {"state": "quiet"}]
    until = [both[0], both[1] | {"to": later}]
    rest = [("war", day, "war", "calm", 0.5), ("war", day, "war", "quiet", 0.3), ("war", day, "war", "rest", 0.2)]  # fmt: skip
    times_one = [both[0], effect | {"state": "quiet", "value": 1.0}]

    assert alike(make_study(moves, both)) == ()
    assert alike(make_study(moves[:2], until)) == ()
    assert alike(make_study(rest, times_one)) == (("war", "rest", "quiet"),)
    assert alike(make_study(moves[:2])) == ()  # no effects at all


def test_nothing_added_is_no_effect_and_one_added_is(make_study):
    day = date(2027, 1, 1)
    moves = [("war", day, "war", state, 1 / 3) for state in ("calm", "quiet", "rest")]
    adds = {"driver": "war", "table": "lines", "column": "capacity", "operation": "add"}
    effects = [adds | {"state": "calm", "value": 0.0}, adds | {"state": "quiet", "value": 1.0}]

    assert alike(make_study(moves, effects)) == (("war", "rest", "calm"),)
