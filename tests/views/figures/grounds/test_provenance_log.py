"""The log of assumptions stands in the order of what each of them moves."""

from __future__ import annotations

import pandas as pd

from offtake.views.figures.grounds.provenance import in_order_of_effect


def test_the_entry_that_moves_most_stands_first_and_what_was_not_moved_last():
    log = pd.DataFrame(
        [
            ("assumed", "lines", "unit_cost", "a guess"),
            ("assumed", "lines", "opens", "a date"),
            ("assumed", "projects", "capex", "of 2025; assumed: capex (as at the sister plant)"),
            ("no source", "prices", "price", ""),
        ],
        columns=["Status", "Table", "Column", "Reason"],
    )
    tornado = pd.DataFrame(
        [
            ("social_value", "lines", "unit_cost", "a guess", 3.0),
            ("social_value", "projects", "capex", "as at the sister plant", 60.0),
            ("social_value", "prices", "price", "", 0.0),
            ("delivered:goods", "lines", "unit_cost", "a guess", 1e6),
        ],
        columns=["measure", "table", "column", "reason", "swing"],
    )
    found = in_order_of_effect(log, tornado, "EUR")
    assert found["Column"].tolist() == ["capex", "unit_cost", "price", "opens"]
    assert found["Moves social value by"].tolist() == ["EUR 60 million", "EUR 3 million", "EUR 0", "not moved"]  # fmt: skip
