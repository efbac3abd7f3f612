"""What the deal gains over no-deal, future by future: one deal less one end, in each course of events."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from offtake.results.tables.account import Account
from offtake.results.tables.plan.money import in_each_future, social

COLUMNS = ("future", "probability", "difference", "course")


def gain_by_future(accounts: Mapping[str, Account]) -> pd.DataFrame:
    """future, probability, difference (social value of the deal less that of no-deal, millions), course (in words).

    Empty where the run has not both.
    """
    if not {"deal", "no-deal"} <= set(accounts):
        return pd.DataFrame(columns=list(COLUMNS))
    deal, alone = accounts["deal"], accounts["no-deal"]
    difference = in_each_future(deal, social(deal)) - in_each_future(alone, social(alone))
    tree = deal.tree
    return pd.DataFrame(
        {
            "future": np.arange(tree.leaves.size),
            "probability": deal.weight,
            "difference": difference,
            "course": [tree.future(int(leaf)) for leaf in tree.leaves],
        }
    )
