"""Magnitudes that a sentence says once.  Each value is read off it: 19 of the 72 milliards are 19 milliards."""

from __future__ import annotations

import pytest
from tests.evidence.labels import claims_of


def told(text, language):
    return [(c.value, c.unit) for c in claims_of(text, language) if c.words]


@pytest.mark.parametrize(
    ("text", "language", "found"),
    [
        ("Das Dock kostet statt 1,3 nur 0,9 Milliarden Euro.", "de", [(1.3e9, "EUR"), (0.9e9, "EUR")]),
        ("Es fehlen 1,3 statt der angekündigten 0,8 Millionen Euro.", "de", [(1.3e6, "EUR"), (0.8e6, "EUR")]),
        ("Sur 19 des 72 milliards d'euros, rien n'est dit.", "fr", [(19e9, "EUR"), (72e9, "EUR")]),
        ("Il a versé 64 millions d'euros sur les 150 promis.", "fr", [(64e6, "EUR"), (150e6, "EUR")]),
        ("33 der zugesagten 45 Millionen Dosen kamen.", "de", [(33e6, "doses"), (45e6, "doses")]),
        ("3 der 450 Millionen Dosen kamen.", "de", [(3, "doses"), (450e6, "doses")]),
        ("Zwei Docks gingen für 40 Millionen Euro weg.", "de", [(2, "docks"), (40e6, "EUR")]),
    ],
)  # fmt: skip
def test_a_figure_takes_magnitude_and_currency_of_its_partner(text, language, found):
    assert told(text, language) == found


@pytest.mark.parametrize(
    ("text", "language", "values"),
    [
        ("Das Land hat 20 Millionen versprochen, gekommen sind 8.", "de", [20e6, 8e6]),
        ("La ligue a prêté 84 millions d'euros, dont 9 sont perdus.", "fr", [84e6, 9e6]),
        ("Elle visait 2 millions de lampes et se contente d'en promettre 1,3.", "fr", [2e6, 1.3e6]),
        ("Elle a versé 3 millions à deux ligues, qui n'en trouvent que 1,8.", "fr", [3e6, 2, 1.8e6]),
        ("Es gab 12 Millionen Lampen und 40 Kessel, geliefert wurden 30.", "de", [12e6, 40, 30]),
        ("18 Millionen Euro für das Dock, 2 für das Dach.", "de", [18e6, 2e6]),
        ("La flotte aura 4,9 milliards, l'air 6,2 et les rails 1,9.", "fr", [4.9e9, 6.2e9, 1.9e9]),
        ("Il a 4 à 4,5 milliards, et non les 3,6 promis.", "fr", [None, 3.6e9]),
        ("Der Umsatz stieg um 4,5 Prozent auf 20 Millionen Euro.", "de", [4.5, 20e6]),
    ],
)  # fmt: skip
def test_farther_off_it_takes_the_magnitude_alone_where_it_is_a_sum_or_no_count(text, language, values):  # fmt: skip
    assert [value for value, _ in told(text, language)] == values


@pytest.mark.parametrize(
    ("text", "language", "count"),
    [
        ("It spent €40 million on looms and hired 12.", "en", 12),
        ("It puts $40 million into a mill that is meant to make 120 a year.", "en", 120),
        ("The $80 million cut would leave 412 fewer.", "en", 412),
        ("Sie gab 40 Millionen Euro aus und stellte 12 ein.", "de", 12),
        ("Das Werk kostet 40 Millionen Euro und soll 120 im Jahr bauen.", "de", 120),
    ],
)
def test_what_is_counted_after_a_sum_is_no_sum(text, language, count):
    assert told(text, language)[-1] == (count, "")
