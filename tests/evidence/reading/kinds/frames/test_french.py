"""What governs a figure in French."""

from __future__ import annotations

import pytest
from tests.evidence.reading.kinds.frames.framed import frame


@pytest.mark.parametrize(
    ("text", "verb", "mood"),
    [
        ("L'atelier a teint [40 pièces].", "do", "real"),
        ("L'atelier teindra [40 pièces].", "", "future"),
        ("L'atelier devrait livrer [40 pièces].", "make", "planned"),
        ("L'armée a commandé [40 pièces].", "buy", "real"),
    ],
)
def test_verb_and_mood(text, verb, mood):
    found = frame(text, "fr")
    assert (found.verb, found.mood) == (verb, mood)
