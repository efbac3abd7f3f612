"""The headline numbers: differences with their sign, means over probabilities, and what is too little to be told."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

from offtake.study.study import Study
from offtake.views.drawing.frames import OPTIONAL, REQUIRED, Material, material
from offtake.views.figures.answer import (
    drivers_meaning,
    gains,
    more_goods,
    more_money,
    numbers,
    sentence,
    what_is_needed,
)


def told(run: Material) -> dict:
    return {number.id: number for number in numbers(run)}


def with_headline(run: Material, **more) -> Material:
    return replace(run, headline={**run.headline, **more})


def with_arrangements(run: Material, **more: dict) -> Material:
    """Entries of the deal and of no-deal replaced: deal={…}, alone={…}."""
    own = dict(run.headline["arrangements"])
    for key, name in (("deal", "deal"), ("alone", "no-deal")):
        own[name] = {**own[name], **more.get(key, {})}
    return with_headline(run, arrangements=own)


def delivering(invent, deal: float, alone: float) -> Material:
    rows = [(a, "rounds", "2026-Q1", 2026, *[v] * 8) for a, v in (("deal", deal), ("no-deal", alone))]  # fmt: skip
    made = pd.DataFrame(rows, columns=REQUIRED["deliveries"].split())
    return material(invent("no-deal", "deal").with_frame("deliveries", made))


def test_what_signing_adds_is_a_part_of_what_comes_without_it(invent):
    # 30 of 100; 30 of 130
    assert more_goods(delivering(invent, 130.0, 100.0)) == "30 rounds more (+30%)"
    assert more_goods(delivering(invent, 100.0, 130.0)) == "30 rounds fewer (−23%)"
    assert more_goods(delivering(invent, 30.0, 0.0)) == "30 rounds more"
    assert more_goods(delivering(invent, 100.0, 100.0)) == "no more rounds"


def test_public_money_is_more_or_less_by_the_difference(invent):
    def paid(deal: float, alone: float) -> str:
        run = material(invent())
        return more_money(with_arrangements(run, deal={"public_paid": deal}, alone={"public_paid": alone}))  # fmt: skip

    assert paid(130.0, 90.0) == "EUR 40 million more public money"
    assert paid(90.0, 130.0) == "EUR 40 million less public money"
    assert paid(90.0, 90.0 + 1e-9) == "no more public money"


@pytest.mark.parametrize(
    ("futures", "worth", "does", "sure"),
    [
        (((0.25, 100.0), (0.75, -20.0)), 10.0, "gains", "25%"),  # 25 − 15
        (((0.25, 20.0), (0.75, -100.0)), -70.0, "loses", "25%"),  # 5 − 75
        (((0.5, 0.0), (0.5, 30.0)), 15.0, "gains", "50%"),  # nothing is no gain
    ],
)
def test_what_signing_is_worth_is_weighed_by_probability(invent, futures, worth, does, sure):
    by_future = [{"probability": p, "difference": d} for p, d in futures]
    found = told(with_headline(material(invent()), value_of_commitment_by_future=by_future))
    number = found["answer.worth"]
    assert number.value == pytest.approx(worth)
    assert number.text == f"EUR {abs(worth):.0f} million"
    assert f"society {does} by signing" in number.label
    assert found["answer.sure"].text == sure
    assert ("at worst" in found["answer.sure"].label) == (min(d for _, d in futures) < 0)
    assert "answer.begun" not in found


def test_a_gain_smaller_than_what_the_solver_left_open_is_said_to_be_unproved(invent):
    by_future = [{"probability": 0.5, "difference": d} for d in (5.0, 25.0)]
    run = with_headline(material(invent()), value_of_commitment_by_future=by_future)
    open_by = with_arrangements(run, deal={"objective": 70.0, "bound": 50.0})
    assert told(open_by)["answer.worth"].without == "a mean gain under EUR 20 million is not proved"
    assert told(run)["answer.worth"].without == ""
    assert gains(replace(run, headline={**run.headline, "arrangements": {"deal": {}}})) == []


def test_a_wait_is_told_as_changed_from_half_a_month_on(invent):
    def wait(deal: float, alone: float):
        own = {"deal": {"wait_months": {"rounds": deal}}, "alone": {"wait_months": {"rounds": alone}}}  # fmt: skip
        number = told(with_arrangements(material(invent()), **own))["answer.wait"]
        return number.change, number.without

    assert wait(7.4, 9.4) == ("7.4 months instead of 9.4 months", "")
    assert wait(7.4, 7.7) == ("", "7.7 months without signing")
    assert wait(7.41, 7.4) == ("", "as without signing")


def test_one_sentence_says_how_much_by_when_which_part_and_for_how_much(invent):
    # invented, first-best: 12.9 million, 12% never, 41,300 million
    assert sentence(material(invent("first-best"))) == (
        "If one owner planned every line, buyers would receive 13 million rounds by the end of 2035, 88% of what falls due, "
        "for EUR 41 billion of public money."
    )


def test_of_several_needs_it_is_said_which_and_how_much_of_it(invent):
    run = material(invent("first-best"))
    own = {**run.headline["arrangements"]["first-best"], "never_delivered": {"boats": 0.5, "rounds": 0.12}}  # fmt: skip
    several = with_headline(run, arrangements={"first-best": own})
    # 20 quarters of 390,000 and 20 of 340,000
    assert what_is_needed(several) == "the 14.6 million rounds needed"
    assert what_is_needed(run) == "what is needed"


def test_a_state_is_explained_by_its_own_driver_and_not_by_one_whose_name_begins_alike(invent):
    run = material(invent())
    drivers = run.study.drivers.reindex(range(2)).assign(
        driver=["war", "war at sea"], meaning=["on land", "ships are sunk"]
    )
    own = replace(run, study=Study(run.settings, {**run.study.tables, "drivers": drivers}))
    assert drivers_meaning(own, "war at sea lasts") == " (war at sea: ships are sunk)"
    assert drivers_meaning(own, "war ends") == " (war: on land)"
    assert drivers_meaning(own, "warm winter") == ""


def test_a_mean_wait_that_is_one_buyers_says_whose_and_of_what_it_is(invent):
    def wait(of_flows: float | None, *months: float):
        rows = [
            ("deal", "rounds", b, 10.0, 0.1, of_flows, 0.0, m, *[m] * 5, 0.5)
            for b, m in zip(("all buyers", "Arland", "Borduria", "Dorne"), months, strict=True)
        ]
        frame = pd.DataFrame(rows, columns=OPTIONAL["waits"].split())
        return told(material(invent().with_frame("waits", frame)))["answer.wait"]

    one = wait(0.3, 13.0, 20.0, 1.5, 5.5)
    assert one.band.endswith(" · Arland 20, 2 others 1.5 to 5.5 months")
    assert one.label == "is the wait for a unit of what stands until delivered, on average"
    alike = wait(None, 5.0, 6.0, 5.0, 4.0)
    assert "others" not in alike.band
    assert alike.label == "is the wait for a unit that comes, on average"


def test_a_band_whose_ends_read_alike_is_told_once(invent):
    answer = invent().frames["answer"]
    flat = answer.assign(**dict.fromkeys(("p05", "p95"), 0.1))
    run = material(invent().with_frame("answer", flat))
    assert told(run)["answer.never-delivered"].band == "9 in 10 of 27 futures: 10%"
