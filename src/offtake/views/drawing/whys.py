"""What a project, a producer or a clause is for, in sentences."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from offtake.views.drawing import words

LITTLE = 1e-7
"""Share of social value below which a change is none."""


def why(d: Mapping[str, Any], currency: str) -> str:
    """One row of table `whys`, or a document of `why`, as sentences."""
    kinds = {"project": _project, "producer": _producer, "clause": _clause}
    return " ".join(kinds[str(d["kind"])](d, currency))


def _project(d: Mapping[str, Any], currency: str) -> list[str]:
    begun, known = float(d["share_of_futures"]), _value(d["share_if_known"])
    several = known is not None  # futures: with one alone nothing is said of shares of them
    if begun > 0:
        often = f" and in {words.share(begun)} of futures" if several else ""
        told = [f"Begun, first on {d['begin']}{often}, because without it {_lost(d, currency)}."]
    else:
        told = [
            f"Not begun{' in any future' if several else ''}: nothing is lost without it{_known(d, currency)}."
        ]
    if known is not None:
        told.append(f"Were each future known at the start, it would be begun in {words.share(known)} of them.")  # fmt: skip
    price, capex = _value(d["drops_out_at"]), float(d["capex"])
    if price is not None:
        told.append(f"It is begun{', in some future at least,' if several else ''} up to a capital cost of {words.money(price, currency)}; it costs {words.money(capex, currency)}.")  # fmt: skip
    elif capex <= 0:
        told.append("It costs no capital.")
    elif begun > 0:
        told.append("Its capital cost decides nothing.")
    else:
        told.append("It would not be begun if its capital cost nothing.")
    return told


def _producer(d: Mapping[str, Any], currency: str) -> list[str]:
    return [f"Left out, with all that it has and could begin, {_lost(d, currency)}."]


def _clause(d: Mapping[str, Any], currency: str) -> list[str]:
    having = d["having"]["social_value"] if isinstance(d["having"], Mapping) else d["having"]
    least = LITTLE * abs(float(having))
    both = (
        ("social value", -float(d["regret"])),
        ("the burden on taxpayers", float(d["dearer"])),
    )
    moved = [
        f"{what} {'rises' if change > 0 else 'falls'} by {words.money(abs(change), currency)}"
        for what, change in both
        if abs(change) > least
    ]
    still = [what for what, change in both if abs(change) <= least]
    stay = "stays as it is" if len(still) == 1 else "stay as they are"
    said = [*moved, *([f"{' and '.join(still)} {stay}"] if still else [])]
    return [f"With the deal struck again from the other instruments, {' and '.join(said)}."]


def _known(d: Mapping[str, Any], currency: str) -> str:
    error = _value(d["error"])
    return "" if not error else f", known to within {words.money(error, currency)}"


def _lost(d: Mapping[str, Any], currency: str) -> str:
    error, regret = _value(d["error"]), float(d["regret"])
    if regret <= max(error or 0.0, 1e-9):
        return f"social value changes by no more than can be told ({words.money(regret, currency)}{_known(d, currency)})"  # fmt: skip
    return f"social value falls by {words.money(regret, currency)}{_known(d, currency)}"


def _value(value: Any) -> float | None:
    return None if value is None or value != value else float(value)
