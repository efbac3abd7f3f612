"""What may be left out of a run, by its name; and what is said where the run has no plan that it belongs to."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from offtake.errors import UsageError
from offtake.results.sensitivity.explained import Explaining, kept_with, kind_of, open_projects
from offtake.stochastic.parallel.executor import SerialExecutor


def with_rows(study, **tables):
    return replace(study, tables={**study.tables, **tables})


def test_a_name_is_that_of_a_project_a_producer_or_a_clause(study):
    assert kind_of(study, "hall") == ("project", "hall")
    assert kind_of(study, "Maker") == ("producer", "Maker")
    assert kind_of(study, "project:hall") == ("project", "hall")
    with pytest.raises(UsageError, match="no project, producer or clause is called 'hal'; did you mean 'hall'"):  # fmt: skip
        kind_of(study, "hal")
    with pytest.raises(UsageError, match="no producer is called 'hall'"):
        kind_of(study, "producer:hall")


def test_a_name_of_two_things_asks_which_and_one_with_a_colon_is_a_name(study):
    two = with_rows(study, projects=study.projects.assign(project=["Maker", "site: north"]))

    with pytest.raises(UsageError, match="'Maker' is a project and a producer: write project:Maker"):  # fmt: skip
        kind_of(two, "Maker")
    assert kind_of(two, "producer:Maker") == ("producer", "Maker")
    assert kind_of(two, "site: north") == ("project", "site: north")


def test_what_was_begun_before_the_study_is_not_left_out(study):
    assert open_projects(study) == ["hall", "annex"]
    begun = study.projects.assign(begun=[date(2025, 1, 1), None])
    assert open_projects(with_rows(study, projects=begun)) == ["annex"]


def test_a_run_without_the_arrangement_says_so(run):
    explaining = Explaining(replace(run, plans={}), 1e-6, SerialExecutor())
    with pytest.raises(UsageError, match="has no first-best, in which project 'hall' would be left out"):  # fmt: skip
        explaining.document("hall")
    with pytest.raises(UsageError, match="no project, producer or clause is called 'x'"):
        explaining.document("x")


def test_what_was_found_of_one_thing_is_kept_beside_the_others(run):
    found = {"kind": "project", "arrangement": "first-best", "regret": 3.0, "error": 0.0}
    money = {"having": {"social_value": 5.0}, "without": {"social_value": 2.0}}
    plan = {"share_of_futures": 1.0, "begin": None, "share_if_known": None, "capex": 30.0, "drops_out_at": None}  # fmt: skip
    both = run
    for name in ("hall", "annex"):
        both = kept_with(both, found | money | plan | {"name": name})
    again = kept_with(both, found | money | plan | {"name": "hall", "regret": 4.0})

    assert "whys" not in run.tables
    assert sorted(zip(again.tables["whys"]["name"], again.tables["whys"]["regret"], strict=True)) == [("annex", 3), ("hall", 4)]  # fmt: skip
