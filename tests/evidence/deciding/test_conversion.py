from __future__ import annotations

from dataclasses import replace

import pytest
from tests.evidence.labels import claims_of

from offtake.errors import UsageError
from offtake.evidence.deciding.conversion import in_unit_of
from offtake.study.dictionary import table

CAPACITY, CAPEX = table("lines").column("capacity"), table("projects").column("capex")
PRICE, BUILD = table("prices").column("price"), table("projects").column("build_time")
SHARE = table("pledges").column("share_target")
QUANTITY = table("orders").column("quantity")


def first(text: str):
    return claims_of(text)[0]


@pytest.mark.parametrize(
    ("text", "column", "unit", "value"),
    [
        ("The plant makes 42,000 rounds a year.", CAPACITY, "rounds", 42000.0),
        ("The plant makes 42,000 rounds a year.", CAPACITY, "thousand complete rounds", 42.0),
        ("The hall cost €1.5bn.", CAPEX, "", 1500.0),
        ("Each round costs €3,600.", PRICE, "rounds", 0.0036),
        ("Each round costs €3,600.", PRICE, "thousand rounds", 3.6),
        (
            "The price of each round rose to €3,600 from €3,000.",
            PRICE,
            "thousand complete rounds",
            3.6,
        ),
        ("Each boat costs €3,600.", PRICE, "", 0.0036),
        ("The opening was put back by 18 months.", BUILD, "", 1.5),
        ("Allies agreed to spend 3.5% of GDP by 2035.", SHARE, "", 0.035),
        ("Berlin ordered 200,000 rounds in June.", QUANTITY, "thousand rounds", 200.0),
    ],
)
def test_arithmetic_is_done(text, column, unit, value):
    assert in_unit_of(first(text), column, unit, "EUR") == pytest.approx(value)


@pytest.mark.parametrize(
    ("text", "column", "unit", "says"),
    [
        ("The plant makes 42,000 rounds a month.", CAPACITY, "rounds", r"per month.*504000"),
        ("It made 9,500 rounds in the first half of 2025.", CAPACITY, "rounds", "no time that it says, meant for 2025-H1"),
        ("The plant makes 42,000 shells a year.", CAPACITY, "rounds", "counts shells"),
        ("The hall cost $1.5bn.", CAPEX, "", "in USD, the row in EUR"),
        ("The line can make up to 150,000 rounds a year.", CAPACITY, "rounds", "at most"),
        ("Tens of thousands of rounds are made there every year.", CAPACITY, "rounds", "lowest number"),
        ("It no longer makes 5,000 rounds a year.", CAPACITY, "rounds", "no longer"),
        ("Berlin gets 200 rounds a day.", QUANTITY, "rounds", "rate per day"),
        ("Each boat costs €3,600.", PRICE, "rounds", "a price of boats .*the row's is of rounds; write --value"),
        ("They cost €3,600 each.", PRICE, "rounds", "of which good is not said .*the row's is of rounds"),
        ("Berlin has 200 plants.", CAPEX, "", "in plants|no currency|in plants, the study"),
    ],
)  # fmt: skip
def test_what_takes_a_judgement_is_refused_with_the_reason(text, column, unit, says):
    with pytest.raises(UsageError, match=says):
        in_unit_of(first(text), column, unit, "EUR")


def test_what_it_was_before_is_not_what_it_is():
    before = first("Capacity went from 20,000 to 70,000 rounds a year.")
    with pytest.raises(UsageError, match="before"):
        in_unit_of(before, CAPACITY, "rounds", "EUR")


def test_the_ends_of_a_range_are_taken_one_by_one():
    claim = first("It makes 80,000-100,000 rounds a year.")
    assert [in_unit_of(claim, CAPACITY, "rounds", "EUR", end) for end in ("low", "high")] == [80000.0, 100000.0]  # fmt: skip
    with pytest.raises(UsageError, match="no single value"):
        in_unit_of(replace(claim, bound="="), CAPACITY, "rounds", "EUR")
