"""The time file: implicit and explicit periods, and what does not fit the core file."""

from __future__ import annotations

import pytest
from tests.stochastic.formats.conftest import TIME

from offtake.errors import InstanceError

EXPLICIT = """\
TIME TEST
PERIODS EXPLICIT
 T1
 T2
ROWS
 CAP T1
 DEM T2
COLUMNS
 X T1
 Y T2
ENDATA
"""


def test_explicit_periods_say_the_same_as_implicit_ones(cost):
    assert cost(time=EXPLICIT) == pytest.approx(40)


def test_columns_may_be_called_cols(cost):
    assert cost(time=EXPLICIT.replace("COLUMNS", "COLS")) == pytest.approx(40)


def test_the_objective_may_stand_among_explicit_rows(cost):
    assert cost(time=EXPLICIT.replace("ROWS\n", "ROWS\n COST T1\n")) == pytest.approx(40)


def test_explicit_periods_need_not_follow_the_order_of_the_core_file(small):
    instance = small(
        time=EXPLICIT.replace(" X T1\n Y T2", " Y T1\n X T2").replace("CAP T1", "CAP T2")
    )
    assert instance.core.column_stage.tolist() == [1, 0]


@pytest.mark.parametrize(
    ("time", "said"),
    [
        (TIME.replace("Y DEM", "YY DEM"), "line 4: column 'YY' is not in the core file"),
        (TIME.replace("Y DEM", "Y DEN"), "line 4: row 'DEN' is not in the core file"),
        (TIME.replace("Y DEM T2", "Y DEM"), "line 4: wanted column, row and period"),
        (TIME.replace("DEM T2", "DEM T1"), "line 4: period 'T1' stands twice"),
        (TIME.replace(" X CAP T1\n", ""), "column 'X' stands before the first period"),
        (TIME.replace(" X CAP T1", " Y DEM T1").replace(" Y DEM T2", " X CAP T2"), "not in the order"),
        (TIME.replace(" X CAP T1\n Y DEM T2\n", ""), "names no period"),
        (EXPLICIT.replace(" Y T2\n", ""), "column 'Y' has no period"),
        (EXPLICIT.replace(" DEM T2\n", ""), "row 'DEM' has no period"),
        (EXPLICIT.replace(" DEM T2\n", " DEM T3\n"), "line 7: period 'T3' is not in section PERIODS"),
        (EXPLICIT.replace("PERIODS EXPLICIT\n T1\n T2", "PERIODS\n X CAP T1"), "goes with PERIODS EXPLICIT"),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_refused(small, time, said):
    with pytest.raises(InstanceError) as refusal:
        small(time=time)
    assert "a.tim" in str(refusal.value)
    assert said in str(refusal.value)
