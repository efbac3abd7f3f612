"""The stoch file: headings, changes of the core's data, and what is refused."""

from __future__ import annotations

import pytest
from tests.stochastic.formats.conftest import CORE, STOCH, TIME

from offtake.errors import InstanceError


def futures(*lines: str, how: str = "") -> str:
    return "\n".join(["STOCH TEST", f"SCENARIOS DISCRETE {how}", *lines, "ENDATA", ""])


def blocks(*lines: str, how: str = "") -> str:
    return "\n".join(["STOCH TEST", f"BLOCKS DISCRETE {how}", *lines, "ENDATA", ""])


def test_the_heading_may_be_a_name(cost):
    assert cost(stoch=STOCH.replace("STOCH TEST", "NAME TEST")) == pytest.approx(40)


@pytest.mark.parametrize(("how", "first", "second"), [("ADD", 0, 10), ("MULTIPLY", 1, 2), ("REPLACE", 10, 20)])  # fmt: skip
@pytest.mark.parametrize("form", [blocks, futures])
def test_values_are_added_to_the_core_multiplied_with_it_or_put_in_its_place(
    cost, form, how, first, second
):
    line = " BL B T2 0.5" if form is blocks else " SC {} ROOT 0.5 T2"
    lines = [line.format("ONE"), f" RHS DEM {first}", line.format("TWO"), f" RHS DEM {second}"]
    assert cost(stoch=form(*lines, how=how)) == pytest.approx(40)


def test_independent_values_are_added_to_costs_and_coefficients(cost):
    stoch = (
        "STOCH T\nINDEP DISCRETE ADD\n Y COST -1 T2 0.5\n Y COST 1 T2 0.5\n Y DEM 1 T2 1\nENDATA\n"
    )
    # Demand 10; one unit of y covers two, at 4 or 6, on average 2.5 for one unit of demand: x = 10.
    assert cost(stoch=stoch) == pytest.approx(20)


def test_costs_of_a_core_that_maximises_are_changed_in_its_own_sense(cost):
    core = CORE.replace("ROWS", "OBJSENSE MAX\nROWS", 1).replace("COST 2", "COST -2").replace("COST 5", "COST -5")  # fmt: skip
    stoch = "STOCH T\nINDEP DISCRETE ADD\n Y COST 4 T2 0.5\n Y COST -4 T2 0.5\nENDATA\n"
    # Demand 10: y costs 1 or 9, seen before it is bought: 10 at 1 or 9 is 50, against 20 for x.
    assert cost(core=core, stoch=stoch) == pytest.approx(-20)
    # At 1 or 1 y is cheaper.
    stoch = "STOCH T\nINDEP DISCRETE ADD\n Y COST 4 T2 1\nENDATA\n"
    assert cost(core=core, stoch=stoch) == pytest.approx(-10)


def test_one_block_name_in_two_periods_is_two_blocks(cost):
    core = (
        "NAME T3\nROWS\n N COST\n G D1\n G D2\n G D3\nCOLUMNS\n X1 COST 1 D1 1\n X1 D2 1\n X2 COST 2 D2 1\n X2 D3 1\n"
        " X3 COST 5 D3 1\nRHS\n RHS D1 1 D2 4\n RHS D3 6\nENDATA\n"
    )
    time = "TIME T3\nPERIODS\n X1 D1 P1\n X2 D2 P2\n X3 D3 P3\nENDATA\n"
    lines = [
        line
        for row, period, values in (("D2", "P2", (4, 8)), ("D3", "P3", (6, 10)))
        for value in values
        for line in (f" BL BLK {period} 0.5", f" RHS {row} {value}")
    ]
    # x2 = 10 (2 against 5 in half of the futures) covers D2 = 8 too; x1 = 1.
    assert cost(core=core, time=time, stoch=blocks(*lines)) == pytest.approx(21)


def test_random_bounds_stand_in_sections_of_any_kind(cost):
    # y <= 2 or 30: at 2, x must cover 8 of demand 10; then 10 - x more at 5 or nothing: x = 10.
    independent = "STOCH T\nINDEP DISCRETE\n UP BND Y 2 T2 0.5\n UP BND Y 30 T2 0.5\nENDATA\n"
    core = CORE.replace("COST 5", "COST 1")
    # At 1, y is cheaper: 8 of x, 2 of y in both futures, 18.
    assert cost(core=core, stoch=independent) == pytest.approx(18)
    lines = [" BL B T2 0.5", " UP BND Y 2", " BL B T2 0.5", " UP BND Y 30"]
    assert cost(core=core, stoch=blocks(*lines)) == pytest.approx(18)


REFUSED = {
    "a misspelt column": (STOCH.replace("RHS DEM 10", "XX DEM 10"), "line 3: 'XX' is neither a column"),
    "a negative probability": (STOCH.replace("20 T2 0.5", "20 T2 -.5"), "line 4: probability -.5"),
    "a probability above 1": (STOCH.replace("20 T2 0.5", "20 T2 1.5"), "line 4: probability 1.5"),
    "no probability": (STOCH.replace("0.5", "0"), "probabilities of group RHS DEM sum to 0"),
    "an infinite value": (STOCH.replace("RHS DEM 20", "RHS DEM 1e30"), "line 4: 1e30 is infinite"),
    "one datum in two groups": (
        STOCH.replace("ENDATA", "BLOCKS DISCRETE\n BL B T2 1\n RHS DEM 3\nENDATA"),
        "line 7: the right-hand side of DEM varies already in group RHS DEM",
    ),
    "a datum twice in one outcome": (blocks(" BL B T2 1", " RHS DEM 3", " RHS DEM 4"), "line 5: the right-hand side of DEM is given twice"),
    "a scenario twice": (futures(" SC A ROOT .5 T2", " SC A ROOT .5 T2"), "line 4: scenario 'A' stands twice"),
    "data before a scenario": (futures(" RHS DEM 3"), "line 3: data before the first BL or SC"),
    "two ways to change": (blocks(" BL B T2 1", how="ADD MULTIPLY"), "line 2: wanted one of"),
    "a product with an infinite bound": (
        "STOCH T\nINDEP DISCRETE MULTIPLY\n UP BND Y 2 T2 1\nENDATA\n",
        "the upper bound of Y is infinite in the core file",
    ),
    "a section of another kind": ("STOCH T\nCHANCE\nENDATA\n", "section 'CHANCE' is not supported"),
    "a decision before its data": (
        "STOCH T\nINDEP DISCRETE\n X COST 1 T1 .5\n X COST 2 T1 .5\nENDATA\n",
        "X is decided before its random data are known",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("stoch", "said"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_meant_is_refused(small, stoch, said):
    with pytest.raises(InstanceError) as refusal:
        small(stoch=stoch)
    assert "a.sto" in str(refusal.value)
    assert said in str(refusal.value)


def test_a_datum_of_the_first_stage_may_be_restated_where_all_futures_agree(cost):
    again = [" X COST 3", " RHS CAP 12"]
    lines = [
        " SC ONE ROOT 0.5 T1",
        " RHS DEM 10",
        *again,
        " SC TWO ROOT 0.5 T1",
        " RHS DEM 20",
        *again,
    ]
    # x at 3: 10 of it, for 3 > 2.5; the rest of demand at 5 in half of the futures.
    assert cost(stoch=futures(*lines)) == pytest.approx(30 + 0.5 * 50)


def test_in_one_period_nothing_is_random(cost, small):
    time = "TIME T\nPERIODS\n X CAP T1\nENDATA\n"
    one = "STOCH T\nINDEP DISCRETE\n RHS DEM 10 T1 1.0\nENDATA\n"
    assert cost(time=time, stoch=one) == pytest.approx(20)  # ten of x
    two = STOCH.replace("T2", "T1")
    with pytest.raises(InstanceError, match="right-hand side of DEM is random, but all is decided"):
        small(time=time, stoch=two)


def test_a_time_file_with_more_rows_and_columns_is_no_other_problem(cost):
    assert cost(time=TIME.replace("PERIODS", "PERIODS LP")) == pytest.approx(40)
