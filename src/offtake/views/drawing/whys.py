"""What a project, a producer or a clause is for, in sentences."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from offtake.views.drawing import words


def why(d: Mapping[str, Any], currency: str) -> str:
    """One row of table `whys`, or a document of `why`, as sentences."""
    kinds = {"project": _project, "producer": _producer, "clause": _clause}
    return " ".join(kinds[str(d["kind"])](d, currency))


def _project(d: Mapping[str, Any], currency: str) -> list[str]:
    begun, known = float(d["share_of_futures"]), _value(d["share_if_known"])
    if begun > 0:
        told = [f"Begun, first on {d['begin']} and in {words.share(begun)} of futures, because without it {_lost(d, currency)}."]  # fmt: skip
    else:
        told = [f"Not begun in any future: with it in reach {_lost(d, currency)}."]
    if known is not None:
        told.append(f"Were each future known at the start, it would be begun in {words.share(known)} of them.")  # fmt: skip
    price, capex = _value(d["drops_out_at"]), float(d["capex"])
    if price is None:
        told.append("Its capital cost decides nothing: it is nothing, or the project would not be begun for nothing.")  # fmt: skip
    else:
        told.append(f"It is begun up to a capital cost of {words.money(price, currency)}; it costs {words.money(capex, currency)}.")  # fmt: skip
    return told


def _producer(d: Mapping[str, Any], currency: str) -> list[str]:
    return [f"Left out, with all that it has and could begin, {_lost(d, currency)}."]


def _clause(d: Mapping[str, Any], currency: str) -> list[str]:
    regret, dearer = float(d["regret"]), float(d["dearer"])
    value = "falls" if regret >= 0 else "rises"
    burden = "rises" if dearer >= 0 else "falls"
    return [
        f"With the deal struck again from the other instruments, social value {value} by {words.money(abs(regret), currency)} "
        f"and the burden on taxpayers {burden} by {words.money(abs(dearer), currency)}."
    ]


def _lost(d: Mapping[str, Any], currency: str) -> str:
    error, regret = _value(d["error"]), float(d["regret"])
    known = "" if not error else f", known to within {words.money(error, currency)}"
    if regret <= max(error or 0.0, 1e-9):
        return f"social value changes by no more than can be told ({words.money(regret, currency)}{known})"  # fmt: skip
    return f"social value falls by {words.money(regret, currency)}{known}"


def _value(value: Any) -> float | None:
    return None if value is None or value != value else float(value)
