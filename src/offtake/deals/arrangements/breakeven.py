"""Demand that does not turn up: the same plan with only a share of what it sells.

Sales, parts and running cost shrink together; capital and fixed cost stay.  What a clause pays follows from
the cash that is left, so break-even tables (`offtake.results.tables.deal.bankable`) are worked out from it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from offtake.market.cash import Cash


def with_sales(cash: Cash, lines: Sequence[int], share: float, first: int) -> Cash:
    """The same cash with only `share` of the sales of `lines` from period `first` on."""
    factor = np.ones_like(cash.sold)
    at = cash.f.tree.period >= first
    factor[np.ix_(at, np.array(lines, np.int64))] = share
    return replace(
        cash,
        make=cash.make * factor,
        sold=cash.sold * factor,
        delivered=cash.delivered * factor,
        receipts=cash.receipts * factor,
        inputs=cash.inputs * factor,
        running=cash.running * factor,
    )
