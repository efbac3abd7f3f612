"""A row of table `instruments` as a record."""

from __future__ import annotations

import numpy as np

from offtake.deals.clauses.instrument import instruments


def test_bounds_are_those_of_the_row_and_0_or_none_where_it_states_none(study):
    made = study(
        instruments=[
            {"instrument": "open", "kind": "take_or_pay"},
            {"instrument": "held", "kind": "take_or_pay", "minimum": 2.5, "maximum": 40, "durations": "1; 2"},
        ]
    )  # fmt: skip
    held, opened = sorted(instruments(made), key=lambda row: row.instrument)

    assert (held.minimum, held.maximum, held.durations) == (2.5, 40.0, (1.0, 2.0))
    assert opened.minimum == 0.0
    assert np.isnan(opened.maximum)
