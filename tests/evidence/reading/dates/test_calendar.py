"""The dates of a sentence, resolved against the article's day."""

from __future__ import annotations

import pytest

from offtake.evidence.reading.dates.calendar import Calendar
from offtake.evidence.rules.rules import rules


def dates(text: str, language: str = "en", published: str = "2025-11-07") -> list[str]:
    return [w.text for w in Calendar(rules()).in_sentence(text, language, published)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("This may take 40 weeks.", []),
        ("As you wait, this may make you nervous.", []),
        ("It may deliver 40 tanks in May.", ["2026-05"]),
        ("They march 30 miles.", []),
        ("They will march on March 30.", ["2026-03-30"]),
    ],
)
def test_a_word_that_is_a_month_too_is_one_with_a_capital_alone(text, found):
    assert dates(text) == found


def test_months_of_french_have_no_capital():
    assert dates("Elle a livré 40 chars en mai.", "fr") == ["2025-05"]
