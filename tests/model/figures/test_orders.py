"""Orders as steps: what falls due, may be called, and obliges to pay, by hand."""

from __future__ import annotations

import pytest

from offtake.model.figures.quantities import quantities


def order(name: str, quantity: float, **more: object) -> dict[str, object]:
    row = {"order": name, "buyer": "state", "producer": "maker", "product": "good"}
    row |= {"quantity": quantity, "price": 6, "starts": "2026-01-01", "ends": "2027-12-31"}
    return row | more


@pytest.fixture
def orders(study, chain):
    """12 are needed a year; two years of 365 days; 10 a year can be made."""
    return lambda *rows, **tables: quantities(study(orders=list(rows), **tables), chain(2)).orders


def test_an_order_falls_due_evenly_and_leaves_the_rest_of_the_need_open(orders):
    o = orders(order("o", 10))

    assert o.due[:, 0] == pytest.approx([5, 10])
    assert o.most[:, 0] == pytest.approx([5, 10])
    assert o.beyond[:, 0] == pytest.approx([12 - 5, 24 - 10])


def test_no_more_is_called_than_is_needed(orders):
    o = orders(order("o", 60))

    assert o.due[:, 0] == pytest.approx([30, 60])
    assert o.most[:, 0] == pytest.approx([12, 24])
    assert o.beyond[:, 0] == pytest.approx([0, 0])


def test_a_later_step_is_open_to_what_is_needed_beyond_the_steps_before(orders):
    o = orders(order("second", 20, starts="2027-01-01"), order("first", 10))

    assert [key[3] for key in o.steps.keys] == ["2026-01-01", "2027-01-01"]
    assert o.due[:, 1] == pytest.approx([0, 20])
    assert o.most[:, 1] == pytest.approx([0, 24 - 10])  # of 20 that are due, 14 beyond the first's
    assert o.beyond[:, 0] == pytest.approx([12 - 5, 0])  # 24 - 10 - 20 < 0
    assert o.open[:, 1].tolist() == [False, True]


def test_orders_of_one_day_are_one_step_at_their_mean_price(orders):
    o = orders(order("a", 10, price=2), order("b", 30, price=4))

    assert o.steps.size == 1
    assert o.price.tolist() == pytest.approx([(10 * 2 + 30 * 4) / 40])
    assert o.due[:, 0] == pytest.approx([20, 40])
    assert dict(zip([k[0] for k in o.placed.keys], o.placed_due[1], strict=True)) == pytest.approx(
        {"a": 10, "b": 30}
    )


@pytest.mark.parametrize(("stated", "due"), [(None, 10), (4, 16), (20, None)])
def test_what_was_delivered_before_is_not_due_again(orders, stated, due):
    # 730 days, of which 365 lie before the study.
    o = orders(order("o", 20, starts="2025-01-01", ends="2026-12-31", delivered=stated))

    assert (o.due[:, 0].tolist() if o.due.size else None) == (
        None if due is None else pytest.approx([due, due])
    )


def test_what_falls_due_after_the_study_does_not_count(orders):
    # Four years, of which two lie in the study.
    o = orders(order("o", 40, ends="2029-12-31", take_or_pay=1))

    assert o.due[:, 0] == pytest.approx([10, 20])
    assert o.firm.size == 0  # it ends after the study


@pytest.mark.parametrize(("capacity", "most"), [(10, 10), (4, 8)])
def test_take_or_pay_is_due_on_the_lesser_of_what_fell_due_and_could_be_made(
    orders, capacity, most
):
    line = {
        "line": "old",
        "producer": "maker",
        "product": "good",
        "capacity": capacity,
        "unit_cost": 2,
    }
    o = orders(order("o", 10, take_or_pay=0.5), lines=[line])

    assert o.firm_price.tolist() == [0.5 * 6]
    assert o.firm_ends.tolist() == [1]
    assert o.firm_most[1].tolist() == pytest.approx([most])
    assert o.firm_share.tolist() == [1.0]


def test_a_firm_order_has_its_share_of_what_is_called_of_its_step(orders):
    o = orders(order("a", 10, take_or_pay=1), order("b", 30))

    assert o.firm.keys == (("a",),)
    assert o.firm_share.tolist() == pytest.approx([0.25])


def test_a_need_for_a_capability_counts_in_units_of_the_product(orders):
    need = {"buyer": "state", "product": "power", "period": "2026", "quantity": 12, "kind": "stock"}
    o = orders(
        order("o", 60),
        requirements=[need | {"value": 9, "late_cost": 1}],
        capabilities=[{"capability": "power", "product": "good", "contribution": 2}],
    )

    assert o.most[:, 0] == pytest.approx([6, 6])


def test_an_order_with_a_producer_without_a_line_binds_nobody(orders):
    firms = [{"producer": f, "cost_of_capital": 0.0} for f in ("maker", "idle")]
    o = orders(order("o", 5, producer="idle", take_or_pay=1), producers=firms)

    assert o.steps.size == o.firm.size == o.placed.size == 0


def test_firm_orders_of_one_time_share_what_could_be_made(orders):
    # 4 a year: 8 in two years, of which an order for 30 of 40 has 6 and one for 10 of them 2.
    line = {"line": "old", "producer": "maker", "product": "good", "capacity": 4, "unit_cost": 2}
    o = orders(order("a", 10, take_or_pay=1), order("b", 30, take_or_pay=1), lines=[line])

    assert o.firm_most[1].tolist() == pytest.approx([2, 6])
