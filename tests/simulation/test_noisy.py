"""Noise by hand: one line of 10 a year, or parts and goods, with factors that are chosen."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from offtake.errors import StudyError
from offtake.model.figures.lines import lines_of
from offtake.plan.first_best import solve_first_best
from offtake.simulation import noisy
from offtake.simulation.bands import never_bands, yearly_bands
from offtake.simulation.follow import simulate
from offtake.simulation.histories import tree_paths
from offtake.simulation.noise import noise_of
from offtake.simulation.noisy import with_noise
from offtake.stochastic.parallel.executor import executor_for
from offtake.uncertainty.reduction.build import build_tree
from offtake.uncertainty.sampling import sample_paths

NOISE = [{"noise": "all", "where": "", "mean": 1.0, "spread": 0.2, "memory": 0.6}]
YEARS = np.arange(2026, 2029)


def test_every_year_has_the_mean_and_spread_stated_and_neighbours_correlate(study):
    drawn = noise_of(study(noise=[{**NOISE[0], "mean": 0.8}]), YEARS, 40_000, 1)[:, :, 0]
    assert drawn.mean(axis=0) == pytest.approx([0.8] * 3, abs=0.003)
    assert drawn.std(axis=0) == pytest.approx([0.16] * 3, abs=0.003)
    logs = np.corrcoef(np.log(drawn).T)
    assert logs[0, 1] == pytest.approx(0.6, abs=0.01)
    assert logs[0, 2] == pytest.approx(0.36, abs=0.015)


def test_noise_depends_on_line_year_and_path_alone(study):
    two = [
        {"line": name, "producer": "maker", "product": "good", "capacity": 5, "unit_cost": 2}
        for name in ("old", "new")
    ]
    alone = noise_of(study(noise=NOISE), YEARS, 10, 1)
    both = noise_of(study(noise=NOISE, lines=two, projects=[{"project": "more", "line": "old", "kind": "expand", "adds": 8, "capex": 5, "build_time": 0}]), YEARS, 20, 1)  # fmt: skip
    names = [str(v) for v in study(lines=two, noise=NOISE).lines["line"]]
    assert np.array_equal(both[:10, :, names.index("old")], alone[:, :, 0])
    assert np.array_equal(noise_of(study(noise=NOISE), YEARS[:2], 10, 1), alone[:, :2])


def test_lines_that_are_not_meant_have_none(study):
    made = study(noise=[{**NOISE[0], "where": "country=BEL"}], lines=[
        {"line": "old", "producer": "maker", "product": "good", "country": "NLD", "capacity": 5, "unit_cost": 2},
        {"line": "b", "producer": "maker", "product": "good", "country": "BEL", "capacity": 5, "unit_cost": 2},
    ])  # fmt: skip
    names = [str(v) for v in made.lines["line"]]
    drawn = noise_of(made, YEARS, 3, 1)
    assert (drawn[:, :, names.index("old")] == 1).all()
    assert (drawn[:, :, names.index("b")] != 1).all()


def followed(made, monkeypatch, *factors):
    """What comes of first-best of a study without drivers where its lines yield `factors`, one a year."""
    plan = solve_first_best(made, build_tree(made))
    paths = tree_paths(plan.tree)
    d = simulate(made, plan, paths)
    given = np.array(factors, float).reshape(1, len(factors), -1) + np.zeros((1, 1, len(made.lines)))  # fmt: skip
    monkeypatch.setattr(noisy, "noise_of", lambda *_: given)
    return d, with_noise(d, paths, 1)


DEAR = [{"project": "more", "line": "old", "kind": "expand", "adds": 8, "capex": 9999, "build_time": 0}]  # fmt: skip


def test_without_noise_it_is_the_course_itself(study, monkeypatch):
    d, found = followed(study(), monkeypatch, 1.0, 1.0)
    assert np.allclose(found.made[0, :, 0], d.values["make"][0, :, 0])
    assert np.allclose(found.delivered[0, :, 0], d.values["deliver"][0, :, 0])


def test_what_is_not_made_is_late_and_made_up_for_where_there_is_capacity(study, monkeypatch):
    # 12 a year are needed, 18 can be made. Half: 9 made, 3 owed; then 15 are made and nothing is left open.
    _, found = followed(study(), monkeypatch, 0.5, 1.0)
    assert found.made[0, :, 0].tolist() == pytest.approx([9, 15])
    assert found.delivered[0, :, 0].tolist() == pytest.approx([9, 15])
    assert found.never[0].tolist() == pytest.approx([0])


def test_a_good_year_serves_what_the_course_leaves_open(study, monkeypatch):
    # 10 a year made of 12 needed; 1.5 gives 12 at once and no more; then 10 of 12: 2 are never delivered, not 4
    _, found = followed(study(projects=DEAR), monkeypatch, 1.5, 1.0)
    assert found.made[0, :, 0].tolist() == pytest.approx([12, 10])
    assert found.never[0].tolist() == pytest.approx([2])


def test_a_good_year_is_no_use_to_a_buyer_without_money(study, monkeypatch):
    money = [
        {"buyer": "state", "year": y, "amount": 44} for y in (2026, 2027)
    ]  # pays 11 a year at 4
    _, found = followed(study(projects=DEAR, budgets=money), monkeypatch, 1.5, 1.0)
    assert found.delivered[0, :, 0].tolist() == pytest.approx([11, 10])


def test_a_bad_year_makes_nothing_that_the_course_leaves_unmade(study, monkeypatch):
    # a unit costs 2 and is worth 1: nothing is made of the 10 that could be, and no more where 8 could
    needs = [{"buyer": "state", "product": "good", "period": str(y), "quantity": 8, "kind": "flow", "value": 1} for y in (2026, 2027)]  # fmt: skip
    _, found = followed(study(requirements=needs, projects=DEAR), monkeypatch, 0.8, 1.0)
    assert found.made[0, :, 0].tolist() == [0, 0]


def test_a_flow_that_is_not_served_lapses(study, monkeypatch):
    needs = [{"buyer": "state", "product": "good", "period": str(y), "quantity": 8, "kind": "flow", "value": 9} for y in (2026, 2027)]  # fmt: skip
    _, found = followed(study(requirements=needs, projects=DEAR), monkeypatch, 0.5, 1.0)
    assert found.delivered[0, :, 0].tolist() == pytest.approx([5, 8])
    assert found.lost[0, :, 0].tolist() == pytest.approx([3, 0])
    assert found.never[0].tolist() == pytest.approx([3])


def test_goods_wait_for_their_parts_and_catch_up(study, monkeypatch):
    tables = {
        "products": [{"product": p, "unit": p, "holding_cost": 1} for p in ("good", "part")],
        "recipes": [{"product": "good", "input": "part", "quantity": 2}],
        "lines": [
            {"line": "old", "producer": "maker", "product": "good", "capacity": 10, "unit_cost": 2},
            {"line": "parts", "producer": "maker", "product": "part", "capacity": 30, "unit_cost": 1},
        ],
        "requirements": [{"buyer": "state", "product": "good", "period": str(y), "quantity": 8, "kind": "stock", "value": 90, "late_cost": 1} for y in (2026, 2027)],
        "projects": DEAR,
    }  # fmt: skip
    made = study(**tables)
    names = [str(v) for v in made.lines["line"]]
    low = [0.4 if name == "parts" else 1.0 for name in names]
    # 16 parts are wanted, 12 made: 6 goods; then 20 parts and 10 goods, all that lines can make and all that is owed
    _, found = followed(made, monkeypatch, low, [1.0, 1.0])
    assert found.made[0, :, names.index("parts")].tolist() == pytest.approx([12, 20])
    assert found.made[0, :, names.index("old")].tolist() == pytest.approx([6, 10])
    assert found.never[0].tolist() == pytest.approx([0])


def test_the_same_bytes_for_any_number_of_workers(study, monkeypatch):
    monkeypatch.setattr(noisy, "_AT_ONCE", 4)
    made = study(noise=NOISE)
    plan, paths = solve_first_best(made, build_tree(made)), sample_paths(made, 10, 1)
    d = simulate(made, plan, paths)
    one, two = with_noise(d, paths, 1), with_noise(d, paths, 1, executor_for(2))
    for name in ("made", "delivered", "lost", "never"):
        assert getattr(one, name).tobytes() == getattr(two, name).tobytes()


def test_quarters_and_years_say_the_same_of_a_line_that_is_always_full(study):
    sums = []
    for period, periods in (("year", 2), ("quarter", 8)):
        made = study(periods, period, projects=DEAR, noise=NOISE)
        plan, paths = solve_first_best(made, build_tree(made)), sample_paths(made, 5, 1)
        sums.append(with_noise(simulate(made, plan, paths), paths, 1).made)
    assert np.allclose(sums[0][:, 0], sums[1][:, 0])


def test_without_spread_every_course_of_toy_is_what_it_was(toy):
    made, plan = toy
    rows = {"noise": ["all"], "where": [""], "mean": [1.0], "spread": [0.0], "memory": [0.0]}
    calm = made.with_(noise=pd.DataFrame(rows))
    paths = tree_paths(plan.tree)
    d = simulate(calm, plan, paths)
    found = with_noise(d, paths, 1)
    for name, got in (("make", found.made), ("deliver", found.delivered)):
        years = [d.values[name][:, d.year == y].sum(axis=1) for y in found.years]
        assert np.allclose(got, np.stack(years, axis=1), atol=1e-6), name


def test_bands_are_told_of_all_firms_and_countries_by_year(study, monkeypatch):
    d, found = followed(study(projects=DEAR), monkeypatch, 0.5, 1.0)
    frame = yearly_bands(d, found).set_index(["variable", "by", "year"])
    assert frame.loc[("made", "firm", 2026), ["mean", "p10", "p90"]].tolist() == [5, 5, 5]
    assert frame.loc[("delivered", "all", 2027), "mean"] == pytest.approx(10)
    assert never_bands(d, found)["mean"].tolist() == pytest.approx([9 / 24])


def test_a_line_that_ramps_reaches_its_capacity_by_and_by(study, chain):
    line = {"line": "old", "producer": "maker", "product": "good", "capacity": 8, "unit_cost": 2}
    for period, periods, shares in (("year", 3, [0.5, 0.75, 1]), ("quarter", 12, [0.5] * 4 + [0.75] * 4 + [1] * 4)):  # fmt: skip
        made = study(periods, period, lines=[{**line, "ramp": "0.5;0.75"}])
        assert (lines_of(made, chain(periods)).capacity[:, 0] / 8).tolist() == pytest.approx(shares)
    # opened in mid-2025: half a year of the first share lies in 2026; one that opens in mid-2026 is there from then
    early = study(2, lines=[{**line, "ramp": "0.5;0.75", "opens": "2025-07-01"}])
    assert (lines_of(early, chain(2)).capacity[:, 0] / 8).tolist() == pytest.approx([0.625, 0.875], abs=2e-3)  # fmt: skip
    later = study(2, lines=[{**line, "ramp": "0.5", "opens": "2026-07-01"}])
    assert (lines_of(later, chain(2)).capacity[:, 0] / 8).tolist() == pytest.approx([0.25, 0.75], abs=3e-3)  # fmt: skip


def test_rows_that_mean_no_line_or_one_twice_are_refused(study):
    with pytest.raises(StudyError, match="meant by row 'all' too"):
        study(noise=[NOISE[0], {**NOISE[0], "noise": "again", "where": "line=old"}])
    with pytest.raises(StudyError, match="no row of 'lines' is meant"):
        study(noise=[{**NOISE[0], "where": "line=new"}])
