"""Studies of the past: nothing in them was known later, and the manual says how they fared."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from offtake.evidence.reference.classes import reference_class
from offtake.simulation.lookback.backtest import Backtest, backtest
from offtake.simulation.lookback.outcomes import outcomes
from offtake.study.provenance.dates import earliest_day
from offtake.study.study import Study

ReadCase = Callable[..., Study]
PAST = ("us-155mm-2022", "europe-155mm-2022", "vaccines-2020")
PAGE = (Path(__file__).parents[2] / "docs" / "reference.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", PAST)
def test_only_history_rests_on_what_came_after_the_start(case: ReadCase, name: str) -> None:
    study = case(name)
    settings = study.settings
    assert settings.cut_off is not None
    assert settings.cut_off < settings.start
    told = dict(zip(study.sources["source"], study.sources["date"], strict=True))
    for table, frame in study.tables.items():
        if table in ("history", "sources") or "source" not in frame:
            continue
        for source in set(frame["source"]) & set(told):
            day = earliest_day(told[source])
            assert day is None or day <= settings.cut_off, (table, source)


@pytest.mark.parametrize("name", PAST)
def test_every_outcome_lies_after_the_cut_off(case: ReadCase, name: str) -> None:
    study = case(name)
    assert len(outcomes(study)) >= 5
    assert all(outcome.day > study.settings.cut_off for outcome in outcomes(study))


@pytest.mark.parametrize(
    ("name", "driver", "measure", "kind", "months", "count"),
    [
        ("us-155mm-2022", "steps", "start", "expand", 24, 5),
        ("us-155mm-2022", "reached", "rate", "expand", 24, 5),
        ("europe-155mm-2022", "steps", "start", "expand", 24, 5),
        ("europe-155mm-2022", "reached", "rate", "expand", 24, 5),
        ("vaccines-2020", "supply slips", "start", "new", 6, 3),
        ("vaccines-2020", "supply reaches", "rate", "new", 6, 3),
    ],
)
def test_slip_and_reached_rate_are_those_of_cases_known_at_the_start(
    case: ReadCase, name: str, driver: str, measure: str, kind: str, months: float, count: int
) -> None:
    study = case(name)
    effects = study.driver_effects[study.driver_effects["driver"] == driver]
    known = reference_class(measure, kind, months, "known", study.settings.cut_off)
    assert sorted(effects["value"]) == pytest.approx(known.spread.slices(count), rel=1e-3)


def looked_back(study: Study) -> Backtest:
    return backtest(study, 1000, study.settings.seed)


@pytest.mark.long
@pytest.mark.parametrize("name", PAST[:2])
def test_the_manual_says_how_many_outcomes_the_band_held(case: ReadCase, name: str) -> None:
    total = looked_back(case(name)).total
    [row] = [line for line in PAGE.splitlines() if line.startswith(f"| `{name}`")]
    assert f"{total.inside} of {total.count}" in row
    assert f"{abs(total.bias):.0%}" in row
    assert f"{total.sharpness:.0%}" in row
    assert f"{total.crps:.0%}" in row


@pytest.mark.long
def test_the_two_of_munitions_hold_three_outcomes_in_four(case: ReadCase) -> None:
    totals = [looked_back(case(name)).total for name in PAST[:2]]
    assert sum(t.inside for t in totals) / sum(t.count for t in totals) >= 0.75


def test_vaccines_hold_candidates_stages_platforms_and_four_ways_to_capacity(
    case: ReadCase,
) -> None:
    study = case("vaccines-2020")
    assert len(study.producers) == 6
    assert (study.projects["kind"] == "develop").sum() == 6
    asked = study.projects.set_index("project")["requires"]
    assert asked["Moderna new plant"] == asked["Moderna reserved"] == "Moderna wider trial"
    # 0.9 that any works, 0.6 that the platform does
    moves = study.driver_states[study.driver_states["driver"] == "rna"]
    assert moves.set_index("next")["probability"].to_dict() == pytest.approx({"works": 0.54, "fails": 0.46})  # fmt: skip
    # USD 1.2 bn for 300 million doses
    prices = study.prices.set_index("producer")["price"]
    assert prices["AstraZeneca"] == pytest.approx(1_200 / 300)
