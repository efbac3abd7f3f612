"""Frames, figures and faults as plain data for the page; texts stay texts, and the page writes them as such."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import asdict
from datetime import date
from typing import Any

import numpy as np
import pandas as pd

from offtake.study.faults import Fault
from offtake.views.drawing.cells import grid
from offtake.views.drawing.figure import Figure
from offtake.views.drawing.frames import NOISE
from offtake.views.figures.questions import Asked

MOST_ROWS = 400


def table(frame: pd.DataFrame, caption: str = "", most: int = MOST_ROWS) -> dict[str, Any]:
    """A frame as a table for people: headings, which are numbers, rows as text, how many were left out."""
    found = grid(_quiet(frame), most)
    return {
        "caption": caption,
        "headings": [h.text for h in found.headings],
        "numeric": [h.number for h in found.headings],
        "rows": [[cell.text for cell in row] for row in found.rows],
        "left_out": found.left_out,
    }


def asked(row: Asked) -> dict[str, Any]:
    """A row of the first screen: a question, its answer, and the number behind it as a program reads it."""
    n = row.number
    return {
        "question": row.question,
        "answer": row.answer,
        "text": row.text,
        "told": list(row.lines),
        "link": row.link,
        "number": None if n is None else {"id": n.id, "value": value(n.value), "unit": n.unit},
    }


def _quiet(frame: pd.DataFrame) -> pd.DataFrame:
    """The frame with yes and no in place of truth values, and without what arithmetic leaves over."""
    made = {}
    for name in frame.columns:
        own = frame[name]
        if pd.api.types.is_bool_dtype(own):
            made[name] = own.map({True: "yes", False: "no"}).astype("str")
        elif pd.api.types.is_float_dtype(own):
            made[name] = own.mask(own.abs() < NOISE, 0.0)
    return frame.assign(**made)


def figure(one: Figure) -> dict[str, Any]:
    """A figure of the report with its charts."""
    return {
        "id": one.id,
        "title": one.title,
        "measure": one.measure,
        "unit": one.unit,
        "rests_on": list(one.rests_on),
        "legend": [asdict(key) for key in one.legend],
        "panels": [{"title": p.title, "spec": p.spec} for p in one.panels],
        "tables": [table(t.frame, t.caption) for t in one.tables],
        "remarks": list(one.remarks),
        "numbers": table(one.numbers, f"Table {one.frame} of the run; unit: {one.unit}", 200),
    }


def value(one: Any) -> Any:
    """One value as JSON has it."""
    if one is None or one is pd.NA or one is pd.NaT:
        return None
    if isinstance(one, np.generic):
        one = one.item()
    if isinstance(one, float):
        return one if math.isfinite(one) else None
    if isinstance(one, date):
        return one.isoformat()
    if isinstance(one, tuple):
        return [value(part) for part in one]
    return one


def faults(found: Iterable[Fault]) -> list[dict[str, Any]]:
    """Faults with their words."""
    return [{**asdict(fault), "message": fault.message} for fault in found]
