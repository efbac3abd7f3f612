"""Who said what: reporting verbs with their subjects, and what looks like one and reports nothing."""

from __future__ import annotations

import pytest

from offtake.evidence.reading.language.lexicon import lexicon
from offtake.evidence.reading.speakers.attributions import attributions
from offtake.evidence.reading.speakers.identity.speaker import HIDDEN, Speaker
from offtake.evidence.reading.speakers.silence import is_silent, says_false
from offtake.evidence.rules.rules import rules

Q = HIDDEN * 20


def said(text: str, language: str = "en", last: Speaker | None = None) -> list[tuple[str, str, str]]:  # fmt: skip
    """(speaker, attitude, verb) of each attribution; Q in a text stands for a quotation."""
    skeleton = text.replace("Q", Q)
    found = attributions(skeleton, 0, (), lexicon(rules(), language), last)
    return [(a.speaker.name, a.attitude, a.verb) for a in found]


@pytest.mark.parametrize(
    ("text", "language", "speaker", "attitude"),
    [
        ("Falk said the mill is idle.", "en", "Falk", "said"),
        ("The mill is idle, Falk said.", "en", "Falk", "said"),
        ("“Q,” said Falk.", "en", "Falk", "said"),
        ("The mill is idle, according to Falk.", "en", "Falk", "said"),
        ("Falk denied that the mill is idle.", "en", "Falk", "deny"),
        ("Falk pledged to open the mill.", "en", "Falk", "promise"),
        ("Falk expects the mill to open.", "en", "Falk", "plan"),
        ("Falk claimed that the mill is idle.", "en", "Falk", "claim"),
        ("Falk: “Q”", "en", "Falk", "said"),
        ("The ministry said the mill is idle.", "en", "ministry", "said"),
        ("Das Werk steht still, sagte Falk.", "de", "Falk", "said"),
        ("Am Donnerstag sagte Falk, das Werk stehe still.", "de", "Falk", "said"),
        ("Falk hat im Mai die Lieferung zugesagt.", "de", "Falk", "promise"),
        ("Eingeweihten Kreisen zufolge steht es still.", "de", "Eingeweihten Kreisen", "said"),
        ("Selon Falk, l'usine est à l'arrêt.", "fr", "Falk", "said"),
        ("« Q », a dit Falk.", "fr", "Falk", "said"),
    ],
)  # fmt: skip
def test_the_subject_of_a_reporting_verb_speaks(text, language, speaker, attitude):
    assert [(name, how) for name, how, _ in said(text, language)] == [(speaker, attitude)]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The mill was said to be idle.", "en"),
        ("The region added 7 gigawatts.", "en"),
        ("The orders that it promised are late.", "en"),
        ("Falk declined to comment.", "en"),
        ("The works projects in Texas are late.", "en"),
        ("Falk wollte sich nicht äußern.", "de"),
        ("Plans for Penny Lock went on show in May.", "en"),
        ("It lost to foreign brands won over by price.", "en"),
        ("The makers defend their home market.", "en"),
        ("A rival in Colorado, which quoted US$190 apiece, is idle.", "en"),
        ("Nobody in Penny understands why it is idle.", "en"),
        ("It rained.", "en"),
        ("", "en"),
    ],
)
def test_what_reports_nothing(text, language):
    assert said(text, language) == []


def test_who_is_blamed_for_saying_it_said_it_and_who_adds_it_goes_on():
    assert said("Lund was upset with Falk for saying that the mill is idle.") == [("Falk", "said", "saying")]  # fmt: skip
    assert [name for name, *_ in said("The ministry rejected the report, saying that it is idle.")] == ["ministry"] * 2  # fmt: skip


def test_of_two_speakers_each_has_a_verb_in_the_order_of_the_text():
    assert [name for name, *_ in said("“Q,” Falk said. “Q,” Lund added.")] == ["Falk", "Lund"]


def test_a_paper_that_cites_another_is_no_speaker():
    assert [name for name, *_ in said("The daily Herald reported, citing officials, that it is idle.")] == ["officials"]  # fmt: skip
    assert {name for name, *_ in said("Falk said it is idle, citing a lack of yarn.")} == {"Falk"}


def test_what_is_said_behind_a_verb_is_nobody():
    text = (
        "Ida Falk, who runs 30 looms at the Mill depot, said the chargers had tripped since June."
    )
    assert [name for name, *_ in said(text)] == ["Ida Falk"]
    assert [name for name, *_ in said("The chargers tripped, said its would-be head Ida Falk.")] == ["Ida Falk"]  # fmt: skip


def test_a_pronoun_is_who_spoke_before():
    assert said("“Q,” she added.", last=Speaker("Ida Falk", "named")) == [("Ida Falk", "said", "added")]  # fmt: skip
    assert [name for name, *_ in said("“Q,” she added.")] == [""]


def test_reported_speech_goes_on_in_the_subjunctive_where_somebody_spoke():
    text = "Das Werk habe 40 Pressen."
    assert said(text, "de", Speaker("Ida Falk", "named")) == [("Ida Falk", "said", "")]
    assert said(text, "de") == said("Das Werk hat 40 Pressen.", "de", Speaker("Ida Falk", "named")) == []  # fmt: skip


def test_what_is_called_false_and_who_is_silent():
    en, fr = lexicon(rules(), "en"), lexicon(rules(), "fr")
    assert says_false("The figure is plainly wrong.", en)
    assert not says_false("The wrong figure was used.", en)
    assert says_false("C'est faux.", fr)
    assert is_silent("Falk declined to comment.", en)
    assert not is_silent("Output declined.", en)
