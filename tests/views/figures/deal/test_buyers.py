"""Pages for buyers, on the smallest study: worked numbers of the manual's page on deals."""

from __future__ import annotations

from dataclasses import replace

import pytest

import offtake
from offtake.views.drawing.frames import material
from offtake.views.figures.deal.buyers import _partners, buyers
from offtake.views.figures.deal.signing import signing


@pytest.fixture(scope="module")
def run():
    return offtake.solve(offtake.load(offtake.examples["two-states"]))


def test_a_buyer_reads_its_share_its_payments_and_its_authority(run):
    sheet = buyers(material(run)).sheets[0]
    paid = sheet.tables[-1].frame

    assert sheet.name == "State"
    # 86.5266 can fall due under the clauses at the start of 2026; nothing after the advance is credited
    assert paid["Authority to commit"].iloc[0] == pytest.approx(86.5266, abs=1e-4)
    # of two futures the 95% quantile is the worst one: it is told once
    assert list(paid.columns)[:3] == ["Year", "Mean", "At most, in any of 2 futures"]
    assert (paid["At most, in any of 2 futures"] >= paid["Mean"] - 1e-9).all()
    assert set(next(t.frame for t in sheet.tables if "Its share" in t.frame)["Its share"]) == {
        "100%"
    }


def test_clauses_that_cost_more_than_the_goods_are_worth_to_buyers_are_said_to(run):
    what = material(run)
    deal = what.headline["deal"]
    unworthy = {"Maker": {**deal["sharing"]["Maker"], "feasible": False, "smallest_coalition": []}}
    told = replace(what, headline={**what.headline, "deal": {**deal, "sharing": unworthy}})

    secured = signing(told).tables[1].frame
    assert secured["Carried by at least"].tolist() == ["nobody: to the buyers together the goods are worth less than these clauses cost"]  # fmt: skip
    assert any("worth less than its clauses cost" in text for text in buyers(told).sheets[0].lines)
    assert not any("worth less" in text for text in buyers(what).sheets[0].lines)


def test_a_buyer_reads_what_it_gains_by_signing_and_what_it_pays_more(run):
    # 80 a year come and 40 less credits is paid, at 3%; nothing comes without: 173.2 where demand goes on, 66.55 where it ends
    (state,) = buyers(material(run)).sheets
    gains, pays = state.summary.split("; ")[:2]

    assert (
        gains
        == "gains EUR 120 million by signing on average (single futures: EUR 67 million to EUR 170 million)"
    )
    # nothing is bought without a deal, so that all that is paid is more
    paid = pays.split(" (")[0].removeprefix("pays ")
    assert pays == f"pays {paid} (not discounted), {paid} more than without the deal"
    held = state.tables[0].frame.set_index("Line")
    assert held.loc["What it has of it", "Difference"] == "120"
    assert held.loc["What its deliveries are worth to it", "Without"] == "0"


def test_who_has_a_clause_of_no_weight_stands_in_no_order_of_signing(run):
    what = material(run)
    (clause,) = [c for c in what.deal["clauses"] if c["instrument"].startswith("prepay")]
    second = clause | {"producer": "Second", "expected_cost": 0.0, "shares": clause["shares"]}
    sharing = {p: {"coalitions": [["State"]]} for p in (clause["producer"], "Second")}
    deal = what.deal | {"clauses": [clause, second], "sharing": sharing}
    (name,) = clause["shares"]

    both = _partners(deal, deal["clauses"], name, {clause["producer"], "Second"})
    assert f"Order of signing: {clause['producer']}, Second." in both
    assert not any("Order" in t for t in _partners(deal, deal["clauses"], name, {"Second"}))
