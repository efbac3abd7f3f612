"""Arrays: their types, and how those that frozen objects hold refuse to be written to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from typing import Any

import numpy as np
import numpy.typing as npt

Vector = npt.NDArray[np.float64]
"""Numbers, of any shape; docstrings give it: (nodes, lines)."""
Matrix = Vector
Indices = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]


def read_only(array: npt.NDArray[Any]) -> npt.NDArray[Any]:
    """The same values, in a view that refuses to be written to.

    >>> read_only(np.zeros(2))[0] = 1.0
    Traceback (most recent call last):
    ValueError: assignment destination is read-only
    """
    view = array.view()
    view.flags.writeable = False
    return view


def freeze(thing: object) -> None:
    """Let the arrays of a frozen dataclass, and those in its mappings, refuse to be written to."""
    for field in fields(thing):  # type: ignore[arg-type]
        value = getattr(thing, field.name)
        if isinstance(value, np.ndarray):
            object.__setattr__(thing, field.name, read_only(value))
        elif isinstance(value, Mapping) and any(isinstance(v, np.ndarray) for v in value.values()):
            held = {k: read_only(v) for k, v in value.items()}
            object.__setattr__(thing, field.name, held)  # a plain one: it travels to workers
