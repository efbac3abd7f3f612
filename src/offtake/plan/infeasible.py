"""Infeasibility, why there is no plan: the smallest set of rows that clash, in the user's words.

HiGHS finds an irreducible infeasible subsystem: rows and bounds that cannot all hold, while any one left
out lets the others hold.  Names and labels of the blocks turn it into sentences.
"""

from __future__ import annotations

import numpy as np

from offtake.stochastic.program.extensive_form import Flat
from offtake.stochastic.solver.highs import Handle
from offtake.study.study import Study
from offtake.uncertainty.tree import ScenarioTree

_WORDS = {  # in the order in which a reader should doubt them
    "limit": "limit {}",
    "make": "minimum rate of line {}",
    "begun": "how often project {} may be begun",
    "never_falls": "a project stays begun, and begins within its dates: {}",
    "requires": "a project begins after the one that it requires: {}",
    "budget": "budget of {}",
    "carry": "share of unspent budget that carries over: {}",
    "capacity": "capacity of line {}",
    "late_balance": "what is needed and delivered: {}",
    "missed_balance": "what is needed and delivered: {}",
    "balance": "what is used and delivered has been made: {}",
}
_NAMES_SHOWN = 4


def clash(study: Study, tree: ScenarioTree, flat: Flat) -> str:
    """The message for an infeasible study: one line a rule, each with its dates."""
    program = flat.program.relaxed
    clashing_rows, clashing_columns = Handle(program).clash()
    rows = [(int(r), flat.row, "rows") for r in clashing_rows]
    low, high = program.lower, program.upper
    stated = (low > 0) | ((high > 0) & (high < np.inf)) | (high == low)
    columns = [(int(c), flat.column, "columns") for c in clashing_columns if stated[c]]
    said: dict[str, tuple[dict[str, None], set[int]]] = {}
    for index, starts, side in rows + columns:
        n = int(np.searchsorted(starts, index, side="right")) - 1
        family, name = _named(study, flat, n, index - int(starts[n]), side)
        names, periods = said.setdefault(family, ({}, set()))
        names[name] = None
        periods.add(int(tree.period[n]))
    if not said:
        return "No plan meets all rules, and the solver could not single out which of them clash."
    order = [family for family in _WORDS if family in said]
    order += [family for family in said if family not in _WORDS]
    lines = [_line(study, family, list(said[family][0]), said[family][1]) for family in order]
    return "\n".join(["No plan meets all rules. A smallest set that clashes:", *lines])


def _line(study: Study, family: str, names: list[str], periods: set[int]) -> str:
    shown = ", ".join(names[:_NAMES_SHOWN])
    more = f" and {len(names) - _NAMES_SHOWN} more" if len(names) > _NAMES_SHOWN else ""
    words = _WORDS.get(family, family + " {}").format(shown + more)
    return f"  - {words} ({_dates(study, periods)})"


def _named(study: Study, flat: Flat, n: int, index: int, side: str) -> tuple[str, str]:
    """Family of the row or bound, and what its labels say."""
    node = flat.stochastic.nodes[n]
    slices = node.rows if side == "rows" else node.columns
    for family, where in slices.items():
        if where.start <= index < where.stop:
            labels = flat.stochastic.labels[f"row {family}" if side == "rows" else family]
            place = index - where.start
            key = labels.keys[place] if place < labels.size else ()
            if family == "limit" and key:
                return family, _limit_words(study, key[0])
            return family, ", ".join(key)
    return "rule", ""


def _limit_words(study: Study, name: str) -> str:
    """A hard rule by its name, with its bounds and where it stands."""
    frame = study.limits
    place = int(frame.index[frame["limit"] == name][0])
    row = frame.loc[place]
    bounds = [f"{word} {row[word]:g}" for word in ("minimum", "maximum") if row[word] == row[word]]
    return f"{name}: {row['variable']}, {' and '.join(bounds)} (table limits, row {place + 1})"


def _dates(study: Study, periods: set[int]) -> str:
    first, last = study.period_label(min(periods)), study.period_label(max(periods))
    return first if first == last else f"{first} to {last}"
