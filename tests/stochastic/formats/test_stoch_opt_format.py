"""StochOptFormat files of both versions."""

from __future__ import annotations

import gzip
import json
import os
from pathlib import Path
from typing import Any

import pytest

from offtake.errors import InstanceError
from offtake.stochastic.formats.stoch_opt_format import read_sof
from offtake.stochastic.program.extensive_form import flatten
from offtake.stochastic.solver.highs import Highs
from offtake.stochastic.solver.program import Until


def affine(terms: dict[str, float], constant: float = 0.0) -> dict[str, Any]:
    listed = [{"variable": k, "coefficient": v} for k, v in terms.items()]
    return {"type": "ScalarAffineFunction", "terms": listed, "constant": constant}


def stage(cost: dict[str, float], rows: list[Any], *, sense: str = "min") -> dict[str, Any]:
    names = ["in", "out", "sold", "demand"]
    low = [
        {"function": {"type": "Variable", "name": n}, "set": {"type": "GreaterThan", "lower": 0.0}}
        for n in names[1:]
    ]
    return {
        "variables": [{"name": n} for n in names],
        "objective": {"sense": sense, "function": affine(cost)},
        "constraints": low + rows,
    }


def vendor(sense: str = "min") -> dict[str, Any]:
    """Buy at 2, sell at 5 what demand (4 or 12) allows."""
    sign = -1.0 if sense == "max" else 1.0
    nothing = {"function": affine({"sold": 1.0}), "set": {"type": "EqualTo", "value": 0.0}}
    stock = {
        "function": affine({"sold": 1.0, "in": -1.0}),
        "set": {"type": "LessThan", "upper": 0.0},
    }
    wanted = {
        "function": affine({"sold": 1.0, "demand": -1.0}),
        "set": {"type": "LessThan", "upper": 0.0},
    }
    states = {"x": {"in": "in", "out": "out"}}
    return {
        "version": {"major": 1, "minor": 0},
        "root": {"state_variables": {"x": 0.0}, "successors": {"1": 1.0}},
        "nodes": {
            "1": {"subproblem": "buy", "successors": {"2": 1.0}},
            "2": {
                "subproblem": "sell",
                "realizations": [
                    {"probability": 0.5, "support": {"demand": 4.0}},
                    {"probability": 0.25, "support": {"demand": 12.0}},
                    {"probability": 0.25, "support": {"demand": 12.0}},
                ],
            },
        },
        "subproblems": {
            "buy": {
                "state_variables": states,
                "subproblem": stage({"out": sign * 2.0}, [nothing], sense=sense),
            },
            "sell": {
                "state_variables": states,
                "subproblem": stage({"sold": sign * -5.0}, [stock, wanted], sense=sense),
            },
        },
    }


def written(path: Path, document: dict[str, Any]) -> Path:
    path.write_bytes(gzip.compress(json.dumps(document).encode()))
    return path


@pytest.mark.parametrize("sense", ["min", "max"])
def test_a_news_vendor_in_either_sense(tmp_path: Path, sense: str):
    read = read_sof(written(tmp_path / "v.sof.json.gz", vendor(sense)))
    # The first 4 earn 3 each, up to 12 5/2 - 2 = 0.5 each.
    assert Highs()(flatten(read.program).program).objective == pytest.approx(-16.0)


def test_equal_realisations_are_merged(tmp_path: Path):
    read = read_sof(written(tmp_path / "v.sof.json.gz", vendor()))
    assert read.program.probability.tolist() == [1.0, 1.0, 0.5, 0.5]


def test_costs_of_incoming_states_are_charged(tmp_path: Path):
    document = vendor()
    document["subproblems"]["sell"]["subproblem"]["objective"]["function"] = affine(
        {"sold": -5.0, "in": 1.0}
    )
    read = read_sof(written(tmp_path / "v.sof.json.gz", document))
    # Holding costs 1 more each: the first 4 earn 2, the others 5/2 - 3 < 0.
    assert Highs()(flatten(read.program).program).objective == pytest.approx(-8.0)


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_values_that_are_no_numbers_are_refused(tmp_path: Path, value: float):
    document = vendor()
    document["nodes"]["2"]["realizations"][0]["support"]["demand"] = value
    path = tmp_path / "a.sof.json"
    path.write_text(json.dumps(document), encoding="utf-8")
    with pytest.raises(InstanceError, match="is not a number"):
        read_sof(path)


def test_a_later_version_is_refused(tmp_path: Path):
    document = {**vendor(), "version": {"major": 9, "minor": 0}}
    with pytest.raises(InstanceError, match="version 9"):
        read_sof(written(tmp_path / "v.sof.json.gz", document))


FOLDER = Path(
    os.environ.get("OFFTAKE_INSTANCES", Path(__file__).parents[4] / "shared" / "instances")
)


@pytest.mark.instances
@pytest.mark.skipif(not FOLDER.is_dir(), reason=f"no published instances in {FOLDER}")
@pytest.mark.parametrize(
    ("name", "value"), [("electric.sof.json", 381.8533), ("sldp_example_two_2.sof.json.gz", -57.0)]
)
def test_published_values_are_met(name: str, value: float):
    read = read_sof(FOLDER / "sof" / name)
    assert Highs()(flatten(read.program).program, Until(1e-9)).objective == pytest.approx(
        value, abs=1e-4
    )
