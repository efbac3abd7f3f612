"""What to sign: in which order, within which room, when it falls due, and who pays."""

from __future__ import annotations

import pandas as pd
import pytest

from offtake.views.drawing.frames import material
from offtake.views.figures.deal.signing import (
    _at_most,
    beyond_budgets,
    due_words,
    in_all,
    order_of_signing,
    payers_words,
    projects_words,
    quantity_words,
    range_words,
    when,
    why_nothing,
)


def test_who_refuses_is_signed_with_before_who_would_do_its_part_anyway():
    steps = [
        {"parts": ["Asks", "Gives way", "Willing"]},
        {"parts": ["Asks", "Willing"]},
        {"parts": ["Willing"]},
        {"parts": []},
    ]
    gaps = {"Asks": 16.4, "Gives way": 3.0, "Willing": 0.0}
    asked_of = [{"producer": name, "gap": gap} for name, gap in gaps.items()]
    clauses = [{"producer": name} for name in ("Willing", "Gives way", "Asks")]
    deal = {"signing": steps, "acceptance": asked_of, "clauses": clauses}
    assert order_of_signing(deal) == ["Asks", "Gives way", "Willing"]


def test_a_clause_without_which_the_producer_refuses_can_be_replaced_and_is_not_said_to_be_dropped(
    invent,
):

    run = material(invent())
    one = {"size": 40.0, "least_size": 0.0, "largest_size": 41.0, "unit": "money", "covers": "all"}

    assert range_words({**one, "gap_without": 19.0}, run) == "0 (another clause replaces it) to EUR 41 million"  # fmt: skip
    assert (
        range_words({**one, "gap_without": 0.0}, run) == "0 (it may be dropped) to EUR 41 million"
    )


def test_who_pays_beyond_budgets_is_named_the_largest_first():

    years = {"North": [0.1, 0.0], "South": [0.2, 0.3], "East": [0.0, 0.0]}
    told = {
        b: {str(2030 + k): {"mean": v, "worst": 3 * v} for k, v in enumerate(own)}
        for b, own in years.items()
    }
    headline = {"currency": "EUR", "deal": {"overspent": 0.6}, "arrangements": {"deal": {"overspent": told}}}  # fmt: skip

    assert beyond_budgets(headline)[0].startswith("Beyond the budgets of single years South and North pay EUR 0.6 million on average, at most EUR 0.9 million in one year (South, 2031): ")  # fmt: skip
    assert beyond_budgets({**headline, "deal": {"overspent": 0.0}}) == []
    one = {**headline, "arrangements": {"deal": {"overspent": {"South": told["South"]}}}}
    assert beyond_budgets(one)[0].startswith(
        "Beyond the budgets of single years South pays EUR 0.6 million on average, at most EUR 0.9 million in one year (2031): "
    )


def test_who_pays_most_stands_first_and_money_that_comes_back_goes_to_somebody():
    shares = {"Borduria": 0.2, "Arland": 0.2, "Carpania": 0.6}
    clause = {"buyer": "Arland", "expected_cost": 5.0, "shares": shares}
    assert payers_words(clause) == "Carpania 60%, Arland 20% and 1 other"
    assert payers_words({**clause, "expected_cost": -5.0}).startswith("to Carpania 60%")
    assert payers_words({"buyer": "Arland", "expected_cost": 5.0}) == "Arland"
    assert payers_words({**clause, "shares": {"Dorne": 1.0}}) == "Dorne"


def test_a_clause_says_when_it_pays_its_largest_payment_and_what_comes_back():
    clause = {"trigger": "signature", "largest_payment": 80.0, "most_due": 80.0, "credits": {"2026": 0.0, "2027": 30.0, "2029": 50.0}}  # fmt: skip
    assert due_words(clause, "EUR") == "on signing; at most EUR 80 million in all; EUR 80 million comes back in 2027 to 2029"  # fmt: skip
    fee = {"trigger": "calls fall", "largest_payment": 15.8, "most_due": 22.9}
    assert due_words(fee, "EUR") == "when calls fall short; at most EUR 22.9 million in all, EUR 15.8 million at one time"  # fmt: skip
    assert due_words({**fee, "most_due": 0.0}, "EUR").endswith(
        "at most EUR 15.8 million at one time"
    )
    assert due_words({"trigger": "sale"}, "EUR") == "with every unit that is sold"
    assert when({"from": "2026-01-01", "to": "2030-12-31"}) == "2026-01 to 2030-12"
    assert when({"from": "2026-01-01", "to": "2026-01-31"}) == "2026-01"


@pytest.mark.parametrize(
    ("costs", "said"), [((5.0, -2.0), "cost EUR 3 million"), ((2.0, -5.0), "return EUR 3 million")]
)
def test_what_the_clauses_cost_in_all_has_its_sign(costs, said):
    assert in_all([{"expected_cost": c} for c in costs], "EUR").startswith(f"the clauses themselves {said} ")  # fmt: skip


def test_a_signature_secures_what_begins_more_often_than_without_it(invent):
    # invented: deal 1.1625 − 0.09k, no-deal 0.775 − 0.09k, between 0 and 1; Birch & Sons has k = 1, 4, 7, 10
    said = projects_words(material(invent()), "Birch & Sons")
    assert said.startswith("debottleneck 2 at Site B in 100% of futures")
    assert said.endswith("new 11 at Site K in 26% of futures (without 0%)")
    assert said.count("without") == 4
    alone = invent().frames["projects"]
    same = alone[alone["arrangement"] == "no-deal"]
    same = invent().with_frame("projects", pd.concat([same, same.assign(arrangement="deal")]))
    assert projects_words(material(same), "Birch & Sons") == ""


def test_a_quantity_is_told_in_the_unit_of_what_it_covers_and_of_a_claim_on_profit_not_at_all(
    invent,
):
    run = material(invent())
    clause = {"kind": "take_or_pay", "covers": "rounds", "producer": "Alder Works", "quantity": 1_250.0}  # fmt: skip
    assert quantity_words(clause, run) == "1,250 rounds"
    assert quantity_words({**clause, "covers": "line-1"}, run) == "1,250 rounds"
    assert quantity_words({**clause, "kind": "claw_back"}, run) == ""
    assert quantity_words({**clause, "quantity": None}, run) == ""


def test_why_nothing_is_signed_names_who_is_left_out_before_who_gives_way(invent):
    near = {"producer": "Maker", "indifferent": True, "gap": 2.0}
    settings = material(invent()).settings
    both = {"left_out": ["Other"], "acceptance": [near]}
    assert why_nothing(both, settings)[0] == "Nothing:"
    assert "bring Other to do its part" in why_nothing(both, settings)[1]
    twice = {"acceptance": [near, {**near, "producer": "Second", "gap": 3.0}]}
    assert why_nothing(twice, settings)[0] == "No clause:"
    assert "Maker and Second do their parts" in why_nothing(twice, settings)[1]
    assert "each up to EUR 3 million more" in why_nothing(twice, settings)[1]
    assert why_nothing({}, settings) == ("Nothing:", "every producer does its part by itself")


def test_what_buyers_have_at_stake_is_set_beside_their_own_clauses_not_those_between_firms(invent):
    run = material(invent())
    own = [{"buyer": "Arland", "most_due": 50.0}, {"buyer": "Birch & Sons", "most_due": 20.0}]
    (text,) = _at_most({"at_stake": {"2026": 50.0}, "clauses": own}, run)
    # of 70 in all 50 are the buyers'
    assert text.startswith("All clauses that buyers pay for together: at most EUR 50 million")
    assert "do not come together" not in text
    both = [own[0], {"buyer": "Arland", "most_due": 20.0}]
    (text,) = _at_most({"at_stake": {"2026": 50.0}, "clauses": both}, run)
    assert text.startswith("All clauses together: ")
    assert "do not come together" in text
