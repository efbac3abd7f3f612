"""One period by hand: price 5, making costs 2, holding 1, worth 10; a year needs 40, 100 or 160, chances 1/4, 1/2, 1/4."""

from __future__ import annotations

import numpy as np

from offtake.deals.acceptance.participation import Stance
from offtake.deals.thumb.one_period import Facts
from offtake.formulas.newsvendor import Supplier

FACTS = Facts(
    producer="Alpha",
    product="shell",
    stance=Stance("Alpha", 0.08),
    price=5.0,
    supplier=Supplier(2.0, 1.0),
    worth=10.0,
    demand=np.array([160.0, 40.0, 100.0]),
    weight=np.array([0.25, 0.25, 0.5]),
    planned=90.0,
    stock_value=0.0,
)
