"""Lines at every node: what they can make, and at what cost."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from offtake.model.figures.periods import first_days
from offtake.model.figures.places import names, positions
from offtake.stochastic.program.blocks import Flags, Indices, Labels, Vector
from offtake.study.study import Study
from offtake.uncertainty.effects import node_values
from offtake.uncertainty.tree import ScenarioTree


@dataclass(frozen=True)
class Lines:
    """Lines l."""

    labels: Labels
    product: Indices  # (lines,)
    capacity: Vector  # (nodes, lines) at the start of the study, within opening and closing
    reliability: Vector  # (nodes, lines)
    unit_cost: Vector  # (nodes, lines)
    fixed_cost: Vector  # (nodes, lines)
    min_rate: Vector  # (lines,)


def lines_of(study: Study, tree: ScenarioTree) -> Lines:
    """Table `lines` at the nodes of `tree`."""
    lines = study.lines
    there = _there(study)[tree.period]

    def at_nodes(column: str) -> Vector:
        return node_values(study, lines, "lines", column, tree)

    return Lines(
        labels=names(lines, "line"),
        product=positions(lines["product"], study.products["product"]),
        capacity=at_nodes("capacity") * there,
        reliability=at_nodes("reliability"),
        unit_cost=at_nodes("unit_cost"),
        fixed_cost=at_nodes("fixed_cost") * there,
        min_rate=lines["min_rate"].to_numpy(float),
    )


def _there(study: Study) -> Flags:
    """(periods, lines): is the line's own capacity there on the first day of the period?"""
    day = first_days(study)
    opens = study.lines["opens"].to_numpy("datetime64[ns]")
    closes = study.lines["closes"].to_numpy("datetime64[ns]")
    return np.asarray(
        (np.isnat(opens) | (opens <= day)) & (np.isnat(closes) | (day < closes)), bool
    )
