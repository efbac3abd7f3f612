"""Rules of thumb beside a run: what textbook formulas say of the study's own figures, as one document."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from offtake.deals.response.table import table
from offtake.deals.thumb import contracts
from offtake.deals.thumb.hesitation import price_rule, waiting_rules
from offtake.deals.thumb.one_period import SHAPES, capacity_rule, facts, mixes
from offtake.errors import UsageError
from offtake.results.solved import Solved


@dataclass(frozen=True)
class Stated:
    """What no table of a study says."""

    shape: str = "futures"  # of demand in the one-period problem
    volatility: float | None = None  # per square root of a year; None: from the futures
    saving: float = 0.1  # share of its worth that a long contract saves
    hurried: float = 0.0  # money per unit more where nothing is ready
    inflation: float = 0.02  # per year
    learning: float | None = None  # cost left by each doubling


def rules_of_thumb(run: Solved, stated: Stated = Stated()) -> dict[str, list[dict[str, Any]]]:
    """capacity, mixes, waiting, prices, contracts, warm, soon, rates, learning: one list of rows each.

    For the plan of the deal, or else of the run's first arrangement.  See `deals.one_period`, `deals.hesitation`
    and `deals.contracts`.  Raises UsageError for a shape of demand that there is not.
    """
    if stated.shape not in SHAPES:
        raise UsageError(f"no shape of demand {stated.shape!r}; choose from {', '.join(SHAPES)}")
    set_table = table(run.study, run.tree)
    plan = run.plans["deal"] if "deal" in run.plans else next(iter(run.plans.values()))
    at, spot = set_table.at(plan).cash, set_table.position(plan.values["begun"])
    found = list(facts(set_table, at))
    waiting = list(waiting_rules(set_table, spot, stated.volatility))
    by_producer = {row["producer"]: row for row in waiting}
    deal = run.headline["deal"] or {"singles": [], "clauses": []}
    learned = [] if stated.learning is None else contracts.learning(set_table, at, stated.learning)
    return {
        "capacity": [capacity_rule(x, stated.shape) for x in found],
        "mixes": mixes(found, stated.shape),
        "waiting": waiting,
        "prices": [
            price_rule(x, by_producer[x.producer]) for x in found if x.producer in by_producer
        ],
        "contracts": list(
            contracts.multi_year(set_table, at, deal["singles"], deal["clauses"], stated.saving)
        ),
        "warm": list(contracts.warm_lines(set_table, stated.hurried)),
        "soon": list(contracts.how_soon(set_table)),
        "rates": list(contracts.rates(set_table, contracts.asked(set_table, at), stated.inflation)),
        "learning": list(learned),
    }
