"""Two figures of a sentence: ends of a range, before and after, or a step and where it led."""

from __future__ import annotations

import pytest

from offtake.evidence.reading.figures.pairs import joined, moved_back, shared
from offtake.evidence.reading.figures.quantities import quantities_in
from offtake.evidence.reading.figures.quantity import Quantity
from offtake.evidence.reading.language.lexicon import lexicon
from offtake.evidence.rules.rules import rules


def placed(text: str, *figures: str, **more: object) -> list[Quantity]:
    """Quantities of these figures where they stand in a text, those with a noun counting it."""
    found = []
    for words in figures:
        number, _, noun = words.partition(" ")
        start = text.index(words)
        own = {"unit": noun, "sort": "goods", "words": noun} if noun else {"sort": "bare"}
        found.append(Quantity(start, start + len(words), float(number), figures=True, **{**own, **more}))  # type: ignore[arg-type]  # fmt: skip
    return found


def read(text: str, language: str = "en") -> list[tuple[object, str, str]]:
    """(value or ends, unit, step) of each quantity."""
    found = quantities_in(text, lexicon(rules(), language))
    return [((q.low, q.high) if q.value is None else q.value, q.unit, q.step) for q in found]


@pytest.mark.parametrize("between", ["to", "-", "–", "or", "and"])
def test_a_range_is_one_quantity_with_the_unit_of_its_end(between):
    gap = f" {between} " if between.isalpha() else between
    text = f"It makes {'between ' if between == 'and' else ''}40{gap}60 guns."
    assert [(q.low, q.high, q.value, q.unit) for q in joined(text, placed(text, "40", "60 guns"))] == [(40.0, 60.0, None, "guns")]  # fmt: skip


def test_and_without_between_makes_no_range_and_neither_does_a_fall():
    for text, first, second in (("It has 40 and 60 guns.", "40", "60 guns"), ("It has 60-40 guns.", "60", "40 guns")):  # fmt: skip
        assert [q.high for q in joined(text, placed(text, first, second))] == [None, None]


def test_two_things_make_no_range():
    text = "It makes 40 guns to 60 tubes."
    assert [q.unit for q in joined(text, placed(text, "40 guns", "60 tubes"))] == ["guns", "tubes"]
    assert joined("", []) == []


@pytest.mark.parametrize(
    ("text", "language", "found"),
    [
        ("Output rose from 40 to 60 guns.", "en", [(40, "guns", "before"), (60, "guns", "after")]),
        ("Output fell from 60 to 40 guns.", "en", [(60, "guns", "before"), (40, "guns", "after")]),
        ("It holds anywhere from 40 to 60 guns.", "en", [((40, 60), "guns", "")]),
        ("It rose from 9 to 12-15 hulls.", "en", [(9, "hulls", "before"), ((12, 15), "hulls", "after")]),
        ("Es stieg von 9 auf 12 bis 15 Boote.", "de", [(9, "boats", "before"), ((12, 15), "boats", "after")]),
        ("La cadence passe de 40 à 60 obus.", "fr", [(40, "shells", "before"), (60, "shells", "after")]),
        ("Profit fell by £40m to £210m.", "en", [(40e6, "GBP", ""), (210e6, "GBP", "after")]),
        ("The price fell £2,000 to £268,000.", "en", [(2000, "GBP", ""), (268000, "GBP", "after")]),
        ("Output crept from four to seven kilns a month.", "en", [(4, "kilns", "before"), (7, "kilns", "after")]),
        ("Clay tumbled $21 to $339 a tonne.", "en", [(21, "USD", ""), (339, "USD", "after")]),
        ("Staff is down 380 to 1,410.", "en", [(380, "", ""), (1410, "", "after")]),
        ("It cut its forecast of rents by 350,000 to 11.2 million.", "en", [(350000, "", ""), (11.2e6, "", "after")]),
        ("Debts grew by 2 to 5 million euros.", "en", [((2e6, 5e6), "EUR", "")]),
        ("It refits four kilns to 32 vents.", "en", [(4, "kilns", ""), (32, "vents", "")]),
        ("It rose to 40% from 30%.", "en", [(40, "%", "after"), (30, "%", "before")]),
        ("It will rise to 55 units a year, from 40 today.", "en", [(55, "units", "after"), (40, "units", "before")]),
        ("Sie steigt von derzeit 70 auf 100 Tonnen.", "de", [(70, "tonnes", "before"), (100, "tonnes", "after")]),
    ],
)  # fmt: skip
def test_which_figure_was_before(text, language, found):
    assert read(text, language) == found


def test_what_an_end_says_once_holds_for_both():
    assert read("It makes 3 to 5 million rounds.") == [((3e6, 5e6), "rounds", "")]
    assert read("It makes 900 to 5,000 rounds.") == [((900.0, 5000.0), "rounds", "")]
    assert read("It costs $12bn-15bn.") == [((12e9, 15e9), "USD", "")]
    assert read("It costs $3-5 million.") == [((3e6, 5e6), "USD", "")]


def test_parts_of_a_share_of_the_product_are_shares_of_it_too():
    assert read("5% of GDP, including 3.5% on arms and 1.5% on roads") == [(5, "%GDP", ""), (3.5, "%GDP", ""), (1.5, "%GDP", "")]  # fmt: skip
    assert read("5% of GDP, while 3.5% of men served") == [(5, "%GDP", ""), (3.5, "%", "")]


def test_a_part_is_counted_as_the_whole():
    text = "It made 40 of the 60 guns."
    assert [q.unit for q in shared(text, placed(text, "40", "60 guns"))] == ["guns", "guns"]


def test_what_it_rose_from_is_before_and_counts_are_not_carried_over():
    text = "It rose to 40 guns from 30."
    after, before = moved_back(text, placed(text, "40 guns", "30"))
    assert (after.step, before.step, before.unit) == ("after", "before", "")
    text = "It made 40 guns in 30."
    assert [q.step for q in moved_back(text, placed(text, "40 guns", "30"))] == ["", ""]


def test_a_range_beside_what_it_stands_instead_of_shares_its_unit_and_magnitude():
    assert read("It gets 30 to 40 instead of 50 gigawatts.") == [((30, 40), "GW", ""), (50, "GW", "")]  # fmt: skip
    assert read("It paid 30 to 40 rather than 50 million euros.") == [((3e7, 4e7), "EUR", ""), (5e7, "EUR", "")]  # fmt: skip
