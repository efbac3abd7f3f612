"""Words of dates: what makes a month or a year one, which way a word looks, what binds a date."""

from __future__ import annotations

import pytest

from offtake.evidence.reading.dates.words import words_of
from offtake.evidence.rules.rules import rules

EN, DE, FR = (words_of(rules(), language) for language in ("en", "de", "fr"))


def met(text: str, words=EN) -> list[str]:
    return [m[0] for m in words.pattern.finditer(text)]


def test_months_quarters_and_weekdays_are_counted_in_their_order():
    assert [EN.months[m] for m in ("january", "june", "sept", "december")] == [1, 6, 9, 12]
    assert (DE.months["märz"], FR.months["août"]) == (3, 8)
    assert [w.weekdays[d] for w, d in ((EN, "monday"), (DE, "sonntag"), (FR, "mercredi"))] == [0, 6, 2]  # fmt: skip
    assert [k for word, k in EN.quarters.items() if "first" in word or "fourth" in word] == [1, 4]


@pytest.mark.parametrize(
    ("words", "following", "past", "present"),
    [(EN, "next", "last", "this"), (DE, "nächsten", "vergangenen", "diesem"), (FR, "prochaine", "dernier", "cette")],
)  # fmt: skip
def test_next_is_ahead_last_is_behind_and_this_is_neither(words, following, past, present):
    assert [words.relation(w) for w in (following, past, present, "")] == [1, -1, 0, 0]


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("they may march in may", ["may"]),
        ("it cost $2,024 for 2024 shells in 2025", ["2025"]),
        ("2025-03-15 to 2026-27", ["2025-03-15", "2026-27"]),
        ("2040.5 and 12026", []),
        ("mid-2027, early 2028 and fy26", ["mid-2027", "early 2028", "fy26"]),
        ("", []),
    ],
)
def test_a_month_or_a_year_is_one_by_what_stands_around_it(text, dates):
    assert met(text) == dates


def test_the_longest_form_wins():
    assert met("on 3 march 2027") == ["3 march 2027"]
    assert met("by the end of march 2027") == ["the end of march 2027"]
    assert met("ende märz 2027", DE) == ["ende märz 2027"]


def test_by_and_since_are_bounds_right_before_a_date_only():
    def bound(before: str, words=EN) -> list[str]:
        return [name for pattern, name in words.before if pattern.search(before)]

    assert bound("ready by ") == bound("ready by the ") == ["by"]
    assert bound("at work since ") == bound("arbeitet seit ", DE) == ["since"]
    assert bound("by road in ") == bound("") == []


def test_will_looks_ahead_and_was_looks_back():
    assert EN.future.search("it will be")
    assert not EN.future.search("it was made")
    assert EN.past.search("it was made")
    assert not EN.past.search("it will be")
    assert not EN.future.search("goodwill")
