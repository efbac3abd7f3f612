"""Denials: what is told as not so, and what is merely refused, late or not made."""

from __future__ import annotations

import pytest
from tests.evidence.labels import claims_of


def denied(text: str, language: str = "en") -> list[bool]:
    return [c.kind == "denial" for c in claims_of(text, language) if c.words]


@pytest.mark.parametrize("verb", ["denied", "rejected", "disputed", "dismissed", "refuted"])
@pytest.mark.parametrize("said", ["reports that it had sold 40 looms", "the claim of 40 looms", "the figure of 40 looms", "rumours of 40 looms"])  # fmt: skip
def test_who_denies_something_said_denies_its_figure(verb, said):
    assert denied(f"The weaver {verb} {said}.") == [True]


def test_a_verb_of_saying_inside_a_denial_does_not_undo_it():
    assert denied("The weaver denied that it had offered the looms at €95,000 apiece.") == [True]
    assert denied("The weaver denied that it had promised 40 looms.") == [True]


@pytest.mark.parametrize(
    "text",
    [
        "The council rejected a plan to buy 40 looms.",
        "The weaver rejected an offer of €40m.",
        "The court dismissed 40 claims.",
        "They disputed 40 invoices.",
        "The weaver disputed that, saying the gap was 40 looms.",
        "The weaver denied that, but it had sold 40 looms.",
        "It did not make 40 looms.",
        "It never delivered the 40 looms that it promised.",
        "Not only 40 looms but also 30 presses were ordered.",
        "There are no more than 40 looms, Holm said.",
    ],
)
def test_who_refuses_a_plan_or_makes_nothing_denies_nothing(text):
    assert not any(denied(text))


@pytest.mark.parametrize("false", ["is false", "is simply wrong", "is a myth", "is made up", "is grossly exaggerated", "is untrue"])  # fmt: skip
def test_what_somebody_calls_false_is_denied(false):
    assert denied(f"Talk of 40 lost looms {false}, Holm said.") == [True]
    assert denied(f"“The figure of 40 looms {false},” Holm said.") == [True]


@pytest.mark.parametrize(
    "text",
    [
        "“Nobody ordered 60 looms,” Holm said.",
        "“I never said there were 60 looms,” Holm said.",
        "The weaver never had 60 looms, Holm insisted.",
        "“There was no delay of 60 days,” Holm said.",
        "It was not 60 looms, Holm said.",
    ],
)
def test_what_never_was_is_denied_in_somebodys_own_words(text):
    assert denied(text) == [True]


def test_of_a_correction_the_first_figure_is_denied():
    assert denied("Not 60 looms but 25 were made.") == [True, False]
    assert denied("It was not 60 looms but 25 that came.")[0]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "Eine Verzögerung von 14 Monaten gebe es nicht, teilte die Weberei mit."),
        ("de", "Das Ministerium widersprach Berichten über 300 gestrichene Stellen."),
        ("de", "Berichte über 300 gestrichene Stellen seien aus der Luft gegriffen, sagte Weber."),
        ("fr", "Le groupe réfute avoir perdu 40 % de ses commandes."),
        ("fr", "« Il n'a jamais été question de supprimer 600 emplois », a dit Herlaut."),
        ("fr", "Il n'y a pas de retard de 14 mois, assure la direction."),
    ],
)
def test_denials_of_german_and_french(language, text):
    assert denied(text, language) == [True]
