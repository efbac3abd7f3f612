"""Who stands beside a quotation, whatever the verb."""

from __future__ import annotations

import pytest
from tests.evidence.labels import claims_of


@pytest.mark.parametrize(
    "text",
    [
        "“The mill has 40 looms,” harrumphed Ida Falk.",
        "“The mill has 40 looms,” Ida Falk deflected.",
        "The owner, Ida Falk, has 40 looms, “all of them older than my own house”.",
    ],
)
def test_the_subject_of_any_verb_beside_a_quotation_speaks(text):
    assert {c.speaker for c in claims_of(text)} == {"Ida Falk"}
