"""A run: one study solved, with everything that was found."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from functools import cached_property
from importlib.metadata import version
from time import perf_counter
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from offtake.deals.arrangements import Arrangements, arrange
from offtake.deals.document import deal_document
from offtake.errors import UsageError
from offtake.results.account import account
from offtake.results.headline import arrangement_document, comparison
from offtake.results.rounding import rounded
from offtake.results.statistics import ARRANGEMENTS, Stats, main_arrangement, tables
from offtake.solve.highs import Limits
from offtake.solve.information import information
from offtake.solve.physical import solve_first_best
from offtake.solve.plan import Plan
from offtake.study.sources import figures_assumed, figures_sourced, provenance
from offtake.study.study import Settings, Study
from offtake.uncertainty.reduction import build_tree
from offtake.uncertainty.tree import ScenarioTree

if TYPE_CHECKING:
    import xarray as xr

    from offtake.results.trace import Trace

TIME_LIMIT = 600.0
Progress = Callable[[str, str, float, float], None]
"""Receives the arrangement, what is being done, the best objective so far and the bound."""


@dataclass(frozen=True)
class Options:
    """How a study is solved: which arrangements, how many futures, how exactly, for how long."""

    arrangements: tuple[str, ...] = ARRANGEMENTS
    policy: str = ""  # the policy that the study was read with, for the record
    leaves: int | None = None
    gap: float = 0.005
    time_limit: float = TIME_LIMIT  # seconds for first-best
    instruments: tuple[str, ...] = ()  # kinds of clause that the deal may use; none named: all
    information: bool = False  # whether to find what knowing more would be worth


@dataclass(frozen=True)
class Run:
    """One study solved: its plans, their statistics, and where every figure comes from.

    `tables` holds every result table by name; `headline` is the document that says what was found.
    """

    id: str
    study: Study
    options: Options
    tree: ScenarioTree
    plans: Mapping[str, Plan]
    tables: Mapping[str, pd.DataFrame]
    headline: Mapping[str, Any]
    seconds: Mapping[str, float] = field(default_factory=dict)

    @property
    def settings(self) -> Settings:
        """The study's settings."""
        return self.study.settings

    @property
    def status(self) -> str:
        """finished, or stopped where the user stopped it before every arrangement was solved as asked."""
        whole = set(self.plans) == set(self.options.arrangements)
        stopped = any(plan.status == "stopped" for plan in self.plans.values())
        return "finished" if whole and not stopped else "stopped"

    @cached_property
    def stats(self) -> Stats:
        """Statistics, one method a table."""
        return Stats(self.tables, main_arrangement(self.plans))

    @cached_property
    def provenance(self) -> pd.DataFrame:
        """Every figure of the study with its source and grade: table, key, column, value, source, …"""
        return provenance(self.study)

    @property
    def deal(self) -> pd.DataFrame | None:
        """The clauses of the deal, one a row; None where the run has no deal."""
        return self.stats.clauses() if "deal" in self.plans else None

    def sql(self, query: str) -> pd.DataFrame:
        """Ask the result tables in SQL; the study's own tables stand in schema `study`, plans in `plan`.

        run.sql("select product, sum(mean) from deliveries where year <= 2030 group by 1")
        """
        from offtake.results.query import ask

        return ask(self, query)

    def to_xarray(self) -> xr.Dataset:
        """The plans as labelled arrays: dimensions arrangement, future, period, then each variable's own."""
        from offtake.results.arrays import dataset

        return dataset(self)

    def trace(self, figure: str) -> Trace:
        """What stands behind a figure: its table, its rows, the study's rows and their sources."""
        from offtake.results.trace import trace_figure

        return trace_figure(self, figure)

    def _repr_html_(self) -> str:
        from offtake.results.html import run_as_html

        return run_as_html(self)


@dataclass(frozen=True)
class Request:
    """A study and how to solve it: what names a run before it is solved."""

    study: Study
    options: Options

    @cached_property
    def id(self) -> str:
        """Eight letters: the same study, options and versions give the same ones."""
        digest = hashlib.sha256(study_digest(self.study).encode())
        digest.update(json.dumps(asdict(self.options), sort_keys=True).encode())
        digest.update(json.dumps(versions(), sort_keys=True).encode())
        return digest.hexdigest()[:8]


def request(
    study: Study,
    *,
    arrangements: Sequence[str] | None = None,
    policy: str = "",
    leaves: int | None = None,
    seed: int | None = None,
    gap: float = 0.005,
    time_limit: float = TIME_LIMIT,
    instruments: Sequence[str] = (),
    information: bool = False,
) -> Request:
    """What `solve` would do with the same arguments."""
    if seed is not None:
        study = Study(study.settings.model_copy(update={"seed": seed}), study.tables)
    asked = possible(study) if arrangements is None else checked(arrangements)
    if "deal" in asked and study.instruments.empty:
        raise UsageError(
            "the study has no table instruments, so there is no clause to make a deal of"
        )
    options = Options(asked, policy, leaves, gap, time_limit, tuple(instruments), information)
    return Request(study, options)


def solve(
    study: Study,
    *,
    arrangements: Sequence[str] | None = None,
    policy: str = "",
    leaves: int | None = None,
    seed: int | None = None,
    gap: float = 0.005,
    time_limit: float = TIME_LIMIT,
    instruments: Sequence[str] = (),
    information: bool = False,
    progress: Progress | None = None,
) -> Run:
    """Solve `study` and gather what was found; nothing is written.

    `arrangements`, by default all that the study has the tables for; `leaves` futures at most and
    `seed`, by default what the study says; `gap` between plan and bound,
    relative; `time_limit` in seconds for first-best, after which the best plan found stands;
    `instruments` restricts the deal to kinds of clause; `information` adds what knowing more would be worth;
    `policy` names what the study was read with.
    Ctrl-C once there is a plan keeps what was found: the run's status is then "stopped".
    Raises UsageError for an arrangement that there is not, InfeasibleError where hard rules clash.
    """
    asked = request(
        study,
        arrangements=arrangements,
        policy=policy,
        leaves=leaves,
        seed=seed,
        gap=gap,
        time_limit=time_limit,
        instruments=instruments,
        information=information,
    )
    return solve_request(asked, progress)


def solve_request(asked: Request, progress: Progress | None = None) -> Run:
    """Solve what was asked for; see `solve`."""
    study, options = asked.study, asked.options
    clock = [perf_counter()]
    tree = build_tree(study, options.leaves)
    first_best = _first_best(study, tree, options, progress)
    clock.append(perf_counter())
    found, known = None, None
    if first_best.status != "stopped":
        try:
            if options.arrangements != ("first-best",):
                found = _arranged(study, tree, first_best, options, progress)
            clock.append(perf_counter())
            if options.information:
                known = _information(study, tree, options, progress)
        except KeyboardInterrupt:
            first_best = replace(first_best, status="stopped")
            found = None if found is None else _stopped(found)
    clock.append(perf_counter())
    try:
        run = gathered(asked, tree, first_best, found, known)
    except KeyboardInterrupt:  # while the deal was being described: the plan is worth keeping
        if found is None:
            raise
        run = gathered(asked, tree, replace(first_best, status="stopped"))
    took = np.diff([*clock, perf_counter()]).tolist()
    steps = ["first-best", "agreement", "information", "statistics"]
    if len(took) < len(steps):  # stopped by the user
        steps.remove("information")
    return replace(run, seconds={**run.seconds, **dict(zip(steps, took, strict=True))})


def gathered(
    asked: Request,
    tree: ScenarioTree,
    first_best: Plan,
    found: Arrangements | None = None,
    known: pd.DataFrame | None = None,
) -> Run:
    """The run of what is solved: `found` holds the arrangements; without it there is first-best alone.

    `known` is what knowing more would be worth, where that was asked for.
    """
    study = asked.study
    plans = {first_best.arrangement: first_best} if found is None else found.plans
    accounts = [account(study, plan, found) for plan in plans.values()]
    documents = {a.arrangement: arrangement_document(a, found) for a in accounts}
    headline = {
        "run": asked.id,
        "study": study.settings.name,
        "seed": study.settings.seed,
        "currency": study.settings.currency,
        "price_year": study.settings.price_year,
        **comparison(documents),
        "figures_sourced": figures_sourced(study),
        "figures_assumed": figures_assumed(study),
        "arrangements": documents,
        **_agreed(found),
    }
    effort = first_best.effort
    seconds = {p: getattr(effort, f"{p}_seconds") for p in ("build", "hand_over", "solve")}
    found_tables = tables(accounts, found) | ({} if known is None else {"information": known})
    return Run(
        asked.id, study, asked.options, tree, plans, found_tables, rounded(headline), seconds
    )


def _agreed(found: Arrangements | None) -> dict[str, Any]:
    """deal: what it buys, what it consists of and how it is judged; no_deal: how best responses settled."""
    document = {} if found is None else deal_document(found)
    bought = document.get("statistics", {})
    return {
        "deal": {**bought, **document["deal"]} if "deal" in document else None,
        "no_deal": document.get("no_deal"),
    }


def _first_best(
    study: Study, tree: ScenarioTree, options: Options, progress: Progress | None
) -> Plan:
    def tell(doing: str, objective: float, bound: float) -> None:
        if progress is not None:
            progress("first-best", doing, objective, bound)

    limits = Limits(options.gap, options.time_limit)
    return solve_first_best(study, tree, limits, on_progress=tell)


def _information(
    study: Study, tree: ScenarioTree, options: Options, progress: Progress | None
) -> pd.DataFrame:
    """name, value, dearer, cheaper, error: see `offtake.solve.information`."""
    if progress is not None:
        progress("information", "what knowing more is worth", float("nan"), float("nan"))
    worths = information(study, tree, Limits(options.gap, options.time_limit))
    names = ("name", "value", "dearer", "cheaper", "error")
    return pd.DataFrame(rounded([{name: getattr(w, name) for name in names} for w in worths]))


def _stopped(found: Arrangements) -> Arrangements:
    """The same arrangements, marked as kept from a run that the user stopped."""
    plans = {name: replace(plan, status="stopped") for name, plan in found.plans.items()}
    return replace(found, plans=plans)


def _arranged(
    study: Study,
    tree: ScenarioTree,
    first_best: Plan,
    options: Options,
    progress: Progress | None,
) -> Arrangements:
    def tell(text: str) -> None:
        if progress is not None:
            name, _, doing = text.partition(": ")
            progress(name, doing, float("nan"), float("nan"))

    return arrange(
        study,
        tree,
        first_best,
        arrangements=options.arrangements,
        instruments=options.instruments,
        limits=Limits(options.gap),
        tell=tell,
    )


def study_digest(study: Study) -> str:
    """Hash of the study's settings and of every table."""
    digest = hashlib.sha256(study.settings.model_dump_json().encode())
    for name in sorted(study.tables):
        digest.update(f"\n{name}\n".encode())
        cells = study.tables[name].to_dict("split", index=False)
        digest.update(json.dumps(cells, default=str).encode())
    return digest.hexdigest()


def versions() -> dict[str, str]:
    """Versions of what the numbers depend on."""
    return {name: version(name) for name in ("offtake", "highspy", "numpy")}


def possible(study: Study) -> tuple[str, ...]:
    """All arrangements, or all but the deal where the study names no instrument to make one of."""
    return tuple(a for a in ARRANGEMENTS if a != "deal" or not study.instruments.empty)


def checked(arrangements: Sequence[str]) -> tuple[str, ...]:
    """The arrangements in their usual order; UsageError for one that there is not."""
    unknown = [name for name in arrangements if name not in ARRANGEMENTS]
    if unknown or not arrangements:
        raise UsageError(
            f"arrangement {', '.join(unknown) or 'missing'}: choose from {', '.join(ARRANGEMENTS)}"
        )
    return tuple(name for name in ARRANGEMENTS if name in arrangements)
