"""Rows in one order, whatever order they were written in: by what they hold, then by name.

Columns of figures, dates and choices are compared first, in the dictionary's order, then those of text: so a row keeps
its place when things are given other names, and which of two equal projects is begun hangs on their names alone.
"""

from __future__ import annotations

import pandas as pd

from offtake.study.schema import Column, Table


def in_order(table: Table, frame: pd.DataFrame) -> pd.DataFrame:
    """The rows of `frame`, a typed frame of `table`, in their one order."""
    figures = [c for c in table.columns if c.kind != "text" or c.choices]
    texts = [c for c in table.columns if c.kind == "text" and not c.choices]
    keys = list(zip(*(_compared(c, frame[c.name]) for c in (*figures, *texts)), strict=True))
    rows = sorted(range(len(frame)), key=keys.__getitem__)
    return frame.iloc[rows].reset_index(drop=True)


def _compared(column: Column, values: pd.Series) -> list[tuple[object, ...]]:
    """What cells are compared by: empty ones first, choices as they are declared."""
    place = {choice: k for k, choice in enumerate(column.choices)}
    found: list[tuple[object, ...]] = []
    for value in values.tolist():
        if isinstance(value, tuple):
            found.append((1, value))
        elif value is None or value is pd.NA or value != value or value == "":
            found.append((0,))
        else:
            found.append((1, place.get(value, value) if place else value))
    return found
