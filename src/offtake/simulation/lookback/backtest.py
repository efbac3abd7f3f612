"""Backtest: a study of the past, run as of its start and held against what happened after."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from offtake.simulation.follow import simulate
from offtake.simulation.lookback.forecast import Forecast, course, read_off
from offtake.simulation.lookback.outcomes import last_known, outcomes
from offtake.simulation.lookback.score import Score, Scored, held_against, score
from offtake.study.study import Study
from offtake.uncertainty.reduction.build import build_tree
from offtake.uncertainty.sampling import sample_paths


@dataclass(frozen=True)
class Backtest:
    """Every outcome beside its forecast, the whole, each stage (product, as made or delivered) and each measure."""

    held: tuple[Scored, ...]
    total: Score
    stages: Mapping[str, Score]
    measures: Mapping[str, Score]

    @property
    def worst(self) -> str:
        """The stage that was most wrong: least coverage, then largest error."""
        return _worst(self.stages)

    @property
    def worst_measure(self) -> str:
        """The measure of that stage that was most wrong."""
        own = {h.outcome.measure for h in self.held if _stage(h) == self.worst}
        return _worst({name: found for name, found in self.measures.items() if name in own})


def backtest(study: Study, paths: int, seed: int, leaves: int | None = None) -> Backtest:
    """Follow `course` along `paths` fresh futures and hold it against table `history`.

    UsageError where history holds nothing after the study's start.
    """
    happened = outcomes(study)
    plan = course(study, build_tree(study, leaves))
    d = simulate(study, plan, sample_paths(study, paths, seed))
    forecast = Forecast(study, d.values, d.labels)
    held = tuple(
        held_against(outcome, read_off(forecast, outcome), d.weight, last_known(study, outcome))
        for outcome in happened
    )
    return Backtest(held, score(held), _by(_stage, held), _by(lambda h: h.outcome.measure, held))


def _stage(one: Scored) -> str:
    return f"{one.outcome.product} {one.outcome.variable}"


def _by(named: Callable[[Scored], str], held: tuple[Scored, ...]) -> dict[str, Score]:
    groups: dict[str, list[Scored]] = {}
    for one in held:
        groups.setdefault(named(one), []).append(one)
    return {name: score(own) for name, own in groups.items()}


def _worst(scores: Mapping[str, Score]) -> str:
    return min(scores, key=lambda name: (scores[name].coverage, -scores[name].crps))
