"""evidence: a figure in few letters, files in their order, and a date that is one."""

from __future__ import annotations

import pytest

from offtake.commands.studies.evidence import (
    _all_files,
    _claims_table,
    _date_or_refuse,
    _number,
    _short,
    figure_text,
)
from offtake.errors import UsageError
from offtake.evidence.claim import Claim


def claim(**more: object) -> Claim:
    return Claim("c1", "d1", 0, 9, "They make 5 shells.", "", "", "capacity", **more)


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"value": 150_000.0, "bound": "<=", "unit": "shells", "per": "year"}, "<= 150,000 shells/year"),
        ({"value": 0.0, "bound": "=", "unit": "shells"}, "0 shells"),
        ({"value": 5.0, "bound": "vague", "unit": "shells"}, "5 shells"),
        ({"low": 2.0, "high": 4.5, "bound": "~"}, "~ 2 to 4.5 (unit open)"),
        ({"high": 4.0, "bound": "="}, "0 to 4 (unit open)"),
        ({"low": 3.0, "bound": "=", "unit": "shells"}, "3 or more shells"),
        ({"value": 5.0}, ""),
    ],
)  # fmt: skip
def test_a_figure_has_its_bound_number_unit_and_time(more, said):
    assert figure_text(claim(**more)) == said


def test_a_number_keeps_six_digits_and_letters_for_millions():
    assert [_number(v) for v in (99.5, 100.0, 1_234.5, 999_999.0, 1_500_000.0, -2e9)] == ["99.5", "100", "1234.5", "999,999", "1.5 m", "-2 bn"]  # fmt: skip


def test_a_text_is_cut_to_its_letters_and_one_that_fits_is_not():
    assert (_short("abcde", 5), _short("abcdef", 5), _short("abc def", 5)) == ("abcde", "abcd…", "abc…")  # fmt: skip


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


def test_a_claim_without_a_speaker_is_the_outlets_and_one_decided_says_how():
    own = claim(value=5.0, bound="=", unit="shells")
    assert (
        _claims_table([own], True, {})
        == "c1  capacity: 5 shells  (outlet)\n    They make 5 shells."
    )
    assert _claims_table([own], False, {"c1": "accepted"}).splitlines()[1].split() == [
        "c1", "capacity", "5", "shells", "outlet", "accepted", "They", "make", "5", "shells.",
    ]  # fmt: skip
    assert _claims_table([], False, {}) == _claims_table([], True, {}) == "No claims."
