"""The toy study holds one of everything, and its round numbers come out by hand."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from offtake.plan.first_best import solve_first_best
from offtake.study.changing.money import budgets
from offtake.study.dictionary import TABLES
from offtake.study.study import Study
from offtake.uncertainty.reduction.build import build_tree

ReadCase = Callable[..., Study]


def test_it_has_five_lines_and_two_buyers(case: ReadCase) -> None:
    study = case("toy")
    assert (len(study.lines), len(study.buyers)) == (5, 2)


def test_every_table_is_in_use(case: ReadCase) -> None:
    study = case("toy")
    empty = {declared.name for declared in TABLES if study.tables[declared.name].empty}
    assert empty == {"noise"}  # it is checked by hand, path by path


def test_a_shift_a_new_line_a_warm_line_and_a_development_are_on_offer(case: ReadCase) -> None:
    assert set(case("toy").projects["kind"]) == {"shift", "new", "warm", "develop"}


def test_eleven_kinds_of_clause_are_on_offer(case: ReadCase) -> None:
    # A menu of volumes and prices has a study of its own in the tests of deals.
    assert len(set(case("toy").instruments["kind"])) == 11
    assert "volume_price" not in set(case("toy").instruments["kind"])


def test_a_pledge_in_dollars_becomes_50_in_2026_and_87_5_in_2029(case: ReadCase) -> None:
    # 25,000 dollars x 0.8 = 20,000; x 2 % = 400; x 1/4 = 100; x 1/2 = 50.  At 3.5 %: 87.5.
    amounts = budgets(case("toy")).set_index(["buyer", "year"])["amount"]
    assert amounts["North", 2026] == pytest.approx(50)
    assert amounts["North", 2027] == pytest.approx(62.5)
    assert amounts["North", 2029] == pytest.approx(87.5)
    assert amounts["South", 2029] == 40


def test_capital_stated_in_money_of_2025_is_raised_by_two_hundredths(case: ReadCase) -> None:
    capex = case("toy").projects.set_index("project")["capex"]
    assert capex["smart line"] == pytest.approx(20 * 102 / 100)


def test_its_full_tree_has_eight_futures(case: ReadCase) -> None:
    tree = build_tree(case("toy"), 100)
    assert int((tree.period == tree.period.max()).sum()) == 2 * 2 * 2


def test_policies_add_up_in_the_order_given(case: ReadCase) -> None:
    study = case("toy", "more-money+slow-permit")
    amounts = budgets(study).set_index(["buyer", "year"])["amount"]
    assert amounts["South", 2026] == 50
    assert amounts["North", 2027] == pytest.approx(87.5)
    earliest = study.projects.set_index("project")["earliest"]
    assert str(earliest["new motor line"])[:10] == "2027-01-01"


def test_no_smart_pump_is_made_unless_its_development_has_succeeded(case: ReadCase) -> None:
    study = case("toy")
    tree = build_tree(study)
    plan = solve_first_best(study, tree)
    made = plan.values["make"][:, study.lines["line"].tolist().index("smart hall")]
    development = tree.drivers.index("development")
    succeeded = tree.state[:, development] == tree.states[development].index("success")
    assert made[succeeded].sum() > 0
    assert made[~succeeded].sum() == pytest.approx(0)
