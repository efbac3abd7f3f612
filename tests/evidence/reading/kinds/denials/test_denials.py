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
    found = denied(text)
    assert found
    assert not any(found)


@pytest.mark.parametrize("false", ["is false", "is simply wrong", "is a myth", "is made up", "is grossly exaggerated", "is untrue"])  # fmt: skip
def test_what_somebody_calls_false_is_denied(false):
    assert denied(f"Talk of 40 lost looms {false}, Holm said.") == [True]
    assert denied(f"“The figure of 40 looms {false},” Holm said.") == [True]


@pytest.mark.parametrize("false", ["a fairy tale", "pure invention", "nonsense", "untrue", "plucked from thin air"])  # fmt: skip
def test_what_is_called_by_a_word_for_the_untrue_is_denied(false):
    assert denied(f"Holm called reports of 40 lost looms “{false}”.") == [True]
    assert denied(f"Reports of 40 lost looms were dismissed as “{false}” by the weaver.") == [True]
    assert denied(f"Holm described as “{false}” reports that 40 looms had been lost.") == [True]


@pytest.mark.parametrize(
    "text",
    [
        "Each loom is made up of 40 parts, Holm said.",
        "The weaver lost 40 looms and called the audit “a work of fiction”.",
        "Calling the report a myth, Holm put the loss at 40 looms.",
        "The claim is wrong, Holm said: “We lost 40 looms.”",
        "The claim was branded a lie by Holm, who put the loss at 40 looms.",
        "The film is a fantasy that cost $40 million.",
        "The 40 looms were fake.",
        "Critics called the rise of 3 per cent absurd.",
        "It is absurd that 40 looms lie idle, Holm said.",
        "Nothing is wrong with the 40 looms.",
    ],
)
def test_what_is_told_beside_something_untrue_is_not_denied(text):
    found = denied(text)
    assert found
    assert not any(found)


@pytest.mark.parametrize(
    "text",
    [
        "“No, we have not lost 40 looms,” Holm said.",
        "Contrary to what the leaflet says, no 40 looms are to go, the weaver said.",
        "Not 40 looms, as was reported.",
        "It is not true that 40 looms are to go, Holm said.",
        "Denying that it owed €40m, the weaver spoke of a delay.",
    ],
)
def test_an_answer_to_what_was_said_denies_it(text):
    assert denied(text) == [True]


@pytest.mark.parametrize(
    "text",
    [
        "The weaver neither confirmed nor denied the figure of 40 looms.",
        "Gripped by a labour dispute that cost it 40 days, the weaver closed.",
        "Holm, who took 40 looms home, has denied that he sold them.",
        "“Nobody has told us why 40 looms never came,” Holm said.",
        "“We can weave 25 rugs a day, not 40,” Holm said.",
        "The army has 25 looms, not the 40 in the plan.",
        "Contrary to expectations, the bank did not cut its rate but left it at 4 per cent.",
        "Contrary to rumours, no jobs will go at the mill, which has 400 looms.",
        "No, the mill did not close, and 400 people work there.",
        "The army said it had shot down 40 of the 62 kites that Russia launched.",
        "The squad never saw the 40 looms it had been promised, Holm said.",
    ],
)
def test_what_merely_stands_beside_a_no_is_not_denied(text):
    found = denied(text)
    assert found
    assert not any(found)


@pytest.mark.parametrize(
    "text",
    [
        "“Nobody ordered 60 looms,” Holm said.",
        "“Nobody here is building 60 looms,” Holm said.",
        "“We have received no 60 looms,” Holm said.",
        "“No 60 looms were ever sold,” Holm said.",
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
        ("de", "Dass 40 Webstühle fehlten, nannte Weber einen „Unsinn“."),
        ("de", "Die Weberei hat einen Bericht zurückgewiesen, wonach 40 Webstühle fehlen."),
        ("de", "„Nein, es waren keine 40 Webstühle“, sagte Weber."),
        ("fr", "Herlaut a traité de « fable » l'annonce de 40 suppressions d'emplois."),
        ("fr", "« C'est faux : nous ne vendons pas 40 métiers », a dit Herlaut."),
        ("fr", "Pas question de céder 40 métiers, a dit Herlaut."),
        ("fr", "Le groupe réfute avoir perdu 40 % de ses commandes."),
        ("fr", "« Il n'a jamais été question de supprimer 600 emplois », a dit Herlaut."),
        ("fr", "Il n'y a pas de retard de 14 mois, assure la direction."),
    ],
)
def test_denials_of_german_and_french(language, text):
    assert denied(text, language) == [True]


def test_what_stands_against_a_denied_figure_is_not_denied():
    assert denied("It has 40 looms, not 30 as reported.") == [False, True]
    assert denied("Nein, es sind nicht 40, sondern 60 Webstühle, sagte Weber.", "de") == [True, False]  # fmt: skip
    assert denied("Il n'y a pas 40 métiers mais 60, selon la direction.", "fr") == [True, False]
    assert denied("No 60 people were ever sacked, Holm said.") == [True]
