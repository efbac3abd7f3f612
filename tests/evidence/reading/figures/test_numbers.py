"""Numbers in figures and words, by what each language means with points, commas and compounds."""

from __future__ import annotations

import pytest

from offtake.evidence.reading.figures.numbers import figure, numbers_in
from offtake.evidence.reading.language.lexicon import lexicon
from offtake.evidence.rules.rules import rules


def found(text: str, language: str = "en") -> list[tuple[float | None, str]]:
    """(value, or the least where only that is said; the words) of each number."""
    numbers = numbers_in(text, lexicon(rules(), language))
    return [(n.low if n.value is None else n.value, text[n.start : n.end]) for n in numbers]


@pytest.mark.parametrize(
    ("text", "language", "value", "unsure"),
    [
        ("1,250", "en", 1250.0, True),
        ("1,250", "fr", 1.25, True),
        ("1.250", "de", 1250.0, True),
        ("1.250", "en", 1.25, True),
        ("0,250", "en", 0.25, False),
        ("12,5", "en", 12.5, False),
        ("1.234.567,8", "en", 1234567.8, False),
        ("1,234,567.8", "de", 1234567.8, False),
        ("12,50,000", "en", 1250000.0, False),
        ("1 250 000", "fr", 1250000.0, False),
        ("1'250'000", "de", 1250000.0, False),
        ("1250,125", "en", 1250.125, False),
    ],
)
def test_three_figures_after_one_sign_are_thousands_by_the_language_and_said_to_be_unsure(text, language, value, unsure):  # fmt: skip
    assert figure(text, language) == (value, unsure)


@pytest.mark.parametrize(
    ("text", "language", "value"),
    [
        ("two and a half million", "en", 2.5e6),
        ("three hundred and forty thousand", "en", 340e3),
        ("two thousand five hundred", "en", 2500.0),
        ("one million two hundred thousand", "en", 1.2e6),
        ("half a million", "en", 5e5),
        ("three dozen", "en", 36.0),
        ("2-1/4", "en", 2.25),
        ("3½", "en", 3.5),
        ("hundreds of thousands", "en", 2e5),
        ("zweihunderttausend", "de", 2e5),
        ("hunderttausend", "de", 1e5),
        ("einhundertundelf", "de", 111.0),
        ("zwölftausenddreihundertvier", "de", 12304.0),
        ("anderthalb Millionen", "de", 1.5e6),
        ("deux mille cinq cents", "fr", 2500.0),
        ("trois cent mille", "fr", 3e5),
        ("une centaine", "fr", 100.0),
    ],
)
def test_a_number_in_words_is_one_number(text, language, value):
    assert found(text, language) == [(value, text)]


def test_two_numbers_stay_two_and_keep_their_order():
    assert found("two thousand and five hundred") == [(2000.0, "two thousand"), (500.0, "five hundred")]  # fmt: skip
    assert found("five thousand two thousand") == [
        (5000.0, "five thousand"),
        (2000.0, "two thousand"),
    ]
    assert found("one thousand one thousand") == [(1000.0, "one thousand")] * 2
    assert found("40 50") == [(40.0, "40"), (50.0, "50")]


def test_figures_of_a_name_are_no_number_and_those_of_a_price_are():
    assert found("eight 787s and an F-16") == [(8.0, "eight")]
    assert found("from $12bn-15bn") == [(12e9, "12bn"), (15e9, "15bn")]
    assert found("") == found("no figure") == []


def test_a_share_is_its_reciprocal_and_a_multiple_its_number():
    numbers = numbers_in("one-fifth of them, and three times as many", lexicon(rules(), "en"))
    assert [(n.value, n.unit) for n in numbers] == [(0.2, "share"), (3.0, "x")]


@pytest.mark.parametrize(
    ("text", "language", "share"),
    [
        ("one kiln in nine", "en", [1 / 9]),
        ("fewer than one in 2,000 pots", "en", [1 / 2000]),
        ("three in four potters", "en", [0.75]),
        ("a ninth of the pots", "en", [1 / 9]),
        ("half of the potters pay in May, a third in June", "en", [0.5, 1 / 3]),
        ("two kilns, and an option for a third", "en", []),
        ("two kilns burn, a third is cold", "en", []),
        ("wages rose by a third", "en", [1 / 3]),
        ("of €2.4m, of which a third is to go on clay", "en", [1 / 3]),
        ("orders will outstrip sales by a third until May", "en", [1 / 3]),
        ("it sells a fifth less than the four others", "en", [0.2]),
        ("of 210 potters, a fifth, 42 masters, left", "en", [0.2]),
        ("it can fire one-twentieth of the pots", "en", [0.05]),
        ("pay 340 crowns, half from the town", "en", [0.5]),
        ("the shop, half empty, is let", "en", []),
        ("four barges in five are late", "en", [0.8]),
        ("four barges in five colours are late", "en", []),
        ("one guild member in six plans to go", "en", [1 / 6]),
        ("seven of ten pots are cracked", "en", [0.7]),
        ("six of ten pots arrived", "en", []),
        ("four out of 30 kilns were lit", "en", []),
        ("jede zwölfte Brücke", "de", [1 / 12]),
        ("it was too cautious by half", "en", []),
        ("six fours sur dix", "fr", [0.6]),
        ("sechs von zehn Öfen", "de", [0.6]),
    ],
)
def test_shares_in_words_and_what_only_looks_like_one(text, language, share):
    numbers = numbers_in(text, lexicon(rules(), language))
    assert [n.value for n in numbers if n.unit == "share"] == [pytest.approx(s) for s in share]


@pytest.mark.parametrize(
    ("text", "times"),
    [
        ("It trades at 31 times earnings.", [31]),
        ("Demand is two and a half times supply.", [2.5]),
        ("It takes half as long.", [0.5]),
        ("It costs half as much again.", [1.5]),
        ("The town cut its levy in half.", [0.5]),
        ("It costs twice last winter's sum.", [2]),
        ("It failed three times in May.", []),
        ("Output rose by nearly 30 times.", [30]),
    ],
)
def test_multiples_of_a_measure(text, times):
    numbers = numbers_in(text, lexicon(rules(), "en"))
    assert [n.value for n in numbers if n.unit == "x"] == times
