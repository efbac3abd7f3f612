"""What is listed as to be signed, and what is too small for it."""

from __future__ import annotations

from offtake.views.figures.deal.signing import range_words
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


def test_a_clause_without_which_the_producer_refuses_can_be_replaced_and_is_not_said_to_be_dropped(
    invent,
):
    from offtake.views.drawing.frames import material

    run = material(invent())
    one = {"size": 40.0, "least_size": 0.0, "largest_size": 41.0, "unit": "money", "covers": "all"}

    assert range_words({**one, "gap_without": 19.0}, run) == "0 (another clause replaces it) to EUR 41 million"  # fmt: skip
    assert (
        range_words({**one, "gap_without": 0.0}, run) == "0 (it may be dropped) to EUR 41 million"
    )


def test_who_pays_beyond_budgets_is_named_the_largest_first():
    from offtake.views.figures.deal.signing import beyond_budgets

    years = {"North": [0.1, 0.0], "South": [0.2, 0.3], "East": [0.0, 0.0]}
    told = {b: {str(2030 + k): {"mean": v} for k, v in enumerate(own)} for b, own in years.items()}
    headline = {"currency": "EUR", "deal": {"overspent": 0.6}, "arrangements": {"deal": {"overspent": told}}}  # fmt: skip

    assert beyond_budgets(headline)[0].startswith("Beyond their budgets South and North pay EUR 0.6 million")  # fmt: skip
    assert beyond_budgets({**headline, "deal": {"overspent": 0.0}}) == []
