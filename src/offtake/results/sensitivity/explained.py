"""Why a project, a producer or a clause: the answer of a run beside that without it, worked out again."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from typing import Any

from offtake.deals.arrangements.arrangements import arrange
from offtake.errors import UsageError
from offtake.plan.plan import Plan
from offtake.plan.sensitivity.capital import Capital
from offtake.plan.sensitivity.left_out import (
    LeftOut,
    drops_out_at,
    share_if_known,
    without_producer,
    without_project,
)
from offtake.plan.sensitivity.resolving import AtHand, at_hand, measure_names
from offtake.results.documents.headline import arrangement_document
from offtake.results.run import Run
from offtake.results.tables.account import account
from offtake.results.tables.whys import with_why
from offtake.stochastic.parallel.executor import Executor
from offtake.stochastic.solver.program import Until
from offtake.study.study import Study
from offtake.study.wording.near import did_you_mean

KINDS = {"project": "projects", "producer": "producers", "clause": "instruments"}
"""What may be left out, and the table whose first column names it."""
_DEAL = ("social_value", "public_paid", "public_burden", "resource_cost")


def kind_of(study: Study, name: str) -> tuple[str, str]:
    """(project, producer or clause, its name); `name` may say which: project:NAME.

    Raises UsageError where there is no such thing, or more than one.
    """
    said, _, rest = name.partition(":")
    if said in KINDS and rest:
        names = {said: _names(study, said)}
        name = rest
    else:
        names = {kind: _names(study, kind) for kind in KINDS}
    found = [kind for kind, own in names.items() if name in own]
    if len(found) == 1:
        return found[0], name
    if found:
        raise UsageError(f"{name!r} is a {' and a '.join(found)}: write {found[0]}:{name}")
    every = [n for own in names.values() for n in own]
    raise UsageError(f"no {_either(tuple(names))} is called {name!r}{did_you_mean(name, every)}")


def kept_with(run: Run, document: dict[str, Any]) -> Run:
    """The run with what was found of one thing in its table `whys`."""
    return replace(run, tables={**run.tables, "whys": with_why(run.tables.get("whys"), document)})


def open_projects(study: Study) -> list[str]:
    """The projects that a plan may leave out: those that were not begun before the study."""
    days = zip(study.projects["project"], study.projects["begun"], strict=True)
    return [str(name) for name, day in days if day is None or day != day]


class Explaining:
    """What projects, producers and clauses of one run are for; what all of them need is worked out once."""

    def __init__(self, run: Run, gap: float, executor: Executor) -> None:
        self.run, self.gap, self.executor = run, gap, executor

    def document(self, name: str) -> dict[str, Any]:
        """The document that says what `name` is for; money in present millions.

        Raises UsageError where there is no such thing, or the run lacks the arrangement that it belongs to.
        """
        kind, name = kind_of(self.run.study, name)
        if kind == "clause":
            return _clause(self.run, name)
        if "first-best" not in self.run.plans:
            raise UsageError(f"run {self.run.id} has no first-best, in which {kind} {name!r} would be left out")  # fmt: skip
        hand, base = self.hand
        if kind == "producer":
            left = without_producer(hand, base, name)
        else:
            left = without_project(self.capital, base, name)
        found = _beside(self.run, kind, left, measure_names(base)[0])
        return found if kind == "producer" else found | self._project(left)

    @cached_property
    def hand(self) -> tuple[AtHand, Plan]:
        """The plan at hand, improved as plans worked out again are."""
        return at_hand(self.run.study, self.run.plans["first-best"], Until(self.gap))

    @cached_property
    def capital(self) -> Capital:
        """The program of the plan at hand, for other limits and capital costs."""
        return Capital(self.hand[0])

    @cached_property
    def known(self) -> dict[str, float]:
        """By project: the share of futures in which it would be begun, were each known at the start; empty where
        there is one future, which is known."""
        if self.run.tree.leaves.size == 1:
            return {}
        return share_if_known(*self.hand, self.executor)

    def _project(self, left: LeftOut) -> dict[str, Any]:
        stands = self.run.tables["projects"]
        row = stands[(stands["arrangement"] == "first-best") & (stands["project"] == left.name)].iloc[0]  # fmt: skip
        return {
            "share_of_futures": float(row["share_begun"]),
            "begin": None if row["begin"] != row["begin"] else row["begin"],
            "share_if_known": self.known[left.name] if self.known else None,
            "capex": float(row["capex"]),
            "drops_out_at": drops_out_at(self.capital, left),
        }


def _beside(run: Run, kind: str, left: LeftOut, measures: list[str]) -> dict[str, Any]:
    n = len(measures)
    return {
        "run": run.id,
        "study": run.settings.name,
        "arrangement": "first-best",
        "currency": run.settings.currency,
        "price_year": run.settings.price_year,
        "kind": kind,
        "name": left.name,
        "having": dict(zip(measures, left.having[:n].tolist(), strict=True)),
        "without": dict(zip(measures, left.without[:n].tolist(), strict=True)),
        "regret": left.regret,
        "error": None if left.error != left.error else left.error,
    }


def _clause(run: Run, name: str) -> dict[str, Any]:
    """The deal struck again from the study's other instruments."""
    if "deal" not in run.plans:
        raise UsageError(f"run {run.id} has no deal, in which clause {name!r} would be left out: solve it with arrangement deal")  # fmt: skip
    study = run.study
    others = study.instruments[study.instruments["instrument"] != name].reset_index(drop=True)
    less = replace(study, tables={**study.tables, "instruments": others})
    before = run.headline["arrangements"]["deal"]
    after = _deal(run, less)
    signed = [c for c in before["clauses"] if c["instrument"] == name]
    return {
        "run": run.id,
        "study": run.settings.name,
        "arrangement": "deal",
        "currency": run.settings.currency,
        "price_year": run.settings.price_year,
        "kind": "clause",
        "name": name,
        "signed": signed,
        "having": {key: before[key] for key in _DEAL},
        "without": {key: after[key] for key in _DEAL},
        "clauses_without": after["clauses"],
        "regret": before["social_value"] - after["social_value"],
        "dearer": after["public_burden"] - before["public_burden"],
    }


def _deal(run: Run, study: Study) -> dict[str, Any]:
    """What the deal of `study` finds; where no instrument is left, what no-deal does."""
    options = run.options
    name = "no-deal" if study.instruments.empty else "deal"
    found = arrange(
        study,
        run.tree,
        run.plans.get("first-best"),
        arrangements=("no-deal",) if name == "no-deal" else ("no-deal", "deal"),
        instruments=options.instruments,
        until=Until(options.gap),
    )
    return arrangement_document(account(study, found.plans[name], found), found)


def _either(kinds: tuple[str, ...]) -> str:
    *rest, last = kinds
    return f"{', '.join(rest)} or {last}" if rest else last


def _names(study: Study, kind: str) -> list[str]:
    frame = study.tables[KINDS[kind]]
    return [str(n) for n in frame[kind if kind != "clause" else "instrument"]]
