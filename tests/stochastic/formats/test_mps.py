"""Files in MPS form: every way to write one thing, and what is refused."""

from __future__ import annotations

from pathlib import Path
from random import Random

import highspy
import numpy as np
import pytest
from tests.stochastic.formats.conftest import CORE

from offtake.errors import InstanceError
from offtake.stochastic.formats.core import read_core

# Sell y at 5 of at most what is bought at 2, at most 15, and of demand 10 or 20: 15 bought, 10 or 15 sold.
SELL = """\
NAME SELL
ROWS
 N PROFIT
 L CAP
 L LINK
 L DEM
COLUMNS
 X PROFIT -2 CAP 1
 X LINK -1
 Y PROFIT 5 LINK 1
 Y DEM 1
RHS
 RHS CAP 15 DEM 10
ENDATA
"""
MAXIMISED = [
    "OBJSENSE MAX\n",
    "OBJSENSE\n    MAX\n",
    "OBJSENSE\nMAX\n",
    "OBJSENSE\n  MAXIMISE\n",
    "OBJSENSE MAXIMIZE\n",
    "OBJSENSEMAX\n",
    "MAX\n",
]
TIMES = "TIME T\nPERIODS\n X CAP T1\n Y LINK T2\nENDATA\n"


@pytest.mark.parametrize("sense", MAXIMISED)
def test_a_sense_is_read_however_it_is_written(cost, sense):
    core = SELL.replace("ROWS\n", f"{sense}ROWS\n", 1)
    assert cost(core=core, time=TIMES) == pytest.approx(-30 + 0.5 * 50 + 0.5 * 75)


@pytest.mark.parametrize("sense", ["OBJSENSE MIN\n", "OBJSENSE\n MINIMIZE\n", ""])
def test_without_a_sense_or_with_min_it_is_minimised(cost, sense):
    # All 15 are bought at a profit of -2 each, and none sold.
    core = SELL.replace("ROWS\n", f"{sense}ROWS\n", 1)
    assert cost(core=core, time=TIMES) == pytest.approx(-30)


def test_the_objective_may_be_named(cost):
    core = CORE.replace(" N COST\n", " N NOTHING\n N COST\n").replace(
        "ROWS", "OBJNAME\n COST\nROWS"
    )
    assert cost(core=core) == pytest.approx(40)


@pytest.mark.parametrize(
    ("kind", "width", "value"),
    [
        ("L", 3, 37.5),  # [D - 3, D]: x = 10 at most, then 7 more in half of the futures
        ("L", -3, 37.5),
        ("E", -3, 37.5),
        ("E", 3, 43.5),  # [D, D + 3]: x = 13, then 7 more
        ("G", 3, 43.5),
        ("G", -3, 43.5),
        ("E", 0, 45.0),  # exactly D: x = 10, then 10 more
    ],
)
def test_a_range_keeps_its_width_where_the_right_hand_side_is_random(cost, kind, width, value):
    core = CORE.replace(" G DEM", f" {kind} DEM").replace(
        "ENDATA", f"RANGES\n RNG DEM {width}\nENDATA"
    )
    assert cost(core=core) == pytest.approx(value)


REFUSED = {
    "a row type of two letters": (" L CAP", " NL CAP", "line 4: row type 'NL'"),
    "a row without a name": (" L CAP", " L", "line 4: wanted the type of a row and its name"),
    "a row twice": (" L CAP", " L CAP\n L CAP", "line 5: row 'CAP' stands twice"),
    "a coefficient twice": (" X DEM 1", " X DEM 1\n X DEM 3", "the coefficient of X in DEM is given twice (1 and 3)"),
    "a right-hand side twice": ("DEM 10", "DEM 10\n RHS DEM 9", "RHS of row DEM is given twice (10 and 9)"),
    "no objective": (" N COST\n", " G COST\n", "no row of type N"),
    "no column": (CORE[CORE.index(" X COST") : CORE.index("RHS\n")], "", "holds no column"),
    "a range of the objective": ("ENDATA", "RANGES\n RNG COST 3\nENDATA", "row COST is of type N"),
    "an unknown section": ("RHS\n", "RESULT\n x y\nRHS\n", "line 10: section 'RESULT' is not supported"),
    "an unknown row": ("Y COST 5", "Y COSTS 5", "row 'COSTS' is not in section ROWS"),
    "both senses": ("ROWS\n", "OBJSENSE MAX\nOBJSENSE MIN\nROWS\n", "both maximised and minimised"),
    "a bound twice": ("ENDATA", "BOUNDS\n UP B X 4\n UP B X 5\nENDATA", "bound UP of column X is given twice"),
    "a bound of nothing": ("ENDATA", "BOUNDS\n UP B X -inf\nENDATA", "no number is within"),
    "a bound of an unknown type": ("ENDATA", "BOUNDS\n SC B X 4\nENDATA", "bound type 'SC' is not supported"),
    "a bound of an unknown column": ("ENDATA", "BOUNDS\n UP B Z 4\nENDATA", "column 'Z' is not in section COLUMNS"),
}  # fmt: skip


@pytest.mark.parametrize(("old", "new", "said"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_meant_is_refused(small, old, new, said):
    assert old in CORE
    with pytest.raises(InstanceError) as refusal:
        small(core=CORE.replace(old, new, 1))
    assert "a.cor" in str(refusal.value)
    assert said in str(refusal.value)


def test_sets_that_do_not_count_are_told(small):
    instance = small(core=CORE.replace("ENDATA", " RHS2 CAP 1\nENDATA"))
    assert instance.core.rhs.tolist() == [100, 10]
    assert instance.warnings == ("RHS: set RHS counts; left aside: RHS2",)


def test_a_core_without_any_coefficient_is_read(small):
    core = "NAME A\nROWS\n N C\n G R\nCOLUMNS\n X C 1\nRHS\nENDATA\n"
    instance = small(core=core, time="TIME\nPERIODS\n X C T2\nENDATA\n", stoch="STOCH\nINDEP DISCRETE\n RHS R 1 T2 1\nENDATA\n")  # fmt: skip
    assert instance.core.rhs.tolist() == [1.0]


def _random_core(random: Random) -> str:
    rows = [f"R{k}" for k in range(random.randint(1, 5))]
    columns = [f"C{k}" for k in range(random.randint(1, 5))]
    lines = [
        "NAME M",
        *(["OBJSENSE", "    MAX"] if random.random() < 0.5 else []),
        "ROWS",
        " N OBJ",
    ]
    lines += [f" {random.choice('LGE')} {row}" for row in rows]
    lines += ["COLUMNS"]
    for name in columns:
        whole = random.random() < 0.3
        lines += [" M1 'MARKER' 'INTORG'"] * whole
        lines += [f" {name} {row} {random.randint(-9, 9)}" for row in ["OBJ", *rows] if random.random() < 0.7 or row == "OBJ"]  # fmt: skip
        lines += [" M2 'MARKER' 'INTEND'"] * whole
    lines += ["RHS", f" RHS OBJ {random.randint(-5, 5)}"]
    lines += [f" RHS {row} {random.randint(-9, 9)}" for row in rows if random.random() < 0.7]
    lines += [
        "RANGES",
        *(f" RNG {row} {random.randint(-6, 6)}" for row in rows if random.random() < 0.5),
    ]
    lines += ["BOUNDS"]
    for name in columns:
        kind = random.choice(["UP", "LO", "FX", "FR", "MI", "BV", "PL", ""])
        value = random.randint(1, 9)
        lines += [f" {kind} BND {name} {value}"] * (kind in ("UP", "LO", "FX"))
        lines += [f" {kind} BND {name}"] * (kind in ("FR", "MI", "BV", "PL"))
    return "\n".join([*lines, "ENDATA", ""])


@pytest.mark.parametrize("seed", range(30))
def test_the_solver_reads_the_same_program_from_the_same_file(tmp_path: Path, seed: int):
    text = _random_core(Random(seed))
    core, time = tmp_path / "a.mps", tmp_path / "a.tim"
    core.write_text(text)
    time.write_text("TIME\nPERIODS\n C0 R0 T1\nENDATA\n")
    mine = read_core(core, time)
    solver = highspy.Highs()
    solver.setOptionValue("output_flag", False)
    solver.readModel(str(core))
    theirs = solver.getLp()
    assert mine.sense == ("max" if theirs.sense_ == highspy.ObjSense.kMaximize else "min")
    assert (mine.sign * mine.cost).tolist() == list(theirs.col_cost_)
    assert mine.sign * mine.offset == theirs.offset_
    assert mine.row_lower.tolist() == list(theirs.row_lower_)
    assert mine.row_upper.tolist() == list(theirs.row_upper_)
    whole = [kind == highspy.HighsVarType.kInteger for kind in theirs.integrality_] or [False] * mine.cost.size  # fmt: skip
    assert mine.integer.tolist() == whole
    # Whole columns without bounds lie in [0, 1] there, which our reader tells.
    loose = ",".join(mine.warnings)
    for k, name in enumerate(mine.columns):
        if name not in loose:
            assert (mine.lower[k], mine.upper[k]) == (theirs.col_lower_[k], theirs.col_upper_[k])
    dense = np.zeros((len(mine.rows), len(mine.columns)))
    dense[mine.row, mine.column] = mine.value
    start, index, value = theirs.a_matrix_.start_, theirs.a_matrix_.index_, theirs.a_matrix_.value_
    other = np.zeros_like(dense)
    for k in range(len(mine.columns)):
        for at in range(start[k], start[k + 1]):
            other[index[at], k] = value[at]
    assert dense.tolist() == other.tolist()
