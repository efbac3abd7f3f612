"""Articles of after a study's cut-off."""

from __future__ import annotations

import pytest
from tests.evidence.deciding.test_accepting import aim, claim, evidence, row

from offtake.errors import UsageError
from offtake.evidence.deciding.accepting import accept
from offtake.evidence.deciding.known import late
from offtake.evidence.deciding.ranging import set_range
from offtake.study.reading.read import read_study
from offtake.study.writing.write import write_study

CAPEX = aim("projects", "project=new motor line", "capex")


def cut(study, day):
    path = study / "study.toml"
    path.write_text(path.read_text(encoding="utf-8").replace("cut_off = 2025-12-31", f"cut_off = {day}"), encoding="utf-8")  # fmt: skip


@pytest.fixture
def money(study):
    """Of an article of 2 December 2025."""
    return claim(study, "ledger.html", "€18 million")


@pytest.mark.parametrize(("day", "refused"), [("2025-12-01", True), ("2025-12-02", False)])
def test_an_article_of_after_the_cut_off_is_told_with_its_date_and_the_cell(
    study, money, day, refused
):
    cut(study, day)
    before = {p.name: p.read_bytes() for p in study.glob("*.csv")}
    if not refused:
        accept(study, evidence(study), money, CAPEX)
        return
    with pytest.raises(UsageError) as error:
        accept(study, evidence(study), money, CAPEX)
    assert str(error.value).startswith(f"ledger.html is of 2025-12-02, after the study's cut_off, {day} (study.toml:cut_off)")  # fmt: skip
    assert str(error.value).endswith("or move cut_off there if the study is to know of it")
    assert {p.name: p.read_bytes() for p in study.glob("*.csv")} == before


def test_it_is_told_before_anything_else_is_asked(study, money):
    cut(study, "2025-12-01")
    with pytest.raises(UsageError, match="after the study's cut_off"):
        accept(study, evidence(study), money, aim("lines", "line=nowhere", "capacity", grade=""))


def test_a_range_is_refused_with_every_article_that_is_late(study):
    cut(study, "2025-12-01")
    ends = [claim(study, "herald.txt", "80 pumps a year"), claim(study, "ledger.html", "95 pumps a year")]  # fmt: skip
    with pytest.raises(UsageError, match=r"herald.txt is of 2025-12-04 and ledger.html is of 2025-12-02, after"):  # fmt: skip
        set_range(study, evidence(study), ends, aim("lines", "line=pump hall", "capacity"), "x", 0.5)  # fmt: skip


def test_history_may_rest_on_what_came_later(study):
    cut(study, "2025-12-01")
    made = claim(study, "herald.txt", "36 pumps")
    where = "measure=pumps delivered in the year;date=2025-12-31"
    accept(
        study, evidence(study), made, aim("history", where, "value", publisher="Herald", value="36")
    )
    assert evidence(study).decisions[0].value == "36"


def test_an_article_that_the_study_has_under_another_date_is_of_that_date(study, money):
    accept(study, evidence(study), money, CAPEX)
    path = study / "sources.csv"
    path.write_text(path.read_text(encoding="utf-8").replace(",2025-12-02,", ",2025-11-01,"), encoding="utf-8")  # fmt: skip
    cut(study, "2025-12-01")
    built = claim(study, "ledger.html", "14 months")
    accept(study, evidence(study), built, aim("projects", "project=second shift", "build_time", kind="statement"))  # fmt: skip
    assert row(study, "projects", "second shift")["source"] == "pump-ledger-2025-12-02"


def test_in_a_workbook_the_cell_is_one_of_its_sheet(study, tmp_path):
    book = tmp_path / "toy.xlsx"
    write_study(read_study(study), book)
    told, limit = late(book, [("a", "2026-01-01"), ("b", "2025-12-31"), ("c", "")])
    assert told == [("a", "2026-01-01")]
    assert limit.startswith("2025-12-31 (")
    assert "!B" in limit


def test_a_study_without_a_cut_off_knows_everything(study):
    path = study / "study.toml"
    path.write_text(path.read_text(encoding="utf-8").replace("cut_off = 2025-12-31\n", ""), encoding="utf-8")  # fmt: skip
    assert late(study, [("a", "2099-01-01")]) == ([], "")


def test_of_two_articles_of_one_name_the_late_one_is_found():
    from offtake.evidence.deciding.known import late as found
    from offtake.study.examples import case_path

    both = [("x.txt", "2026-01-01"), ("x.txt", "2025-01-01")]
    assert found(case_path("toy"), both)[0] == found(case_path("toy"), both[::-1])[0] == both[:1]
