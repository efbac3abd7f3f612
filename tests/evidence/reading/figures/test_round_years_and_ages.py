"""A round number of four that could be a year, an age, a sum in two magnitudes, a pair of which the second stands in brackets."""

from __future__ import annotations

import pytest
from tests.evidence.labels import claims_of


def _found(text: str, language: str) -> list[tuple[float | None, float | None, str]]:
    return [(c.value, c.low, c.unit) for c in claims_of(text, language) if c.value or c.low]


@pytest.mark.parametrize(
    ("text", "language", "found"),
    [
        ("Dort arbeiten 1900 Personen.", "de", [(1900, None, "people")]),
        ("Der Kreis hält 2000 weitere Betten bereit.", "de", [(2000, None, "beds")]),
        ("Seit 2000 Wagen zu bauen, war sein Ziel.", "de", []),
        ("Kelm kaufte 2024 Wagen.", "de", []),
        ("La ville réclame 2000 logements.", "fr", [(2000, None, "homes")]),
        ("En 2000 ses ventes ont reculé.", "fr", []),
    ],
)
def test_a_round_number_of_things_is_no_year(text, language, found):
    assert _found(text, language) == found


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Les jeunes de 18 ans ont reçu une lettre.", "fr"),
        ("L'aide va aux enfants de moins de trois ans.", "fr"),
        ("L'âge moyen des voies est de vingt-huit ans.", "fr"),
        ("The tugs are less than ten years old.", "en"),
        ("Its ferries are older than 30 years.", "en"),
        ("The airline still wants the 777X.", "en"),
        ("Le prix a été revu une fois les offres connues.", "fr"),
    ],
)
def test_an_age_a_model_and_once_are_no_figures(text, language):
    assert _found(text, language) == []


@pytest.mark.parametrize(
    ("text", "language", "found"),
    [
        ("Exports came to 10 billion 54 million dollars.", "en", [(10_054_000_000, None, "USD")]),
        ("Kelm verdiente 278 (Vorjahr: 262) Millionen Euro.", "de", [(278e6, None, "EUR"), (262e6, None, "EUR")]),
        ("Mehrere Hundert Millionen Euro steckt Kelm in das Werk.", "de", [(None, 2e8, "EUR")]),
        ("The mill paid R350 crore.", "en", [(3.5e9, None, "INR")]),
        ("Elle a gagné un point de part de marché.", "fr", [(1, None, "%")]),
        ("Offers ranging from $7 million to $19 million will go to the board.", "en", [(None, 7e6, "USD")]),
        ("Kelm will 40 Wagen. Geliefert sind bis heute neun.", "de", [(40, None, "cars"), (9, None, "")]),
        ("Kelm baut 40 Boote. Getauft wurde eines in Halle 9.", "de", [(40, None, "boats")]),
        ("Drei von sechs Booten sind fertig.", "de", [(3, None, "boats"), (6, None, "boats")]),
    ],
)  # fmt: skip
def test_what_a_figure_comes_to(text, language, found):
    assert _found(text, language) == found


def test_a_vague_number_beside_one_that_it_replaces():
    for text in (
        "Norr lent 40 instead of dozens of carts.",
        "Norr lent dozens instead of 40 carts.",
    ):
        assert len(claims_of(text, "en")) == 2
