"""Many files: what cannot be read is told in a line, and the others are read."""

from __future__ import annotations

from pathlib import Path

import pytest

from offtake.evidence import adding
from offtake.evidence.deciding.store import keep, read_evidence
from offtake.evidence.document import Document, Refusal


def test_a_fault_of_ours_in_one_file_loses_no_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:  # fmt: skip
    for name in ("good.txt", "odd.txt"):
        (tmp_path / name).write_text(f"The yard of {name[:-4]} built 40 boats in May.\n", "utf-8")
    read = adding.claims_in

    def falls_over(document, rules):
        if "odd" in document.text:
            raise ValueError("no such place")
        return read(document, rules)

    monkeypatch.setattr(adding, "claims_in", falls_over)
    good, odd = adding.add([tmp_path / "good.txt", tmp_path / "odd.txt"])
    assert isinstance(good.document, Document)
    assert [c.value for c in good.claims] == [40]
    assert isinstance(odd.document, Refusal)
    assert "please report it" in odd.document.why
    assert not odd.claims


def test_what_was_read_before_a_stop_is_there_and_can_be_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:  # fmt: skip
    paths = [tmp_path / f"{name}.txt" for name in ("a", "b", "c")]
    for path in paths:
        path.write_text(f"The yard of {path.stem.upper()} built 40 boats in May.\n", "utf-8")
    read = adding.claims_in

    def is_stopped(document, rules):
        if document.file == "b.txt":
            raise KeyboardInterrupt
        return read(document, rules)

    monkeypatch.setattr(adding, "claims_in", is_stopped)
    assert keep(tmp_path / "store", adding.add(paths), paths) == (1, 0)
    kept = read_evidence(tmp_path / "store")
    assert [d.file for d in kept.documents] == ["a.txt"]
    assert [c.value for c in kept.claims] == [40]
