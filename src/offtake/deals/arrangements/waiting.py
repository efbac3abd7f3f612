r"""The cost of delay, what it costs to wait, and what a signal is worth beside a contract.

Signed k periods later: what is begun before is what nobody has promised anything for (no-deal); from then
on first best again.  The cost of waiting is what that plan is worth less than one signed now.

A signal, such as a pledge at a summit, raises a probability and changes no cash.  With the probability of a
state at q instead of q⁰, every future in which the driver ends there weighs q/q⁰ as much, every other
(1-q)/(1-q⁰).  It brings a producer round where its part at those weights is worth its best alternative, valued at the
same weights; from the probability where that happens on a contract is not needed, if the producer believes it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np
import numpy.typing as npt
import pandas as pd

from offtake.deals.acceptance.participation import Participation
from offtake.deals.cheapest.deal import Struck
from offtake.deals.verdicts.market import Market, Tried
from offtake.deals.verdicts.search import Found
from offtake.errors import UsageError
from offtake.frozen import Vector
from offtake.market.timeliness import of_plan, told
from offtake.plan.first_best import DEFAULT
from offtake.plan.given import Dispatch
from offtake.plan.plan import Plan
from offtake.stochastic.solver.program import Until
from offtake.uncertainty.drivers import alike
from offtake.uncertainty.tree import ScenarioTree

Tell = Callable[[int, str, float, float], None]


def cost_of_waiting(
    market: Market,
    no_deal: Plan,
    now: Plan,
    periods: Sequence[int],
    until: Until = DEFAULT,
    tell: Tell = lambda *_: None,
) -> pd.DataFrame:
    """Deal signed later: periods, years, cost (present value lost), error, never_delivered and wait_months (by what is
    needed), status, gap.

    `until` hold for each delay; `tell` receives its number of periods, what is being done, objective and
    bound.  Costs are differences of plans found to a gap: `error` is the largest by which one can be wrong.
    """
    dispatch = Dispatch(market.f.study, market.f.tree)
    plans = [now]
    for count in periods:
        said = partial(tell, count)
        plans.append(dispatch.plan_from(no_deal.values["begun"], count, until, "deal", said))
    delays = np.array([0, *periods])
    found, proved = _consistent(delays, plans)
    rows = [
        {
            "periods": int(count),
            "years": int(count) * market.f.q.step,
            "cost": found[k] - found[0],
            "error": 0.0 if count == 0 else found[k] - proved[k] + found[0] - proved[0],
            **_times(market, plan),
            "status": plan.status,
            "gap": plan.gap,
        }
        for k, (count, plan) in enumerate(zip(delays, plans, strict=True))
    ]
    return pd.DataFrame(rows)


def _times(market: Market, plan: Plan) -> dict[str, dict[str, float]]:
    """never_delivered: share of need; wait_months: mean over delivered stock units; each by what is needed."""
    weight = market.f.tree.probability[market.f.tree.leaves]
    never, wait = {}, {}
    for name, found in of_plan(market.f.q, market.f.tree, plan.values).items():
        share, years = found.never(weight), told(list(found.waits), weight).mean
        if share is not None:
            never[name] = share
        if years is not None:
            wait[name] = 12.0 * years
    return {"never_delivered": never, "wait_months": wait}


def _consistent(delays: npt.NDArray[np.int64], plans: Sequence[Plan]) -> tuple[Vector, Vector]:
    """Objectives and bounds, each as good as the others imply.

    What can be had later can be had sooner, by waiting: a plan signed later is one for every shorter delay,
    and what is proved of a shorter delay holds for every longer one.
    """
    objective = np.array([plan.objective for plan in plans])
    bound = np.array([plan.bound for plan in plans])
    found = [objective[delays >= own].min() for own in delays]
    proved = [bound[delays <= own].max() for own in delays]
    return np.array(found), np.minimum(proved, found)


def signal(
    struck: Struck,
    driver: str,
    state: str,
    probability: float | None = None,
    judged: Sequence[tuple[Participation, Found]] | None = None,
) -> pd.DataFrame:
    """What believing in a state does: one row a part of the deal, or a part of `judged` (`accept.judged_parts`).

    A state written twice is one, called by either name.
    producer, gap (now, without clauses), believed (probability now), gap_believing (at `probability`),
    turns_at (probability, from today's on, at which no clause is needed; NaN where none is, or where no future ends in the state), contract_cost (expected
    public cost of its clauses).  Raises UsageError for a driver or state that the tree has not.
    """
    f = struck.market.f
    called = {(d, name): own for d, name, own in alike(f.study)}
    inside = ends_in(f.tree, driver, called.get((driver, state), state))
    weight = f.tree.probability[f.tree.leaves]
    now = float(weight[inside].sum())
    rows = []
    pairs = zip(struck.before, struck.found, strict=True) if judged is None else judged
    for part, found in pairs:
        view = _View(part, found, weight, inside)
        cost = sum(
            struck.offer.clause_cost(k)
            for k, c in enumerate(struck.offer.clauses)
            if c.unit == part.unit and struck.offer.signed[k]
        )
        rows.append(
            {
                "producer": part.unit,
                "gap": part.gap,
                "believed": now,
                "gap_believing": np.nan
                if probability is None or now <= 0.0
                else max(-view.at(probability), 0.0),
                "turns_at": view.turns_at(now) if now > 0.0 else np.nan,
                "contract_cost": cost,
            }
        )
    return pd.DataFrame(rows)


@dataclass(frozen=True)
class _View:
    """A part and all that was tried besides, to be valued again at other probabilities."""

    judged: Participation
    found: Found
    weight: Vector  # (leaves,)
    inside: npt.NDArray[np.bool_]

    def at(self, probability: float) -> float:
        """What the part is worth beyond the best alternative, where the state is believed so."""
        believed = tilted(self.weight, self.inside, probability)
        stance = self.judged.stance
        best = self._best(believed)
        own = stance.value(self.judged.npv, believed)
        return 0.0 if best is None else own - stance.value(best.npv, believed)

    def _best(self, believed: Vector) -> Tried | None:
        """The best besides the part at these weights, ties settled; None where rules or the bank leave nothing else."""
        looked: set[bytes] = set()
        while True:
            allowed = [t for t in self.found.others if t.liquid]
            best = max(
                allowed,
                key=lambda t: self.judged.stance.value(t.npv, believed),
                default=None,
            )
            if best is None or best.tied or best.begun.tobytes() in looked:
                return best
            looked.add(best.begun.tobytes())
            self.found.settled(best)

    def turns_at(self, now: float) -> float:
        """Least probability, from today's on, from which on it accepts without clauses; NaN where none suffices."""
        grid = np.linspace(now, 1.0, 101).tolist()
        refused = [k for k, q in enumerate(grid) if self.at(q) < -self.judged.slack]
        if not self.judged.liquid or (refused and refused[-1] == len(grid) - 1):
            return float("nan")
        if not refused:
            return now
        low, high = grid[refused[-1]], grid[refused[-1] + 1]
        for _ in range(50):
            middle = 0.5 * (low + high)
            low, high = (low, middle) if self.at(middle) >= -self.judged.slack else (middle, high)
        return float(high)


def ends_in(tree: ScenarioTree, driver: str, state: str) -> npt.NDArray[np.bool_]:
    """(leaves,): whether the driver is in that state at the end of the future."""
    if driver not in tree.drivers:
        raise UsageError(f"no driver {driver}; the study has {', '.join(tree.drivers)}")
    d = tree.drivers.index(driver)
    if state not in tree.states[d]:
        raise UsageError(f"driver {driver} has no state {state}; {', '.join(tree.states[d])}")
    return np.asarray(tree.state[tree.leaves, d] == tree.states[d].index(state))


def tilted(weight: Vector, inside: npt.NDArray[np.bool_], probability: float) -> Vector:
    """Weights of the futures when the state is believed with `probability`."""
    now = float(weight[inside].sum())
    up = probability / now if now > 0.0 else 0.0
    down = (1.0 - probability) / (1.0 - now) if now < 1.0 else 0.0
    return np.asarray(np.where(inside, weight * up, weight * down))
