"""A plan: what every method returns, on which tree, how good and how sure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from offtake.errors import UsageError
from offtake.frozen import freeze
from offtake.notebook import table
from offtake.stochastic.program.blocks import Labels
from offtake.stochastic.solver.program import Status, relative_gap
from offtake.uncertainty.tree import ScenarioTree

Array = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Effort:
    """What an answer cost: seconds to build the model, to hand it over, to solve it; its size."""

    build_seconds: float = 0.0
    hand_over_seconds: float = 0.0
    solve_seconds: float = 0.0
    columns: int = 0
    rows: int = 0
    nonzeros: int = 0
    integers: int = 0
    iterations: int = 0
    method: str = ""
    why: str = ""


@dataclass(frozen=True, repr=False)
class Plan:
    """Decisions by node.  `values[name]` is (nodes, entries), `labels[name]` says what the entries are.

    Names of the physical plan: begun (project; cumulative number), make (line; units in the period),
    hold (product; units at the end), deliver (buyer, need, kind, product), late (buyer, need; stock
    requirements not yet met), missed (buyer, need; flow requirements lost), carry (buyer; unspent
    budget taken into the next year).  Minimised: `objective`; no plan can be below `bound`.
    """

    arrangement: str
    tree: ScenarioTree
    values: Mapping[str, Array]
    labels: Mapping[str, Labels]
    status: Status
    objective: float
    bound: float
    effort: Effort = field(default_factory=Effort)
    duals: Mapping[str, Array] = field(default_factory=dict)
    """By name of rows: (nodes, entries), what one unit more of the row's right side is worth, in present
    millions per unit of the node's probability, with the projects fixed; NaN where a node has no such row."""

    of: Any = field(default=None, repr=False, compare=False)
    """The run that it is one of; None where it stands by itself."""

    def __post_init__(self) -> None:
        freeze(self)

    def __getstate__(self) -> dict[str, Any]:
        """A plan travels to workers without its run."""
        return {**self.__dict__, "of": None}

    @property
    def plot(self) -> Any:
        """Charts of this plan: `run.plans["deal"].plot.deliveries()`, as `run.plot` draws them."""
        return self._run().only(self.arrangement).plot

    def why(self, name: str = "", *, gap: float = 0.001) -> Any:
        """Why deliveries of this plan are late, as a frame; with the `name` of a project, a producer or an instrument, what
        that is for: the answer of its run without it."""
        return self._run().why(name, gap=gap) if name else self._run().only(self.arrangement).why()

    def _run(self) -> Any:
        if self.of is None:
            raise UsageError(f"plan {self.arrangement} stands by itself; a run's plans have charts and reasons: run.plans[{self.arrangement!r}]")  # fmt: skip
        return self.of

    def __repr__(self) -> str:
        futures, periods = self.tree.leaves.size, self.tree.periods
        return f"<Plan {self.arrangement}: {futures} futures, {periods} periods, {self.status}, gap {self.gap:.2%}>"

    def _repr_html_(self) -> str:
        found = self.stats.projects()
        rows = [
            (project, f"{share:.0%}", first)
            for project, share, first in found.to_numpy().tolist()
            if share > 0
        ]
        leaves = self.tree.leaves
        note = (
            f"{self.status}, gap {self.gap:.2%}; {leaves.size} futures, {self.tree.periods} periods"
        )
        return table(f"Plan {self.arrangement}", ("project", "begun in futures", "first"), rows, note)  # fmt: skip

    @property
    def stats(self) -> PlanStats:
        """What a plan says by itself; a run's `stats` have what follows from it."""
        return PlanStats(self)

    @property
    def gap(self) -> float:
        """Relative distance between plan and bound."""
        return relative_gap(self.objective, self.bound)

    @property
    def mean_cost(self) -> float:
        """Expected cost: the objective, unless that weighs the worst futures."""
        if "accumulated" not in self.values:
            return self.objective
        leaves = self.tree.leaves
        return float(self.tree.probability[leaves] @ self.values["accumulated"][leaves, 0])

    def frame(self, name: str) -> pd.DataFrame:
        """One variable as a tidy frame: node, its labels, value."""
        labels, values = self.labels[name], self.values[name]
        nodes = np.repeat(np.arange(values.shape[0]), labels.size)
        columns = {
            dim: [key[k] for key in labels.keys] * values.shape[0]
            for k, dim in enumerate(labels.dims)
        }
        return pd.DataFrame({"node": nodes, **columns, name: values.ravel()})


@dataclass(frozen=True)
class PlanStats:
    """Lists of what a plan decides."""

    plan: Plan

    def projects(self) -> pd.DataFrame:
        """Every project: project, share_begun (of futures, by their probability), first (day on which it begins in any)."""
        tree, keys = self.plan.tree, self.plan.labels["begun"].keys
        chance = tree.probability[tree.leaves]
        rows = []
        for (project,), begun in zip(keys, self.plan.values["begun"].T > 0.5, strict=True):
            first = int(tree.period[begun].min()) if begun.any() else None
            day = "" if first is None else str(tree.starts[first] if tree.starts else f"period {first}")  # fmt: skip
            rows.append((project, float(chance @ begun[tree.leaves]), day))
        return pd.DataFrame(rows, columns=["project", "share_begun", "first"])
