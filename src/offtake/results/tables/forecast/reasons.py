r"""Why late, by Shapley values: what holds back each delivery, as shares that add up.

Of a need each limit is asked what would be late had it alone held from the start, and every set S of them together; what the
plan gives everybody stands, other needs included (`blame` has the recursion).  At a node S lets be delivered in all

.. math::
    A(S) = \sum_j c_j u_j \min_{i \in j,\ i \in S} R_i / N_i

with u_j units of product j wanted, c_j what one counts, R_i lines of i, and what is taken out of stocks, less what other needs take
of it, N_i units of i in all that is wanted; and money lets a buyer pay for what the year's money that nothing takes later
(`purse`) buys on the cheapest way.  So where lines are all used, they leave open what they leave open, whoever was served
first; and where a year's money is all spent in the end, money is short in each of its periods.

The share of a limit is its **Shapley value** in what is left: what lifting it brings, in the mean over all orders in which the
limits can be lifted.  It depends on no order of rows or names, two limits that bind alike share alike, and the shares add
up to what all leave.  What the plan leaves open beyond that is `other`: goods kept, orders, rules, prices above worth.

What lines fall short by is shared out again: what everything that the study offers, begun as soon as it may and built
as promised, would still leave open is the state at the `start`; of the rest, what first-best's projects would add is
for want of a `signature`, what promised building times would add is `slip`, in the mean of both orders; what is left
could be built and is not: `capacity`, or `part` where it is lines of a part.

A unit of stock counts for each instant at which it is late (unit-years), a flow unit once (units).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np
import pandas as pd

from offtake.frozen import Flags
from offtake.results.dictionary import result
from offtake.results.tables.account import Account
from offtake.results.tables.forecast.binding import NOTHING, by_buyer, payable, supply, wants
from offtake.results.tables.forecast.blame import MONEY, Claims, shapley
from offtake.results.tables.forecast.lacking import causes
from offtake.results.tables.futures import Array, unique

ALL = "all buyers"
Reasons = dict[tuple[str, str], Array]
"""Reason and name -> (nodes, buyers) units of what is short."""


def reasons(a: Account, best: Array | None = None) -> pd.DataFrame:
    """Why deliveries are short, to each buyer and to all, of unit-years late and of units never delivered.

    reason: start, signature, slip, capacity, part (name: the product whose lines they are), money (name: the buyer),
    other.  `best` (nodes, projects) is what first-best begins, where that is another plan.
    """
    return result("reasons").frame(
        row for need in unique(_needs(a)) for row in _of_need(a, need, best)
    )


def _needs(a: Account) -> list[str]:
    return [name for _, name, _ in a.q.requirements.labels.keys]


def _of_need(a: Account, need: str, best: Array | None) -> Iterator[tuple[object, ...]]:
    own = np.array([name == need for name in _needs(a)])
    buyers = [name for (name,) in a.q.buyers.labels.keys]
    for of, stands, weight in (
        ("unit-years late", True, _instants(a)),
        ("units never delivered", False, a.tree.probability),
    ):
        found = _units(a, own & (a.q.requirements.is_stock == stands), stands, best)
        amounts = {key: weight @ units for key, units in found.items()}
        who = {name: {key: float(v[b]) for key, v in amounts.items()} for b, name in enumerate(buyers)}  # fmt: skip
        everyone = _merged({key: float(v.sum()) for key, v in amounts.items()})
        for name, told in {ALL: everyone, **who}.items():
            for rank, (key, amount, share) in enumerate(_ranked(told), 1):
                yield (a.arrangement, need, name, of, rank, *key, share, amount)


def _merged(amounts: Mapping[tuple[str, str], float]) -> dict[tuple[str, str], float]:
    """Money of all buyers is one reason."""
    found: dict[tuple[str, str], float] = {}
    for (reason, name), amount in amounts.items():
        key = (reason, "" if reason == "money" else name)
        found[key] = found.get(key, 0.0) + amount
    return found


def _ranked(
    amounts: Mapping[tuple[str, str], float],
) -> list[tuple[tuple[str, str], float, float]]:
    """Reason, amount and share, the largest first; other last.

    A limit that, lifted, would take goods from this buyer and give them to others holds nothing back for it: what is short
    is shared out among those that do.
    """
    total = sum(amounts.values())
    if total <= NOTHING:
        return []
    kept = {key: v for key, v in amounts.items() if v > NOTHING * total}
    whole = sum(kept.values())
    found = [(key, v * total / whole, v / whole) for key, v in kept.items()]
    return sorted(found, key=lambda row: (row[0][0] == "other", -round(row[2], 9), row[0]))


def _instants(a: Account) -> Array:
    """(nodes,): years for which what is late at the end of a node's period counts, by probability."""
    last = np.isin(np.arange(a.tree.size), a.tree.leaves)
    return a.tree.probability * a.study.step * np.where(last, 0.5, 1.0)


def _units(a: Account, own: Flags, stands: bool, best: Array | None) -> Reasons:
    """What each buyer is short of some needs of one kind and name, by reason."""
    short = by_buyer(a, a.short, own)
    if not short.any():
        return {}
    w = wants(a)
    claims = Claims(
        due=by_buyer(a, a.q.requirements.need, own),
        got=np.maximum(by_buyer(a, w.open, own) - short, 0.0),
        payable=by_buyer(a, payable(a), own),
        stands=stands,
    )
    values = shapley(a.tree, supply(a, w, own), claims)
    found: Reasons = {}
    goods = set(a.q.requirements.product[np.isin(a.q.requirements.requirement, np.flatnonzero(own))].tolist())  # fmt: skip
    names = [name for (name,) in a.q.products.labels.keys]
    split = causes(a, w, best)
    for player, units in values.items():
        if player == MONEY:
            for b, (name,) in enumerate(a.q.buyers.labels.keys):
                only = np.zeros_like(units)
                only[:, b] = units[:, b]
                found["money", name] = only
            continue
        for reason, part in split(player).items():
            kind = "part" if reason == "capacity" and player not in goods else reason
            found[kind, names[player]] = units * part[:, None]
    rest = short - sum(values.values(), np.zeros_like(short))
    found["other", ""] = np.maximum(rest, 0.0)
    return found
