r"""Capacity expansion: what has been begun, and what it lets a line make.

At node n in period t, for project p of line l, with ancestors m in P(n):

.. math::
    N_{p,n}  &\ge N_{p,a(n)}                               && \text{never\_falls: begun stays begun} \\
    N_{p,n}  &=   N_{p,a(n)}                               && \text{never\_falls, outside its window} \\
    N_{p,n}  &\le \bar N_p \, N_{q,a(n)}                   && \text{requires: q begun in an earlier period} \\
    x_{l,n}  &\le \rho_{l,n} Δ \Big( K_{l,n} + \sum_{p \in l} A_{p,n} \sum_{m \in P(n)}
              (g_{p,n}(m) - g_{p,n}(m^+)) N_{p,m} \Big)    && \text{capacity}

==================  ===========  =====================================================  ===========
symbol              name         meaning                                                unit
==================  ===========  =====================================================  ===========
:math:`N`           begun        cumulative number of projects begun (integer)          projects
:math:`x`           make         output of the line in the period                       units
:math:`K`           capacity     capacity at the start of the study                     units/year
:math:`A`           adds         capacity added by one project at full rate             units/year
:math:`ρ`           reliability  share of stated capacity that is delivered             share
:math:`g(m)`        steps        share of full rate at n if begun at m; m⁺ follows m    share
==================  ===========  =====================================================  ===========

A project complete within a period counts for the rest of it: g(m) is the mean over the period.  A building
delay that becomes known holds up what is not yet complete; what is, stays.  What was begun before the study
(column `begun`) stands at the root, N = 1.  `begun` is a level, not an increment, so a row holds one entry for
each step of the ramp instead of one for each ancestor.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from offtake.formulas.discounting import share_left
from offtake.frozen import Flags, Indices, Vector
from offtake.model.figures.quantities import Quantities
from offtake.stochastic.program.blocks import Block, Rows, Terms, Variables
from offtake.uncertainty.tree import ScenarioTree

_WHOLE = 1e-9  # periods; a building time this near to whole periods is whole


@dataclass(frozen=True)
class Steps:
    """The entries g(m) - g(m⁺) of one node: which project, begun at which ancestor, how much."""

    project: Indices
    ancestor: Indices
    share: Vector


def steps(q: Quantities, tree: ScenarioTree) -> tuple[Steps, ...]:
    """For every node, the steps of each project's ramp."""
    return _steps(q, tree, q.projects.ramp)


def completions(q: Quantities, tree: ScenarioTree) -> tuple[Steps, ...]:
    """For every node, the share of its period in which each project is complete, whatever its ramp."""
    return _steps(q, tree, (np.ones(1),) * q.projects.labels.size)


def completed_at(q: Quantities, tree: ScenarioTree) -> Vector:
    """(nodes, start periods, projects): periods from the study's start to completion, as known at the node.

    A project that is complete before a node's period keeps its day of completion; one that is not is complete
    `build_time` after its beginning, but not before the period in which that becomes known.
    """
    starts = np.arange(tree.periods)[:, None]
    began = np.where(q.projects.committed, q.projects.begun, starts)
    building = q.projects.build_time / q.step
    whole = np.round(building)
    building = np.where(np.abs(building - whole) < _WHOLE, whole, building)
    complete = np.full((tree.size, tree.periods, began.shape[1]), np.inf)
    for t in range(tree.periods):
        at = tree.at(t)
        known = (began <= t) | q.projects.committed
        expected = began + building[at, None]
        if t:
            before = complete[tree.parent[at]]
            held = np.where(began < t, np.maximum(expected, t), expected)
            expected = np.where(before < t, before, held)
        complete[at] = np.where(known, expected, np.inf)
    return complete


def _steps(q: Quantities, tree: ScenarioTree, ramps: tuple[Vector, ...]) -> tuple[Steps, ...]:
    year = round(1.0 / q.step)  # periods
    rate = np.ones((max((ramp.size for ramp in ramps), default=0), len(ramps)))
    for p, ramp in enumerate(ramps):  # by year after completion
        rate[: ramp.size, p] = ramp
    complete, found = completed_at(q, tree), dict[int, Steps]()
    for t in range(tree.periods):
        at = tree.at(t)
        change = _on_line(complete[at, : t + 1], t, rate, year)
        change[:, :-1] -= change[:, 1:]  # g(m) - g(m⁺), from the first start on
        node, start, project = np.nonzero(change)
        share = change[node, start, project]
        cut = np.searchsorted(node, np.arange(at.size + 1))
        for n, first, last in zip(at.tolist(), cut, cut[1:], strict=False):
            own = slice(first, last)
            found[n] = Steps(project[own], tree.ancestors[n][start[own]], share[own])
    return tuple(found[n] for n in range(tree.size))


def _on_line(complete: Vector, t: int, rate: Vector, year: int) -> Vector:
    """(nodes, start periods, projects): mean share of full rate over period t, by period of the start."""
    shares = np.clip(t + 1.0 - np.maximum(complete + len(rate) * year, t), 0.0, 1.0)
    for k, of_year in enumerate(rate):
        first, last = complete + k * year, complete + (k + 1) * year
        with np.errstate(invalid="ignore"):
            within = np.minimum(last, t + 1.0) - np.maximum(first, t)
        shares += of_year * np.clip(np.where(np.isfinite(first), within, 0.0), 0.0, 1.0)
    return np.asarray(shares)


def end_shares(q: Quantities, tree: ScenarioTree, rate: float | None = None) -> Vector:
    """(leaves, start periods, projects): share of capital cost still of use at the end, by when it began.

    As stated, or by annuity at `rate` (the planner's) over the life, which begins at completion; or nothing.
    """
    p = q.projects
    used = np.maximum((tree.periods - completed_at(q, tree)[tree.leaves]) * q.step, 0.0)
    life = np.where(np.isnan(p.life), 1.0, p.life)
    left = share_left(p.rate if rate is None else rate, np.broadcast_to(life, used.shape), used)
    share = np.where(np.isnan(p.life), 0.0, left)
    return np.asarray(np.where(np.isnan(p.end_value), share, p.end_value))


def worth_left(
    q: Quantities, tree: ScenarioTree, begun: Vector, share: Vector | None = None
) -> Vector:
    """(nodes, projects): what is left of the projects `begun` (nodes, projects) at the end; 0 but at leaves.

    `share` is what `end_shares` finds at some rate, by default the planner's.
    """
    share = end_shares(q, tree) if share is None else share
    before = np.where(tree.parent[:, None] >= 0, begun[tree.parent], 0.0)
    spent = (begun - before) * q.projects.gross
    worth = np.zeros_like(begun)
    worth[tree.leaves] = (spent[tree.leaf_paths] * share).sum(axis=1)
    return worth


def begun_cost(q: Quantities, tree: ScenarioTree) -> Vector:
    """(nodes, projects): expected discounted cost of one project standing begun at a node.

    What the node and those after it pay for the level, each weighed by its probability given the node.
    """
    cost = np.zeros((tree.size, q.projects.labels.size))
    for n, terms in enumerate(begun_outlays(q, tree)):
        for term in terms:
            node = np.full(term.row.shape, n) if isinstance(term.node, int) else term.node
            if isinstance(term.node, int) and term.node >= 0:
                node = np.full(term.row.shape, term.node)
            share = tree.probability[n] / tree.probability[node]
            np.add.at(cost, (node, term.column), share * term.value)
    return cost


def begun_outlays(q: Quantities, tree: ScenarioTree) -> tuple[tuple[Terms, ...], ...]:
    """For every node, what it pays for projects, discounted: value times level, along its own path.

    An increment costs capex; what is complete costs its fixed cost; a leaf is worth what is left of them all.
    """
    pays_yearly = bool(q.projects.fixed_cost.any())
    complete = completions(q, tree) if pays_yearly else ()
    every = np.arange(q.projects.labels.size)
    row = np.zeros_like(every)
    outlays = []
    for n in range(tree.size):
        start = q.start_factor[tree.period[n]]
        terms = [Terms("begun", row, every, q.projects.capex[n] * start)]
        if tree.parent[n] >= 0:
            past = -q.projects.capex[n] * start
            terms.append(Terms("begun", row, every, past, int(tree.parent[n])))
        if pays_yearly:
            s = complete[n]
            rate = q.step * q.end_factor[tree.period[n]]
            yearly = q.projects.fixed_cost[n, s.project] * rate * s.share
            terms += _on_path(n, s.project, s.ancestor, yearly)
        outlays.append(terms)
    _take_off_ends(q, tree, outlays)
    return tuple(tuple(terms) for terms in outlays)


def _take_off_ends(q: Quantities, tree: ScenarioTree, outlays: list[list[Terms]]) -> None:
    """Each leaf's share of what its path has begun: E_m ΔN_m = (E_m - E_m⁺) N_m."""
    if np.isnan(q.projects.life).all() and not np.nan_to_num(q.projects.end_value).any():
        return
    share = end_shares(q, tree)
    for k, leaf in enumerate(tree.leaves):
        path = tree.path(int(leaf))
        worth = q.projects.gross[path] * share[k, tree.period[path]] * q.end_factor[-1]
        entry = worth - np.concatenate([worth[1:], np.zeros_like(worth[:1])])
        at, project = np.nonzero(entry)
        outlays[leaf] += _on_path(int(leaf), project, path[at], -entry[at, project])


def _on_path(n: int, project: Indices, ancestor: Indices, value: Vector) -> list[Terms]:
    """One row's terms, those of the node itself apart."""
    here, row = ancestor == n, np.zeros(project.size, np.int64)
    past = ~here
    return [
        Terms("begun", row[here], project[here], value[here]),
        Terms("begun", row[past], project[past], value[past], ancestor[past]),
    ]


def capacity_block(q: Quantities, tree: ScenarioTree, n: int, ramp: Steps, cost: Vector) -> Block:
    """Variables `begun` and `make`, and the rows that tie them, at node n."""
    open_now = q.projects.window[tree.period[n]]
    begun_before = q.projects.window[: tree.period[n] + 1].any(axis=0) | q.projects.committed
    begun = Variables(
        "begun",
        q.projects.labels,
        lower=np.where(q.projects.committed, 1.0, 0.0),
        upper=np.where(begun_before, q.projects.limit, 0.0),
        cost=cost,
        integer=True,
    )
    make = Variables.of(
        "make",
        q.lines.labels,
        lower=q.lines.min_rate * q.lines.reliability[n] * q.lines.capacity[n] * q.step,
        cost=q.lines.unit_cost[n] * q.end_factor[tree.period[n]],
    )
    rows = [_capacity_rows(q, n, ramp)]
    if tree.parent[n] >= 0:
        rows += [_never_falls(q, int(tree.parent[n]), open_now), _requires(q, int(tree.parent[n]))]
    else:
        begun = _nothing_before(begun, q, open_now)
    return Block((begun, make), tuple(rows))


def _capacity_rows(q: Quantities, n: int, ramp: Steps) -> Rows:
    lines = np.arange(q.lines.labels.size)
    line = q.projects.line[ramp.project]
    rate = q.lines.reliability[n, line] * q.step * q.projects.adds[n, ramp.project] * ramp.share
    used = rate != 0
    here, past = used & (ramp.ancestor == n), used & (ramp.ancestor != n)
    return Rows.of(
        "capacity",
        q.lines.labels,
        Terms.each("make", lines),
        Terms("begun", line[here], ramp.project[here], -rate[here]),
        Terms("begun", line[past], ramp.project[past], -rate[past], ramp.ancestor[past]),
        lower=-np.inf,
        upper=q.lines.reliability[n] * q.lines.capacity[n] * q.step,
    )


def _never_falls(q: Quantities, parent: int, open_now: Flags) -> Rows:
    own = np.arange(q.projects.labels.size)
    here, before = Terms.each("begun", own), Terms.each("begun", own, -1.0, parent)
    most = np.where(open_now, np.inf, 0.0)
    return Rows.of("never_falls", q.projects.labels, here, before, upper=most)


def _requires(q: Quantities, parent: int) -> Rows:
    has = np.flatnonzero((q.projects.requires >= 0) & ~q.projects.committed)
    row = np.arange(has.size)
    return Rows.of(
        "requires",
        q.projects.labels.only(has),
        Terms("begun", row, has, np.ones(has.size)),
        Terms("begun", row, q.projects.requires[has], -q.projects.limit[has], parent),
        lower=-np.inf,
    )


def _nothing_before(begun: Variables, q: Quantities, open_now: Flags) -> Variables:
    """At the root nothing stands but what is committed: a project that asks for another waits for it."""
    p = q.projects
    free = (p.requires < 0) | p.committed[p.requires]
    upper = np.where(p.committed, 1.0, np.where(open_now & free, begun.upper, 0.0))
    return replace(begun, upper=upper)
