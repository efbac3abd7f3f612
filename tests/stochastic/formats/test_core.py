"""The core file: sides of rows from ranges, bounds of columns, and the sign of what is maximised."""

from __future__ import annotations

import numpy as np
import pytest

from offtake.stochastic.formats.core import coefficients

INF = np.inf
CORE = """\
NAME TEST
ROWS
 N COST
 L CAP
 G DEM
 E EVEN
 E ODD
 N COUNT
 L FREE
COLUMNS
 X COST 2 CAP 1
 X FREE 0 COUNT 9
 Y COST 5 DEM 1
 Y EVEN 1 ODD 4
 Y CAP 3
RHS
 RHS CAP 10 DEM 10
 RHS EVEN 10 ODD 10
 RHS COST 7
RANGES
 R CAP -3 DEM -3
 R EVEN 3 ODD -3
ENDATA
"""


def test_a_range_lies_below_above_or_on_the_side_of_its_sign(small):
    core = small(core=CORE).core

    assert core.rows == ("CAP", "DEM", "EVEN", "ODD", "FREE")  # rows of type N bind nothing
    assert core.row_lower.tolist() == [7, 10, 10, 7, -INF]
    assert core.row_upper.tolist() == [10, 13, 13, 10, 0]
    assert core.rhs.tolist() == [10, 10, 10, 10, 0]


def test_coefficients_are_kept_by_place_but_for_zeros_and_rows_that_bind_nothing(small):
    assert coefficients(small(core=CORE).core) == {
        (0, 0): 1.0, (0, 1): 3.0, (1, 1): 1.0, (2, 1): 1.0, (3, 1): 4.0,
    }  # fmt: skip


@pytest.mark.parametrize(("sense", "sign"), [("", 1.0), ("OBJSENSE MAX\n", -1.0)])
def test_what_is_maximised_turns_its_costs_and_its_constant(small, sense, sign):
    core = small(core=CORE.replace("ROWS\n", f"{sense}ROWS\n", 1)).core

    assert core.sign == sign
    assert core.cost.tolist() == [2 * sign, 5 * sign]
    assert core.offset == -7 * sign  # a right-hand side of the objective is taken off it


@pytest.mark.parametrize(
    ("bounds", "lower", "upper", "whole", "warned"),
    [
        ("", 0, INF, False, False),
        (" UP B X 4\n", 0, 4, False, False),
        (" UP B X -4\n", -INF, -4, False, True),
        (" LO B X -9\n UP B X -4\n", -9, -4, False, False),
        (" UP B X -4\n LO B X -9\n", -9, -4, False, False),
        (" FX B X -4\n", -4, -4, False, False),
        (" MI B X\n", -INF, INF, False, False),
        (" FR B X\n", -INF, INF, False, False),
        (" BV B X\n", 0, 1, True, False),
        (" LI B X 2\n UI B X 5\n", 2, 5, True, False),
    ],
)
def test_bounds_by_their_type(small, bounds, lower, upper, whole, warned):
    text = CORE.replace("ENDATA", f"BOUNDS\n{bounds}ENDATA") if bounds else CORE
    core = small(core=text).core

    assert (core.lower[0], core.upper[0], bool(core.integer[0])) == (lower, upper, whole)
    assert (core.lower[1], core.upper[1], bool(core.integer[1])) == (0, INF, False)
    assert bool(core.warnings) == warned


def test_whole_columns_without_bounds_are_named(small):
    marked = CORE.replace(" X COST 2", " M1 'MARKER' 'INTORG'\n X COST 2", 1)
    marked = marked.replace(" Y COST", " M2 'MARKER' 'INTEND'\n Y COST", 1)
    core = small(core=marked).core

    assert core.integer.tolist() == [True, False]
    assert (core.lower[0], core.upper[0]) == (0, INF)
    assert [w.rpartition(": ")[2] for w in core.warnings] == ["X"]
