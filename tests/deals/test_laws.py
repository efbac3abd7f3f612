"""Laws of deals: what the same thing written differently, or more to choose from, may change."""

from __future__ import annotations

import json
import random
from copy import deepcopy

import pytest
from tests.deals.random_deals import Tables, deal_from, random_tables

from offtake.deals.arrangements.arrangements import Arrangements, arrange
from offtake.deals.arrangements.document import deal_document
from offtake.deals.cheapest.deal import lift_and_owed
from offtake.deals.cheapest.striking import WORK, strike
from offtake.deals.cheapest.table import ground, laid, struck_over
from offtake.deals.verdicts.market import market
from offtake.plan.first_best import solve_first_best
from offtake.stochastic.solver.program import Until
from offtake.study.study import Settings
from offtake.uncertainty.reduction.build import build_tree

EXACT = Until(gap=0.0)
NAMES = {"F0": "Zulu", "F1": "Mike", "F2": "Able", "L0": "y", "L1": "x", "L2": "w", "B0": "Yank", "B1": "Xray",
         "a": "shell", "part": "fuse"}  # fmt: skip


def solved(settings: Settings, tables: Tables) -> Arrangements:
    study = deal_from(settings, tables)
    tree = build_tree(study)
    return arrange(study, tree, solve_first_best(study, tree, EXACT), until=EXACT)


def facts(found: Arrangements, named: dict[str, str] | None = None) -> dict[str, float]:
    """What the deal comes to, with the producers' old names."""
    old = {new: name for name, new in (named or {}).items()}
    assert found.deal is not None
    assert found.no_deal is not None
    struck, whole = found.deal.struck, found.deal.signing.whole
    told = {
        "no-deal": found.no_deal.shown.social_value,
        "coordination": found.no_deal.coordination,
        "worth": struck.social_value,
        "cost": struck.offer.cost,
        "overspent": struck.offer.overspent,
        "cost of all parts": whole.offer.cost,
    }
    for judged in whole.before:
        name = old.get(judged.unit, judged.unit)
        told[f"{name} part"], told[f"{name} V0"] = judged.value, judged.outside
    for arrangement in ("deal", "no-deal"):
        for row in found.producers(arrangement):
            told[f"{old.get(row.producer, row.producer)} {arrangement}"] = row.npv_mean
    return told


def shuffled(tables: Tables, seed: int) -> Tables:
    mixed, order = deepcopy(tables), random.Random(seed)
    for rows in mixed.values():
        order.shuffle(rows)
    return mixed


def renamed(tables: Tables) -> tuple[Tables, dict[str, str]]:
    other, names = deepcopy(tables), dict(NAMES)
    for rows in other.values():
        for row in rows:
            for column in ("producer", "line", "project", "buyer", "product", "input"):
                if row.get(column):
                    name = str(row[column])
                    row[column] = names.setdefault(name, f"q{name[::-1]}")
    return other, names


def halves_of_lines(tables: Tables) -> Tables:
    """Each line in two of half the capacity and fixed cost; projects stand on the first half."""
    other = deepcopy(tables)
    other["lines"] = [
        row | {"line": f"{row['line']}{half}"} | {c: float(str(row[c])) / 2 for c in ("capacity", "fixed_cost")}
        for row in tables["lines"] for half in "xy"
    ]  # fmt: skip
    for row in other["projects"]:
        row["line"] = f"{row['line']}x"
    return other


def halves_of_buyers(tables: Tables) -> Tables:
    """Each buyer in two with half of its needs, budgets and authority."""
    other = deepcopy(tables)
    for name, columns in (
        ("buyers", ()),
        ("requirements", ("quantity",)),
        ("budgets", ("amount", "authority")),
        ("orders", ("quantity",)),
        ("supply", ()),
    ):
        if name in tables:
            other[name] = [
                row | {"buyer": f"{row['buyer']}{half}"} | ({"order": f"{row['order']}{half}"} if "order" in row else {}) | {c: float(str(row[c])) / 2 for c in columns if row.get(c) is not None}
                for row in tables[name] for half in "xy"
            ]  # fmt: skip
    for row in other["instruments"]:
        row["buyer"] = ""
    return other


def writing_changes_nothing(seed: int) -> None:
    settings, tables = random_tables(seed)
    for row in tables["instruments"]:
        row["buyer"] = ""
    first = solved(settings, tables)
    right = pytest.approx(facts(first), rel=1e-6, abs=1e-6)
    mixed = solved(settings, shuffled(tables, seed))
    assert json.dumps(deal_document(mixed), default=str) == json.dumps(
        deal_document(first), default=str
    )
    other, names = renamed(tables)
    assert facts(solved(settings, other), names) == right
    assert facts(solved(settings, halves_of_lines(tables))) == right
    assert facts(solved(settings, halves_of_buyers(tables))) == right


def more_is_never_worse(seed: int) -> None:
    """For the same parts: all rows of clauses against all but one, one alone, and every other; goods taken again."""
    settings, tables = random_tables(seed)
    study = deal_from(settings, tables)
    tree = build_tree(study)
    begun = solve_first_best(study, tree, EXACT).values["begun"]
    every, rows = strike(market(study, tree), begun), tables["instruments"]
    fewer = [[r for r in rows if r is not row] for row in rows] + [[row] for row in rows]
    for few in [few for few in [*fewer, rows[::2], rows[1::2]] if few]:
        less = strike(market(deal_from(settings, tables | {"instruments": few}), tree), begun)
        runs_alike = (less.market.lift is None) == (every.market.lift is None)
        if less.holds and less.settled and runs_alike:
            assert every.holds
            assert every.settled
            assert every.offer.overspent <= less.offer.overspent + 1e-6
            if every.offer.overspent >= less.offer.overspent - 1e-6:
                assert every.offer.cost <= less.offer.cost + 1e-6 * max(1.0, abs(less.offer.cost))


def test_where_goods_go_round_they_are_brought_to_rest_between():
    """One fee, 2.12 of which leave goods that need 0.19 of it, which leave goods that need 2.12: 0.85 is both."""
    study = deal_from(*random_tables(0))
    tree = build_tree(study)
    here, begun = market(study, tree), solve_first_best(study, tree, EXACT).values["begun"]
    found = strike(here, begun, ["cancellation_fee"])
    assert found.settled
    assert found.offer.overspent == 0
    again = here.signed(None, lift_and_owed(found)[1]).position(begun).cash
    assert again.paid == pytest.approx(found.target.cash.paid, abs=1e-6)


@pytest.mark.parametrize("seed", [1003, 2907])  # in the second orders fall due of idle lines
def test_order_of_rows_names_and_halves_change_nothing(seed):
    writing_changes_nothing(seed)


@pytest.mark.parametrize("seed", [67])  # goods move under all kinds
def test_more_instruments_never_overspend_more_nor_cost_more(seed):
    more_is_never_worse(seed)


@pytest.mark.parametrize(
    "work", [WORK, 0]
)  # with none no goods are taken for sets, and one set of this deal is left
def test_nor_do_they_where_the_program_is_taken_for_a_large_one(monkeypatch, work):
    monkeypatch.setattr("offtake.deals.cheapest.striking.SMALL", 0)
    monkeypatch.setattr("offtake.deals.cheapest.striking.WORK", work)
    more_is_never_worse(34)


def test_where_the_work_ends_before_all_sets_were_tried_less_may_cost_less_and_sets_left_are_told(
    monkeypatch,
):
    """A known limit of large programs: cancellation fees alone, tried to the end, against a search of all cut short."""
    settings, tables = random_tables(0)
    study = deal_from(settings, tables)
    tree = build_tree(study)
    begun = solve_first_best(study, tree, EXACT).values["begun"]
    fees = [row for row in tables["instruments"] if row["kind"] == "cancellation_fee"]
    monkeypatch.setattr("offtake.deals.cheapest.striking.SMALL", 0)
    monkeypatch.setattr("offtake.deals.cheapest.striking.WORK", 0)
    every = strike(market(study, tree), begun)
    fewer = strike(market(deal_from(settings, tables | {"instruments": fees}), tree), begun)
    assert every.offer.overspent == fewer.offer.overspent == 0
    assert fewer.offer.cost < every.offer.cost
    assert fewer.searched[2] == 0 < every.searched[2]


def test_what_costs_less_only_where_fewer_goods_are_bought_is_not_the_deal():
    """All kinds rest on the goods of the plan; two go beyond budgets for those, and cost less beside fewer."""
    settings, tables = random_tables(140)
    study = deal_from(settings, tables)
    tree = build_tree(study)
    here, begun = market(study, tree), solve_first_best(study, tree, EXACT).values["begun"]
    found = strike(here, begun)
    rows = [row for row in tables["instruments"] if row["kind"] in ("option", "prepayment")]
    less = market(deal_from(settings, tables | {"instruments": rows}), tree)
    fewer, at_once = strike(less, begun), struck_over(laid(ground(less, begun, ()), ()))
    assert (found.set_aside, found.offer.overspent) == ((), 0.0)
    assert at_once.offer.overspent > 1e-6
    assert fewer.offer.cost < found.offer.cost
    assert fewer.target.plan.mean_cost > found.target.plan.mean_cost


@pytest.mark.long
def test_laws_of_a_few_more():
    for seed in (3, 8, 22, 1001):
        writing_changes_nothing(seed)
    for seed in (0, 20, 25, 34, 45):
        more_is_never_worse(seed)
