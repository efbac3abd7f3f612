"""The figures of a study at every node of a tree: arrays, ready for the blocks.

After this step nothing asks for a table, a unit or a date.  Axes are always in this order: node n, then the
entry (line l, project p, product j, requirement r, delivery d, buyer b), each in the order of its table.
Money in millions, quantities in units, rates per year, Δ in years.
"""

from __future__ import annotations

from dataclasses import dataclass

from offtake.formulas.discounting import discount_factors
from offtake.model.figures.buyers import Buyers, buyers_of
from offtake.model.figures.lines import Lines, lines_of
from offtake.model.figures.periods import payment_years, planner_rate
from offtake.model.figures.products import Products, products_of
from offtake.model.figures.projects import Projects, projects_of
from offtake.model.figures.requirements import Requirements, requirements_of
from offtake.stochastic.program.blocks import Indices, Vector
from offtake.study.study import Study
from offtake.uncertainty.tree import ScenarioTree


@dataclass(frozen=True)
class Quantities:
    """Everything that the blocks of the physical plan are made from."""

    step: float  # Δ, years
    start_factor: Vector  # (periods,) discount factor of a period's start
    end_factor: Vector  # (periods,) discount factor of its end
    year: Indices  # (periods,) calendar year in which the period's end falls
    lines: Lines
    projects: Projects
    products: Products
    buyers: Buyers
    requirements: Requirements


def quantities(study: Study, tree: ScenarioTree) -> Quantities:
    """Read the figures of `study` at the nodes of `tree`."""
    periods = study.settings.periods
    start_factor, end_factor = discount_factors(planner_rate(study), study.step, periods)
    return Quantities(
        step=study.step,
        start_factor=start_factor,
        end_factor=end_factor,
        year=payment_years(study),
        lines=lines_of(study, tree),
        projects=projects_of(study, tree),
        products=products_of(study, tree),
        buyers=buyers_of(study, tree),
        requirements=requirements_of(study, tree),
    )
