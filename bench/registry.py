"""All bench cases, by name.  A module `bench.demo` with `cases()` adds its own."""

from __future__ import annotations

import importlib
import importlib.util
from functools import partial
from pathlib import Path

from bench import tools
from bench.case import Case
from bench.copies import cases as copies_cases
from bench.instances import instance_cases
from bench.ramp import ramp

TINY = {"sites": 4, "products": 3, "periods": 3}


def cases() -> dict[str, Case]:
    """Every case by name, in the order in which they are reported."""
    listed = [
        Case(
            "tiny-continuous",
            {**_tools(partial(ramp, 3, **TINY)), "linopy": tools.linopy(partial(ramp, 3, **TINY))},
            limit=20.0,
            tiny=True,
        ),
        Case(
            "tiny-integer",
            _tools(partial(ramp, 3, integer=True, **TINY)),
            limit=20.0,
            tiny=True,
        ),
    ]
    for futures in (10, 100, 500, 2000):
        problem = partial(ramp, futures)
        chosen = {
            "offtake": tools.offtake(problem),
            "offtake, 2 workers": tools.offtake(problem, workers=2),
        }
        if futures <= 100:
            chosen["extensive form"] = tools.extensive_form(problem)
            chosen["extensive form, ipx"] = tools.interior_point(problem)
            chosen["linopy"] = tools.linopy(problem)
        if futures == 10:
            chosen["pyomo"] = tools.pyomo(problem)
            chosen["mpi-sppy"] = tools.mpi_sppy(problem)
        limit = 200.0 if futures <= 100 else 900.0
        listed.append(Case(f"ramp-continuous-{futures}", chosen, limit=limit))
    for futures, gap in ((10, 1e-3), (100, 3e-3)):
        problem = partial(ramp, futures, integer=True)
        chosen = {
            "offtake": tools.offtake(problem),
            "offtake, 2 workers": tools.offtake(problem, workers=2),
            "extensive form": tools.extensive_form(problem),
        }
        listed.append(Case(f"ramp-integer-{futures}", chosen, gap=gap, limit=240.0))
    listed += copies_cases()
    listed += instance_cases()
    if importlib.util.find_spec("bench.demo") is not None:
        listed += importlib.import_module("bench.demo").cases()
    return {case.name: case for case in listed}


def _tools(problem: tools.Problem) -> dict[str, tools.Tool]:
    return {
        "offtake": tools.offtake(problem),
        "offtake, benders": tools.offtake(problem, tools.BENDERS),
        "extensive form": tools.extensive_form(problem),
    }


PAGE = Path(__file__).resolve().parent.parent / "docs" / "benchmarks.md"
