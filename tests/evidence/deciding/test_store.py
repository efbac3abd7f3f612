"""A store gives back what was put into it, and says in words what it cannot."""

from __future__ import annotations

import dataclasses
import hashlib
from pathlib import Path

import pytest
from tests.evidence.labels import claims_of, document

from offtake.errors import StoreError, UsageError
from offtake.evidence.adding import Added
from offtake.evidence.claim import COLUMNS
from offtake.evidence.deciding.store import (
    Decision,
    Evidence,
    changed_originals,
    claim_row,
    decide,
    folder_of,
    further_rules,
    keep,
    read_evidence,
    standing,
)
from offtake.evidence.document import Refusal
from offtake.evidence.reading.claims import claims_in
from offtake.evidence.rules.rules import rules

TEXTS = ("“About 40 guns, or 2.5 times as many; by 2027,” Ida Falk said.", "The mill makes 3 to 5 tonnes a day.")  # fmt: skip


def added(text: str, name: str, folder: Path) -> tuple[Added, Path]:
    path = folder / f"{name}.txt"
    path.write_bytes(text.encode())
    read = dataclasses.replace(document(text, published="2025-11-07"), id=hashlib.sha256(text.encode()).hexdigest())  # fmt: skip
    return Added(path.name, read, tuple(claims_in(read, rules()))), path


@pytest.fixture
def store(tmp_path: Path) -> Path:
    both = [added(text, str(k), tmp_path) for k, text in enumerate(TEXTS)]
    assert keep(tmp_path / "store", [a for a, _ in both], [p for _, p in both]) == (2, 0)
    return tmp_path / "store"


def test_claims_and_documents_come_back_as_they_were(store, tmp_path):
    kept = read_evidence(store)
    again = [added(text, str(k), tmp_path)[0] for k, text in enumerate(TEXTS)]
    for one in again:
        assert one.document in kept.documents
        assert [c for c in kept.claims if c.document == one.document.id] == list(one.claims)
    assert {type(c.value) for c in kept.claims} <= {float, type(None)}
    assert kept.decisions == ()


def test_documents_in_another_order_and_read_again_give_the_same_bytes(store, tmp_path):
    before = {p.name: p.read_bytes() for p in store.rglob("*") if p.is_file()}
    turned = [added(text, str(k), tmp_path) for k, text in reversed(list(enumerate(TEXTS)))]
    assert keep(store, [a for a, _ in turned], [p for _, p in turned]) == (0, 2)
    assert keep(tmp_path / "other", [a for a, _ in turned], [p for _, p in turned]) == (2, 0)
    for folder in (store, tmp_path / "other"):
        assert {p.name: p.read_bytes() for p in folder.rglob("*") if p.is_file()} == before


def test_a_refused_file_is_not_kept(tmp_path):
    refused = Added("a.txt", Refusal("a.txt", "empty"), ())
    assert keep(tmp_path / "store", [refused], [tmp_path / "a.txt"]) == (0, 0)
    assert read_evidence(tmp_path / "store").documents == ()


def test_decisions_are_a_log_in_their_order(store):
    first, second = Decision("a1", "rejected", "2026-01-01", "a, “b”\nc"), Decision("a1", "accepted", "2026-01-02", "", "lines")  # fmt: skip
    decide(store, [first])
    decide(store, [second])
    assert read_evidence(store).decisions == (first, second)


def test_a_claim_is_found_by_the_beginning_of_its_id_alone(store):
    kept = read_evidence(store)
    one = kept.claims[0]
    assert kept.claim(one.id[:6]) == one
    for name, says in (("", "too short"), (one.id[:3], "too short"), ("zzzz", "is no claim")):
        with pytest.raises(UsageError, match=says):
            kept.claim(name)
    twice = Evidence(store, kept.documents, (one, one), ())
    with pytest.raises(UsageError, match="the beginning of 2 claims"):
        twice.claim(one.id[:6])


def test_an_original_that_was_altered_or_is_gone_is_told(store):
    kept = read_evidence(store)
    assert changed_originals(kept) == []
    first, second = kept.documents
    for document_, change in ((first, bytes.upper), (second, None)):
        [path] = (store / "originals").glob(f"{document_.short}.*")
        path.write_bytes(change(path.read_bytes())) if change else path.unlink()
        assert changed_originals(kept)[-1:] == [document_]
    assert changed_originals(kept) == [first, second]


def test_a_row_of_a_claim_has_whole_numbers_plain_and_nothing_for_none():
    [claim] = claims_of("The mill makes 3 to 5 tonnes a day.")
    row = dict(zip(COLUMNS, claim_row(claim), strict=True))
    assert (row["value"], row["low"], row["high"], row["start"]) == ("", "3", "5", "0")
    [half] = claims_of("The mill makes 2.5 tonnes a day.")
    assert dict(zip(COLUMNS, claim_row(half), strict=True))["value"] == "2.5"


def test_evidence_lies_in_a_study_or_beside_a_workbook(tmp_path):
    assert folder_of(tmp_path) == tmp_path / "_evidence"
    assert folder_of(tmp_path / "toy.xlsx") == tmp_path / "toy.evidence"
    assert folder_of(None) == Path("evidence")
    assert read_evidence(tmp_path / "none").claims == ()
    assert further_rules(tmp_path) == ""


def test_a_store_that_is_broken_is_refused_in_words(store):
    for text in (store / "texts").iterdir():
        text.unlink()
    with pytest.raises(StoreError, match="cannot be read"):
        read_evidence(store)


def _decided(*said: str) -> list[Decision]:
    return [Decision("c1", word, "2025-11-07", "", "lines", "", column) for word, column in (s.split() for s in said)]  # fmt: skip


def test_of_one_claim_in_two_rows_the_one_that_was_taken_back_stands_no_more():
    first, second = (Decision("c1", "accepted", day, "", "lines", f"line={day[-1]}", "capacity") for day in ("2025-11-01", "2025-11-02"))  # fmt: skip
    for one, other in ((first, second), (second, first)):
        gone = dataclasses.replace(one, decision="undone", at="2025-11-03")
        assert standing([first, second, gone]) == {"c1": other}


@pytest.mark.parametrize(
    ("said", "stands"),
    [
        (["accepted capacity", "undone capacity"], None),
        (["accepted capacity", "rejected -", "undone capacity"], "rejected"),
        (["accepted capacity", "accepted unit_cost", "undone capacity"], "accepted"),
        (["accepted capacity", "undone capacity", "accepted capacity"], "accepted"),
    ],
)
def test_what_is_taken_back_leaves_the_decisions_beside_it(said, stands):
    found = standing(_decided(*said)).get("c1")
    assert (found and found.decision) == stands
