"""evidence: files in their order, and a date that is one."""

from __future__ import annotations

import pytest

from offtake.commands.studies.evidence import _all_files, _date_or_refuse
from offtake.errors import UsageError


def test_files_of_a_folder_come_by_name_and_hidden_ones_not(tmp_path):
    for name in ("b.html", "a.txt", ".hidden", "_draft.txt"):
        (tmp_path / name).write_text("")
    (tmp_path / "deeper").mkdir()
    found = _all_files((tmp_path / "b.html", tmp_path))
    assert [p.name for p in found] == ["b.html", "a.txt", "b.html"]
    with pytest.raises(UsageError, match="there are no files"):
        _all_files((tmp_path / "deeper",))
    with pytest.raises(UsageError, match="there is no file"):
        _all_files((tmp_path / "nothing",))


def test_a_date_is_a_day_of_the_calendar():
    _date_or_refuse("")
    _date_or_refuse("2024-02-29")
    for text in ("2025-02-29", "7.11.2025", "2025-13-01"):
        with pytest.raises(UsageError, match="write a date as 2025-11-07"):
            _date_or_refuse(text)
