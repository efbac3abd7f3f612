"""What is covered so that its figures are not counted."""

from offtake.evidence.reading.figures.masking import masked
from offtake.evidence.rules.rules import rules


def test_a_sentence_that_is_not_looked_at_holds_nothing_to_cover() -> None:
    """Most sentences hold no number and are passed over: none of those may hold what is covered."""
    covered = [aside["example"] for aside in rules().data["aside"]]
    assert all(masked(example, (), rules()) != example for example in covered)
    assert masked("The works opened on a Tuesday in spring.", (), rules()) == "The works opened on a Tuesday in spring."  # fmt: skip
