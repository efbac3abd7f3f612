"""A date that moves while one waits for it."""

from __future__ import annotations

from datetime import date

import pytest

from offtake.evidence.reference.targets import day_at_pace, pace, targets


def test_a_date_that_moves_half_a_year_a_year_is_twice_as_far_as_it_says() -> None:
    # said at the start of 2021 for 2023 (730 days), a year later for mid-2023 (182 days more): s = 182/365
    said = [(date(2021, 1, 1), date(2023, 1, 1)), (date(2022, 1, 1), date(2023, 7, 2))]
    assert pace(said) == pytest.approx(182 / 365)
    # 547 days to go at 1 - 182/365 = 183/365 a day: 1,091 days
    assert day_at_pace(said) == date(2022, 1, 1).fromordinal(date(2022, 1, 1).toordinal() + 1091)


def test_a_date_that_moves_as_fast_as_time_is_never_reached() -> None:
    assert day_at_pace([(date(2021, 1, 1), date(2022, 1, 1)), (date(2022, 1, 1), date(2023, 1, 1))]) is None  # fmt: skip


def test_a_date_brought_forward_stands_as_said_last() -> None:
    said = [(date(2021, 1, 1), date(2024, 1, 1)), (date(2022, 1, 1), date(2023, 1, 1))]
    assert day_at_pace(said) == date(2023, 1, 1)


def test_statements_of_a_target_stand_oldest_first_with_an_address() -> None:
    for target in targets():
        days = [s.stated_on for s in target.statements]
        assert days == sorted(days), target.target
        assert len(days) > 1, target.target
        assert all(s.paper.address.startswith("https://") for s in target.statements)
