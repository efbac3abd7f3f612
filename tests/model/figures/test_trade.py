"""Which row of `supply` holds for a buyer and a line."""

from __future__ import annotations

import pytest

from offtake.model.figures.quantities import quantities
from offtake.model.figures.trade import line_countries

TABLES = {
    "buyers": [
        {"buyer": "state", "discount_rate": 0.0, "iso3": "DEU"},
        {"buyer": "other", "discount_rate": 0.0, "iso3": "POL"},
    ],
    "producers": [
        {"producer": "maker", "cost_of_capital": 0.0, "country": "FRA"},
        {"producer": "rival", "cost_of_capital": 0.0, "country": "USA"},
    ],
    "lines": [
        {"line": "old", "producer": "maker", "product": "good", "capacity": 10, "unit_cost": 2},
        {"line": "far", "producer": "maker", "product": "good", "capacity": 10, "unit_cost": 2, "country": "USA"},
        {"line": "theirs", "producer": "rival", "product": "good", "capacity": 10, "unit_cost": 2},
    ],
}  # fmt: skip


@pytest.fixture
def extra(study, chain):
    """What the row that holds says of every buyer and line: (extra cost, allowed)."""

    def make(*rows):
        s = study(**TABLES, supply=[{"buyer": b, "producer": p, **more} for b, p, more in rows])
        q = quantities(s, chain(2))
        buyers = [key[0] for key in q.buyers.labels.keys]
        lines = [key[0] for key in q.lines.labels.keys]
        t = q.trade
        return {
            (b, line): (float(t.extra_cost[0, t.row[i, k]]), bool(t.allowed[t.row[i, k]]))
            for i, b in enumerate(buyers)
            for k, line in enumerate(lines)
        }

    return make


def test_the_row_that_names_more_holds(extra):
    found = extra(
        ("state", "maker", {"extra_cost": 0.1}),
        ("state", "USA", {"extra_cost": 0.2}),
        ("DEU", "USA", {"extra_cost": 0.3}),
        ("POL", "rival", {"extra_cost": 0.4}),
        ("POL", "USA", {"extra_cost": 0.5}),
    )

    assert found["state", "old"] == (0.1, True)
    assert found["state", "far"] == (0.1, True)  # its producer is named, before the land it lies in
    assert found["state", "theirs"] == (0.2, True)  # buyer and country, before country and country
    assert found["other", "theirs"] == (0.4, True)
    assert found["other", "far"] == (0.5, True)
    assert found["other", "old"] == (0.0, True)  # no row: at no extra cost


def test_what_is_not_allowed_is_told(extra):
    found = extra(("POL", "USA", {"allowed": False}))

    assert found["other", "far"] == found["other", "theirs"] == (0.0, False)
    assert found["other", "old"][1]
    assert found["state", "theirs"][1]


def test_a_line_lies_in_its_own_country_or_in_its_producers(study):
    s = study(**TABLES)
    named = dict(zip(s.lines["line"], line_countries(s), strict=True))

    assert named == {"old": "FRA", "far": "USA", "theirs": "USA"}


def test_a_row_has_a_share_to_be_kept_unless_it_allows_nothing(study, chain):
    rows = [
        {"buyer": "state", "producer": "maker", "min_share": 0.25},
        {"buyer": "state", "producer": "rival", "max_share": 0.5},
        {"buyer": "other", "producer": "rival", "allowed": False, "max_share": 0.5},
        {"buyer": "other", "producer": "maker", "extra_cost": 1},
    ]
    s = study(**TABLES, supply=rows)
    t = quantities(s, chain(2)).trade
    shared = dict(
        zip(zip(s.supply["buyer"], s.supply["producer"], strict=True), t.shared, strict=False)
    )

    assert shared["state", "maker"]
    assert shared["state", "rival"]
    assert not shared["other", "rival"]
    assert not shared["other", "maker"]
    assert not t.shared[-1]  # what holds without a row
