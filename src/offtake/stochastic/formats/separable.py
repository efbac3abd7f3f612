"""Second stages that fall apart: one exact small program in place of all futures.

Columns of the second stage that share no row belong to different parts; the expected cost is a sum over parts,
and each part only needs the joint outcomes of the independent groups that touch it.  Simple recourse is the
case of one row a part: 646,425 futures become 75 rows.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import scipy.sparse as sp

from offtake.stochastic.formats.core import Core
from offtake.stochastic.formats.data_tree import MOST_NODES
from offtake.stochastic.formats.smps import Instance, count
from offtake.stochastic.formats.written_out import Mask, Places, matrix, part
from offtake.stochastic.solver.program import Indices, LinearProgram, tied_together


def separable(instance: Instance) -> LinearProgram | None:
    """One exact program where the second stage falls apart into parts, or None where that does not pay."""
    core, groups = instance.core, instance.uncertainty.groups
    if instance.stages != 2 or not groups:
        return None
    late, second = core.column_stage == 1, core.row_stage == 1
    part_of_row, part_of_column, parts = _parts(core, second, late)
    touched: list[list[int]] = [[] for _ in range(parts)]
    for k, group in enumerate(groups):
        for key in {key for outcome in group.outcomes for key in outcome.values}:
            number = int(part_of_column[key[2]] if key[1] < 0 else part_of_row[key[1]])
            if number < 0:
                return None
            if k not in touched[number]:
                touched[number].append(k)
    copies = [int(np.prod([len(groups[k].outcomes) for k in t], dtype=object)) for t in touched]
    if sum(copies) > min(MOST_NODES, count(instance)):
        return None
    places = Places.of(core, (o.values for g in groups for o in g.outcomes))
    pieces = [part(places.data({}), places, ~second, ~late, core.offset)]
    total = [sum(o.probability for o in g.outcomes) for g in groups]
    links = []
    for number, chosen in enumerate(touched):
        rows, columns = second & (part_of_row == number), late & (part_of_column == number)
        rest = np.prod([total[k] for k in range(len(groups)) if k not in chosen])
        for outcomes in itertools.product(*(groups[k].outcomes for k in chosen)):
            data = places.data({k: v for outcome in outcomes for k, v in outcome.values.items()})
            p = float(np.prod([o.probability for o in outcomes]) * rest)
            piece = part(data, places, rows, columns)
            pieces.append(replace(piece, cost=piece.cost * p))
            links.append(matrix(data, places, rows, ~late))
    return _joined(pieces, links)


def _joined(pieces: Sequence[LinearProgram], links: Sequence[sp.csr_array]) -> LinearProgram:
    """First stage and pieces as one program; `links` are the pieces' rows in first-stage columns."""
    first, *rest = pieces
    beside = sp.block_diag([p.matrix for p in rest], format="csr")
    top = sp.hstack([first.matrix, sp.csr_array((first.row_lower.size, beside.shape[1]))])
    matrix = sp.vstack([top, sp.hstack([sp.vstack(list(links)), beside])], format="csr")
    joined = {
        name: np.concatenate([getattr(p, name) for p in pieces])
        for name in ("cost", "lower", "upper", "integer", "row_lower", "row_upper")
    }
    return LinearProgram(matrix=sp.csr_array(matrix), offset=first.offset, **joined)


def _parts(core: Core, second: Mask, late: Mask) -> tuple[Indices, Indices, int]:
    """Connected parts of the second stage: of every row and column, -1 for those of the first."""
    rows, columns = len(core.rows), len(core.columns)
    inside = second[core.row] & late[core.column]
    i, j = core.row[inside], core.column[inside]
    label = np.concatenate(tied_together(sp.csr_array((np.ones(i.size), (i, j)), (rows, columns))))
    belongs = np.concatenate([second, late])
    names, small = np.unique(label[belongs], return_inverse=True)
    part = np.full(rows + columns, -1)
    part[belongs] = small
    return part[:rows], part[rows:], names.size
