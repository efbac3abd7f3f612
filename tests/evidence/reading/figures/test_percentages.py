"""Percentages that leave out what they are of."""

from __future__ import annotations

import pytest
from tests.evidence.labels import claims_of


def told(text, language="en"):
    return [(c.value, c.unit) for c in claims_of(text, language) if c.words]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Approval stood at 41 per cent, three points down on May.", [(41, "%"), (3, "%")]),
        ("Use of the kilns fell 4.1 percentage points to 71.5%.", [(4.1, "%"), (71.5, "%")]),
        ("The index lost 31 points, or 0.4 per cent.", [(31, "points"), (0.4, "%")]),
        ("The guild won by three points.", [(3, "points")]),
    ],
)
def test_points_are_per_cent_where_shares_are_told_apart(text, found):
    assert told(text) == found


@pytest.mark.parametrize(
    ("text", "language", "units"),
    [
        ("Norr spends 2.9 per cent of GDP on arms and is to reach 4 per cent in 2031.", "en", ["%GDP", "%GDP"]),
        ("Norr will spend 2.9% of GDP, up from 1.8%, while Vark stays at 1.2%.", "en", ["%GDP"] * 3),
        ("Norr will spend 2.9% of GDP, 4% more than last year.", "en", ["%GDP", "%"]),
        ("Norr spends 2.9% of GDP on arms and cut its tariff to 4%.", "en", ["%GDP", "%"]),
        ("Vark consacrera 2 % de son PIB à l'armée, contre 1,4 % en 2024.", "fr", ["%GDP", "%GDP"]),
    ],
)  # fmt: skip
def test_a_level_after_a_share_of_gdp_is_one_too(text, language, units):
    assert [unit for _, unit in told(text, language)] == units
