"""Crowns, shillings and pesos are those of the one country that a sentence or its document names; so is a bare dollar."""

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


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("The Norwegian yard is idle. It owes 40 million kroner.", ["NOK"]),
        ("The Norwegian yard is Danish. It owes 40 million kroner.", ["crowns"]),
        ("Mombasa is hot. The yard owes Sh40 million.", ["KES"]),
        ("The yard owes Sh40 million.", ["shillings"]),
        ("Mexican trains are late. The yard owes 40 million pesos.", ["MXN"]),
        ("Ottawa and the province agreed. The town paid $40 million, or $12 each.", ["CAD", "CAD"]),
        ("Canberra agreed. The yard paid 40 million dollars.", ["AUD"]),
        ("Ottawa agreed. The yard paid US$40 million.", ["USD"]),
        ("Ottawa and Washington agreed. The yard paid $40 million.", ["USD"]),
        ("Egypt bought wheat from Australia and Romania for $40 million.", ["USD"]),
        ("The yard paid $40 million.", ["USD"]),
    ],
)
def test_what_its_sentence_leaves_open_a_document_tells(text, units):
    claims = [c for c in claims_of(text) if c.words]
    assert [c.unit for c in claims] == units
    assert all("currency" in c.unresolved for c in claims) == (units[0] != "USD")
