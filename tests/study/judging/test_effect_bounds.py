"""Effects are held to the bounds of the columns on which they act, alone and together."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from offtake.errors import StudyError
from offtake.uncertainty.effects import node_values
from offtake.uncertainty.reduction.build import build_tree

DAY = date(2027, 1, 1)


def driver(name: str, chance: float = 0.5) -> list[dict[str, object]]:
    """On at first; off from 2027 on with the chance."""
    moves = (("on", 1 - chance), ("off", chance))
    return [
        {"driver": name, "date": DAY, "state": "on", "next": state, "probability": p}
        for state, p in moves
    ]


def effect(operation: str, value: float, **cells: object) -> dict[str, object]:
    base = {"driver": "war", "state": "off", "table": "lines", "column": "capacity"}
    return {**base, "operation": operation, "value": value, **cells}


@pytest.fixture
def faults(study):
    """What the door says of effects on a line of capacity 10 and reliability 0.5, drivers war and law."""

    def look(*effects: dict[str, object], chance: float = 0.5, **tables: object) -> list[str]:
        line = {"line": "old", "producer": "maker", "product": "good", "capacity": 10, "unit_cost": 2, "reliability": 0.5}  # fmt: skip
        given = {
            "lines": [line],
            "drivers": [{"driver": name, "initial": "on"} for name in ("war", "law")],
            "driver_states": [*driver("war", chance), *driver("law")],
            "driver_effects": list(effects),
        }
        try:
            study(periods=3, **{**given, **tables})
        except StudyError as error:
            return [str(fault) for fault in error.faults]
        return []

    return look


def test_an_effect_that_leaves_the_bounds_is_refused_at_its_cell(faults):
    assert faults(effect("add", -11)) == [
        "E104  driver_effects.value[0]  value: add -11 makes lines.capacity of old -1 from 2027 on, "
        "below the minimum 0 unit/year"
    ]
    assert faults(effect("add", -10)) == []
    assert faults(effect("scale", -1)) != []
    assert "above the maximum 1 share" in faults(effect("scale", 2.5, column="reliability"))[0]


def test_effects_that_leave_the_bounds_together_are_told_with_the_future(faults):
    """0.5 + 0.3 is a share, and so is 0.5 + 0.25; 0.5 + 0.3 + 0.25 is none."""
    more = effect("add", 0.3, column="reliability")
    other = effect("add", 0.25, column="reliability", driver="law")
    assert faults(more) == faults(other) == []
    assert faults(more, other) == [
        "E104  driver_effects.value[1]  value: where war off and law off meet, 2 effects together make "
        "lines.reliability of old 1.05 from 2027 on, above the maximum 1 share"
    ]


def test_effects_that_never_meet_are_not_added_up(faults):
    less = effect("add", -6)
    assert faults(less, effect("add", -6, state="on")) == []  # one driver is in one state at a time
    assert faults({**less, "to": date(2027, 12, 31)}, {**less, "from": date(2028, 1, 1)}) == []
    assert faults(less, {**less, "from": date(2028, 1, 1)}) != []


def test_effects_count_in_the_order_of_the_table(faults):
    """20 less 15 is 5; 10 less 15 is nothing that a line can have, even if 20 is set next."""
    here = {"where": "line=old"}
    assert faults(effect("set", 20), effect("add", -15, **here)) == []
    assert faults(effect("add", -15), effect("set", 20, **here)) == []
    assert faults(effect("set", 20), effect("add", -25, **here)) != []


def test_a_state_that_is_never_reached_does_no_harm(faults):
    assert faults(effect("add", -11), chance=0.0) == []
    assert faults(effect("add", -11), chance=1.0) != []


def test_a_need_counts_in_its_own_period_alone(faults):
    """The need of 2026 is over when the effect begins; that of 2028 is not."""
    need = {"buyer": "state", "product": "good", "kind": "stock", "value": 9}
    less = effect("add", -5, table="requirements", column="quantity")
    first, last = ({**need, "period": p, "quantity": 3} for p in ("2026", "2028"))
    assert faults(less, requirements=[first]) == []
    assert "requirements.quantity of state, good, stock, 2028 -2" in "".join(
        faults(less, requirements=[first, last])
    )


def test_shares_that_make_up_one_are_one(study):
    """0.33 + 0.56 + 0.11 is a little more than 1 in binary numbers."""
    made = study(
        periods=2,
        lines=[{"line": "old", "producer": "maker", "product": "good", "capacity": 10, "unit_cost": 2, "reliability": 0.33}],
        drivers=[{"driver": "war", "initial": "on"}],
        driver_states=driver("war", 1.0),
        driver_effects=[effect("add", part, column="reliability", **{"from": day}) for part, day in ((0.56, None), (0.11, DAY))],
    )  # fmt: skip
    values = node_values(made, made.lines, "lines", "reliability", build_tree(made))
    assert np.max(values) == 1.0
