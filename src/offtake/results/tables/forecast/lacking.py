"""Attribution, why lines fall short: what stands at the start, what nobody signed for, what slipped, what is not worth building.

See `reasons` for the meaning.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from offtake.model.capacity import steps
from offtake.model.output import capacity_with
from offtake.results.tables.account import Account
from offtake.results.tables.forecast.binding import NOTHING, Wants, by_product
from offtake.results.tables.forecast.made import promised_time
from offtake.results.tables.futures import Array

Causes = Callable[[int], dict[str, Array]]
"""Product -> cause -> (nodes,) share of what its lines fall short by."""


def causes(a: Account, w: Wants, best: Array | None) -> Causes:
    """How what the lines of a product fall short by is shared among start, signature, slip and capacity; they sum to 1.

    `best` (nodes, projects) is what first-best begins, where that is another plan.
    """
    begun = a.plan.values["begun"]
    more = begun if best is None else np.maximum(begun, best)
    promised = replace(a.q, projects=replace(a.q.projects, build_time=promised_time(a)))
    reached = {"real": steps(a.q, a.tree), "promised": steps(promised, a.tree)}

    def there(levels: Array, building: str) -> Array:
        lines = capacity_with(a.q, a.tree, levels, reached[building])
        return w.there - by_product(a, own) + by_product(a, np.maximum(lines, own))

    own = capacity_with(a.q, a.tree, begun, reached["real"])
    signed, kept, both = there(more, "real"), there(begun, "promised"), there(more, "promised")
    both = np.maximum(both, np.maximum(signed, kept))
    most = np.maximum(there(_as_soon_as_may_be(a), "promised"), both)

    def of(product: int) -> dict[str, Array]:
        def gap(units: Array) -> Array:
            return _backlog(a, w.due[0][:, product], w.due[1][:, product], units[:, product])

        now = gap(w.there)
        left = gap(most)
        signature = (now - gap(signed) + gap(kept) - gap(both)) / 2
        slip = (now - gap(kept) + gap(signed) - gap(both)) / 2
        whole = np.where(now > NOTHING, now, 1.0)
        found = {"start": left / whole, "signature": signature / whole, "slip": slip / whole}
        found["capacity"] = np.maximum((now - left - signature - slip) / whole, 0.0)
        nothing = (
            now <= NOTHING
        )  # no shortage by itself: what it costs together with others is capacity
        return {
            name: np.where(nothing, float(name == "capacity"), part) for name, part in found.items()
        }

    return of


def _backlog(a: Account, stocks: Array, flows: Array, made: Array) -> Array:
    """(nodes,): what is open at the end of a period of what is due for stocks, and has been so since before, and for flows,
    where `made` is there for both; each (nodes,) units.  What flows lack lapses."""
    tree, open_, lasts = a.tree, np.zeros_like(made), np.zeros_like(made)
    for t in range(tree.periods):
        n = tree.at(t)
        stands = stocks[n] + (lasts[tree.parent[n]] if t else 0.0)
        asked = stands + flows[n]
        open_[n] = np.maximum(asked - made[n], 0.0)
        lasts[n] = open_[n] * np.divide(stands, asked, out=np.zeros_like(asked), where=asked > 0)
    return open_


def _as_soon_as_may_be(a: Account) -> Array:
    """(nodes, projects): everything that the study offers, begun on the first day on which it may be."""
    p, tree = a.q.projects, a.tree
    begun = np.where(p.committed, 1.0, np.zeros((tree.periods, p.limit.size)))
    for t in range(tree.periods):
        before = begun[t - 1] if t else np.where(p.committed, 1.0, 0.0)
        ready = (p.requires < 0) | (before[p.requires] > 0)
        begun[t] = np.where(p.window[t] & ready & ~p.committed, p.limit, before)
    return begun[tree.period]
