r"""Break-even as tables of every run: which guarantee, floor price or duration makes a producer's part bankable.

Both clauses are tried on every producer that a deal seats, whether or not the study offers them.  Of a product
that its lines make, share κ of what the plan sells turns up; with s units sold under the plan, price p, and m the
most that the plan sells in the period in any future, no more than the capacity that stands:

    guarantee g       pays p (g m - κ s)+            for the share g of the line's rate, used or not
    margin g          pays (p - c) (g m - κ s)+      the same, less what making the goods would have cost
    floor price p+u   pays u κ s
    duration T        the whole rate, g = 1, guaranteed for T years from the first sale on

A guarantee at the full price pays more for standing idle than for selling, by c a unit; one of the margin leaves the
producer where selling g m would have left it.  The money is the same at the smallest size that suffices, as long
as no more than the whole rate has to be guaranteed.

    acceptance = value of (NPV(κ) + NPV of the clause) - V0(κ)

where V0(κ) is the best alternative with the same share of its sales.  Acceptance
never falls in g, u or T, so the smallest that suffices is found by halving; NaN where none does.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from offtake.deals.acceptance.participation import TOLERANCE, Stance
from offtake.deals.arrangements.arrangements import Arrangements
from offtake.deals.arrangements.breakeven import with_sales
from offtake.deals.cheapest.deal import Struck
from offtake.deals.cheapest.program import Seat
from offtake.deals.clauses.cover import Cover
from offtake.deals.clauses.on_offer import Unit, buyer_shares, unit_flow
from offtake.deals.verdicts.search import Found
from offtake.formulas.flow import at_end
from offtake.formulas.instruments import ClauseTerms
from offtake.market.cash import Cash
from offtake.market.figures import Figures
from offtake.market.flows import present_values
from offtake.results.dictionary import result
from offtake.results.tables.futures import Array

STEPS = tuple(k / 10 for k in range(11))
"""Shares of demand, and of the guarantee, in the grid behind the slider."""
DEMANDS = (1.0, 0.75, 0.5, 0.25)
HALVINGS = 40
HIGHEST = 1e3  # floor price, in prices of the plan: beyond it none is said to do


def breakeven_grid(found: Arrangements) -> pd.DataFrame:
    """Table `breakeven`; empty without a deal."""
    rows = []
    for line in _parts(found):
        for demand in STEPS:
            for guarantee in STEPS:
                cash = line.margin * line.guaranteed(demand, guarantee)
                worth, cost = line.acceptance(demand, cash), line.cost(cash)
                rows.append((line.name, line.seat.unit, guarantee, demand, worth, cost))
    return result("breakeven").frame(rows)


def bankable(found: Arrangements) -> pd.DataFrame:
    """The smallest guarantee or margin (share of rate), floor price (money/unit) and duration (years) that suffice; NaN where
    none does."""
    rows = []
    for line in _parts(found):
        own = (line.seat.unit, line.product, line.name)
        for demand in DEMANDS:
            rows += [(*own, demand, *found) for found in _smallest(line, demand)]
    return result("bankable").frame(rows)


def _smallest(line: _Line, demand: float) -> Iterator[tuple[str, float, str, float]]:
    def suffices(cash: Array) -> bool:
        return line.acceptance(demand, cash) >= -TOLERANCE

    def told(kind: str, unit: str, size: float, cash: Array) -> tuple[str, float, str, float]:
        return kind, size, unit, line.cost(cash) if np.isfinite(size) else float("nan")

    share = _least(lambda g: suffices(line.guaranteed(demand, g)), 1.0)
    yield told("guarantee", "share of rate", share, line.guaranteed(demand, share))
    share = _least(lambda g: suffices(line.margin * line.guaranteed(demand, g)), 1.0)
    yield told("margin", "share of rate", share, line.margin * line.guaranteed(demand, share))
    top = HIGHEST * line.price
    uplift = _least(lambda u: suffices(u * demand * line.cover.called), top)
    floor = line.price + uplift
    yield told("floor price", "money/unit", floor, uplift * demand * line.cover.called)
    first, last = line.span
    spans = range(last - first + 2)
    enough = [k for k in spans if suffices(line.guaranteed(demand, 1.0, k))][:1]
    years = enough[0] * line.f.q.step if enough else float("nan")
    cash = line.guaranteed(demand, 1.0, enough[0]) if enough else np.zeros(line.f.tree.size)
    yield told("duration", "years", years, cash)


def _least(suffices: Callable[[float], bool], most: float) -> float:
    if suffices(0.0):
        return 0.0
    if not suffices(most):
        return float("nan")
    low, high = 0.0, most
    for _ in range(HALVINGS):
        middle = 0.5 * (low + high)
        low, high = (low, middle) if suffices(middle) else (middle, high)
    return high


def _parts(found: Arrangements) -> Iterator[_Line]:
    """Every product that a seated producer makes on lines which the plan adds to."""
    if found.deal is None:
        return
    struck = found.deal.struck
    f = struck.target.cash.f
    for unit, seat, verdict in zip(struck.units, struck.seats, struck.found, strict=True):
        lines = np.array(unit.lines, np.int64)
        begun = struck.target.cash.begun.max(axis=0) > 0.5
        for product in np.unique(f.q.lines.product[lines]).tolist():
            own = lines[f.q.lines.product[lines] == product]
            projects = np.flatnonzero(np.isin(f.q.projects.line, own) & begun)
            line = _Line(struck, unit, seat, verdict, own, projects)
            if projects.size and line.cover.called.any():
                yield line


@dataclass(frozen=True)
class _Line:
    """A producer's lines that make one product, in the plan."""

    struck: Struck
    unit: Unit
    seat: Seat
    verdict: Found
    lines: np.ndarray[tuple[int], np.dtype[np.int64]]
    projects: np.ndarray[tuple[int], np.dtype[np.int64]]

    @property
    def stance(self) -> Stance:
        """How the producer looks at time and risk."""
        return self.seat.stance

    @property
    def f(self) -> Figures:
        """Figures of the study."""
        return self.struck.target.cash.f

    @property
    def product(self) -> str:
        """What the lines make."""
        return self.f.products[int(self.f.q.lines.product[self.lines[0]])]

    @property
    def name(self) -> str:
        """The project, or where there are several, producer and product."""
        if self.projects.size == 1:
            return self.f.projects[int(self.projects[0])]
        return f"{self.seat.unit}, {self.product}"

    @cached_property
    def cover(self) -> Cover:
        """What is sold, at which price, and the most in any future of each period."""
        periods = self.f.tree.periods
        rate = self.seat.stance.rate
        cash = self.struck.target.cash
        terms = ClauseTerms(0, periods - 1, periods - 1, np.nan, np.nan)
        return Cover(cash, self.lines, self.projects, rate, terms)

    @cached_property
    def committed(self) -> Array:
        """m, (nodes,)."""
        return self.cover.committed

    @property
    def price(self) -> float:
        """p at the start of the study."""
        return float(self.cover.price[0])

    @cached_property
    def margin(self) -> Array:
        """(p - c) / p at each node, c what making one unit costs, parts included; 0 where it costs more than p."""
        cash, price = self.struck.target.cash, self.cover.price
        each = self.f.q.lines.unit_cost[:, self.lines] + cash.part_price[:, self.lines]
        left = np.maximum(price - each.mean(axis=1), 0.0)
        return np.asarray(np.divide(left, price, out=np.zeros_like(price), where=price > 0.0))

    @property
    def span(self) -> tuple[int, int]:
        """First and last period with sales."""
        sells = self.f.tree.period[self.committed > 0.0]
        return int(sells.min()), int(sells.max())

    @cached_property
    def _coefficient(self) -> Array:
        """(nodes,): expected public cost of one unit of money at the end of the node's period."""
        f, t = self.f, self.f.tree.period
        shares = buyer_shares(self.struck.target.cash, "")
        worth = np.zeros(f.tree.size)
        for share, cost, rate in zip(shares, f.fund_cost, f.buyer_rates.tolist(), strict=True):
            worth += share * cost * f.factors(rate)[1][t]
        return f.tree.probability * worth

    @cached_property
    def _bases(self) -> dict[float, Array]:
        """NPV of the unit's part at each demand already asked for, (leaves,)."""
        return {}

    @cached_property
    def _alternatives(self) -> dict[float, float]:
        """V0 at each demand already asked for."""
        return {}

    @cached_property
    def _options(self) -> list[Cash]:
        """Cash of nothing new, and of the best alternative."""
        market, begun = self.struck.market, self.struck.target.begun
        plans = [market.without(self.unit, begun)]
        if (other := self.verdict.other) is not None:
            plans.append(other.begun.astype(float))
        return [market.position(levels).cash for levels in plans]

    def guaranteed(self, demand: float, share: float, periods: int | None = None) -> Array:
        """What a guarantee pays at the end of each node's period, for so many periods with sales."""
        if not np.isfinite(share):
            return np.zeros(self.f.tree.size)
        due = np.maximum(share * self.committed - demand * self.cover.called, 0.0)
        if periods is not None:
            due = np.where(self.f.tree.period < self.span[0] + periods, due, 0.0)
        return np.asarray(self.cover.price * due)

    def acceptance(self, demand: float, cash: Array) -> float:
        """What the part is worth beyond the best alternative, with `cash` paid on top."""
        f, stance = self.f, self.stance
        if demand not in self._bases:
            self._bases[demand] = self._npv(self.struck.target.cash, demand)
        npv = self._bases[demand] + present_values(at_end(cash), f.tree, stance.rate, f.q.step)
        return stance.value(npv, f.tree.probability[f.tree.leaves]) - self._outside(demand)

    def _outside(self, demand: float) -> float:
        """V0 where `demand` turns up: the best alternative."""
        if demand not in self._alternatives:
            f, stance = self.f, self.stance
            weight = f.tree.probability[f.tree.leaves]
            npvs = [self._npv(cash, demand) for cash in self._options]
            self._alternatives[demand] = max(stance.value(npv, weight) for npv in npvs)
        return self._alternatives[demand]

    def _npv(self, cash: Cash, demand: float) -> Array:
        """NPV of the unit's cash with only `demand` of these lines' sales, (leaves,)."""
        f, rate = self.f, self.stance.rate
        moved = with_sales(cash, self.lines.tolist(), demand, 0)
        return present_values(unit_flow(moved, self.unit, rate), f.tree, rate, f.q.step)

    def cost(self, cash: Array) -> float:
        """Expected public cost of `cash`."""
        return float(self._coefficient @ cash)
