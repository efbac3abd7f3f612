"""A study with assumptions moved: other figures, the same rows in the same order, so that plans stay comparable."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import pandas as pd

from offtake.plan.sensitivity.assumptions import CHOSEN, Assumption
from offtake.study.dictionary import table
from offtake.study.schema import Column
from offtake.study.study import Study

Move = tuple[Assumption, float]
"""An assumption, and the factor, value or amount that its operation takes."""


def moved(study: Study, moves: Sequence[Move]) -> Study:
    """The study after all `moves`, in their order; values stay within the bounds of their column.

    Rows keep their places, whatever order the door would give them: what is begun is compared place by place.
    """
    tables, settings = dict(study.tables), study.settings
    for assumption, amount in moves:
        if assumption.table == CHOSEN:
            value = getattr(settings, assumption.column) * amount
            settings = settings.model_copy(update={assumption.column: min(value, 1.0)})
        else:
            tables[assumption.table] = _after(tables, assumption, amount)
    return replace(study, tables=tables, settings=settings)


def _after(tables: Mapping[str, pd.DataFrame], a: Assumption, amount: float) -> pd.DataFrame:
    frame = tables[a.table]
    column = table(a.table).column(a.column)
    values = frame[a.column].tolist()
    for row in a.rows:
        values[row] = _outcome(values[row], a.operation, amount, column)
    return frame.assign(**{a.column: pd.Series(values, index=frame.index, dtype=frame[a.column].dtype)})  # fmt: skip


def _outcome(old: object, operation: str, amount: float, column: Column) -> object:
    if isinstance(old, tuple):
        return tuple(_number(float(part), operation, amount, column) for part in old)
    return _number(float(str(old)), operation, amount, column)


def _number(old: float, operation: str, amount: float, column: Column) -> float:
    new = {"scale": old * amount, "add": old + amount}.get(operation, amount)
    return min(max(new, column.minimum), column.maximum)
