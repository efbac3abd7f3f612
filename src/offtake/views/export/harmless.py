"""Texts that a spreadsheet would take for a formula, with a quote before them."""

from __future__ import annotations

import pandas as pd

FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""Beginnings that a spreadsheet takes for a formula."""


def harmless(frame: pd.DataFrame) -> pd.DataFrame:
    """The frame with a quote before every such text; numbers stay numbers."""
    safe = frame.copy()
    for column in safe.columns:
        if not pd.api.types.is_numeric_dtype(safe[column]):
            risky = safe[column].map(is_risky)
            safe[column] = safe[column].where(~risky.astype(bool), "'" + safe[column].astype("str"))
    return safe


def is_risky(text: object) -> bool:
    """Whether a cell's text would be a formula.

    >>> [is_risky(text) for text in ("=1+1", "-half", "-0.5", "half", None)]
    [True, True, False, False, False]
    """
    if not (isinstance(text, str) and text.startswith(FORMULA)):
        return False
    try:
        float(text)
    except ValueError:
        return True
    return False
