"""What the forecast says of one arrangement, for programs and for the screen."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

MOST = 3
SMALLER, OTHER = "smaller", "other"


def forecast_document(tables: Mapping[str, pd.DataFrame], arrangement: str) -> dict[str, Any]:
    """delivery_times: by what is needed, for all buyers and each: shares never delivered, months waited, years in
    which shares of the need are reached, chance of each year to be met, foremost reasons; rivals: scope by scope."""
    own = {
        name: frame[frame["arrangement"] == arrangement]
        for name, frame in tables.items()
        if "arrangement" in frame
    }
    times: dict[str, dict[str, Any]] = {}
    for row in own["waits"].to_dict("records"):
        product, buyer = str(row["product"]), str(row["buyer"])
        told = {str(k): _plain(v) for k, v in row.items() if k not in ("arrangement", "product", "buyer")}  # fmt: skip
        told["reached"] = {f"{r['share']:.0%}": {k: _plain(r[k]) for k in ("p10", "p50", "p90", "ever")} for r in _of(own["reached"], product, buyer)}  # fmt: skip
        told["met"] = {str(r["year"]): r["all"] for r in _of(own["met"], product, buyer)}
        told["reasons"] = foremost(own["reasons"], product, buyer)
        times.setdefault(product, {})[buyer] = told
    rivals = [
        {str(k): _plain(v) for k, v in row.items() if k != "arrangement"}
        for row in own["first_ahead"].to_dict("records")
    ]
    return {"delivery_times": times, "rivals": rivals}


def foremost(reasons: pd.DataFrame, product: str, buyer: str) -> dict[str, list[dict[str, Any]]]:
    """What is short (unit-years late, units never delivered) -> at most three reasons, the largest first, then the
    smaller ones together and other, which is none of them; their shares add up to 1.

    Each: reason, share, amount, name (what it names, the largest share of it first), and names with the share of each.
    """
    own = reasons[(reasons["product"] == product) & (reasons["buyer"] == buyer)]
    return {str(of): _foremost(rows) for of, rows in own.groupby("of", sort=False)}


def by_kind(rows: pd.DataFrame) -> list[dict[str, Any]]:
    """Reasons of one need, buyer and kind of shortage, by kind of reason, the largest first, other last: reason, share,
    amount, and names: what each kind names, with its share."""
    found = []
    for reason, own in rows.groupby("reason", sort=True):
        named = [(str(r["name"]), float(r["share"])) for r in own.to_dict("records") if r["name"]]
        found.append(
            {
                "reason": str(reason),
                "name": named[0][0] if named else "",
                "share": float(own["share"].sum()),
                "amount": float(own["amount"].sum()),
                "names": [{"name": name, "share": share} for name, share in named],
            }
        )
    return sorted(found, key=lambda r: (r["reason"] == OTHER, -round(r["share"], 9), r["reason"]))


def _foremost(rows: pd.DataFrame) -> list[dict[str, Any]]:
    told = by_kind(rows)
    known, other = ([r for r in told if (r["reason"] == OTHER) is is_other] for is_other in (False, True))  # fmt: skip
    rest = known[MOST:]
    if rest:
        named = [{"name": r["reason"], "share": r["share"]} for r in rest]
        share, amount = (float(sum(r[key] for r in rest)) for key in ("share", "amount"))
        rest = [{"reason": SMALLER, "name": "", "share": share, "amount": amount, "names": named}]
    return [*known[:MOST], *rest, *other]


def _of(frame: pd.DataFrame, product: str, buyer: str) -> list[dict[Any, Any]]:
    return frame[(frame["product"] == product) & (frame["buyer"] == buyer)].to_dict("records")


def _plain(value: Any) -> Any:
    return None if isinstance(value, float) and value != value else value
