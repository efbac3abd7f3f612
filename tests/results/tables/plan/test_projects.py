from __future__ import annotations

from offtake.results.tables.plan.projects import earliest, projects, starts


def test_a_project_is_dated_by_its_start_its_building_and_its_ramp(paper):
    hall = projects(paper).set_index("project").loc["hall"]
    dates = hall[["begin", "build_end", "full_rate"]].tolist()
    assert dates == [
        "2026-07-01",
        "2027-01-01",
        "2028-01-01",
    ]  # half a year, then a year at half rate
    assert hall[["line", "producer", "product", "kind"]].tolist() == [
        "works",
        "Maker",
        "round",
        "new",
    ]
    assert hall[["share_begun", "capex", "adds"]].tolist() == [1, 30, 20]


def test_a_project_begun_in_some_futures_is_dated_by_those(paper):
    annex = projects(paper).set_index("project").loc["annex"]
    assert annex["share_begun"] == 0.4
    assert annex[["begin", "build_end", "full_rate"]].tolist() == [
        "2027-01-01",
        "2027-07-01",
        "2027-07-01",
    ]


def test_shares_and_first_starts_are_by_project(paper):
    assert starts(paper) == ({"hall": 1.0, "annex": 0.4}, {"hall": 1, "annex": 2})
    assert earliest(paper) == {"hall": 1, "annex": 2}
