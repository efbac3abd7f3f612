"""Out-of-sample simulation, a plan followed along fresh courses of events: what is delivered, when, and at what cost.

The plan was made for the futures of its tree.  Followed along courses that are not in the tree it shows
whether the tree told the truth.  The policy, without any foresight:

* **projects** follow the node of the plan's tree whose history of driver states is nearest to what has happened
  so far (`following`); levels never fall, and nothing begins outside its window or before what it requires;
* **operations** are decided period by period: first what the plan does at that node, as far as goods and money
  really allow, then what it did not foresee (`dispatch`);
* **orders** that exist are filled with what is called on their step (`orders`).

Stated rules of table `limits` shaped the plan; beyond it only ceilings on what lines make are kept (`ceilings`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from offtake.errors import UsageError
from offtake.frozen import Indices, Vector, freeze
from offtake.market.channels import as_followed
from offtake.market.dispatch import dispatch, guide_of
from offtake.model.figures.quantities import quantities
from offtake.model.output import capacity_with
from offtake.plan.plan import Plan
from offtake.simulation.ceilings import under_ceilings
from offtake.simulation.costs import discounted_cost
from offtake.simulation.following import apart_by_period, begun_along, nearest_nodes
from offtake.simulation.histories import Courses, distinct, even_parts, histories
from offtake.simulation.orders import OrderBook, filled, order_book
from offtake.stochastic.parallel.executor import Executor, SerialExecutor, called_once
from offtake.stochastic.program.blocks import Labels
from offtake.study.study import Study
from offtake.uncertainty.drivers import chains
from offtake.uncertainty.reduction.alone import Cube
from offtake.uncertainty.reduction.merging import tree_of_paths
from offtake.uncertainty.tree import Paths, ScenarioTree

_AT_ONCE = 128  # courses at most: few enough for memory, enough for arrays to pay


@dataclass(frozen=True, repr=False)
class Deliveries:
    """What came of a plan along paths.  Paths that take the same course share an entry: path k takes
    `course[k]`.

    `values[name]` is (courses, periods, entries) and `labels[name]` says what the entries are: begun (project;
    cumulative number), make (line), hold (product, source; units at the end of the period), deliver (buyer, need,
    kind, product), late and missed (buyer, need), need (buyer, need, kind; units that fall due), paid (buyer;
    millions), and all that the plan says of how goods are bought.  Units of the period where nothing else is said.
    """

    study: Study
    arrangement: str
    values: Mapping[str, Vector]
    labels: Mapping[str, Labels]
    year: Indices  # (periods,) calendar year in which each period ends
    cost: Vector  # (courses,) present value in millions, less the worth of deliveries, as in the plan's objective
    contribution: Vector  # (deliveries,) units of what is needed in one unit of the product
    orders: OrderBook
    filled: Vector  # (courses, periods, orders) units got so far
    node: Indices  # (courses, periods) node of the plan's tree that is followed
    apart: Vector  # (courses, periods) years by which the history lies apart from that node's
    course: Indices  # (paths,)
    probability: Vector  # (paths,) sums to 1

    def __post_init__(self) -> None:
        freeze(self)

    def __repr__(self) -> str:
        paths, courses = self.course.size, self.cost.size
        return f"<Deliveries of {self.arrangement}: {paths} paths, {courses} of them different>"

    @property
    def weight(self) -> Vector:
        """(courses,): probability of each course."""
        weight = np.zeros(self.cost.size)
        np.add.at(weight, self.course, self.probability)
        return weight

    def path(self, name: str, number: int) -> Vector:
        """(periods, entries): one variable along one path."""
        values: Vector = self.values[name][self.course[number]]
        return values


def simulate(
    study: Study, plan: Plan, paths: Paths, executor: Executor | None = None
) -> Deliveries:
    """Follow `plan` along `paths`; see the head of this file for the policy.

    The same paths give the same result with every executor.  Raises UsageError where plan or paths are not of
    this study.
    """
    _check(study, plan, paths)
    courses = distinct(paths)
    total = courses.probability.size
    parts = even_parts(total, _AT_ONCE)
    apart = apart_by_period(study)
    recipes = [(_Part, (study, plan, paths, courses, part, apart)) for part in parts]
    answers = called_once(executor or SerialExecutor(), recipes, "run")
    found = {name: np.concatenate([a[name] for a in answers]) for name in answers[0]}
    q = quantities(study, _calendar(study))
    cost, node, apart_by = (found.pop(name) for name in ("cost", "node", "apart"))
    called = found["called"]
    orders = order_book(study)
    labels = {name: plan.labels[name] for name in found if name in plan.labels}
    found = {name: found[name] for name in (*labels, "need", "paid")}
    return Deliveries(
        study=study,
        arrangement=plan.arrangement,
        values=found,
        labels=labels | {"need": q.requirements.labels, "paid": q.buyers.labels},
        year=q.year,
        cost=cost,
        contribution=q.requirements.contribution,
        orders=orders,
        filled=filled(orders, q, called),
        node=node,
        apart=apart_by,
        course=courses.of,
        probability=paths.probability / paths.probability.sum(),
    )


@dataclass(frozen=True)
class _Part:
    """Some of the courses, ready to be followed by any worker."""

    study: Study
    plan: Plan
    paths: Paths
    courses: Courses
    part: slice
    apart: tuple[Cube, ...]

    def run(self) -> dict[str, Vector]:
        """Every variable along the courses of this part, and what they cost."""
        tree, at = histories(self.courses, self.part, self.paths)
        theirs = quantities(self.study, self.plan.tree)
        q = as_followed(quantities(self.study, tree), theirs)
        node, least = nearest_nodes(tree, self.plan.tree, self.apart)
        planned = np.round(self.plan.values["begun"])
        begun = begun_along(q, tree, planned[node])
        capacity = under_ceilings(self.study, q, tree, capacity_with(q, tree, begun))
        tree_of_plan = self.plan.tree
        known = capacity_with(theirs, tree_of_plan, planned)
        known = under_ceilings(self.study, theirs, tree_of_plan, known)
        guide = guide_of(theirs, tree_of_plan, self.plan.values, known).at(node)
        values = dispatch(q, tree, capacity, guide)
        values |= {"begun": begun, "need": q.requirements.need}
        cost = discounted_cost(q, tree, values)
        found = {name: entries[at] for name, entries in values.items()}
        return found | {"cost": cost[at].sum(axis=1), "node": node[at], "apart": least[at]}


def _check(study: Study, plan: Plan, paths: Paths) -> None:
    periods = study.settings.periods
    known = {chain.driver: chain.states for chain in chains(study)}
    if plan.tree.periods != periods or paths.state.shape[1] != periods:
        others = f"the plan {plan.tree.periods}, the paths {paths.state.shape[1]}"
        raise UsageError(f"the study has {periods} periods, {others}: they are not of one study")
    for what, found in (("plan's tree", plan.tree), ("paths", paths)):
        if list(zip(found.drivers, found.states, strict=True)) != list(known.items()):
            moves, own = ", ".join(found.drivers) or "no driver", ", ".join(known) or "none"
            wanted = "drivers and their states must be the same"
            raise UsageError(f"the {what} moves {moves}, the study {own}: {wanted}")


def _calendar(study: Study) -> ScenarioTree:
    """One course in which no driver moves: for figures that are the same on all of them."""
    known = chains(study)
    names, states = tuple(c.driver for c in known), tuple(c.states for c in known)
    still = np.zeros((1, study.settings.periods, len(known)), np.int64)
    return tree_of_paths(Paths(np.ones(1), names, states, still))
