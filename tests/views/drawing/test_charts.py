"""Marks that charts share."""

from __future__ import annotations

from offtake.views.drawing.charts import band_keys, band_tips, years


def test_every_tick_of_a_time_is_a_first_of_january():
    assert years("time", 2020.0, 2022.0).to_dict()["axis"]["values"] == [2020, 2021, 2022]
    assert years("time", 2020.5, 2022.75).to_dict()["axis"]["values"] == [2021, 2022]


def test_a_band_of_few_futures_is_told_by_their_number():
    # each of 8 futures has at least 5% of the probability: the 95% quantile is the most of any
    assert [said for _, said, _ in band_tips(8, 0.07)] == ["At least, in any of 8 futures", "At most, in any of 8 futures"]  # fmt: skip
    assert [said for _, said, _ in band_tips(27, 0.02)] == ["At least, in 95% of 27 futures", "At most, in 95% of 27 futures"]  # fmt: skip
    assert len(band_tips(1000, 0.001)) == 6
    assert band_keys("#000", "9 in 10 of 27 futures")[-1].label == "9 in 10 of 27 futures"
