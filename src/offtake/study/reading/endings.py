"""What workbooks are called."""

from __future__ import annotations

WORKBOOKS = (".xlsx", ".xlsm", ".ods")
"""Endings of workbooks that are read."""
OTHER_WORKBOOKS = (".fods", ".ots", ".xls", ".xlsb", ".xltx", ".xltm", ".numbers")
"""Endings of workbooks that are to be saved as .xlsx first."""
