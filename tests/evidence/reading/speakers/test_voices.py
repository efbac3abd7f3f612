"""Who speaks where in a document, in which form, and where the outlet itself does."""

from __future__ import annotations

from tests.evidence.labels import document

from offtake.evidence.reading.speakers.running import read
from offtake.evidence.reading.speakers.voices import outer_of, voice_of
from offtake.evidence.rules.rules import rules


def voices(text: str, *figures: str) -> list[tuple[str, str, str, str]]:
    """(speaker, form, attitude, who is relayed) at each of these figures."""
    reading = read(document(text), rules())
    found = []
    for figure in figures:
        start = reading.document.text.index(figure)
        speaker, form, attitude, relayed, _ = voice_of(reading, start, start + len(figure))
        found.append((speaker.name, form, attitude, relayed))
    return found


def test_a_quotation_is_direct_from_four_words_on():
    assert voices("“We have 40 guns,” Ida Falk said.", "40") == [("Ida Falk", "direct", "said", "")]  # fmt: skip
    assert voices("It has “only 40 guns,” Ida Falk said.", "40") == [("Ida Falk", "partial", "said", "")]  # fmt: skip


def test_words_without_marks_are_indirect_and_those_of_nobody_the_outlets():
    text = "The mill has 40 guns. It has 60 men, Ida Falk said."
    assert voices(text, "40", "60") == [("", "outlet", "", ""), ("Ida Falk", "indirect", "said", "")]  # fmt: skip


def test_behind_a_semicolon_somebody_else_speaks():
    text = "Ida Falk said it has 40 guns; the mill has 60 men."
    assert [v[:2] for v in voices(text, "40", "60")] == [("Ida Falk", "indirect"), ("", "outlet")]


def test_of_two_who_speak_the_one_before_a_figure_does():
    text = "Ida Falk said it has 40 guns, but Bo Lund claimed that it has 60 guns."
    assert [v[::2] for v in voices(text, "40", "60")] == [("Ida Falk", "said"), ("Bo Lund", "claim")]  # fmt: skip


def test_a_quotation_in_a_quotation_relays_somebody():
    text = "Ida Falk said: “My chief told me, ‘You get 15 guns a day, not one more.’”"
    assert voices(text, "15") == [("Ida Falk", "direct", "said", "chief")]


def test_a_second_quotation_without_a_name_runs_on_and_one_of_another_sentence_alone_does_not():
    text = "“We have 40 guns,” Ida Falk said. “We want some 60 more.”\nIt rained.\n“There are 70 there now.”"  # fmt: skip
    assert [v[0] for v in voices(text, "40", "60", "70")] == ["Ida Falk", "Ida Falk", ""]


def test_a_denial_of_a_figure_is_none_of_the_one_behind_the_colon():
    text = "The ministry disputes that it has 40 guns: it has 60 guns."
    assert [v[2] for v in voices(text, "40", "60")] == ["deny", "claim"]


def test_a_name_with_a_full_stop_is_spelt_as_it_stands():
    assert voices("It has 40 guns, said J. R. Osk.", "40")[0][0] == "J. R. Osk"


def test_the_sentence_around_a_place_is_the_outlets_and_there_may_be_none():
    reading = read(document("It rained. “We have 40 guns,” Ida Falk said."), rules())
    outer = outer_of(reading, reading.document.text.index("40"))
    assert reading.document.text[outer.start : outer.end] == "“We have 40 guns,” Ida Falk said."
    assert outer_of(reading, 10**6).verbs == ()
    assert read(document("It rained."), rules()).said == ()


def test_what_somebody_is_may_stand_behind_the_closing_name_however_long_it_is():
    text = "The guild expects 40 guns, said Ida Falk, deputy head of the Board of Mills for buying, storage and repairs."  # fmt: skip
    assert voices(text, "40")[0][0] == "Ida Falk"
    text = "The guild expects 40 guns, said Ida Falk, who was then the deputy head of the Board of Mills for storage and repairs."  # fmt: skip
    assert voices(text, "40")[0][0] == "guild"
