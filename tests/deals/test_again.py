"""Random small deals against the market, the cash, the alternatives and the clauses written a second time."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from tests.deals.deal_again import DealAgain, best_alternative
from tests.deals.market_again import World
from tests.deals.random_deals import deal_from, random_deal, random_tables
from tests.deals.test_laws import halves_of_lines

from offtake.deals.acceptance.participation import TOLERANCE
from offtake.deals.arrangements.arrangements import Arrangements, arrange
from offtake.deals.arrangements.signing import SigningStep
from offtake.deals.arrangements.waiting import signal
from offtake.deals.cheapest.deal import Struck
from offtake.deals.verdicts.market import market
from offtake.plan.first_best import solve_first_best
from offtake.stochastic.solver.program import Until
from offtake.study.study import Study
from offtake.uncertainty.reduction.build import build_tree

EXACT = Until(gap=0.0)


def near(value: float) -> object:
    return pytest.approx(value, rel=1e-6, abs=1e-6)


def levels_of(world: World, rng: np.random.Generator) -> np.ndarray:
    """Some way of beginning everybody's projects."""
    levels = np.zeros((world.tree.size, world.P))
    for firm in world.firms:
        plans = list(world.plans(firm, levels))
        levels = plans[rng.integers(len(plans))].astype(float)
    return levels


def owed_by(world: World, rng: np.random.Generator) -> np.ndarray | None:
    """What buyers with a budget might owe under clauses; None where that is nothing."""
    shape = (world.tree.size, world.B)
    owed = np.round(rng.uniform(0, 12, shape), 1) * (rng.random(shape) < 0.4)
    named = set(world.s.budgets["buyer"])
    owed[:, [k for k, b in enumerate(world.s.buyers["buyer"]) if b not in named]] = 0.0
    return owed if owed.any() else None


def goods_agree(seed: int, study: Study | None = None) -> None:
    study = random_deal(seed) if study is None else study
    tree = build_tree(study)
    here, world, rng = market(study, tree), World(study, tree), np.random.default_rng(seed)
    for trial in range(3):
        levels, owed = levels_of(world, rng), owed_by(world, rng) if trial else None
        at = here.under(None, owed).position(levels)
        books = world.run(levels, owed=owed)
        assert at.plan.mean_cost == near(books.goods.cost)
        assert at.cash.make == near(books.goods.make)
        assert at.cash.paid == near(books.paid)
        assert at.cash.sold == near(books.sold)
        for unit in here.units:
            mine = world.npv(world.flow(books, unit.name), world.rate(unit.name))
            assert here.of(unit, at).npv == near(mine)


def deals_agree(seed: int) -> None:
    study = random_deal(seed)
    tree = build_tree(study)
    world = World(study, tree)
    first = solve_first_best(study, tree, EXACT)
    found = arrange(study, tree, first, until=EXACT)
    nobody_gains_more_than_told(world, found)
    assert found.deal is not None
    assert found.no_deal is not None
    whole, struck = found.deal.signing.whole, found.deal.struck
    deal_is_cheapest(world, whole)
    steps_are_those_told(world, whole, found.deal.signing.steps)
    if "war" in set(study.drivers["driver"]) and not whole.left_out:
        a_belief_is_valued_again(world, whole)
    if struck.target is not whole.target:
        deal_is_cheapest(world, struck)
    nobody = found.no_deal.shown.social_value
    assert struck.social_value >= nobody - 1e-6 * max(1.0, abs(nobody))
    steps = found.deal.signing.steps
    for known in (steps[0], steps[-1]):
        if known.buyers_gain >= steps[-1].buyers_gain:
            assert struck.social_value >= known.social_value - 1e-6 * max(
                1.0, abs(known.social_value)
            )


def nobody_gains_more_than_told(world: World, found: Arrangements) -> None:
    assert found.no_deal is not None
    for end in found.no_deal.ends:
        for verdict in end.verdicts:
            flow = world.flow(world.run(end.begun), verdict.unit)
            had = world.worth(world.npv(flow, world.rate(verdict.unit)), verdict.unit)
            liquid = world.liquid(flow, verdict.unit)
            _, tried = best_alternative(world, verdict.unit, end.begun, None, None)
            gains = [value - had for allowed, value, *_ in tried if allowed or not liquid]
            assert verdict.had.value == near(had)
            assert verdict.gain == near(max([0.0, *gains]))


def owed_apart(struck: Struck) -> dict[str, np.ndarray] | None:
    """What goods were taken beside, by the unit under whose clauses it is owed."""
    here = struck.market
    if here.apart is None:
        return None
    return {unit.name: owed for unit, owed in zip(here.units, here.apart, strict=True)}


def deal_is_cheapest(world: World, struck: Struck) -> None:
    firms = [seat.unit for seat in struck.seats]
    if not firms:
        return
    here = struck.market
    aside = struck.set_aside
    again = DealAgain(
        world, struck.target.begun, firms, here.lift, here.obliged, aside, owed_apart(struck)
    )
    for judged in struck.before:
        assert judged.value == near(again.value[judged.unit])
        assert judged.outside == near(again.outside[judged.unit])
        assert judged.slack == near(max(again.slack[judged.unit], TOLERANCE))
    assert list(struck.indifferent) == again.indifferent
    sizes, signed = payments_agree(again, struck)
    spent, cost, *_ = again.cheapest()
    assert struck.offer.overspent == near(spent)
    assert struck.offer.cost == near(cost)
    for firm, (gain, _) in again.temptations(sizes, signed).items():
        slack = again.slack[firm] if firm in again.indifferent else 0.0
        assert gain <= slack + 2e-6 * max(1.0, abs(again.value[firm]))
    for judged in struck.after:
        flow = again.with_clauses(judged.unit, again.flow[judged.unit], sizes, signed)
        value = world.worth(world.npv(flow, world.rate(judged.unit)), judged.unit)
        assert judged.value == near(value)
        assert value >= again.outside[judged.unit] - judged.slack - 2e-6 * max(1.0, abs(value))


def steps_are_those_told(world: World, whole: Struck, steps: Sequence[SigningStep]) -> None:
    """Parts leave one by one, that whose loss costs least per public money saved first; the best is the deal."""
    firms = [seat.unit for seat in whole.seats]
    if not firms:
        return
    terms = (whole.market.lift, whole.market.obliged, whole.set_aside, owed_apart(whole))
    again = DealAgain(world, whole.target.begun, firms, *terms)
    mine = again.steps(*payments_agree(again, whole))
    assert [set(parts) for parts, *_ in mine] == [set(step.parts) for step in steps[:-1]]
    for (parts, value, paid), step in zip(mine, steps, strict=False):
        if not step.chosen or len(parts) == len(firms):  # else it was struck again in full
            assert value == near(step.social_value)
            assert paid == near(step.public_paid)


def a_belief_is_valued_again(world: World, whole: Struck) -> None:
    """What each lacks where it believes in the state with which the study began, the best alternative valued anew."""
    asked, here = [p.unit for p in whole.before], whole.market
    again = DealAgain(
        world, whole.target.begun, asked, here.lift, here.obliged, apart=owed_apart(whole)
    )
    tree = world.tree
    d = tree.drivers.index("war")
    inside = np.array([tree.states[d][tree.state[n, d]] == "high" for n in world.leaves])
    now, before = world.chance[world.leaves][inside].sum(), world.chance.copy()
    for q in (0.05, 0.95):
        rows = signal(whole, "war", "high", q)
        world.chance = before.copy()
        world.chance[world.leaves] *= np.where(inside, q / now, (1 - q) / (1 - now))
        for row in rows.to_dict("records"):
            firm = row["producer"]
            own = world.worth(world.npv(again.flow[firm], world.rate(firm)), firm)
            others = [
                world.worth(world.npv(flow, world.rate(firm)), firm)
                for liquid, _, flow, _ in again.tried[firm]
                if liquid
            ]
            assert row["gap_believing"] == near(max(max(others, default=own) - own, 0.0))
    world.chance = before


def payments_agree(again: DealAgain, struck: Struck) -> tuple[np.ndarray, dict[int, bool]]:
    """Sizes and signatures of the deal by the clauses of `again`, each of which pays what the deal's does."""
    places = {
        (c.firm, c.row["instrument"], c.covers, c.years, c.size and round(c.size + 1e-7, 4)): k
        for k, c in enumerate(again.clauses)
    }
    sizes = np.zeros(len(again.clauses))
    signed = {k: False for k, c in enumerate(again.clauses) if c.signed}
    assert len(places) == len(struck.offer.clauses)
    for c, size, sign in zip(
        struck.offer.clauses, struck.offer.sizes, struck.offer.signed, strict=True
    ):
        fixed = c.pay.size and round(c.pay.size + 1e-7, 4)
        k = places[c.unit, c.instrument, c.covers, c.years, fixed]
        mine = again.clauses[k]
        assert mine.each[0] == near(c.pay.each.start)
        assert mine.each[1] == near(c.pay.each.end)
        assert mine.fixed[1] == near(c.pay.fixed.end)
        assert mine.making == near(c.pay.making.end)
        assert mine.shares == near(c.shares)
        if fixed is None:
            assert mine.cap == near(c.maximum)
        if sign:
            sizes[k] = 0.0 if fixed is not None else size
            if k in signed:
                signed[k] = True
    return sizes, signed


@pytest.mark.parametrize("seed", [0, 1, 2, 3, 1005, 1010, 3005, 3012, 5012, 5140])
def test_goods_and_cash_of_given_projects_are_those_of_an_independent_program(seed):
    goods_agree(seed)


@pytest.mark.parametrize("seed", [2907, 4916, 4923])
def test_lines_in_halves_make_what_falls_due_once_there_too(seed):
    settings, tables = random_tables(seed)
    study = deal_from(settings, halves_of_lines(tables))
    held = market(study, build_tree(study)).most
    assert held is not None
    assert held.node.size
    goods_agree(seed, study)


@pytest.mark.parametrize("seed", [2, 3, 8, 509, 1002, 3018, 5012, 5060, 5140, 5181, 5262])
def test_a_deal_and_no_deal_are_those_of_enumeration_and_of_rows_by_hand(seed):
    deals_agree(seed)


@pytest.mark.long
def test_more_of_both():
    for seed in (*range(20, 35), *range(1020, 1040), 6133, 6172):
        goods_agree(seed)
    for seed in (
        0,
        4,
        20,
        21,
        22,
        500,
        501,
        1000,
        1004,
        1006,
        1009,
        1014,
        3003,
        3040,
        5126,
        6119,
        8006,
    ):
        deals_agree(seed)
