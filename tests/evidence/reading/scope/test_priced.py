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


@pytest.mark.parametrize(
    ("text", "good", "language"),
    [
        ("A casing for a pump costs €900.", "casings", "en"),
        ("An engine for a boat costs €90,000.", "engines", "en"),
        ("The price of a casing for a pump is €900.", "casings", "en"),
        ("Insurance of each boat costs €900.", "", "en"),
        ("The crew of a boat costs €900,000.", "", "en"),
        ("Storing a pump costs €900.", "", "en"),
        ("To keep a boat costs €900.", "", "en"),
        ("Der Motor für ein Boot kostet 3000 Euro.", "", "de"),
        ("Le moteur d'un bateau coûte 3 000 euros.", "", "fr"),
        ("Holm said that a pump costs €900.", "pumps", "en"),
        ("At the works a pump costs €900.", "pumps", "en"),
    ],
)
def test_what_costs_so_much_is_no_part_of_what_begins_the_clause(text, good, language):
    (claim,) = claims_of(text, language)
    assert claim.what == good


def test_of_two_prices_in_a_sentence_each_has_its_own_good():
    found = claims_of("While a boat costs €900, a pump costs €100.")
    assert [c.what for c in found] == ["boats", "pumps"]


@pytest.mark.parametrize(
    ("text", "good"),
    [
        ("A navy costs €900 million.", "navies"),
        ("It paid €900 per battery.", "batteries"),
        ("A box costs €900.", "boxes"),
        ("A spare part costs €900.", "spare parts"),
        ("The price of a spare part is €900.", "spare parts"),
        ("It sold them at €900 a spare part yesterday.", "spare parts"),
        ("It pays €4,100 per artillery shell.", "artillery shells"),
        ("The price of a boat already rose to €900.", "boats"),
        ("It paid €900 per feasibility study into it.", "feasibility studies"),
        ("The price is €17.40 a square metre, 3% more than in 2024.", "square metres"),
        ("It pays €750 for each of the 38,000 workers.", ""),
    ],
)
def test_a_good_is_named_whole_and_in_the_plural(text, good):
    assert claims_of(text)[0].what == good
