"""What is covered so that its figures are not counted."""

import pytest
from tests.evidence.labels import claims_of

from offtake.evidence.reading.figures.masking import masked
from offtake.evidence.rules.rules import rules


def test_a_sentence_that_is_not_looked_at_holds_nothing_to_cover() -> None:
    """Most sentences hold no number and are passed over: none of those may hold what is covered."""
    covered = [aside["example"] for aside in rules().data["aside"]]
    assert all(masked(example, (), rules()) != example for example in covered)
    assert masked("The works opened on a Tuesday in spring.", (), rules()) == "The works opened on a Tuesday in spring."  # fmt: skip


@pytest.mark.parametrize(
    ("text", "language", "figures"),
    [
        ("Sur les neuf premiers mois de l'année, Acme a fait 40 pots.", "fr", [40]),
        ("Au cours des neuf premiers mois, Acme a fait 40 pots.", "fr", [40]),
        ("Au cours des deux dernières années, Acme a fait 40 pots.", "fr", [40]),
        ("Sur neuf mois, Acme a fait 40 pots.", "fr", [9, 40]),
        ("Der Zuwachs der letzten zehn Jahre waren 40 Töpfe.", "de", [40]),
        ("In zehn Jahren gab es 40 Töpfe.", "de", [10, 40]),
    ],
)
def test_months_and_years_that_fix_a_date_are_none(text: str, language: str, figures: list[int]) -> None:  # fmt: skip
    assert [c.value for c in claims_of(text, language) if c.words] == figures
