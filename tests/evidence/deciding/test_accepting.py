"""From five articles to rows of a study, and back to the sentence."""

from __future__ import annotations

import csv
import shutil
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from offtake.errors import UsageError
from offtake.evidence.adding import add
from offtake.evidence.claim import Claim
from offtake.evidence.deciding.accepting import accept, reject
from offtake.evidence.deciding.aim import Aim
from offtake.evidence.deciding.compared import compared
from offtake.evidence.deciding.ranging import set_range
from offtake.evidence.deciding.stale import aged, overtaken
from offtake.evidence.deciding.store import Evidence, folder_of, keep, read_evidence
from offtake.results.behind.sentences import sentences_behind
from offtake.study.reading.read import read_study
from offtake.study.writing.write import write_study


def evidence(study: Path) -> Evidence:
    return read_evidence(folder_of(study))


def claim(study: Path, file: str, words: str) -> Claim:
    kept = evidence(study)
    return next(c for c in kept.claims if kept.document(c).file == file and c.words == words)


def aim(table: str, where: str, column: str, **more: str) -> Aim:
    return Aim(table, where, column, "because", "2026-01-01", **{"grade": "C", **more})


def row(study: Path, table: str, first: str) -> dict[str, str]:
    with (study / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return next(r for r in csv.DictReader(file) if next(iter(r.values())) == first)


def test_a_claim_becomes_a_cell_with_its_source_and_its_words(study):
    money = claim(study, "ledger.html", "€18 million")
    accept(study, evidence(study), money, aim("projects", "project=new motor line", "capex"))
    own = row(study, "projects", "new motor line")
    assert (own["capex"], own["source"]) == ("18", "pump-ledger-2025-12-02")
    assert own["note"].startswith("assumed: adds, build_time, ramp")
    assert f"capex: claim {money.id} (18) “The new motor line will cost €18 million" in own["note"]
    source = row(study, "sources", "pump-ledger-2025-12-02")
    assert (source["publisher"], source["grade"], source["date"]) == ("Pump Ledger", "C", "2025-12-02")  # fmt: skip
    assert evidence(study).decisions[0].decision == "accepted"


def test_a_row_in_another_currency_takes_claims_in_that_currency(study):
    path = study / "projects.csv"
    head, *rows = path.read_text(encoding="utf-8").splitlines()
    dollars = [r.replace("1,,assumed", "1,2026,assumed") + ",USD" for r in rows]
    rows = [
        d if d.startswith("new motor line") else r + "," for d, r in zip(dollars, rows, strict=True)
    ]
    path.write_text("\n".join([head + ",currency", *rows]) + "\n", encoding="utf-8")
    money = claim(study, "ledger.html", "€18 million")
    with pytest.raises(UsageError, match="is in EUR, the row in USD"):
        accept(study, evidence(study), money, aim("projects", "project=new motor line", "capex"))


def test_every_other_cell_of_the_table_stays(study):
    before = (study / "projects.csv").read_text(encoding="utf-8").splitlines()
    money = claim(study, "ledger.html", "€18 million")
    accept(study, evidence(study), money, aim("projects", "project=new motor line", "capex"))
    after = (study / "projects.csv").read_text(encoding="utf-8").splitlines()
    assert [a for a in after if not a.startswith("new motor line")] == [b for b in before if not b.startswith("new motor line")]  # fmt: skip


def test_the_sentence_is_found_again_from_the_row_and_from_a_policy(study):
    money = claim(study, "ledger.html", "€18 million")
    accept(study, evidence(study), money, aim("projects", "project=new motor line", "capex"))
    half = claim(study, "ministry.eml", "half")
    accept(study, evidence(study), half, aim("orders", "order=South 2026", "take_or_pay", policy="told"))  # fmt: skip
    read = read_study(study, "told")
    wanted = read.projects.assign(table="projects", key=read.projects["project"])[["table", "key"]]
    found = sentences_behind(read, wanted, "told")
    assert found[["column", "value", "claim"]].to_numpy().tolist() == [["capex", "18", money.id]]
    orders = read.orders.assign(table="orders", key=read.orders["order"])[["table", "key"]]
    assert sentences_behind(read, orders, "told")["words"].tolist() == [half.exact]
    assert sentences_behind(read, orders, "").empty


def test_two_claims_become_the_two_states_of_a_driver(study):
    ends = [claim(study, "herald.txt", "80 pumps a year"), claim(study, "ledger.html", "95 pumps a year")]  # fmt: skip
    where = aim("lines", "line=pump hall", "capacity", publisher="Herald")
    set_range(study, evidence(study), ends, where, "pump hall speed", 0.6)
    effects = read_study(study).driver_effects
    own = effects[effects["driver"] == "pump hall speed"]
    assert sorted(own[["state", "value", "source"]].to_numpy().tolist()) == [["high", 95.0, "pump-ledger-2025-12-02"], ["low", 80.0, "herald-2025-12-04"]]  # fmt: skip


def test_a_range_goes_into_low_and_high_where_the_table_has_them(study):
    ends = [claim(study, "herald.txt", "80 pumps a year"), claim(study, "ledger.html", "95 pumps a year")]  # fmt: skip
    where = aim("rivals", "rival=Elsewhere;year=2026", "central", publisher="Herald")
    set_range(study, evidence(study), ends, where, "", 0.5)
    own = row(study, "rivals", "Elsewhere")
    assert (own["low"], own["central"], own["high"]) == ("80", "80", "95")


def test_ends_may_be_given_as_they_are_meant_in_the_order_of_the_claims(study):
    ends = [claim(study, "ledger.html", "95 pumps a year"), claim(study, "herald.txt", "80 pumps a year")]  # fmt: skip
    where = aim("rivals", "rival=Elsewhere;year=2026", "central", publisher="Herald", value="99;77")
    set_range(study, evidence(study), ends, where, "", 0.5)
    own = row(study, "rivals", "Elsewhere")
    assert (own["low"], own["high"]) == ("77", "99")
    with pytest.raises(UsageError, match="--value twice"):
        set_range(study, evidence(study), ends, replace(where, value="99"), "", 0.5)


@pytest.mark.parametrize(
    ("file", "words", "table", "where", "column", "more", "says"),
    [
        ("werk.txt", "drei Pumpen im Monat", "lines", "line=pump hall", "capacity", {}, "is an output"),
        ("ledger.html", "95 pumps a year", "lines", "product=pump", "capacity", {}, "means 2 rows"),
        ("ledger.html", "95 pumps a year", "lines", "line=pump hall", "capazity", {}, "did you mean 'capacity'"),
        ("ledger.html", "95 pumps a year", "linse", "line=pump hall", "capacity", {}, "did you mean 'lines'"),
        ("ledger.html", "95 pumps a year", "lines", "line=pump hall", "capacity", {"grade": ""}, "give --grade"),
        ("herald.txt", "80 pumps a year", "lines", "line=pump hall", "capacity", {}, "give --publisher"),
        ("ledger.html", "95 pumps a year", "lines", "line=pump hall", "capacity", {"value": "-3"}, "nothing was changed"),
        ("ministry.eml", "half", "orders", "order=South 2026", "take_or_pay", {}, "come from frame contract"),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_refused_and_nothing_is_changed(study, file, words, table, where, column, more, says):  # fmt: skip
    before = {p.name: p.read_bytes() for p in study.glob("*.csv")}
    with pytest.raises(UsageError, match=says):
        accept(study, evidence(study), claim(study, file, words), aim(table, where, column, **more))
    assert {p.name: p.read_bytes() for p in study.glob("*.csv")} == before
    assert evidence(study).decisions == ()


def stale(study: Path):
    kept = evidence(study)
    return [(s.kind, s.column) for s in overtaken(read_study(study), kept, compared(kept))]


def test_a_figure_that_others_contradict_or_deny_is_stale_until_they_are_rejected(study):
    own = claim(study, "ledger.html", "95 pumps a year")
    accept(study, evidence(study), own, aim("lines", "line=pump hall", "capacity"))
    assert stale(study) == [("contradicted", "capacity"), ("denied", "capacity")]
    others = [claim(study, "herald.txt", "80 pumps a year"), claim(study, "agency.txt", "95 pumps a year")]  # fmt: skip
    reject(evidence(study), others, "counted in one month only", "2026-01-02")
    assert stale(study) == []


def test_two_ends_of_a_range_do_not_contradict_each_other(study):
    ends = [claim(study, "herald.txt", "80 pumps a year"), claim(study, "ledger.html", "95 pumps a year")]  # fmt: skip
    where = aim("lines", "line=pump hall", "capacity", publisher="Herald")
    set_range(study, evidence(study), ends, where, "pump hall speed", 0.6)
    assert stale(study) == [("denied", "capacity")]


def test_a_document_that_was_altered_makes_its_figures_stale(study):
    money = claim(study, "ledger.html", "€18 million")
    accept(study, evidence(study), money, aim("projects", "project=new motor line", "capex"))
    assert stale(study) == []
    original = next((folder_of(study) / "originals").glob(f"{money.document[:12]}*"))
    original.write_bytes(original.read_bytes() + b" ")
    assert stale(study) == [("changed", "capex")]


def test_figures_of_old_documents_are_told_from_a_day_on(study):
    from datetime import date

    read = read_study(study)
    assert {s.source for s in aged(read, date(2026, 11, 30), 365)} == set()
    assert {s.source for s in aged(read, date(2026, 12, 1), 365)} == {"frame contract"}
    assert {s.source for s in aged(read, date(2027, 1, 1), 365)} == {"frame contract", "yearbook"}


def test_reading_the_same_files_again_changes_no_byte(study, tmp_path):
    folder = folder_of(study)
    before = {p.relative_to(folder): p.read_bytes() for p in folder.rglob("*") if p.is_file()}
    paths = sorted((tmp_path / "articles").iterdir(), reverse=True)
    assert keep(folder, add(paths), paths) == (0, 5)
    assert {p.relative_to(folder): p.read_bytes() for p in folder.rglob("*") if p.is_file()} == before  # fmt: skip


def test_many_files_in_processes_give_the_same_as_one_by_one(tmp_path):
    paths = []
    for k in range(45):
        paths.append(tmp_path / f"{k}.txt")
        paths[-1].write_text(
            f"The plant of the town makes {k + 2},000 rounds a month, and it is the only one."
        )
    assert list(add(paths, workers=2)) == list(add(paths))


@pytest.fixture
def book(study: Path) -> Path:
    """The same study as a workbook, with its evidence beside it."""
    path = study.with_name("toy.xlsx")
    write_study(read_study(study), path)
    shutil.copytree(folder_of(study), folder_of(path))
    return path


def test_a_claim_becomes_a_cell_of_a_workbook_and_every_other_cell_stays(book):
    before = openpyxl.load_workbook(book)
    money = claim(book, "ledger.html", "€18 million")
    accept(book, evidence(book), money, aim("projects", "project=new motor line", "capex"))
    after = openpyxl.load_workbook(book)
    changed = {
        (name, cell.coordinate): after[name][cell.coordinate].value
        for name in before.sheetnames
        for row in before[name].iter_rows()
        for cell in row
        if (after[name][cell.coordinate].value or "") != (cell.value or "")
    }
    assert {name for name, _ in changed} <= {"projects", "sources"}
    assert 18 in changed.values()
    own = read_study(book).projects.set_index("project").loc["new motor line"]
    assert (own["capex"], own["source"]) == (18.0, "pump-ledger-2025-12-02")
    widths = {k: v.width for k, v in before["projects"].column_dimensions.items()}
    assert widths == {k: v.width for k, v in after["projects"].column_dimensions.items()}


def test_a_policy_and_a_range_go_into_a_workbook(book):
    money = claim(book, "ledger.html", "€18 million")
    accept(book, evidence(book), money, aim("projects", "project=new motor line", "capex", policy="dear"))  # fmt: skip
    assert "dear" in set(read_study(book).changes["policy"])


def test_a_workbook_whose_formulas_would_be_lost_is_left_alone(book):
    opened = openpyxl.load_workbook(book)
    opened.create_sheet("_mine")["A1"] = "=1+1"
    opened.save(book)
    before = book.read_bytes()
    money = claim(book, "ledger.html", "€18 million")
    with pytest.raises(UsageError):
        accept(book, evidence(book), money, aim("projects", "project=new motor line", "capex"))
    assert book.read_bytes() == before
