"""Numbers in words: where one unit ends and the next begins, what is nothing, and what is not known."""

from __future__ import annotations

import pytest

from offtake.views.drawing.words import (
    NOT_KNOWN,
    apart,
    goods,
    listed,
    mid_year,
    money,
    month_of,
    months,
    moves_by_judgement,
    period_word,
    quantity,
    share,
    significant,
)


@pytest.mark.parametrize(
    ("millions", "said"),
    [
        (0.0999, "EUR 99,900"),
        (0.1, "EUR 0.1 million"),
        (999.4, "EUR 999 million"),
        (999.6, "EUR 1 billion"),
        (999_400.0, "EUR 999 billion"),
        (999_600.0, "EUR 1 trillion"),
    ],
)
def test_no_amount_is_told_as_a_thousand_of_the_smaller_unit(millions, said):
    assert money(millions, "EUR") == said
    assert money(-millions, "EUR") == said.replace("EUR ", "EUR −")


def test_a_count_next_to_a_million_is_one_and_keeps_its_zeros():
    assert [quantity(v) for v in (999_400.0, 999_600.0, -1e7)] == ["999,000", "1.00 million", "−10.0 million"]  # fmt: skip
    assert goods(1.0, "thousand rounds") == "1,000 rounds"
    assert months(1.04) == "1 month"  # what is told is one


def test_a_share_that_is_something_is_never_told_as_nothing_and_one_short_of_all_never_as_all():
    assert [share(v) for v in (0.0, 1e-9, 0.005, 0.0051)] == ["0%", "under 1%", "under 1%", "1%"]
    assert [share(v) for v in (0.9949, 0.995, 1 - 1e-9, 1.0)] == ["99%", "over 99%", "over 99%", "100%"]  # fmt: skip


def test_what_is_not_known_is_said_to_be_and_is_no_number():
    for value in (float("nan"), float("inf"), -float("inf")):
        assert money(value, "EUR") == share(value) == NOT_KNOWN
    assert month_of(float("nan")) == "never"


def test_two_amounts_get_the_digits_that_tell_them_apart_in_either_order():
    assert apart(10.208, 10.164, significant) == apart(10.164, 10.208, significant) == 4
    assert apart(1.0, 1.0 + 1e-9, significant) == 3  # a rest of arithmetic is no difference
    assert apart(10.0001, 10.0, significant, (3, 4)) == 3  # none of the digits is enough


def test_one_too_many_names_are_counted_and_none_is_nothing():
    assert listed(["A", "B", "C", "D", "E"]) == "A, B, C and 2 others"
    assert (listed([]), listed(["A"]), listed(["A", "B"])) == ("", "A", "A and B")


def test_a_moment_lies_in_its_month_to_the_last_day_of_the_year():
    assert [month_of(2027 + k / 12) for k in (0, 6, 11, 11.999)] == ["2027-01", "2027-07", "2027-12", "2027-12"]  # fmt: skip
    assert month_of(2028 - 1e-10) == "2028-01"  # noise of the sum that made it
    # half of a quarter is 1/8, of a month 1/24
    assert mid_year("2027-Q4") == 2028 - 1 / 8
    assert mid_year("2027-12") == pytest.approx(2028 - 1 / 24)
    assert [period_word(p) for p in ("2027", "2027-H1", "2027-Q3", "2027-03")] == ["year", "half-year", "quarter", "month"]  # fmt: skip


def test_what_moves_the_answer_is_counted_by_what_it_rests_on():
    found = {"moved_by": 0.01, "moving": 8, "judged": 6, "share": 0.75, "looked_at": 90}
    assert moves_by_judgement(found) == "Of 8 assumptions that move social value by 1% or more, 6 (75%) are judgement; the others stand in documents."  # fmt: skip
    assert moves_by_judgement({**found, "moving": 0}) == "None of 90 assumptions moves social value by 1% or more."  # fmt: skip
    assert moves_by_judgement(None) == ""
