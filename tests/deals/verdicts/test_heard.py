"""What is told while producers are asked: how far it is, and that it ends near its end."""

from __future__ import annotations

import re

from offtake.deals.arrangements.arrangements import arrange
from offtake.study.examples import case_path
from offtake.study.reading.read import read_study
from offtake.uncertainty.reduction.build import build_tree


def test_no_deal_and_the_deal_tell_how_much_is_done_and_the_largest_gain():
    study = read_study(case_path("two-states"))
    told: list[str] = []
    arrange(study, build_tree(study), arrangements=("no-deal", "deal"), tell=told.append)
    for name in ("no-deal", "deal"):
        own = [text for text in told if text.startswith(f"{name}: ")]
        shares = [int(found[1]) for text in own if (found := re.search(r"about (\d+)% done", text))]
        assert len(shares) >= 3
        assert shares == sorted(shares)
        assert 60 <= shares[-1] <= 99
    # The maker alone: nothing is built where nobody signs, so its largest gain is 0 in the end.
    asked = [text for text in told if "producers asked" in text]
    assert asked[-1].startswith("no-deal: about ")
    assert "1 of 1 producers" in asked[-1]
    assert "largest gain 0 million" in asked[-1]
