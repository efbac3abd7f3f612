"""Whose paper an article speaks of."""

from __future__ import annotations

import pytest
from tests.evidence.labels import claims_of

from offtake.evidence.reading.language.lexicon import lexicon
from offtake.evidence.reading.speakers.coreference.papers import heard, own_paper
from offtake.evidence.reading.speakers.identity.known import Known, Named, Paper
from offtake.evidence.reading.speakers.identity.speaker import Attribution, Body, Speaker
from offtake.evidence.rules.rules import rules

EN, DE, FR = (lexicon(rules(), language) for language in ("en", "de", "fr"))
COURT = Speaker("Loom Court", "body")


def said(who: Speaker, attitude: str = "said") -> Attribution:
    return Attribution(0, 15, who, attitude, "said", True, 11)


def maker(sentence: str, *verbs: Attribution, known: Known | None = None) -> str:
    found = heard(known or Known(Named((Body("Loom Court", 0, frozenset()),), ())), sentence, verbs, EN).paper  # fmt: skip
    return found.maker.name if found else ""


def test_whoever_says_it_in_a_report_has_made_it():
    assert maker("Loom Court said in a report that 40 are idle.", said(COURT)) == "Loom Court"
    assert maker("Loom Court said that 40 are idle.", said(COURT)) == ""


def test_whoever_puts_out_a_report_has_made_it():
    assert maker("Loom Court published a report on 40 looms.") == "Loom Court"
    assert maker("Loom Court read a report on 40 looms.") == ""
    assert maker("A report was published by Loom Court.") == ""


def test_whoever_denies_in_a_report_has_not_made_that_of_which_it_speaks():
    assert maker("Loom Court denied it in a report.", said(COURT, "deny")) == ""


def test_of_two_neither_has_made_it():
    guild = Speaker("Loom Guild", "body")
    assert maker("Loom Court and, later, the guild said in a report.", said(COURT), said(guild)) == ""  # fmt: skip


def test_a_report_of_somebody_else_makes_the_maker_unknown():
    known = Known(Named((), ()), (), Paper(COURT, "report"))
    assert maker("Forty are idle.", known=known) == "Loom Court"
    assert maker("A second report came on Monday.", known=known) == ""
    assert maker("The report found 40.", said(COURT), known=known) == "Loom Court"
    assert maker("The report found 40.", said(Speaker("Loom Guild", "body")), known=known) == ""


@pytest.mark.parametrize(
    ("words", "text", "own"),
    [
        (EN, "It said in its annual report that", True),
        (EN, "It said the report was wrong", False),
        (DE, "In einem Prüfbericht heißt es", True),
        (DE, "Der Bericht sei falsch", False),
        (FR, "Elle dit dans son rapport que", True),
        (FR, "Elle dit que le rapport ment", False),
    ],
)
def test_a_paper_of_ones_own(words, text, own):
    assert bool(own_paper(words).search(text)) == own


@pytest.mark.parametrize(
    ("language", "text", "speaker"),
    [
        ("en", "The Loom Court published a report on 40 looms.\nIts report said 30 were idle.", "Loom Court"),
        ("en", "The Loom Court published a report on 40 looms.\nThat report said 30 were idle.", "Loom Court"),
        ("en", "That report said 30 looms were idle.", "report"),
        ("de", "Werkchef Bo Lund zählte 40 Pressen.\nLunds Bericht nennt 30 Mängel.", "Bo Lund"),
        ("fr", "La Cour des comptes a publié un rapport sur 40 ponts.\nSon rapport dénombre 30 défauts.", "Cour des comptes"),
    ],
)  # fmt: skip
def test_a_paper_speaks_for_its_maker_and_never_by_its_pronoun(language, text, speaker):
    assert claims_of(text, language)[-1].speaker == speaker


@pytest.mark.parametrize(
    ("language", "text", "speaker"),
    [
        ("en", "The Yarn Board published an audit of 90 mills.\nThe audit said 30 mills were shut.", "Yarn Board"),
        ("en", "The Yarn Board published an audit of 90 mills.\nThe report said 30 mills were shut.", "Yarn Board"),
        ("en", "The Yarn Board published an audit of 90 mills.\nThe report said 30 mills were shut.\nThe document said 20 mills were new.", "Yarn Board"),
        ("en", "The Yarn Board published an audit of 90 mills.\nRain fell.\nThe audit said 30 mills were shut.", "Yarn Board"),
        ("en", "The Yarn Board published an audit of 90 mills.\nRain fell.\nThe report said 30 mills were shut.", "report"),
        ("en", "The Yarn Board published an audit of 90 mills.\nThe survey said 30 mills were shut.", "survey"),
        ("en", "The Yarn Board published a letter on 90 mills.\nThe report said 30 mills were shut.", "report"),
        ("en", "The Yarn Board published an audit of 90 mills.\nA survey came on Monday.\nThe report said 30 mills were shut.", "report"),
        ("de", "Die Garnkammer sagte in einer Umfrage, 40 Werke seien neu.\nLaut der Studie sind 30 Werke alt.", "Garnkammer"),
        ("de", "Die Garnkammer sagte in einer Umfrage, 40 Werke seien neu.\nLaut dem Gutachten sind 30 Werke alt.", "Gutachten"),
        ("de", "Die Garnkammer sagte in einer Umfrage, 40 Werke seien neu.\nEs regnete.\nLaut der Studie sind 30 Werke alt.", "Studie"),
        ("fr", "La Cour des comptes a publié un audit de 40 ponts.\nLe rapport dénombre 30 défauts.", "Cour des comptes"),
        ("fr", "La Cour des comptes a publié un audit de 40 ponts.\nLe sondage dénombre 30 défauts.", "sondage"),
    ],
)  # fmt: skip
def test_a_noun_stands_for_a_paper_that_was_called_so_or_right_behind_it_by_its_sort(language, text, speaker):  # fmt: skip
    assert claims_of(text, language)[-1].speaker == speaker


@pytest.mark.parametrize(
    ("language", "text", "first", "second"),
    [
        ("en", "A report seen by the Sentinel said 90 mills were shut.\nThe report said 30 mills were new.", "report", "report"),
        ("en", "According to a letter obtained by the Sentinel, 90 mills were shut.\nThe letter said 30 mills were new.", "letter", "letter"),
        ("en", "Ninety mills are shut, a memo read by the Sentinel shows.\nThe memo said 30 mills were new.", "memo", "memo"),
        ("en", "The Sentinel, which has seen the report, said 90 mills were shut.\nThe report said 30 mills were new.", "Sentinel", "report"),
        ("en", "A report by the Yarn Board seen by the Sentinel said 90 mills were shut.\nThe report said 30 mills were new.", "Yarn Board", "Yarn Board"),
        ("en", "In a document reviewed by the Sentinel, the Yarn Board said 90 mills were shut.\nThe document said 30 mills were new.", "Yarn Board", "Yarn Board"),
        ("fr", "Selon une note consultée par la Sentinelle, 90 usines sont fermées.\nSelon la note, 30 usines sont neuves.", "note", "note"),
    ],
)  # fmt: skip
def test_whoever_has_seen_a_paper_has_not_made_it(language, text, first, second):
    assert [c.speaker for c in claims_of(text, language)] == [first, second]


def test_a_source_tells_whose_paper_it_is_and_the_paper_then_speaks_for_its_maker():
    text = "Only 30 looms were made, according to a Loom Court report. According to that report, 40 are late."
    assert [c.speaker for c in claims_of(text) if c.words] == ["Loom Court", "Loom Court"]
