"""Money that is free in a year, where half of what is left may be carried into the next.

12 units a year are wanted at 4, and 10 can be made: of 64 in 2026 24 are left, so 12 may be carried into 2027. The two that
are short would cost 8.
"""

from __future__ import annotations

import numpy as np
import pytest

from offtake.results.tables.forecast.purse import free_money


@pytest.mark.parametrize(
    ("later", "wanted", "free"),
    [
        (16, 12, [0, 0]),  # 28 pay for 7: all that came in is spent, which takes 24 of 2026
        (
            36,
            2,
            [24, 36],
        ),  # 8 are spent, which the year's own 36 pay; 8 spent more in 2026 leave 16, 8 come in
        (
            16,
            5,
            [16, 4],
        ),  # 20 are spent, 4 beyond the year's own, which takes 8 of 2026; after 8 more in 2026 8 - 4 are left
    ],
)
def test_money_that_the_next_year_needs_is_not_free(solved, later, wanted, free):
    needs = [
        {"buyer": "state", "product": "good", "period": year, "quantity": units, "kind": "flow", "value": 90}
        for year, units in (("2026", 12), ("2027", wanted))
    ]  # fmt: skip
    money = [{"buyer": "state", "year": y, "amount": m} for y, m in ((2026, 64), (2027, later))]
    late = [{"project": "more", "line": "old", "kind": "expand", "adds": 8, "capex": 5, "build_time": 9}]  # fmt: skip
    a = solved(requirements=needs, budgets=money, projects=late, carry_over=0.5)
    lacking = np.array([[8.0], [4.0 * max(wanted - 10, 0)]])
    assert free_money(a, lacking)[:, 0].tolist() == pytest.approx(free)
