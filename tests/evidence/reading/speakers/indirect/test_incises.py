"""Incises whose verb no list has."""

from __future__ import annotations

import pytest

from offtake.evidence.reading.language.lexicon import lexicon
from offtake.evidence.reading.speakers.identity.naming import speaker_named
from offtake.evidence.reading.speakers.identity.speaker import HIDDEN
from offtake.evidence.reading.speakers.indirect.incises import incises
from offtake.evidence.rules.rules import rules

LANGUAGES = {language: lexicon(rules(), language) for language in ("en", "de", "fr")}


@pytest.mark.parametrize(
    ("text", "language", "name"),
    [
        ("„Q“, trällerte Ida Falk.", "de", "Ida Falk"),
        ("„Q“, trällerte die Meisterin.", "de", "Meisterin"),
        ("Alles ruhe, trällerte Ida Falk.", "de", "Ida Falk"),
        ("Wenn alles ruht, badet Ida Falk.", "de", None),
        ("Alles ruht, nicht Ida Falk.", "de", None),
        ("Alles ruht, badet Ida Falk den Hund.", "de", None),
        ("«Q», chantonne Léa Brun.", "fr", "Léa Brun"),
        ("Tout dort, dont Léa Brun.", "fr", None),
        ("“Q,” hums Ida Falk.", "en", None),
    ],
)
def test_its_place_tells_that_a_verb_reports(text, language, name):
    words = LANGUAGES[language]
    found = incises(text.replace("Q", HIDDEN * 9), words, lambda np, at, speaks: speaker_named(np, at, (), words, None, speaks))  # fmt: skip
    assert [a.speaker.name for a in found] == ([name] if name else [])
