"""The names of figures: in which table each stands, what picks its rows there, and what is behind it.

Every number that a run shows has a name, one for the rows of a table that agree in the columns it is made of (`OF_ARRANGEMENT`,
`OF_RUN`): `delivered.PRODUCT.YEAR` means the run's main arrangement, `no-deal/delivered.PRODUCT.YEAR` another.  Names of
figures in the report (answer.delivered, money-path) are understood too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from string import Formatter
from typing import Any

import pandas as pd

from offtake.results.behind import scope
from offtake.results.solving.solved import Solved
from offtake.results.tables.lead import by_importance
from offtake.results.tables.statistics import main_arrangement
from offtake.study.study import Study

Behind = Callable[[Study], scope.Scope]
Row = Mapping[Any, Any]
EVERYTHING = scope.everything


@dataclass(frozen=True)
class Pointer:
    """Where a figure stands: its table, the values that pick its rows, and what stands behind it."""

    table: str
    where: Mapping[str, object]
    behind: Behind


def _everything(row: Row) -> Behind:
    return EVERYTHING


def _product(row: Row) -> Behind:
    return partial(scope.of_product, name=row["product"])


def _measure(row: Row) -> Behind:
    product = row["measure"].partition(":")[2]
    return _product({"product": product}) if product else EVERYTHING


def _project(row: Row) -> Behind:
    return partial(scope.of_project, name=row["project"])


def _buyer(row: Row) -> Behind:
    return partial(scope.of_buyer, name=row["buyer"])


def _producer(row: Row) -> Behind:
    return partial(scope.of_producer, name=row["producer"])


def _clause(row: Row) -> Behind:
    return partial(scope.of_clause, name=row["instrument"])


def _step(row: Row) -> Behind:
    return partial(scope.of_money, step=row["step"])


def _rival(row: Row) -> Behind:
    keys = ("rival", "product", "against")
    return partial(scope.of_rival, **{key: row[key] for key in keys})


@dataclass(frozen=True)
class Family:
    """Figures of one table: how their names are made of its columns, which others pick their rows too, and what is behind."""

    table: str
    name: str
    behind: Callable[[Row], Behind] = _everything
    apart: tuple[str, ...] = ()

    def pointers(self, frame: pd.DataFrame, own: Mapping[str, object]) -> Iterator[tuple[str, Pointer]]:  # fmt: skip
        """Every name with what it means, in the order of the rows of `frame`; `own` picks rows of them all."""
        keys = [column for _, column, _, _ in Formatter().parse(self.name) if column]
        keys += self.apart
        for row in frame.drop_duplicates(keys).to_dict("records"):
            where = {**own, **{key: row[key] for key in keys}}
            yield self._called(row), Pointer(self.table, where, self.behind(row))

    def _called(self, row: Row) -> str:
        if self.table == "made" and row["by"] == "all":
            return "made.{product}.{year}".format(**row)
        measure = str(row.get("measure", "")).replace(":", ".", 1)  # delivered:pump
        return self.name.format(**{**row, "measure": measure})


OF_ARRANGEMENT = (
    Family("answer", "{measure}", _measure),
    Family("deliveries_by_year", "delivered.{product}.{year}", _product),
    Family("lateness", "late.{product}", _product),
    Family("projects", "projects.{project}", _project),
    Family("money_path", "money.{step}.{year}", _step),
    Family("shortfall", "shortfall.{buyer}.{year}", _buyer),
    Family("by_state", "state.{state}.{measure}"),
    Family("producers", "acceptance.{producer}", _producer),
    Family("who_pays", "pays.{payer}.{year}"),
    Family("buyer_worth", "gains.{buyer}", _buyer),
    Family("waits", "waits.{product}.{buyer}", _product),
    Family("reached", "reached.{product}.{buyer}.{share:.0%}", _product),
    Family("met", "met.{product}.{buyer}.{year}", _product),
    Family("reasons", "reasons.{product}.{buyer}", _product),
    Family("made", "made.{by}.{name}.{product}.{year}", _product),
    Family("orders", "order.{order}", _product),
    Family("rivals", "ahead.{rival}.{product}.{year}", _rival, ("against",)),
    Family("first_ahead", "first_ahead.{rival}.{product}", _rival, ("against",)),
    Family("bottlenecks", "bottleneck.{family}.{name}.{year}"),
)
"""Figures of each arrangement."""
OF_RUN = (
    Family("need", "need.{product}.{period}", _product),
    Family("clauses", "clause.{instrument}", _clause),
    Family("information", "information.{name}"),
    Family("tornado", "sensitivity.{name}"),
    Family("whys", "why.{name}", apart=("kind",)),
    Family("policies", "policy.{policy}"),
)
"""Figures of the run as a whole."""
CHARTS = {
    "deliveries": "deliveries",
    "by-state": "by_state",
    "shortfall": "shortfall",
    "timeline": "projects",
    "capital": "projects",
    "bottlenecks": "bottlenecks",
    "money-path": "money_path",
    "who-pays": "who_pays",
    "exposure": "exposure",
    "cash": "producer_cash",
    "buyers": "who_pays",
    "producers": "producers",
    "delivery-times": "waits",
    "reasons": "reasons",
    "made": "made",
    "rivals": "rivals",
}
"""Figures of the report that are about an arrangement, and their tables."""
SAID_OF_NONE = ("timeline", "bottlenecks")
"""Those that also say that there is none."""


def named(run: Solved) -> dict[str, Pointer]:
    """Every name that a figure of the run has, and what it means."""
    main = main_arrangement(run.plans)
    found: dict[str, Pointer] = {}
    for arrangement in dict.fromkeys([main, *run.plans]):
        prefix, own = "" if arrangement == main else f"{arrangement}/", {"arrangement": arrangement}
        for family in OF_ARRANGEMENT:
            if (frame := run.tables.get(family.table)) is not None:
                rows = frame[frame["arrangement"] == arrangement]
                found |= {f"{prefix}{name}": p for name, p in family.pointers(rows, own)}
    for family in OF_RUN:
        if family.table in run.tables:
            found |= family.pointers(run.tables[family.table], {})
    for name in ("spread", "first_decisions"):
        if name in run.tables:
            found[f"sensitivity.{name}"] = Pointer(name, {}, EVERYTHING)
    if len(run.tables.get("batches", ())):
        found["sampled.gap"] = Pointer("batches", {}, EVERYTHING)
    return found | _of_report(run, found, main)


def _of_report(run: Solved, found: Mapping[str, Pointer], main: str) -> dict[str, Pointer]:
    """The report's own names: its headline numbers and its charts."""
    own = {"arrangement": main}
    products = by_importance(
        run.tables["deliveries"], run.tables["need"], list(run.plans), run.study.capabilities
    )

    def foremost(kind: str, otherwise: Pointer) -> Pointer:
        return next((found[f"{kind}.{p}"] for p in products if f"{kind}.{p}" in found), otherwise)

    def beside(pointer: Pointer) -> Pointer:
        """Of every arrangement where signing is set beside no-deal, since what it adds is a difference of two."""
        if main != "deal" or "no-deal" not in run.plans:
            return pointer
        return replace(
            pointer, where={k: v for k, v in pointer.where.items() if k != "arrangement"}
        )

    late = Pointer("lateness", own, EVERYTHING)
    names = {
        "answer.delivered": beside(foremost("delivered", found["begun"])),
        "answer.public-cost": beside(found["public_paid"]),
        "answer.begun": found["begun"],
        "answer.worth": Pointer("answer", {"measure": "social_value"}, EVERYTHING),
        "answer.sure": Pointer("gain", {}, EVERYTHING)
        if len(run.tables.get("gain", ()))
        else Pointer("answer", {"measure": "social_value"}, EVERYTHING),
        "answer.never-delivered": beside(foremost("never_delivered", late)),
        "answer.wait": beside(foremost("wait", late)),
    }
    for name, table in CHARTS.items():
        if name in SAID_OF_NONE or _has(run, table, main):
            names[name] = Pointer(table, own, EVERYTHING)
    for name in ("arrangements", "gain"):
        names[name] = Pointer("answer", {}, EVERYTHING)
    for name in ("value_of_commitment", "price_of_no_agreement"):
        if run.headline.get(name) is not None:
            names[name] = Pointer("answer", {"measure": "social_value"}, EVERYTHING)
    if len(run.tables.get("breakeven", ())):
        names["breakeven"] = Pointer("breakeven", {}, EVERYTHING)
    any_clause = _clause({"instrument": ""})
    if "clauses" in run.tables:
        names |= dict.fromkeys(("terms", "to-sign", "clauses"), Pointer("clauses", {}, any_clause))
    if len(run.tables.get("exposure", ())):
        names["at_stake"] = Pointer("exposure", own, any_clause)
    for name in ("whys", "policies", "tornado", "sources", "assumptions"):
        if name in run.tables:
            names[name] = Pointer(name, {}, EVERYTHING)
    return names


def _has(run: Solved, table: str, arrangement: str) -> bool:
    return table in run.tables and bool((run.tables[table]["arrangement"] == arrangement).any())
