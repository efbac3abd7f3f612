"""Hard rules: which rows they make, on which dates, and what is refused."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from offtake.errors import FormulationError
from offtake.model.limits import HardRule, limit_block, stated_limits
from offtake.stochastic.program.blocks import Labels, Variables

MAKE = Variables(
    "make", Labels(("line",), (("here",), ("abroad",))), np.zeros(2), np.ones(2), np.zeros(2)
)


def test_a_rule_sums_the_entries_that_it_names():
    (rows,) = limit_block([HardRule("cap", "make", maximum=5)], [MAKE], date(2026, 1, 1)).rows

    assert rows.terms[0].column.tolist() == [0, 1]
    assert (rows.lower.tolist(), rows.upper.tolist()) == ([-np.inf], [5])


def test_a_rule_can_name_one_entry():
    (rows,) = limit_block(
        [HardRule("no imports", "make", "line=abroad", maximum=0)], [MAKE], date(2026, 1, 1)
    ).rows

    assert rows.terms[0].column.tolist() == [1]


@pytest.mark.parametrize(
    ("day", "held"),
    [
        (date(2026, 12, 31), False),
        (date(2027, 1, 1), True),
        (date(2028, 12, 31), True),
        (date(2029, 1, 1), False),
    ],
)
def test_a_rule_holds_between_its_dates(day, held):
    rule = HardRule("cap", "make", maximum=5, first=date(2027, 1, 1), last=date(2028, 12, 31))

    assert bool(limit_block([rule], [MAKE], day).rows) == held


def test_a_rule_on_an_unknown_variable_is_refused():
    with pytest.raises(FormulationError, match="limit 'cap': 'sell' is none of make"):
        limit_block([HardRule("cap", "sell", maximum=5)], [MAKE], date(2026, 1, 1))


def test_a_rule_on_no_entry_is_refused():
    with pytest.raises(FormulationError, match="limit 'cap': no make where line=nowhere"):
        limit_block([HardRule("cap", "make", "line=nowhere", maximum=5)], [MAKE], date(2026, 1, 1))


def test_rules_of_the_study_are_read_with_their_bounds_and_dates(study):
    said = study(
        limits=[
            {
                "limit": "cap",
                "variable": "make",
                "where": "line=old",
                "from": "2027-01-01",
                "maximum": 3,
            }
        ]
    )

    assert stated_limits(said) == (
        HardRule("cap", "make", "line=old", maximum=3.0, first=date(2027, 1, 1)),
    )
