"""Whether table `supply` speaks of buyers and producers that there are, and can be kept."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from offtake.study.cells.cells import Value
from offtake.study.cells.drafts import Draft
from offtake.study.faults import Fault
from offtake.study.near import nearest


def trade_faults(drafts: dict[str, Draft], lost: frozenset[str]) -> Iterator[Fault]:
    """Names of nobody, shares of what is not allowed, and least shares that come to more than all."""
    supply = drafts["supply"]
    yield from _name_faults(supply, "buyer", _names(drafts, "buyers", {"buyers": "iso3"}), lost)
    sellers = _names(drafts, "producers", {"producers": "country", "lines": "country"})
    yield from _name_faults(supply, "producer", sellers, lost)
    least: defaultdict[Value, float] = defaultdict(float)
    for row in range(supply.size):
        if not supply.known(row, "buyer", "allowed", "min_share"):
            continue
        buyer, share = supply.columns["buyer"][row], _number(supply.columns["min_share"][row])
        if not supply.columns["allowed"][row] and share > 0:
            found = f"min_share: {share:g} of what is not allowed"
            wanted = "allow it, or leave the share out"
            yield supply.fault("E130", row, "min_share", found, wanted)
            continue
        before, least[buyer] = least[buyer], least[buyer] + share
        if before <= 1.0 + 1e-9 < least[buyer]:
            found = f"min_share: the least shares of {buyer!r} come to {least[buyer]:g}, more than all it takes"
            yield supply.fault("E130", row, "min_share", found, "state smaller ones")


def _names(
    drafts: dict[str, Draft], table: str, countries: dict[str, str]
) -> tuple[frozenset[str], set[str], set[str]]:
    """Tables that are asked, names in the first of them, and countries."""
    lands = {
        str(land) for name, column in countries.items() for land in drafts[name].columns[column]
    }
    names = {str(key) for key in drafts[table].keys if key}
    return frozenset({table, *countries}), names, lands - {"None", ""}


def _name_faults(
    supply: Draft,
    column: str,
    known: tuple[frozenset[str], set[str], set[str]],
    lost: frozenset[str],
) -> Iterator[Fault]:
    tables, names, lands = known
    if tables & lost:
        return
    for row in range(supply.size):
        name = supply.columns[column][row]
        if not supply.known(row, column) or name in names or name in lands:
            continue
        near = nearest(str(name), sorted(names | lands))
        where = "no line lies there" if column == "producer" else "no buyer bears it as iso3"
        found = f"{column}: {name!r} is no {column}, and no country of one ({where})"
        yield supply.fault(
            "E110", row, column, found, "", f"did you mean {near!r}?" if near else ""
        )


def _number(value: Value) -> float:
    return float(str(value))
