"""In-sample and out-of-sample, what the tree said and what fresh futures give, side by side: did the tree tell the truth?

A difference has two possible causes.  The plan's tree may be too coarse: courses that it does not hold are met
with projects and operations planned for others.  Or chance: the sample's mean lies off by its standard error.  Chance
alone takes one figure in 370 further than three standard errors, so with some ten figures a product that is
where it stops.  `rule` is the same rule along the tree's own futures: it shows that the rule as such loses nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import numpy as np
import pandas as pd

from offtake.formulas.bands import BAND, described
from offtake.frozen import Vector
from offtake.market.allotted import allotted
from offtake.market.payments import payments
from offtake.model.figures.quantities import quantities
from offtake.plan.plan import Plan
from offtake.simulation.costs import discounted_cost
from offtake.simulation.follow import Deliveries, simulate
from offtake.simulation.histories import tree_paths
from offtake.simulation.statistics import standard_error, worst_mean, yearly
from offtake.study.study import Study

CHANCE = 3.0  # standard errors


@dataclass(frozen=True)
class BesideTree:
    """`totals` and `years` have the columns tree_mean, tree_p05 … tree_p95, rule_mean, fresh_mean, fresh_p05 …
    fresh_p95, standard_error, difference (fresh less tree) and errors (difference in standard errors).

    `totals` has one row a figure: cost (present value in millions, less the worth of deliveries), cost of the worst
    futures, late (unit-years) and missed (units) by what is needed, and delivered by product; `years` one row a product and calendar year.
    """

    paths: int
    totals: pd.DataFrame
    years: pd.DataFrame

    @property
    def beyond_chance(self) -> pd.DataFrame:
        """The figures that differ by more than chance explains: figure, tree_mean, fresh_mean, errors."""
        years = self.years["product"].astype(str) + " " + self.years["year"].astype(str)
        both = pd.concat([self.totals, self.years.assign(figure=years)], ignore_index=True)
        columns = ["figure", "tree_mean", "fresh_mean", "errors"]
        return both.loc[both["errors"].abs() > CHANCE, columns].reset_index(drop=True)


@dataclass(frozen=True)
class _Known:
    """Figures by course, with the weight of each."""

    cost: Vector
    late: dict[str, Vector]
    missed: dict[str, Vector]
    delivered: dict[str, Vector]  # (courses, years)
    weight: Vector

    def short(self, kind: str) -> dict[str, Vector]:
        """What is late or missed, by what is needed."""
        return self.late if kind == "late" else self.missed

    def of(self, kind: str, name: str) -> Vector:
        """What is late or missed of one thing."""
        return self.short(kind)[name]


@dataclass(frozen=True)
class _Sides:
    """The plan's own figures, those of the rule on the same futures, and those on fresh ones."""

    said: _Known
    rule: _Known
    found: _Known
    fresh: Deliveries

    def row(self, figure: Callable[[_Known], Vector]) -> dict[str, object]:
        """One figure, side by side."""
        tree = described(figure(self.said), self.said.weight)
        fresh = described(figure(self.found), self.found.weight)
        rule = float(np.sum(self.rule.weight * figure(self.rule)))
        error = standard_error(figure(self.found)[self.fresh.course], self.fresh.probability)
        return _beside(tree, rule, fresh, error)

    def worst(self, tail: float) -> dict[str, object]:
        """The mean cost of the worst share of futures, side by side; it has no band."""
        band = dict.fromkeys(BAND, np.nan)
        tree, _ = worst_mean(self.said.cost, self.said.weight, tail)
        rule, _ = worst_mean(self.rule.cost, self.rule.weight, tail)
        costs = self.found.cost[self.fresh.course]
        fresh, error = worst_mean(costs, self.fresh.probability, tail)
        return _beside({"mean": tree} | band, rule, {"mean": fresh} | band, error)


def beside_tree(study: Study, plan: Plan, fresh: Deliveries) -> BesideTree:
    """Set what `plan` says on its own tree beside what came of it in `fresh`."""
    rule = _came(simulate(study, plan, tree_paths(plan.tree)))
    sides = _Sides(_said(study, plan, fresh), rule, _came(fresh), fresh)
    tail = study.settings.tail
    totals: list[dict[str, object]] = [
        {"figure": "cost", **sides.row(lambda known: known.cost)},
        {"figure": f"cost, worst {tail:.0%}", **sides.worst(tail)},
    ]
    for kind in ("late", "missed"):
        for name in sides.said.short(kind):
            totals.append({"figure": f"{kind} {name}", **sides.row(partial(_Known.of, kind=kind, name=name))})  # fmt: skip
    years: list[dict[str, object]] = []
    for name in sides.said.delivered:
        whole = sides.row(lambda known, name=name: known.delivered[name].sum(axis=1))  # type: ignore[misc]
        totals.append({"figure": f"delivered {name}", **whole})
        for k, year in enumerate(np.unique(fresh.year)):
            row = sides.row(lambda known, name=name, k=k: known.delivered[name][:, k])  # type: ignore[misc]
            years.append({"product": name, "year": int(year), **row})
    frame = pd.DataFrame(years, columns=["product", "year", *list(totals[0])[1:]])
    return BesideTree(fresh.course.size, pd.DataFrame(totals), frame)


def _said(study: Study, plan: Plan, fresh: Deliveries) -> _Known:
    tree = plan.tree
    q = quantities(study, tree)
    values = plan.values if "buy" in plan.values else allotted(q, tree, plan.values)
    cost = discounted_cost(q, tree, dict(values) | {"paid": payments(q, values)})
    along = tree.leaf_paths
    return _Known(
        cost=cost[along].sum(axis=1),
        late=_by_need(fresh, "late", plan.values["late"][along], _unit_years),
        missed=_by_need(fresh, "missed", plan.values["missed"][along], _units),
        delivered=yearly(fresh, plan.values["deliver"][along]),
        weight=tree.probability[tree.leaves],
    )


def _came(d: Deliveries) -> _Known:
    return _Known(
        cost=d.cost,
        late=_by_need(d, "late", d.values["late"], _unit_years),
        missed=_by_need(d, "missed", d.values["missed"], _units),
        delivered=yearly(d, d.values["deliver"]),
        weight=d.weight,
    )


def _by_need(
    d: Deliveries, name: str, short: Vector, counted: Callable[[Vector, float], Vector]
) -> dict[str, Vector]:
    """What is short (courses, periods, requirements), counted by what is needed: units of unlike things do not add up."""
    needed = [str(key[1]) for key in d.labels[name].keys]
    return {
        one: counted(short[:, :, [n == one for n in needed]], d.study.step)
        for one in dict.fromkeys(needed)
    }


def _units(short: Vector, _: float) -> Vector:
    """(courses,): all that lapses."""
    return np.asarray(short.sum(axis=(1, 2)))


def _unit_years(late: Vector, step: float) -> Vector:
    """(courses,): from what is late at the end of each period, by the mean of its beginning and end."""
    return np.asarray((late.sum(axis=(1, 2)) - late[:, -1].sum(axis=1) / 2.0) * step)


def _beside(
    tree: dict[str, float], rule: float, fresh: dict[str, float], error: float
) -> dict[str, object]:
    """A difference counts in standard errors: 0 where the two agree but for rounding, infinite where there is
    a difference and no chance to explain it."""
    off = fresh["mean"] - tree["mean"]
    same = abs(off) <= 1e-9 * max(abs(tree["mean"]), 1.0)
    off = 0.0 if same else off
    certain = float(np.copysign(np.inf, off))
    return {
        **{f"tree_{name}": tree[name] for name in ("mean", *BAND)},
        "rule_mean": rule,
        **{f"fresh_{name}": fresh[name] for name in ("mean", *BAND)},
        "standard_error": error,
        "difference": off,
        "errors": 0.0 if same else off / error if error > 0.0 else certain,
    }
