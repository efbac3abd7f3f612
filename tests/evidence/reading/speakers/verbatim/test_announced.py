"""Statements that a press release sets off by its layout alone: "Holm said:" and the paragraphs behind it."""

from __future__ import annotations

import pytest
from tests.evidence.labels import claims_of


def speakers(language: str, *paragraphs: str) -> list[str]:
    """Whose each figure is."""
    return [c.speaker for c in claims_of("\n".join(paragraphs), language) if c.words]


@pytest.mark.parametrize(
    ("language", "paragraphs", "wanted"),
    [
        ("en", ("Industry Minister Ann Holm said:", "This €270 million shows our resolve. It pays for 300 looms."), ["Ann Holm"] * 2),
        ("en", ("Industry Minister Ann Holm said:", "We have 40 looms.", "Our yard will get 20 more.", "The contract runs for 6 years."), ["Ann Holm", "Ann Holm", ""]),
        ("en", ("Ann Holm, head of the yard:", "We have 40 looms.", "The hall has 30 cranes."), ["Ann Holm", ""]),
        ("en", ("The ministry said the plan had these parts:", "40 narrow looms", "60 wide looms", "Notes", "The plan takes 30 months."), ["ministry", "ministry", ""]),
        ("en", ("Bo Lund said:", "Ann Holm said the yard had 40 looms."), ["Ann Holm"]),
        ("de", ("Ministerin Anna Holm erklärte dazu:", "Mit 300 Millionen Euro sichern wir 400 Stellen.", "Der Vertrag läuft sechs Jahre."), ["Anna Holm", "Anna Holm", ""]),
        ("fr", ("Le ministre Paul Vernet a déclaré :", "Nous passerons à 40 pièces par mois.", "Le contrat court sur six ans."), ["Paul Vernet", ""]),
    ],
)  # fmt: skip
def test_what_stands_behind_an_announcement_is_whose_it_announces(language: str, paragraphs: tuple[str, ...], wanted: list[str]) -> None:  # fmt: skip
    assert speakers(language, *paragraphs) == wanted


@pytest.mark.parametrize(
    "paragraphs",
    [
        ("The looms ordered from Ann Holm's yard are these:", "40 narrow looms"),  # no verb, nobody says "I"
        ("The yard has three halls:", "We counted 40 looms in the first."),  # nobody is named
        ("Ann Holm denied the plan:", "The yard has 40 looms."),
    ],
)  # fmt: skip
def test_a_colon_alone_announces_nobody(paragraphs: tuple[str, ...]) -> None:
    assert set(speakers("en", *paragraphs)) <= {""}


def test_a_quotation_behind_an_announcement_stays_one() -> None:
    (claim,) = [c for c in claims_of('Ann Holm said:\n"We have 40 looms."') if c.words]
    assert (claim.speaker, claim.form) == ("Ann Holm", "direct")
