"""offtake: the plan and the deal.

    import offtake as ot

    study = ot.load(ot.examples["toy"])      # a folder, or a workbook
    run = ot.solve(study)                    # plans, statistics and sources; nothing is written
    run.stats.deliveries()                   # tidy frames
    run.deal                                 # the clauses of the deal
    run.stats.who_pays(by="payer,year")      # mean, and the worst case beside it
    run.sql("select product, sum(mean) from deliveries group by 1")
    run.trace("delivered.pump.2028")         # rows and sources behind a figure
    ot.report(run, "report.html")            # one file, no network
    ot.export(run, "results.xlsx")           # or a folder of CSV, DuckDB, a Data Package, IAMC
    ot.save(run, "runs")                     # a folder; ot.open_run reads it, ot.runs lists what is there
    ot.simulate(run, paths=1000)             # its plan, along fresh futures
    run.plot.deliveries()                    # charts of Altair's
    run.why("new motor line")                # the answer without it
    ot.concat([run, other]).stats.answer()   # several runs, with the run as a key
    ot.compare(run, other)                   # what was changed, and what it changed
    ot.frontier(study)                       # the least cost for every delay
    study.with_(settings={"leaves": 9})      # another study, checked as when read; ot.from_frames makes one

Names that are not listed here may change at any time.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from offtake.errors import InfeasibleError as InfeasibleError
    from offtake.errors import OfftakeError as OfftakeError
    from offtake.errors import StoreError as StoreError
    from offtake.errors import StudyError as StudyError
    from offtake.errors import UsageError as UsageError
    from offtake.plan.plan import Plan as Plan
    from offtake.results.comparing.compare import compare as compare
    from offtake.results.comparing.together import concat as concat
    from offtake.results.run import Run as Run
    from offtake.results.solving.questions import frontier as frontier
    from offtake.results.solving.questions import open_run as open_run
    from offtake.results.solving.questions import runs as runs
    from offtake.results.solving.questions import simulate as simulate
    from offtake.results.solving.solve import solve as solve
    from offtake.results.store.store import write_run as save
    from offtake.study.examples import examples as examples
    from offtake.study.reading.assemble import study_from_frames as from_frames
    from offtake.study.reading.read import read_study as load
    from offtake.study.study import Settings as Settings
    from offtake.study.study import Study as Study
    from offtake.study.writing.write import write_study as write
    from offtake.uncertainty.reduction.build import build_tree as build_tree
    from offtake.uncertainty.tree import ScenarioTree as ScenarioTree
    from offtake.views.export.export import export_run as export
    from offtake.views.report.page import write_report as report

__all__ = [
    "InfeasibleError",
    "OfftakeError",
    "Plan",
    "Run",
    "ScenarioTree",
    "Settings",
    "StoreError",
    "Study",
    "StudyError",
    "UsageError",
    "build_tree",
    "compare",
    "concat",
    "examples",
    "export",
    "from_frames",
    "frontier",
    "load",
    "open_run",
    "report",
    "runs",
    "save",
    "simulate",
    "solve",
    "write",
]

# Loaded when first asked for, so that `offtake --help` comes at once.
_PLACES = {
    "InfeasibleError": "errors:InfeasibleError",
    "OfftakeError": "errors:OfftakeError",
    "Plan": "plan.plan:Plan",
    "Run": "results.run:Run",
    "ScenarioTree": "uncertainty.tree:ScenarioTree",
    "Settings": "study.study:Settings",
    "StoreError": "errors:StoreError",
    "Study": "study.study:Study",
    "StudyError": "errors:StudyError",
    "UsageError": "errors:UsageError",
    "build_tree": "uncertainty.reduction.build:build_tree",
    "concat": "results.comparing.together:concat",
    "compare": "results.comparing.compare:compare",
    "export": "views.export.export:export_run",
    "examples": "study.examples:examples",
    "from_frames": "study.reading.assemble:study_from_frames",
    "frontier": "results.solving.questions:frontier",
    "load": "study.reading.read:read_study",
    "open_run": "results.solving.questions:open_run",
    "report": "views.report.page:write_report",
    "runs": "results.solving.questions:runs",
    "save": "results.store.store:write_run",
    "simulate": "results.solving.questions:simulate",
    "solve": "results.solving.solve:solve",
    "write": "study.writing.write:write_study",
}


_RUNS = ("Run", "concat", "open_run", "solve")
"""Names that lead to a run, which is asked for charts and reasons too."""


def _found(name: str) -> object:
    if name in _RUNS:
        import_module("offtake.views.asked")
    from offtake.notebook import readable

    module, _, attribute = _PLACES[name].partition(":")
    return readable(getattr(import_module(f"offtake.{module}"), attribute))


def __getattr__(name: str) -> object:
    """A public name, from the module that defines it."""
    if name not in _PLACES:
        raise AttributeError(f"module 'offtake' has no attribute {name!r}")
    globals()[name] = _found(name)
    return globals()[name]


def __dir__() -> list[str]:
    return sorted(__all__)
