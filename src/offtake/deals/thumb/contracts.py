r"""Rules of thumb for contracts: multi-year signing, lines kept warm, how soon a line delivers, rates and prices.

The closed forms of `programmes` and `finance` with a study's own figures.  What no table of a study says is an
argument: the saving that a long contract brings, the price paid in haste, inflation, learning.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from offtake.deals.acceptance.participation import Participation, judge
from offtake.deals.clauses.instrument import Instrument
from offtake.deals.clauses.on_offer import Unit, clause_of, has_part, unit_flow
from offtake.deals.thumb.one_period import years_of
from offtake.deals.verdicts.market import Market
from offtake.formulas.finance import (
    erosion,
    learning_average,
    learning_cost,
    nominal_rate,
    normal_tail_mean,
    real_rate,
    salvage,
)
from offtake.formulas.programmes import (
    breakeven_cancellation,
    breakeven_use,
    cost_of_early_money,
    cumulative_output,
)
from offtake.market.cash import Cash

WEEKS = (26, 52, 104)
HALF = 0.5


@dataclass(frozen=True)
class LongContract:
    """Whether a long contract is worth signing with a producer that a cancellation fee alone would bring round."""

    producer: str
    worth: float  # what buyers are expected to pay for its goods, millions
    ceiling: float  # the fee that alone would do, as a share of it
    early_money: float  # interest on the deal's prepayments until they are credited, millions
    saving: float  # share of the worth, as stated
    breakeven: float  # chance of cancelling at which it stops paying, 1 where it pays at any
    chance: float  # of the futures in which half or more of what was to be sold falls away


@dataclass(frozen=True)
class WarmLine:
    """A project that keeps a line warm."""

    project: str
    fee: float  # money per unit-year
    delay_saved: float  # years: time of the quickest project that adds to the product instead
    late_cost: float  # money per unit-year
    breakeven: (
        float | None
    )  # yearly chance of use from which the fee pays; None where nothing is saved


@dataclass(frozen=True)
class HowSoon:
    """Units made by the end of some weeks, if a project is begun on the first day."""

    project: str
    first_week: int
    week_26: float
    week_52: float
    week_104: float
    left_after_ten_years: float | None  # share of its capital cost, or at the end of its life


@dataclass(frozen=True)
class Rates:
    """A producer's rate in real and in money terms, and how far its fear is that of a bell curve."""

    producer: str
    rate: float
    nominal: float  # in money terms
    real_if_nominal: float  # in real terms, had it been stated in money terms
    erosion: float  # what a price without index loses over the study
    mean: float  # millions, as the two below
    tail: float  # mean of the worst share of futures
    normal_tail: float  # what it would be if they were normal with the same mean and deviation


@dataclass(frozen=True)
class Learned:
    """Unit cost of a line if every doubling of what was made left a share of it (Crawford)."""

    line: str
    lots: int  # of a first year's output
    unit_cost: float  # money per unit
    last: float  # of the last lot
    average: float


def multi_year(
    market: Market,
    at: Cash,
    singles: Sequence[Mapping[str, Any]],
    clauses: Sequence[Mapping[str, Any]],
    saving: float,
) -> Iterator[LongContract]:
    """One a producer that a cancellation fee alone would bring round."""
    f = market.f
    fees = {str(s["producer"]): s["size"] for s in singles if s["kind"] == "cancellation_fee"}
    for unit in market.units:
        fee = fees.get(unit.name)
        worth = float(f.tree.probability @ at.receipts[:, list(unit.lines)].sum(axis=1))
        if fee is None or not fee > 0.0 or worth <= 0.0:
            continue
        early = sum(
            cost_of_early_money(
                float(c["size"]), _held(market, at, c), _rate(market, str(c["buyer"]))
            )
            for c in clauses
            if c["kind"] == "prepayment" and c["unit_judged"] == unit.name
        )
        share = float(fee) / worth
        stops = breakeven_cancellation(worth, saving, share, early)
        yield LongContract(
            producer=unit.name,
            worth=worth,
            ceiling=share,
            early_money=early,
            saving=saving,
            breakeven=min(max(stops, 0.0), 1.0),
            chance=_cancelled(market, at, unit),
        )


def _cancelled(market: Market, at: Cash, unit: Unit) -> float:
    """Probability of the futures in which half or more of what a unit was to sell falls away."""
    tree = market.f.tree
    lost = [
        c.pay.each.end[tree.leaf_paths].sum(axis=1) >= HALF
        for c in clause_of(at, unit, market.stance(unit), Instrument("fee", "cancellation_fee"))
    ]
    return float(tree.probability[tree.leaves] @ np.any(lost, axis=0)) if lost else 0.0


def _rate(market: Market, buyer: str) -> float:
    """The rate of who pays; of several buyers the mean."""
    rates = market.f.buyer_rates
    return float(rates[market.f.buyers.index(buyer)] if buyer in market.f.buyers else rates.mean())


def _held(market: Market, at: Cash, clause: Mapping[str, Any]) -> float:
    """Years from payment to credit of a prepayment, weighted by what is credited."""
    f = market.f
    unit = next(u for u in market.units if u.name == clause["unit_judged"])
    row = Instrument("early", "prepayment", product=str(clause["covers"]))
    own = clause_of(at, unit, market.stance(unit), row)
    if not own:
        return 0.0
    credit = np.maximum(-own[0].pay.each.end, 0.0)[f.tree.leaf_paths[0]]
    return float((np.arange(1, f.tree.periods + 1) * f.q.step) @ credit / credit.sum())


def warm_lines(market: Market, hurried: float) -> Iterator[WarmLine]:
    """Projects that keep a line warm; it pays from fee / (price saved + delay saved · late cost) on.

    `hurried`: how much more a unit costs where nothing is ready.
    """
    f, frame = market.f, market.f.study.projects
    adds = f.q.projects.adds.max(axis=0)
    for p in np.flatnonzero((frame["kind"] == "warm").to_numpy() & (adds > 0.0)).tolist():
        product = int(f.q.lines.product[f.q.projects.line[p]])
        same = f.q.lines.product[f.q.projects.line] == product
        times = frame["build_time"].to_numpy(float)[same & (frame["kind"] != "warm").to_numpy()]
        life = years_of(f, p)
        fee = (float(f.q.projects.fixed_cost[0, p]) + float(f.q.projects.capex[0, p]) / life) / adds[p]  # fmt: skip
        saved = float(times.min()) if times.size else 0.0
        late = _late_cost(market, product)
        gain = hurried + saved * late
        yield WarmLine(
            project=f.projects[p],
            fee=float(fee),
            delay_saved=saved,
            late_cost=late,
            breakeven=breakeven_use(float(fee), hurried, saved, late) if gain > 0.0 else None,
        )


def _late_cost(market: Market, product: int) -> float:
    """The most that a unit missing for a year costs any buyer."""
    of = market.f.q.requirements
    ways = np.flatnonzero(of.product == product)
    cost = of.late_cost[0, of.requirement[ways]] * of.contribution[ways]
    return float(cost.max(initial=0.0))


def how_soon(market: Market) -> Iterator[HowSoon]:
    """Every project that adds something."""
    f, frame = market.f, market.f.study.projects
    for p, row in enumerate(frame.to_dict("records")):
        adds = float(f.q.projects.adds[:, p].max())
        if adds <= 0.0:
            continue
        line = int(f.q.projects.line[p])
        first = max(round(float(row["build_time"]) * 52), 0) + 1
        ramp = row["ramp"] if isinstance(row["ramp"], tuple) else ()
        years = sum(float(share) < 1.0 for share in ramp)
        made = cumulative_output(
            WEEKS, first, max(52 * years, 1), adds * float(f.q.lines.reliability[0, line])
        )
        life = float(row["life"])
        rate = market.stances[int(f.producer[line])].rate
        left = None if np.isnan(life) else salvage(rate, life, min(10.0, life))
        half, one, two = (float(units) for units in made)
        yield HowSoon(str(row["project"]), first, half, one, two, left)


def rates(market: Market, asked: Sequence[Participation], inflation: float) -> Iterator[Rates]:
    """What `inflation` a year makes of every producer's rate."""
    f = market.f
    years = f.tree.periods * f.q.step
    for p in asked:
        deviation = float(np.sqrt(p.probability @ (p.npv - p.mean) ** 2))
        yield Rates(
            producer=p.unit,
            rate=p.stance.rate,
            nominal=nominal_rate(p.stance.rate, inflation),
            real_if_nominal=real_rate(p.stance.rate, inflation),
            erosion=erosion(inflation, years),
            mean=p.mean,
            tail=p.tail_mean,
            normal_tail=normal_tail_mean(p.mean, deviation, p.stance.tail),
        )


def learning(market: Market, at: Cash, rate: float) -> Iterator[Learned]:
    """Every line that makes something, if every doubling left `rate` of its cost.  The plan itself has no learning."""
    f = market.f
    for k, line in enumerate(f.lines):
        made = (f.tree.probability * at.make[:, k]) @ np.eye(f.tree.periods)[f.tree.period]
        used = np.flatnonzero(made > 1e-9)
        if not used.size:
            continue
        year = max(round(1.0 / f.q.step), 1)
        first = float(made[used[0] : used[0] + year].sum())
        lots = max(int(made.sum() / first), 1)
        cost = float(f.q.lines.unit_cost[0, k])
        last = float(learning_cost(cost, rate, [lots])[0])
        yield Learned(line, lots, cost, last, learning_average(cost, rate, lots))


def asked(market: Market, at: Cash) -> list[Participation]:
    """How every unit with a part looks at the plan's cash, without clauses."""
    f = market.f
    return [
        judge(u.name, market.stance(u), unit_flow(at, u, market.stance(u).rate), f.tree, f.q.step)
        for u in market.units
        if has_part(at, u)
    ]
