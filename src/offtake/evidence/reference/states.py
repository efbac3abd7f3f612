"""A reference class as the states of a driver: rows of four tables, with their source.

The spread is cut into slices of equal probability; each becomes a state whose factor is the mean of its slice, so that
the driver's expected factor is the class's.  All projects it acts on share the driver: they slip together.
"""

from __future__ import annotations

import re
from datetime import date

from offtake.evidence.reference.classes import ReferenceClass

PUBLISHER = "offtake"
"""Of the sources that stand for classes."""
Rows = dict[str, list[dict[str, str]]]
# measure -> table, column that its factor scales, and what the states are called from the first to the last
ACTS_ON = {
    "start": ("projects", "build_time"),
    "full": ("projects", "build_time"),
    "rate": ("projects", "adds"),
}


def driver_rows(
    found: ReferenceClass, count: int, driver: str, day: date, where: str, version: str
) -> Rows:
    """Rows of drivers, driver_states, driver_effects and sources, for `count` states known on `day`.

    `where` names the rows that the states act on, as in table driver_effects; `version` is that of offtake.
    """
    source = f"ref-{found.measure}" + "".join(f"-{part}" for part in _asked(found))
    names = [f"{found.measure} {k + 1} of {count}" for k in range(count)]
    table, column = ACTS_ON[found.measure]
    note = f"{_told(found)}; slices of equal probability"
    return {
        "drivers": [
            {"driver": driver, "initial": names[0], "meaning": f"what becomes of promises: {found.measure}",
             "source": source, "note": note}
        ],
        "driver_states": [
            {"driver": driver, "date": day.isoformat(), "state": names[0], "next": name,
             "probability": repr(1.0 / count), "source": source, "note": note}
            for name in names
        ],
        "driver_effects": [
            {"driver": driver, "state": name, "table": table, "where": where, "column": column,
             "operation": "scale", "value": f"{factor:.4g}", "source": source, "note": note}
            for name, factor in zip(names, found.spread.slices(count), strict=True)
        ],
        "sources": [
            {"source": source, "publisher": PUBLISHER, "title": f"Reference class of promises: {_told(found)}",
             "date": "" if found.before is None else found.before.isoformat(),
             "address": f"offtake {version}, {command(found)}", "grade": "C",
             "note": "fitted on news reports of promises and outcomes, with their biases"}
        ],
    }  # fmt: skip


def command(found: ReferenceClass) -> str:
    """The command that shows a class."""
    words = ["offtake reference", f"--measure {found.measure}"]
    words += [f"--kind {found.kind}"] if found.kind else []
    words += [f"--horizon {found.horizon:g}"] if found.horizon is not None else []
    words += [f"--design {found.design}"] if found.design else []
    words += [f"--before {found.before}"] if found.before else []
    words += [found.taken] if found.taken else []
    return " ".join(words)


def _asked(found: ReferenceClass) -> list[str]:
    parts = [found.kind or "", "" if found.horizon is None else f"{found.horizon:g}m"]
    parts += [found.design or "", "" if found.before is None else f"{found.before:%Y%m%d}"]
    parts += ["-".join(re.findall(r"\w+", found.taken))]
    return [part for part in parts if part]


def _told(found: ReferenceClass) -> str:
    kind = f"kind {found.kind}" if found.kind else "every kind"
    ahead = "" if found.horizon is None else f", {found.horizon:g} months ahead"
    known = "" if found.before is None else f", known by {found.before}"
    cases = f"{len(found.outcomes)} case{'' if len(found.outcomes) == 1 else 's'}, {found.over} of them over"
    taken = f" ({found.taken})" if found.taken else ""
    return f"{found.measure}, {kind}{ahead}{known}{taken}: {cases}"
