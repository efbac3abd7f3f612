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


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Bo Lund shot 40 people.\nWhat do we know?\nHe had 30 guns.\nWhat don't we know?\nWe still have 20 questions."),
        ("en", "Bo Lund opened a mill.\nWhat happened?\nWorkers took 30 looms.\nWhat comes next?\nWe will publish 20 letters."),
        ("en", "Bo Lund opened a mill.\nWhat do you need to know?\nIt has 30 looms, we hear.\nHow much do you need to know?\nWe heard of 20 more."),
        ("en", "Bo Lund runs a mill.\nWho works there?\nWe have found 30 letters.\nHow many looms are left?\nThe mill has 20.\nWhat is it worth?\nWe do not know. It made 40 sheets."),
        ("en", "Bo Lund won the vote.\nWill taxes rise?\nYes. They rise by 40 per cent.\nWho pays?\nNot everybody: 20 mills do."),
        ("en", "Bo Lund won the vote.\nWhen do I pay?\nYou pay in June, and we will list 20 mills.\nHow much is it?\nWe count 40 looms."),
        ("de", "Bo Lund führt ein Werk.\nSteigt der Preis?\nJa, um 40 Prozent.\nBleibt das so?\nNein. Es kommen 20 Gesetze."),
        ("de", "Bo Lund führt ein Werk.\nWas wissen wir?\nDie Polizei fand 30 Gewehre.\nWas wissen wir nicht?\nWir haben noch 20 Fragen."),
        ("fr", "Bo Lund dirige une usine.\nQue sait-on ?\nLa police a trouvé 30 fusils.\nQue ne sait-on pas ?\nNous avons encore 20 questions."),
    ],
)  # fmt: skip
def test_what_a_paper_asks_for_its_readers_is_no_interview(language, text):
    assert set(answers(text, language)) == {""}


def test_a_paragraph_that_names_somebody_breaks_off():
    told = "Ida Falk runs a mill.\nHow many run?\nWe run 40 looms.\nFalk took over 30 looms.\nThe mill has 20 more.\nIs that enough?\nNo. We need 60 looms."
    assert answers(told, "en") == ["Ida Falk", "", "", "Ida Falk"]
    other = told.replace("Falk took", "Rival Bo Lund took")
    assert answers(other, "en") == ["Ida Falk", "", "", "Ida Falk"]


def test_of_four_answers_one_may_tell_of_others_alone():
    told = "Ida Falk runs a mill.\nHow many run?\nWe run 40 looms.\nIs that enough?\nNo. We need 60 looms.\nWhat of prices?\nPrices rose 4 per cent.\nAnd staff?\nI hired 20 spinners."
    assert answers(told, "en") == ["Ida Falk"] * 4


def test_who_answers_may_name_others():
    told = "Ida Falk runs a mill.\nHow many run?\nI told Lund that we had lost 30 looms.\nIs that enough?\nNo. We need 60 looms.\nBefore her it was run by Bo Lund."
    assert answers(told, "en") == ["Ida Falk", "Ida Falk"]
