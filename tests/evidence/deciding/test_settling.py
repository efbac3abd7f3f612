"""A decision and its cells are written together or not at all."""

from __future__ import annotations

import pytest
from tests.evidence.deciding.test_accepting import aim, claim, evidence

from offtake.evidence.deciding.accepting import accept
from offtake.evidence.deciding.ranging import set_range
from offtake.evidence.deciding.store import folder_of
from offtake.evidence.deciding.undoing import undo

CAPEX = aim("projects", "project=new motor line", "capex")


def tables(study):
    return {p.name: p.read_bytes() for p in study.glob("*.csv")}


def unwritable(study):
    """A log of decisions that cannot be written, whoever runs the test."""
    (folder_of(study) / "decisions.csv").unlink(missing_ok=True)
    (folder_of(study) / "decisions.csv").mkdir()


def test_without_a_log_no_cell_changes(study):
    money, before = claim(study, "ledger.html", "€18 million"), tables(study)
    unwritable(study)
    with pytest.raises(OSError, match=r"decisions\.csv"):
        accept(study, evidence(study), money, CAPEX)
    assert tables(study) == before


def test_nor_is_a_table_made_that_was_not_there(study):
    (study / "changes.csv").unlink()
    money, before = claim(study, "ledger.html", "€18 million"), tables(study)
    unwritable(study)
    with pytest.raises(OSError, match=r"decisions\.csv"):
        accept(study, evidence(study), money, aim("projects", "project=new motor line", "capex", policy="dear"))  # fmt: skip
    assert tables(study) == before


def test_a_range_and_what_is_taken_back_hold_to_it_too(study):
    ends = [claim(study, "herald.txt", "80 pumps a year"), claim(study, "ledger.html", "95 pumps a year")]  # fmt: skip
    money = claim(study, "ledger.html", "€18 million")
    accept(study, evidence(study), money, CAPEX)
    kept, before = evidence(study), tables(study)
    unwritable(study)
    with pytest.raises(OSError, match=r"decisions\.csv"):
        set_range(study, kept, ends, aim("lines", "line=pump hall", "capacity", publisher="Herald"), "speed", 0.5)  # fmt: skip
    assert tables(study) == before
    with pytest.raises(OSError, match=r"decisions\.csv"):
        undo(study, kept, money, "2026-01-02")
    assert tables(study) == before
