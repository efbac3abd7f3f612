"""A bundled study is copied whole or not at all, and never over what the user wrote."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest

from offtake.commands.studies.copying import copy_case
from offtake.errors import UsageError


def test_a_copy_on_a_full_disk_leaves_nothing_and_says_why(tmp_path, monkeypatch):
    write, left = Path.write_bytes, [3]

    def full(path, data):
        left[0] -= 1
        if left[0] < 0:
            raise OSError(errno.ENOSPC, "No space left on device")
        return write(path, data)

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(OSError, match="No space left on device") as failed:
        copy_case("two-states", tmp_path)
    assert str(failed.value.filename).startswith(str(tmp_path / "two-states"))
    assert list(tmp_path.iterdir()) == []


def test_the_same_study_stays_and_another_is_refused(tmp_path):
    folder = copy_case("two-states", tmp_path)
    (folder / "mine.txt").write_text("a note")
    assert copy_case("two-states", tmp_path) == folder
    (folder / "lines.csv").write_text("changed")
    with pytest.raises(UsageError, match=r"lines\.csv in it differs"):
        copy_case("two-states", tmp_path)
    assert (folder / "mine.txt").read_text() == "a note"
