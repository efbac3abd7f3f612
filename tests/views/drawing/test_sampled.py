"""Sampled futures in one sentence."""

from __future__ import annotations

from dataclasses import replace

from offtake.views.drawing.sampled import sampled_sentence
from offtake.views.figures.grounds.limits import method

FOUND = {
    "drawn": 1000,
    "distinct": 62,
    "planned_for": 62,
    "batches": 4,
    "futures_per_batch": 100,
    "confidence": 0.95,
    "gap_mean": 81.9,
    "gap_upper": 96.6,
    "gap_mean_share": 0.0015,
    "gap_upper_share": 0.0018,
}


def test_the_sentence_says_how_many_differ_and_how_good_the_plan_is():
    assert sampled_sentence(FOUND, "EUR") == (
        "The plan is made for the 62 different ones of 1,000 futures drawn; with 95% confidence it costs at most "
        "EUR 96.6 million (0.18%) more than the best there is; 4 fresh batches of 100 put that at "
        "EUR 81.9 million (0.15%)."
    )


def test_it_says_where_the_plan_is_made_for_some_only():
    text = sampled_sentence(FOUND | {"distinct": 731, "planned_for": 200}, "EUR")
    assert "for the first 200 of 731 different ones among 1,000 futures drawn" in text


def test_it_says_where_nothing_was_found_because_the_user_stopped():
    text = sampled_sentence(FOUND | {"gap_upper": None, "gap_mean": None, "batches": 0}, "EUR")
    assert text.endswith("how far it may be from the best there is was not found.")


def test_a_plan_that_costs_nothing_has_no_share():
    text = sampled_sentence(FOUND | {"gap_upper_share": None, "gap_mean_share": None}, "EUR")
    assert "(0" not in text


def test_the_report_says_it_where_futures_were_drawn(invent):
    from offtake.views.drawing.frames import material

    drawn = invent()
    drawn = replace(drawn, headline=drawn.headline | {"sampled": FOUND})
    assert sampled_sentence(FOUND, drawn.settings.currency) in method(material(drawn))
    assert not any("drawn" in line for line in method(material(invent())))
