"""Where the figures of the forecast stand, and what is behind each.

waits.PRODUCT.BUYER   reached.PRODUCT.BUYER.SHARE   met.PRODUCT.BUYER.YEAR   reasons.PRODUCT.BUYER
made.PRODUCT.YEAR     made.BY.NAME.PRODUCT.YEAR     ahead.RIVAL.PRODUCT.YEAR   first_ahead.RIVAL.PRODUCT
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any

import pandas as pd

from offtake.results.behind import scope
from offtake.results.behind.pointer import Pointer

Found = Iterator[tuple[str, Pointer]]


def forecast_pointers(tables: Mapping[str, pd.DataFrame], own: Mapping[str, object]) -> Found:
    """The names of one arrangement, `own`, whose rows are in `tables`."""
    yield from _by_buyer(tables, own)
    for by, name, product, year in _keys(tables["made"], "by", "name", "product", "year"):
        where = {"product": product, "by": by, "name": name, "year": year}
        label = f"made.{product}.{year}" if by == "all" else f"made.{by}.{name}.{product}.{year}"
        yield label, Pointer("made", {**own, **where}, partial(scope.of_product, name=product))
    for order, product in _keys(tables["orders"], "order", "product"):
        yield (
            f"order.{order}",
            Pointer("orders", {**own, "order": order}, partial(scope.of_product, name=product)),
        )
    for rival, product, against, year in _keys(tables["rivals"], "rival", "product", "against", "year"):  # fmt: skip
        where = {"rival": rival, "product": product, "against": against, "year": year}
        behind = partial(scope.of_rival, rival=rival, product=product, against=against)
        yield f"ahead.{rival}.{product}.{year}", Pointer("rivals", {**own, **where}, behind)
    for rival, product, against in _keys(tables["first_ahead"], "rival", "product", "against"):
        where = {"rival": rival, "product": product, "against": against}
        behind = partial(scope.of_rival, rival=rival, product=product, against=against)
        yield f"first_ahead.{rival}.{product}", Pointer("first_ahead", {**own, **where}, behind)


def _by_buyer(tables: Mapping[str, pd.DataFrame], own: Mapping[str, object]) -> Found:
    for table, column in (("waits", None), ("reached", "share"), ("met", "year"), ("reasons", None)):  # fmt: skip
        names = ("product", "buyer") if column is None else ("product", "buyer", column)
        for key in _keys(tables[table], *names):
            where = {**own, **dict(zip(names, key, strict=True))}
            last = "" if column is None else f".{key[2]:.0%}" if column == "share" else f".{key[2]}"
            yield (
                f"{table}.{key[0]}.{key[1]}{last}",
                Pointer(table, where, partial(scope.of_product, name=key[0])),
            )


def _keys(frame: pd.DataFrame, *columns: str) -> list[tuple[Any, ...]]:
    rows = frame[list(columns)].drop_duplicates().itertuples(index=False, name=None)
    return list(rows)
