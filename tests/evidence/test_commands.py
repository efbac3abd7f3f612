"""The commands as a user types them."""

from __future__ import annotations

import json
import os
import shutil
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from offtake.cli import cli
from offtake.evidence.opening import pages
from offtake.study.examples import case_path


@pytest.fixture
def here(tmp_path, monkeypatch) -> Path:
    monkeypatch.chdir(tmp_path)
    assert offtake("evidence", "examples", "articles").exit_code == 0
    return tmp_path


def offtake(*words: str) -> Result:
    return CliRunner().invoke(cli, list(words))


def test_articles_are_read_and_what_cannot_be_gets_a_line(here):
    (here / "articles" / "letter.txt").write_bytes(b"PK\x03\x04zip")
    (here / "articles" / "empty.html").write_bytes(b"")
    (here / "articles" / "carta.txt").write_text(
        "El precio no ha subido en mayo, según los dueños de la fábrica."
    )
    done = offtake("evidence", "add", "articles", "--json")
    assert done.exit_code == 0
    told = {f["file"]: f for f in json.loads(done.output)["files"]}
    assert "zip archive" in told["letter.txt"]["reason"]
    assert told["empty.html"]["reason"] == "is empty"
    assert told["carta.txt"]["reason"] == "language es: only en, de, fr are read"
    assert told["agency.txt"]["cut"] == {"banner": 3, "comments": 2, "notice": 2, "repeat": 2}
    assert told["ledger.html"]["published"] == "2025-12-02"


def test_claims_are_listed_chosen_and_written(here):
    assert offtake("evidence", "add", "articles").exit_code == 0
    found = json.loads(offtake("evidence", "claims", "--kind", "capacity", "--json").output)
    assert sorted(c["value"] for c in found) == [80.0, 95.0]
    assert {c["speaker"] for c in found} == {"regulator", "Rosa Lind"}
    assert "could do more with a second shift" in offtake("evidence", "claims", "--words").output
    assert offtake("evidence", "claims", "--csv", "claims.csv").exit_code == 0
    assert (
        (here / "claims.csv")
        .read_text(encoding="utf-8")
        .startswith("id,document,kind,kind_or,value")
    )


def test_a_kind_or_an_article_that_is_not_there_is_told(here):
    assert offtake("evidence", "add", "articles").exit_code == 0
    done = offtake("evidence", "claims", "--kind", "capcity")
    assert (done.exit_code, "did you mean 'capacity'" in done.output) == (2, True)
    done = offtake("evidence", "claims", "--document", "nothing")
    assert (done.exit_code, "there are" in done.output) == (2, True)
    assert "ledger.html" in done.output
    own = offtake("evidence", "claims", "--document", "ledger").output
    assert own.startswith("ledger.html, 2025-12-02: ")
    assert "herald.txt" not in own


def test_articles_of_after_the_cut_off_are_told_when_they_are_read(here):
    shutil.copytree(case_path("toy"), "toy")
    told = " ".join(offtake("evidence", "add", "articles", "--into", "toy").output.split())
    assert "cut_off" not in told
    settings = here / "toy" / "study.toml"
    settings.write_text(settings.read_text(encoding="utf-8").replace("cut_off = 2025-12-31", "cut_off = 2025-12-02"), encoding="utf-8")  # fmt: skip
    told = " ".join(offtake("evidence", "add", "articles", "--into", "toy").output.split())
    assert "herald.txt, ministry.eml, werk.txt: of after the study's cut_off, 2025-12-02 (study.toml:cut_off)" in told  # fmt: skip


def test_conflicts_are_told_by_what_they_are(here):
    assert offtake("evidence", "add", "articles").exit_code == 0
    found = json.loads(offtake("evidence", "conflicts", "--json").output)
    kinds = [r["kind"] for r in found]
    assert kinds.count("contradiction") == 1
    assert kinds.count("denial") == 1
    assert kinds.count("same") == 1
    assert "Contradictions" in offtake("evidence", "conflicts").output


def test_rules_of_the_user_are_read_from_the_store(here):
    (here / "evidence").mkdir()
    (here / "evidence" / "rules.toml").write_text('[counted]\npumps = "pumpen"\n', encoding="utf-8")
    assert offtake("evidence", "add", "articles/werk.txt").exit_code == 0
    found = json.loads(offtake("evidence", "claims", "--figures", "--json").output)
    assert [c["unit"] for c in found] == ["pumps"]


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("evidence", "claims"), "no evidence in evidence hint: begin with"),
        (("evidence", "add", "nothing.txt"), "no file nothing.txt"),
        (("evidence", "add", "articles", "--published", "7.11.2025"), "write a date as 2025-11-07"),
        (("evidence", "examples", "articles"), "is there already"),
        (("sources", "toy", "--stale", "--on", "soon"), "write a date as 2026-01-31"),
    ],
)
def test_what_is_asked_wrongly_is_told_in_words(here, words, says):
    done = offtake(*words)
    assert done.exit_code == 2
    assert says in " ".join(done.output.split())


def test_without_the_extra_text_and_html_are_read_and_pdf_says_what_to_install(here, monkeypatch):
    for name in ("trafilatura", "pypdfium2", "charset_normalizer"):
        monkeypatch.setitem(sys.modules, name, None)
    (here / "articles" / "paper.pdf").write_bytes(b"%PDF-1.7 ...")
    done = offtake("evidence", "add", "articles", "--json")
    told = {f["file"]: f for f in json.loads(done.output)["files"]}
    assert told["ledger.html"]["claims"] == 5
    assert "offtake[evidence]" in told["paper.pdf"]["reason"]


def test_an_extra_that_is_installed_but_cannot_be_loaded_is_told(here, monkeypatch):
    monkeypatch.setattr(pages, "extractor", lambda: (None, "No module named 'lxml_html_clean'"))
    told = " ".join(offtake("evidence", "add", "articles").output.split())
    assert "trafilatura cannot be loaded: No module named 'lxml_html_clean'" in told


def test_a_date_that_was_given_once_is_kept(here):
    (here / "undated.txt").write_text("The works made 40 looms last month, its owner said.")
    offtake("evidence", "add", "undated.txt", "--published", "2025-12-03")
    assert "2025-12-03" in offtake("evidence", "add", "undated.txt").output


def test_folders_in_folders_and_pipes_get_a_line(here):
    (here / "articles" / "more").mkdir()
    (here / "articles" / ".hidden").write_text("no")
    os.mkfifo(here / "pipe.txt")
    told = offtake("evidence", "add", "articles", "pipe.txt").output
    assert "a folder in a folder, not read" in told
    assert "1 name beginning with . or _ not read" in told
    assert "pipe.txt: is no file" in told


def test_what_is_put_in_is_said_marked_rejected_and_taken_back(here):
    shutil.copytree(case_path("toy"), "toy")
    assert offtake("evidence", "add", "articles", "--into", "toy").exit_code == 0
    found = json.loads(offtake("evidence", "claims", "--in", "toy", "--kind", "capacity", "--json").output)  # fmt: skip
    own = next(c["id"] for c in found if c["value"] == 95)
    hall = ("--in", "toy", "--table", "lines", "--where", "line=pump hall", "--column", "capacity")
    words = ("evidence", "accept", own, *hall, "--grade", "C", "--reason", "as we read it")
    done = offtake(*words, "--value", "77")
    assert done.exit_code == 0, done.output
    told = json.loads(offtake("sources", "toy", "--json").output)["own"]
    assert [(f["value"], f["said"]) for f in told] == [("77", "value said by the user: 77")]
    done = offtake("evidence", "reject", own, "--in", "toy", "--reason", "a hope")
    assert f"offtake evidence undo {own} --into toy" in " ".join(done.output.split())
    stale = json.loads(offtake("sources", "toy", "--stale", "--json").output)["stale"]
    assert "rejected" in [s["kind"] for s in stale]
    assert "capacity = 80 (was 77)" in offtake("evidence", "undo", own, "--in", "toy").output
    assert json.loads(offtake("sources", "toy", "--json").output)["own"] == []
