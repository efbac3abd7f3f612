"""Every bench case fires once; the page is written from what was measured."""

from __future__ import annotations

import numpy as np
import pytest
from bench.case import Measurement, measure_here
from bench.growth import growth
from bench.page import page
from bench.peer import cost_of
from bench.ramp import ramp
from bench.registry import TINY as TINY_RAMP
from bench.registry import cases
from bench.tools import interior_point

from offtake.stochastic.program.two_stage import extensive
from offtake.stochastic.solver.highs import Highs

TINY = {name: case for name, case in cases().items() if case.tiny}


@pytest.mark.parametrize(
    ("name", "tool"), [(n, t) for n, case in TINY.items() for t in case.tools if t != "linopy"]
)
def test_a_tiny_case_fires(name: str, tool: str):
    found = measure_here(TINY[name], tool)
    assert found.bound <= found.objective + 1e-9 * abs(found.objective)
    assert found.memory > 0


def test_all_tools_of_a_case_agree():
    for case in TINY.values():
        values = [measure_here(case, tool).objective for tool in case.tools if tool != "linopy"]
        assert values == pytest.approx([values[0]] * len(values), rel=2 * case.gap)


def test_the_page_gives_ratios_and_failures():
    case = TINY["tiny-continuous"]
    own = Measurement(case.name, "offtake", 10.0, 9.9, "benders", 0.5, 0.5, 100.0)
    slow = Measurement(case.name, "other", 10.0, 10.0, "ok", 1.0, 3.0, 300.0)
    results = {case.name: {"offtake": [own], "other": [slow], "broken": "cannot be run"}}
    text = page({case.name: case}, results, "Machine: one.")
    assert "| other | 10.0000 | 10.0000 | 0.00e+00 | 4.00 | 1.00 | 4.00 | 300 | ok |" in text
    assert "| broken | – | – | – | – | – | – | – | cannot be run |" in text


def test_the_plot_of_growth_leaves_out_what_did_not_reach_the_gap():
    def measured(tool: str, bound: float, seconds: float) -> list[Measurement]:
        return [Measurement("", tool, 10.0, bound, "", 0.0, seconds, 1.0)]

    results = {
        "ramp-continuous-100": {
            "offtake": measured("offtake", 9.9999, 10.0),
            "extensive form": measured("extensive form", 5.0, 300.0),
        },
        "ramp-continuous-500": {"offtake": measured("offtake", 9.9999, 40.0)},
        "lands": {"offtake": measured("offtake", 10.0, 1.0)},
    }
    assert growth(results).values.tolist() == [
        [100, "offtake", 10.0],
        [500, "offtake", 40.0],
        [100, "in proportion", 10.0],
        [500, "in proportion", 50.0],
    ]


def test_a_first_stage_costs_what_its_plan_costs_in_all_futures():
    problem = ramp(3, **TINY_RAMP)
    program = extensive(problem)
    found = Highs()(program)
    first = found.x[: problem.first.cost.size]

    assert cost_of(problem, first) == pytest.approx(found.objective)
    assert cost_of(problem, np.zeros(first.size)) > found.objective


def test_the_interior_point_without_crossover_ends_where_simplex_does():
    tool = interior_point(lambda: ramp(3, **TINY_RAMP))
    value, bound, how = tool.solve(tool.build(), 1e-4, 60.0)

    assert how == "ipx, no crossover"
    assert value == pytest.approx(Highs()(extensive(ramp(3, **TINY_RAMP))).objective, rel=1e-6)
    assert bound == pytest.approx(value, rel=1e-6)
