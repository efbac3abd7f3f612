"""Of what and where, in the sentence's own words."""

from __future__ import annotations

import pytest
from tests.evidence.labels import claims_of


def test_what_is_counted_has_what_it_is_of_behind_it_but_not_its_whole():
    assert claims_of("It sold 40 boxes of nails.")[0].what == "boxes of nails"
    assert claims_of("It sold 40 boxes of the 65 boxes.")[0].what == "boxes"


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("Varnholt built 40 boats in Brevik.", "Brevik"),
        ("Varnholt built 40 boats in March.", ""),
        ("Varnholt showed 40 boats at the Brevik fair.", ""),
        ("Varnholt built 40 boats.", ""),
    ],
)
def test_a_place_stands_behind_in_or_at(text, where):
    assert claims_of(text)[0].where == where
