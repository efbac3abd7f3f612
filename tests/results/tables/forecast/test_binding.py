"""What lines and stocks let be delivered, and what buyers could still pay for, on small studies by hand."""

from __future__ import annotations

import numpy as np
import pytest

from offtake.results.tables.forecast.binding import by_buyer, payable, supply, wants

INF = np.inf
SIX = [{"line": "old", "producer": "maker", "product": "good", "capacity": 6, "unit_cost": 2}]
DEAR = [{"project": "more", "line": "old", "kind": "expand", "adds": 8, "capex": 9999, "build_time": 0}]  # fmt: skip


def need(quantity, kind, buyer="state", year=2026):
    return {"buyer": buyer, "product": "good", "period": str(year), "quantity": quantity, "kind": kind, "value": 90}  # fmt: skip


def test_what_is_late_is_wanted_again_and_what_was_never_delivered_is_not(solved):
    # 12 a year of each kind, 6 made: stocks are late, flows lapse
    stock = solved(2, lines=SIX, projects=DEAR, requirements=[need(12, "stock", year=y) for y in (2026, 2027)])  # fmt: skip
    found = wants(stock)
    assert found.open[:, 0].tolist() == pytest.approx([12, 12 + 6])
    assert found.due[0][:, 0].tolist() == pytest.approx([12, 12])
    assert found.due[1][:, 0].tolist() == [0, 0]
    assert found.there[:, 0].tolist() == pytest.approx([6, 6])

    flow = solved(2, lines=SIX, projects=DEAR, requirements=[need(12, "flow", year=y) for y in (2026, 2027)])  # fmt: skip
    assert wants(flow).open[:, 0].tolist() == pytest.approx([12, 12])
    assert wants(flow).due[1][:, 0].tolist() == pytest.approx([12, 12])


def test_parts_count_through_all_that_they_go_into(solved):
    # a good takes 2 fuses and 1 case, a fuse 3 cases: 7 cases in all
    recipes = [("good", "fuse", 2), ("good", "case", 1), ("fuse", "case", 3)]
    lines = [("hall", "good", 9), ("fuses", "fuse", 12), ("cases", "case", 28)]
    a = solved(
        1,
        products=[{"product": p, "unit": p} for p in ("fuse", "case", "good")],
        recipes=[dict(zip(("product", "input", "quantity"), r, strict=True)) for r in recipes],
        lines=[{"line": n, "producer": "maker", "product": p, "capacity": c, "unit_cost": 1} for n, p, c in lines],
        projects=[DEAR[0] | {"line": "hall"}],
        requirements=[need(12, "flow")],
    )  # fmt: skip
    names = list(a.study.products["product"])
    good, fuse, case = (names.index(n) for n in ("good", "fuse", "case"))
    found = wants(a)

    assert found.into[:, good][[good, fuse, case]].tolist() == [1, 2, 7]
    assert found.into[:, fuse][[good, fuse, case]].tolist() == [0, 1, 3]
    assert found.due[1][0, [good, fuse, case]].tolist() == [12, 24, 84]
    # of 12 wanted the hall lets 9 be, fuses 6 of 24 / 2, cases 4 of 84 / 7: together the tightest
    most = supply(a, found, np.array([True]))
    assert most[()].tolist() == [INF]
    single = {names[players[0]]: float(v[0]) for players, v in most.items() if len(players) == 1}
    assert single == pytest.approx({"good": 9, "fuse": 6, "case": 4})
    assert most[tuple(sorted((good, fuse)))][0] == pytest.approx(6)
    assert most[tuple(sorted((good, fuse, case)))][0] == pytest.approx(4)


def test_what_other_needs_are_served_with_is_not_there(solved):
    # two buyers want 4 and 6 of 6 made: beside the other, each is left what that does not get
    both = [need(4, "flow"), need(6, "flow", buyer="other")]
    a = solved(1, lines=SIX, projects=DEAR, requirements=both, buyers=[{"buyer": b, "discount_rate": 0.0} for b in ("other", "state")])  # fmt: skip
    given, found = a.plan.values["deliver"][0], wants(a)
    for r in (0, 1):
        own = np.arange(2) == r
        most = supply(a, found, own)
        assert most[(0,)][0] == pytest.approx(6 - given[1 - r])


@pytest.mark.parametrize(
    ("kind", "period", "wanted"),
    [("flow", "year", [4]), ("stock", "year", [4]), ("stock", "half-year", [2, 2])],
)
def test_money_left_buys_at_the_price_and_stands_evenly_in_its_year(solved, kind, period, wanted):
    # 6 made and paid at 4 leave 16 of 40; 6 more would cost 24.  Of a stock, half of what the year leaves by half-year
    periods = len(wanted)
    a = solved(periods, period, lines=SIX, projects=DEAR, requirements=[need(12, kind)], budgets=[{"buyer": "state", "year": 2026, "amount": 40}])  # fmt: skip
    assert payable(a)[:, 0] == pytest.approx(wanted)


def test_a_buyer_without_a_budget_can_pay_for_all_and_who_is_short_of_nothing_for_nothing(solved):
    short = solved(1, lines=SIX, projects=DEAR, requirements=[need(12, "flow")])
    assert payable(short).tolist() == [[INF]]
    served = solved(1, lines=SIX, projects=DEAR, requirements=[need(6, "flow")])
    assert payable(served).tolist() == [[0]]


def test_values_are_added_up_by_buyer(solved):
    both = [need(4, "flow"), need(6, "flow", buyer="other"), need(5, "stock", buyer="other")]
    a = solved(1, requirements=both, buyers=[{"buyer": b, "discount_rate": 0.0} for b in ("other", "state")])  # fmt: skip
    of = a.q.requirements
    values = np.arange(1.0, 4.0)[None]
    total = by_buyer(a, values, np.array([True, True, True]))
    assert total[0].tolist() == [values[0][of.buyer == b].sum() for b in (0, 1)]
    assert by_buyer(a, values, of.is_stock).sum() == values[0][of.is_stock].sum()
