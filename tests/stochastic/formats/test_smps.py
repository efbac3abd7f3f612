"""SMPS files: sections, inheritance, stages, probabilities as they stand, published values."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from offtake.errors import InstanceError
from offtake.stochastic.formats.data_tree import tree
from offtake.stochastic.formats.separable import separable
from offtake.stochastic.formats.smps import Instance, count, normalised, read_smps
from offtake.stochastic.formats.written_out import program, two_stage
from offtake.stochastic.program.extensive_form import flatten
from offtake.stochastic.program.two_stage import extensive
from offtake.stochastic.solver.highs import Highs
from offtake.stochastic.solver.program import Until

# Buy x at 2; sell y at 5 of at most d.  Second stage: y <= x, y <= d.
CORE = """NAME VENDOR
ROWS
 N COST
 L BUDGET
 L STOCK
 L DEMAND
COLUMNS
 X COST 2 BUDGET 1
 X STOCK -1
 Y COST -5 STOCK 1
 Y DEMAND 1
RHS
 RHS BUDGET 100 DEMAND 10
 RHS COST -7
ENDATA
"""
TIME = """TIME VENDOR
PERIODS
 X BUDGET NOW
 Y STOCK LATER
ENDATA
"""
Read = Callable[..., Instance]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    def make(stoch: str, core: str = CORE, time: str = TIME) -> Instance:
        for name, text in (("a.cor", core), ("a.tim", time), ("a.sto", stoch)):
            (tmp_path / name).write_text(text, encoding="utf-8")
        return read_smps(tmp_path / "a.cor", tmp_path / "a.tim", tmp_path / "a.sto")

    return make


def optimum(instance: Instance) -> float:
    return Highs()(extensive(two_stage(instance))).objective


INDEP = "STOCH V\nINDEP DISCRETE\n RHS DEMAND 4 LATER 0.5\n RHS DEMAND 12 LATER 0.5\nENDATA\n"


def test_independent_outcomes_give_the_critical_fractile(read: Read):
    # Each of the first 4 sells surely: 3 earned.  Up to 12: 5/2 - 2 = 0.5 each.  -12 - 4 = -16, constant 7.
    assert optimum(read(INDEP)) == pytest.approx(-16 + 7)


def test_a_separable_second_stage_is_one_small_exact_program(read: Read):
    flat = separable(read(INDEP))
    assert flat is not None
    assert Highs()(flat).objective == pytest.approx(-16 + 7)


def test_blocks_after_the_first_list_only_what_differs(read: Read):
    stoch = (
        "STOCH V\nBLOCKS DISCRETE\n BL B LATER 0.5\n RHS DEMAND 4\n Y COST -6\n"
        " BL B LATER 0.5\n RHS DEMAND 12\nENDATA\n"
    )
    # Price 6 in both: the first 4 earn 4 each, up to 12 one each: -24, constant 7.
    assert optimum(read(stoch)) == pytest.approx(-24 + 7)


def test_a_future_takes_from_its_parent_what_it_does_not_name(read: Read):
    stoch = (
        "STOCH V\nSCENARIOS DISCRETE\n SC ONE ROOT 0.5 LATER\n RHS DEMAND 4\n Y COST -6\n"
        " SC TWO ONE 0.5 LATER\n RHS DEMAND 12\nENDATA\n"
    )
    assert optimum(read(stoch)) == pytest.approx(-24 + 7)


def test_the_root_gives_the_core_to_what_is_not_named(read: Read):
    stoch = (
        "STOCH V\nSCENARIOS DISCRETE\n SC ONE 'ROOT' 0.5 LATER\n RHS DEMAND 4\n Y COST -6\n"
        " SC TWO 'ROOT' 0.5 LATER\n RHS DEMAND 12\nENDATA\n"
    )
    # Prices 6 and 5: the first 4 earn 3.5 each, up to 12 5/2 - 2 = 0.5 each: -18, constant 7.
    assert optimum(read(stoch)) == pytest.approx(-18 + 7)


def test_random_coefficients_reach_the_second_stage(read: Read):
    stoch = "STOCH V\nINDEP DISCRETE\n X STOCK -0.5 LATER 0.5\n X STOCK -1 LATER 0.5\nENDATA\n"
    # y <= min(10, x/2) or min(10, x): up to 10 each earns 5 * 0.75 - 2 = 1.75; then 1.25 - 2 < 0.
    assert optimum(read(stoch)) == pytest.approx(-17.5 + 7)


def test_probabilities_are_never_changed_unasked(read: Read):
    short = read(INDEP.replace("LATER 0.5", "LATER 0.45"))
    assert any("sum to 0.9" in w for w in short.warnings)
    # 4: 5 * 0.9 - 2 = 2.5 each; up to 12: 2.25 - 2 = 0.25 each.
    assert optimum(short) == pytest.approx(-12 + 7)
    assert Highs()(separable(short)).objective == pytest.approx(-12 + 7)
    assert optimum(normalised(short)) == pytest.approx(-16 + 7)


def test_right_probabilities_bring_no_warning(read: Read):
    assert read(INDEP).warnings == ()


def test_two_stages_and_the_tree_are_the_same_problem(read: Read):
    instance = read(INDEP)
    assert Highs()(flatten(program(instance)).program).objective == pytest.approx(-9)
    assert len(tree(instance)) == 3


def test_millions_of_futures_are_counted_and_refused_to_be_written_out(read: Read):
    lines = "".join(f" X{k} R{k} {v} LATER 0.1\n" for k in range(7) for v in range(10))
    core = CORE.replace(" L DEMAND\n", " L DEMAND\n" + "".join(f" L R{k}\n" for k in range(7)))
    core = core.replace("RHS\n", "".join(f" Y R{k} 1\n" for k in range(7)) + "RHS\n", 1)
    stoch = "STOCH V\nINDEP DISCRETE\n" + lines.replace(" X", " RHS") + "ENDATA\n"
    stoch = "".join(
        line.replace(line.split()[0], "RHS", 1) + "\n" if line.startswith(" RHS") else line + "\n"
        for line in stoch.splitlines()
    )
    instance = read(stoch, core)
    assert count(instance) == 10**7
    with pytest.raises(InstanceError, match="10000000 futures"):
        two_stage(instance)


@pytest.mark.parametrize(
    ("stoch", "message"),
    [
        ("STOCH V\nINDEP NORMAL\n RHS DEMAND 4 LATER 1\nENDATA\n", "NORMAL is not supported"),
        ("STOCH V\nINDEP DISCRETE\n RHS NOROW 4 LATER 1\nENDATA\n", "row 'NOROW'"),
        ("STOCH V\nINDEP DISCRETE\n RHS DEMAND four LATER 1\nENDATA\n", "'four' is not a number"),
        (
            "STOCH V\nINDEP DISCRETE\n RHS DEMAND nan LATER 1\nENDATA\n",
            "the value is not a number",
        ),
        ("STOCH V\nINDEP DISCRETE\n RHS DEMAND 4 SOON 1\nENDATA\n", "period 'SOON'"),
        ("STOCH V\nSCENARIOS\n SC A NOBODY 1 LATER\nENDATA\n", "parent 'NOBODY'"),
        ("STOCH V\nENDATA\n", "either INDEP and BLOCKS, or SCENARIOS"),
    ],
)
def test_faults_name_the_file_and_what_was_found(read: Read, stoch: str, message: str):
    with pytest.raises(InstanceError, match=r"a\.sto") as caught:
        read(stoch)
    assert message in str(caught.value)


def test_a_missing_file_is_named(tmp_path: Path):
    with pytest.raises(InstanceError, match=r"none\.cor"):
        read_smps(tmp_path / "none.cor", tmp_path / "none.tim", tmp_path / "none.sto")


def test_ranges_bounds_and_markers_are_read(read: Read):
    core = CORE.replace(
        " X COST 2 BUDGET 1\n",
        " M 'MARKER' 'INTORG'\n X COST 2 BUDGET 1\n",
    ).replace(" Y COST -5", " M 'MARKER' 'INTEND'\n Y COST -5")
    core = core.replace(
        "ENDATA", "RANGES\n RG BUDGET 97\nBOUNDS\n UP BND X 5.5\n UP BND Y 50\nENDATA"
    )
    instance = read(INDEP, core)
    assert instance.core.integer.tolist() == [True, False]
    assert instance.core.row_lower[0] == 3.0
    # Whole x of at most 5: 4 * 3 + 1 * 0.5.
    found = Highs()(extensive(two_stage(instance)), Until(1e-9))
    assert found.objective == pytest.approx(-12.5 + 7)


FOLDER = Path(
    os.environ.get("OFFTAKE_INSTANCES", Path(__file__).parents[4] / "shared" / "instances")
)
PUBLISHED = [
    ("lands/lands", "lands/lands", 381.853333),
    ("lands/lands", "lands/lands-blocks", 381.853333),
    ("lands_3stage/lands", "lands_3stage/lands-indep", 719.2066667),
    ("chem/chem", "chem/chem", -13009.166667),
    ("airlift/airl", "airlift/airl-first", 249101.672072),
    ("airlift/airl", "airlift/airl-second", 269665.498390),
    ("pltexp/pltexpa-2", "pltexp/pltexpa-2-6", -9.479354),
    ("pltexp/pltexpa-2", "pltexp/pltexpa-2-16", -9.663308),
    ("pltexp/pltexpa-3", "pltexp/pltexpa-3-6", -13.969368),
    ("pltexp/pltexpa-3", "pltexp/pltexpb-3-6", -13.643226),
]


@pytest.mark.instances
@pytest.mark.skipif(not FOLDER.is_dir(), reason=f"no published instances in {FOLDER}")
@pytest.mark.parametrize(("core", "stoch", "value"), PUBLISHED)
def test_published_values_are_met(core: str, stoch: str, value: float):
    path = str(FOLDER / core)
    instance = read_smps(path + ".cor", path + ".tim", FOLDER / (stoch + ".sto"))
    found = Highs()(flatten(program(instance)).program)
    assert found.objective == pytest.approx(value, rel=1e-6)


@pytest.mark.instances
@pytest.mark.skipif(not FOLDER.is_dir(), reason=f"no published instances in {FOLDER}")
def test_gbd_is_solved_exactly_over_all_its_futures():
    path = str(FOLDER / "gbd/gbd")
    instance = read_smps(path + ".cor", path + ".tim", path + ".sto")
    assert count(instance) == 646_425
    flat = separable(instance)
    assert flat is not None
    assert flat.cost.size == 163
    assert Highs()(flat).objective == pytest.approx(1655.62785, abs=1e-4)
