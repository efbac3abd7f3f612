"""The physical plan against published optima, hand arithmetic, and a second formulation."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from offtake.errors import InfeasibleError
from offtake.plan.first_best import solve_first_best
from offtake.stochastic.solver.program import Until
from offtake.uncertainty.reduction.build import build_tree
from offtake.uncertainty.reveal import mean_tree, wait_and_see_trees

EXACT = Until(gap=0.0)
NOTHING_BUILT = [{"limit": "no", "variable": "begun", "maximum": 0}]


def test_the_published_expansion_problem_costs_13500(expansion):
    plan = solve_first_best(expansion, build_tree(expansion), EXACT)

    assert plan.objective == pytest.approx(13_500)
    assert plan.status == "optimal"
    assert plan.values["begun"][0].tolist() == [100, 0]  # 100 now
    assert sorted(plan.values["begun"][1:, 1].tolist()) == [
        0,
        200,
    ]  # 200 later where demand is high


def test_perfect_foresight_is_worth_1500_there(expansion):
    trees = wait_and_see_trees(build_tree(expansion))
    wait_and_see = sum(p * solve_first_best(expansion, t, EXACT).objective for p, t in trees)

    assert 13_500 - wait_and_see == pytest.approx(1_500)


def test_planning_for_the_mean_would_build_200_at_once(expansion):
    plan = solve_first_best(expansion, mean_tree(build_tree(expansion)), EXACT)

    assert plan.values["begun"][0].tolist() == [200, 0]


def test_building_for_the_mean_costs_750_more(expansion):
    at_once = {
        "limit": "as for the mean",
        "variable": "begun",
        "where": "project=now",
        "minimum": 200,
        "maximum": 200,
    }
    bound = expansion.with_(limits=pd.DataFrame([at_once]))
    plan = solve_first_best(bound, build_tree(bound), EXACT)

    assert plan.objective - 13_500 == pytest.approx(750)


def test_a_stock_is_delivered_late_when_capacity_is_short(study, chain):
    # 12 needed in each of two years, 10 made a year, nothing may be built: 2 late after year 1 and 4 after
    # year 2.  Cost 2·20 make + 1·(0 + 2)/2 + 1·(2 + 4)/2 late - 9·20 delivered = -136.
    plan = solve_first_best(study(limits=NOTHING_BUILT), chain(2), EXACT)

    assert plan.objective == pytest.approx(-136)
    assert plan.values["late"][:, 0].tolist() == pytest.approx([2, 4])


def test_a_project_is_begun_when_it_pays(study, chain):
    # 8 more a year for 5: 12 made a year.  5 + 2·24 - 9·24 = -163, better than -136.
    plan = solve_first_best(study(), chain(2), EXACT)

    assert plan.objective == pytest.approx(-163)
    assert plan.values["begun"][:, 0].tolist() == [1, 1]


def test_a_budget_limits_what_is_delivered(study, chain):
    # 20 a year at 4: 5 delivered a year.  2·10 + (3.5 + 10.5) - 9·10 = -56, and nothing is built.
    poor = study(budgets=[{"buyer": "state", "year": year, "amount": 20} for year in (2026, 2027)])
    plan = solve_first_best(poor, chain(2), EXACT)

    assert plan.objective == pytest.approx(-56)
    assert plan.values["deliver"][:, 0].tolist() == pytest.approx([5, 5])


def test_unspent_budget_that_carries_over_buys_more_later(study, chain):
    # Year 1 has 100 and can use 10·4 of it; half of the other 60 carries over to year 2's 2.
    rich = study(
        settings={"carry_over": 0.5},
        budgets=[{"buyer": "state", "year": 2026, "amount": 100}, {"buyer": "state", "year": 2027, "amount": 2}],
        limits=NOTHING_BUILT,
    )  # fmt: skip
    plan = solve_first_best(rich, chain(2), EXACT)

    assert plan.values["deliver"][:, 0].tolist() == pytest.approx([10, 8])


def test_raising_one_of_two_parts_alone_adds_nothing(study, chain):
    # Published: two inputs, one of each; output is the smaller of the two capacities.
    parts = study(
        products=[{"product": name, "unit": "pieces"} for name in ("good", "left", "right")],
        recipes=[{"product": "good", "input": side, "quantity": 1} for side in ("left", "right")],
        lines=[
            {
                "line": name,
                "producer": "maker",
                "product": product,
                "capacity": capacity,
                "unit_cost": 0,
            }
            for name, product, capacity in (("a", "good", 99), ("l", "left", 10), ("r", "right", 4))
        ],
        projects=[
            {
                "project": "more",
                "line": "l",
                "kind": "expand",
                "adds": 50,
                "capex": 0,
                "build_time": 0,
            }
        ],
    )
    plan = solve_first_best(parts, chain(2), EXACT)

    assert plan.values["deliver"].sum() == pytest.approx(2 * 4)


def test_a_weight_on_the_worst_futures_buys_insurance(expansion):
    # λ = 1, tail 1/2: the dearer half is high demand, whose cost with k built at once is
    # 30k + 2000 + 45·(300 - k) + 6000: least at k = 300, 17,000.
    settings = expansion.settings.model_copy(update={"risk_weight": 1.0, "tail": 0.5})
    fearful = type(expansion)(settings, expansion.tables)
    plan = solve_first_best(fearful, build_tree(fearful), EXACT)

    assert plan.objective == pytest.approx(17_000)
    assert plan.values["begun"][0, 0] == 300


def test_risk_counts_what_each_path_pays_and_not_the_mean(study):
    # As above -163 with the project; in one half of the futures it then costs 3 more in the second year.
    # The worse half pays -160; the mean over both would be -161.5.
    kept = study(
        settings={"risk_weight": 1.0, "tail": 0.5},
        drivers=[{"driver": "upkeep", "initial": "low"}],
        driver_states=[
            {"driver": "upkeep", "date": "2027-01-01", "state": "low", "next": state, "probability": 0.5}
            for state in ("low", "high")
        ],
        driver_effects=[
            {"driver": "upkeep", "state": "high", "table": "projects", "column": "fixed_cost", "operation": "set", "value": 3}
        ],
    )  # fmt: skip
    plan = solve_first_best(kept, build_tree(kept), EXACT)

    assert plan.objective == pytest.approx(-160)


def test_standing_lines_cost_the_same_with_and_without_a_weight_on_risk(study, chain):
    lines = [
        {
            "line": "old",
            "producer": "maker",
            "product": "good",
            "capacity": 10,
            "unit_cost": 2,
            "fixed_cost": 4,
        }
    ]
    calm, fearful = (study(lines=lines, settings={"risk_weight": weight}) for weight in (0.0, 0.7))

    for kind in (calm, fearful):
        assert solve_first_best(kind, chain(2), EXACT).objective == pytest.approx(-163 + 2 * 4)


def test_clashing_rules_are_named_with_their_dates(study, chain):
    # 50 in 2027 cannot be made with a capacity of 10 and one project of 8; any of the three could give.
    rule = {"limit": "make much", "variable": "make", "minimum": 50, "from": "2027-01-01"}

    with pytest.raises(InfeasibleError) as raised:
        solve_first_best(study(limits=[rule]), chain(2), EXACT)

    assert str(raised.value).splitlines() == [
        "No plan meets all rules. A smallest set that clashes:",
        "  - limit make much: make, minimum 50 (table limits, row 1) (2027)",
        "  - how often project more may be begun (2027)",
        "  - capacity of line old (2027)",
    ]


def test_a_clash_of_the_study_s_own_rules_names_their_row(study, chain):
    hard = study(
        limits=[{"limit": "surge", "variable": "deliver", "from": "2027-01-01", "minimum": 99}]
    )

    with pytest.raises(
        InfeasibleError, match=r"limit surge: deliver, minimum 99 \(table limits, row 1\)"
    ):
        solve_first_best(hard, chain(2), EXACT)


def test_the_gap_is_kept_and_reported(expansion):
    plan = solve_first_best(expansion, build_tree(expansion), Until(gap=0.2))

    assert plan.bound <= 13_500 <= plan.objective + 1e-6
    assert plan.gap <= 0.2


def test_a_second_formulation_reaches_the_same_optimum(study, fork):
    """The same small study written again, in another modelling language, from the design's formulas."""
    import linopy

    rich = study(
        periods=3,
        settings={"discount_rate": 0.05},
        projects=[{"project": "more", "line": "old", "kind": "expand", "adds": 8, "capex": 15, "build_time": 1, "ramp": "0.5", "limit": 2}],
        products=[{"product": "good", "unit": "goods", "holding_cost": 0.1, "stock_value": 1}],
        requirements=[
            {"buyer": "state", "product": "good", "period": str(year), "quantity": quantity, "kind": kind, "value": 9, "late_cost": 1}
            for year, quantity, kind in ((2026, 12, "stock"), (2027, 15, "stock"), (2028, 6, "stock"), (2027, 3, "flow"), (2028, 5, "flow"))
        ],
        budgets=[{"buyer": "state", "year": year, "amount": amount} for year, amount in ((2026, 60), (2027, 50), (2028, 90))],
    )  # fmt: skip
    plan = solve_first_best(rich, fork, EXACT)

    pi, parent = fork.probability, fork.parent
    factor = 1.05 ** -np.arange(4.0)
    stock, flow, budget = (12, 15, 6), (0, 3, 5), (60, 50, 90)
    m = linopy.Model()
    nodes = range(fork.size)
    begun = [m.add_variables(lower=0, upper=2, integer=True, name=f"b{n}") for n in nodes]
    names = ("make", "hold", "to_stock", "to_flow", "late", "missed")
    v = {name: [m.add_variables(lower=0, name=f"{name}{n}") for n in nodes] for name in names}
    cost = 0
    for n in nodes:
        t, a = int(fork.period[n]), int(parent[n])
        before = begun[a] if a >= 0 else None
        grand = begun[parent[a]] if a >= 0 and parent[a] >= 0 else None
        capacity = v["make"][n] - (4 * before if before is not None else 0 * begun[n])
        capacity = capacity - 4 * grand if grand is not None else capacity
        m.add_constraints(capacity <= 10)
        if before is not None:
            m.add_constraints(begun[n] - before >= 0)
        carried = lambda name, a=a: v[name][a] if a >= 0 else None  # noqa: E731
        flow_in = v["make"][n] - v["hold"][n] - v["to_stock"][n] - v["to_flow"][n]
        m.add_constraints((flow_in + carried("hold") if a >= 0 else flow_in) == 0)
        late = v["late"][n] + v["to_stock"][n]
        m.add_constraints((late - carried("late") if a >= 0 else late) == stock[t])
        m.add_constraints(v["missed"][n] + v["to_flow"][n] == flow[t])
        m.add_constraints(4 * v["to_stock"][n] + 4 * v["to_flow"][n] <= budget[t])
        started = 15 * begun[n] - 15 * before if before is not None else 15 * begun[n]
        end = factor[t + 1]
        stock_cost = 0.1 - (1 if t == 2 else 0)
        cost = cost + pi[n] * (
            factor[t] * started
            + end * 2 * v["make"][n]
            + end * stock_cost * v["hold"][n]
            + end * (v["late"][n] + (v["late"][a] if a >= 0 else 0)) / 2
            + end * v["missed"][n]
            - end * 9 * v["to_stock"][n]
            - end * 9 * v["to_flow"][n]
        )
    m.add_objective(cost)
    m.solve(solver_name="highs", output_flag=False, mip_rel_gap=0.0)

    assert plan.objective == pytest.approx(float(m.objective.value), rel=1e-6)


@pytest.fixture
def upkeep(study):
    """Three years; from 2027 on a standing line costs 0 or 4 a year, either with 1/2, whatever came before."""

    def make(risk: str, weight: float):
        return study(
            periods=3,
            settings={"risk_weight": weight, "tail": 0.5, "risk": risk},
            drivers=[{"driver": "upkeep", "initial": "low"}],
            driver_states=[
                {"driver": "upkeep", "date": f"{year}-01-01", "state": before, "next": state, "probability": 0.5}
                for year in (2027, 2028) for before in ("low", "high") for state in ("low", "high")
                if (year, before) != (2027, "high")
            ],
            driver_effects=[
                {"driver": "upkeep", "state": "high", "table": "lines", "column": "fixed_cost", "operation": "set", "value": 4}
            ],
        )  # fmt: skip

    return make


@pytest.mark.parametrize(("risk", "weight", "more"), [("course", 0.0, 4), ("course", 0.5, 5), ("nested", 0.5, 6)])  # fmt: skip
def test_the_worst_futures_count_once_or_wherever_futures_part(
    study, chain, upkeep, risk, weight, more
):
    # Upkeep over both years: 0, 4, 4 or 8, mean 4; worst half 6: course 5.  Nested, from 2028 back: 3 after a cheap
    # 2027 (mean 2, worst 4) and 4 + 3 after a dear one; mean 5, worst 7: 6.
    calm = solve_first_best(study(periods=3), chain(3), EXACT)
    kept = upkeep(risk, weight)
    plan = solve_first_best(kept, build_tree(kept), EXACT)

    assert plan.objective - calm.objective == pytest.approx(more)
    assert plan.mean_cost - calm.objective == pytest.approx(4)


def test_with_one_fork_nested_risk_buys_the_same_insurance(expansion):
    settings = expansion.settings.model_copy(
        update={"risk_weight": 1.0, "tail": 0.5, "risk": "nested"}
    )
    fearful = type(expansion)(settings, expansion.tables)

    assert solve_first_best(fearful, build_tree(fearful), EXACT).objective == pytest.approx(17_000)
