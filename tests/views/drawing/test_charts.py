"""Marks that charts share."""

from __future__ import annotations

from offtake.views.drawing.charts import years


def test_every_tick_of_a_time_is_a_first_of_january():
    assert years("time", 2020.0, 2022.0).to_dict()["axis"]["values"] == [2020, 2021, 2022]
    assert years("time", 2020.5, 2022.75).to_dict()["axis"]["values"] == [2021, 2022]
