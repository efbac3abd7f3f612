"""One small instance, with any of its files in another form.

Buy x at 2 now; what is short of demand (10 or 20, even chances) is bought at 5 later.  The second ten units are
short in half of the futures: 2.5 > 2, so x = 20 and the cost is 40.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from offtake.stochastic.formats.smps import Instance, read_smps
from offtake.stochastic.formats.written_out import program
from offtake.stochastic.program.extensive_form import flatten
from offtake.stochastic.solver.highs import Highs

CORE = """\
NAME TEST
ROWS
 N COST
 L CAP
 G DEM
COLUMNS
 X COST 2 CAP 1
 X DEM 1
 Y COST 5 DEM 1
RHS
 RHS CAP 100 DEM 10
ENDATA
"""
TIME = """\
TIME TEST
PERIODS
 X CAP T1
 Y DEM T2
ENDATA
"""
STOCH = """\
STOCH TEST
INDEP DISCRETE
 RHS DEM 10 T2 0.5
 RHS DEM 20 T2 0.5
ENDATA
"""
Read = Callable[..., Instance]


@pytest.fixture
def small(tmp_path: Path) -> Read:
    """The instance, with what is given in place of its files."""

    def make(core: str = CORE, time: str = TIME, stoch: str = STOCH) -> Instance:
        paths = [tmp_path / name for name in ("a.cor", "a.tim", "a.sto")]
        for path, text in zip(paths, (core, time, stoch), strict=True):
            path.write_bytes(text.encode() if isinstance(text, str) else text)
        return read_smps(*paths)

    return make


@pytest.fixture
def cost(small: Read) -> Callable[..., float]:
    """The least expected cost of the instance in its own sense."""

    def value(**files: str) -> float:
        instance = small(**files)
        return instance.core.sign * Highs()(flatten(program(instance)).program).objective

    return value
