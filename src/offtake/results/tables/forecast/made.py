r"""What is made, by whom, beside what firms announce.

In calendar year y, for a group G of lines of one product, on each path,

.. math::
    \text{made} = \sum_{t \in y} \sum_{l \in G} x_{l,t}, \qquad
    \text{announced} = \sum_{t \in y} \sum_{l \in G} Δ \big( K_{l,t} + \textstyle\sum_p A_p\, g^0_p N_p \big)

with g⁰ the ramp of what the plan has begun, built in the time that was promised: capacity as firms state it, no
yield taken off it and no slip added.  Bands of groups are those of their sums, which bands of lines do not give.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from offtake.formulas.bands import BAND, summary
from offtake.frozen import Indices
from offtake.model.figures.projects import projects_of
from offtake.model.figures.quantities import Quantities
from offtake.model.output import capacity_with
from offtake.results.dictionary import result
from offtake.results.tables.account import Account
from offtake.results.tables.futures import Array, by_future, by_year
from offtake.study.study import Study

NOT_STATED = "country not stated"


def made(a: Account) -> pd.DataFrame:
    """Units made a year by all, each firm, country and line, and what is announced."""
    groups = list(_groups(a.study, a.q))
    into = np.zeros((a.q.lines.labels.size, len(groups)))
    for k, group in enumerate(groups):
        into[group.lines, k] = 1.0
    years = by_year(a.q.year, by_future(a.tree, a.plan.values["make"] @ into))
    promised = by_year(a.q.year, by_future(a.tree, announced(a) @ into))
    figures = {**summary(years, a.weight, BAND), "announced": np.tensordot(a.weight, promised, 1)}
    return result("made").frame(
        {
            "arrangement": a.arrangement,
            "product": np.repeat([g.product for g in groups], len(a.years)),
            "by": np.repeat([g.by for g in groups], len(a.years)),
            "name": np.repeat([g.name for g in groups], len(a.years)),
            "year": np.tile(a.years, len(groups)),
            **{name: values.T.ravel() for name, values in figures.items()},
        }
    )


def announced(a: Account) -> Array:
    """(nodes, lines): units that each line would make in the period at the capacity stated, built as promised."""
    full = replace(a.q.lines, reliability=np.ones_like(a.q.lines.reliability))
    q = replace(a.q, lines=full, projects=replace(a.q.projects, build_time=promised_time(a)))
    return capacity_with(q, a.tree, a.plan.values["begun"])


def promised_time(a: Account) -> Array:
    """(nodes, projects): building times as the study states them, whatever drivers do to them, in years."""
    return projects_of(without(a.study, "projects", "build_time"), a.tree).build_time


def without(study: Study, table: str, column: str) -> Study:
    """The study with that column as it is stated: nothing that drivers do touches it."""
    effects = study.driver_effects
    kept = effects[(effects["table"] != table) | (effects["column"] != column)]
    return replace(study, tables={**study.tables, "driver_effects": kept.reset_index(drop=True)})


@dataclass(frozen=True)
class _Group:
    """Lines of one product that are added up."""

    product: str
    by: str
    name: str
    lines: Indices


def _groups(study: Study, q: Quantities) -> Iterator[_Group]:
    """Product by product: all lines, each firm's, each country's, each line."""
    firm = study.lines["producer"].astype(str).to_numpy()
    country = study.lines["country"].fillna("").astype(str).replace("", NOT_STATED).to_numpy()
    line = np.array([name for (name,) in q.lines.labels.keys], object)
    for j, (product,) in enumerate(q.products.labels.keys):
        own = np.flatnonzero(q.lines.product == j)
        if own.size:
            yield _Group(product, "all", "all lines", own)
        for by, owner in (("firm", firm), ("country", country), ("line", line)):
            for name in sorted(set(owner[own])):
                yield _Group(product, by, str(name), own[owner[own] == name])
