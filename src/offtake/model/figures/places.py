"""Where names stand: labels from the key columns of tables, and positions among them."""

from __future__ import annotations

import numpy as np
import pandas as pd

from offtake.frozen import Indices
from offtake.stochastic.program.blocks import Labels


def names(frame: pd.DataFrame, *columns: str) -> Labels:
    """Labels from the key columns of a table."""
    keys = zip(*(frame[column].astype(str) for column in columns), strict=True)
    return Labels(columns, tuple(keys))


def positions(values: pd.Series[str], among: pd.Series[str]) -> Indices:
    """Where each of `values` stands in `among`; -1 for an empty one."""
    place = {name: k for k, name in enumerate(among)}
    return np.array([-1 if pd.isna(v) or v == "" else place[v] for v in values], np.int64)
