"""A run with the frames of the forecast, made by hand."""

from __future__ import annotations

import pandas as pd
import pytest

from offtake.views.drawing.frames import material


def frame(columns: str, *rows: tuple[object, ...]) -> pd.DataFrame:
    return pd.DataFrame(list(rows), columns=columns.split())


WAITS = frame(
    "arrangement product buyer needed never_delivered of_flows of_stocks wait_months wait_p05 wait_p10 wait_p50 wait_p90 wait_p95 on_time",
    ("first-best", "rounds", "all buyers", 30.0, 0.2, 0.3, 0.1, 4.0, 0, 0, 3, 9, 12, 0.5),
    ("first-best", "rounds", "Arland", 10.0, 0.1, 0.1, 0.1, 4.0, 0, 0, 3, 9, 12, 0.5),
    ("first-best", "rounds", "Borduria", 20.0, 0.25, 0.4, 0.1, None, None, None, None, None, None, None),
)  # fmt: skip
REACHED = frame(
    "arrangement product buyer share p05 p10 p50 p90 p95 ever",
    *(
        ("first-best", "rounds", b, share, 2028.0, 2028.5, 2029.0, None if share > 0.5 else 2030.25, None, 0.6)
        for b in ("all buyers", "Arland", "Borduria") for share in (0.5, 0.9, 1.0)
    ),
)  # fmt: skip
REASONS = frame(
    "arrangement product buyer of rank reason name share amount",
    *(
        ("first-best", "rounds", b, "unit-years late", k, reason, name, share, 10 * share)
        for b in ("all buyers", "Arland")
        for k, (reason, name, share) in enumerate((("part", "powder", 0.7), ("money", "", 0.2), ("other", "", 0.1)), 1)
    ),
)  # fmt: skip
MADE = frame(
    "arrangement product by name year mean p05 p10 p25 p50 p75 p90 p95 announced",
    *(
        ("first-best", "rounds", by, name, year, m, m, m, m, m, m, m, m, 2 * m)
        for by, name, m in (("all", "all lines", 30.0), ("firm", "Alder", 10.0), ("firm", "Birch", 20.0))
        for year in (2026, 2027)
    ),
)  # fmt: skip
RIVALS = frame(
    "arrangement rival product against year mean p05 p10 p25 p50 p75 p90 p95 low central high basis ahead ahead_by",
    ("first-best", "Them", "shells, new", "rounds", 2026, *[30.0] * 8, 20.0, None, 40.0, "stated", 0.5, 0.5),
    ("first-best", "Them", "shells, new", "rounds", 2027, *[30.0] * 8, 20.0, None, 40.0, "held on from 2026", 0.5, 0.6),
    ("first-best", "Them", "shells, repaired too", "rounds", 2026, *[30.0] * 8, 90.0, 90.0, 90.0, "stated", 0.0, 0.0),
)  # fmt: skip


@pytest.fixture
def run(invent):
    found = invent("first-best")
    for name, rows in (("waits", WAITS), ("reached", REACHED), ("reasons", REASONS), ("made", MADE), ("rivals", RIVALS)):  # fmt: skip
        found = found.with_frame(name, rows)
    return material(found)
