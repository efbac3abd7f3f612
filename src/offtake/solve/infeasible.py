"""Why there is no plan: the smallest set of rows that clash, in the user's words.

HiGHS finds an irreducible infeasible subsystem: rows and bounds that cannot all hold, while any one left
out lets the others hold.  Names and labels of the blocks turn it into sentences.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from offtake.model.blocks import StochasticProgram
from offtake.solve.extensive_form import Flat
from offtake.solve.highs import Highs
from offtake.study.study import Study
from offtake.uncertainty.tree import ScenarioTree

_WORDS = {
    "capacity": "line {} makes no more than its capacity",
    "never_falls": "project {} stays begun, and begins within its dates",
    "requires": "project {} begins after the one that it requires",
    "balance": "what is used and delivered of {} has been made",
    "late_balance": "what {} needs is delivered or late",
    "missed_balance": "what {} needs is delivered or missed",
    "budget": "{} pays no more than its budget",
    "carry": "{} carries over no more than its share of unspent budget",
    "limit": "limit {}",
    "make": "line {} makes at least its minimum rate",
    "begun": "project {} is begun no more often than its limit",
}
_SHOWN = 12


def clash(study: Study, tree: ScenarioTree, stochastic: StochasticProgram, flat: Flat) -> str:
    """The message for an infeasible study: one line a rule, each with its dates."""
    program = replace(flat.program, integer=np.zeros_like(flat.program.integer))
    handle = Highs().load(program)
    handle.setOptionValue("iis_strategy", 2 + 4)  # from the rows, and irreducible
    _, found = handle.getIis()
    rows = [(int(r), flat.row, "rows") for r in found.row_index_]
    columns = [
        (int(c), flat.column, "columns")
        for c in found.col_index_
        if program.lower[c] > 0
        or 0 < program.upper[c] < np.inf
        or program.upper[c] == program.lower[c]
    ]
    said: dict[str, set[int]] = {}
    for index, starts, side in rows + columns:
        n = int(np.searchsorted(starts, index, side="right")) - 1
        text = _sentence(study, stochastic, n, index - int(starts[n]), side)
        said.setdefault(text, set()).add(int(tree.period[n]))
    lines = [f"  - {text} ({_dates(study, periods)})" for text, periods in said.items()]
    if not lines:
        return "No plan meets all rules, and the solver could not single out which of them clash."
    more = [f"  and {len(lines) - _SHOWN} more"] if len(lines) > _SHOWN else []
    return "\n".join(
        ["No plan meets all rules. A smallest set that clashes:", *lines[:_SHOWN], *more]
    )


def _sentence(study: Study, stochastic: StochasticProgram, n: int, index: int, side: str) -> str:
    node = stochastic.nodes[n]
    slices = node.rows if side == "rows" else node.columns
    for name, where in slices.items():
        if where.start <= index < where.stop:
            labels = stochastic.labels[f"row {name}" if side == "rows" else name]
            key = labels.keys[index - where.start] if index - where.start < labels.size else ()
            words = _WORDS.get(name, name + " {}")
            detail = _limit_words(study, key[0]) if name == "limit" and key else ", ".join(key)
            return words.format(detail)
    return "an unnamed rule"


def _limit_words(study: Study, name: str) -> str:
    """A hard rule by its name, with its bounds and where it stands."""
    frame = study.limits
    found = frame.index[frame["limit"] == name]
    if not len(found):
        return name
    row = frame.loc[found[0]]
    bounds = [f"{word} {row[word]:g}" for word in ("minimum", "maximum") if row[word] == row[word]]
    return (
        f"{name}: {row['variable']}, {' and '.join(bounds)} (table limits, row {int(found[0]) + 1})"
    )


def _dates(study: Study, periods: set[int]) -> str:
    first, last = study.period_label(min(periods)), study.period_label(max(periods))
    return first if first == last else f"{first} to {last}"
