"""Which product an answer is about, where buyers take several."""

from __future__ import annotations

from collections.abc import Collection

import pandas as pd

HARDLY = 0.005
"""Share of what is delivered that hardly matters."""


def by_importance(deliveries: pd.DataFrame, need: pd.DataFrame, arrangements: Collection[str], capabilities: pd.DataFrame) -> list[str]:  # fmt: skip
    """Products that buyers take, those that are needed first; where the deal hardly changes the first of several and changes
    another, the one that it changes most stands before them.

    A product that gives a capability which is needed is told by that one: fewer of it, and more of another, may be nothing less.
    """
    delivered = [str(p) for p in deliveries["product"].unique()]
    needed = [str(p) for p in need["product"].unique() if p in delivered]
    named = needed + [p for p in delivered if p not in needed]
    if len(named) < 2 or not {"no-deal", "deal"} <= set(arrangements):
        return named
    sums = deliveries.groupby(["product", "arrangement"])["mean"].sum().unstack()
    change = ((sums["deal"] - sums["no-deal"]).abs() / sums["no-deal"].clip(lower=1e-9)).to_dict()
    giving = set(capabilities.loc[capabilities["capability"].isin(needed), "product"])
    most = max((p for p in named if p not in giving), key=lambda name: change[name], default=named[0])  # fmt: skip
    moved = change[named[0]] < HARDLY and change[most] >= 2 * HARDLY
    return [most, *(p for p in named if p != most)] if moved else named
