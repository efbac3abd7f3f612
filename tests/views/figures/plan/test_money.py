"""One bridge of money, on the smallest study: what is paid, discounted and borne join up."""

from __future__ import annotations

import pytest

import offtake
from offtake.views.drawing.frames import material
from offtake.views.figures.plan.money import money_path


@pytest.fixture(scope="module")
def run():
    return offtake.solve(offtake.load(offtake.examples["two-states"]))


def test_what_is_paid_is_goods_and_clauses_and_less_when_it_is_discounted(run):
    figure = money_path(material(run))
    steps = figure.tables[0].frame.set_index("Step").iloc[:, 0]

    # goods cost 40 a delivery: two certain ones and, with a probability of one half, three more: 140.  The prepayment of
    # 80 comes back in full, the grant of 6.5266 does not; the tool's own present value is 140 (see the answer)
    assert steps["of it for goods"] == "140.0"
    assert steps["of it under clauses"] == "6.5"
    assert steps["Paid"] == "146.5"
    paid = run.headline["arrangements"]["deal"]["public_paid"]
    assert steps["Paid, present value"] == f"{paid:.1f}"
    assert steps["discounting"] == f"−{146.5266 - paid:.1f}"


def test_what_budgets_allow_is_nobodys_pledge_and_says_how_much_of_it_is_assumed(invent):
    figure = money_path(material(invent()))

    # pledges: nine rows of two figures, the first row from a document
    assert figure.title.startswith(
        "Of EUR 65 billion that budgets have room for to the end of 2035"
    )
    assert (
        "budget room derived from output and shares of it, 89% of the figures behind it assumed"
        in figure.measure
    )
    assert [k.label for k in figure.legend] == ["budget room", "contracted", "paid", "delivered"]
    assert figure.legend[0].mark == "hatch"
