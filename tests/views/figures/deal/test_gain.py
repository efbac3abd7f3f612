"""What signing brings, on the smallest study: worked numbers of the manual's page on deals."""

from __future__ import annotations

import re
from dataclasses import replace

import pandas as pd
import pytest

import offtake
from offtake.commands.screen.table import terms_table
from offtake.views.drawing.frames import material
from offtake.views.figures.answer import numbers
from offtake.views.figures.deal.arrangements import arrangements
from offtake.views.figures.deal.gain import gain, sentence
from offtake.views.figures.deal.signing import clause_rows, signing
from offtake.views.figures.plan.delivery import products
from offtake.views.figures.questions import asked
from offtake.views.report.page import render
from offtake.views.web.runs import _judges


@pytest.fixture(scope="module")
def run():
    return offtake.solve(offtake.load(offtake.examples["two-states"]))


def test_the_answer_says_what_signing_brings_and_what_it_costs(run):
    # nothing is delivered without a deal
    said = sentence(material(run))
    assert (
        said
        == "Signing 2 clauses brings 3.5 units of goods more for EUR 140 million more public money, and gains in every future."
    )


def test_the_deal_less_no_deal_future_by_future(run):
    figure = gain(material(run))
    assert figure is not None
    # social value where demand ends and where it lasts, nothing without a deal
    assert figure.numbers["difference"].tolist() == pytest.approx([33.943, 220.580], abs=1e-3)
    assert figure.title == "The deal gains with a probability of 100%"


def test_shares_that_differ_by_less_than_a_percent_are_told_apart_wherever_they_stand(run):
    both = {
        name: {**own, "never_delivered": {"goods": share}}
        for (name, own), share in zip(
            run.headline["arrangements"].items(), (0.2511, 0.2479, 0.2481), strict=True
        )
    }
    told = material(replace(run, headline={**run.headline, "arrangements": both}))
    row = gain(told).tables[0].frame.set_index("Measure").loc["Never delivered of what is needed"]

    assert row.tolist() == ["25.1%", "24.8%", "−0.3 points"]
    assert "24.8% instead of 25.1%" in " ".join(arrangements(told).remarks)
    assert "24.8% instead of 25.1%" in {number.change for number in numbers(told)}


def test_every_clause_has_a_range_and_a_payer(run):
    figure = signing(material(run))
    assert figure is not None
    table = figure.tables[0].frame
    assert set(table["Clause"]) == {"grant: build", "prepayment: goods"}
    assert (table["Room to negotiate"].str.contains("EUR|to")).all()
    assert figure.title == "To sign in 2026: grant and prepayment with Maker"
    # grant 6.527 and prepayment 3.461
    assert "the clauses themselves cost EUR 9.99 million" in figure.tables[0].caption


def test_clauses_of_no_weight_are_one_row_so_that_costs_add_up(run):
    # grant 6.527 and prepayment 3.461, as if the second were too small to be listed
    grant, prepayment = sorted(run.headline["deal"]["clauses"], key=lambda c: c["kind"])
    table = clause_rows([grant], [prepayment], material(run))
    assert table["Cost, million EUR"].sum() == pytest.approx(6.527 + 3.461, abs=2e-3)
    assert table["Clause"].tolist() == ["grant: build", "1 of no weight to them: prepayment"]


def test_a_gain_that_is_rarer_than_its_losses_says_why_it_counts(run):
    # 0.4 × 100 − 0.6 × 10 = 34
    futures = [{"probability": 0.4, "difference": 100.0}, {"probability": 0.6, "difference": -10.0}]
    states = [
        {"state": "yield high", "probability": 0.6, "difference": -10.0, "gains": 0.0},
        {"state": "yield low", "probability": 0.4, "difference": 100.0, "gains": 1.0},
    ]
    told = material(
        replace(
            run,
            headline={
                **run.headline,
                "value_of_commitment_by_future": futures,
                "value_of_commitment_by_state": states,
            },
        )
    )
    worth, sure = numbers(told)[-2:]
    assert (worth.text, worth.value) == ("EUR 34 million", pytest.approx(34.0))
    assert worth.band == "single futures: EUR −10 million to EUR 100 million"
    assert sure.text == "40%"
    assert sure.label == "is the probability of a gain; at worst EUR 10 million is lost"
    assert sure.band == (
        "with yield low (40%) it gains EUR 100 million, with yield high (60%) it loses EUR 10 million on average"
    )
    assert sentence(told).endswith("it gains on average, though only with a probability of 40%.")


def test_a_wait_that_signing_makes_longer_says_why(run):
    # what nobody would have delivered comes after 6 months
    arrangements = run.headline["arrangements"]
    needs = {
        "deal": {"never_delivered": {"goods": 0.1}, "wait_months": {"goods": 3.8}},
        "no-deal": {"never_delivered": {"goods": 0.3}, "wait_months": {"goods": 2.5}},
    }
    told = {
        **run.headline,
        "arrangements": {a: {**own, **needs.get(a, {})} for a, own in arrangements.items()},
    }
    wait = next(n for n in numbers(material(replace(run, headline=told))) if n.id == "answer.wait")
    assert wait.without == "longer, since units that would never have come now come late"


def test_what_signing_gains_turns_on_whether_demand_lasts(run):
    # two futures of one driver, half and half: 33.943 where demand ends, 220.580 where it lasts
    rows = {row["state"]: row for row in run.headline["value_of_commitment_by_state"]}
    assert [row["probability"] for row in rows.values()] == [0.5, 0.5]
    assert sorted(row["difference"] for row in rows.values()) == pytest.approx([33.943, 220.580], abs=1e-3)  # fmt: skip
    assert all(row["gains"] == 1.0 for row in rows.values())


def test_the_first_screen_answers_what_with_whom_for_how_much_what_it_brings_how_sure_and_when(run):
    rows = {row.question: row for row in asked(material(run))}
    assert list(rows) == ["What to sign", "With whom", "For how much", "What it brings", "", "How sure", "Still in time?"]  # fmt: skip
    assert (rows["What to sign"].answer, rows["What to sign"].text) == ("2 clauses:", "grant and prepayment")  # fmt: skip
    assert (rows["With whom"].answer, rows["With whom"].told) == ("Maker", ("signed and paid by State",))  # fmt: skip
    assert rows["For how much"].answer == "EUR 140 million more public money"
    assert "EUR 140 million instead of EUR 0" in rows["For how much"].told[0]
    assert rows["What it brings"].answer == "3.5 units of goods more"
    below = [row.answer for row in asked(material(run)) if not row.question]
    # (33.943 + 220.580) / 2
    assert below == ["0% instead of 100%", "EUR 130 million"]
    assert rows["How sure"].answer == "100%"
    assert "judgements" in rows["How sure"].told[-2]
    assert rows["How sure"].told[-1].startswith("Which of them move the answer most was not asked; the command: offtake sensitivity ")  # fmt: skip


def test_a_day_of_signature_that_had_passed_when_it_was_solved_is_told(run):
    def told(solved):
        return asked(replace(material(run), solved=solved))[-1].text

    assert told("2026-02-01T09:00") == "for which it is worked out, 2026-01-01: that had passed when it was solved, on 2026-02-01"  # fmt: skip
    assert told("2025-12-01T09:00") == told("") == "is what it is worked out for"


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
    first = asked(material(alone))[0]
    assert (first.answer, first.text) == ("Not worked out", "in this run; offtake run two-states works it out")  # fmt: skip


def test_where_nothing_is_to_be_signed_the_first_screen_tells_what_comes_once(run):
    nothing = {**run.headline["deal"], "clauses": [], "left_out": ["Maker"]}
    told = material(replace(run, headline={**run.headline, "deal": nothing}))
    rows = asked(told)
    assert rows[0].answer == "Nothing:"
    assert rows[0].text.endswith("bring Maker to do its part")
    assert [row.question for row in rows[1:]] == ["What is delivered", "What never comes", "For how much", "How sure"]  # fmt: skip
    assert sentence(told).startswith("Without new commitments, producers deliver")


def test_with_one_future_no_probability_and_no_band_is_told(run):
    one = {**run.headline, "value_of_commitment_by_future": [{"probability": 1.0, "difference": 34.0, "course": "as planned"}]}  # fmt: skip
    told = replace(material(replace(run, headline=one)), futures=1, rarest=1.0, possible=1)
    rows = {row.question: row for row in asked(told)}
    assert rows["How sure"].text == "the study has one future, in which nothing is uncertain"
    assert sentence(told).endswith("more public money, and gains.")
    assert "futures" not in " ".join(" ".join(row.told) for row in asked(told))
    assert gain(told).title == "The deal gains EUR 34 million"
    assert "probability" not in " ".join(gain(told).remarks)
    assert "in some nothing falls due" not in signing(told).measure
    kept = {row.question: row for row in asked(replace(told, possible=192))}["How sure"].text
    assert kept == "the plan is made for one future of the 192 that can come about"
    for difference, odds, title in (
        (0.0, "changes nothing", "changes nothing"),
        (-3.0, "loses", "loses EUR 3 million"),
    ):
        same = [{"probability": 1.0, "difference": difference, "course": "as planned"}]
        this = replace(told, headline={**told.headline, "value_of_commitment_by_future": same})
        assert sentence(this).endswith(f", and {odds}.")
        assert gain(this).title == f"The deal {title}"


def test_what_the_deal_does_not_change_is_no_more_and_not_a_rest_of_arithmetic(invent):
    run = invent()
    made = run.frames["deliveries"]
    rest = made[made["arrangement"] == "no-deal"].assign(arrangement="deal")
    rest["mean"] += 1e-12
    run = run.with_frame("deliveries", pd.concat([made[made["arrangement"] != "deal"], rest]))

    assert sentence(material(run)).startswith("Signing brings no more rounds for")


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


def test_a_producer_that_is_asked_for_a_promise_alone_is_told_with_what_it_gives_up():
    # Maker lacks 17.105, below 0.2 of its receipts 0.5 * 40 * (a(10%, 5) + a(10%, 2)) = 110.53; yet by itself it builds nothing
    study = offtake.load(offtake.examples["two-states"]).with_(settings={"material": 0.2})
    promised = offtake.solve(study)
    rows = {row.question: row for row in asked(material(promised))}
    what = rows["What to sign"]
    assert (
        sentence(material(promised))
        == "A promise alone brings 3.5 units of goods more for EUR 130 million more public money, and gains in every future."
    )
    assert rows["What it brings"].answer == "3.5 units of goods more"
    assert what.answer == "No clause:"
    assert what.text == ("Maker does its part for a promise alone, though to do less, or later, would bring it EUR 17.1 million more: "
                         "below 20% of what it receives, too little to matter")  # fmt: skip
    assert "needs no clause: Maker does its part for a promise alone" in str(terms_table(promised))
    assert "EUR 17.1 million more" in _judges(promised, "Maker")
