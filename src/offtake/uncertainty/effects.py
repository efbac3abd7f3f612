"""What the states of the drivers do to the figures of the study, node by node.

The figure x of one row at node n starts from the table's value and passes every row e of
`driver_effects` on that table and column, first what is set, then what is scaled, then what is added:

    x <- value_e          (set)
    x <- x · value_e      (scale)
    x <- x + value_e      (add)

where e applies at n if its driver is in its state at n and the first day of n's period lies in
[from, to].  Effects of several drivers therefore combine; of several that set one figure, the largest value holds.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from offtake.errors import StudyError, UsageError
from offtake.frozen import Indices, Matrix
from offtake.study import dictionary
from offtake.study.judging.effect_bounds import applied, outside
from offtake.study.study import Study
from offtake.study.wording.where import matching_rows
from offtake.uncertainty.drivers import alike
from offtake.uncertainty.tree import ScenarioTree


def node_values(
    study: Study, frame: pd.DataFrame, table: str, column: str, tree: ScenarioTree
) -> Matrix:
    """(nodes, rows), read-only: the figures of `frame[column]` at every node, in the column's unit.

    `frame` holds rows of `table`, or rows made from it that still carry the columns which the effects
    select by.  On a `mean_tree` they are the expected figures of each period.  Raises UsageError where
    an effect names a driver or a state that the tree does not know, StudyError where the column holds
    lists of numbers, which drivers do not act on.
    """
    if tree.mean_of is not None:
        return _mean(node_values(study, frame, table, column, tree.mean_of), tree.mean_of)
    declared = dictionary.table(table).column(column)
    if declared.kind == "numbers":
        raise StudyError(
            f"driver_effects: column {column} of {table} holds lists of numbers, not one"
        )
    base = frame[column].to_numpy(dtype=np.float64, na_value=np.nan)
    values: Matrix = np.broadcast_to(base, (tree.size, base.size))
    effects = study.driver_effects
    effects = effects[(effects["table"] == table) & (effects["column"] == column)]
    if effects.empty:
        return values
    values = values.copy()
    starts = _starts(study, tree)
    for effect in effects.to_dict("records"):
        at = np.ix_(
            _active_nodes(study, effect, tree, starts), matching_rows(frame, _text(effect["where"]))
        )
        values[at] = applied(values[at], effect["operation"], float(effect["value"]))
    rounded = ~outside(declared, values)  # shares that make up 1 may sum to a little more
    values[rounded] = np.clip(values[rounded], declared.minimum, declared.maximum)
    values.flags.writeable = False
    return values


def _active_nodes(
    study: Study,
    effect: Mapping[Hashable, Any],
    tree: ScenarioTree,
    starts: npt.NDArray[np.datetime64],
) -> Indices:
    driver, state = str(effect["driver"]), str(effect["state"])
    if driver not in tree.drivers:
        raise UsageError(
            f"an effect follows driver {driver}, which the scenario tree does not hold"
        )
    d = tree.drivers.index(driver)
    if state not in tree.states[d]:
        if any(one[:2] == (driver, state) for one in alike(study)):
            return np.zeros(0, dtype=np.int64)  # the state that it is one with has the same effects
        raise UsageError(
            f"an effect follows state {state} of driver {driver}, which is none of "
            f"{', '.join(tree.states[d])}"
        )
    active = tree.state[:, d] == tree.states[d].index(state)
    first, last = (pd.Timestamp(effect[key]) for key in ("from", "to"))
    if not pd.isna(first):
        active &= starts >= first.to_datetime64()
    if not pd.isna(last):
        active &= starts <= last.to_datetime64()
    return np.flatnonzero(active)


def _starts(study: Study, tree: ScenarioTree) -> npt.NDArray[np.datetime64]:
    """(nodes,): first day of every node's period."""
    days = [study.period_start(t) for t in range(tree.periods)]
    return np.array(days, dtype="datetime64[D]")[tree.period]


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _mean(values: Matrix, tree: ScenarioTree) -> Matrix:
    """(periods, rows): expected figures of each period."""
    mean = np.zeros((tree.periods, values.shape[1]))
    np.add.at(mean, tree.period, tree.probability[:, None] * values)
    mean.flags.writeable = False
    return mean
