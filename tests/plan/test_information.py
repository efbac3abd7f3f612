"""What knowing more is worth, on a published problem whose four costs are known."""

from __future__ import annotations

import pytest
from tests.plan.richer_studies import richer_study

from offtake.plan.first_best import solve_first_best
from offtake.plan.information import _worth, information
from offtake.stochastic.solver.program import Until
from offtake.study.examples import case_path
from offtake.study.reading.read import read_study
from offtake.uncertainty.reduction.build import build_tree


@pytest.fixture
def worth(expansion):
    found = information(expansion, build_tree(expansion), Until(gap=0.0))
    return {w.name: w for w in found}


def test_perfect_information_is_worth_1500(worth):
    assert worth["EVPI"].value == pytest.approx(1_500)
    assert worth["EVPI"].dearer == pytest.approx(13_500)
    assert worth["EVPI"].cheaper == pytest.approx(12_000)


def test_planning_for_uncertainty_is_worth_750(worth):
    assert worth["VSS"].value == pytest.approx(750)
    assert worth["VSS"].dearer == pytest.approx(14_250)


def test_deciding_later_is_worth_1500(worth):
    assert worth["value of multistage"].value == pytest.approx(1_500)
    assert worth["value of multistage"].dearer == pytest.approx(15_000)


def test_the_only_driver_is_worth_as_much_as_everything(worth):
    assert worth["partial EVPI: demand"].value == pytest.approx(1_500)


def test_exact_plans_leave_no_error(worth):
    assert all(w.error == pytest.approx(0, abs=1e-6) for w in worth.values())


def averse(study, **settings):
    return type(study)(study.settings.model_copy(update=settings), study.tables)


@pytest.mark.parametrize("risk", ["course", "nested"])
def test_with_weight_on_the_worst_futures_all_costs_count_alike(expansion, risk):
    # Weight 1/2, tail 1/2; k built at once.  Low demand costs 30k + 4,000 and high 21,500 - 15k, which is the worst half:
    # (12,750 + 7.5k)/2 + (21,500 - 15k)/2 is least at 300: 16,000.  Known at the start: 7,000 and 17,000 count
    # 12,000/2 + 17,000/2.  The mean future builds 200 at once, everything settled at the start builds 300.
    fearful = averse(expansion, risk_weight=0.5, tail=0.5, risk=risk)
    found = {w.name: w for w in information(fearful, build_tree(fearful), Until(gap=0.0))}

    assert found["EVPI"].dearer == pytest.approx(16_000)
    assert found["EVPI"].cheaper == pytest.approx(14_500)
    assert found["partial EVPI: demand"].cheaper == pytest.approx(14_500)
    assert found["VSS"].value == pytest.approx(375)
    assert found["value of multistage"].value == pytest.approx(0)


@pytest.mark.parametrize("risk", ["course", "nested"])
def test_knowing_one_driver_is_worth_something_and_less_than_everything(risk):
    toy = averse(read_study(case_path("toy")), risk_weight=0.4, tail=0.3, risk=risk)
    found = information(toy, build_tree(toy, 4), Until(gap=1e-6))

    slack = max(w.error for w in found) + 1e-6
    everything = found[0].value
    partial = [w.value for w in found if w.name.startswith("partial")]
    assert all(-slack <= value <= everything + slack for value in partial)
    assert everything > 1.0


# Two goods, each with a plant that is begun on the first day or never and makes 10 in 2027; each is needed then or not, by a
# driver of its own, even odds.  A unit is worth 5.  The first plant costs 30: 25 in the mean does not pay for it; known, it is built
# in one state of two and brings 10.  The second costs 20: it brings 5 unknown, 15 known.
TWO = {
    "products": [{"product": p, "unit": "goods"} for p in ("first", "second")],
    "lines": [
        {"line": p, "producer": "maker", "product": p, "capacity": 0, "unit_cost": 0} for p in ("first", "second")
    ],
    "projects": [
        {"project": f"{p} plant", "line": p, "kind": "new", "adds": 10, "capex": capex, "build_time": 1, "latest": "2026-01-01"}
        for p, capex in (("first", 30), ("second", 20))
    ],
    "requirements": [
        {"buyer": "state", "product": p, "period": "2027", "quantity": 10, "kind": "flow", "value": 5, "late_cost": 0}
        for p in ("first", "second")
    ],
    "prices": [{"producer": "maker", "product": p, "price": 1} for p in ("first", "second")],
    "drivers": [{"driver": f"{p} need", "initial": "open"} for p in ("first", "second")],
    "driver_states": [
        {"driver": f"{p} need", "date": "2027-01-01", "state": "open", "next": state, "probability": 0.5}
        for p in ("first", "second") for state in ("there", "gone")
    ],
    "driver_effects": [
        {"driver": f"{p} need", "state": "gone", "table": "requirements", "where": f"product={p}", "column": "quantity", "operation": "set", "value": 0}
        for p in ("first", "second")
    ],
}  # fmt: skip


@pytest.mark.parametrize("turned", [False, True])
def test_knowing_each_of_two_drivers_is_worth_what_its_own_plant_gains_by_it(study, turned):
    rows = {name: own[::-1] if turned else own for name, own in TWO.items()}
    own = study(**rows)
    tree = build_tree(own, 4)
    found = {w.name: w for w in information(own, tree, Until(gap=0.0))}
    assert found["partial EVPI: first need"].value == pytest.approx(10)
    assert found["partial EVPI: second need"].value == pytest.approx(15 - 5)
    assert found["EVPI"].value == pytest.approx(20)
    assert found["EVPI"].dearer == pytest.approx(-5)

    # and by plans of studies in which the driver is known: its other state cannot come
    for name in ("first need", "second need"):
        costs = []
        for state in ("there", "gone"):
            odds = [
                {**r, "probability": float(r["next"] == state)} if r["driver"] == name else r
                for r in rows["driver_states"]
            ]
            known = study(**{**rows, "driver_states": odds})
            costs.append(solve_first_best(known, build_tree(known, 4), Until(gap=0.0)).objective)
        assert found[f"partial EVPI: {name}"].cheaper == pytest.approx(sum(costs) / 2)


@pytest.mark.parametrize("seed", [7, 25, 30, 27])
def test_knowing_is_worth_something_where_the_start_is_unknown_and_the_worst_futures_weigh_more(
    seed,
):
    study = richer_study(seed)  # 30 overspends in every future
    assert study.settings.risk_weight > 0

    for worth in information(study, build_tree(study), Until(gap=0.0)):
        assert worth.value >= -1e-6, worth.name


def test_being_told_the_start_does_not_change_what_a_project_costs(study):
    # 10 a year needed, nothing stands; a project of 10 for 30, twice that in the state dear, which comes on the first day with
    # chance 1/2 and lasts.  What is begun in the first period is paid as in the initial state: 30, told or not.
    told = study(
        lines=[{"line": "old", "producer": "maker", "product": "good", "capacity": 0, "unit_cost": 2}],
        projects=[{"project": "more", "line": "old", "kind": "new", "adds": 10, "capex": 30, "build_time": 0}],
        requirements=[{"buyer": "state", "product": "good", "period": "2026", "quantity": 10, "kind": "flow", "value": 9}],
        drivers=[{"driver": "cost", "initial": "usual"}],
        driver_states=[{"driver": "cost", "date": "2026-01-01", "state": "usual", "next": s, "probability": 0.5} for s in ("usual", "dear")],
        driver_effects=[{"driver": "cost", "state": "dear", "table": "projects", "column": "capex", "operation": "scale", "value": 2}],
    )  # fmt: skip

    for worth in information(told, build_tree(told), Until(gap=0.0)):
        assert (worth.dearer, worth.value) == pytest.approx((30 + 20 - 90, 0)), worth.name


def test_what_plans_leave_open_adds_up():
    # Known to within 1 and 0.5: their difference to within 1.5.
    assert _worth("EVPI", (10.0, 9.0), (5.0, 4.5)).error == pytest.approx(1.5)
