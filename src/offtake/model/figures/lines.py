"""Lines at every node: what they can make, and at what cost."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from offtake.frozen import Indices, Vector
from offtake.model.figures.axes import clock_of, names, positions
from offtake.stochastic.program.blocks import Labels
from offtake.study.study import Study
from offtake.uncertainty.effects import node_values
from offtake.uncertainty.tree import ScenarioTree


@dataclass(frozen=True)
class Lines:
    """Lines l."""

    labels: Labels
    product: Indices  # (lines,)
    producer: Indices  # (lines,)
    capacity: Vector  # (nodes, lines) without any project, by the share of the period in which the line is open
    reliability: Vector  # (nodes, lines)
    unit_cost: Vector  # (nodes, lines)
    fixed_cost: Vector  # (nodes, lines) by the same share, whatever the ramp
    min_rate: Vector  # (lines,)
    step: float  # Δ, years


def lines_of(study: Study, tree: ScenarioTree) -> Lines:
    """Table `lines` at the nodes of `tree`."""
    lines = study.lines
    open_, there = (share[tree.period] for share in _open(study))

    def at_nodes(column: str) -> Vector:
        return node_values(study, lines, "lines", column, tree)

    return Lines(
        labels=names(lines, "line"),
        product=positions(lines["product"], study.products["product"]),
        producer=positions(lines["producer"], study.producers["producer"]),
        capacity=at_nodes("capacity") * there,
        reliability=at_nodes("reliability"),
        unit_cost=at_nodes("unit_cost"),
        fixed_cost=at_nodes("fixed_cost") * open_,
        min_rate=lines["min_rate"].to_numpy(float),
        step=study.step,
    )


def _open(study: Study) -> tuple[Vector, Vector]:
    """Twice (periods, lines): share of the period in which the line is open; and that by the share of its ramp."""
    t = np.arange(study.settings.periods)[:, None]
    opens = clock_of(study, study.lines["opens"], 0.0)
    closes = clock_of(study, study.lines["closes"], np.inf)
    year = round(1.0 / study.step)  # periods
    ramps = [np.asarray(ramp, float) for ramp in study.lines["ramp"]]
    longest = max((ramp.size for ramp in ramps), default=0)
    share = np.ones((longest + 1, len(ramps)))
    for line, ramp in enumerate(ramps):
        share[: ramp.size, line] = ramp
    is_open = np.zeros((t.size, len(ramps)))
    there = np.zeros_like(is_open)
    for k in range(longest + 1):
        begins = opens + k * year
        ends = np.minimum(closes, begins + year) if k < longest else closes
        within = np.clip(np.minimum(ends, t + 1) - np.maximum(begins, t), 0.0, 1.0)
        is_open += within
        there += share[k] * within
    return is_open, there
