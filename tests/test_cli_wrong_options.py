"""An option that cannot be met is refused before anything is solved, with what was perhaps meant."""

from __future__ import annotations

import highspy
import pytest
from click.testing import CliRunner

import offtake as ot
from offtake.cli import cli

WRONG = {
    "run two-states --instruments grnt": "hint: did you mean 'grant'?",
    "accept two-states --instruments grnt": "did you mean 'grant'?",
    "wait two-states --instruments grnt": "did you mean 'grant'?",
    "run two-states --instruments ,": "',' names nothing",
    "run two-states --arrangements dela": "hint: did you mean 'deal'?",
    "run two-states --arrangements ,": "',' names nothing",
    "demo two-states --arrangements first-bets": "did you mean 'first-best'?",
    "simulate two-states --arrangement no-dael": "did you mean 'no-deal'?",
    "pays two-states --arrangement dela": "did you mean 'deal'?",
    "pays two-states --by payer,yaer": "did you mean 'year'?",
    "run two-states --policy fearfull-25": "did you mean 'fearful-25'?",
    "run two-states --gap nan": "nan is not a finite number",
    "run two-states --time-limit inf": "inf is not a finite number",
    "frontier two-states --gap nan": "nan is not a finite number",
    "thumb two-states --volatility inf": "inf is not a finite number",
    "thumb two-states --hurried nan": "nan is not a finite number",
    "wait two-states --later 9": "whole numbers of periods from 1 to 4",
}


@pytest.fixture
def nothing_is_solved(tmp_path, monkeypatch):
    def solving(*_: object) -> None:
        pytest.fail("something was solved")

    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(highspy.Highs, "passModel", solving)


@pytest.mark.usefixtures("nothing_is_solved")
@pytest.mark.parametrize("words", WRONG)
def test_a_wrong_option_is_refused_before_anything_is_solved(words):
    result = CliRunner().invoke(cli, words.split())
    assert (result.exit_code, WRONG[words] in result.output) == (2, True), result.output


@pytest.mark.usefixtures("nothing_is_solved")
@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"gap": float("nan")}, "gap nan"),
        ({"gap": -0.1}, "gap -0.1"),
        ({"time_limit": float("inf")}, "time limit inf"),
        ({"time_limit": 0}, "time limit 0"),
        ({"leaves": 0}, "one or more"),
        ({"seed": -1}, "whole number from 0 on"),
        ({"instruments": ["grnt"]}, "did you mean 'grant'?"),
        ({"arrangements": []}, "no arrangement is named"),
        ({"policy": "fearfull-25"}, "did you mean 'fearful-25'?"),
    ],
)
def test_the_same_in_python(said, words):
    with pytest.raises(ot.UsageError, match=words.replace("?", r"\?")):
        ot.solve(ot.load("two-states"), **said)


def test_a_policy_given_to_solve_is_applied():
    base = ot.load("two-states")
    edit = {"policy": "dear", "order": 1, "table": "prices", "column": "price", "operation": "set", "value": "80"}  # fmt: skip
    changes = base.changes.reindex(columns=base.changes.columns)
    changes.loc[len(changes)] = {**dict.fromkeys(changes.columns, ""), **edit}
    study = base.with_(changes=changes)
    plain, dear = (
        ot.solve(study, arrangements=["first-best"], policy=policy) for policy in ("", "dear")
    )
    assert dear.study.prices["price"].tolist() == [80.0]
    assert (
        dear.id == ot.solve(study.with_(policy="dear"), arrangements=["first-best"]).id != plain.id
    )
    assert dear.options.policy == dear.study.policy == "dear"
    assert plain.options.policy == ""


def test_policies_add_up_and_are_recorded(tmp_path):
    study = ot.load("two-states", "fearful-25")
    run = ot.solve(study, arrangements=["first-best"], policy="less-early-money")
    assert run.options.policy == "fearful-25+less-early-money"
    assert run.id == ot.solve(ot.load("two-states", "fearful-25+less-early-money"), arrangements=["first-best"]).id  # fmt: skip
    assert ot.open_run(ot.save(run, tmp_path)).study.policy == run.options.policy
