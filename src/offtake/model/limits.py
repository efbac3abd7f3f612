r"""Hard rules (side constraints): rows that a user states on the plan's own variables, by label.

For a rule with variable v, entries E and bounds [a, b], at every node n within its dates:

.. math::
    a \le \sum_{e \in E} v_{e,n} \le b        && \text{limit}

These are the only rows, with minimum rates, that can leave a study without a plan.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from math import inf

import numpy as np
import pandas as pd

from offtake.errors import FormulationError
from offtake.frozen import Indices
from offtake.stochastic.program.blocks import Block, Labels, Rows, Terms, Variables
from offtake.study.study import Study
from offtake.study.wording.where import matching_rows


@dataclass(frozen=True)
class HardRule:
    """One hard rule, on the sum of the entries of `variable` that `where` names.

    Limit("no imports", "make", "line=abroad", maximum=0.0)
    """

    name: str
    variable: str
    where: str = ""
    minimum: float = -inf
    maximum: float = inf
    first: date | None = None
    last: date | None = None

    def holds(self, day: date) -> bool:
        """Whether the rule binds a period that begins on `day`; its first and last day count."""
        return (self.first is None or self.first <= day) and (self.last is None or day <= self.last)


def stated_limits(study: Study) -> tuple[HardRule, ...]:
    """The rules of table `limits`."""
    return tuple(
        HardRule(
            name=str(row["limit"]),
            variable=str(row["variable"]),
            where="" if pd.isna(row["where"]) else str(row["where"]),
            minimum=-inf if pd.isna(row["minimum"]) else float(row["minimum"]),
            maximum=inf if pd.isna(row["maximum"]) else float(row["maximum"]),
            first=None if pd.isna(row["from"]) else row["from"],
            last=None if pd.isna(row["to"]) else row["to"],
        )
        for _, row in study.limits.iterrows()
    )


def limit_block(rules: Iterable[HardRule], variables: Iterable[Variables], day: date) -> Block:
    """The rules that hold on `day`, as rows on `variables`.

    Raises FormulationError where a rule names no variable, or no entry of it.
    """
    known = {v.name: v for v in variables}
    held = [rule for rule in rules if rule.holds(day)]
    if not held:
        return Block()
    terms = []
    for k, rule in enumerate(held):
        if rule.variable not in known:
            among = ", ".join(known)
            raise FormulationError(f"limit {rule.name!r}: {rule.variable!r} is none of {among}")
        entries = _entries(rule, known[rule.variable].labels)
        terms.append(Terms(rule.variable, np.full(entries.size, k), entries, np.ones(entries.size)))
    labels = Labels(("limit",), tuple((rule.name,) for rule in held))
    sides = (np.array([getattr(rule, side) for rule in held]) for side in ("minimum", "maximum"))
    return Block((), (Rows("limit", labels, tuple(terms), *sides),))


def _entries(rule: HardRule, labels: Labels) -> Indices:
    frame = pd.DataFrame(list(labels.keys), columns=list(labels.dims))
    rows = matching_rows(frame, rule.where)
    if not rows.size:
        raise FormulationError(f"limit {rule.name!r}: no {rule.variable} where {rule.where}")
    return np.asarray(rows, np.int64)
