"""Interviews without labels."""

from __future__ import annotations

import pytest
from tests.evidence.labels import claims_of


def answers(text: str, language: str) -> list[str]:
    return [c.speaker for c in claims_of(text, language) if c.words]


@pytest.mark.parametrize(
    ("language", "text", "speakers"),
    [
        ("en", "Ida Falk runs a mill with 90 looms. A talk.\nHow many run?\nWe run 40 looms.\nIs that enough?\nNo. We need 60 looms.", ["", "Ida Falk", "Ida Falk"]),
        ("de", "Ida Falk führt eine Weberei mit 90 Pressen. Ein Gespräch.\nWie viele laufen?\nWir haben 40 Pressen.\nReicht das?\nNein. Wir brauchen 60 Pressen.", ["", "Ida Falk", "Ida Falk"]),
        ("fr", "Léa Brun dirige une usine de 90 presses. Entretien.\nCombien tournent ?\nNous avons 40 presses.\nEst-ce assez ?\nNon. Il en faut 60.", ["", "Léa Brun", "Léa Brun"]),
        ("de", "Weberin Ida Falk und Weber Bo Lund haben 90 Pressen.\nFrau Falk, wie viele laufen?\nWir haben 40 Pressen.", ["", "Ida Falk"]),
    ],
)  # fmt: skip
def test_whoever_is_named_before_the_first_question_or_asked_by_name_answers(language, text, speakers):  # fmt: skip
    assert answers(text, language) == speakers


@pytest.mark.parametrize(
    "text",
    [
        "Ida Falk runs a mill.\nHow many run?\nWe run 40 looms.",
        "Ida Falk runs a mill with Bo Lund.\nHow many run?\nWe run 40 looms.\nIs that enough?\nNo.",
        "Ida Falk runs a mill.\nHow many run?\nThe mill has 40 looms.\nIs that enough?\nIt is.",
    ],
)
def test_one_question_two_who_may_answer_or_nobody_who_says_we_make_no_interview(text):
    assert set(answers(text, "en")) == {""}


def test_what_is_quoted_behind_a_question_is_no_answer():
    told = "Ida Falk runs a mill.\nHow many run?\nWe run 40 looms.\nIs that enough?\n“We need 60 looms,” said Bo Lund."
    assert answers(told, "en") == ["Ida Falk", "Bo Lund"]
    broken = "Ida Falk runs a mill.\nHow many run?\nWe run 40 looms.\n“A lie,” said Bo Lund.\nThe mill holds 90 looms.\nIs that enough?\nNo. We need 60 looms."
    assert answers(broken, "en") == ["Ida Falk", "", "Ida Falk"]


def test_behind_the_last_question_one_paragraph_answers():
    told = "Ida Falk runs a mill.\nHow many run?\nWe run 40 looms.\nIs that enough?\nWe need 60 looms.\nThe mill was built for 90 looms."
    assert answers(told, "en") == ["Ida Falk", "Ida Falk", ""]
