"""What the auxiliaries before a verb, and what governs its "to", make of it."""

from __future__ import annotations

import pytest

from offtake.evidence.reading.kinds.frames.closed import closed
from offtake.evidence.reading.kinds.frames.moods import mood_around, mood_of, mood_of_verb
from offtake.evidence.rules.rules import rules


@pytest.mark.parametrize(
    ("before", "mood"),
    [
        ("The dyers ", "real"),
        ("The dyers will soon ", "future"),
        ("The dyers may ", "vain"),
        ("The dyers would have ", "vain"),
        ("The dyers should ", "future"),
        ("The dyers managed to ", "real"),
        ("a tender to ", "planned"),
        ("The dyers will not ", "denied"),
        ("The dyers can ", "ability"),
        ("The vat is built to ", "ability"),
        ("The dyers want enough alum to ", "planned"),
        ("a contract in May to ", "order"),
        ("The dyers gave their word and promised to ", "promise"),
        ("The project is designed to ", "ability"),
    ],
)
def test_the_mood_of_a_verb(before, mood):
    assert mood_of(before, closed(rules(), "en")) == mood


def test_two_verbs_share_an_auxiliary():
    words = closed(rules(), "en")
    assert mood_of_verb("The dyers hope to card wool and ", "spin", words) == "planned"
    assert mood_of_verb("The dyers hoped to card wool and ", "spun", words) == "planned"
    assert mood_of_verb("The dyers hope to card wool and ", "carded", words) == "real"


def test_a_noun_that_looks_like_a_verb_plans_nothing():
    words = closed(rules(), "en")
    assert mood_around("The dyers beat forecasts with profits of ", words) == "real"
    assert mood_around("The project has ", words) == "real"
    assert mood_around("The dyers forecast profits of ", words) == "planned"
