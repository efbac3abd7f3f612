from __future__ import annotations

import copy
import json
import pickle

import numpy as np
import pytest

import offtake


@pytest.fixture(scope="module")
def run():
    return offtake.solve(offtake.load(offtake.examples["two-states"]))


def test_arrays_of_plans_and_trees_cannot_be_written_to(run):
    plan = run.plans["first-best"]
    for array in (plan.values["make"], run.tree.probability, run.tree.state):
        with pytest.raises(ValueError, match="read-only"):
            array[...] = 0


def test_what_is_written_to_a_frame_stays_with_the_writer(run):
    for tables, name, column in (
        (run.tables, "answer", "mean"),
        (run.study.tables, "buyers", "discount_rate"),
    ):
        before = tables[name][column].tolist()
        frame = tables[name]
        frame.loc[0, column] = 1e9
        assert tables[name][column].tolist() == before
        with pytest.raises(TypeError):
            tables[name] = frame


def test_what_was_found_cannot_be_rewritten_and_is_json_and_pickled_as_it_is(run):
    deal = run.headline["deal"]
    for write in (
        lambda: run.headline.update(seed=1),
        lambda: deal["clauses"].append({}),
        lambda: deal["clauses"][0].pop("size"),
    ):
        with pytest.raises(TypeError, match="frozen"):
            write()
    assert json.loads(json.dumps(run.headline)) == run.headline
    assert pickle.loads(pickle.dumps(run.headline)) == run.headline
    mine = copy.deepcopy(run.headline)
    mine["deal"]["clauses"].clear()
    assert deal["clauses"]


def test_a_plan_lists_the_projects_that_it_begins(run):
    # building pays in both futures, from the first day on (README of the study)
    found = run.plans["first-best"].stats.projects()
    assert found.to_dict("list") == {
        "project": ["build"],
        "share_begun": [1.0],
        "first": ["2026-01-01"],
    }


def test_everything_says_what_it_is_in_one_line(run):
    found = offtake.simulate(run, paths=20)
    for thing in (
        run,
        run.study,
        run.tree,
        run.plans["deal"],
        found,
        run.stats,
        run.tables,
        run.study.tables,
    ):
        assert repr(thing).startswith("<")
        assert "\n" not in repr(thing)


def test_futures_count_from_0_everywhere(run):
    arrays = run.to_xarray()
    assert arrays["future"].to_numpy().tolist() == [0, 1]
    assert set(run.tables["payments"]["future"]) <= {0, 1}
    assert np.isclose(arrays["probability"].to_numpy().sum(), 1.0)


def test_questions_in_one_call(run, tmp_path):
    offtake.save(run, tmp_path)
    assert offtake.runs(tmp_path)["run"].tolist() == [run.id]
    assert offtake.runs(tmp_path / "nowhere").empty
    points = offtake.frontier(run.study, points=2)
    assert points.columns.tolist() == ["delay", "late", "missed", "cost", "bound"]
    with pytest.raises(offtake.UsageError, match="has no course"):
        offtake.simulate(run, arrangement="course")
