"""What a notebook shows, and what it can ask of a run."""

from __future__ import annotations

import inspect
import pickle
import re

import pytest

import offtake as ot
from offtake.errors import StoreError, UsageError
from offtake.notebook import table

LONG_NUMBER = re.compile(r"\d\.\d{5,}|\de[+-]\d")


@pytest.fixture(scope="module")
def run():
    return ot.solve(ot.load(ot.examples["two-states"]))


def test_texts_are_escaped_and_numbers_short():
    html = table("<b>", ["<i>"], [("<script>alert(1)</script>", 9266.735), (None, True)])
    assert "<script>" not in html
    assert "&lt;script&gt;" in html
    assert "9,270" in html
    assert ">yes<" in html


def test_study_plan_deal_trace_and_run_have_forms_of_their_own(run):
    forms = {
        "Study two-states": run.study,
        "Plan deal": run.plans["deal"],
        "The deal": run.deal,
        "public_paid: table answer": run.trace("public_paid"),
        f"Run {run.id} of two-states": run,
    }
    for title, thing in forms.items():
        html = thing._repr_html_()
        assert title in html
        assert not LONG_NUMBER.search(html), html
        assert len(html) < 20_000
    # goods ½ · 40 (a(3%, 5) + a(3%, 2)) and clauses 9.99: 139.85
    assert ">140<" in run.trace("public_paid")._repr_html_()


def test_a_plan_names_what_it_begins_and_when(run):
    html = run.plans["deal"]._repr_html_()
    assert "build" in html
    assert "100%" in html
    assert "2026-01-01" in html


def test_the_deal_is_a_frame_whose_parts_are_ordinary_ones(run):
    assert len(run.deal) == 2
    assert type(run.deal[["producer"]]).__name__ == "DataFrame"
    assert run.deal.attrs["units"]["expected_cost"] == "million EUR, prices of 2026"
    assert ot.solve(run.study, arrangements=["first-best"]).deal is None


@pytest.mark.parametrize("name", ["deliveries", "projects", "cash", "money", "who_pays", "made"])
def test_charts_are_altairs_and_can_be_restyled(run, name):
    chart = run.plot(name)
    spec = chart.properties(title="mine").to_dict()
    assert spec["title"] == "mine"
    assert spec["config"]["font"]
    assert getattr(run.plot, name)().to_dict()["title"]["text"]


def test_a_chart_that_there_is_not_is_refused_with_those_there_are(run):
    with pytest.raises(AttributeError, match="deliveries"):
        run.plot.delivery()
    with pytest.raises(UsageError, match="did you mean 'deliveries'"):
        run.plot("delivries")
    assert "deliveries" in dir(run.plot)


def test_a_plan_of_a_run_has_charts_and_reasons_of_its_own_and_travels_without_the_run(run):
    plan = run.plans["no-deal"]

    assert "no-deal" in str(plan.plot.deliveries().to_dict())
    assert "deal" not in set(plan.why()["arrangement"])
    with pytest.raises(UsageError, match="nothing for chart"):
        plan.plot.gain()
    alone = pickle.loads(pickle.dumps(plan))
    assert alone.of is None
    with pytest.raises(UsageError, match="stands by itself"):
        alone.why()


def test_why_says_what_is_lost_without_a_project(run):
    found = run.why("build")
    assert found.document["regret"] > 0
    assert {"measure", "having", "without"} == set(found.table.columns)
    assert "Project build" in found._repr_html_()
    assert set(run.why()["buyer"]) <= {"all buyers"}


def test_runs_stand_side_by_side_with_the_run_as_a_key(run):
    other = ot.solve(run.study, arrangements=["first-best"])
    both = ot.concat([run, other])
    found = both.stats.deliveries_by_year()
    assert list(found.columns[:3]) == ["run", "study", "policy"]
    assert len(found) == len(run.stats.deliveries_by_year()) + len(other.stats.deliveries_by_year())
    one = found[found["run"] == run.id].drop(columns=["run", "study", "policy"])
    assert one.reset_index(drop=True).equals(run.stats.deliveries_by_year())
    assert found.attrs["table"] == "deliveries_by_year"
    assert both.stats.clauses()["run"].unique().tolist() == [run.id]
    paid = both.stats.who_pays(by="payer")
    assert paid["run"].tolist() == [run.id]
    assert "2 runs" in both._repr_html_()
    with pytest.raises(AttributeError):
        both.stats.nothing()
    with pytest.raises(UsageError, match="twice"):
        ot.concat([run, run])
    with pytest.raises(UsageError, match="no run"):
        ot.concat([])
    dollars = ot.solve(run.study.with_(settings={"currency": "USD"}), arrangements=["first-best"])
    with pytest.raises(UsageError, match="EUR of 2026 and USD of 2026"):
        ot.concat([run, dollars])


def test_a_run_that_is_not_there_is_refused_with_those_that_are(run, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(StoreError, match="there is no run 'nope' in runs"):
        ot.open_run("nope")
    ot.save(run, "runs")
    with pytest.raises(StoreError, match=run.id):
        ot.open_run("nope")
    assert ot.open_run().id == ot.open_run("two-states").id == ot.open_run(run.id[:3]).id == run.id
    assert ot.open_run(tmp_path / "runs" / run.id).id == run.id


def test_help_shows_types_as_they_are_written():
    shown = str(inspect.signature(ot.solve))
    assert "study: Study" in shown
    assert "leaves: int | None = None" in shown
    assert "'" not in shown.replace("'auto'", "").replace("''", "")


def test_help_shows_an_example_and_what_comes_back():
    assert "run = ot.solve(ot.load(" in ot.solve.__doc__
    assert "a frame:" in ot.solve.__doc__
