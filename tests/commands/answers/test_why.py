"""why --late, as a user types it."""

from __future__ import annotations

import json
import re

import pytest
from click.testing import CliRunner

from offtake.cli import cli
from offtake.results.solving.solve import solve
from offtake.results.store.store import read_run
from offtake.study.examples import case_path
from offtake.study.reading.read import read_study
from offtake.views.report.page import render


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
    assert "in 100% of futures, because without it social value falls by EUR 127 million" in text
    assert "up to a capital cost of EUR 227 million; it costs EUR 100 million" in text
    assert "Delivered goods (units)" in text
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
    assert "money/unit" not in told(tmp_path, str(study), f"clause:{names[1]}")
    for d in found:
        # one plant and several clauses that can carry it: without one, another does, and nobody is better off
        assert d["dearer"] >= -1e-6
        assert {c["instrument"] for c in d["clauses_without"]}.isdisjoint({d["name"]})
        assert (d["regret"] == 0) or d["signed"]


def test_a_producer_is_named_and_a_slip_gets_a_hint(tmp_path):
    assert "Left out, with all that it has" in told(tmp_path, "two-states", "Maker")
    assert "did you mean 'build'" in told(tmp_path, "two-states", "buidl", code=2)


def test_what_was_found_is_kept_with_the_run_traced_and_reported(tmp_path):
    told(tmp_path, "two-states", "Maker")
    found = json.loads(told(tmp_path, "two-states", "--projects", "--json"))
    assert [row["name"] for row in found["whys"]] == ["build"]
    run = read_run(next((tmp_path / "runs").iterdir()))
    frame = run.stats.whys()
    assert list(zip(frame["kind"], frame["name"], strict=True)) == [("project", "build"), ("producer", "Maker")]  # fmt: skip
    assert run.trace("why.build").rows["regret"].iloc[0] == pytest.approx(127.261191)
    page = render(run)
    assert 'data-figure="whys"' in page
    words = re.sub('<span class="d">(.*?)</span>', r"\1", page)  # a date is not broken over lines
    assert "Begun, first on 2026-01-01 and in 100% of futures, because without it social value falls by EUR 127 million" in words  # fmt: skip
    # nothing is worked out twice
    assert json.loads(told(tmp_path, "two-states", "--projects", "--json")) == found


def test_a_deal_without_a_clause_is_the_deal_of_a_study_that_never_had_it(tmp_path):
    # one plant, fear 0.5; early money carries it at no cost, a grant costs: see tests/deals
    study = read_study(case_path("two-states"))
    found = json.loads(told(tmp_path, "two-states", "clause:prepayment", "--json"))
    others = study.instruments[study.instruments["instrument"] != "prepayment"].reset_index(
        drop=True
    )
    never = study.with_(
        instruments=others, changes=study.changes.iloc[:0]
    )  # policies name the clause
    without = solve(never).headline["arrangements"]["deal"]
    having = solve(study).headline["arrangements"]["deal"]
    for key in ("social_value", "public_burden", "public_paid"):
        assert found["having"][key] == pytest.approx(having[key])
        assert found["without"][key] == pytest.approx(without[key])
    assert found["regret"] == pytest.approx(having["social_value"] - without["social_value"])
    assert found["dearer"] == pytest.approx(without["public_burden"] - having["public_burden"])
    names = {c["instrument"] for c in without["clauses"]}
    assert {c["instrument"] for c in found["clauses_without"]} == names


def test_policies_are_kept_with_the_run_of_the_study_as_it_stands(tmp_path):
    store = ["--store", str(tmp_path / "runs")]
    words = [
        "policies",
        "two-states",
        "--policies",
        "fearful-50",
        "--arrangements",
        "first-best,no-deal",
    ]
    result = CliRunner().invoke(cli, [*words, *store, "--json"])
    assert result.exit_code == 0, result.output
    runs = json.loads(result.output)["runs"]
    run = read_run(tmp_path / "runs" / runs["as it stands"])
    frame = run.stats.policies()
    assert set(frame["policy"]) == {"as it stands", "fearful-50"}
    assert run.trace("policy.fearful-50").table == "policies"
    assert 'data-figure="policies"' in render(run)
    other = read_run(tmp_path / "runs" / runs["fearful-50"])
    own = frame[(frame["policy"] == "fearful-50") & (frame["name"] == "social_value") & (frame["arrangement"] == "no-deal")]  # fmt: skip
    assert own["value"].iloc[0] == pytest.approx(other.headline["arrangements"]["no-deal"]["social_value"])  # fmt: skip
