"""A claim's name tells where its figure stands."""

from __future__ import annotations

import pytest
from tests.evidence.labels import claims_of

from offtake.evidence.places import place_of


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("Varnholt has 40 looms, and 40 looms are late.", [13, 27]),
        ("Varnholt has 1,400 lines, and Osmund has 400.", [13, 41]),
        ("It is late. Varnholt has 40 looms.", [13]),
    ],
)
def test_of_the_same_words_twice_each_has_its_own_place(text, places):
    """Counted on the sentence: "Varnholt has " are 13 characters."""
    for claims in (claims_of(text), claims_of(text)[::-1]):
        assert sorted(place_of(c)[0] for c in claims if c.words) == places
        assert all(c.exact[slice(*place_of(c))] == c.words for c in claims)


def test_a_claim_of_no_figure_stands_at_the_beginning():
    (claim,) = claims_of("“Nobody here should have to wait for it,” Anna Reuter said.")
    assert (claim.words, place_of(claim)) == ("", (0, 0))
