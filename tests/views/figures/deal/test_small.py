"""What is listed as to be signed, and what is too small for it."""

from __future__ import annotations

from offtake.views.figures.deal.small import parted


def clause(cost, gap=0.0):
    return {"instrument": "claw back", "producer": "Maker", "unit_judged": "Maker", "expected_cost": cost, "gap_without": gap}  # fmt: skip


def test_a_clause_is_small_where_cost_and_every_gap_are_below_one_percent_of_what_the_part_is_worth():
    # worth 250: below 2.5 is small
    deal = {"clauses": [clause(20.0), clause(-2.4), clause(0.0, gap=2.6)], "acceptance": [{"producer": "Maker", "with_clauses": {"npv_mean": 250.0}}]}  # fmt: skip

    matters, small = parted(deal, 0.01)

    assert [c["expected_cost"] for c in matters] == [20.0, 0.0]
    assert [c["expected_cost"] for c in small] == [-2.4]


def test_where_all_are_small_all_are_listed_and_with_nothing_material_none_is_small():
    deal = {"clauses": [clause(1.0)], "acceptance": [{"producer": "Maker", "with_clauses": {"npv_mean": 250.0}}]}  # fmt: skip

    assert parted(deal, 0.01) == ([clause(1.0)], [])
    assert parted({**deal, "clauses": [clause(3.0), clause(1e-5)]}, 0.0)[1] == []
