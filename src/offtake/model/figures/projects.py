"""Projects at every node: what they add, cost and take to build, and when they may begin."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from offtake.formulas.discounting import share_left
from offtake.model.figures.periods import first_days, planner_rate
from offtake.model.figures.places import names, positions
from offtake.stochastic.program.blocks import Flags, Indices, Labels, Vector
from offtake.study.study import Study
from offtake.uncertainty.effects import node_values
from offtake.uncertainty.tree import ScenarioTree


@dataclass(frozen=True)
class Projects:
    """Projects p."""

    labels: Labels
    line: Indices  # (projects,)
    adds: Vector  # (nodes, projects)
    capex: Vector  # (nodes, projects)
    build_time: Vector  # (nodes, projects)
    fixed_cost: Vector  # (nodes, projects)
    limit: Vector  # (projects,)
    window: Flags  # (periods, projects) may it begin?
    requires: Indices  # (projects,), -1 where it asks for no other
    ramp: tuple[Vector, ...]  # by project, share of full rate by year after completion
    end_share: Vector  # (periods, projects) share of capex still of use at the end, by start


def projects_of(study: Study, tree: ScenarioTree) -> Projects:
    """Table `projects` at the nodes of `tree`."""
    projects = study.projects
    earliest = projects["earliest"].to_numpy("datetime64[ns]")
    latest = projects["latest"].to_numpy("datetime64[ns]")
    day = first_days(study)
    window = np.asarray(
        (np.isnat(earliest) | (day >= earliest)) & (np.isnat(latest) | (day <= latest)), bool
    )

    def at_nodes(column: str) -> Vector:
        return node_values(study, projects, "projects", column, tree)

    return Projects(
        labels=names(projects, "project"),
        line=positions(projects["line"], study.lines["line"]),
        adds=at_nodes("adds"),
        capex=node_values(study, projects, "projects", "capex", _as_begun(tree)),
        build_time=at_nodes("build_time"),
        fixed_cost=at_nodes("fixed_cost"),
        limit=projects["limit"].to_numpy(float),
        window=window,
        requires=positions(projects["requires"], projects["project"]),
        ramp=tuple(np.asarray(ramp, float) for ramp in projects["ramp"]),
        end_share=_end_share(study),
    )


def _as_begun(tree: ScenarioTree) -> ScenarioTree:
    """The tree as it stands when projects are begun: what is unknown at the start is not seen in the first period."""
    if tree.roots.size == 1:
        return tree
    state = tree.state.copy()
    state[tree.roots] = 0  # the initial state is the first
    return replace(tree, state=state)


def _end_share(study: Study) -> Vector:
    """(periods, projects): as stated, or by annuity over the life, or nothing."""
    rate, step, periods = planner_rate(study), study.step, study.settings.periods
    used = np.asarray((periods - np.arange(periods))[:, None] * step, np.float64)
    life = study.projects["life"].to_numpy(float)[None, :]
    stated = study.projects["end_value"].to_numpy(float)[None, :]
    share = np.where(
        np.isnan(life), 0.0, share_left(rate, np.where(np.isnan(life), 1.0, life), used)
    )
    return np.asarray(np.where(np.isnan(stated), share, np.broadcast_to(stated, share.shape)))
