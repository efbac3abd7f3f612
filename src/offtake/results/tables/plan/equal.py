"""Symmetry, equal projects of which some are begun and others are not: the plan might as well have taken the others.

Two projects are equal where nothing that the plan reads tells them apart but their names: what they add, cost and ask for
at every node, what their lines can make, ask and may supply, what else stands on these lines, the orders of their
producers, and, where producers decide, how these judge.  Which of them is begun is decided by the order of the rows
(`study.reading.order`).  Projects that a hard rule or a clause on offer names are passed over.
"""

from __future__ import annotations

from collections import defaultdict

import numpy as np

from offtake.results.tables.account import Account
from offtake.results.tables.futures import Array

JUDGING = ("hurdle_rate", "risk_weight", "tail", "credit_limit", "cost_of_capital")


def equal_projects(a: Account) -> list[dict[str, list[str]]]:
    """For each set of equal projects that the plan does not treat alike: `begun`, those begun in some future, and
    `instead_of`, those that are not, or not as soon; in the study's order."""
    p, begun = a.q.projects, np.round(a.plan.values["begun"])
    names = [name for (name,) in p.labels.keys]
    sets: dict[tuple[object, ...], list[int]] = defaultdict(list)
    for k in np.flatnonzero(~p.committed).tolist():
        sets[(*_project(a, k), *_line(a, int(p.line[k]), k))].append(k)
    found = []
    for members in sets.values():
        amount = {k: float(a.tree.probability @ begun[:, k]) for k in members}
        most = max(amount.values())
        first = [k for k in members if amount[k] == most]
        others = [k for k in members if k not in first]
        if others and not _named(a, members):
            found.append(
                {"begun": [names[k] for k in first], "instead_of": [names[k] for k in others]}
            )
    return found


def _project(a: Account, k: int) -> tuple[object, ...]:
    """All that is read of a project but its name and its line."""
    p = a.q.projects
    figures = (p.adds, p.capex, p.build_time, p.fixed_cost, p.window)
    asked_for = tuple(np.flatnonzero(p.requires == k).tolist())
    once = (p.limit[k], p.requires[k], asked_for, p.ramp[k], p.life[k], p.end_value[k], p.begun[k])
    return tuple(_bytes(v) for v in (*(f[:, k] for f in figures), *once))


def _line(a: Account, line: int, apart: int) -> tuple[object, ...]:
    """All that is read of a line, and of the projects on it but one."""
    q, own = a.q, a.q.lines
    figures = (own.capacity, own.reliability, own.unit_cost, own.fixed_cost, q.asked)
    others = [k for k in np.flatnonzero(q.projects.line == line).tolist() if k != apart]
    producer = int(own.producer[line])
    tied = producer if producer in q.orders.producer else -1
    judged: tuple[str, ...] = ()
    if a.arrangement != "first-best":
        judged = tuple(str(a.study.producers[name].iloc[producer]) for name in JUDGING)
    beside = tuple(sorted(str(_project(a, k)) for k in others))
    terms = tuple(q.trade.row[:, line].tolist())
    once = (int(own.product[line]), float(own.min_rate[line]), tied, terms)
    return (*(_bytes(f[:, line]) for f in figures), once, beside, judged)


def _named(a: Account, members: list[int]) -> bool:
    """Whether a hard rule, or a clause on offer, may tell them apart."""
    own, clauses = a.study.projects.iloc[members], a.study.instruments
    names = {str(name) for name in (*own["project"], *own["line"])}
    rules = " ".join(str(where) for where in a.study.limits["where"])
    offered = {*clauses["project"], *clauses["line"]} if a.arrangement != "first-best" else set()
    return any(name in rules or name in offered for name in names)


def _bytes(values: Array | float) -> bytes:
    return np.asarray(values, float).tobytes()
