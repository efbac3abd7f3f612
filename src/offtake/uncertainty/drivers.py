"""Drivers as Markov chains: what can happen, when it becomes known, how likely it is.

Driver d is in its initial state at the start.  At a period t that holds one of its dates it moves,

    Pr[ s_d(t) = j | s_d(t-1) = i ] = M_d,t[i, j]                                (moves)

and keeps its state in every other period.  Drivers move independently of each other.

A date counts from the first period that starts on it or later, because decisions fall at the start of a
period and nothing that becomes known later can bear on them.  Several dates of one driver that fall to
the same period are passed in their order (the matrices are multiplied).  A state without rows on a date
keeps its place.  A move of period 0 is seen once what is begun at the study's start is settled.  Dates after the start of the last period have no effect on the study.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import cast

import numpy as np
import pandas as pd

from offtake.frozen import Matrix
from offtake.study.study import Study


@dataclass(frozen=True)
class Chain:
    """One driver: its states, the initial one first, and its moves by period."""

    driver: str
    states: tuple[str, ...]
    moves: Mapping[int, Matrix]  # period -> (states, states), rows sum to 1

    @property
    def futures(self) -> int:
        """Number of possible courses of this driver alone."""
        ways = np.zeros(len(self.states), dtype=object)
        ways[0] = 1
        for period in sorted(self.moves):
            ways = ways @ (self.moves[period] > 0).astype(object)
        return int(ways.sum())

    def marginals(self, periods: int) -> Matrix:
        """(periods, states): probability of each state in each period."""
        table = np.zeros((periods, len(self.states)))
        table[0] = self.moves[0][0] if 0 in self.moves else np.eye(1, len(self.states))[0]
        for t in range(1, periods):
            table[t] = table[t - 1] @ self.moves[t] if t in self.moves else table[t - 1]
        return table


def chains(study: Study) -> tuple[Chain, ...]:
    """The drivers of a study, in the order of its table.

    A move dated on the first day falls to period 0: unknown at the start, seen in the course of the first period.
    """
    moves = study.driver_states
    return tuple(
        _chain(study, str(driver), str(initial), moves[moves["driver"] == driver])
        for driver, initial in zip(
            study.drivers["driver"].tolist(), study.drivers["initial"].tolist(), strict=True
        )
    )


def _chain(study: Study, driver: str, initial: str, rows: pd.DataFrame) -> Chain:
    pairs = zip(rows["state"].tolist(), rows["next"].tolist(), strict=True)
    states = _in_order([initial, *(str(s) for pair in pairs for s in pair)])
    starts = [study.period_start(t) for t in range(study.settings.periods)]
    moves: dict[int, Matrix] = {}
    days = pd.to_datetime(rows["date"])
    for day in sorted(days.unique()):
        period = bisect_left(starts, pd.Timestamp(day).date())
        matrix = _matrix(states, rows[days == day])
        if period < len(starts):
            moves[period] = moves[period] @ matrix if period in moves else matrix
    return Chain(driver, states, moves)


def _matrix(states: tuple[str, ...], rows: pd.DataFrame) -> Matrix:
    matrix = np.zeros((len(states), len(states)))
    for state, following, probability in zip(
        rows["state"].tolist(), rows["next"].tolist(), rows["probability"].tolist(), strict=True
    ):
        matrix[states.index(state), states.index(following)] += probability
    for i in set(range(len(states))) - {states.index(s) for s in rows["state"].tolist()}:
        matrix[i, i] = 1.0
    total = matrix.sum(axis=1)
    return cast(Matrix, matrix / total[:, None])


def _in_order(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))
