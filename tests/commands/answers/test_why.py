"""why --late, as a user types it."""

from __future__ import annotations

import json

from click.testing import CliRunner

from offtake.cli import cli
from offtake.study.examples import case_path
from offtake.study.reading.read import read_study


def told(tmp_path, *words: str, code: int = 0) -> str:
    result = CliRunner().invoke(cli, ["why", *words, "--store", str(tmp_path / "runs")])
    assert result.exit_code == code, result.output
    return result.output


def test_a_study_is_solved_and_says_how_late_each_need_is_and_why(tmp_path):
    text = told(tmp_path, str(case_path("toy")), "--late")
    assert "pumping: " in text
    assert "of the need is never delivered" in text
    assert "money of the buyer" in text
    run = next((tmp_path / "runs").iterdir()).name
    found = json.loads(told(tmp_path, run, "--late", "--json"))
    assert found["arrangement"] == "first-best"
    for buyers in found["late"].values():
        for said in buyers.values():
            for reasons in said["reasons"].values():
                named = [r["reason"] for r in reasons if r["reason"] not in ("smaller", "other")]
                assert len(set(named)) == len(named) <= 3
                assert sum(r["share"] for r in reasons if r["reason"] == "other") < 0.05
                assert abs(sum(r["share"] for r in reasons) - 1.0) < 1e-6
    assert "it has first-best" in told(tmp_path, run, "--late", "--arrangement", "deal", code=2)


def test_what_is_to_be_explained_must_be_said(tmp_path):
    assert "--late" in told(tmp_path, str(case_path("toy")), code=2)


def test_a_project_is_there_for_what_is_lost_without_it(tmp_path):
    # 70 a unit on 3.246589 units at present, less 100: see tests/plan/sensitivity
    text = told(tmp_path, "two-states", "build")
    assert "in 100% of futures, because without it social value falls by 127 million EUR" in text
    assert "up to a capital cost of 227 million EUR; it costs 100" in text
    found = json.loads(told(tmp_path, "two-states", "build", "--json"))
    assert abs(found["regret"] - 127.261191) < 1e-6
    assert abs(found["drops_out_at"] - 227.261191) < 1e-4
    assert found["share_if_known"] == 1.0


def test_a_clause_is_there_for_the_deal_that_is_struck_without_it(tmp_path):
    study = case_path("two-states")
    names = read_study(study).instruments["instrument"].tolist()
    found = [json.loads(told(tmp_path, str(study), f"clause:{n}", "--json")) for n in names]
    signed = [d for d in found if d["signed"]]
    assert signed
    for d in found:
        # one plant and several clauses that can carry it: without one, another does, and nobody is better off
        assert d["dearer"] >= -1e-6
        assert {c["instrument"] for c in d["clauses_without"]}.isdisjoint({d["name"]})
        assert (d["regret"] == 0) or d["signed"]


def test_a_producer_is_named_and_a_slip_gets_a_hint(tmp_path):
    assert "Left out, with all that it has" in told(tmp_path, "two-states", "Maker")
    assert "did you mean 'build'" in told(tmp_path, "two-states", "buidl", code=2)
