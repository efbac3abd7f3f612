"""Expected values follow from the plan in conftest.py, or from the sums shown."""

from __future__ import annotations

import numpy as np
import pytest

from offtake.results.tables.forecast.made import made

ROWS = [
    {"line": "a", "producer": "maker", "product": "good", "country": "NLD", "capacity": 4, "unit_cost": 2},
    {"line": "b", "producer": "other", "product": "good", "country": "BEL", "capacity": 6, "unit_cost": 2, "reliability": 0.5},
    {"line": "c", "producer": "maker", "product": "good", "country": "BEL", "capacity": 2, "unit_cost": 2},
]  # fmt: skip
SLIP = {
    "drivers": [{"driver": "building", "initial": "planned"}],
    "driver_states": [
        {"driver": "building", "date": "2027-01-01", "state": "planned", "next": state, "probability": 0.5}
        for state in ("planned", "slipped")
    ],
    "driver_effects": [
        {"driver": "building", "state": "slipped", "table": "projects", "column": "build_time", "operation": "set", "value": 9}
    ],
}  # fmt: skip


def test_what_is_made_in_a_year_has_bands_over_futures_beside_what_is_announced(paper):
    frame = made(paper)
    assert set(frame["by"]) == {"all", "firm", "country", "line"}
    rows = frame[frame["by"] == "line"].set_index("year")
    assert rows.loc[2026, ["name", "mean", "p05", "p95"]].tolist() == ["works", 10, 10, 10]
    assert rows.loc[2027, ["p05", "p95"]].tolist() == [6, 20]
    assert rows.loc[2027, "mean"] == pytest.approx(0.4 * 20 + 0.6 * 6)
    # stated: 5 a half-year; hall (20 a year, begun mid-2026) is there from 2027, half in its first year:
    # 5 + 5 twice; annex, begun in 2027 where demand goes on, adds 10 in the last half-year with 0.4
    assert rows.loc[2026, "announced"] == pytest.approx(10)
    assert rows.loc[2027, "announced"] == pytest.approx(20 + 0.4 * 10)


PROJECT = {"project": "more", "line": "c", "kind": "expand", "adds": 8, "capex": 5, "build_time": 1}


def test_firms_countries_and_lines_add_up_to_all(solved):
    frame = made(solved(lines=ROWS, projects=[PROJECT]))
    for column in ("mean", "announced"):
        sums = frame.groupby(["by", "year"])[column].sum().unstack("year")
        assert np.allclose(sums, sums.loc["all"])
    firm = frame[(frame["name"] == "maker") & (frame["year"] == 2026)]
    assert firm["mean"].tolist() == [pytest.approx(4 + 2)]
    belgium = frame[(frame["name"] == "BEL") & (frame["year"] == 2026)]
    assert belgium["mean"].tolist() == [pytest.approx(6 * 0.5 + 2)]
    assert belgium["announced"].tolist() == [pytest.approx(6 + 2)]


def test_a_slip_is_not_announced_and_not_made(solved):
    frame = made(solved(lines=ROWS, projects=[PROJECT], **SLIP))
    row = frame[(frame["name"] == "c") & (frame["year"] == 2027)].iloc[0]
    assert row["announced"] == pytest.approx(2 + 8)  # begun in 2026, promised for 2027
    assert row["p05"] == pytest.approx(2)
    assert row["p95"] == pytest.approx(24 - 9 - 4 - 3)  # what 2026 and the others leave of the need


def test_the_order_of_rows_changes_nothing(solved):
    first, again = (made(solved(lines=rows, projects=[PROJECT])) for rows in (ROWS, ROWS[::-1]))
    assert again.equals(first)
