"""One driver alone: the figures of the study's tables in each of its states, while no other driver has moved."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import numpy.typing as npt
import pandas as pd

from offtake.study.study import Study
from offtake.uncertainty.drivers import Chain
from offtake.uncertainty.effects import node_values
from offtake.uncertainty.tree import ScenarioTree

Cube = npt.NDArray[np.float64]


def figures(study: Study, chain: Chain, frame: pd.DataFrame, table: str, column: str) -> Cube:
    """(states, periods, rows): `frame[column]` in every state of the driver, in the column's unit."""
    effects, periods = study.tables["driver_effects"], study.settings.periods
    own = effects[effects["driver"] == chain.driver]
    alone = replace(study, tables={**study.tables, "driver_effects": own})
    values = node_values(alone, frame, table, column, _grid(chain, periods))
    return np.asarray(values.reshape(len(chain.states), periods, len(frame)))


def _grid(chain: Chain, periods: int) -> ScenarioTree:
    """One node for every state and period, only to read figures at."""
    count = len(chain.states)
    state = np.repeat(np.arange(count), periods)[:, None]
    period = np.tile(np.arange(periods), count)
    return ScenarioTree(
        np.full(period.size, -1),
        period,
        np.full(period.size, 1.0 / count),
        (chain.driver,),
        (chain.states,),
        state,
    )
