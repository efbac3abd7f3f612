"""Rows of a frame as JSON has them: None where there is no number."""

from __future__ import annotations

from collections.abc import Mapping
from math import inf
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd


def records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """Every row as a document.

    >>> import pandas as pd
    >>> records(pd.DataFrame({"project": ["hall"], "capex": [float("nan")]}))
    [{'project': 'hall', 'capex': None}]
    """
    return [record(row) for row in frame.to_dict("records")]


def record(row: Mapping[Any, Any]) -> dict[str, Any]:
    """One row; what is missing, or not finite, becomes None."""
    return {str(k): None if v is None or v != v or v in (inf, -inf) else v for k, v in row.items()}
