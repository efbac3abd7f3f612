"""What the deal gains over no-deal, one deal less one end: in each course of events, and by what it turns on most."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from offtake.deals.arrangements.dividing import Divide, largest_divide
from offtake.frozen import Vector
from offtake.results.dictionary import result
from offtake.results.tables.account import Account
from offtake.results.tables.deal.agreement import states
from offtake.results.tables.plan.money import in_each_future, social
from offtake.uncertainty.tree import ScenarioTree

SMALL = 1e-6


def gain_by_future(accounts: Mapping[str, Account]) -> pd.DataFrame:
    """What the deal adds in each future; empty where the run has not both."""
    if not {"deal", "no-deal"} <= set(accounts):
        return result("gain").frame()
    deal, tree = accounts["deal"], accounts["deal"].tree
    return result("gain").frame(
        {
            "future": np.arange(tree.leaves.size),
            "probability": deal.weight,
            "difference": _difference(accounts),
            "course": [tree.future(int(leaf)) for leaf in tree.leaves],
        }
    )


def gain_by_state(accounts: Mapping[str, Account]) -> list[dict[str, str | float]]:
    """state, probability, difference (mean of the futures that end in it, millions), gains (probability of a gain, given
    the state): by the driver that it turns on.

    Empty where the run has not both, or no driver ends in several states.
    """
    if not {"deal", "no-deal"} <= set(accounts):
        return []
    deal, difference = accounts["deal"], _difference(accounts)
    tree, weight = deal.tree, deal.weight
    found = turns_on(tree, difference)
    if found is None:
        return []
    rows: list[dict[str, str | float]] = []
    for state, leaves in states(tree, found.place)[1:]:
        chance = float(weight[leaves].sum())
        mean = float(weight[leaves] @ difference[leaves]) / chance
        gains = float(weight[leaves] @ (difference[leaves] > SMALL)) / chance
        rows.append({"state": state, "probability": chance, "difference": mean, "gains": gains})
    return rows


def turns_on(tree: ScenarioTree, difference: Vector) -> Divide | None:
    """The driver whose states say best whether there is a gain; where none or all gain, those that part it most.

    `difference` is (leaves,).  What parts the amounts most may be what makes a gain large, not what decides that there is one.
    """
    gained = (difference > SMALL).astype(float)
    return largest_divide(tree, gained if np.unique(gained).size > 1 else difference)


def _difference(accounts: Mapping[str, Account]) -> Vector:
    """(leaves,): social value of the deal less that of no-deal."""
    deal, alone = accounts["deal"], accounts["no-deal"]
    return in_each_future(deal, social(deal)) - in_each_future(alone, social(alone))
