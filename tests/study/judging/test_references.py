"""Names that other tables must bear: the cell, or the one name that everybody misses."""

from __future__ import annotations

import pytest

from offtake.errors import StudyError

LINE = {"line": "old", "producer": "maker", "product": "good", "capacity": 10, "unit_cost": 2}


def faults(study, **tables):
    with pytest.raises(StudyError) as refused:
        study(**tables)
    return [(f.code, f.cell, f.message) for f in refused.value.faults]


def test_a_slip_in_one_cell_is_told_there_with_the_name_that_is_near(study):
    two = [LINE, {**LINE, "line": "new", "producer": "makr"}]
    assert faults(study, lines=two) == [
        ("E110", "lines.producer[1]", "producer: 'makr' is not in table 'producers'; did you mean 'maker'?")
    ]  # fmt: skip


def test_a_name_that_all_cells_miss_is_the_fault_itself(study):
    two = [{**LINE, "producer": "smith"}, {**LINE, "line": "new", "producer": "smith"}]
    (one,) = faults(study, lines=two, prices=[])
    assert one[:2] == ("E110", "producers.producer[0]")
    assert "no cell names 'maker', and 2 cells name 'smith'" in one[2]


def test_a_table_that_is_left_out_is_told_once(study):
    moves = [
        {"driver": "war", "date": "2027-01-01", "state": "on", "next": n, "probability": 0.5}
        for n in ("on", "off")
    ]
    (one,) = faults(study, driver_states=moves)
    assert one[0] == "E110"
    assert "as do 1 other cells, but that table is missing or empty" in one[2]
