"""Pages for producers, on the smallest study: worked numbers of the manual's page on deals."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

import offtake
from offtake.results.behind.trace import figure_names
from offtake.views.drawing.frames import material
from offtake.views.figures.deal.breakeven import breakeven
from offtake.views.figures.deal.producers import producers
from offtake.views.figures.deal.signing import signing
from offtake.views.figures.deal.terms import terms
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


def test_a_producer_reads_what_it_would_gain_at_most_and_of_how_many_plans_that_is_known(run):
    # three years, one plant: begun in any of the years in which it may be, in any of the futures; under the clauses none is better
    value = producers(material(run)).sheets[0].tables
    told = next(t.frame for t in value if "value" in t.caption).set_index("Measure")
    tried = run.headline["arrangements"]["deal"]["tried"]["Maker"]
    assert tried > 0
    gains = told.loc["Most it would gain by another plan"]
    assert gains["deal"] == f"0 (of {tried} tried)"
    assert gains["no-deal"].startswith("0 (of ")
    short = replace(material(run), headline=run.headline | {"deal": run.headline["deal"] | {"cut": ["Maker"]}})  # fmt: skip
    told = next(t.frame for t in producers(short).sheets[0].tables if "value" in t.caption)
    assert f"(of {tried} tried, not all)" in told.iloc[-1]["deal"]


def test_what_to_sign_says_when_what_for_and_what_it_secures(run):
    clauses, secured, steps = (t.frame for t in signing(material(run)).tables)

    assert clauses["When"].str.startswith("2026").all()
    assert clauses.set_index("Clause")["Paid by, or to"].eq("State").all()
    prepaid = clauses[clauses["Clause"].str.startswith("prepayment")].iloc[0]
    assert "at most EUR 80 million in all" in prepaid["Paid when"]
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


def test_a_producer_reads_what_it_signs(run):
    what = material(run)
    (maker,) = producers(what).sheets

    assert maker.tables[0].caption.startswith("What it signs")
    assert len(maker.tables[0].frame) == 2


def test_each_kind_alone_stands_below_the_term_sheet_with_the_reason_where_rates_are_one(run):
    # two-states: grant 17.105, uplift 20.098, take-or-pay, prepayment; the producer asks 10%, the State's money costs 3%
    own, other = terms(material(run)).tables
    table = other.frame.set_index("Kind alone")
    assert own.caption.startswith("Term sheet: Maker")
    assert table.loc["grant", "Cost, million EUR"] == pytest.approx(17.105, abs=1e-3)
    assert table.loc["price uplift", "Size"].startswith("EUR 6.19 million")
    assert table.loc["prepayment", "Cheapest mix without it"] == pytest.approx(17.105, abs=1e-3)
    assert other.caption.startswith("Each kind alone for Maker")
    assert "it asks 10% a year, the buyers' money costs 3%" in other.caption
