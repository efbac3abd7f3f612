"""The law of the grid among buyers whose stocks are short at once: who waits, and how long, in years, halves and quarters."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pandas as pd
import pytest

from offtake.market.timeliness import of_buyers, told
from offtake.model.figures.quantities import quantities
from offtake.plan.first_best import solve_first_best
from offtake.stochastic.solver.program import Until
from offtake.uncertainty.reduction.build import build_tree

COUNT = {"year": 1, "half-year": 2, "quarter": 4}
YEARS = (2026, 2027, 2028)
NONE = pd.DataFrame({c: [] for c in ("project", "line", "kind", "adds", "capex", "build_time")})


def seen(written):
    """(years, futures, buyers) delivered; (years, futures, buyers) late at the end; mean wait and its levels, buyer by buyer."""
    tree = build_tree(written)
    plan = solve_first_best(written, tree, Until(gap=0.0))
    q, along = quantities(written, tree), tree.leaf_paths
    years = sorted(set(q.year.tolist()))
    delivered, late = (plan.values[name][along] for name in ("deliver", "late"))
    weight = tree.probability[tree.leaves]
    waits = [told(list(t.waits), weight) for t in of_buyers(q, tree, plan.values).values()]
    return (
        np.stack([delivered[:, q.year == y].sum(axis=1) for y in years]),
        np.stack([late[:, q.year == y][:, -1] for y in years]),
        np.array([(w.mean, w.on_time, *w.levels) for w in waits], float),
    )


@pytest.mark.parametrize("rate", [0.0, 0.05])
@pytest.mark.parametrize("period", list(COUNT))
def test_of_two_backlogs_each_is_the_same_at_a_year_s_end_on_every_grid(study, period, rate):
    """A line makes 8 a year.  In 2026 two buyers need 8 each, in 2027 one 4, the other 12: so 8 and 16 are late.

    a and l, late of the first at the two years' ends, the other late by 8 - a and 16 - l, are least in
        (a² + (8-a)²)/8 + (l²/12 + (16-l)²/20)                       late
        + ((8-a)² + a²)/8 + ((a+4-l)²/12 + (4-a+l)²/20)              delivered
    by l:  l/12 - (16-l)/20 - (a+4-l)/12 + (4-a+l)/20 = 0,  16 l = 56 + 8 a
    by a:  a - 4 + (a+4-l)/6 - (4-a+l)/10 = 0,              38 a = 112 + 8 l
    so a = 70/17 and l = 189/34.
    """
    written = study(
        period=period,
        periods=2 * COUNT[period],
        settings={"discount_rate": rate},
        lines=[{"line": "only", "producer": "maker", "product": "good", "capacity": 8, "unit_cost": 2}],
        projects=NONE,
        buyers=[{"buyer": b, "discount_rate": rate} for b in ("one", "two")],
        requirements=[
            {"buyer": b, "product": "good", "period": str(year), "quantity": n, "kind": "stock", "value": 9, "late_cost": 1}
            for b, year, n in (("one", 2026, 8), ("two", 2026, 8), ("one", 2027, 4), ("two", 2027, 12))
        ],
    )  # fmt: skip

    delivered, late, waits = seen(written)

    # buyers stand in the order of what they need
    order = [0, 1] if late[1, 0, 0] < 8 else [1, 0]
    a, later = Fraction(70, 17), Fraction(189, 34)
    expected = [[float(v) for v in (a, 8 - a)], [float(v) for v in (later, 16 - later)]]
    assert late[:, 0, order] == pytest.approx(np.array(expected), abs=1e-9)
    assert delivered[:, 0].sum(axis=1) == pytest.approx([8, 8])
    # all w = 12 - l that the first is given were needed in 2026 at 8 a year; 8 - a came in the mean at 1/2, the rest at 3/2
    whole = 12 - later
    waited = (8 - a) / 2 + (whole - (8 - a)) * 3 / 2 - whole**2 / 8 / 2
    assert waits[order[0], 0] == pytest.approx(float(waited / whole), abs=1e-9)


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("period", ["half-year", "quarter"])
def test_whatever_two_buyers_lack_they_wait_as_long_on_a_finer_grid(study, period, seed):
    def drawn(period):
        draw = np.random.default_rng(seed)
        need, first = draw.integers(12, 30, 6), draw.integers(4, 8, 2)
        return study(
            periods=3 * COUNT[period],
            period=period,
            lines=[
                {"line": n, "producer": maker, "product": "good", "capacity": int(c), "unit_cost": 2}
                for n, maker, c in zip("ab", ("maker", "other"), first, strict=True)
            ],
            producers=[{"producer": f, "cost_of_capital": 0.0} for f in ("maker", "other")],
            prices=[{"producer": f, "product": "good", "price": 4} for f in ("maker", "other")],
            projects=[{"project": "more", "line": "a", "kind": "expand", "adds": 4, "capex": 1, "build_time": 1, "earliest": "2026-01-01", "latest": "2026-01-01"}],
            buyers=[{"buyer": b, "discount_rate": 0.0} for b in ("one", "two")],
            supply=[{"buyer": "one", "producer": "other", "extra_cost": 0.5}],
            orders=[{"order": "o", "buyer": "two", "producer": "maker", "product": "good", "quantity": 9, "price": 4, "starts": "2026-01-01", "ends": "2028-12-31"}],
            requirements=[
                {"buyer": b, "product": "good", "period": str(year), "quantity": int(need[3 * k + year - 2026]), "kind": "stock", "value": 9, "late_cost": 1}
                for k, b in enumerate(("one", "two")) for year in YEARS
            ],
            drivers=[{"driver": "need", "initial": "low"}],
            driver_states=[{"driver": "need", "date": "2028-01-01", "state": "low", "next": s, "probability": 0.5} for s in ("low", "high")],
            driver_effects=[{"driver": "need", "state": "high", "table": "requirements", "column": "quantity", "operation": "scale", "value": 1.5}],
        )  # fmt: skip

    years, finer = seen(drawn("year")), seen(drawn(period))

    assert years[1].min() > 1e-3  # both are short at every year's end
    for one, other in zip(years, finer, strict=True):
        assert other == pytest.approx(one, abs=1e-9)
