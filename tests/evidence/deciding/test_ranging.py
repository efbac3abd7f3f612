"""Two ends of a range: which is which, one driver a cell, and how many futures there are then."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.evidence.deciding.test_accepting import aim, claim, evidence, row

from offtake.errors import UsageError
from offtake.evidence.audit.figures import counted_twice
from offtake.evidence.deciding.ranging import set_range
from offtake.evidence.deciding.undoing import undo
from offtake.study.reading.read import read_study

HALL = aim("lines", "line=pump hall", "capacity", publisher="Herald")


@pytest.fixture
def ends(study):
    return [claim(study, "herald.txt", "80 pumps a year"), claim(study, "ledger.html", "95 pumps a year")]  # fmt: skip


def test_the_study_says_how_many_futures_it_has_and_from_when_the_driver_moves(study, ends):
    """Toy has 2 x 2 x 2 futures and keeps 8; two more states make 16, known in its second half-year."""
    said = set_range(study, evidence(study), ends, HALL, "hall speed", 0.6)
    assert "moves on 2026-07-01; before that 80 holds" in said
    assert "now has 16 futures and keeps 8" in said
    assert "--leaves 16" in said


def test_a_second_driver_on_one_cell_is_refused_and_gone_with_undo(study, ends):
    before = {p.name: p.read_bytes() for p in study.glob("driver*.csv")}
    set_range(study, evidence(study), ends, HALL, "hall speed", 0.6)
    with pytest.raises(UsageError, match="'hall speed' sets capacity of that row already"):
        set_range(study, evidence(study), ends, HALL, "another", 0.5)
    assert undo(study, evidence(study), ends[0], "2026-01-02") == ["driver hall speed is gone: lines.capacity = 80 where line=pump hall holds in every future again"]  # fmt: skip
    assert {p.name: p.read_bytes() for p in study.glob("driver*.csv")} == before
    assert [d.decision for d in evidence(study).decisions] == ["range", "range", "undone", "undone"]


def test_ends_of_a_table_with_low_and_high_come_back_together(study, ends):
    before = row(study, "rivals", "Elsewhere")
    rivals = aim("rivals", "rival=Elsewhere;year=2026", "central", publisher="Herald")
    set_range(study, evidence(study), ends, rivals, "", 0.5)
    assert "accepted already" in set_range(study, evidence(study), ends, rivals, "", 0.5)
    undo(study, evidence(study), ends[1], "2026-01-02")
    assert row(study, "rivals", "Elsewhere") == before


@pytest.mark.parametrize(("value", "says"), [("99;77", "swapped"), ("80;80", "both ends are 80")])
def test_ends_that_are_swapped_or_alike_are_refused(study, ends, value, says):
    with pytest.raises(UsageError, match=says):
        set_range(study, evidence(study), ends, replace(HALL, value=value), "hall speed", 0.5)
    with pytest.raises(UsageError, match=says):
        set_range(study, evidence(study), ends[:1], replace(HALL, value=value), "hall speed", 0.5)


def test_two_readings_of_what_stands_today_are_not_counted_twice(study, ends):
    had = list(counted_twice(read_study(study)))
    set_range(study, evidence(study), ends, HALL, "hall speed", 0.6)
    assert list(counted_twice(read_study(study))) == had
