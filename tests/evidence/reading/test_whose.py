"""Whose a figure is, by name; where no name is said it stays empty and open."""

from __future__ import annotations

import pytest
from tests.evidence.labels import claims_of


def whose(text: str, language: str = "en") -> list[tuple[str, bool]]:
    """Of every figure, whose it is and whether that is told as open."""
    found = claims_of(text, language, "2026-01-12")
    return [(c.whose, "whose" in c.unresolved) for c in found if c.words]


@pytest.mark.parametrize(
    ("text", "owner"),
    [
        ("“We have 40 boats,” the minister, Jonas Holm, said.", ""),
        ("“We have 40 boats,” Mira Olsson, head of the Kesten yard, said.", "Kesten yard"),
        ("“We have 40 boats,” Kesten director Mira Olsson said.", "Kesten"),
        ("“We have 40 boats,” Varnholt said.", "Varnholt"),
        ("“We have 40 boats,” the ministry said.", ""),
    ],
)
def test_we_is_the_body_that_somebody_speaks_for_and_nobody_where_that_is_not_said(text, owner):
    assert whose(text) == [(owner, not owner)]


@pytest.mark.parametrize(
    ("before", "owner"),
    [
        ("", ""),
        ("The Kesten yard is old.", "Kesten yard"),
        ("Much was said of Varnholt's yard.", "Varnholt"),
        ("Varnholt, a small yard, is old.", "Varnholt"),
        ("The Kesten yard is old, and so is the Brevik yard.", ""),
    ],
)
def test_a_body_without_a_name_has_the_one_that_the_document_gives_it(before, owner):
    assert whose(f"{before} The yard built 40 boats.".strip()) == [(owner, not owner)]


@pytest.mark.parametrize(
    ("text", "owner", "language"),
    [
        ("A factory makes 40 looms a year.", "", "en"),
        ("Das Werk in Southport baut drei Pumpen im Monat.", "", "de"),
        ("Die Auftragseingänge stiegen um 9 Prozent.", "", "de"),
        ("Für die Halle gibt es 75 Millionen Euro.", "", "de"),
        ("Construction costs rose by 9%.", "", "en"),
        ("Rival Beta makes 40 looms a year.", "Beta", "en"),
        ("Shipbuilder Tamsin Yards completed 40 boats.", "Tamsin Yards", "en"),
        ("The Ministry of Works of South ordered 20 pumps.", "Ministry of Works of South", "en"),
        ("KESTEN — The Kesten yard can build 24 boats a year.", "Kesten yard", "en"),
        ("Varnholt baut 60 Boote im Jahr.", "Varnholt", "de"),
    ],
)  # fmt: skip
def test_the_subject_is_an_owner_by_its_name_alone(text, owner, language):
    assert [name for name, _ in whose(text, language)] == [owner]


def test_a_word_that_the_document_has_with_a_small_letter_too_is_no_name():
    assert [w for w, _ in whose("Buyers wait 14 days. No other buyers do.")] == [""]


def test_who_denies_it_is_not_whose_it_is():
    assert [w for w, _ in whose("Varnholt denied that Osmund made 40 boats.")] == ["Osmund"]
    assert [w for w, _ in whose("Jonas Holm denied that 40 boats were late.")] == [""]
