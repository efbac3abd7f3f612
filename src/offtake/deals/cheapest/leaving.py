r"""A deal that holds: who cannot be brought round, or would rather deviate, is out, and all is worked out again.

The plan goes on without the parts of those out.  Their projects stand at their own best response (what they begin
unbidden stays), those of the signers are free again, in turn, until nothing moves, three rounds at most.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from offtake.deals.acceptance.participation import Participation
from offtake.deals.cheapest.cheapest import cheapest
from offtake.deals.cheapest.deal import Struck
from offtake.deals.cheapest.striking import strike
from offtake.deals.clauses.on_offer import Unit
from offtake.deals.verdicts.market import Market
from offtake.deals.verdicts.search import Found, respond
from offtake.frozen import Vector
from offtake.stochastic.solver.program import Until

TURNS = 3


def deal_for_all(
    market: Market,
    begun: Vector,
    kinds: Sequence[str] = (),
    until: Until = Until(),
) -> Struck:
    """The cheapest deal for the levels `begun` that holds, without those that no clauses within their caps suit."""
    left_out: list[str] = []
    refusals: list[tuple[Participation, Found]] = []
    while True:
        struck = strike(market, begun, kinds, left_out)
        if struck.holds:
            return replace(struck, refusals=tuple(refusals))
        gone = _out(struck)
        names = {unit.name for unit in gone}
        left_out += sorted(names)
        judged = zip(struck.before, struck.found, strict=True)
        refusals += [pair for pair in judged if pair[0].unit in names]
        begun = without_parts(market, struck, gone, left_out, until)


def _out(struck: Struck) -> list[Unit]:
    """Who has to go: whom its own clauses do not suit, else who would deviate, else whose clauses cost most."""
    if struck.offer.found:
        return [u for u in struck.units if u.name in struck.deviating]
    f, alone = struck.market.f, []
    for unit, seat in zip(struck.units, struck.seats, strict=True):
        own = [c for c in struck.offer.clauses if c.unit == unit.name]
        alone.append((unit, cheapest(f, [replace(seat, deviations=())], own)))
    unreachable = [unit for unit, offer in alone if not offer.found]
    return unreachable or [max(alone, key=lambda pair: pair[1].cost)[0]]


def without_parts(
    market: Market, struck: Struck, gone: Sequence[Unit], left_out: Sequence[str], until: Until
) -> Vector:
    """The levels once the units `gone` follow their own best response, and the projects of the signers are free."""
    levels = struck.target.begun.copy()
    for unit, found in zip(struck.units, struck.found, strict=True):
        other = found.other
        if unit in gone and other is not None:
            own = market.own_projects(unit)
            levels[:, own] = other.begun[:, own]
    levels = market.room.kept(levels)
    out = [unit for unit in market.units if unit.name in left_out]
    fixed = np.isin(market.f.q.projects.line, [line for unit in out for line in unit.lines])
    for _ in range(TURNS if market.small else 1):
        before = levels
        levels = _signers_free(market, _responded(market, out, levels), fixed, until)
        if np.array_equal(levels, before):
            break
    return _responded(market, out, levels)


def _responded(market: Market, out: Sequence[Unit], levels: Vector) -> Vector:
    """The levels once each of those out has looked after itself, one after another."""
    for unit in out:
        if market.own_projects(unit).size:
            found = respond(market, unit, market.hold(levels))
            levels = found.best.begun.astype(float)
    return levels


def _signers_free(
    market: Market, levels: Vector, fixed: npt.NDArray[np.bool_], until: Until
) -> Vector:
    """The best levels with the projects `fixed` (projects,) as they are."""
    held = np.broadcast_to(fixed, levels.shape)
    plan = market.dispatch.plan_with(levels, held, until, "deal", market.most)
    return plan.values["begun"]
