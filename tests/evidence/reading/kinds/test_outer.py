"""What stands outside a clause changes what its figure is."""

from __future__ import annotations

import pytest
from tests.evidence.labels import claims_of


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Residents will get £150 a year off their bills, the mill has promised.", "pledge"),
        ("The yard is in talks over 40 coaches worth €30m.", "target target"),
        ("The yard is in talks with York about 40 coaches.", "target"),
        ("York is negotiating to buy 40 coaches.", "target"),
        ("The yard is bidding for 40 coaches.", "target"),
        ("It will cut 40 jobs when it closes two plants.", "target target"),
        ("It cut 40 jobs when it closed two plants.", "statement statement"),
        ("The mill will close with the loss of 40 jobs.", "target"),
        ("The mill closed with the loss of 40 jobs.", "statement"),
        ("The hall can house 40 dyers.", "capacity"),
    ],
)  # fmt: skip
def test_a_clause_is_promised_or_meant_as_its_sentence_says(text, kinds):
    assert [c.kind for c in claims_of(text) if c.words] == kinds.split()
