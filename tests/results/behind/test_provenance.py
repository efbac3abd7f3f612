from __future__ import annotations

from offtake.results.behind.provenance import assumptions, sources


def test_documents_are_listed_with_the_figures_they_carry_the_most_used_first(study):
    frame = sources(study)
    # contract: price; quantity, price and two dates of the order.  yearbook: capacity, unit and fixed cost.
    assert frame[["source", "figures"]].to_numpy().tolist() == [["contract", 5], ["yearbook", 3]]


def test_assumptions_carry_their_row_value_unit_and_reason(study):
    frame = assumptions(study)
    row = frame[(frame["table"] == "projects") & (frame["column"] == "capex")].iloc[0]
    assert row.tolist() == ["projects", "hall", "capex", "30", "money", "by hand", "assumed"]
    assert not set(frame["table"]) & {"prices", "orders", "lines"}
