"""Tests of pdf.py: the report on a few pages, from the same figures as the page."""

from __future__ import annotations

import re
import sys

import pytest

from offtake.errors import UsageError
from offtake.views.report.pdf import document, write_pdf


def test_the_pages_hold_the_answer_deliveries_money_who_pays_and_the_sources(invent):
    found = document(invent())

    assert found["sentence"].startswith("Signing brings")
    assert [row["id"] for row in found["asked"]] == [
        "answer.public-cost",
        "answer.delivered",
        "answer.never-delivered",
        "answer.wait",
        "answer.begun",
        "",
    ]
    assert [f["source"].split("Figure ")[1].split(";")[0] for f in found["figures"]] == [
        "deliveries",
        "shortfall",
        "money-path",
        "who-pays",
        "buyers",
        "exposure",
        "sources",
    ]
    assert (
        found["date"]
        == "Solved on 2026-01-05. Plan from 2026-01-01 to the end of 2035. Sources read up to 2025-12-31."
    )


def test_sentences_of_the_answer_stand_on_lines_of_their_own_and_nothing_sends_to_what_paper_lacks(
    invent,
):
    found = document(invent())
    sure = next(row for row in found["asked"] if row["question"] == "How sure")
    assert all(" · " not in line for line in sure["told"])
    assert "see the numbers" not in str([f["remarks"] for f in found["figures"]])
    short = next(f for f in found["figures"] if "shortfall" in f["source"])["tables"][0]
    # invented: 60,000 of what is late, most for Arland, by buyer at the end of 2035
    assert short["headings"][:2] == ["Buyer", "Missing, rounds"]
    documents = found["figures"][-1]["tables"][0]
    # of the eight that carry most, S04 and S08 are graded A, then B, C, D from S01 on
    called = [row[-1] for row in documents["rows"]]
    assert called == ["S04", "S08", "S01", "S05", "S02", "S06", "S03", "S07"]


def test_the_charts_on_paper_show_what_the_figures_say(invent):
    run = invent()
    figures = {f["source"].split("Figure ")[1].split(";")[0]: f for f in document(run)["figures"]}
    paid, pays = (figures[name]["charts"][0] for name in ("money-path", "who-pays"))

    # 2026: 4,000 pledged, 45% of it paid, plus or minus 10%; in billion
    assert paid["bars"][0]["stop"] == pytest.approx(1.8)
    assert (paid["bands"][0]["low"], paid["bands"][0]["high"]) == pytest.approx((1.62, 1.98))
    assert [line["values"][0] for line in paid["lines"]] == pytest.approx([4.0, 3.2])
    # four payers of 900, 750, 600 and 450 times level and ramp, one on top of the other
    first = [b for b in pays["bars"] if b["place"] == 0]
    assert [b["start"] for b in first[1:]] == pytest.approx([b["stop"] for b in first[:-1]])
    sizes = [b["stop"] - b["start"] for b in first]
    assert sizes == pytest.approx([sizes[0] * k for k in (1, 750 / 900, 600 / 900, 450 / 900)])
    assert [k["label"] for k in pays["legend"]] == ["Arland", "Borduria", "Carpania", "Dorne"]


def test_the_pages_are_six_at_most(invent, tmp_path):
    pytest.importorskip("typst", reason="the extra pdf is not installed")
    data = write_pdf(invent(), tmp_path / "report.pdf").read_bytes()

    assert 1 <= len(re.findall(rb"/Type\s*/Page\b", data)) <= 6


def test_a_run_without_a_deal_has_pages_too(invent):
    assert len(document(invent("first-best"))["figures"]) == 4


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
