"""The program by parts at several sizes: few futures and buyers in groups first, which leave shares, and bases to begin
from, to the next.

Buyers in groups are a relaxation whose bounds and prices are those of the program (`grouped`); few futures are a
beginning and prove nothing.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from offtake.plan.apart.held import Written
from offtake.plan.apart.tied import Part, Tied
from offtake.plan.search.alike import SMALL, LinesAsOne, buyers_in_groups
from offtake.plan.stated import Stated
from offtake.stochastic.program.extensive_form import flatten
from offtake.stochastic.program.few_futures import few_of
from offtake.stochastic.program.grouped import Grouped, on_tree
from offtake.stochastic.solver.highs import BASIC, NOT_BASIC
from offtake.stochastic.solver.program import Indices, Vector


@dataclass(frozen=True)
class Likes:
    """Where columns and rows of a program have their likes in a smaller one, -1: nowhere."""

    column: Indices
    row: Indices

    def shares(self, fine: Tied, coarse: Tied, share: Vector) -> Vector:
        """Shares (parts, links) in the smaller program, for the larger one."""
        number = np.full(coarse.row.size + 1, -1)
        number[coarse.link] = np.arange(coarse.link.size)
        at = number[self.row[fine.link]]
        return np.where(at >= 0, share[:, at], share.mean(axis=1, keepdims=True))

    def basis(self, fine: Part, coarse: Part, held: Written) -> Written:
        """A basis of a part of the smaller program, for its like in the larger one."""
        columns, rows = held
        place = np.full(int(max(self.column.max(), coarse.columns.max())) + 2, -1)
        place[coarse.columns] = np.arange(coarse.columns.size)
        of_row = np.full(int(max(self.row.max(), coarse.rows.max())) + 2, -1)
        of_row[coarse.rows] = np.arange(coarse.rows.size)
        number = np.full(coarse.rows.size + 1, -1)
        number[coarse.links] = coarse.beyond
        row_at = of_row[self.row[fine.rows]]
        at = np.concatenate([place[self.column[fine.columns]], number[row_at[fine.links]]])
        return np.where(at >= 0, columns[at], NOT_BASIC), np.where(row_at >= 0, rows[row_at], BASIC)


@dataclass(frozen=True)
class Level:
    """The parts at one size, and where they have their likes in the size before; none for the first."""

    tied: Tied
    likes: Likes | None


def levels(whole: Tied, stated: Stated, lines: LinesAsOne) -> list[Level]:
    """From the fewest futures to all, with buyers in groups; then all buyers, with lines as one."""
    small = whole.of(lines.small)
    groups = buyers_in_groups(stated, lines.small)
    both = Grouped(groups.program, groups.column[lines.small.column], groups.row[lines.small.row])
    found = [Level(small, Likes(groups.column, groups.row))]
    form, of = flatten(on_tree(stated.flat, both)), small.of(groups)
    while of.program.cost.size > SMALL * of.parts and form.stochastic.leaves.size > 1:
        few = few_of(form)
        found.append(Level(of, Likes(few.column, few.row)))
        form, of = few.flat, of.within(few.flat.program, few.own_column, few.own_row)
    found.append(Level(of, None))
    return found[::-1]
