"""Rules of thumb beside a run: what textbook formulas say of the study's own figures, as one document."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

from offtake.deals.thumb import contracts
from offtake.deals.thumb.hesitation import price_rule, waiting_rules
from offtake.deals.thumb.one_period import SHAPES, capacity_rule, facts, mixes
from offtake.deals.verdicts.market import market
from offtake.errors import UsageError
from offtake.results.solving.solved import Solved


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
    here = market(run.study, run.tree)
    plan = run.plans["deal"] if "deal" in run.plans else next(iter(run.plans.values()))
    planned = here.at(plan)
    at = planned.cash
    found = list(facts(here, at))
    waiting = list(waiting_rules(here, planned, stated.volatility))
    by_producer = {rule.producer: rule for rule in waiting}
    deal = run.headline["deal"] or {"singles": [], "clauses": []}
    learned = [] if stated.learning is None else contracts.learning(here, at, stated.learning)
    signed = contracts.multi_year(here, at, deal["singles"], deal["clauses"], stated.saving)
    priced = [price_rule(x, by_producer[x.producer]) for x in found if x.producer in by_producer]
    rules: dict[str, Iterable[Any]] = {
        "capacity": [capacity_rule(x, stated.shape) for x in found],
        "mixes": mixes(found, stated.shape),
        "waiting": waiting,
        "prices": priced,
        "contracts": signed,
        "warm": contracts.warm_lines(here, stated.hurried),
        "soon": contracts.how_soon(here),
        "rates": contracts.rates(here, contracts.asked(here, at), stated.inflation),
        "learning": learned,
    }
    return {name: [asdict(rule) for rule in told] for name, told in rules.items()}
