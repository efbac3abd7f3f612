"""What is unknown at the start is read off the same periods."""

from __future__ import annotations

from collections.abc import Callable

import offtake
from offtake.study.study import Study


def test_a_state_drawn_on_the_first_day_shows_in_the_first_period(study: Callable[..., Study]) -> None:  # fmt: skip
    drawn = {
        "drivers": [{"driver": "yield", "initial": "good"}],
        "driver_states": [
            {"driver": "yield", "date": "2026-01-01", "state": "good", "next": n, "probability": 0.5}
            for n in ("good", "bad")
        ],
        "driver_effects": [
            {"driver": "yield", "state": "bad", "table": "lines", "column": "reliability", "operation": "set", "value": 0.5}
        ],
    }  # fmt: skip
    row = {"measure": "m", "variable": "made", "product": "good", "value": 9, "source": ""}
    history = [row | {"date": day} for day in ("2026-06-30", "2027-06-30")]
    run = offtake.solve(study(history=history, **drawn), arrangements=("course", "first-best"))
    frame = run.stats.lookback()
    assert frame["p10"].tolist() == [5, 5]
    assert frame["p90"].tolist() == [10, 10]
