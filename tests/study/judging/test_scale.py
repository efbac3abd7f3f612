from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from tests.every.studies import write_study
from tests.every.test_every_study import BARE, SETTINGS

from offtake.study.judging.scale import out_of_scale
from offtake.study.reading.read import read_study


@pytest.mark.parametrize(
    ("table", "column", "value", "told"),
    [
        # A unit is worth 9 million: 8,999 of cost is 999.9 times that, 9,000 a thousand times.
        ("lines", "unit_cost", 8999, ""),
        ("lines", "unit_cost", 9000, "unit_cost of plant (9000, worth 9)"),
        ("prices", "price", 9000, "price of Maker for goods (9000, worth 9)"),
        # It adds 5 a year for two years, worth 9 each: 90.
        ("projects", "capex", 89_999, ""),
        ("projects", "capex", 90_000, "capex of build (90000): at least 1,000 times"),
        # The study has two years, so that what takes two is of no use in it.
        ("projects", "build_time", 1.9, ""),
        ("projects", "build_time", 18, "build_time of build (18): not complete before the study ends, after 2 years"),
    ],
)  # fmt: skip
def test_what_is_likely_in_another_unit_is_told(tmp_path: Path, table, column, value, told):
    tables = {**BARE, table: [{**BARE[table][0], column: value}]}
    settings = {**SETTINGS, "start": date(2026, 1, 1)}
    found = out_of_scale(read_study(write_study(tmp_path / "bare", settings, tables)))
    assert len(found) == bool(told)
    assert not told or found[0].startswith(told)


@pytest.mark.parametrize(("capacity", "told"), [(899, 0), (900, 1)])
def test_a_line_of_thirty_times_all_others_together_is_told(tmp_path: Path, capacity, told):
    # the three others make 10 each
    lines = [{**BARE["lines"][0], "line": f"plant {k}", "capacity": 10} for k in "abc"]
    tables = {**BARE, "lines": [{**BARE["lines"][0], "capacity": capacity}, *lines]}
    settings = {**SETTINGS, "start": date(2026, 1, 1)}
    found = out_of_scale(read_study(write_study(tmp_path / "bare", settings, tables)))
    assert [one.startswith(f"capacity of plant ({capacity})") for one in found] == [True] * told
