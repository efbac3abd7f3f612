"""The deal on a terminal: what opens without a clause, who shares its cost, and how it was found."""

from __future__ import annotations

import pytest

from offtake.commands.screen.terms import _how, _opens, _sharing, _whole, pays_text

UNIT = "million EUR"


def test_to_deviate_for_no_more_than_refusing_is_to_refuse():
    clause = {"gap_without": 4.0, "shortfall_without": 2.0, "deviation_without": 4.0}
    assert _opens(clause) == "refuses by 4, cash short by 2"
    assert _opens({**clause, "deviation_without": 5.0}) == "refuses by 4, cash short by 2, does less, for 5"  # fmt: skip
    assert _opens({"gap_without": 0.0, "overspent_without": 3.0}) == "beyond budgets by 3"
    assert _opens({"gap_without": 0.0}) == "nothing"


def test_of_the_deal_as_a_whole_what_is_nothing_is_not_told_and_a_loss_is():
    deal = {"cost": -3.0, "value_of_commitment": -12.0, "price_of_no_agreement": 4e-4, "leverage": None, "additionality": 0.5, "overspent": 0.0}  # fmt: skip
    assert [line.split("  ")[-1].strip() for line in _whole(deal, UNIT).splitlines()] == ["-3 million EUR", "-12 million EUR", "0.5"]  # fmt: skip


def test_shares_stand_by_size_then_name_and_none_of_nothing():
    shared = {
        "feasible": True, "shares": {"Dorne": 2.0, "Arland": 2.0, "Carpania": 5.0, "Hav": 0.0},
        "smallest_coalition": ["Carpania"], "pivotal": [], "equal_shares": False,
    }  # fmt: skip
    assert _sharing(shared, UNIT) == (
        "Cost shares in proportion to worth (million EUR): Carpania 5, Arland 2, Dorne 2\n"
        "Smallest coalition that can carry it: Carpania; cannot do without: none; equal shares of all would not suit everybody"
    )
    assert "worth less to the buyers" in _sharing({**shared, "feasible": False}, UNIT)


def test_how_the_deal_was_found_says_what_was_not_reached_and_who_has_no_clause():
    stands = [("A", "refuses"), ("B", "unbidden"), ("C", "refuses"), ("D", "signed")]
    deal = {
        "rounds": [{"round": 1, "producer": "A", "gain": 2.5}], "clauses": [1], "status": "time_limit", "gap": 0.0125, "stable": False,
        "acceptance": [{"producer": p, "stands": s} for p, s in stands],
    }  # fmt: skip
    told = list(_how(deal, UNIT))
    assert told[0].startswith("Round 1 of the incentive check: A would have deviated for 2.5 million EUR")  # fmt: skip
    assert told[1].endswith("by 1.25% at most")
    assert told[2] == "After the last round some producer would still rather deviate"
    assert told[3].endswith(": A, C")
    assert told[4] == "Do their part without being asked: B"
    settled = {**deal, "rounds": [], "status": "optimal", "stable": True, "acceptance": []}
    assert list(_how(settled, UNIT)) == ["Incentive check: under the clauses nobody would rather deviate, in the first round"]  # fmt: skip


def test_payments_stand_by_state_and_none_is_said_to_be_none():
    row = {"payer": "Arland", "mean": 5.0, "p95": 8.0, "tail": 9.0, "worst": 9.0, "by_state": {"war": 8.0, "peace": 2.0}}  # fmt: skip
    document = {"by": ["payer"], "payments": [row], "currency": "EUR", "arrangement": "deal", "split_by": {"driver": "war", "share": 0.75}}  # fmt: skip
    lines = pays_text(document).splitlines()
    assert lines[1].split() == ["Arland", "5", "8", "9", "9", "8", "2"]
    assert lines[-1].endswith("75% of their variance lies between them.")
    assert pays_text({**document, "payments": []}) == "Nobody pays anything in deal."
    with pytest.raises(KeyError):
        pays_text({**document, "by": ["item"]})
