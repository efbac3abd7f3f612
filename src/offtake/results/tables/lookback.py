"""What arrangement `course` said of the readings of table `history`, beside what happened."""

from __future__ import annotations

import pandas as pd

from offtake.errors import UsageError
from offtake.results.dictionary import result
from offtake.results.tables.account import Account
from offtake.simulation.lookback.forecast import Forecast, read_off
from offtake.simulation.lookback.outcomes import last_known, outcomes
from offtake.simulation.lookback.score import held_against


def lookback(account: Account) -> pd.DataFrame | None:
    """One row an outcome after the study's start, over the futures of the tree; None where history holds none.

    low, high: what happened, between its sources; p10, p50, p90: the forecast; inside: whether the 80% band holds it.
    """
    study, tree = account.study, account.tree
    try:
        happened = outcomes(study)
    except UsageError:
        return None
    values = {name: account.plan.values[name][tree.leaf_paths] for name in ("make", "deliver")}
    forecast = Forecast(study, values, account.plan.labels)
    rows = []
    for outcome in happened:
        held = held_against(outcome, read_off(forecast, outcome), account.weight, last_known(study, outcome))  # fmt: skip
        since = "" if outcome.since is None else outcome.since.isoformat()
        named = (outcome.measure, outcome.day.isoformat(), outcome.product, since)
        numbers = (outcome.low, outcome.high, held.p10, held.p50, held.p90)
        rows.append((*named, *numbers, held.inside))
    return result("lookback").frame(rows)
