"""The frontier between cost and delay, by hand."""

from __future__ import annotations

import pytest

import offtake.plan.frontier as module
from offtake.plan.frontier import frontier
from offtake.stochastic.parallel.executor import LocalExecutor
from offtake.stochastic.solver.program import Until
from offtake.uncertainty.reduction.build import build_tree


def test_the_ends_are_full_speed_and_no_project(study, chain):
    # 12 a year needed, 10 made; a project adds 8 for 5; making costs 2.  With it nothing is late and 24 are
    # made: 5 + 48.  Without it 2 are late at the end of the first year and 4 at the end of the second, 1 + 3 unit-years and 4
    # never delivered, and 20 are made ... but making is only asked for as far as the delay allows: 40.
    first, last = frontier(study(), chain(2), points=2, until=Until(gap=0.0))

    assert (first.delay, first.cost) == pytest.approx((0.0, 53.0))
    assert (last.delay, last.cost) == pytest.approx((8.0, 40.0))


@pytest.mark.parametrize(("period", "count"), [("year", 2), ("quarter", 8)])
def test_a_unit_that_lapses_counts_once_whatever_the_period(study, chain, period, count):
    # 12 a year needed, 10 made, for two years: 4 lapse.  In quarters as in years; of a stock, 4 are open at the end, and late
    # for 4 unit-years.
    for kind, late in (("flow", 0.0), ("stock", 4.0)):
        needs = [
            {"buyer": "state", "product": "good", "period": str(year), "quantity": 12, "kind": kind, "value": 9, "late_cost": 1}
            for year in (2026, 2027)
        ]  # fmt: skip
        written = study(period=period, periods=count, requirements=needs)
        last = frontier(written, build_tree(written), points=2, until=Until(gap=0.0))[-1]

        assert (last.late, last.missed, last.delay) == pytest.approx((late, 4.0, late + 4.0))


def test_cost_falls_as_more_delay_is_allowed(study, chain):
    found = frontier(study(), chain(2), points=4, until=Until(gap=0.0))

    costs = [point.cost for point in found]
    assert costs == sorted(costs, reverse=True)
    assert [point.delay for point in found] == pytest.approx([0, 8 / 3, 16 / 3, 8], abs=1e-6)


def test_what_a_late_unit_is_said_to_cost_changes_nothing(study, chain):
    rows = [
        {"buyer": "state", "product": "good", "period": str(year), "quantity": 12, "kind": "stock", "value": 90, "late_cost": 7}
        for year in (2026, 2027)
    ]  # fmt: skip
    until = Until(gap=0.0)

    assert frontier(study(requirements=rows), chain(2), 3, until) == frontier(
        study(), chain(2), 3, until
    )


@pytest.mark.parametrize("risk", ["course", "nested"])
def test_nor_does_it_where_the_worst_futures_weigh_more(expansion, risk):
    # Nothing late: 100 at once and 200 more later cost 3,000 + 2,000 + 9,000 + 6,000 with high demand, 300 at once
    # 17,000.  Low demand costs 13,000 then.  Weight and tail 1/2: 15,000/2 + 17,000/2.
    settings = {"risk_weight": 0.5, "tail": 0.5, "risk": risk}
    fearful = type(expansion)(expansion.settings.model_copy(update=settings), expansion.tables)
    dear = fearful.requirements.assign(value=50.0, late_cost=900.0)
    other = type(fearful)(fearful.settings, {**fearful.tables, "requirements": dear})
    until = Until(gap=0.0)

    points = [frontier(s, build_tree(s), 3, until) for s in (fearful, other)]
    assert points[0] == points[1]
    assert (points[0][0].delay, points[0][0].cost) == pytest.approx((0, 16_000))


def test_large_studies_begin_with_buyers_in_groups_and_end_at_the_same_points(
    study, chain, monkeypatch
):
    until = Until(gap=0.0)
    wanted = frontier(study(), chain(2), 4, until)
    monkeypatch.setattr(module, "SMALL", -1)
    found = frontier(study(), chain(2), 4, until)

    assert [p.delay for p in found] == pytest.approx([p.delay for p in wanted], abs=1e-9)
    assert [p.cost for p in found] == pytest.approx([p.cost for p in wanted])


def test_no_point_costs_more_than_one_with_less_delay_however_wide_the_gap(study, chain):
    found = frontier(study(), chain(2), 6, Until(gap=0.9))

    costs = [point.cost for point in found]
    assert costs == sorted(costs, reverse=True)
    assert all(point.bound <= point.cost for point in found)


def test_two_workers_find_the_same_points_and_kept_ones_are_not_found_again(study, chain, tmp_path):
    until, heard = Until(gap=0.0), []
    here = frontier(study(), chain(2), 4, until)
    there = frontier(study(), chain(2), 4, until, executor=LocalExecutor(2), folder=tmp_path)
    assert there == here

    for killed in ("bound-00003", "point-00002", "point-00003"):
        (tmp_path / f"{killed}.npy").unlink()
    again = frontier(
        study(), chain(2), 4, until, folder=tmp_path, tell=lambda done, of: heard.append((done, of))
    )
    assert again == here
    assert heard == [(2, 4), (3, 4)]  # only those that were not there
