"""Whose account a sentence gives where no verb of speech has a subject."""

from __future__ import annotations

import pytest
from tests.evidence.labels import claims_of


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("The panel was told by Ida Falk that the mill has 40 looms.", "Ida Falk"),
        ("Stocks are put at 40.5 tonnes by the guild.", "guild"),
        ("By the harbour board's count, 40 looms stand.", "harbour board"),
        ("Mr Lund (North Ward): The mill has 40 looms.", "Lund"),
        ("Guild data: 40 looms stand.", "Guild"),
        ("Idle looms: 40 mills have closed.", ""),
    ],
)
def test_the_account_is_whose_it_says(text, speaker):
    assert {c.speaker for c in claims_of(text)} == {speaker}
