"""Whom "he" and "it" stand for where nobody has spoken yet."""

from __future__ import annotations

import pytest
from tests.evidence.labels import document

from offtake.evidence.reading.speakers.running import read
from offtake.evidence.rules.rules import rules


def last(text: str, language: str = "en") -> str:
    verbs = [v for o in read(document(text, language), rules()).outers for v in o.verbs]
    return verbs[-1].speaker.name if verbs else ""


@pytest.mark.parametrize(
    ("language", "text", "speaker"),
    [
        ("en", "Ida Falk said it has 40 looms.\nMayor Bo Lund shook his head. “It has 30 of them,” he said.", "Bo Lund"),
        ("en", "Ida Falk said it has 40 looms.\nBo Lund, 71, a weaver, left. “It has 30 of them,” he said.", "Bo Lund"),
        ("en", "The ministry said 40 looms are idle.\nThe yard of Torp is new. Torp sold 30 looms. It said 20 are idle.\nTorp is old.", "Torp"),
        ("en", "Ida Falk told him of it.\nIn 2021 Torp had 40 looms. It now has 30, according to its own filing.\nTorp is new.", "Torp"),
        ("de", "Ida Falk sagte, es gebe 40 Pressen.\nMinister Bo Lund blieb gelassen. Er verwies auf 30 Pressen.", "Bo Lund"),
    ],
)  # fmt: skip
def test_the_sentence_before_begins_with_who_speaks(language, text, speaker):
    assert last(text, language) == speaker


def test_who_is_she_is_not_he():
    told = "Ms Ida Falk said it has 40 looms.\nManager Bo Lund said it has 30.\nAsked again, she said it has 20."
    assert last(told) == "Ida Falk"
    assert last(told.replace("she said", "he said")) == "Bo Lund"


def test_where_a_paragraph_opens_who_was_he_before_is_rather_meant_than_somebody_new():
    told = "Ida Falk said it has 40 looms. “They are all new,” he said.\nManager Bo Lund said it has 30.\nAsked again, he said it has 20."
    assert last(told) == "Ida Falk"
