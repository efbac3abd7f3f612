"""The figures of a study at every node of a tree: arrays, ready for the blocks.

After this step nothing asks for a table, a unit or a date.  Axes are always in this order: node n, then the
entry (line l, project p, product j, requirement r, delivery d, buyer b, way w, call c), each in the order of its table.
Money in millions, quantities in units, rates per year, Δ in years.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from offtake.formulas.discounting import discount_factors
from offtake.frozen import Indices, Vector
from offtake.model.figures.asked import asked_and_cost
from offtake.model.figures.axes import payment_years, planner_rate
from offtake.model.figures.buyers import Buyers, buyers_of
from offtake.model.figures.lines import Lines, lines_of
from offtake.model.figures.offers import Offers, offers_of
from offtake.model.figures.orders import Orders, orders_of
from offtake.model.figures.products import Products, products_of
from offtake.model.figures.projects import Projects, projects_of
from offtake.model.figures.requirements import Requirements, requirements_of
from offtake.model.figures.trade import Trade, trade_of
from offtake.model.figures.ways import Ways, ways_of
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
    asked: Vector  # (nodes, lines) what the line's producer asks for a unit
    part_cost: Vector  # (nodes, lines) what a unit costs it, parts got in the cheapest way included
    trade: Trade
    orders: Orders
    offers: Offers
    ways: Ways


def quantities(study: Study, tree: ScenarioTree) -> Quantities:
    """Read the figures of `study` at the nodes of `tree`."""
    periods = study.settings.periods
    lines, products = lines_of(study, tree), products_of(study, tree)
    needs, trade = requirements_of(study, tree), trade_of(study, tree)
    asked, cost = asked_and_cost(study, tree, lines, products.recipe)
    orders = orders_of(study, tree, lines, needs)
    taken = sorted(set(needs.product.tolist()))
    offers = offers_of(study, lines, products, taken, orders, trade, asked)
    start_factor, end_factor = discount_factors(planner_rate(study), study.step, periods)
    return Quantities(
        step=study.step,
        start_factor=start_factor,
        end_factor=end_factor,
        year=payment_years(study),
        lines=lines,
        projects=projects_of(study, tree),
        products=products,
        buyers=buyers_of(study, tree),
        requirements=needs,
        asked=asked,
        part_cost=cost,
        trade=trade,
        orders=orders,
        offers=offers,
        ways=ways_of(study, lines, needs, orders, trade, offers),
    )


def held(q: Quantities, hold: Vector) -> Vector:
    """(nodes, products): stocks by product, from those by source."""
    total = np.zeros((hold.shape[0], q.products.labels.size))
    for source, product in enumerate(q.offers.product.tolist()):
        total[:, product] += hold[:, source]
    return total
