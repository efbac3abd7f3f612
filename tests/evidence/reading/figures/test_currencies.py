"""Crowns are those of the one country that a sentence names."""

from __future__ import annotations

import pytest
from tests.evidence.labels import claims_of


@pytest.mark.parametrize(
    ("text", "language", "unit"),
    [
        ("The Czech kiln maker lost 310 million crowns.", "en", "CZK"),
        ("Vark sold the mill to a Danish fund for 90 million kroner.", "en", "DKK"),
        ("Der schwedische Ofenbauer verlor 310 Millionen Kronen.", "de", "SEK"),
        ("Le potier norvégien a perdu 310 millions de couronnes.", "fr", "NOK"),
        ("The Czech kiln maker sold its Danish mill for 310 million crowns.", "en", "crowns"),
        ("The kiln maker lost 310 million crowns.", "en", "crowns"),
    ],
)
def test_crowns_of_the_one_country_that_is_named(text, language, unit):
    (claim,) = claims_of(text, language)
    assert (claim.unit, "currency" in claim.unresolved) == (unit, unit == "crowns")
