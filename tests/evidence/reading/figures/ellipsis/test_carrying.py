"""Units of figures whose noun stands elsewhere in the sentence; all are marked as open."""

from __future__ import annotations

import pytest
from tests.evidence.labels import claims_of


@pytest.mark.parametrize(
    ("text", "language", "found"),
    [
        ("The plan is to lift production of copper-clad kettles from 70 a year to 310 a year.", "en", [(70, "kettles"), (310, "kettles")]),
        ("The number of wards in the county rose to 41.", "en", [(41, "wards")]),
        ("Deliveries fell to 12,000 from 15,000.", "en", [(12000, "deliveries"), (15000, "deliveries")]),
        ("Die Zahl der gemeldeten Lampen ist von 297 auf 369 gestiegen.", "de", [(297, "lamps"), (369, "lamps")]),
        ("Das Lager fasst 40 Lampen, nach 30 im Mai.", "de", [(40, "lamps")]),
        ("It sold 40 kettles in May and 60 in June.", "en", [(60, "kettles")]),
        ("It lent €3m and 40 kettles, with an option for a further 20.", "en", [(20, "kettles")]),
        ("It fired twice; its potters number 33.", "en", [(33, "potters")]),
        ("Six shifts raised its tally of pots from 60 to 175.", "en", [(60, "pots"), (175, "pots")]),
        ("Six kilns out of 90 pits were lit.", "en", [(6, "kilns"), (90, "pits")]),
        ("Six out of 90 pits were dug.", "en", [(6, "pits"), (90, "pits")]),
        ("Deliveries to two of its patrons were late.", "en", [(2, "patrons")]),
        ("The tug, back after nine months, is one of three left.", "en", [(3, "")]),
        ("A hall for 220, €96 million and three firms were lost.", "en", [(220, ""), (96e6, "EUR")]),
        ("Sales of NOK 2.2 billion (2023: 1.9) pleased it.", "en", [(1.9e9, "NOK")]),
        ("Five of the nine kilns were lit.", "en", [(5, "kilns")]),
    ],
)  # fmt: skip
def test_what_a_figure_counts_that_names_no_noun(text, language, found):
    claims = [(c.value, c.unit) for c in claims_of(text, language) if c.words]
    assert [f for f in found if f in claims] == found


def test_such_a_unit_is_open_and_one_that_stands_beside_its_figure_is_not():
    first, second = claims_of("It sold 40 kettles in May and 60 in June.")
    assert ("unit" in first.unresolved, "unit" in second.unresolved) == (False, True)


def test_a_sum_of_money_is_no_count_of_what_was_named():
    (claim,) = claims_of("Production of kettles cost €3bn.")
    assert (claim.value, claim.unit) == (3e9, "EUR")
