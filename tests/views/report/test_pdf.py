"""Tests of pdf.py: the report on a few pages, from the same figures as the page."""

from __future__ import annotations

import sys

import pytest

from offtake.errors import UsageError
from offtake.views.report.pdf import document, write_pdf


def test_the_pages_hold_the_answer_the_arrangements_the_terms_and_the_sources(invent):
    found = document(invent())

    assert found["sentence"].startswith("Signing brings")
    assert [n["id"] for n in found["numbers"]] == [
        "answer.delivered",
        "answer.never-delivered",
        "answer.wait",
        "answer.public-cost",
        "answer.begun",
    ]
    assert [f["source"].split("Figure ")[1].split(";")[0] for f in found["figures"]] == [
        "arrangements",
        "terms",
        "capital",
        "sources",
    ]
    assert "3 figures without a source" in found["figures"][0]["source"]


def test_a_run_without_a_deal_has_pages_too(invent):
    assert len(document(invent("first-best"))["figures"]) == 2


def test_the_same_run_gives_the_same_pages(invent, tmp_path):
    pytest.importorskip("typst", reason="the extra pdf is not installed")
    one = write_pdf(invent(), tmp_path / "one.pdf").read_bytes()

    assert one.startswith(b"%PDF")
    assert one == write_pdf(invent(), tmp_path / "other.pdf").read_bytes()
    assert sorted(p.name for p in tmp_path.iterdir()) == ["one.pdf", "other.pdf"]


def test_what_a_study_says_is_never_markup(invent, tmp_path):
    pytest.importorskip("typst", reason="the extra pdf is not installed")
    run = invent()
    hostile = '#panic("taken") *bold* $x$ \\ ] ['
    run = run.with_frame("clauses", run.frames["clauses"].assign(instrument=hostile))

    assert write_pdf(run, tmp_path / "report.pdf").stat().st_size > 10_000


def test_without_the_extra_the_message_names_it_and_the_way_round(invent, tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "typst", None)

    with pytest.raises(UsageError, match=r"E602 .*offtake\[pdf\].*print it from the browser"):
        write_pdf(invent(), tmp_path / "report.pdf")

    assert list(tmp_path.iterdir()) == []
