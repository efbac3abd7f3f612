"""Hedging (dual decomposition): futures decide apart, prices on nonanticipativity bring their first stages together.

Each future s gets its own first stage x[s]; agreement is bought by prices w[s] with sum of p[s] w[s] = 0.  For any
such prices (Rockafellar & Wets 1991; Caroe & Schultz 1999)

    D(w) = sum over s of p[s] * min { (c + w[s]) @ x + q[s] @ y }   <=   cost of every plan,

whole numbers in both stages included, so D is a proved bound.  Prices start from the duals of the relaxed
extensive form, which already give its bound.  They move by a cutting-plane model of D within a box around the best
prices (a trust region: the linear stand-in for the quadratic proximal term):

    maximise  sum p[s] phi[s]   with  phi[s] <= cost[s,k] + w[s] @ x[s,k]  for all answers k so far,
              sum p[s] w[s] = 0,  |w - best w| <= radius.

Plans come from the futures' answers and from the model's own mean first stage.  Where all first-stage
decisions are zero-one, plans that were valued are left out of the futures' problems (Ahmed 2013), so the bound
reaches the best plan after finitely many; where there are few, all are valued.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

import numpy as np
import scipy.sparse as sp

from offtake.stochastic.methods.answer import Answer, Clock
from offtake.stochastic.methods.copies import Copies, Priced
from offtake.stochastic.methods.known import Known
from offtake.stochastic.parallel.executor import Executor, Parts, SerialExecutor
from offtake.stochastic.program.clusters import order
from offtake.stochastic.program.two_stage import TwoStage, extensive
from offtake.stochastic.solver.highs import Handle, Highs
from offtake.stochastic.solver.program import Indices, LinearProgram, Matrix, Until, Vector

_MOST_PARTS = 16
_PLANS_A_ROUND = 3
_FEW_PLANS = 256


@dataclass(frozen=True)
class Hedging:
    """Options: `radius` of the first trust region, relative to the spread of the first prices; `rounds` at most."""

    radius: float = 0.5
    rounds: int = 200


@dataclass
class _Run(Known):
    problem: TwoStage
    split: list[Indices]
    parts: Parts
    tried: dict[bytes, float] = field(default_factory=dict)
    excluding: bool = False

    def priced(self, prices: Matrix) -> Priced:
        seconds = max(self.clock.left, 0.1)
        answers = self.parts.call("priced", [(prices[part], seconds) for part in self.split])
        n, width = prices.shape
        joined = Priced(np.zeros(n), np.zeros((n, width)), np.zeros(n))
        for part, answer in zip(self.split, answers, strict=True):
            joined.bound[part], joined.x[part] = answer.bound, answer.x
            joined.cost[part] = answer.cost
        return joined

    def value(self, x: Vector) -> None:
        """Cost of a plan, once."""
        first = self.problem.first
        x = np.where(first.integer, np.round(x), x)
        key = np.round(x, 7).tobytes()
        if key in self.tried or not first.rows_hold(x) or self.clock.over:
            return
        answers = self.parts.call("values", [(x, max(self.clock.left, 0.1))] * len(self.split))
        cost = least = float(first.cost @ x) + first.offset
        for part, (value, low) in zip(self.split, answers, strict=True):
            cost += float(self.problem.probability[part] @ value)
            least += float(self.problem.probability[part] @ low)
        self.tried[key] = least
        if self.excluding:
            self.parts.call("exclude", [(x,)] * len(self.split))
        if self.offer(x, cost):
            self.note("plan")

    def bound_all(self, dual: float) -> None:
        """D bounds all plans but those left out; theirs are known."""
        known = min(self.tried.values(), default=np.inf) if self.excluding else np.inf
        self.raise_bound(min(dual, known))


def solve_hedging(
    problem: TwoStage,
    method: Hedging = Hedging(),  # frozen
    until: Until = Until(),  # frozen
    executor: Executor = SerialExecutor(),  # noqa: B008  # frozen
) -> Answer:
    """Solve by Lagrangian relaxation of agreement.  Raises SolveError where a future fails."""
    clock = Clock(until.seconds)
    number = int(min(_MOST_PARTS, problem.futures))
    split = [part for part in np.array_split(order(problem), number) if part.size]
    prices, relaxed = _first_prices(problem, until)
    if relaxed is None:
        return Answer("infeasible", np.inf, np.inf, np.zeros(0), clock.seconds, 0, "hedging")
    gap = until.gap / 10
    parts = executor.make([(Copies, (problem.select(p), tuple(p.tolist()), gap)) for p in split])
    try:
        run = _Run(problem, split, parts, until=until, clock=clock)
        run.excluding = _zero_one(problem)
        rounds = _enumerate(run) if few_plans(problem) else _iterate(run, method, prices)
        return run.answer("hedging", rounds)
    finally:
        parts.close()


def few_plans(problem: TwoStage) -> int:
    """Number of first-stage plans, where all decisions are zero-one and few; 0 elsewhere."""
    width = problem.first.cost.size
    return 2**width if _zero_one(problem) and 2**width <= _FEW_PLANS else 0


def _zero_one(problem: TwoStage) -> bool:
    first = problem.first
    return bool((first.integer & (first.lower >= 0) & (first.upper <= 1)).all())


def _enumerate(run: _Run) -> int:
    """Value every plan where there are few: the smallest bound on a plan's cost bounds all of them."""
    width = run.problem.first.cost.size
    for number in range(2**width):
        run.value(np.array([(number >> k) & 1 for k in range(width)], dtype=float))
        if run.clock.over:
            return number
    run.bound_all(np.inf)
    run.note("all plans valued")
    return int(2**width)


def _iterate(run: _Run, method: Hedging, prices: Matrix) -> int:
    problem, p = run.problem, run.problem.probability
    model = _Model(problem)
    spread = np.abs(prices).max(axis=0) + 0.05 * np.abs(problem.first.cost) + 1e-6
    radius, best, best_dual = method.radius, prices, -np.inf
    for k in range(1, method.rounds + 1):
        answer = run.priced(prices)
        dual = float(p @ answer.bound) + problem.first.offset * (1.0 - float(p.sum()))
        predicted = model.predicted if k > 1 else np.inf
        if dual > best_dual:
            if k > 1 and dual - best_dual > 0.3 * (predicted - best_dual):
                radius = min(radius * 1.6, 50.0)
            best, best_dual = prices, dual
        else:
            radius *= 0.6
        run.bound_all(dual)
        run.note("prices")
        model.add(answer)
        if run.done:
            return k
        for x in _plans(run, answer, model.mean):
            run.value(x)
            if run.done:
                return k
        run.bound_all(best_dual if not run.excluding else dual)
        prices = model.step(best, radius * spread)
        if run.done or radius < 1e-7:
            return k
    return method.rounds


def _plans(run: _Run, answer: Priced, mean: Vector) -> list[Vector]:
    """The model's mean first stage, rounded up and to the nearest, and the futures' most frequent ones."""
    first = run.problem.first
    plans = []
    for x in (mean, run.problem.probability @ answer.x):
        if x.size:
            up = np.where(first.integer, np.ceil(x - 1e-5), x)
            plans += [
                np.clip(up, first.lower, first.upper),
                np.where(first.integer, np.round(x), x),
            ]
    if first.integer.all():
        common = Counter(tuple(np.round(x).tolist()) for x in answer.x)
        plans = [np.array(x) for x, _ in common.most_common(_PLANS_A_ROUND)] + plans
    return plans


class _Model:
    """The cutting-plane model of D, as one linear program over phi and w that grows by one row an answer."""

    def __init__(self, problem: TwoStage) -> None:
        self.problem = problem
        n, width = problem.futures, problem.first.cost.size
        self.n, self.width = n, width
        p = problem.probability
        shares = sp.kron(p[None] / p.max(), sp.eye_array(width))
        agree = sp.hstack([sp.csr_array((width, n)), shares])
        columns = n + n * width
        agreed = _leaning(problem) * p.sum() / p.max()
        self._handle = Handle(
            LinearProgram(
                cost=np.concatenate([-p, np.zeros(n * width)]),
                lower=np.full(columns, -np.inf),
                upper=np.full(columns, np.inf),
                integer=np.zeros(columns, dtype=bool),
                matrix=sp.csr_array(agree),
                row_lower=agreed,
                row_upper=agreed,
            ),
            "simplex",
        )
        self.predicted = np.inf
        self.mean = np.zeros(0)

    def add(self, answer: Priced) -> None:
        """phi[s] - w[s] @ x <= cost for every future."""
        n, width = self.n, self.width
        lines = np.flatnonzero(np.isfinite(answer.cost))
        x = sp.csr_array(-answer.x[lines])
        row = np.repeat(np.arange(lines.size), np.diff(x.indptr))
        column = n + lines[row] * width + x.indices
        places = np.append(np.arange(lines.size), row), np.append(lines, column)
        values, shape = np.append(np.ones(lines.size), x.data), (lines.size, n + n * width)
        matrix = sp.csr_array((values, places), shape=shape)
        self._handle.add_rows(np.full(lines.size, -np.inf), answer.cost[lines], matrix)

    def step(self, centre: Matrix, radius: Vector) -> Matrix:
        """Prices that the model thinks best within `radius` of `centre`; sets `predicted` and `mean`."""
        n, width = self.n, self.width
        index = np.arange(n, n + n * width)
        around = np.tile(radius, n)
        self._handle.bounds(index, centre.ravel() - around, centre.ravel() + around)
        self._handle.run()
        p = self.problem.probability
        self.predicted = -self._handle.value + self.problem.first.offset * (1.0 - float(p.sum()))
        # The duals of  sum p w = 0  are, up to scale, the mean first stage of the answers in the model.
        self.mean = np.abs(self._handle.row_dual[:width]) * p.max() / max(float(p.sum()), 1e-12)
        return self._handle.x[n:].reshape(n, width)


def _first_prices(problem: TwoStage, until: Until) -> tuple[Matrix, float | None]:
    """Prices from the duals of the relaxed extensive form, and its optimum (None: nothing possible)."""
    found = Highs()(extensive(problem).relaxed, Until(seconds=max(until.seconds / 3, 0.1)))
    n, width = problem.futures, problem.first.cost.size
    if found.status == "infeasible":
        return np.zeros((n, width)), None
    lean = np.tile(_leaning(problem), (n, 1))
    if found.status != "optimal":
        return lean, -np.inf
    rows = problem.technology.shape[0]
    dual = found.row_dual[problem.first.row_lower.size :].reshape(n, rows)
    p = problem.probability
    slope = np.stack([-(problem.technology_of(k).T @ dual[k]) / p[k] for k in range(n)])
    prices = (p @ slope) / p.sum() - slope
    return prices + lean, found.objective


def _leaning(problem: TwoStage) -> Vector:
    """Mean price that makes the first stage count once where probabilities do not sum to one."""
    lean: Vector = problem.first.cost * (1.0 / problem.probability.sum() - 1.0)
    return lean
