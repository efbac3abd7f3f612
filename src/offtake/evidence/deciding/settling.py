"""A decision and the cells that it changes: both are written, or neither."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from offtake.evidence.deciding.cells import TextSheet, replaced
from offtake.evidence.deciding.store import Decision, decide


def settle(study: Path, sheets: Mapping[str, TextSheet], folder: Path, decisions: Sequence[Decision]) -> None:  # fmt: skip
    """Write tables of a study and the decisions behind them.

    Where the study would not hold, or the log of decisions cannot be written, all stands as before and the error says why.
    """
    replaced(study, sheets, lambda: decide(folder, decisions))
