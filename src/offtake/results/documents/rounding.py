"""Money in documents, rounded where figures end and the solver's rounding begins.

Sums of large amounts are exact to some 1e-16 of them and programs to 1e-7 of a row, so an amount that is nothing
comes out as -7e-15.  Amounts are rounded to the power of ten at or above 1e-9 of the largest in the document, other
numbers to 12 places; nothing is then 0.0.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from math import ceil, isfinite, log10
from typing import Any

MONEY = frozenset((
    "social_value", "resource_cost", "public_paid", "public_burden", "public_cost", "objective", "bound",
    "value_of_commitment", "price_of_no_agreement", "public_cost_of_clauses", "npv",
    "npv_mean", "npv_tail", "acceptance", "expected_cost", "gap_without", "shortfall_without", "deviation_without", "overspent_without", "cost", "overspent",
    "gain", "value", "outside", "lowest_balance", "need", "shares", "eager", "without",
    "gap_mean", "gap_upper", "payout", "contract_cost", "gap_believing", "dearer", "cheaper", "error", "by_state",
))  # fmt: skip
"""Keys whose numbers, and those in what stands below them, are amounts of money."""
RELATIVE = 9
PLACES = 12


def rounded(document: Any, also: Collection[str] = ()) -> Any:
    """The document with amounts rounded to 1e-9 of the largest of them; keys in `also` are amounts too.

    >>> rounded({"acceptance": -7e-15, "npv_mean": 127.26100000003, "gap": 1e-5, "without": {"grant": 3e-9}})
    {'acceptance': 0.0, 'npv_mean': 127.261, 'gap': 1e-05, 'without': {'grant': 0.0}}
    """
    names = MONEY | set(also)
    found = (abs(v) for v in _amounts(document, names, money=False) if isfinite(v))
    largest = max(found, default=0.0)
    places = RELATIVE - ceil(log10(largest)) if largest > 0.0 else PLACES
    return _rounded(document, names, min(places, PLACES), money=False)


def _amounts(item: Any, names: Collection[str], *, money: bool) -> Iterator[float]:
    if isinstance(item, Mapping):
        for key, value in item.items():
            yield from _amounts(value, names, money=money or key in names)
    elif isinstance(item, list | tuple):
        for value in item:
            yield from _amounts(value, names, money=money)
    elif money and isinstance(item, float):
        yield item


def _rounded(item: Any, names: Collection[str], places: int, *, money: bool) -> Any:
    if isinstance(item, Mapping):
        return {k: _rounded(v, names, places, money=money or k in names) for k, v in item.items()}
    if isinstance(item, list | tuple):
        return [_rounded(value, names, places, money=money) for value in item]
    if isinstance(item, float):
        return round(float(item), places if money else PLACES) + 0.0
    return item
