"""StochOptFormat documents of every version; damage is told with its place."""

from __future__ import annotations

import copy
import gzip
import json
from pathlib import Path
from typing import Any

import pytest

from offtake.errors import InstanceError
from offtake.stochastic.formats import policy_graph, stoch_opt_format
from offtake.stochastic.formats.stoch_opt_format import read_sof
from offtake.stochastic.instances import solve_sof


def affine(terms: dict[str, float], constant: float = 0.0) -> dict[str, Any]:
    listed = [{"variable": k, "coefficient": v} for k, v in terms.items()]
    return {"head": "ScalarAffineFunction", "terms": listed, "constant": constant}


def single(name: str, low: float = 0.0) -> dict[str, Any]:
    function = {"head": "SingleVariable", "variable": name}
    return {"function": function, "set": {"head": "GreaterThan", "lower": low}}


def below(terms: dict[str, float]) -> dict[str, Any]:
    return {"function": affine(terms), "set": {"head": "LessThan", "upper": 0.0}}


def program(names: str, gain: dict[str, float], *rows: dict[str, Any]) -> dict[str, Any]:
    return {
        "version": {"major": 0, "minor": 4},
        "variables": [{"name": name} for name in names.split()],
        "objective": {"sense": "max", "function": affine(gain)},
        "constraints": list(rows),
    }


# Buy at 2, sell at 5 of at most demand, 4 or 12: 3 on each of the first 4, 0.5 on each of the next 8: 16.
STATES = {"x": {"in": "in", "out": "out"}}
BUY = program("in out", {"out": -2.0}, single("out"))
SELL = program(
    "in out sold d",
    {"sold": 5.0},
    single("sold"),
    below({"sold": 1.0, "in": -1.0}),
    below({"sold": 1.0, "d": -1.0}),
)
OUTCOMES = [{"probability": 0.5, "support": {"d": d}} for d in (4.0, 12.0)]


def first_version() -> dict[str, Any]:
    """Version 0.1 as published: subproblems in the nodes, arcs in `edges`, kinds called `head`."""
    return copy.deepcopy(
        {
            "author": "somebody",
            "version": {"major": 0, "minor": 1},
            "root": {"name": "root", "state_variables": {"x": {"initial_value": 0.0}}},
            "nodes": {
                "buy": {"state_variables": STATES, "random_variables": [], "subproblem": BUY, "realizations": []},
                "sell": {"state_variables": STATES, "random_variables": ["d"], "subproblem": SELL, "realizations": OUTCOMES},
            },
            "edges": [
                {"from": "root", "to": "buy", "probability": 1.0},
                {"from": "buy", "to": "sell", "probability": 1.0},
            ],
            "test_scenarios": [[{"node": "buy", "support": {}}, {"node": "sell", "support": {"d": 4.0}}]],
        }
    )  # fmt: skip


def later_version(minor: int) -> dict[str, Any]:
    """Versions 0.2 and 0.3: subproblems by name, arcs as `successors`."""
    initial: Any = {"initial_value": 0.0} if minor == 2 else 0.0
    return copy.deepcopy(
        {
            "version": {"major": 0, "minor": minor},
            "root": {"state_variables": {"x": initial}, "successors": {"buy": 1.0}},
            "nodes": {
                "buy": {"subproblem": "b", "realizations": [], "successors": {"sell": 1.0}},
                "sell": {"subproblem": "s", "realizations": OUTCOMES},
            },
            "subproblems": {
                "b": {"state_variables": STATES, "random_variables": [], "subproblem": BUY},
                "s": {"state_variables": STATES, "random_variables": ["d"], "subproblem": SELL},
            },
        }
    )


def put(folder: Path, document: object) -> Path:
    path = folder / "a.sof.json"
    path.write_text(json.dumps(document), encoding="utf-8")
    return path


@pytest.mark.parametrize("document", [first_version(), later_version(2), later_version(3)])
def test_every_version_of_one_problem_earns_the_same(tmp_path: Path, document):
    answer = solve_sof(put(tmp_path, document))
    assert (answer.sense, answer.gap) == ("max", pytest.approx(0))
    assert answer.objective == pytest.approx(16)
    assert answer.to_json()["sense"] == "max"


def test_a_node_without_an_objective_costs_nothing(tmp_path: Path):
    document = first_version()
    document["nodes"]["sell"]["subproblem"]["objective"] = {"sense": "feasibility"}
    assert solve_sof(put(tmp_path, document)).objective == pytest.approx(0)


def test_probabilities_stand_as_they_are_unless_asked_otherwise(tmp_path: Path):
    document = first_version()
    document["nodes"]["sell"]["realizations"][1]["probability"] = 0.4
    path = put(tmp_path, document)
    short = solve_sof(path)
    # 4: 5 * 0.9 - 2 = 2.5 each; up to 12: 5 * 0.4 - 2 = 0.
    assert short.objective == pytest.approx(10)
    assert short.warnings == ("probabilities of node sell sum to 0.9, used as they stand",)
    whole = solve_sof(path, normalise=True)
    # 5 - 2 on each of 4, and 5 * 4/9 - 2 = 2/9 on each of 8.
    assert whole.objective == pytest.approx(12 + 8 * 2 / 9)
    assert whole.warnings == ()


def without(*keys: str) -> dict[str, Any]:
    return changed(*keys, value=None)


def changed(*keys: Any, value: Any) -> dict[str, Any]:
    document = first_version()
    holder = document
    for key in keys[:-1]:
        holder = holder[key]
    if value is None:
        del holder[keys[-1]]
    else:
        holder[keys[-1]] = value
    return document


SELLING = ("nodes", "sell", "subproblem")
DAMAGED = {
    "no root": (without("root"), "root: Field required"),
    "no version": (without("version"), "version: Field required"),
    "an unknown support": (changed("nodes", "sell", "realizations", 0, "support", value={"zz": 5.0}), "node sell: 'zz' is not one of its variables"),
    "a missing support": (changed("nodes", "sell", "realizations", 0, "support", value={}), "gives no value to d"),
    "a negative probability": (changed("nodes", "sell", "realizations", 0, "probability", value=-0.5), "nodes.sell.realizations.0.probability"),
    "a text for a number": (changed("root", "state_variables", "x", value="2"), "root.state_variables.x"),
    "an unknown successor": (changed("edges", 1, "to", value="gone"), "its successor 'gone' does not exist"),
    "an arc from nowhere": (changed("edges", 1, "from", value="gone"), "node 'gone' does not exist"),
    "a circle": (changed("edges", 1, "to", value="buy"), "goes in circles through 'buy'"),
    "nothing after the root": (changed("edges", value=[]), "nothing follows the root"),
    "more than all futures": (changed("edges", value=[{"from": "root", "to": "sell", "probability": 1.0}] * 2), "sum to more than 1"),
    "an unknown state": (changed("nodes", "buy", "state_variables", value={}), "state 'x' is not both at the root and in the node"),
    "an unknown variable": (changed(*SELLING, "objective", "function", value=affine({"q": 1.0})), "node sell: 'q' is not one of its variables"),
    "an unknown function": (changed(*SELLING, "objective", "function", "head", value="Exp"), "function 'Exp' is not supported"),
    "no function": (without(*SELLING, "objective", "function"), "the objective has no function"),
    "an unknown set": (changed(*SELLING, "constraints", 1, "set", "head", value="Cone"), "set 'Cone' is not supported"),
    "a set without a limit": (without(*SELLING, "constraints", 1, "set", "upper"), "a set LessThan has no upper"),
    "a list": ([], "Input should be"),
}  # fmt: skip


@pytest.mark.parametrize(("document", "said"), DAMAGED.values(), ids=DAMAGED)
def test_damage_is_told_with_its_place(tmp_path: Path, document, said):
    with pytest.raises(InstanceError) as refusal:
        read_sof(put(tmp_path, document))
    assert "a.sof.json" in str(refusal.value)
    assert said in str(refusal.value)


@pytest.mark.parametrize(
    "raw", [b"", b"{", b"\xff\xfe\x00", b"[" * 100_000, b'{"a":1,"a":2}', b"1" * 9000]
)
def test_what_is_no_json_is_refused(tmp_path: Path, raw):
    (tmp_path / "a.sof.json").write_bytes(raw)
    with pytest.raises(InstanceError, match=r"a\.sof\.json"):
        read_sof(tmp_path / "a.sof.json")


def test_a_damaged_or_swollen_archive_is_refused(tmp_path: Path, monkeypatch):
    path = tmp_path / "a.sof.json.gz"
    whole = gzip.compress(json.dumps(first_version()).encode())
    path.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(InstanceError, match="cannot be read"):
        read_sof(path)
    monkeypatch.setattr(policy_graph, "LARGEST", 100)
    path.write_bytes(whole)
    with pytest.raises(InstanceError, match="unpacks to more than"):
        read_sof(path)


def test_a_tree_that_would_fill_the_memory_is_refused_before_it_is_written(tmp_path: Path):
    document = later_version(3)
    for k in range(30):
        follower = {f"n{k + 1}": 1.0} if k < 29 else {}
        document["nodes"][f"n{k}"] = {
            "subproblem": "s",
            "realizations": OUTCOMES,
            "successors": follower,
        }
    document["root"]["successors"] = {"n0": 1.0}
    with pytest.raises(InstanceError, match=f"more than {stoch_opt_format.MOST_NODES} nodes"):
        read_sof(put(tmp_path, document))
