"""Ranges of time with an end that holds no number, in the shorter unit; what something was changed from is no range."""

import pytest
from tests.evidence.labels import figures_are


@pytest.mark.parametrize(
    ("written", "wanted"),
    [
        ("six months to a year", "6..12 month"),
        ("between six months and a year", "6..12 month"),
        ("ten days to a month", "10..30.416667 day"),
        ("a year to 18 months", "12..18 month"),
        ("between a week and ten days", "7..10 day"),
        ("six months or a year", "6..12 month"),
        ("18 months to two years", "18..24 month"),
        ("six months to a year and a half", "6..18 month"),
    ],
)
def test_from_a_number_to_a_length_without_one(written: str, wanted: str) -> None:
    for frame in ("The repair takes {}.", "They will have to wait {} for it, she said."):
        figures_are(frame.format(written), wanted)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("The wait was cut from 18 months to a year.", "18 month ; 1 year"),
        ("They waited six months and a year later it came.", "6 month"),
    ],
)
def test_two_lengths_that_are_no_range(text: str, wanted: str) -> None:
    figures_are(text, wanted)
