"""Methods for the plan of a study: which can be used on its tree, which one `auto` takes and why.

====================  ======================================================================================
`search`              whole numbers on the tree: rounding, moves that duals promise, then HiGHS (`integers`)
`extensive-form`      every node written out, handed to HiGHS as it is
`benders`             the first decisions, and a cut from everything that follows each way on from them
`hedging`             each way on from the first decisions decides apart, prices bring them together
`products`            products that budgets alone tie, each planned with its shares of them (`plan.apart`)
====================  ======================================================================================

Benders and hedging see the tree as two stages (`fan`).  They find the first decisions and a bound; what follows is then searched
as usual, those decisions given.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from offtake.errors import UsageError
from offtake.plan.search.integers import Progress, finished, solve_integers
from offtake.plan.search.local_search import Moves
from offtake.stochastic.benders.l_shaped import Benders
from offtake.stochastic.choose import Method, solve
from offtake.stochastic.methods.answer import Clock
from offtake.stochastic.methods.hedging import Hedging
from offtake.stochastic.parallel.executor import Executor, SerialExecutor
from offtake.stochastic.program.blocks import StochasticProgram
from offtake.stochastic.program.extensive_form import Flat
from offtake.stochastic.program.fan import fan, trunk_and_subtrees
from offtake.stochastic.solver.highs import Highs
from offtake.stochastic.solver.program import Outcome, Until, relative_gap, status_at

METHODS = ("auto", "search", "extensive-form", "benders", "hedging", "products")
APART: dict[str, Method] = {"benders": Benders(), "hedging": Hedging()}
"""Methods that solve what follows the first decisions apart."""
MANY = 800_000
"""Columns beyond which products are planned apart: at 640,000 together was still sooner."""


def chosen(method: str, stochastic: StochasticProgram, products: int = 1) -> tuple[str, str]:
    """The method that is used, and why; UsageError where the study cannot be solved by the one asked for.

    `products` says how many parts there are that budgets alone tie.
    """
    if method == "products" and products < 2:
        raise UsageError(
            "method products plans products apart that budgets alone tie, and in this study everything hangs together by "
            "parts, capabilities, rules or aversion, or there is one product; take auto"
        )
    if method == "auto":
        columns = sum(node.cost.size for node in stochastic.nodes)
        if products > 1 and columns > MANY:
            why = f"{products} products that budgets alone tie, {columns:,} columns: each with its shares of the budgets"
            return "products", why
        whole = sum(int(node.integer.sum()) for node in stochastic.nodes)
        why = "nothing is decided in whole numbers: its first linear program is the answer"
        if whole:
            why = f"{whole} whole decisions on the tree: levels that never fall, searched as such"
        return "search", why
    if method in APART:
        if not (stochastic.parent[1:] >= 0).all():
            raise UsageError(
                f"method {method} needs a known start, and something is unknown at the start of this study; "
                "take auto or extensive-form"
            )
        if len(trunk_and_subtrees(stochastic)[1]) < 2:
            raise UsageError(
                f"method {method} solves what follows in each future apart, and this study's tree has one future; "
                "take auto, or state drivers"
            )
        if fan(stochastic) is None:
            raise UsageError(
                f"method {method} needs futures that part alike, and this study's tree is cut to --leaves: its branches "
                "differ in shape; take auto, or --leaves high enough for the whole tree"
            )
    return method, "asked for"


def solve_by(
    method: str,
    flat: Flat,
    until: Until,
    on_progress: Progress | None,
    moves: Moves,
    executor: Executor = SerialExecutor(),  # noqa: B008  # frozen
) -> Outcome:
    """The flat program solved by a method but `search` that `chosen` gave; duals are those with the integers fixed."""
    if method == "extensive-form":
        found = Highs()(flat.program, until)
        return finished(flat.program, found, until) if found.x.size else found
    folded, clock = fan(flat.stochastic), Clock(until.seconds)
    assert folded is not None, "refused by `chosen`"
    answer = solve(folded, APART[method], until, executor)
    if not answer.first_stage.size:
        return solve_integers(flat.program, until, Highs(), on_progress, moves=moves)
    if on_progress is not None:
        on_progress(f"first decisions by {method}", answer.objective, answer.bound)
    trunk = trunk_and_subtrees(flat.stochastic)[0]
    columns = np.concatenate([np.arange(flat.column[n], flat.column[n + 1]) for n in trunk])
    whole = flat.program.integer[columns]
    lower, upper = flat.program.lower.copy(), flat.program.upper.copy()
    lower[columns[whole]] = upper[columns[whole]] = np.round(answer.first_stage[whole])
    given = replace(flat.program, lower=lower, upper=upper)
    free = moves.open_now & (upper[moves.columns] > lower[moves.columns])
    left = Until(until.gap, max(clock.left, 0.01))
    found = solve_integers(given, left, Highs(), on_progress, moves=replace(moves, open_now=free))
    bound = min(answer.bound, found.objective)
    gap = relative_gap(found.objective, bound)
    iterations = answer.iterations + found.iterations
    return replace(found, bound=bound, status=status_at(gap, until.gap), iterations=iterations)
