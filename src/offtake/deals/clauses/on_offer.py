r"""The menu of clauses on offer: the study's instruments, spelled out for every producer that a plan needs.

A row of table `instruments` names whom and what it applies to; what it leaves empty is filled with every
producer, product or project that the plan gives a part.  Buyers share a clause in proportion to their
budgets, or where a buyer states none, to what they pay for goods; a row that names a buyer is that
buyer's alone.  Durations are a menu: at most one entry of a menu is signed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from math import inf

import numpy as np

from offtake.deals.acceptance.participation import Stance
from offtake.deals.clauses.cover import Cover
from offtake.deals.clauses.instrument import Instrument, instruments
from offtake.errors import UsageError
from offtake.formulas.flow import Flow
from offtake.formulas.instruments import KINDS, ClauseTerms, Kind, Pay
from offtake.frozen import Indices, Vector
from offtake.market.cash import Cash
from offtake.market.figures import Figures
from offtake.market.flows import expected_value

_NOTHING = 1e-9  # millions; a clause that never pays more for a size of 1 is none


@dataclass(frozen=True)
class Unit:
    """Who decides: a producer as a group, or one of its lines."""

    name: str
    producer: int
    lines: tuple[int, ...]


@dataclass(frozen=True)
class Clause:
    """One clause on offer; its size is to be chosen."""

    instrument: str
    kind: str
    unit: str
    producer: str
    covers: str  # product or project
    size_unit: str
    pay: Pay
    shares: Vector  # (buyers,), sum 1
    cost: float  # expected public cost of a size of 1, at the buyers' own rates
    fixed_cost: float  # of signing it at all
    minimum: float  # least size, if signed
    maximum: float  # by its row, and by its kind's own cap
    cap_reason: str
    menu: str  # clauses of one menu exclude each other; "" where it has none
    years: float | None  # duration, where it comes from a menu
    quantity: float  # largest committed units a year
    cover: Cover  # what it covers, and when
    payer: str = ""  # unit of the producer that pays it; "" where buyers do

    @property
    def form(self) -> Kind:
        """What clauses of its kind pay, and what they survive."""
        return KINDS[self.kind]

    @property
    def needs_signing(self) -> bool:
        """Whether signing it is a yes-or-no decision."""
        return bool(self.menu) or self.minimum > 0.0 or self.pays_when_signed

    @property
    def pays_when_signed(self) -> bool:
        """Whether it pays something whatever its size."""
        return self.pay.size is not None or bool(
            self.pay.fixed.cash.any() or self.pay.making.cash.any()
        )

    @property
    def key(self) -> str:
        """What tells it from every other clause."""
        return f"{self.unit}: {self.name}"

    @property
    def name(self) -> str:
        """Instrument, with what it covers and its place in the menu."""
        years = "" if self.years is None else f", {self.years:g} years"
        label = f", {self.pay.label}" if self.pay.size is not None else ""
        return f"{self.instrument} ({self.covers}{years}{label})"


def units(f: Figures) -> tuple[Unit, ...]:
    """The units that decide: producers, or lines where they are judged one by one."""
    if f.study.settings.group_producers:
        owned = [np.flatnonzero(f.producer == p).tolist() for p in range(len(f.producers))]
        return tuple(Unit(f.producers[p], p, tuple(lines)) for p, lines in enumerate(owned))
    return tuple(Unit(name, int(f.producer[k]), (k,)) for k, name in enumerate(f.lines))


def unit_flow(target: Cash, unit: Unit, rate: float) -> Flow:
    """Cash of all lines of a unit."""
    return target.flow(unit.lines, rate)


def has_part(target: Cash, unit: Unit) -> bool:
    """Whether the plan asks the unit to begin anything."""
    f = target.f
    own = np.isin(f.q.projects.line, unit.lines)
    return bool((target.begun[:, own] > 0.5).any())


def clauses(
    target: Cash,
    stances: tuple[Stance, ...],
    kinds: tuple[str, ...] = (),
    outside: Mapping[str, Flow] | None = None,
) -> tuple[Clause, ...]:
    """Every clause that the study's instruments offer under the plan; `kinds` restricts them.

    `outside` is each unit's cash in its best alternative, which a claw-back leaves alone.
    Raises UsageError for a kind that no instrument has, since a restriction to nothing is a slip.
    """
    rows = instruments(target.f.study)
    offered = {row.kind for row in rows}
    if unknown := sorted(set(kinds) - offered):
        raise UsageError(
            f"no instrument of kind {', '.join(unknown)}; table instruments has "
            f"{', '.join(sorted(offered)) or 'none'}"
        )
    found: list[Clause] = []
    for row in rows:
        if not kinds or row.kind in kinds:
            for unit in units(target.f):
                if has_part(target, unit) and _matches(row, target, unit):
                    alternative = (outside or {}).get(unit.name)
                    found += _of_unit(target, unit, stances[unit.producer], row, alternative)
    return tuple(found)


def clause_of(target: Cash, unit: Unit, stance: Stance, row: Instrument) -> tuple[Clause, ...]:
    """Clauses of one instrument for one unit, whether or not the study's table offers it."""
    return tuple(_of_unit(target, unit, stance, row, None))


def _matches(row: Instrument, target: Cash, unit: Unit) -> bool:
    """Whether the row may be offered to the unit: it names it, or nobody; nobody pays itself."""
    name = target.f.producers[unit.producer]
    return row.producer in ("", name) and row.buyer != name


def _of_unit(
    target: Cash, unit: Unit, stance: Stance, row: Instrument, outside: Flow | None
) -> list[Clause]:
    f, form = target.f, row.form
    found = []
    covered = list(_covered(f, unit, row))
    if form.whole and covered:
        covered = [(-1, np.concatenate([lines for _, lines in covered]))]
    for product, lines in covered:
        projects = _projects(f, lines, row)
        if row.project and not projects.size:
            continue
        spans = list(_spans(f, row))
        for years, terms in spans:
            cover = Cover(target, lines, projects, stance.rate, terms, outside)
            pays = [pay for pay in form.pays(cover) if _pays_anything(pay)]
            exclusive = len(spans) > 1 or any(pay.size is not None for pay in pays)
            for pay in pays:
                named = "all" if form.whole else f.products[product]
                covers = pay.label if pay.size is None and pay.label else named
                menu = f"{row.instrument}/{unit.name}/{covers}" if exclusive else ""
                found.append(_clause(target, unit, row, cover, pay, covers, menu, years))
    if form.capital:  # one for each project, whatever the line makes
        found = list({clause.covers: clause for clause in found}.values())
    return found


def _clause(
    target: Cash,
    unit: Unit,
    row: Instrument,
    cover: Cover,
    pay: Pay,
    covers: str,
    menu: str,
    years: float | None,
) -> Clause:
    f = target.f
    payer = _payer(f, row.buyer)
    shares = np.zeros(len(f.buyers)) if payer else buyer_shares(target, row.buyer)
    caps = [(pay.cap, pay.cap_reason)]
    if row.form.early and row.buyer and not payer:
        caps.append(
            (_own_credits(cover, pay, shares), "the price of what that buyer is certain to receive")
        )
    if not np.isnan(row.maximum):
        caps.append((row.maximum, "the maximum of table instruments"))
    maximum, reason = min(caps, key=lambda cap: cap[0])
    return Clause(
        instrument=row.instrument,
        kind=row.kind,
        unit=unit.name,
        producer=f.producers[unit.producer],
        covers=covers,
        size_unit=row.form.unit,
        pay=pay,
        shares=shares,
        cost=public_cost(f, pay.each, shares),
        fixed_cost=public_cost(f, pay.fixed, shares),
        minimum=row.minimum,
        maximum=maximum,
        cap_reason=reason,
        menu=menu,
        years=years,
        quantity=float(cover.committed.max() / f.q.step),
        cover=cover,
        payer=payer,
    )


def _payer(f: Figures, named: str) -> str:
    """The unit that pays where a producer is named in place of a buyer; "" where none is."""
    if not named or named in f.buyers:
        return ""
    return next(u.name for u in units(f) if f.producers[u.producer] == named)


def _own_credits(cover: Cover, pay: Pay, shares: Vector) -> float:
    """Largest prepayment whose credits a single buyer can take against its own goods from these lines.

    Parts that go into other goods are paid by the lines that take them; a prepayment of them has no such cap.
    """
    cash, tree, offers = cover.target, cover.target.f.tree, cover.target.f.q.offers
    product = int(cash.f.q.lines.product[cover.lines[0]])
    if cash.taken is None or not cash.bought[:, product].any():
        return inf
    taken = cash.taken[:, offers.offer[offers.line_source[cover.lines]]]  # (nodes, lines, buyers)
    final, own = taken.sum(axis=2), taken @ shares
    own = np.divide(own, final, out=np.zeros_like(own), where=final > _NOTHING)
    value = (cash.delivered[:, cover.lines] * own).sum(axis=1) * cover.price
    certain = np.array([value[tree.period == t].min() for t in range(tree.periods)])[tree.period]
    used = pay.each.end < 0.0
    return float((certain[used] / -pay.each.end[used]).min()) if used.any() else inf


def public_cost(f: Figures, flow: Flow, shares: Vector) -> float:
    """Expected cost to taxpayers of what buyers pay, each at its own rate and cost of public funds."""
    total = 0.0
    for b in np.flatnonzero(shares).tolist():
        worth = expected_value(flow, f.tree, float(f.buyer_rates[b]), f.q.step)
        total += float(f.fund_cost[b] * shares[b]) * worth
    return total


def buyer_shares(target: Cash, buyer: str) -> Vector:
    """(buyers,): who pays which share of a clause."""
    f = target.f
    if buyer:
        return np.array([float(name == buyer) for name in f.buyers])
    weight = target.f.q.buyers.budget.copy()
    if not np.isfinite(weight).all():
        weight = target.paid
    total = f.tree.probability @ weight
    if total.sum() <= _NOTHING:
        return np.full(len(f.buyers), 1.0 / len(f.buyers))
    return np.asarray(total / total.sum())


def _covered(f: Figures, unit: Unit, row: Instrument) -> Iterator[tuple[int, Indices]]:
    """Products that the row covers, with the unit's lines that make them."""
    lines = np.array(unit.lines, np.int64)
    if row.line:
        lines = lines[lines == f.lines.index(row.line)]
    if row.project:
        line = int(f.q.projects.line[f.projects.index(row.project)])
        lines = lines[lines == line]
    for product in sorted(set(f.q.lines.product[lines].tolist())):
        if not row.product or f.products[product] == row.product:
            yield product, lines[f.q.lines.product[lines] == product]


def _projects(f: Figures, lines: Indices, row: Instrument) -> Indices:
    if row.project:
        project = f.projects.index(row.project)
        return np.array([project] if f.q.projects.line[project] in lines else [], np.int64)
    return np.flatnonzero(np.isin(f.q.projects.line, lines))


def _spans(f: Figures, row: Instrument) -> Iterator[tuple[float | None, ClauseTerms]]:
    """Duration, and what the clause then says; one for each entry of the menu."""
    first, last = f.span(row.earliest, row.latest)
    end = f.tree.periods - 1
    whole = ClauseTerms(
        first, last, end, row.quantity, row.exercise_price, row.interest, row.tested, row.steps
    )
    if not row.durations:
        yield None, whole
    for years in row.durations:
        until = min(first + max(round(years / f.q.step), 1) - 1, end)
        yield years, replace(whole, last=min(last, until), credit_last=until)


def _pays_anything(pay: Pay) -> bool:
    flows = (pay.each, pay.fixed)
    return any(np.abs(cash).max() > _NOTHING for flow in flows for cash in (flow.start, flow.end))
