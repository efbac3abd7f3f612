"""A run with arrangement `course` tells what it said of what happened since, and its report shows it."""

from __future__ import annotations

from collections.abc import Callable

import offtake
from offtake.results.dictionary import result
from offtake.study.study import Study
from offtake.views.drawing.frames import material
from offtake.views.figures.grounds.lookback import lookback

HISTORY = [
    {"measure": "goods a year", "date": "2026-06-30", "value": 10, "variable": "made", "product": "good"},
    {"measure": "goods a year", "date": "2027-12-31", "since": "2027-01-01", "value": 13, "high": 14, "variable": "made", "product": "good"},
]  # fmt: skip


def test_readings_stand_beside_the_course_of_events(study: Callable[..., Study]) -> None:
    run = offtake.solve(study(history=HISTORY), arrangements=("course", "first-best"))
    frame = run.stats.lookback()
    assert tuple(frame.columns) == tuple(c.name for c in result("lookback").columns)
    # the line makes 10 a year, and the project that would add 8 is not begun
    assert frame["p50"].tolist() == [10, 10]
    assert frame["inside"].tolist() == [True, False]
    figure = lookback(material(run))
    assert figure.title == "The 80% band of what was forecast held 1 of 2 outcomes"
    assert figure.tables[0].frame["Happened"].tolist() == ["10", "13 to 14"]
    assert figure.tables[0].frame["Day"].tolist() == ["2026-06-30", "2027-01-01 to 2027-12-31"]


def test_without_course_or_without_outcomes_there_is_no_such_table(
    study: Callable[..., Study],
) -> None:
    assert offtake.solve(study(history=HISTORY), arrangements=("first-best",)).stats.lookback() is None  # fmt: skip
    run = offtake.solve(study(), arrangements=("course", "first-best"))
    assert run.stats.lookback() is None
    assert lookback(material(run)) is None
