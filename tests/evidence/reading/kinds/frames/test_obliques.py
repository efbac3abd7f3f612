"""What a figure after a preposition is: where something moved, by how much, for how much, or with what somebody is helped."""

from __future__ import annotations

import pytest
from tests.evidence.reading.kinds.frames.framed import frame


@pytest.mark.parametrize(
    ("text", "role", "verb", "mood"),
    [
        ("Output rose by [40 bolts].", "by", "rise", "real"),
        ("Output will rise by [40 bolts].", "by", "rise", "future"),
        ("Output rose to [40 bolts].", "oblique", "rise", "real"),
        ("The guild sold a vat for [40 crowns].", "oblique", "sell", "real"),
        ("Sales are capped at [40 bolts].", "oblique", "limit", "real"),
        ("The king helped York with [40 bolts].", "object", "give", "real"),
        ("The king has plans to support York with [40 bolts].", "object", "give", "planned"),
        ("The guild is known in [40 towns].", "part", "", "real"),
    ],
)
def test_role_verb_and_mood(text, role, verb, mood):
    found = frame(text)
    assert (found.role, found.verb, found.mood) == (role, verb, mood)
