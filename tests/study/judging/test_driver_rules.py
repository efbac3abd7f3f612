"""Drivers: states that are known, probabilities that sum to 1, effects that hit something."""

from __future__ import annotations

import pytest

from offtake.errors import StudyError

DRIVER = {"driver": "war", "initial": "on"}
MOVE = {"driver": "war", "date": "2027-01-01", "state": "on", "next": "off", "probability": 0.5}
STAY = {**MOVE, "next": "on"}
EFFECT = {
    "driver": "war", "state": "off", "table": "lines", "column": "capacity", "operation": "scale", "value": 0.5,
}  # fmt: skip


def drivers(**changed):
    return {
        "drivers": [DRIVER],
        "driver_states": [MOVE, STAY],
        "driver_effects": [EFFECT],
        **changed,
    }


def test_a_driver_that_hangs_together_is_taken(study):
    assert len(study(**drivers()).driver_effects) == 1


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"drivers": [{**DRIVER, "initial": "onn"}]}, r"E115 .*'onn' is not a state .*mean 'on'"),
        ({"driver_states": [MOVE, {**STAY, "probability": 0.4}]}, r"E116 .*from state 'on' sum to 0.9;"),
        ({"driver_states": [MOVE, STAY, {**MOVE, "state": "of", "probability": 1.0}]}, r"E115 .*'of' is not a state"),
        ({"driver_effects": [{**EFFECT, "state": "over"}]}, r"E115 .*state: 'over' is not a state"),
        ({"driver_effects": [{**EFFECT, "table": "line"}]}, r"E117 .*'line' is not a table .*mean 'lines'"),
        ({"driver_effects": [{**EFFECT, "column": "site"}]}, r"E117 .*'site' is not a column .*can be changed"),
        ({"driver_effects": [{**EFFECT, "where": "line=gone"}]}, r"E117 .*no row of table 'lines' is meant"),
        ({"driver_effects": [{**EFFECT, "operation": "set", "value": -1}]}, r"E104 .*-1 for lines.capacity is below"),
        ({"driver_effects": [{**EFFECT, "operation": "add", "value": -11}]}, r"E104 .*add -11 makes lines.capacity of old -1"),
    ],
)  # fmt: skip
def test_what_does_not_is_refused_at_its_cell(study, changed, said):
    with pytest.raises(StudyError, match=said):
        study(**drivers(**changed))
