"""Dates as exact as they were read, and what was known on a day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from offtake.evidence.reference.cases import known_by, last_day, middle_day, past_cases
from offtake.study.dictionary import PROJECT_KINDS


def named(name: str):
    return next(case for case in past_cases() if case.case == name)


@pytest.mark.parametrize(
    ("text", "day"),
    [("2024", date(2024, 12, 31)), ("2024-02", date(2024, 2, 29)), ("2024-02-05", date(2024, 2, 5)), ("", None)],
)  # fmt: skip
def test_a_promise_for_a_year_or_month_is_kept_on_its_last_day(text: str, day: date | None) -> None:
    assert last_day(text) == day


def test_an_announcement_of_which_only_the_year_is_known_lies_in_its_middle() -> None:
    assert (middle_day("2021"), middle_day("2021-11")) == (date(2021, 7, 1), date(2021, 11, 30))


def test_every_case_names_both_documents_a_grade_and_a_kind() -> None:
    for case in past_cases():
        assert all((case.promise.address, case.outcome.address)), case.case
        assert case.grade in set("ABCD"), case.case
        assert case.kind in PROJECT_KINDS, case.case
        assert case.design in ("known", "first"), case.case


def test_on_a_day_between_promise_and_start_a_case_is_open() -> None:
    # promised in 2022-04 for the end of 2024, started on 2024-12-23
    [open_then] = known_by((named("jasm_kumamoto"),), date(2023, 6, 30))
    assert (open_then.started, open_then.open_until) == (None, date(2023, 6, 30))
    [over] = known_by((named("jasm_kumamoto"),), date(2024, 12, 31))
    assert (over.started, over.open_until) == (date(2024, 12, 23), None)


def test_a_promise_made_later_is_not_known() -> None:
    assert not list(known_by((named("jasm_kumamoto"),), date(2022, 4, 18)))


def test_a_new_date_counts_once_it_was_published() -> None:
    case = replace(named("intel_ohio"))
    [before] = known_by((case,), date(2024, 1, 1))
    assert before.open_until == date(2024, 1, 1)
    [after] = known_by((case,), date(2026, 1, 1))
    assert after.open_until == date(2030, 12, 31)


def test_a_rate_read_later_is_not_known() -> None:
    [then] = known_by((named("virginia_rate"),), date(2022, 1, 1))
    assert (then.rate_seen, then.rate_seen_on) == (None, None)
