"""Pages for buyers and producers, on the smallest study: worked numbers of the manual's page on deals."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

import offtake
from offtake.results.behind.trace import figure_names
from offtake.views.drawing.frames import material
from offtake.views.figures.deal.breakeven import breakeven
from offtake.views.figures.deal.parties import buyers, producers
from offtake.views.figures.deal.signing import signing
from offtake.views.report.page import render


@pytest.fixture(scope="module")
def run():
    return offtake.solve(offtake.load(offtake.examples["two-states"]))


def test_cash_under_every_clause_comes_by_year(run):
    # grant 6.5266 at the start; prepayment 80 at the start, credited with 40 off each of the two certain deliveries,
    # at the ends of 2026 and 2027
    cash = run.stats.clause_cash().set_index(["instrument", "year"])["mean"]

    assert cash.to_dict() == pytest.approx(
        {("grant", 2026): 6.5266, ("prepayment", 2026): 40.0, ("prepayment", 2027): -40.0}, abs=1e-4
    )


def test_the_deepest_cash_counts_what_is_paid_at_the_start_of_a_period(run):
    # without clauses the plant costs 100 at the start; with them 80 and 6.5266 come at once, and the two certain
    # deliveries, whose 40 are credited away, leave 10 to be paid each: -13.4734, then -23.4734, then -33.4734
    deep = run.stats.producer_peaks().set_index("arrangement")

    assert deep.loc["first-best", "deepest"] == pytest.approx(-100.0)
    assert deep.loc["deal", "deepest_mean"] == pytest.approx(-33.4734, abs=1e-4)
    assert deep["builds"].to_dict() == {"no-deal": 0.0, "deal": 1.0, "first-best": 1.0}


def test_a_producer_reads_its_value_its_cash_and_what_would_make_it_refuse_again(run):
    sheet = producers(material(run)).sheets[0]

    assert sheet.id == "producer-maker"
    assert sheet.summary == "refuses without clauses, EUR 17.1 million short; accepts with them"
    # the cheapest deal leaves it exactly what it asks, 10% a year
    assert sheet.lines[0].startswith("Its part earns 10.0% a year beside its best alternative")
    assert "it asks 10.0%" in sheet.lines[0]
    assert "if any of these were struck out: grant and prepayment" in sheet.lines[1]
    cash = next(t.frame for t in sheet.tables if "by year" in t.caption)
    assert cash["Year"].tolist() == ["2026", "2027"]
    assert cash["All clauses, mean"].tolist() == pytest.approx([46.5266, -40.0], abs=1e-4)


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
    # the only buyer would bear all of the mix's 3.4612 + 6.5266 by gain too
    own = next(t.frame for t in sheet.tables if "By gain" in t.frame)
    assert own["By gain"].tolist() == pytest.approx([9.9878], abs=1e-4)


def test_what_to_sign_says_when_what_for_and_what_it_secures(run):
    clauses, secured, steps = (t.frame for t in signing(material(run)).tables)

    assert clauses["When"].str.startswith("2026").all()
    assert clauses.set_index("Clause")["Paid by, or to"].eq("State").all()
    prepaid = clauses[clauses["Clause"].str.startswith("prepayment")].iloc[0]
    assert "at most EUR 80 million at once" in prepaid["Paid when"]
    assert "EUR 80 million comes back in 2026 to 2027" in prepaid["Paid when"]
    assert secured["Secures"].tolist() == ["build in 100% of futures (without 0%)"]
    assert steps["Signed with"].tolist() == ["Maker", "nobody"]
    assert secured["Without clauses"].tolist() == ["refuses, EUR 17.1 million short"]


def test_the_break_even_names_what_its_table_and_the_command_say(run):
    figure = breakeven(material(run))
    told = run.stats.bankable().query("kind == 'margin' and demand == 0.5")

    assert figure.title == (
        "If half of planned sales turn up, a guarantee of the margin can carry 1 of 1 project: "
        f"least for build, {told['size'].iloc[0]:.0%} of its rate"
    )
    # a guarantee of the margin leaves the maker no better off idle than selling: worth never falls with demand
    half = run.stats.breakeven().query("guarantee == 0.5").sort_values("demand")["acceptance"]
    assert (half.diff().dropna() > -1e-6).all()


def test_every_figure_of_the_page_can_be_traced_by_its_name(run):
    ids = re.findall(r'data-figure="([^"]+)"', render(run))

    assert set(ids) <= set(figure_names(run))


def test_clauses_that_cost_more_than_the_goods_are_worth_to_buyers_are_said_to(run):
    what = material(run)
    deal = what.headline["deal"]
    unworthy = {"Maker": {**deal["sharing"]["Maker"], "feasible": False, "smallest_coalition": []}}
    told = replace(what, headline={**what.headline, "deal": {**deal, "sharing": unworthy}})

    secured = signing(told).tables[1].frame
    assert secured["Carried by at least"].tolist() == ["nobody: to the buyers together the goods are worth less than these clauses cost"]  # fmt: skip
    assert any("worth less than its clauses cost" in text for text in buyers(told).sheets[0].lines)
    assert not any("worth less" in text for text in buyers(what).sheets[0].lines)


def test_a_producer_reads_what_it_signs_and_a_buyer_what_it_pays_more(run):
    what = material(run)
    (maker,) = producers(what).sheets
    (state,) = buyers(what).sheets

    assert maker.tables[0].caption.startswith("What it signs")
    assert len(maker.tables[0].frame) == 2
    # nothing is bought without a deal, so that all that is paid is more
    paid = state.summary.split(", ")[0].removeprefix("pays ")
    assert state.summary.startswith(f"pays {paid}, {paid} more than without the deal")
