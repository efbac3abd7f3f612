"""Where something is called untrue: from the verb that calls it so to the word for it."""

from __future__ import annotations

import pytest

from offtake.evidence.reading.language.untrue import untrue
from offtake.evidence.rules.rules import rules


@pytest.mark.parametrize(
    ("language", "text", "called"),
    [
        ("en", "The figure is simply wrong, Holm said.", "is simply wrong"),
        ("en", "Holm called reports of a loss pure invention.", "called reports of a loss pure invention"),
        ("en", "Untrue, said Holm.", "Untrue"),
        ("en", "There is no truth in the report.", "no truth in the"),
        ("de", "Die Zahl sei frei erfunden.", "sei frei erfunden"),
        ("fr", "Le chiffre est totalement faux.", "est totalement faux"),
    ],
)  # fmt: skip
def test_what_calls_something_untrue_is_found(language, text, called):
    (span,) = untrue(text, language, rules())
    assert text[slice(*span)] == called


@pytest.mark.parametrize(
    "text", ["A loom is made up of parts.", "Holm sells false teeth.", "The wrong loom was sent."]
)
def test_such_a_word_that_calls_nothing_is_none(text):
    assert untrue(text, "en", rules()) == []


def test_other_languages_call_nothing():
    assert untrue("La cifra es falsa.", "es", rules()) == []
