"""Of which good a price is."""

from __future__ import annotations

import pytest
from tests.evidence.labels import claims_of


@pytest.mark.parametrize(
    ("text", "good", "language"),
    [
        ("Each boat costs €3.2 million.", "boats", "en"),
        ("A pump costs €1.1 million, she said.", "pumps", "en"),
        ("A patrol boat of this sort now sells for €3 million.", "patrol boats", "en"),
        ("The ministry pays €4,100 per shell.", "shells", "en"),
        ("Steel is at €700/t.", "tonnes", "en"),
        ("The price of steel rose to €700 a tonne.", "tonnes", "en"),
        ("It sold boats at €3 million apiece.", "boats", "en"),
        ("Shells now cost €4,100.", "shells", "en"),
        ("Ein Boot kostet 3 Millionen Euro.", "boats", "de"),
        ("Er zahlt 3.000 Euro pro Tonne.", "tonnes", "de"),
        ("Le prix est de 3 000 euros la tonne.", "tonnes", "fr"),
        ("They cost €3,600 each.", "", "en"),
        ("The price was €3,000.", "", "en"),
    ],
)
def test_the_good_stands_behind_a_price_or_is_what_costs_so_much(text, good, language):
    (claim,) = claims_of(text, language)
    assert "price" in (claim.kind, claim.kind_or)
    assert claim.what == good


def test_both_ends_of_a_price_that_moved_are_of_one_good():
    found = claims_of("The price of each boat rose to €3 million from €2.6 million.")
    assert [c.what for c in found] == ["boats", "boats"]


def test_a_sum_is_of_no_good():
    (claim,) = claims_of("It paid €3 million for the hall.")
    assert claim.what == ""
