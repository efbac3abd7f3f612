"""Copies of a study's products: as many, tied by budgets alone, with figures of their own."""

from __future__ import annotations

import pytest
from bench.scaled import KIND, SPREAD, scaled

from offtake import examples, load
from offtake.plan.first_best import solve_first_best
from offtake.stochastic.solver.program import Until
from offtake.uncertainty.reduction.build import build_tree

EXACT = Until(gap=1e-9)


@pytest.fixture(scope="module")
def small():
    return load(examples["two-states"])


def test_equal_copies_cost_as_many_times_as_much(small):
    once, thrice = (
        solve_first_best(study, build_tree(study), EXACT).objective
        for study in (small, scaled(small, 3, equal=True))
    )
    assert thrice == pytest.approx(3 * once, rel=1e-9)


def test_figures_of_a_copy_are_its_own_and_near_those_of_the_first():
    study = load(examples["toy"])
    twice = scaled(study, 2)
    found: dict[str, set[float]] = {}
    for (table, column), kind in KIND.items():
        first, both = study.tables[table][column].sum(), twice.tables[table][column].sum()
        if first:
            found.setdefault(kind, set()).add(round(both / first - 1, 9))
    assert sorted(found) == ["capacity", "cost", "need", "price", "worth"]
    for shares in found.values():
        (share,) = shares  # all figures of a kind by one factor
        assert 1 / SPREAD <= share <= SPREAD
        assert share != pytest.approx(1.0, abs=1e-6)


def test_effects_that_name_a_line_name_its_copy_and_state_its_figure():
    study = load(examples["nato-155mm"])
    effects = scaled(study, 2, seed=3).driver_effects
    own = effects[effects["where"] == "line=US charges 2"]
    share = scaled(study, 2, seed=3).lines.set_index("line")["capacity"]
    assert own["value"].tolist() == pytest.approx([2280 * share["US charges 2"] / share["US charges"]])  # fmt: skip
    named = study.driver_effects["where"].str.contains("line=|project=").sum()
    assert named > 0
    # what goes by kind or buyer, or names nothing, has no copy
    assert len(effects) == len(study.driver_effects) + named


def test_the_same_seed_gives_the_same_copies_and_another_gives_others(small):
    first, again, other = (scaled(small, 2, seed=s) for s in (1, 1, 2))
    assert first.lines.equals(again.lines)
    assert not first.lines.equals(other.lines)


def test_futures_and_periods_can_be_asked_for(small):
    periods = small.settings.periods
    shorter = scaled(small, 1, leaves=1, periods=periods - 1)
    assert (shorter.settings.leaves, shorter.settings.periods) == (1, periods - 1)
    longer = scaled(small, 1, periods=periods + 2).requirements
    last = longer[longer["period"] == "2032"]["quantity"].sum()
    assert last == small.requirements.query("period == '2030'")["quantity"].sum() > 0
