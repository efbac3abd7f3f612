"""What a sentence takes from the one before it: a changed figure, a fragment, an answer."""

from __future__ import annotations

import pytest
from tests.evidence.labels import claims_of


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("The army ordered 16 of the launchers in 2023. It has since raised that to 24.", "order order"),
        ("The guild ordered 12 looms. By 2026 it raised that to 26.", "order order"),
        ("The guild promised 16 looms. It later raised the number to 24.", "pledge pledge"),
        ("The mill expects to make 16 looms. It had earlier cut the figure to 12.", "target target"),
        ("The hall can take 16 looms. The owner wants to raise that to 24.", "capacity target"),
        ("York ordered 16 looms. That has now risen to 24.", "order order"),
        ("The city promised £16m. It has since raised this to £24m.", "pledge pledge"),
        ("The guild employs 16 dyers. It plans to raise the number to 24.", "statement target"),
        ("It ordered 40 looms. Twelve are for York.", "order order"),
        ("It ordered 40 looms. Another 12 by May.", "order order"),
        ("The guild made 40 looms. Twelve will go to York.", "output target"),
        ("Q: How many looms did you make last year?\nA: About 40.", "output"),
        ("Q: How many looms will you make this year?\nA: About 40.", "target"),
        ("Q: How many looms can you make?\nA: About 40.", "capacity"),
        ('"How many have you ordered?" "Forty looms."', "order"),
        ("How many dyers do you employ?\n40.", "statement"),
        ("How many looms do you make?\nAbout 1,100.", "output"),
    ],
)  # fmt: skip
def test_a_figure_is_what_the_one_before_was(text, kinds):
    assert [c.kind for c in claims_of(text) if c.words] == kinds.split()
