"""What knowing more is worth, on a published problem whose four costs are known."""

from __future__ import annotations

import pytest

from offtake.plan.information import information
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
