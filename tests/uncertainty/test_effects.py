"""Figures at the nodes: where an effect applies, when, and in which order effects combine."""

from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd
import pytest

from offtake.errors import StudyError, UsageError
from offtake.uncertainty.effects import node_values
from offtake.uncertainty.reveal import mean_tree
from offtake.uncertainty.tree import ScenarioTree

LINES = pd.DataFrame({"line": ["A", "B"], "capacity": [10.0, 20.0]})
# One node in 2026; war on or off in 2027, and in 2028 as in 2027.
TREE = ScenarioTree(
    np.array([-1, 0, 0, 1, 2]),
    np.array([0, 1, 1, 2, 2]),
    np.array([1.0, 0.6, 0.4, 0.6, 0.4]),
    ("war",),
    (("on", "off"),),
    np.array([[0], [0], [1], [0], [1]]),
)


def effect(**columns: object) -> dict[str, object]:
    return {"driver": "war", "state": "off", "table": "lines", "column": "capacity"} | columns


def capacity(make_study, *effects):
    study = make_study(effects=effects, lines=LINES)
    return node_values(study, LINES, "lines", "capacity", TREE)


def test_without_effects_every_node_has_the_table_s_figures(make_study):
    values = capacity(make_study, effect(column="unit_cost", value=9), effect(table="x", value=9))

    assert values.tolist() == [[10, 20]] * 5


def test_an_effect_holds_at_the_nodes_of_its_state_and_on_the_rows_it_means(make_study):
    values = capacity(make_study, effect(where="line=B", value=0.5))

    assert values.tolist() == [[10, 20], [10, 20], [10, 10], [10, 20], [10, 10]]


@pytest.mark.parametrize(("operation", "expected"), [("set", 4), ("scale", 40), ("add", 14)])
def test_an_effect_sets_scales_or_adds(make_study, operation, expected):
    values = capacity(make_study, effect(where="line=A", operation=operation, value=4))

    assert values[:, 0].tolist() == [10, 10, expected, 10, expected]


def test_effects_combine_in_the_order_of_the_table(make_study):
    double, add = effect(operation="scale", value=2), effect(operation="add", value=1)

    assert capacity(make_study, double, add)[2].tolist() == [21, 41]
    assert capacity(make_study, add, double)[2].tolist() == [22, 42]


@pytest.mark.parametrize(
    ("first", "last", "in_2027", "in_2028"),
    [
        (None, date(2027, 12, 31), 5, 10),
        (None, date(2027, 1, 1), 5, 10),
        (date(2027, 1, 2), None, 10, 5),  # the year 2027 starts the day before
        (date(2027, 1, 1), date(2028, 1, 1), 5, 5),
        (date(2028, 1, 2), None, 10, 10),
    ],
)
def test_an_effect_holds_in_periods_whose_first_day_lies_in_its_window(
    make_study, first, last, in_2027, in_2028
):
    values = capacity(make_study, effect(value=0.5) | {"from": first, "to": last})

    assert values[[2, 4], 0].tolist() == [in_2027, in_2028]


def test_on_the_mean_tree_figures_are_the_expected_ones(make_study):
    study = make_study(effects=[effect(value=0.5)], lines=LINES)

    values = node_values(study, LINES, "lines", "capacity", mean_tree(TREE))

    # 0.6 · 10 + 0.4 · 5 = 8, twice that for line B
    assert np.allclose(values, [[10, 20], [8, 16], [8, 16]])


def test_figures_cannot_be_written_to(make_study):
    for values in (capacity(make_study), capacity(make_study, effect(value=2))):
        with pytest.raises(ValueError, match="read-only"):
            values[0, 0] = 1.0


def test_an_effect_of_a_driver_or_state_that_the_tree_lacks_is_refused(make_study):
    with pytest.raises(UsageError, match="driver weather, which the scenario tree does not hold"):
        capacity(make_study, effect(driver="weather", value=2))
    with pytest.raises(UsageError, match="state paused of driver war, which is none of on, off"):
        capacity(make_study, effect(state="paused", value=2))


def test_an_effect_on_a_list_of_numbers_is_refused(make_study):
    projects = pd.DataFrame({"ramp": [(0.5, 1.0)]})

    with pytest.raises(StudyError, match="column ramp of projects holds lists of numbers"):
        node_values(make_study(), projects, "projects", "ramp", TREE)


def test_what_is_set_is_scaled_and_then_added_to_whatever_order_it_is_written_in(study):
    rows = [
        {"driver": "war", "state": "on", "table": "lines", "where": where, "column": "capacity", "operation": op, "value": value}
        for op, value, where in (("add", 3, ""), ("scale", 2, "line=old"), ("set", 5, "product=good"))
    ]  # fmt: skip
    written = study(drivers=[{"driver": "war", "initial": "on"}], driver_effects=rows)
    tree = ScenarioTree(
        np.array([-1]), np.array([0]), np.ones(1), ("war",), (("on",),), np.zeros((1, 1), np.int64)
    )

    # 5 · 2 + 3
    assert node_values(written, written.lines, "lines", "capacity", tree).tolist() == [[13.0]]
