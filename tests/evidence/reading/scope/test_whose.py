"""Whose a figure is, by name; where no name is said it stays empty and open."""

from __future__ import annotations

import pytest
from tests.evidence.comparing.test_relations import kinds
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
        ("“We have 40 boats,” the Kesten yard said.", "Kesten yard"),
        ("“We have 40 boats,” NATO said.", "NATO"),
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


@pytest.mark.parametrize(
    ("more", "owner"),
    [
        ("", ""),
        ("It is an old town.", ""),
        ("Varnholt, an old yard, is in Southport.", "Varnholt"),
        ("Varnholt is a yard.", "Varnholt"),
        ("It is at the yard Varnholt in Southport.", "Varnholt"),
        ("Much is said of Varnholt's yard.", "Varnholt"),
        ("Varnholt builds them of steel.", "Varnholt"),
    ],
)
def test_we_of_one_word_is_a_firm_only_where_the_document_shows_that(more, owner):
    """Else it may be a surname, and nobody knows for whom it speaks."""
    assert whose(f"We have 40 boats, Varnholt said. {more}".strip()) == [(owner, not owner)]


@pytest.mark.parametrize(
    ("text", "owner", "open_"),
    [
        ("In the view of our readers Acme makes 40 boats a year, Lind said.", "", False),
        ("The workers told us that Acme makes 40 boats a year.", "Acme", False),
        ("“We believe that Acme makes 40 boats a year,” Lind said.", "Acme", False),
        ("Acme makes 40 boats, and “we are proud of it”, Holm said.", "Acme", False),
        ("Rosa Lind, head of Alfa, said: “We make 40 boats a year.”", "Alfa", False),
        ("Rosa Lind, head of Alfa, said that we make 40 boats a year.", "Alfa", False),
        ("Last year we made 40 boats, Rosa Lind, head of Alfa, said.", "Alfa", False),
        ("“Our yard makes 40 boats,” Rosa Lind, head of Alfa, said.", "Alfa", False),
        ("Rosa Lind said: “We make 40 boats a year.”", "", True),
        ("“Can we build 200 boats a year? Yes,” Brekke said.", "", True),
        ("“All of our customers pay 30 euros,” Brekke said.", "", True),
        ("Visitor numbers at our works rose to 412,000.", "", True),
        ("“They owe us 64 buses,” Brekke said.", "", False),
        ("US yards make 40 boats a year, Brekke said.", "US", False),
        ("Most of us make 40 boats a year, Brekke said.", "", True),
    ],
)
def test_we_begins_its_clause_and_what_is_said_of_a_name_is_of_that_name(text, owner, open_):
    assert whose(text) == [(owner, open_)]


def test_so_it_is_in_german():
    for text in ("Rosa Lind, Chefin von Alfa, sagte: „Wir bauen 40 Boote im Jahr.“", "Im vergangenen Jahr haben wir 40 Boote gebaut, sagte Rosa Lind, Chefin von Alfa."):  # fmt: skip
        assert whose(text, "de") == [("Alfa", False)]


NAMES = ["Samsung", "Boeing", "Beijing", "Bern", "Luzern", "Guinness", "Inverness", "Trinity", "Unity", "Kelly", "Italy", "Sterling", "Clement", "Jung"]  # fmt: skip


@pytest.mark.parametrize("name", ["Varnholt", *NAMES])
def test_a_name_that_ends_like_a_common_noun_is_a_name(name):
    """As Varnholt is, wherever it stands."""
    for text in (f"{name} makes 40 boats a year.", f"Rosa Lind said that {name} makes 40 boats a year.", f"{name}'s output is 40 boats a year.", f"{name} can make 40 boats a year, its rivals claim."):  # fmt: skip
        assert whose(text) == [(name, False)]
    assert whose(f"{name} baut 40 Boote im Jahr.", "de") == [(name, False)]
    assert whose(f"The {name} yard built 40 boats.") == [(f"{name} yard", False)]


@pytest.mark.parametrize("name", ["Varnholt", *NAMES])
def test_a_contradiction_does_not_hang_on_the_name(name):
    one, other = f"{name} makes 90,000 rounds a month, the ministry found.", f"{name} makes 60,000 rounds a month, its rivals claim."  # fmt: skip
    assert kinds(one, one.replace(name, "Osmund")) == []
    assert kinds(one, other) == ["contradiction"]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Manufacturing rose by 40%.", "en"),
        ("Investment has risen to €40m.", "en"),
        ("Sterling rose by 40%. Nobody paid in pounds sterling.", "en"),
        ("Recently made boats cost €40.", "en"),
        ("Kosten stiegen um 40 Prozent.", "de"),
        ("Lieferungen stiegen um 40 Prozent.", "de"),
        ("Die Abteilung baut 40 Boote im Jahr.", "de"),
        ("Förderung kostet 40 Millionen Euro.", "de"),
    ],
)
def test_what_ends_so_and_does_nothing_is_nobody(text, language):
    assert [name for name, _ in whose(text, language)][:1] == [""]
