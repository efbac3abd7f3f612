"""Small studies made from the bundled ones, for tests of deals."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import pytest

from offtake.deals.acceptance.participation import stances
from offtake.deals.cheapest.program import Seat
from offtake.deals.clauses.on_offer import Clause, clauses, unit_flow, units
from offtake.market.cash import Cash, cash
from offtake.market.figures import Figures, figures
from offtake.plan.first_best import solve_first_best
from offtake.plan.plan import Plan
from offtake.study.examples import case_path
from offtake.study.reading.read import read_study
from offtake.study.study import Study
from offtake.uncertainty.reduction.build import build_tree
from offtake.uncertainty.tree import ScenarioTree


@dataclass(frozen=True, repr=False)
class Case:
    """A study, its first-best plan, and what a deal is made from."""

    study: Study
    tree: ScenarioTree
    plan: Plan
    f: Figures
    cash: Cash
    clauses: tuple[Clause, ...]

    def _repr_pretty_(self, printer: object, cycle: bool) -> None:
        """What a property test prints of it: its name, not all its arrays."""
        printer.text(self.study.settings.name)

    def seat(self, weight: float = 0.0) -> Seat:
        """The first producer, with risk weight λ."""
        stance, unit = stances(self.study)[0], units(self.f)[0]
        flow = unit_flow(self.cash, unit, stance.rate)
        return Seat(unit.name, replace(stance, risk_weight=weight), flow)

    def with_study(self, **cells: tuple[str, object]) -> Case:
        """The same case with columns of tables set: table=(column, value)."""
        return case_of(edited(self.study, cells))


def edited(study: Study, cells: dict[str, tuple[str, object]]) -> Study:
    tables = dict(study.tables)
    for name, (column, value) in cells.items():
        table, _, _ = name.partition("__")
        tables[table] = tables[table].assign(**{column: value})
    return replace(study, tables=tables)


def case_of(study: Study) -> Case:
    tree = build_tree(study)
    plan = solve_first_best(study, tree)
    f = figures(study, tree)
    money = cash(f, plan)
    return Case(study, tree, plan, f, money, clauses(money, stances(study)))


@pytest.fixture(scope="session")
def two_states() -> Case:
    return case_of(read_study(case_path("two-states")))


@pytest.fixture(scope="session")
def toy() -> Case:
    return case_of(read_study(case_path("toy")))


@pytest.fixture(scope="session")
def vary() -> Callable[..., Study]:
    """Edit a study: vary(study, buyers=("discount_rate", 0.1))."""
    return lambda study, **cells: edited(study, cells)
