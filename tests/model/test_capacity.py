"""Capacity: the ramp, slips, dates, what a level costs; each row of the block by hand."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from offtake.model.capacity import begun_cost, capacity_block, end_shares, steps, worth_left
from offtake.model.figures.quantities import quantities
from offtake.uncertainty.reduction.build import build_tree


def capacity_after(study, tree, begun):
    """Capacity rows evaluated: what the line may make at each node, for levels begun[node]."""
    q = quantities(study, tree)
    ramp, cost = steps(q, tree), begun_cost(q, tree)
    allowed = []
    for n in range(tree.size):
        block = capacity_block(q, tree, n, ramp[n], cost[n])
        row = next(r for r in block.rows if r.name == "capacity")
        used = 0.0
        for term in row.terms:
            if term.variable == "begun":
                node = np.full(term.row.shape, n) if isinstance(term.node, int) else term.node
                used -= sum(v * begun[m] for v, m in zip(term.value, node, strict=True))
        allowed.append(float(row.upper[0]) + used)
    return allowed


def project(**fields: object) -> list[dict[str, object]]:
    return [
        {
            "project": "more",
            "line": "old",
            "kind": "expand",
            "adds": 8,
            "capex": 5,
            "build_time": 0,
            **fields,
        }
    ]


def test_a_project_without_building_time_counts_from_its_own_period(study, chain):
    assert capacity_after(study(), chain(2), [1, 1]) == [10 + 8, 10 + 8]


def test_a_project_counts_once_its_building_time_has_passed(study, chain):
    slow = study(periods=4, projects=project(build_time=2))

    assert capacity_after(slow, chain(4), [0, 1, 1, 1]) == [10, 10, 10, 10 + 8]


def test_the_ramp_gives_shares_of_the_full_rate_year_by_year(study, chain):
    ramped = study(periods=4, projects=project(build_time=1, ramp="0.25;0.5"))

    assert capacity_after(ramped, chain(4), [1, 1, 1, 1]) == [10, 10 + 2, 10 + 4, 10 + 8]


def test_two_of_a_kind_begun_at_different_times_each_have_their_own_ramp(study, chain):
    twice = study(periods=4, projects=project(build_time=1, ramp="0.5", limit=2))

    assert capacity_after(twice, chain(4), [1, 2, 2, 2]) == [10, 10 + 4, 10 + 8 + 4, 10 + 16]


def test_in_quarters_a_half_year_of_building_is_two_periods(study, chain):
    quick = study(periods=8, period="quarter", projects=project(build_time=0.5))

    assert capacity_after(quick, chain(8), [1] * 8)[:4] == pytest.approx([2.5, 2.5, 4.5, 4.5])


def test_a_share_of_stated_capacity_is_delivered(study, chain):
    shaky = study(
        lines=[
            {
                "line": "old",
                "producer": "maker",
                "product": "good",
                "capacity": 10,
                "unit_cost": 2,
                "reliability": 0.5,
            }
        ]
    )

    assert capacity_after(shaky, chain(2), [1, 1]) == [0.5 * 18, 0.5 * 18]


SLIP = {
    "drivers": [{"driver": "building", "initial": "open"}],
    "driver_states": [
        {
            "driver": "building",
            "date": "2027-01-01",
            "state": "open",
            "next": "slipped",
            "probability": 1.0,
        }
    ],
    "driver_effects": [
        {
            "driver": "building",
            "state": "slipped",
            "table": "projects",
            "column": "build_time",
            "operation": "add",
            "value": 1,
        }
    ],
}


def slipping_chain(chain, periods):
    return type(chain(1))(
        np.arange(periods) - 1, np.arange(periods), np.ones(periods), ("building",), (("open", "slipped"),),
        np.array([[0], *[[1]] * (periods - 1)]),
    )  # fmt: skip


def test_a_slip_holds_up_what_is_not_yet_on_line(study, chain):
    late = study(periods=4, projects=project(build_time=1), **SLIP)

    assert capacity_after(late, slipping_chain(chain, 4), [1, 1, 1, 1]) == [10, 10, 18, 18]


def test_a_slip_takes_nothing_away_that_is_on_line(study, chain):
    # Complete in 2027 after one year, at half rate for a year; a slip that comes in 2028 does not begin it anew.
    later = {**SLIP, "driver_states": [{**SLIP["driver_states"][0], "date": "2028-01-01"}]}
    done = study(periods=3, projects=project(build_time=1, ramp="0.5"), **later)
    tree = build_tree(done)

    assert tree.state[:, 0].tolist() == [0, 0, 1]
    assert capacity_after(done, tree, [1, 1, 1]) == [10, 14, 18]


def test_building_that_turns_out_quicker_completes_when_that_is_known_and_not_before(study, chain):
    """Begun in 2026 with two years to build; in 2028 one year would have done: it completes in 2028, and only then
    begins its year at half rate."""
    quick = {**SLIP, "driver_effects": [{**SLIP["driver_effects"][0], "value": -1}]}
    tables = {
        **quick,
        "driver_states": [{**row, "date": "2028-01-01"} for row in SLIP["driver_states"]],
    }
    built = study(periods=4, projects=project(build_time=2, ramp="0.5"), **tables)
    tree = build_tree(built)
    slipped = int(np.flatnonzero(tree.state[:, 0] == 1)[0])
    path = tree.path(int(tree.leaves[tree.leaf_paths[:, -1] == tree.leaf_paths[-1, -1]][0]))
    allowed = capacity_after(built, tree, np.ones(tree.size))
    assert slipped in path
    assert [allowed[n] - 10 for n in path] == [0, 0, 4, 8]


def test_an_increment_costs_its_capex_once_whenever_it_is_begun(study, fork):
    # Rate 10%, capex 5: begun at the root 5, in period 1 5/1.1 with the node's probability.
    at_ten = study(periods=3, settings={"discount_rate": 0.1})
    cost = begun_cost(quantities(at_ten, fork), fork)[:, 0]
    spent = {"at the root": [1, 1, 1, 1, 1], "in one future": [0, 1, 0, 1, 0]}

    expected = {
        name: float(np.dot(fork.probability * cost, begun)) for name, begun in spent.items()
    }
    assert expected == pytest.approx({"at the root": 5.0, "in one future": 0.25 * 5 / 1.1})


def test_a_project_pays_its_fixed_cost_from_completion_to_the_end(study, chain):
    # Two of four years complete, 3 a year, no discounting; capex 5.
    kept = study(periods=4, projects=project(build_time=2, fixed_cost=3))
    cost = begun_cost(quantities(kept, chain(4)), chain(4))[:, 0]

    assert cost.sum() == pytest.approx(5 + 2 * 3)


def test_the_end_value_is_what_an_annuity_has_left(study, chain):
    # 20-year asset, horizon 10 years, 10%: 0.72174 of capex at the end, a published worked figure.
    lasting = study(periods=10, settings={"discount_rate": 0.1}, projects=project(life=20))
    q = quantities(lasting, chain(10))

    assert end_shares(q, chain(10))[0, 0, 0] == pytest.approx(0.72174, abs=5e-6)
    assert begun_cost(q, chain(10))[:, 0].sum() == pytest.approx(
        5 * (1 - 0.72174 / 1.1**10), abs=1e-4
    )


def test_a_life_that_ends_within_the_study_has_no_end_value(study, chain):
    spent = study(periods=10, settings={"discount_rate": 0.1}, projects=project(life=8))

    assert end_shares(quantities(spent, chain(10)), chain(10))[0, 0, 0] == 0


def test_a_life_begins_with_completion(study, chain):
    # Begun in 2026, in use from 2028, two years of use, three years in the study: one of two is left.
    late = study(periods=3, settings={"discount_rate": 0}, projects=project(build_time=2, life=2))
    q = quantities(late, chain(3))

    assert end_shares(q, chain(3))[0, :, 0].tolist() == [0.5, 1.0, 1.0]
    assert begun_cost(q, chain(3))[:, 0].sum() == pytest.approx(5 - 0.5 * 5)


def test_what_is_left_differs_with_the_day_of_completion_on_the_path(study, fork):
    # In one of two futures building takes a year longer, known in 2027: complete 2027 or 2028; two years of use.
    slips = study(
        periods=3,
        settings={"discount_rate": 0},
        projects=project(build_time=1, life=2),
        drivers=[{"driver": "d", "initial": "calm"}],
        driver_states=[
            {"driver": "d", "date": "2027-01-01", "state": "calm", "next": s, "probability": p}
            for s, p in (("calm", 0.25), ("rough", 0.75))
        ],
        driver_effects=[
            {"driver": "d", "state": "rough", "table": "projects", "column": "build_time", "operation": "add", "value": 1}
        ],
    )  # fmt: skip
    tree = build_tree(slips)
    q = quantities(slips, tree)

    assert sorted(worth_left(q, tree, np.ones((tree.size, 1)))[tree.leaves, 0]) == [0.0, 2.5]
    assert begun_cost(q, tree)[:, 0] @ tree.probability == pytest.approx(5 - 0.75 * 2.5)


def test_a_project_complete_within_a_period_counts_for_the_rest_of_it(study, chain):
    # 0.4 of a year of building: 0.6 of 2026; with half a rate for a year: 0.3, then 0.4 · 0.5 + 0.6 · 1.
    assert capacity_after(study(projects=project(build_time=0.4)), chain(2), [1, 1]) == (
        pytest.approx([10 + 0.6 * 8, 18])
    )
    ramped = study(periods=3, projects=project(build_time=0.4, ramp="0.5"))
    assert capacity_after(ramped, chain(3), [1, 1, 1]) == pytest.approx([12.4, 16.4, 18])


def test_a_line_counts_for_the_share_of_the_period_in_which_it_is_open(study, chain):
    line = {"line": "old", "producer": "maker", "product": "good", "capacity": 10, "unit_cost": 2}
    shut = study(lines=[{**line, "closes": "2026-02-01", "fixed_cost": 1}])
    q = quantities(shut, chain(2))

    assert q.lines.capacity[:, 0].tolist() == pytest.approx([10 * 31 / 365, 0])
    assert q.lines.fixed_cost[:, 0].tolist() == pytest.approx([31 / 365, 0])


def test_what_was_begun_before_the_study_stands_and_is_complete_in_its_time(study, chain):
    # Begun in mid-2025 (half a year before, by the calendar of half-years), a year of building: half of 2026.
    stands = study(projects=project(begun="2025-07-01", build_time=1, life=2))
    q = quantities(stands, chain(2))

    assert q.projects.begun.tolist() == pytest.approx([-184 / 365])
    share = 1 - (1 - 184 / 365)
    assert capacity_after(stands, chain(2), [1, 1]) == pytest.approx([10 + share * 8, 18])
    block = capacity_block(q, chain(2), 0, steps(q, chain(2))[0], np.zeros(1))
    assert (block.variables[0].lower.tolist(), block.variables[0].upper.tolist()) == ([1], [1])
    # 5 still to be paid on the first day; 1.5 of 2 years used up less the half year: what is left of 5.
    assert begun_cost(q, chain(2))[:, 0].sum() == pytest.approx(5 - 5 * (2 - 1 - share) / 2)


def rows_named(study, tree, n, name):
    q = quantities(study, tree)
    block = capacity_block(q, tree, n, steps(q, tree)[n], np.zeros(q.projects.labels.size))
    return next(r for r in block.rows if r.name == name)


def test_outside_its_window_a_project_cannot_be_begun(study, chain):
    early = study(periods=3, projects=project(earliest="2026-01-01", latest="2027-01-01"))

    assert rows_named(early, chain(3), 1, "never_falls").upper.tolist() == [np.inf]
    assert rows_named(early, chain(3), 2, "never_falls").upper.tolist() == [0]


def test_a_project_may_be_begun_on_the_first_and_on_the_last_day_of_its_window(study, chain):
    q = quantities(study(projects=project(earliest="2027-01-01", latest="2027-01-01")), chain(2))

    assert q.projects.window[:, 0].tolist() == [False, True]


def test_before_its_window_a_project_stays_at_nothing(study, chain):
    later = study(periods=3, projects=project(earliest="2027-01-01"))
    q = quantities(later, chain(3))
    block = capacity_block(q, chain(3), 0, steps(q, chain(3))[0], np.zeros(1))

    assert block.variables[0].upper.tolist() == [0]


def test_a_project_that_requires_another_waits_for_it(study, chain):
    pair = [*project(), *project(project="next", requires="more", limit=3)]
    row = rows_named(study(projects=pair), chain(2), 1, "requires")

    assert row.labels.keys == (("next",),)
    own, before = row.terms
    assert (own.column.tolist(), own.value.tolist()) == ([1], [1])
    assert (before.column.tolist(), before.value.tolist(), before.node) == ([0], [-3], 0)
    assert row.upper.tolist() == [0]


def test_the_minimum_rate_is_a_share_of_what_the_line_delivers_at_the_start(study, chain):
    busy = study(
        lines=[
            {
                "line": "old",
                "producer": "maker",
                "product": "good",
                "capacity": 10,
                "unit_cost": 2,
                "min_rate": 0.3,
                "reliability": 0.5,
            }
        ]
    )
    q = quantities(busy, chain(2))
    block = capacity_block(q, chain(2), 0, steps(q, chain(2))[0], np.zeros(1))

    assert block.variables[1].lower.tolist() == [pytest.approx(0.3 * 0.5 * 10)]


@pytest.mark.parametrize(
    ("opens", "closes", "expected"), [("2027-01-01", None, [0, 10]), (None, "2027-01-01", [10, 0])]
)
def test_a_line_counts_from_its_opening_to_its_closing(study, chain, opens, closes, expected):
    lines = [
        {
            "line": "old",
            "producer": "maker",
            "product": "good",
            "capacity": 10,
            "unit_cost": 2,
            "opens": opens,
            "closes": closes,
        }
    ]
    dated = study(lines=pd.DataFrame(lines))

    assert quantities(dated, chain(2)).lines.capacity[:, 0].tolist() == expected
