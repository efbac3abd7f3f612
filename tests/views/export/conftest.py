"""A bundled study solved in a second, with a document whose title looks like a formula."""

from __future__ import annotations

import pandas as pd
import pytest

import offtake as ot
from offtake.results.run import Run


@pytest.fixture(scope="session")
def run() -> Run:
    study = ot.load(ot.examples["two-states"])
    tables = dict(study.tables)
    row = ("contract", "State", "=The contract", "2025-06-01", "https://example.org/c", "A", None)
    tables["sources"] = pd.DataFrame([row], columns=list(tables["sources"].columns))
    tables["prices"] = study.prices.assign(source="contract", note=None)
    return ot.solve(ot.from_frames(study.settings, tables))
