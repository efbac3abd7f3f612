"""Drivers as Markov chains: what can happen, when it becomes known, how likely it is.

Driver d is in its initial state at the start.  At a period t that holds one of its dates it moves,

    Pr[ s_d(t) = j | s_d(t-1) = i ] = M_d,t[i, j]                                (moves)

and keeps its state in every other period.  Drivers move independently of each other.

A date counts from the first period that starts on it or later, because decisions fall at the start of a
period and nothing that becomes known later can bear on them.  Several dates of one driver that fall to
the same period are passed in their order (the matrices are multiplied).  A state without rows on a date
keeps its place.  A move of period 0 is seen once what is begun at the study's start is settled.  Dates after the start of the last period have no effect on the study.

States that are written twice are one.  States i and j are alike where they do the same and move alike,

    effects(i) = effects(j)   and   Σ_k∈C M_d,t[i, k] = Σ_k∈C M_d,t[j, k]   for every t and class C     (lumping)

with the coarsest classes C that hold this (Kemeny and Snell, Finite Markov Chains, 1960, §6.3).  A chain moves between classes,
each called by its first state: else a producer could begin in one of two like futures and not in the other, and what it
accepts would hang on how often a thing is written.  Where no driver of the study has effects, all states are apart.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
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
    return tuple(_lumped(chain, classes) for chain, classes in _classed(study))


def alike(study: Study) -> tuple[tuple[str, str, str], ...]:
    """(driver, state, the state that it is one with), for states that differ in name alone."""
    return tuple(
        (chain.driver, name, chain.states[classes.index(own)])
        for chain, classes in _classed(study)
        for name, own in zip(chain.states, classes, strict=True)
        if chain.states[classes.index(own)] != name
    )


def _classed(study: Study) -> list[tuple[Chain, list[int]]]:
    """Each driver as it is written, and the class of each of its states, in order of their first states."""
    moves, effects = study.driver_states, study.driver_effects
    found = []
    for driver, initial in zip(study.drivers["driver"].tolist(), study.drivers["initial"].tolist(), strict=True):  # fmt: skip
        chain = _chain(study, str(driver), str(initial), moves[moves["driver"] == driver])
        own = _effects(effects[effects["driver"] == driver])
        does = [own.get(state, ()) for state in chain.states]
        apart = list(range(len(does)))
        found.append((chain, apart if effects.empty else _classes(chain, does)))
    return found


def _effects(rows: pd.DataFrame) -> dict[str, tuple[tuple[str, ...], ...]]:
    """By state: what it does, whatever the order of rows; what changes nothing left out."""
    neutral = {("scale", 1.0), ("add", 0.0)}
    does: dict[str, list[tuple[str, ...]]] = {}
    columns = ["table", "where", "column", "operation", "value", "from", "to"]
    for state, *own in rows[["state", *columns]].itertuples(index=False):
        if (own[3], float(own[4])) not in neutral:
            does.setdefault(str(state), []).append(tuple(map(str, own)))
    return {state: tuple(sorted(own)) for state, own in does.items()}


def _classes(chain: Chain, does: Sequence[object]) -> list[int]:
    """The coarsest classes of states that do the same and move alike between classes."""
    classes = _numbered(does)
    while True:
        member = np.array(classes)[:, None] == np.unique(classes)
        moves = [(matrix @ member).round(12) for _, matrix in sorted(chain.moves.items())]
        finer = _numbered([(own, *(tuple(m[i]) for m in moves)) for i, own in enumerate(classes)])
        if finer == classes:
            return classes
        classes = finer


def _numbered(keys: Sequence[object]) -> list[int]:
    """Equal keys by one number, counted as they first come."""
    numbers: dict[object, int] = {}
    return [numbers.setdefault(key, len(numbers)) for key in keys]


def _lumped(chain: Chain, classes: list[int]) -> Chain:
    firsts = [classes.index(own) for own in range(max(classes) + 1)]
    if len(firsts) == len(classes):
        return chain
    member = np.array(classes)[:, None] == np.arange(len(firsts))
    moves = {t: cast(Matrix, matrix[firsts] @ member) for t, matrix in chain.moves.items()}
    return Chain(chain.driver, tuple(chain.states[i] for i in firsts), moves)


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
