"""A figure at some factors: each point is the study solved with that edit, and what is missing is solved on asking."""

from __future__ import annotations

import json
import time

import pytest

from offtake.results.solving.solve import solve
from offtake.study.reading.read import read_study
from offtake.views.web.working.assumed import largest_error

ASKED = {
    "study": "two-states", "policy": "", "arrangements": "first-best", "table": "projects", "where": "project=build",
    "column": "capex", "low": "0.5", "high": "1.5", "points": "3",
}  # fmt: skip


def post(page, path, what):
    return page.ask(path, "POST", json.dumps(what).encode())


def until_done(page, name, seconds=120):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        found = page.get(f"/api/assumed/{name}")
        if found["state"] not in ("running", "starting"):
            return found
        time.sleep(0.1)
    raise AssertionError(found)


def test_the_error_is_that_of_the_line_between_two_neighbours():
    """x² at 0, 1, 3, 4: at 1 the line from 0 to 9 reads 3 (2 off); at 3 the line from 1 to 16 reads 11 (2 off)."""
    points = [(x, x * x) for x in (0.0, 1.0, 3.0, 4.0)]
    assert largest_error(points) == pytest.approx(2.0)
    assert largest_error(points[:2]) is None


def test_each_point_is_the_study_solved_with_that_edit(own_page):
    name = post(own_page, "/api/assumed", ASKED).json["run"]
    found = until_done(own_page, name)
    assert (found["state"], found["factors"]) == ("finished", [0.5, 1.0, 1.5])
    folder = own_page.desk.folder / "two-states"
    with (folder / "changes.csv").open("a") as file:
        file.write("dear,1,projects,project=build,capex,scale,1.5,assumed,dearer\n")
    run = solve(read_study(folder), policy="dear", arrangements=["first-best"])
    own = run.tables["answer"].set_index("measure")["mean"]
    told = {v["measure"]: v["values"][-1] for v in found["values"]}
    assert told["resource_cost"] == pytest.approx(own["resource_cost"], rel=1e-9)
    assert told["public_paid"] == pytest.approx(own["public_paid"], rel=1e-9)


def test_a_point_asked_for_joins_the_others_and_nothing_is_solved_twice(own_page):
    name = post(own_page, "/api/assumed", ASKED).json["run"]
    until_done(own_page, name)
    folder = own_page.desk.store / ".jobs" / name
    before = {f.name: f.stat().st_mtime_ns for f in folder.glob("point-*.json")}
    post(own_page, f"/api/assumed/{name}/points", {"factor": "1.2"})
    assert until_done(own_page, name)["factors"] == [0.5, 1.0, 1.2, 1.5]
    after = {f.name: f.stat().st_mtime_ns for f in folder.glob("point-*.json")}
    assert {k: after[k] for k in before} == before
    assert [q["id"] for q in own_page.get("/api/studies/two-states/assumed")] == [name]


@pytest.mark.parametrize(
    "more",
    [{"column": "source"}, {"table": "../x"}, {"low": "2"}, {"points": "1e9"}, {"high": "inf"}, {"where": "project=none"}],
)  # fmt: skip
def test_what_cannot_be_asked_is_refused_before_anything_begins(own_page, more):
    found = post(own_page, "/api/assumed", {**ASKED, **more})
    assert found.status in (400, 422)
    assert not (own_page.desk.store / ".jobs").exists()
