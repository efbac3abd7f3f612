"""How far states lie apart: by hand, and against independent formulations."""

from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from offtake.study.reading.assemble import study_from_frames
from offtake.study.study import Study
from offtake.uncertainty.drivers import Chain
from offtake.uncertainty.reduction.separation import contrasts, separation, transport

DAY = date(2027, 1, 1)
WAR = [("war", DAY, "on", "on", 0.6), ("war", DAY, "on", "off", 0.4)]
WEATHER = [("weather", DAY, "fair", "fair", 0.6), ("weather", DAY, "fair", "bad", 0.4)]
LINES = pd.DataFrame(
    {
        "line": ["A", "B"],
        "producer": "firm",
        "product": "good",
        "capacity": [10.0, 20.0],
        "unit_cost": 1.0,
    }
)


@pytest.fixture
def two_lines():
    """two_lines(*effects, **tables): a firm with lines A and B, a buyer, years 2026 to 2028, drivers war and weather."""

    def make(*effects: dict[str, object], **tables: pd.DataFrame) -> Study:
        moves = pd.DataFrame(
            WAR + WEATHER, columns=["driver", "date", "state", "next", "probability"]
        )
        needs = {"buyer": "b", "product": "good", "period": ["2026", "2027", "2028"]}
        frames = {
            "products": pd.DataFrame({"product": ["good", "part"], "unit": "goods"}),
            "producers": pd.DataFrame({"producer": ["firm"], "cost_of_capital": [0.05]}),
            "projects": pd.DataFrame(
                columns=["project", "line", "kind", "adds", "capex", "build_time"]
            ),
            "buyers": pd.DataFrame({"buyer": ["b"], "discount_rate": [0.03]}),
            "requirements": pd.DataFrame(needs | {"quantity": 5.0, "kind": "flow", "value": 10.0}),
            "drivers": pd.DataFrame({"driver": ["war", "weather"], "initial": ["on", "fair"]}),
            "driver_states": moves,
            "driver_effects": pd.DataFrame(list(effects)),
            "lines": LINES,
        }
        settings = {"name": "s", "title": "s", "currency": "EUR", "price_year": 2026}
        settings |= {"start": date(2026, 1, 1), "period": "year", "periods": 3}
        return study_from_frames(settings, frames | tables)

    return make


def effect(**columns: object) -> dict[str, object]:
    return (
        {"driver": "war", "state": "off", "table": "lines", "column": "capacity"}
        | {"operation": "scale"}
        | columns
    )


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


def test_where_no_driver_has_effects_each_period_in_another_state_counts_as_one(make_study):
    study = make_study(WAR)

    assert contrasts(study)[0].tolist() == [[[0, 1], [1, 0]]] * 3


def test_contrast_is_the_share_of_what_is_there_by_which_two_states_differ(two_lines):
    study = two_lines(effect(where="line=A", value=0.5))

    # 10 + 20 a year, from 2027 on less 0.4 · 5 in expectation: 30, 28, 28; what differs is 5
    assert contrasts(study)[0][:, 0, 1] == pytest.approx([5 / (2 * 86 / 3) + 0.01] * 3)


def test_lines_weigh_by_what_their_goods_are_worth(two_lines):
    # line B makes parts at 3 that go into the goods of line A at 1: 10 · 1 and 20 · 3
    study = two_lines(
        effect(where="line=A", value=0.5),
        lines=LINES.assign(product=["good", "part"], unit_cost=[1.0, 3.0]),
        recipes=pd.DataFrame({"product": ["good"], "input": ["part"], "quantity": [2.0]}),
    )

    assert contrasts(study)[0][0, 0, 1] == pytest.approx(5 / (2 * (70 + 68 + 68) / 3) + 0.01)


def test_columns_add_up_and_count_only_while_the_effect_lasts(two_lines):
    study = two_lines(
        effect(value=0.5) | {"from": date(2028, 1, 1)},
        effect(column="unit_cost", where="line=A", operation="set", value=2.0),
    )

    # capacity: 30, 30 and 0.6 · 30 + 0.4 · 15 = 24, of which 15 may be missing in 2028;
    # unit cost of 10 and 20 goods a year: 30, and 0.6 · 30 + 0.4 · 40 = 34 twice, of which 10 is more
    dearer, fewer = 10 / (2 * 98 / 3), 15 / (2 * 84 / 3)
    assert contrasts(study)[0][:, 0, 1] == pytest.approx(
        [dearer + 0.01, dearer + 0.01, dearer + fewer + 0.01]
    )


def test_effects_of_other_drivers_do_not_count(two_lines):
    study = two_lines(effect(driver="weather", state="bad", value=0.5))

    assert contrasts(study)[0].shape == (3, 1, 1)  # its states do the same, nothing: they are one


def test_a_need_weighs_in_its_own_time_and_what_it_stands_for_as_long_as_it_stands(two_lines):
    needs = pd.DataFrame(
        {
            "buyer": ["b"] * 2,
            "product": ["good"] * 2,
            "period": ["2026", "2027"],
            "quantity": [30.0, 30.0],
            "kind": ["flow", "stock"],
            "value": [10.0, 10.0],
        }
    )
    half = effect(table="requirements", column="quantity", value=0.5)
    worth = effect(table="requirements", column="value", value=0.5)

    # quantity: 30 in 2026, and 0.6 · 30 + 0.4 · 15 = 24 in 2027; states differ by half
    apart = contrasts(two_lines(half, requirements=needs))[0][:, 0, 1] - 0.01
    assert apart == pytest.approx([15 / (2 * 54 / 3), 15 / (2 * 54 / 3), 0])
    # value: 300 in 2026, 0.8 · 300 in 2027 and 2028, where the stock still stands
    apart = contrasts(two_lines(worth, requirements=needs))[0][:, 0, 1] - 0.01
    assert apart == pytest.approx([150 / (2 * 780 / 3)] * 3)


def test_a_project_that_may_begin_twice_weighs_as_two_that_may_begin_once(two_lines):
    late = effect(table="projects", column="build_time", operation="add", value=1.0)
    one = {"line": "A", "kind": "new", "adds": 5.0, "capex": 1.0, "build_time": 1.0}
    other = one | {"line": "B", "build_time": 2.0, "project": "other"}

    def apart(*projects: dict[str, object]) -> float:
        return float(contrasts(two_lines(late, projects=pd.DataFrame(list(projects))))[0][0, 0, 1])

    twice = apart(one | {"project": "p", "limit": 2}, other)
    # a year later for 15 goods; in expectation they wait 20 years of output in 2026, and 0.4 · 15 more after
    assert twice == pytest.approx(15 / (2 * (20 + 26 + 26) / 3) + 0.01)
    halves = [one | {"project": name} for name in "pq"]
    never = one | {"project": "r", "latest": date(2025, 12, 31)}
    assert twice == pytest.approx(apart(*halves, other, never))
