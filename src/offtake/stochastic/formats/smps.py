"""SMPS files as one instance: a core program, and what is random in it.

A datum that every future gives one value is no chance: it goes into the core, wherever it stands.  A row stands
at the latest stage of its columns and of its random data, so that rows the file lists late but that only bind
earlier decisions bind them there.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from offtake.errors import InstanceError
from offtake.stochastic.formats.core import Core, coefficients, read_core
from offtake.stochastic.formats.stoch import (
    Key,
    Realisation,
    Uncertainty,
    core_value,
    read_stoch,
    shown,
)


@dataclass(frozen=True)
class Instance:
    """A core program and what is random in it."""

    core: Core
    uncertainty: Uncertainty

    @property
    def stages(self) -> int:
        """Number of periods of the time file."""
        return len(self.core.periods)

    @property
    def warnings(self) -> tuple[str, ...]:
        """What a reader should know: probabilities that do not sum to one, columns without bounds."""
        return self.core.warnings + self.uncertainty.warnings


def read_smps(core: Path | str, time: Path | str, stoch: Path | str) -> Instance:
    """Read the three files.  Raises InstanceError with file and line."""
    program = read_core(Path(core), Path(time))
    settled, uncertainty = _settled(program, read_stoch(Path(stoch), program))
    return Instance(_placed(settled, uncertainty, Path(stoch)), uncertainty)


def normalised(instance: Instance) -> Instance:
    """The same instance with probabilities scaled to sum to one; nothing does this unasked."""
    u = instance.uncertainty
    groups = tuple(
        replace(g, outcomes=_scaled(g.outcomes, sum(o.probability for o in g.outcomes)))
        for g in u.groups
    )
    total = sum(f.outcome.probability for f in u.futures)
    futures = tuple(replace(f, outcome=_scaled((f.outcome,), total)[0]) for f in u.futures)
    return replace(instance, uncertainty=Uncertainty(groups, futures))


def count(instance: Instance) -> int:
    """Number of futures."""
    u = instance.uncertainty
    sizes = [len(g.outcomes) for g in u.groups]
    return len(u.futures) or int(np.prod(sizes, dtype=object))


def _scaled(outcomes: tuple[Realisation, ...], total: float) -> tuple[Realisation, ...]:
    return tuple(replace(o, probability=o.probability / total) for o in outcomes)


def _settled(core: Core, u: Uncertainty) -> tuple[Core, Uncertainty]:
    """The core with all that has one value in every future, and the outcomes with the rest, each in full."""
    matrix = coefficients(core)
    fixed: dict[Key, float] = {}

    def parted(outcomes: Sequence[Realisation]) -> tuple[Realisation, ...]:
        keys = dict.fromkeys(key for outcome in outcomes for key in outcome.values)
        had = {key: core_value(core, matrix, key) for key in keys}
        whole = [{**had, **o.values} for o in outcomes]
        same = {key for key in keys if len({values[key] for values in whole}) == 1}
        fixed.update({key: whole[0][key] for key in keys if key in same})
        left = [{k: v for k, v in values.items() if k not in same} for values in whole]
        return tuple(replace(o, values=v) for o, v in zip(outcomes, left, strict=True))

    groups = [replace(g, outcomes=parted(g.outcomes)) for g in u.groups]
    left = [g for g in groups if g.outcomes[0].values or _weight(g.outcomes) != 1.0]
    outcomes = parted([f.outcome for f in u.futures])
    futures = [replace(f, outcome=o) for f, o in zip(u.futures, outcomes, strict=True)]
    return _changed(core, matrix, fixed), Uncertainty(tuple(left), tuple(futures), u.warnings)


def _weight(outcomes: Sequence[Realisation]) -> float:
    total = sum(o.probability for o in outcomes)
    return 1.0 if abs(total - 1) <= 1e-9 else total


def _changed(
    core: Core, matrix: Mapping[tuple[int, int], float], values: Mapping[Key, float]
) -> Core:
    arrays = {name: getattr(core, name).copy() for name in ("cost", "lower", "upper", "rhs")}
    entries = dict(matrix)
    for (kind, row, column), value in values.items():
        if kind == "matrix":
            entries[row, column] = value
        else:
            arrays[kind][max(row, column)] = value  # the one of them that is not -1
    places = np.array(list(entries), dtype=np.int64).reshape(-1, 2)
    return replace(
        core,
        **arrays,
        row=places[:, 0],
        column=places[:, 1],
        value=np.array(list(entries.values()), dtype=float),
    )


def _placed(core: Core, uncertainty: Uncertainty, path: Path) -> Core:
    """Rows at the latest stage of their columns and of their own random data."""
    stage = np.zeros(len(core.rows), dtype=np.int64)
    np.maximum.at(stage, core.row, core.column_stage[core.column])
    for key, reveal in _random(uncertainty).items():
        kind, row, column = key
        if len(core.periods) == 1:
            what = "is random, but all is decided in one period"
            raise InstanceError(f"{path}: {shown(core, key)} {what}")
        if kind in ("rhs", "matrix"):
            stage[row] = max(stage[row], reveal, core.row_stage[row] if uncertainty.futures else 0)
        elif core.column_stage[column] < reveal:
            what = f"is decided before its random data are known ({shown(core, key)})"
            raise InstanceError(f"{path}: {core.columns[column]} {what}")
        if kind == "matrix":
            stage[row] = max(stage[row], core.column_stage[column])
    return replace(core, row_stage=stage)


def _random(u: Uncertainty) -> dict[Key, int]:
    """Random data and the first stage at which they may be known."""
    groups = {key: max(g.stage, 1) for g in u.groups for o in g.outcomes for key in o.values}
    return groups | {key: 1 for f in u.futures for key in f.outcome.values}
