"""What signing brings, on the smallest study: worked numbers of the manual's page on deals."""

from __future__ import annotations

import re
from dataclasses import replace

import pandas as pd
import pytest

import offtake
from offtake.views.drawing.frames import material
from offtake.views.figures.answer import numbers
from offtake.views.figures.deal.gain import gain, sentence
from offtake.views.figures.deal.signing import clause_rows, signing
from offtake.views.figures.plan.delivery import products
from offtake.views.report.page import render


@pytest.fixture(scope="module")
def run():
    return offtake.solve(offtake.load(offtake.examples["two-states"]))


def test_the_answer_says_what_signing_brings_and_what_it_costs(run):
    # nothing is delivered without a deal; grant 6.527 and prepayment 3.461 under clauses
    said = sentence(material(run))
    assert said.startswith("Signing brings 3.5 units of goods more, with 0% instead of 100%")
    assert said.endswith("EUR 140 million more public money, EUR 9.99 million of it under clauses.")


def test_the_deal_less_no_deal_future_by_future(run):
    figure = gain(material(run))
    assert figure is not None
    # social value where demand ends and where it lasts, nothing without a deal
    assert figure.numbers["difference"].tolist() == pytest.approx([33.943, 220.580], abs=1e-3)
    assert figure.title == "The deal gains with a probability of 100%"


def test_every_clause_has_a_range_and_a_payer(run):
    figure = signing(material(run))
    assert figure is not None
    table = figure.tables[0].frame
    assert set(table["Clause"]) == {"grant: build", "prepayment: goods"}
    assert (table["Range"].str.contains("EUR|to")).all()
    assert figure.title.startswith(
        "To sign in 2026: 2 clauses with Maker (grant and prepayment), EUR 9.99 million"
    )


def test_clauses_of_no_weight_are_one_row_so_that_costs_add_up_to_the_title(run):
    # grant 6.527 and prepayment 3.461, as if the second were too small to be listed
    grant, prepayment = sorted(run.headline["deal"]["clauses"], key=lambda c: c["kind"])
    table = clause_rows([grant], [prepayment], material(run))
    assert table["Cost, million EUR"].sum() == pytest.approx(6.527 + 3.461, abs=2e-3)
    assert table["Clause"].tolist() == ["grant: build", "of no weight: prepayment"]


def test_a_gain_that_is_rarer_than_its_losses_says_why_it_counts(run):
    # 0.4 × 100 − 0.6 × 10 = 34
    futures = [{"probability": 0.4, "difference": 100.0}, {"probability": 0.6, "difference": -10.0}]
    told = {**run.headline, "value_of_commitment_by_future": futures}
    sure = numbers(material(replace(run, headline=told)))[-1]
    assert sure.text == "40%"
    assert sure.label == "is the probability that signing raises social value; at worst it falls by EUR 10 million"  # fmt: skip
    assert sure.band.startswith("gains are rarer than losses, and larger: EUR 34 million more")


def test_what_to_sign_comes_before_everything_else(run):
    page = render(run)
    ids = re.findall(r'<section class="figure" id="([^"]+)"', page)
    assert ids[:3] == ["to-sign", "terms", "gain"]
    assert len(ids) == len(set(ids))
    assert "are judgements" in page


def test_without_a_deal_there_is_nothing_to_sign(run):
    alone = offtake.solve(run.study, arrangements=("first-best",))
    assert gain(material(alone)) is None
    assert signing(material(alone)) is None
    assert sentence(material(alone)).startswith("If one owner planned every line")


def test_what_the_deal_does_not_change_is_no_more_and_not_a_rest_of_arithmetic(invent):
    run = invent()
    made = run.frames["deliveries"]
    rest = made[made["arrangement"] == "no-deal"].assign(arrangement="deal")
    rest["mean"] += 1e-12
    run = run.with_frame("deliveries", pd.concat([made[made["arrangement"] != "deal"], rest]))

    assert sentence(material(run)).startswith("Signing brings no more rounds, with")


def test_of_several_products_the_one_that_the_deal_changes_most_is_told(invent):
    run = invent()
    made = run.frames["deliveries"]
    still = made.assign(product="boats", mean=100.0)  # the same in every arrangement
    need = run.frames["need"]
    both = run.with_frame("deliveries", pd.concat([still, made])).with_frame(
        "need", pd.concat([need.assign(product="boats"), need])
    )

    assert products(material(both)) == ["rounds", "boats"]
    assert products(material(both.with_frame("deliveries", still))) == ["boats"]
