"""Tests of liabilities.py: what is due, what comes back and what is at stake, in the two-state study.

The cheapest deal there at no fear: 80 early at the start of 2026, credited with 40 at the end of 2026 and of 2027,
and a grant of 6.527 with the building.
"""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

from offtake.deals.arrangements.arrangements import arrange
from offtake.deals.arrangements.document import deal_document
from offtake.deals.arrangements.liabilities import liabilities
from offtake.results.tables.deal.agreement import agreement_tables
from offtake.results.tables.deal.payers import grouped_payments

GRANT = 6.5266


def test_an_advance_is_at_stake_in_full_until_it_is_credited(two):
    frame = liabilities(two).set_index("year")

    assert frame["advance"].tolist() == pytest.approx([80, 40, 0, 0, 0])
    assert frame["exposure"].tolist() == pytest.approx([80 + GRANT, 40, 0, 0, 0], abs=1e-3)


def test_what_falls_due_and_what_comes_back_stand_apart(two):
    frame = liabilities(two).set_index("year")

    assert frame["expected"].tolist() == pytest.approx([80 + GRANT, 0, 0, 0, 0], abs=1e-3)
    assert frame["committed"].tolist() == pytest.approx([80 + GRANT, 0, 0, 0, 0], abs=1e-3)
    assert frame["credited"].tolist() == pytest.approx([40, 40, 0, 0, 0])


def test_a_fee_that_may_fall_due_is_at_stake_until_it_cannot(two_states, vary):
    """With fear 0.5: 80 early and a fee of 38.938, due at the end of 2028 in one future of two."""
    study = vary(two_states.study, producers=("risk_weight", 0.5))
    frame = liabilities(arrange(study, two_states.tree, two_states.plan)).set_index("year")

    assert frame["exposure"].tolist() == pytest.approx([118.938, 78.938, 38.938, 0, 0], abs=1e-3)
    assert frame["expected"].tolist() == pytest.approx([80, 0, 19.469, 0, 0], abs=1e-3)
    assert frame["p50"].tolist() == pytest.approx([80, 0, 0, 0, 0], abs=1e-3)
    assert frame["p75"].tolist() == pytest.approx([80, 0, 38.938, 0, 0], abs=1e-3)


def test_an_authority_must_cover_an_advance_on_the_day_it_is_paid(two_states, vary):
    """Netted, an advance would need no authority at all; 60 for 2026 allow 60 of it and the rest as grant."""
    budgets = pd.DataFrame(
        {"buyer": ["State"], "year": [2026], "amount": [1e6], "authority": [60.0]}
    )
    budgets = budgets.reindex(columns=two_states.study.budgets.columns)
    study = replace(two_states.study, tables={**two_states.study.tables, "budgets": budgets})

    found = arrange(study, two_states.tree)
    clauses = found.deal.clauses

    # early money X and grant G with X + G = 60 and 0.132231 X + G = 17.1051
    early = (60 - 17.1051) / (1 - 0.132231)
    sizes = {c.kind: c.size for c in clauses}
    assert sizes == pytest.approx({"prepayment": early, "grant": 60 - early}, abs=1e-3)
    deal = deal_document(found)["deal"]
    assert min(c for c in deal["without"]["Maker"].values() if c is not None) >= deal["cost"] - 1e-6


def test_credits_are_an_item_of_their_own_and_all_items_add_up(two):
    tables = agreement_tables(two)
    paid = tables["payments"][tables["payments"]["arrangement"] == "deal"]

    by_item = grouped_payments(paid, tables["futures"], ["item"]).set_index("item")["mean"]

    assert by_item.to_dict() == pytest.approx(
        {"goods": 40 * 3.5, "clauses": 80 + GRANT, "credits": -80}, abs=1e-3
    )
    whole = tables["who_pays"].query("arrangement == 'deal' and state == 'all futures'")["mean"]
    assert by_item.sum() == pytest.approx(whole.sum())
