"""Speech that is written down word for word is whoever's the label before it names."""

from __future__ import annotations

import pytest
from tests.evidence.labels import claims_of


def speakers(text: str, language: str = "en") -> list[str]:
    return [c.speaker for c in claims_of(text, language)]


@pytest.mark.parametrize(
    ("language", "text", "speaker"),
    [
        (
            "en",
            "Mr Lund (North Ward): I have asked for 40 looms. The 30 that came are idle.",
            "Lund",
        ),
        ("en", "DR IDA FALK: We have 40 looms. About 30 are idle.", "Ida Falk"),
        ("en", "Ida Falk, head of the mill: We have 40 looms. About 30 are idle.", "Ida Falk"),
        ("de", "Webermeister Bo Lund: Wir haben 40 Pressen. Davon stehen 30 still.", "Bo Lund"),
        ("fr", "Mme Léa Brun. – Vous aviez promis 40 presses. Il en est arrivé 30.", "Léa Brun"),
    ],
)
def test_who_is_named_before_the_speech_speaks_to_its_end(language, text, speaker):
    assert speakers(text, language) == [speaker, speaker]


def test_of_several_who_speak_in_turn_each_has_the_own_sentences_and_who_asks_tells_nothing():
    text = (
        "Question: Are 40 looms idle? Falk: No, 30 are. About 20 are old. Lund: Are 10 looms new?"
    )
    assert speakers(text) == ["", "Falk", "Falk", ""]


def test_a_topic_before_a_colon_is_nobody():
    assert speakers("Looms: we count 40, of which 30 are idle.") == ["", ""]
    assert speakers("Sold: 40 looms. Idle: 30 looms.") == ["", ""]
    assert speakers("Tender notice: 40 looms in 30 lots.") == ["", ""]


def test_a_day_or_a_heading_is_no_speaker():
    assert {c.speaker for c in claims_of("Pros: We save €40m. Cons: We lose 40 jobs.")} == {""}
    assert {c.speaker for c in claims_of("Monday: We sold 40 boats. Tuesday: We sold 30.")} == {""}
