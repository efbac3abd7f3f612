"""The program of a study over a tree, written out, with the figures that it was made from: what plans are sought in."""

from __future__ import annotations

from dataclasses import dataclass

from offtake.frozen import Vector
from offtake.model.figures.quantities import Quantities, quantities
from offtake.model.physical import physical_program
from offtake.stochastic.program.extensive_form import Flat, flatten
from offtake.study.study import Study
from offtake.uncertainty.tree import ScenarioTree


@dataclass(frozen=True)
class Stated:
    """Figures at the nodes of a tree, and the program that they state."""

    q: Quantities
    tree: ScenarioTree
    flat: Flat


def stated(
    study: Study, tree: ScenarioTree, *, worthless: bool = False, obliged: Vector | None = None
) -> Stated:
    """The program of `study` over `tree`; see `physical_program`."""
    program = physical_program(study, tree, worthless=worthless, obliged=obliged)
    return Stated(quantities(study, tree), tree, flatten(program))
