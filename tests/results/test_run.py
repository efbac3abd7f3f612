from __future__ import annotations

import pytest

from offtake.errors import UsageError
from offtake.results import run as runs
from offtake.results.run import request, solve, study_digest


def test_the_same_study_options_and_versions_give_the_same_name(study):
    assert request(study).id == request(study).id
    assert len(request(study).id) == 8


@pytest.mark.parametrize(
    "option",
    [
        {"seed": 2},
        {"leaves": 1},
        {"gap": 0.1},
        {"time_limit": 5.0},
        {"policy": "a"},
        {"instruments": ("grant",)},
        {"arrangements": ("no-deal",)},
    ],
)
def test_any_other_option_gives_another_name(study, option):
    assert request(study, **option).id != request(study).id


def test_any_other_figure_gives_another_name(study):
    lines = study.tables["lines"].assign(capacity=11.0)
    other = type(study)(study.settings, {**study.tables, "lines": lines})
    assert study_digest(other) != study_digest(study)


def test_an_arrangement_that_there_is_not_is_refused(study):
    with pytest.raises(UsageError, match=r"arrangement best: choose from .*first-best"):
        solve(study, arrangements=("best",))


def test_solving_twice_finds_the_same(study):
    one, other = solve(study), solve(study)  # all three arrangements
    assert one.headline == other.headline
    assert all(one.tables[name].equals(other.tables[name]) for name in one.tables)


def test_progress_is_told_with_the_arrangement(study):
    heard = []
    solve(study, progress=lambda *said: heard.append(said))
    assert {said[0] for said in heard} == {"no-deal", "deal", "first-best"}


def test_a_user_who_stops_before_anything_is_solved_gets_nothing(study, monkeypatch):
    def stop(*_, **__):
        raise KeyboardInterrupt

    monkeypatch.setattr(runs, "solve_first_best", stop)
    with pytest.raises(KeyboardInterrupt):
        solve(study)


def test_tables_can_be_asked_in_sql(run):
    answer = run.sql(
        "select product, sum(mean) as total from deliveries join study.products using (product) group by 1"
    )
    assert answer["product"].tolist() == ["round"]
    assert answer["total"].tolist() == pytest.approx([5 + 5 + 7.6 + 4])
    assert (
        run.sql("select count(*) as n from plan.make, tree where make.node = tree.node")["n"][0]
        == 6
    )
    with pytest.raises(UsageError, match="cannot be answered"):
        run.sql("select nothing from nowhere")


def test_plans_come_as_labelled_arrays(run):
    data = run.to_xarray()
    assert data["make"].dims == ("arrangement", "future", "period", "line")
    assert data["make"].sel(
        arrangement="first-best", period="2027-H1", line="works"
    ).to_numpy().tolist() == [10, 6]
    assert data["probability"].to_numpy().tolist() == [0.4, 0.6]
    assert data.attrs["currency"] == "EUR"


def test_a_notebook_shows_the_headline_numbers(run):
    page = run._repr_html_()
    assert page.startswith("<table>")
    assert "delivered:round" in page


def test_money_of_an_arrangement_that_the_run_has_not_is_refused(run):
    assert set(run.stats.money_path()["step"]) == {"pledged", "contracted", "paid", "delivered"}
    with pytest.raises(UsageError, match="no arrangement 'deal'; it has first-best"):
        run.stats.money_path("deal")


def test_every_frame_has_the_columns_that_a_report_reads(run):
    from offtake.views.frames import material

    assert material(run).main == "first-best"


def test_a_user_who_stops_once_there_is_a_plan_keeps_it(study):
    def stop(arrangement, doing, objective, bound):
        if doing == "plan":
            raise KeyboardInterrupt

    run = solve(study, progress=stop)
    assert run.status == "stopped"
    assert run.plans["first-best"].status == "stopped"
    assert run.headline["arrangements"]["first-best"]["objective"] >= run.plans["first-best"].bound
