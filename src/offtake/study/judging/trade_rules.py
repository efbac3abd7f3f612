"""Whether table `supply` speaks of buyers and producers that there are, and can be kept."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from offtake.study.cells.cells import Value
from offtake.study.cells.drafts import Draft
from offtake.study.faults import Fault
from offtake.study.wording.countries import COUNTRIES

_LANDS = (("buyers", "iso3"), ("producers", "country"), ("lines", "country"))


def trade_faults(drafts: dict[str, Draft], lost: frozenset[str]) -> Iterator[Fault]:
    """Countries of nobody, shares of what is not allowed, and least shares that come to more than all."""
    supply = drafts["supply"]
    whole = all(drafts[name].settled(column) for name, column in _LANDS)
    if whole and not lost & {name for name, _ in _LANDS}:
        buyers, firms, lines = (set(drafts[name].columns[column]) for name, column in _LANDS)
        yield from _country_faults(supply, "buyer", buyers, "no buyer bears it as iso3")
        yield from _country_faults(supply, "producer", firms | lines, "no line lies there")
    least: defaultdict[Value, float] = defaultdict(float)
    for row, buyer, allowed, share in supply.rows("buyer", "allowed", "min_share"):
        if not allowed and share > 0:
            found = f"min_share: {share:g} of what is not allowed"
            wanted = "allow it, or leave the share out"
            yield supply.fault("E132", row, "min_share", found, wanted)
            continue
        before, least[buyer] = least[buyer], least[buyer] + share
        if before <= 1.0 + 1e-9 < least[buyer]:
            found = f"min_share: the least shares of {buyer!r} come to {least[buyer]:g}, more than all it takes"
            yield supply.fault("E132", row, "min_share", found, "state smaller ones")


def _country_faults(supply: Draft, column: str, known: set[Value], why: str) -> Iterator[Fault]:
    for row, name in supply.rows(column):
        if name in COUNTRIES and name not in known:
            found = f"{column}: of country {name!r} there is none ({why})"
            yield supply.fault("E110", row, column, found)
