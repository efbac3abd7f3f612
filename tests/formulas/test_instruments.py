"""Two quarters and a fork: what each kind pays for a size of 1, worked out on paper.

Node 0 is the first quarter; 1 and 2 are the second, good and bad.  A unit costs 10 and is made for 4; 8 are sold in
the first quarter, 6 or 2 in the second, of 9 that can be made; 8 are committed to.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np
import pytest

from offtake.formulas.instruments import KINDS, Capital, ClauseTerms, Followed

HALF = ClauseTerms(
    0, 1, 1, quantity=32.0, exercise_price=7.0, interest=0.2, steps=(20.0, 9.0, 36.0, 8.0)
)


def of(*values: float) -> np.ndarray:
    return np.array(values, float)


@dataclass(frozen=True)
class Cover:
    """What a clause covers, as plain numbers."""

    terms: ClauseTerms = HALF
    step: float = 0.25
    period: np.ndarray = field(default_factory=lambda: np.array([0, 1, 1]))
    parent: np.ndarray = field(default_factory=lambda: np.array([-1, 0, 0]))
    inside: np.ndarray = field(default_factory=lambda: np.array([True, True, True]))
    price: np.ndarray = field(default_factory=lambda: of(10, 10, 10))
    called: np.ndarray = field(default_factory=lambda: of(8, 6, 2))
    capacity: np.ndarray = field(default_factory=lambda: of(9, 9, 9))
    committed: np.ndarray = field(default_factory=lambda: of(8, 8, 8))
    reserved: np.ndarray = field(default_factory=lambda: of(9, 9, 9))
    spare: np.ndarray = field(default_factory=lambda: of(1, 1, 5))
    unit_cost: np.ndarray = field(default_factory=lambda: of(4, 4, 4))
    beyond: np.ndarray = field(default_factory=lambda: of(-5, 3, -1))
    end_factor: np.ndarray = field(default_factory=lambda: of(0.9, 0.8, 0.8))
    capital: tuple[Capital, ...] = (Capital("hall", 3, of(30, 10, 0), 40.0, 0.5),)


def paid(kind: str, cover: Cover = Cover()):
    (found,) = KINDS[kind].pays(cover)
    return found


@pytest.mark.parametrize(
    ("kind", "end"),
    [
        ("price_uplift", [8, 6, 2]),
        ("take_or_pay", [0, 20, 60]),  # 10 for each of 8 that is not called
        ("deductible_fee", [0, 2, 6]),
        ("reservation", [9, 9, 9]),
        ("option", [9, 9, 9]),
        ("cancellation_fee", [0, 0.25, 0.75]),  # the share called falls from 1 to 6/8, or to 2/8
        ("warm_base", [0.25, 0.25, 0.25]),
        ("claw_back", [0, -3 / 0.8, 0]),  # 3 beyond nothing, at the end of the second quarter
    ],
)
def test_what_a_kind_pays_at_the_end_of_each_quarter(kind, end):
    found = paid(kind)

    assert found.each.end == pytest.approx(of(*end))
    assert not found.each.start.any()
    assert found.size is None


def test_an_option_called_below_the_price_costs_the_difference():
    assert paid("option").fixed.end == pytest.approx(of(-3 * 8, -3 * 6, -3 * 2))
    none = replace(HALF, exercise_price=float("nan"))
    assert not paid("option", Cover(none)).fixed.cash.any()


def test_a_grant_is_paid_with_the_capital_cost_and_tied_to_its_project():
    found = paid("grant")

    assert found.each.start == pytest.approx(of(0.75, 0.25, 0))
    assert (found.cap, found.label, found.project, found.full) == (20, "hall", 3, 40)


def test_only_what_rises_above_all_before_is_clawed_back():
    """Three quarters in a row: gains of 2, then 3, then 1 beyond the best alternative, in present millions."""
    row = Cover(
        period=np.array([0, 1, 2]),
        parent=np.array([-1, 0, 1]),
        beyond=of(2, 3, 1),
        end_factor=of(0.9, 0.8, 0.7),
    )

    assert paid("claw_back", row).each.end == pytest.approx(of(-2 / 0.9, -1 / 0.8, 0))


def test_a_prepayment_is_credited_with_interest_against_what_is_certain():
    found = paid("prepayment")
    # certain: 80, then 20; credits 0.8 after a quarter and 0.2 after a half, each grown at 20% a year
    first, second = 0.8 * 1.2**0.25, 0.2 * 1.2**0.5

    assert found.each.start == pytest.approx(of(1, 0, 0))
    assert found.each.end == pytest.approx(of(-first, -second, -second))
    assert found.cap == pytest.approx(min(80 / first, 20 / second))


def test_a_prepayment_is_credited_within_its_time_only():
    late = paid("prepayment", Cover(replace(HALF, first=1, interest=0.0)))
    soon = paid("prepayment", Cover(replace(HALF, credit_last=0, interest=0.0)))

    assert late.each.start.tolist() == [0, 1, 1]
    assert late.each.end.tolist() == [0, -1, -1]
    assert soon.each.end.tolist() == [-1, 0, 0]


def test_a_firm_order_is_made_as_far_as_there_is_room_and_its_size_is_a_year():
    found = list(KINDS["firm_order"].pays(Cover()))
    # shares 0.25 to 1 of 8: beyond 8, 6 and 2 called there are 0 0 0; 0 0 2; 0 0 4; 0 1 (of 2) 5 (of 6)
    assert [pay.size for pay in found] == [16, 24, 32]
    assert [pay.fixed.end.tolist() for pay in found] == [[0, 0, 20], [0, 0, 40], [0, 10, 50]]
    assert [pay.making.end.tolist() for pay in found] == [[0, 0, -8], [0, 0, -16], [0, -4, -20]]


def test_each_entry_of_a_menu_of_volumes_pays_its_price_called_or_not():
    small, large = KINDS["volume_price"].pays(Cover())
    # 20 a year at 9 are 5 a quarter: 1 less on 5, 5 and 2 called, and 9 for each of 0, 0 and 3 not called
    assert small.fixed.end == pytest.approx(of(-5, -5, -2 + 27))
    # 36 a year at 8 are 9 a quarter: 2 less on 8, 6 and 2, and 8 for each of 1, 3 and 7
    assert large.fixed.end == pytest.approx(of(-16 + 8, -12 + 24, -4 + 56))
    assert (small.size, large.size) == (20, 36)


def test_what_survives_another_plan_is_paid_for_what_that_plan_sells_and_builds():
    other = Followed(np.array([True, False, True]), of(4, 5, 6), of(10, 20, 0), 40.0)

    assert KINDS["price_uplift"].survives(other).end.tolist() == [4, 0, 6]
    assert KINDS["grant"].survives(other).start.tolist() == [0.25, 0, 0]
    assert {name for name, kind in KINDS.items() if kind.survives} == {"price_uplift", "grant"}


def test_nothing_is_paid_outside_the_time_of_a_clause():
    outside = replace(Cover(), inside=np.array([False, False, False]))

    for kind in ("price_uplift", "warm_base", "claw_back"):
        assert not paid(kind, outside).each.cash.any()


def test_the_manual_has_a_row_for_every_kind_with_the_unit_of_its_size():
    page = (Path(__file__).parents[2] / "docs" / "deals.md").read_text(encoding="utf-8")
    rows = [row.split("|") for row in page.splitlines() if row.startswith("| `")]
    told = {name.strip(" `"): row[2].strip() for row in rows for name in row[1].split(",")}

    assert {name: told.get(name) for name in KINDS} == {n: kind.unit for n, kind in KINDS.items()}
