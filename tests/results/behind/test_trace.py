from __future__ import annotations

import json
import pickle

import pytest

from offtake.errors import UsageError
from offtake.results.behind import scope
from offtake.results.behind.trace import figure_names, trace_figure
from offtake.results.solving.solve import solve
from offtake.study.examples import case_path
from offtake.study.reading.read import read_study


def touched(traced, table):
    return set(traced.inputs.loc[traced.inputs["table"] == table, "key"])


def test_a_figure_leads_to_its_row_the_rows_behind_it_and_their_documents(run):
    traced = run.trace("delivered.round.2027")
    assert traced.table == "deliveries_by_year"
    assert traced.rows["mean"].tolist() == pytest.approx([11.6])
    assert touched(traced, "lines") == {"works"}
    assert touched(traced, "projects") == {"hall", "annex"}
    assert traced.sources["source"].tolist() == ["contract", "yearbook"]
    assert "grade" in traced.sources


def test_every_figure_resolves_to_rows_and_every_input_to_a_document_or_a_judgement(run):
    for name in figure_names(run):
        traced = trace_figure(run, name)
        assert len(traced.rows), name
        assert len(traced.inputs), name
        sourced = traced.inputs[traced.inputs["status"] == "sourced"]
        assert set(sourced["source"]) == set(traced.sources["source"]), name


def test_a_run_that_was_traced_can_be_sent_to_another_process(run):
    run.trace("delivered.round.2027")
    back = pickle.loads(pickle.dumps(run))
    assert back.headline == run.headline


def test_every_figure_of_the_report_can_be_traced(run):
    import re

    from offtake.views.report.page import render

    names = set(re.findall(r'data-figure="([^"]+)"', render(run)))
    assert {"answer.delivered", "deliveries", "money-path"} <= names
    assert names <= set(figure_names(run))


def test_every_number_of_the_headline_can_be_traced(run):
    names = set(figure_names(run))
    found = run.headline["arrangements"]["first-best"]
    assert {f"delivered.{p}.{y}" for p, years in found["delivered"].items() for y in years} <= names
    assert {f"late.{p}" for p in found["late"]} <= names
    assert {f"projects.{p['project']}" for p in found["projects"]} <= names
    assert {
        "public_paid",
        "public_burden",
        "resource_cost",
        "social_value",
        "never_delivered.round",
        "wait.round",
    } <= names


def test_a_project_leads_to_itself_and_those_it_requires_only(run):
    assert touched(run.trace("projects.annex"), "projects") == {"annex"}


def test_money_pledged_leads_to_budgets_and_contracted_to_orders(run):
    assert touched(run.trace("money.pledged.2026"), "budgets") == {"State | 2026", "State | 2027"}
    assert set(run.trace("money.contracted.2026").inputs["table"]) == {"orders", "buyers"}


def test_an_unknown_figure_is_refused_with_the_nearest_name(run):
    with pytest.raises(
        UsageError, match=r"no figure 'delivered.rond.2027'.*did you mean 'delivered.round.202"
    ):
        run.trace("delivered.rond.2027")


def test_a_trace_is_told_in_text_and_as_a_document(run):
    traced = run.trace("need.round.2027-H1")
    text = str(traced)
    assert "works: capacity = 10  [yearbook (C)]" in text
    assert "contract, A, State, =The contract" in text
    assert json.loads(json.dumps(traced.document, allow_nan=False))["table"] == "need"


def test_a_part_stands_behind_the_product_that_needs_it():
    study = read_study(case_path("toy"))
    behind = scope.of_product(study, "pump")
    recipes = study.tables["recipes"]
    parts = set(recipes.loc[recipes["product"] == "pump", "input"])
    assert parts
    assert parts <= set(behind["lines"]["product"])
    assert len(behind["driver_effects"])


def test_every_figure_of_toy_can_be_traced():
    run = solve(read_study(case_path("toy")), leaves=3, arrangements=("first-best",))
    for name in figure_names(run):
        traced = trace_figure(run, name)
        assert len(traced.rows), name
        assert len(traced.inputs), name


def test_every_figure_of_a_run_with_a_deal_can_be_traced():
    run = solve(read_study(case_path("two-states"), "less-early-money"), information=True)
    names = figure_names(run)
    assert {"pays.State.2026", "no-deal/social_value", "information.EVPI", "breakeven"} <= set(
        names
    )
    assert {"acceptance.Maker", "first-best/acceptance.Maker", "clause.prepayment", "terms"} <= set(
        names
    )
    for name in names:
        traced = trace_figure(run, name)
        assert len(traced.rows) or name == "sources", name  # two-states is invented and names none
        assert len(traced.inputs), name
    assert touched(run.trace("clause.prepayment"), "instruments") == {"prepayment"}


def test_every_figure_of_a_report_with_a_deal_can_be_traced():
    import re

    from offtake.views.report.page import render

    run = solve(read_study(case_path("two-states")))
    shown = set(re.findall(r'data-figure="([^"]+)"', render(run)))
    assert {"arrangements", "terms", "who-pays", "exposure", "cash", "breakeven"} <= shown
    assert shown <= set(figure_names(run))
