"""Why late, in words for a terminal."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from offtake.commands.screen.voice import aligned
from offtake.views.drawing.words import month_of, months, quantity, share

ALL = "all buyers"
REASONS = {
    "start": "the state at the start: whatever is begun, lines are not there in time",
    "signature": "want of a signature: first-best builds lines, and nobody signs",
    "slip": "building that slips: lines later than promised",
    "capacity": "capacity that could be built and is not",
    "part": "parts whose lines could be built and are not",
    "money": "money of the buyers",
    "smaller": "smaller reasons",
    "other": "other: goods kept, orders, rules, prices above worth",
}
SHORT = {
    "start": "not in time",
    "signature": "not signed",
    "slip": "slipped",
    "capacity": "capacity",
    "part": "parts",
    "money": "money",
    "smaller": "smaller reasons",
    "other": "other",
}


def late_text(times: Mapping[str, Mapping[str, Any]], units: Mapping[str, str]) -> str:
    """Every product: how late for all buyers together and why, then buyer by buyer."""
    return "\n\n".join(
        "\n".join(_of_product(product, buyers, units.get(product, "units")))
        for product, buyers in times.items()
    )


def _of_product(product: str, buyers: Mapping[str, Any], unit: str) -> list[str]:
    whole = buyers[ALL]
    lines = [f"{product}: {_times(whole)}"]
    for of, told in whole["reasons"].items():
        total = sum(reason["amount"] for reason in told)
        what = f"{quantity(total)} {unit}" + (" × years late" if "late" in of else " never delivered")  # fmt: skip
        lines += [f"  {what}, because of"]
        lines += [f"    {share(r['share']):>8}  {REASONS[r['reason']]}{_named(r)}" for r in told]
    if not whole["reasons"]:
        lines.append("  nothing is late")
    rows = [_row(name, told) for name, told in buyers.items() if name != ALL and told["reasons"]]
    heads = ("  buyer", "never", "wait", "half by", "90% by", "because of")
    return [*lines, aligned(heads, rows)] if rows else lines


def _times(told: Mapping[str, Any]) -> str:
    never, wait = told["never_delivered"], told["wait_months"]
    said = [] if never is None else [f"{share(never)} of the need is never delivered"]
    if wait is not None:
        said.append(
            f"what stands until delivered waits {months(wait)} in the mean "
            f"(80% of units: {months(told['wait_p10'])} to {months(told['wait_p90'])})"
        )
    return "; ".join(said)


def _row(name: str, told: Mapping[str, Any]) -> tuple[str, ...]:
    largest = max(told["reasons"].values(), key=lambda rows: sum(r["amount"] for r in rows))
    why = ", ".join(f"{share(r['share'])} {SHORT[r['reason']]}{_first(r)}" for r in largest)
    wait = told["wait_months"]
    return (
        f"  {name}",
        "" if told["never_delivered"] is None else share(told["never_delivered"]),
        "" if wait is None else months(wait),
        _when(told["reached"]["50%"]),
        _when(told["reached"]["90%"]),
        why,
    )


def _named(reason: Mapping[str, Any]) -> str:
    """The lines or parts behind a reason, each with its share; a buyer's own money needs no name."""
    names = [] if reason["reason"] == "money" else reason["names"]
    small = reason["reason"] == "smaller"  # then the names are those of reasons
    told = ", ".join(f"{SHORT[n['name']] if small else n['name']} {share(n['share'])}" for n in names)  # fmt: skip
    return f" ({told})" if told else ""


def _first(reason: Mapping[str, Any]) -> str:
    return f" ({reason['name']})" if reason["name"] and reason["reason"] != "money" else ""


def _when(reached: Mapping[str, Any]) -> str:
    """The median, as year and month.

    >>> _when({"p50": 2028.5, "ever": 1.0}), _when({"p50": None, "ever": 0.3})
    ('2028-07', 'never')
    """
    return month_of(float("nan") if reached["p50"] is None else reached["p50"])
