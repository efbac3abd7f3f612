"""Projects at every node: what they add, cost and take to build, and when they may begin."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from offtake.frozen import Flags, Indices, Vector
from offtake.model.figures.axes import clock_of, first_days, names, planner_rate, positions
from offtake.stochastic.program.blocks import Labels
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
    begun: Vector  # (projects,) periods from the study's start to where it began; NaN: not begun
    gross: Vector  # (nodes, projects) capital cost on which the end value counts
    life: Vector  # (projects,) years of use from completion; NaN: nothing said
    end_value: Vector  # (projects,) share of capital cost left at the end; NaN: by annuity
    rate: float  # at which that annuity counts

    @property
    def committed(self) -> Flags:
        """(projects,): begun before the study, whatever is decided."""
        return ~np.isnan(self.begun)


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

    capex = node_values(study, projects, "projects", "capex", _as_begun(tree))
    return Projects(
        labels=names(projects, "project"),
        line=positions(projects["line"], study.lines["line"]),
        adds=at_nodes("adds"),
        capex=capex,
        build_time=at_nodes("build_time"),
        fixed_cost=at_nodes("fixed_cost"),
        limit=projects["limit"].to_numpy(float),
        window=window,
        requires=positions(projects["requires"], projects["project"]),
        ramp=tuple(np.asarray(ramp, float) for ramp in projects["ramp"]),
        begun=clock_of(study, projects["begun"], np.nan),
        gross=capex,
        life=projects["life"].to_numpy(float),
        end_value=projects["end_value"].to_numpy(float),
        rate=planner_rate(study),
    )


def _as_begun(tree: ScenarioTree) -> ScenarioTree:
    """The tree as it stands when projects are begun: what is unknown at the start is not seen in the first period, also
    where somebody was told it before."""
    if tree.mean_of is not None:
        return replace(tree, mean_of=_as_begun(tree.mean_of))
    if not tree.drivers:
        return tree
    state = tree.state.copy()
    state[tree.roots] = 0  # the initial state is the first
    return replace(tree, state=state)
