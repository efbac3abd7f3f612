"""Every kind of clause that a study may have is told in plain words."""

from __future__ import annotations

from offtake.formulas.instruments import KINDS
from offtake.views.figures.deal.kinds import MEANS, in_words
from offtake.views.figures.deal.signing import PAID


def test_every_kind_has_its_plain_words_and_says_when_it_is_paid():
    assert set(MEANS) == set(KINDS)
    assert set(PAID) == {kind.trigger for kind in KINDS.values()}


def test_each_kind_is_told_once_in_the_order_of_the_table():
    said = in_words([{"kind": "grant"}, {"kind": "claw_back"}, {"kind": "grant"}])

    assert said.startswith("In plain words: grant is public money for a part of the cost of building; claw back is")  # fmt: skip
    assert said.count("grant is") == 1
    assert in_words([]) == ""
