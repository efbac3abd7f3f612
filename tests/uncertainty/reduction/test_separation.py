"""How far states lie apart: by hand, and against independent formulations."""

from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from offtake.uncertainty.drivers import Chain, chains
from offtake.uncertainty.reduction.separation import contrast, separation, transport

DAY = date(2027, 1, 1)
WAR = [("war", DAY, "on", "on", 0.6), ("war", DAY, "on", "off", 0.4)]
LINES = pd.DataFrame({"line": ["A", "B"], "capacity": [10.0, 20.0], "unit_cost": [0.0, 1.0]})


def effect(**columns: object) -> dict[str, object]:
    return {"driver": "war", "state": "off", "table": "lines", "column": "capacity"} | columns


@pytest.mark.parametrize("states", [2, 3, 4, 6])
def test_on_a_line_transport_is_the_area_between_the_distribution_functions(states):
    rng = np.random.default_rng(20260101)
    place = np.sort(rng.random(states))
    p, q = rng.dirichlet(np.ones(states), size=2)

    area = np.abs(np.cumsum(p - q))[:-1] @ np.diff(place)
    assert transport(p, q, np.abs(place[:, None] - place)) == pytest.approx(area)


def test_mass_in_common_is_not_moved():
    cost = np.array([[0.0, 5.0], [5.0, 0.0]])

    assert transport(np.array([0.7, 0.3]), np.array([0.7, 0.3]), cost) == 0.0
    assert transport(np.array([0.7, 0.3]), np.array([0.5, 0.5]), cost) == pytest.approx(0.2 * 5)


def test_states_that_nothing_leaves_are_apart_for_all_periods_to_come():
    cost = np.tile(1.0 - np.eye(2), (4, 1, 1))

    distance = separation(Chain("war", ("on", "off"), {}), cost)

    assert distance[:, 0, 1].tolist() == distance[:, 1, 0].tolist() == [4, 3, 2, 1]
    assert not distance[:, [0, 1], [0, 1]].any()


def test_states_that_lead_to_the_same_are_apart_until_the_move_only():
    cost = np.tile(1.0 - np.eye(2), (4, 1, 1))
    same = np.array([[0.5, 0.5], [0.5, 0.5]])
    partly = np.array([[0.9, 0.1], [0.3, 0.7]])  # 0.6 of the mass has to move

    assert separation(Chain("w", ("a", "b"), {2: same}), cost)[0, 0, 1] == 2
    assert separation(Chain("w", ("a", "b"), {2: partly}), cost)[0, 0, 1] == pytest.approx(
        2 + 0.6 * 2
    )


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 1000))
def test_separation_is_a_metric(seed):
    rng = np.random.default_rng(seed)
    moves = {t: rng.dirichlet(np.ones(3), size=3) for t in (1, 3)}
    distance = separation(Chain("w", ("a", "b", "c"), moves), np.tile(1.0 - np.eye(3), (5, 1, 1)))

    assert np.allclose(distance, distance.transpose(0, 2, 1))
    around = distance[:, :, :, None] + distance[:, None, :, :]  # i to k by way of j
    assert (distance[:, :, None, :] <= around + 1e-12).all()


def test_a_driver_without_effects_counts_each_period_in_another_state_as_one(make_study):
    study = make_study(WAR)

    assert contrast(study, chains(study)[0]).tolist() == [[[0, 1], [1, 0]]] * 3


def test_contrast_is_the_mean_relative_difference_of_the_rows(make_study):
    study = make_study(WAR, [effect(where="line=A", value=0.5)], lines=LINES)

    # |10 - 5| / (10 + 5) on line A, nothing on line B, and 0.01 for being another state
    assert contrast(study, chains(study)[0])[0, 0, 1] == pytest.approx((1 / 3 + 0) / 2 + 0.01)


def test_columns_add_up_and_count_only_while_the_effect_lasts(make_study):
    effects = [
        effect(value=0.5) | {"from": date(2028, 1, 1)},
        effect(column="unit_cost", operation="set", value=1.0),
    ]
    study = make_study(WAR, effects, lines=LINES)

    # unit_cost: 0 → 1 is a relative difference of 1, 1 → 1 none: mean 1/2
    assert contrast(study, chains(study)[0])[:, 0, 1] == pytest.approx([0.51, 0.51, 0.51 + 1 / 3])


def test_effects_of_other_drivers_do_not_count(make_study):
    study = make_study(WAR, [effect(driver="weather", value=0.5)], lines=LINES)

    assert contrast(study, chains(study)[0])[0, 0, 1] == 1
