"""Figures to look at again: what grew old, what was published anew, what stands against them, which decision holds."""

from __future__ import annotations

import dataclasses
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pandas as pd
import pytest
from tests.evidence.labels import document

from offtake.evidence.claim import Claim
from offtake.evidence.comparing.relation import Relation
from offtake.evidence.deciding import stale
from offtake.evidence.deciding.stale import aged, overtaken
from offtake.evidence.deciding.store import Decision, Evidence
from offtake.evidence.document import Document

ROW = {"table": "lines", "key": "pump hall", "column": "capacity", "value": "95", "source": "s", "status": "sourced"}  # fmt: skip
OLD, NEW = (dataclasses.replace(document(f"Text {day}", published=day, name=day), file=f"{day}.txt") for day in ("2025-01-01", "2025-06-01"))  # fmt: skip


def claim(name: str, of: Document, kind: str = "capacity") -> Claim:
    return Claim(name, of.id, 0, 1, "x", "", "", kind, 95.0, words=f"figure {name}")


A, B, C = claim("aaaa", OLD), claim("bbbb", NEW), claim("cccc", OLD, "denial")


def kinds(*relations: Relation, decisions: tuple[Decision, ...] = (), own: Claim = A, documents=(OLD, NEW), monkeypatch: pytest.MonkeyPatch) -> list[str]:  # fmt: skip
    monkeypatch.setattr(stale, "claimed", lambda _: [(ROW, SimpleNamespace(claim=own.id))])
    monkeypatch.setattr(stale, "changed_originals", lambda _: [])
    evidence = Evidence(Path("none"), tuple(documents), (A, B, C), decisions)
    return [s.kind for s in overtaken(None, evidence, relations)]  # type: ignore[arg-type]


def against(kind: str, first: Claim = A, second: Claim | None = B) -> Relation:
    return Relation(kind, first, second, "")


@pytest.mark.parametrize(
    ("said", "day", "old"),
    [
        ("2025-08-27", date(2025, 9, 6), False),
        ("2025-08-27", date(2025, 9, 7), True),
        ("2025-08", date(2025, 9, 10), False),
        ("2025-08", date(2025, 9, 11), True),
        ("2025", date(2026, 1, 10), False),
        ("2025", date(2026, 1, 11), True),
        ("2024-12", date(2025, 1, 10), False),
        ("2024-25", date(2025, 1, 11), True),
        ("spring of 2025", date(2026, 1, 11), True),
    ],
)
def test_a_source_is_older_than_ten_days_from_the_last_day_that_its_date_can_mean(said, day, old, monkeypatch):  # fmt: skip
    """The last day of August is the 31st: ten days later is 10 September, and that is not more than ten."""
    monkeypatch.setattr(stale, "provenance", lambda _: pd.DataFrame([ROW, {**ROW, "status": "assumed"}]))  # fmt: skip
    study = SimpleNamespace(sources=pd.DataFrame({"source": ["s"], "date": [said]}))
    assert [s.kind for s in aged(study, day, 10)] == ["aged"] * old  # type: ignore[arg-type]


@pytest.mark.parametrize("said", ["", "undated", "2025-02-31"])
def test_a_source_without_a_day_is_told_at_once(said, monkeypatch):
    monkeypatch.setattr(stale, "provenance", lambda _: pd.DataFrame([ROW]))
    study = SimpleNamespace(sources=pd.DataFrame({"source": ["s"], "date": [said]}))
    assert [s.why for s in aged(study, date(2025, 1, 1), 10)] == ["its source has no date"]  # type: ignore[arg-type]  # fmt: skip


def test_a_contradiction_counts_from_either_side_and_a_change_from_the_earlier_alone(monkeypatch):
    assert kinds(against("contradiction"), monkeypatch=monkeypatch) == ["contradicted"]
    assert kinds(against("contradiction", B, A), monkeypatch=monkeypatch) == ["contradicted"]
    assert kinds(against("change", B, A), monkeypatch=monkeypatch) == ["newer"]
    assert kinds(against("change"), own=B, monkeypatch=monkeypatch) == []
    assert kinds(against("denial", C, A), monkeypatch=monkeypatch) == ["denied"]
    assert kinds(against("denial", C, A), own=C, monkeypatch=monkeypatch) == []
    assert kinds(against("contradiction", B, C), monkeypatch=monkeypatch) == []
    assert kinds(against("open", A, None), against("agreement"), monkeypatch=monkeypatch) == []


def test_of_two_decisions_about_a_claim_the_last_one_holds(monkeypatch):
    no, yes = (Decision("bbbb", d, "2026-01-01", "") for d in ("rejected", "accepted"))
    told = against("contradiction")
    assert kinds(told, decisions=(yes, no), monkeypatch=monkeypatch) == []
    assert kinds(told, decisions=(no, yes), monkeypatch=monkeypatch) == ["contradicted"]


def test_ends_of_one_range_are_settled_and_those_of_two_are_not(monkeypatch):
    def end(name: str, column: str) -> Decision:
        return Decision(name, "range", "2026-01-01", "", "lines", "line=pump hall", column)

    told = against("contradiction")
    assert kinds(told, decisions=(end("aaaa", "capacity"), end("bbbb", "capacity")), monkeypatch=monkeypatch) == []  # fmt: skip
    assert kinds(told, decisions=(end("aaaa", "capacity"), end("bbbb", "unit_cost")), monkeypatch=monkeypatch) == ["contradicted"]  # fmt: skip


def test_a_document_that_was_published_anew_with_another_text_changes_the_older(monkeypatch):
    def at(one: Document, url: str) -> Document:
        return dataclasses.replace(one, heading=dataclasses.replace(one.heading, url=url))

    anew = (at(OLD, "https://x.org"), at(NEW, "https://x.org"))
    assert kinds(documents=anew, monkeypatch=monkeypatch) == ["changed"]
    assert kinds(documents=anew, own=B, monkeypatch=monkeypatch) == []
    assert kinds(documents=(anew[0], at(NEW, "https://y.org")), monkeypatch=monkeypatch) == []
    same = (anew[0], dataclasses.replace(anew[1], text=OLD.text))
    assert kinds(documents=same, monkeypatch=monkeypatch) == []


def test_a_claim_that_is_not_there_is_gone(monkeypatch):
    assert kinds(own=claim("dddd", OLD), monkeypatch=monkeypatch) == ["gone"]
