"""What the page shows of a run is what the run says."""

from __future__ import annotations

import pytest

from offtake.views.web import runs


def test_the_start_lists_studies_and_runs(page, run_id):
    found = page.get("/api/start")
    kinds = {s["id"]: (s["kind"], s["editable"]) for s in found["studies"]}
    assert kinds["two-states"] == ("folder", True)
    assert kinds["example toy"] == ("example", False)
    assert [(r["run"], r["state"], r["study"]) for r in found["runs"]] == [
        (run_id, "finished", "two-states")
    ]


def test_the_answer_has_its_numbers_and_every_figure_of_the_report(page, run_id):
    found = page.get(f"/api/runs/{run_id}")
    assert found["sentence"]
    told = {row["number"]["id"] for row in found["asked"] if row["number"]}
    assert told >= {"answer.delivered", "answer.public-cost"}
    drawn = page.get(f"/api/runs/{run_id}/drawn")
    assert len(drawn["figures"]) > 5
    assert all(f["title"] and f["rests_on"] for f in drawn["figures"])
    assert found["arrangements"] == ["no-deal", "deal", "first-best"]


def test_the_deal_says_who_signs_what_with_its_range(page, run_id):
    found = page.get(f"/api/runs/{run_id}/deal")
    run = page.desk.run(run_id)
    assert len(found["clauses"]) == len(run.deal) > 0
    assert {c["producer"] for c in found["clauses"]} == {"Maker"}
    told = [dict(c["told"]) for c in found["clauses"]]
    assert all(t["Expected cost to the public"].startswith("EUR") for t in told)
    assert {t["Paid by, or to"] for t in told} == {"State"}
    # the words and units of the report: no key of a table, no bare "money/unit"
    assert not any("_" in text or "/unit" in text for t in told for text in t.values())
    assert [j["refused"] for j in found["judged"]] == [True]
    assert [j["accepts"] for j in found["judged"]] == [True]


def test_clauses_of_no_weight_are_not_among_those_to_sign(page, run_id, monkeypatch):
    monkeypatch.setattr(runs, "parted", lambda deal, _: (deal["clauses"][:1], deal["clauses"][1:]))
    found = page.get(f"/api/runs/{run_id}/deal")
    assert (len(found["clauses"]), len(found["small"])) == (1, 1)


@pytest.mark.parametrize(("what", "who"), [("buyer", "State"), ("producer", "Maker")])
def test_everybody_has_a_sheet(page, run_id, what, who):
    found = page.get(f"/api/runs/{run_id}/{what}", f"who={who}")
    assert found["who"] == who
    assert len(found["tables"]) >= 3
    headings = [h for one in found["tables"] for h in one["headings"]]
    assert not {"npv mean", "gap without", "expected cost", "unit"} & set(headings)
    refused = page.ask(f"/api/runs/{run_id}/{what}", query="who=Nobody")
    assert refused.status == 400
    assert "Nobody" in refused.json["error"]


def test_a_figure_is_followed_to_its_rows(page, run_id):
    assert "public_paid" in page.get(f"/api/runs/{run_id}/figures")
    found = page.get(f"/api/runs/{run_id}/behind", "figure=public_paid")
    assert set(found["counts"]) == {"assumed"}  # the study is invented: no figure has a document
    unknown = page.ask(f"/api/runs/{run_id}/behind", query="figure=public_pade")
    assert unknown.status == 400
    assert "public_paid" in unknown.json["error"]


def test_a_run_beside_itself_differs_in_nothing(page, run_id):
    found = page.get("/api/compare", f"a={run_id}&b={run_id}")
    assert found["inputs"]["rows"] == []
    assert all(d["rows"] == [] for d in found["decisions"])


def test_a_run_that_is_not_there_is_said_to_be_none(page):
    assert "there is no run 00000000" in page.ask("/api/runs/00000000").json["error"]
