"""What the forecast says of one arrangement, for programs and for the screen."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

MOST = 3
REST = ("other", "")


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
    """What is short (unit-years late, units never delivered) -> at most three reasons, and the rest as other;
    their shares add up to 1."""
    found: dict[str, list[dict[str, Any]]] = {}
    for row in _of(reasons, product, buyer):
        told = found.setdefault(str(row["of"]), [])
        named = {key: row[key] for key in ("reason", "name", "share", "amount")}
        if len(told) < MOST and named["reason"] != "other":
            told.append(named)
        elif told and told[-1]["reason"] == "other":
            rest = told[-1]
            rest["share"], rest["amount"] = rest["share"] + row["share"], rest["amount"] + row["amount"]  # fmt: skip
        else:
            told.append(named | dict(zip(("reason", "name"), REST, strict=True)))
    return found


def _of(frame: pd.DataFrame, product: str, buyer: str) -> list[dict[Any, Any]]:
    return frame[(frame["product"] == product) & (frame["buyer"] == buyer)].to_dict("records")


def _plain(value: Any) -> Any:
    return None if isinstance(value, float) and value != value else value
