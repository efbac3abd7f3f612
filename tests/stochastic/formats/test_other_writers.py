"""Files in the forms in which other programs write them: the instance of conftest, 40 + 3 for a constant."""

from __future__ import annotations

import pytest

PYOMO_CORE = """\
* Source:     Pyomo MPS Writer
* Format:     Free MPS
*
NAME unknown
OBJSENSE
 MIN
ROWS
 N  cost
 L  c_u_cap_
 G  c_l_demand_
 E  c_e_ONE_VAR_CONSTANT
COLUMNS
     x cost 2
     x c_u_cap_ 1
     x c_l_demand_ 1
     y cost 5
     y c_l_demand_ 1
     ONE_VAR_CONSTANT cost 3
     ONE_VAR_CONSTANT c_e_ONE_VAR_CONSTANT 1
RHS
     RHS c_u_cap_ 100
     RHS c_l_demand_ 10
     RHS c_e_ONE_VAR_CONSTANT 1
BOUNDS
 LO BOUND x 0
 LO BOUND y 0
 FR BOUND ONE_VAR_CONSTANT
ENDATA
"""
PYSP_TIME = """\
TIME farmer
PERIODS IMPLICIT
    x cost TIME1
    y c_l_demand_ TIME2
ENDATA
"""
PYSP_STOCH = """\
STOCH farmer
BLOCKS DISCRETE REPLACE
 BL BLOCK1 PERIOD2 0.5
    RHS    c_l_demand_    10
    ONE_VAR_CONSTANT    cost    2
 BL BLOCK1 PERIOD2 0.5
    RHS    c_l_demand_    20
    ONE_VAR_CONSTANT    cost    4
ENDATA
"""
COIN_CORE = """\
NAME          BLANK     FREE
ROWS
 N  OBJROW
 L  CAP
 G  DEM
COLUMNS
    X         OBJROW    2.   CAP       1.
    X         DEM       1.
    Y         OBJROW    5.   DEM       1.
RHS
    RHS       OBJROW    -3.
    RHS       CAP       100.   DEM       10.
BOUNDS
 UP BOUND     X         1e+30
 PL BOUND     Y
ENDATA
"""


def test_what_pysp_writes_is_read_and_its_other_name_for_a_period_told(cost, small):
    files = {"core": PYOMO_CORE, "time": PYSP_TIME, "stoch": PYSP_STOCH}
    assert cost(**files) == pytest.approx(43)
    assert small(**files).warnings == (
        "period PERIOD2 is not in the time file; TIME2, of the same number, is taken for it",
    )


def test_what_coin_writes_is_read(cost):
    assert cost(core=COIN_CORE) == pytest.approx(43)
    # In coin-or's examples the stoch file, too, begins with NAME, and chance is a section of scenarios.
    stoch = (
        "NAME          BUG\nSCENARIOS     DISCRETE                REPLACE\n  SC SCEN01    ROOT           0.500    T2\n"
        "     RHS       DEM             10.000\n  SC SCEN02    ROOT           0.500    T2\n"
        "     RHS       DEM             20.000\nENDATA\n"
    )
    assert cost(core=COIN_CORE, stoch=stoch) == pytest.approx(43)
