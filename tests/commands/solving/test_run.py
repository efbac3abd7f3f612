"""run: one document for each policy, and a stop that says what was not reached."""

from __future__ import annotations

import json
from types import SimpleNamespace

import pytest
from click.testing import CliRunner

from offtake.commands.solving import run as module


@pytest.fixture
def solving(monkeypatch):
    """Runs that are solved at once, by policy; those asked for are listed."""
    asked: list[tuple[str, dict]] = []

    def make(**statuses: str):
        def solved(policy, store, speaker, **options):
            asked.append((policy, options))
            return SimpleNamespace(
                id=f"run-{policy or 'base'}", headline={"policy": policy}, status=statuses.get(policy or "base", "finished"),
                plans={"first-best": None}, options=SimpleNamespace(arrangements=("first-best", "no-deal", "deal")),
            )  # fmt: skip

        monkeypatch.setattr(module, "checked", lambda what, store, policy, speaker: policy)
        monkeypatch.setattr(module, "solved", solved)
        return asked

    return make


def invoke(*words: str):
    return CliRunner().invoke(module.run, ["pumps", "--json", *words])


def test_one_policy_is_one_document_and_several_are_listed_in_their_order(solving):
    solving()
    assert json.loads(invoke().stdout) == {"policy": ""}
    assert json.loads(invoke("--policy", "cut").stdout) == {"policy": "cut"}
    several = json.loads(invoke("--policy", "late", "--policy", "cut").stdout)
    assert several == {"runs": [{"policy": "late"}, {"policy": "cut"}]}


def test_after_a_stop_no_further_policy_is_solved_and_what_is_missing_is_named(solving):
    asked = solving(cut="stopped")
    result = invoke("--policy", "late", "--policy", "cut", "--policy", "never")
    assert result.exit_code == 5
    assert [policy for policy, _ in asked] == ["late", "cut"]
    assert result.stderr == "Stopped before no-deal, deal; what was found is kept in run run-cut.\n"
    assert [row["policy"] for row in json.loads(result.stdout)["runs"]] == ["late", "cut"]


def test_names_are_parted_at_commas_and_all_are_meant_where_none_is_given(solving):
    asked = solving()
    invoke("--arrangements", "deal, first-best", "--instruments", "grant,prepayment", "--again")
    invoke()
    (_, named), (_, usual) = asked
    assert (named["arrangements"], named["instruments"], named["again"]) == (("deal", "first-best"), ("grant", "prepayment"), True)  # fmt: skip
    assert (usual["arrangements"], usual["instruments"], usual["again"]) == (None, (), False)
    assert (usual["gap"], usual["time_limit"], usual["method"]) == (0.005, 600.0, "auto")
