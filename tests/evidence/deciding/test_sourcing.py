"""The row of `sources` that a claim's article has, and what the row of the figure says of it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.evidence.deciding.test_accepting import aim, claim, evidence

from offtake.errors import UsageError
from offtake.evidence.deciding.cells import sheet
from offtake.evidence.deciding.sourcing import Given, dates_of, provenance_with, sources_of
from offtake.study.reading.read import read_study

CAPEX = ("projects", "project=new motor line", "capex")


@pytest.fixture
def money(study):
    return claim(study, "ledger.html", "€18 million")


@pytest.fixture
def ledger(study, money):
    return evidence(study).document(money)


def test_an_article_that_is_new_gets_a_row_and_one_that_is_there_none(study, ledger):
    names, texts = sources_of(study, [ledger, ledger], aim(*CAPEX))
    assert names == {ledger.id: "pump-ledger-2025-12-02"}
    assert len(texts["sources"].rows) == len(sheet(study, "sources").rows) + 1
    (study / "sources.csv").write_text(texts["sources"].text, encoding="utf-8")
    assert sources_of(study, [ledger], aim(*CAPEX, grade="")) == (names, {})


def test_a_source_that_the_user_names_is_taken_and_a_new_one_has_that_name(study, ledger):
    assert sources_of(study, [ledger], aim(*CAPEX, source="yearbook")) == ({ledger.id: "yearbook"}, {})  # fmt: skip
    names, texts = sources_of(study, [ledger], aim(*CAPEX, source="mine"))
    assert (names[ledger.id], texts["sources"].cell(-1, "source")) == ("mine", "mine")


def test_what_a_new_source_lacks_is_asked_for_at_once(study):
    herald = evidence(study).document(claim(study, "herald.txt", "36 pumps"))
    with pytest.raises(UsageError, match=r"herald.txt is not among the study's sources yet; give --grade A, B, C or D and --publisher NAME"):  # fmt: skip
        sources_of(study, [herald], aim(*CAPEX, grade=""))


def test_an_article_is_of_the_day_that_its_source_says(study, ledger):
    assert dates_of(study, [ledger], aim(*CAPEX)) == [("ledger.html", "2025-12-02")]
    assert dates_of(study, [ledger], aim(*CAPEX, source="yearbook")) == [("ledger.html", "2025-12")]


def test_two_articles_of_one_name_have_a_day_each(study, ledger):
    other = replace(ledger, id="0" * 64, heading=replace(ledger.heading, published="2026-02-01"))
    days = [("ledger.html", "2026-02-01"), ("ledger.html", "2025-12-02")]
    assert dates_of(study, [other, ledger], aim(*CAPEX)) == days
    assert dates_of(study, [ledger, other], aim(*CAPEX)) == days[::-1]


def test_the_other_figures_of_the_row_stay_judgements_with_their_reason(study, money):
    target = sheet(study, "projects")
    row = target.meant("project=new motor line")
    own = provenance_with(target, row, [Given("capex", money, "18")], "projects", "ledger", read_study(study))  # fmt: skip
    assert own["source"] == "ledger"
    assert own["note"].startswith("assumed: ")
    assert "capex" not in own["note"].split("(")[0]
    assert f"capex: claim {money.id} (18)" in own["note"]
