"""Whose goods a buyer takes where a plan says only what is made and delivered, by hand."""

from __future__ import annotations

import numpy as np

from offtake.market.allotted import allotted
from offtake.model.figures.quantities import quantities


def test_every_way_has_its_share_of_what_is_there_and_an_equal_one_of_stock(study, chain):
    made = study(
        producers=[{"producer": name, "cost_of_capital": 0.0} for name in ("one", "other")],
        lines=[{"line": n, "producer": n, "product": "good", "capacity": 10, "unit_cost": 2} for n in ("one", "other")],
        prices=[{"producer": "one", "product": "good", "price": 4}, {"producer": "other", "product": "good", "price": 5}],
        projects=[],
    )  # fmt: skip
    q = quantities(made, chain(2))
    own = [q.lines.labels.keys.index((name,)) for name in ("one", "other")]
    make = np.zeros((2, 2))
    make[0, own] = 3.0, 1.0

    found = allotted(q, chain(2), {"make": make, "deliver": np.array([[2.0], [2.0]])})

    source = [key[-1] for key in q.ways.labels.keys]
    one, other = (next(k for k, s in enumerate(source) if s.startswith(n)) for n in ("one", "other"))  # fmt: skip
    assert found["buy"][:, [one, other]].tolist() == [[1.5, 0.5], [1.0, 1.0]]
