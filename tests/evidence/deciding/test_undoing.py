"""What is taken back, what was changed by hand, and what the user said himself."""

from __future__ import annotations

import csv
from dataclasses import replace

import pytest
from tests.evidence.deciding.test_accepting import aim, claim, evidence, row, stale

from offtake.errors import UsageError
from offtake.evidence.deciding.accepting import accept, reject
from offtake.evidence.deciding.resting import resting
from offtake.evidence.deciding.stale import by_hand
from offtake.evidence.deciding.store import standing
from offtake.evidence.deciding.undoing import undo
from offtake.results.behind.sentences import sentences_behind
from offtake.study.reading.read import read_study

MOTOR = aim("projects", "project=new motor line", "capex")


@pytest.fixture
def money(study):
    return claim(study, "ledger.html", "€18 million")


def by_hand_in(study):
    return [s.kind for s in by_hand(resting(study, read_study(study), evidence(study)))]


def behind(study):
    read = read_study(study)
    wanted = read.projects.assign(table="projects", key=read.projects["project"])[["table", "key"]]
    return sentences_behind(read, wanted, "")


def test_the_former_figure_with_its_source_and_note_stands_again(study, money):
    before = row(study, "projects", "new motor line")
    accept(study, evidence(study), money, MOTOR)
    assert undo(study, evidence(study), money, "2026-01-02") == ["projects, new motor line, capex = 15 (was 18)"]  # fmt: skip
    assert row(study, "projects", "new motor line") == before
    assert [d.decision for d in evidence(study).decisions] == ["accepted", "undone"]
    with pytest.raises(UsageError, match="nothing in toy rests on"):
        undo(study, evidence(study), money, "2026-01-03")


def test_an_edit_of_a_policy_is_gone_and_the_others_stay(study, money):
    before = (study / "changes.csv").read_bytes()
    accept(study, evidence(study), money, aim("projects", "project=new motor line", "capex", policy="dear"))  # fmt: skip
    undo(study, evidence(study), money, "2026-01-02")
    assert (study / "changes.csv").read_bytes() == before


def test_a_figure_changed_by_hand_is_told_and_has_no_words_and_is_not_put_back(study, money):
    accept(study, evidence(study), money, MOTOR)
    assert (by_hand_in(study), behind(study)["value"].tolist()) == ([], ["18"])
    path = study / "projects.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("new,60,18,", "new,60,21,"), encoding="utf-8")  # fmt: skip
    assert (by_hand_in(study), behind(study)["value"].tolist()) == (["edited"], [])
    with pytest.raises(UsageError, match=r"capex = 21, where claim .* gave 18"):
        undo(study, evidence(study), money, "2026-01-02")


def test_a_figure_whose_claim_was_rejected_since_is_stale(study, money):
    accept(study, evidence(study), money, MOTOR)
    reject(evidence(study), [money], "a guess", "2026-01-02")
    assert stale(study) == [("rejected", "capex")]
    undo(study, evidence(study), money, "2026-01-03")
    assert stale(study) == []


def test_the_same_claim_again_writes_nothing(study, money):
    accept(study, evidence(study), money, MOTOR)
    assert "accepted already" in accept(study, evidence(study), money, MOTOR)
    assert len(evidence(study).decisions) == 1


def test_a_claim_read_in_another_way_is_refused_where_it_stands_and_named(study, money):
    accept(study, evidence(study), money, MOTOR)
    for more in ({"kind": "money"}, {"value": "17"}, {"value": "17", "kind": "money"}):
        with pytest.raises(UsageError, match=rf"{money.id} stands in projects.capex = 18 already since 2026-01-01 \(because\); 'offtake evidence undo {money.id}"):  # fmt: skip
            accept(study, evidence(study), money, aim("projects", "project=new motor line", "capex", **more))  # fmt: skip
    assert len(evidence(study).decisions) == 1
    undo(study, evidence(study), money, "2026-01-02")
    accept(study, evidence(study), money, aim("projects", "project=new motor line", "capex", kind="money"))  # fmt: skip
    assert evidence(study).decisions[-1].said == "kind said by the user: money, not target"


def test_so_it_is_in_a_policy(study, money):
    dear = {"table": "projects", "where": "project=new motor line", "column": "capex", "policy": "dear"}  # fmt: skip
    accept(study, evidence(study), money, aim(**dear))
    with pytest.raises(UsageError, match=r"stands in changes.value = 18 already"):
        accept(study, evidence(study), money, aim(**dear, kind="money"))
    accept(study, evidence(study), money, aim(**{**dear, "policy": "dearer"}))
    assert len(evidence(study).decisions) == 2


def test_a_claim_goes_in_again_where_its_figure_was_changed_by_hand(study, money):
    accept(study, evidence(study), money, MOTOR)
    path = study / "projects.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("new,60,18,", "new,60,21,"), encoding="utf-8")  # fmt: skip
    accept(study, evidence(study), money, MOTOR)
    assert row(study, "projects", "new motor line")["capex"] == "18"


def test_two_decisions_on_one_claim_and_cell_are_taken_back_together(study, money, monkeypatch):
    """As a log of before has them, when the second was not refused."""
    before = row(study, "projects", "new motor line")
    monkeypatch.setattr("offtake.evidence.deciding.accepting.refuse_standing", lambda *_: None)
    accept(study, evidence(study), money, MOTOR)
    accept(study, evidence(study), money, aim("projects", "project=new motor line", "capex", kind="money"))  # fmt: skip
    assert undo(study, evidence(study), money, "2026-01-02") == ["projects, new motor line, capex = 15 (was 18)"]  # fmt: skip
    assert row(study, "projects", "new motor line") == before
    assert standing(evidence(study).decisions) == {}


def test_under_another_claim_the_one_to_take_back_first_is_named(study):
    one, other = claim(study, "ledger.html", "95 pumps a year"), claim(study, "herald.txt", "80 pumps a year")  # fmt: skip
    hall = aim("lines", "line=pump hall", "capacity", publisher="Herald")
    accept(study, evidence(study), one, hall)
    accept(study, evidence(study), other, hall)
    with pytest.raises(UsageError, match=rf"rests on claim {one.id}; lines, pump hall, capacity = 80, which claim {other.id} gave since: .*undo {other.id}"):  # fmt: skip
        undo(study, evidence(study), one, "2026-01-02")
    undo(study, evidence(study), other, "2026-01-02")
    assert undo(study, evidence(study), one, "2026-01-02") == ["lines, pump hall, capacity = 80 (was 95)"]  # fmt: skip


def test_what_the_user_says_instead_of_the_claim_is_marked_everywhere(study, money):
    said = accept(study, evidence(study), money, aim("projects", "project=new motor line", "capex", value="17", kind="money"))  # fmt: skip
    mark = "value said by the user: 17, kind said by the user: money, not target"
    assert mark in said
    assert f"capex: claim {money.id} ({mark}) “" in row(study, "projects", "new motor line")["note"]
    assert evidence(study).decisions[0].said == mark
    assert behind(study)["said"].tolist() == [mark]


def test_a_value_that_is_the_claims_own_is_no_word_of_the_user(study, money):
    accept(study, evidence(study), money, aim("projects", "project=new motor line", "capex", value="18.0"))  # fmt: skip
    assert evidence(study).decisions[0].said == ""


@pytest.mark.parametrize("column", ["source", "note", "kind", "price_year"])
def test_a_column_without_figures_takes_no_claim(study, money, column):
    with pytest.raises(UsageError, match="holds no figure"):
        accept(study, evidence(study), money, aim("projects", "project=new motor line", column, value="2026"))  # fmt: skip


def test_a_row_that_is_not_there_is_looked_for_by_its_name(study, money):
    with pytest.raises(UsageError, match="did you mean 'new motor line'"):
        accept(study, evidence(study), money, aim("projects", "project=new motr line", "capex"))


def elsewhere(study, column="central"):
    """What the rival can make, year by year."""
    with (study / "rivals.csv").open(encoding="utf-8", newline="") as file:
        return [r[column] for r in csv.DictReader(file)]


def year(n, **more):
    return aim("rivals", f"year={n}", "central", **more)


@pytest.mark.parametrize("years", [(2026, 2027), (2027, 2026)])
def test_two_rows_of_one_claim_and_one_note_have_each_its_own_figure_back(study, years):
    before = (study / "rivals.csv").read_bytes()
    told = claim(study, "ledger.html", "95 pumps a year")
    for n in years:
        accept(study, evidence(study), told, year(n))
    notes = elsewhere(study, "note")
    assert (elsewhere(study), notes[0] == notes[1]) == (["95", "95", "100", "110"], True)
    undo(study, evidence(study), told, "2026-01-02")
    assert elsewhere(study) == ["80", "90", "100", "110"]
    assert (study / "rivals.csv").read_bytes() == before
    assert standing(evidence(study).decisions) == {}


def test_a_row_that_was_meant_by_its_former_figure_is_found_again(study):
    told = claim(study, "ledger.html", "95 pumps a year")
    accept(study, evidence(study), told, aim("rivals", "central=90", "central"))
    accept(study, evidence(study), told, year(2026))
    undo(study, evidence(study), told, "2026-01-02")
    assert elsewhere(study) == ["80", "90", "100", "110"]


def test_what_was_written_by_hand_between_two_decisions_stands_again(study, money):
    accept(study, evidence(study), money, MOTOR)
    path = study / "projects.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("new,60,18,", "new,60,21,"), encoding="utf-8")  # fmt: skip
    by_hand_before = row(study, "projects", "new motor line")
    accept(study, evidence(study), money, MOTOR)
    assert undo(study, evidence(study), money, "2026-01-02") == ["projects, new motor line, capex = 21 (was 18)"]  # fmt: skip
    assert row(study, "projects", "new motor line") == by_hand_before
    assert standing(evidence(study).decisions)[money.id] == evidence(study).decisions[0]


def test_two_edits_of_a_policy_with_one_claim_are_both_taken_back(study, money):
    for project in ("new motor line", "smart line"):
        accept(study, evidence(study), money, aim("projects", f"project={project}", "capex", policy="dear"))  # fmt: skip
    undo(study, evidence(study), money, "2026-01-02")
    assert standing(evidence(study).decisions) == {}


def test_a_refusal_names_the_decision_on_that_very_cell(study):
    told = claim(study, "ledger.html", "95 pumps a year")
    for n in (2026, 2027):
        accept(study, evidence(study), told, replace(year(n), reason=f"for {n}"))
    reject(evidence(study), [told], "in doubt", "2026-01-03")
    for n in (2026, 2027):
        with pytest.raises(UsageError, match=rf"since 2026-01-01 \(for {n}\)"):
            accept(study, evidence(study), told, year(n, value="96"))


def test_an_edit_of_a_policy_is_one_in_whatever_words_its_row_is_meant(study, money):
    where = ("project=new motor line", "line=motor annex", "project=new motor line;line=motor annex")  # fmt: skip
    accept(study, evidence(study), money, aim("projects", where[0], "capex", policy="dear"))
    for other in where[1:]:
        assert "accepted already" in accept(study, evidence(study), money, aim("projects", other, "capex", policy="dear"))  # fmt: skip
        with pytest.raises(UsageError, match=r"stands in changes.value = 18 already"):
            accept(study, evidence(study), money, aim("projects", other, "capex", policy="dear", kind="money"))  # fmt: skip
    assert len(evidence(study).decisions) == 1
