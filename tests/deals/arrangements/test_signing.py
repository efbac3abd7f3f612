"""Steps of signing worked out on paper: who does its part unbidden stays, whatever is signed.

Four quarters; every rate is 1.1**4 - 1, so that 1 at the end of each is worth a = 3.169865.  A maker sells 10 a quarter and
earns 1 on each, 31.69865 in all; raising money costs a tenth more than the money.  Grants alone are on offer.
"""

from __future__ import annotations

import random
from copy import deepcopy
from datetime import date

import pandas as pd
import pytest

from offtake.deals.arrangements.arrangements import Arrangements, arrange
from offtake.deals.arrangements.signing import Signing
from offtake.plan.first_best import solve_first_best
from offtake.stochastic.solver.program import Until
from offtake.study.reading.assemble import study_from_frames
from offtake.study.study import Settings
from offtake.uncertainty.reduction.build import build_tree

RATE, A = 1.1**4 - 1, (1 - 1.1**-4) / 0.1
EXACT = Until(gap=0.0)
Rows = list[dict[str, object]]
Tables = dict[str, Rows]
ANYBODY: Rows = [{"instrument": "grant"}]


def maker(name: str, product: str, capex: float, cost: float = 1.0, price: float = 2.0) -> Tables:
    """A producer without capacity that could make 10 a quarter."""
    return {
        "producers": [{"producer": name, "hurdle_rate": RATE, "cost_of_capital": RATE}],
        "lines": [{"line": f"{name}1", "producer": name, "product": product, "capacity": 0, "unit_cost": cost}],
        "projects": [{"project": f"{name}+", "line": f"{name}1", "kind": "new", "adds": 40, "capex": capex, "build_time": 0, "latest": date(2026, 1, 1)}],
        "prices": [{"producer": name, "product": product, "price": price}],
    }  # fmt: skip


def needed(product: str, value: float, quantity: float = 10.0) -> Tables:
    """So much every quarter, worth `value` each."""
    return {
        "products": [{"product": product, "unit": "one", "holding_cost": 1.0}],
        "requirements": [
            {"buyer": "State", "product": product, "period": f"2026-Q{q}", "quantity": quantity, "kind": "flow", "value": value, "late_cost": 0}
            for q in (1, 2, 3, 4)
        ],
    }  # fmt: skip


def found(*pieces: Tables, order: int | None = None, grants: Rows = ANYBODY) -> Arrangements:
    """All arrangements of a study of these rows, shuffled by `order`."""
    tables: Tables = {
        "buyers": [{"buyer": "State", "discount_rate": RATE, "public_fund_cost": 1.1}],
        "instruments": [{"kind": "grant"} | row for row in grants],
    }
    for piece in deepcopy(pieces):
        for name, rows in piece.items():
            tables[name] = [*tables.get(name, []), *rows]
    for rows in tables.values() if order is not None else ():
        random.Random(order).shuffle(rows)
    settings = Settings(
        name="steps", title="Steps", currency="EUR", start=date(2026, 1, 1), price_year=2026, period="quarter", periods=4,
        material=0.0, discount_rate=RATE,
    )  # fmt: skip
    study = study_from_frames(settings, {name: pd.DataFrame(rows) for name, rows in tables.items()})
    tree = build_tree(study)
    return arrange(study, tree, solve_first_best(study, tree, EXACT), until=EXACT)


def signing(of: Arrangements) -> Signing:
    assert of.deal is not None
    return of.deal.signing


def told(of: Arrangements) -> list[tuple[str, float]]:
    """Parts of every step, and its social value."""
    return [("".join(sorted(s.parts)), s.social_value) for s in signing(of).steps]


# Worth of 10 a quarter for which 2 is paid each and 1 is used up: (value - 1) 10 a less capital less a tenth of 20 a.
REFUSES = 40 - 10 * A  # 8.30 that a plant of 40 is short of
DEAR = 80 * A - 40 - 2 * A - 0.1 * REFUSES  # 206.419: worth 9 each, capital 40, with its grant
UNBIDDEN = 30 * A - 20 - 2 * A  # 68.756: worth 4 each, capital 20, which earns 11.70
SLIGHT = 14.75 * A - 40 - 2 * A  # 0.416: worth 2.475 each, capital 40, without its grant


@pytest.mark.parametrize("order", [None, 1, 2])
def test_who_does_its_part_unbidden_is_there_in_every_step(order: int | None):
    of = found(
        maker("A", "a", 40), needed("a", 9), maker("B", "b", 20), needed("b", 4),
        maker("C", "c", 40), needed("c", 2.475), order=order,
    )  # fmt: skip
    everything = DEAR + UNBIDDEN + SLIGHT - 0.1 * REFUSES  # C is worth less than its grant costs

    assert told(of) == [
        ("ABC", pytest.approx(everything)),
        ("AB", pytest.approx(DEAR + UNBIDDEN)),
        ("B", pytest.approx(UNBIDDEN)),
        ("", pytest.approx(UNBIDDEN)),
    ]
    assert [s.chosen for s in signing(of).steps] == [False, True, False, False]
    paid = [(20 + 20 + 20) * A + 2 * REFUSES, 40 * A + REFUSES, 20 * A, 20 * A]
    assert [s.public_paid for s in signing(of).steps] == pytest.approx(paid)
    worth = [(90 + 40 + 24.75) * A, (90 + 40) * A, 40 * A, 40 * A]
    gains = [gained - 1.1 * spent for gained, spent in zip(worth, paid, strict=True)]
    assert [s.buyers_gain for s in signing(of).steps] == pytest.approx(gains)
    assert {c.producer: c.size for c in of.deal.clauses} == pytest.approx({"A": REFUSES})


@pytest.mark.parametrize("order", [None, 3])
def test_a_supplier_that_needs_no_clause_leaves_once_its_customer_is_out(order: int | None):
    """A sells for 4 what takes 1 of B's parts at 2: both earn 1 on each, A not enough."""
    of = found(
        maker("A", "a", 40, price=4), needed("a", 4.3), maker("B", "b", 20), {"products": [{"product": "b", "unit": "one", "holding_cost": 1.0}]},
        {"recipes": [{"product": "a", "input": "b", "quantity": 1}]}, maker("C", "c", 40), needed("c", 9), order=order,
    )  # fmt: skip
    both = 23 * A - 60 - 4 * A - 0.1 * REFUSES  # -0.603; 0.227 without its grant

    assert told(of) == [
        ("ABC", pytest.approx(DEAR + both)),
        ("BC", pytest.approx(DEAR - 20)),  # a plant for parts that nobody takes
        ("C", pytest.approx(DEAR)),
        ("", pytest.approx(0.0, abs=1e-6)),
    ]
    assert [s.chosen for s in signing(of).steps] == [False, False, True, False]
    assert of.deal.struck.target.begun[0].sum() == 1


@pytest.mark.parametrize("order", [None, 4])
def test_who_needs_no_clause_once_a_rival_is_out_stays_without_it(order: int | None):
    """Of 15 a quarter C makes 10 first, at 0.5, and A is left with 5, which do not pay its plant of 20; 10 do."""
    of = found(
        maker("A", "a", 20), maker("C", "a", 40, cost=0.5, price=1.5), needed("a", 2.64, 15), maker("D", "d", 40), needed("d", 9),
        order=order,
    )  # fmt: skip
    short = 20 - 5 * A  # 4.15 that A lacks beside C
    alone = 16.4 * A - 20 - 2 * A  # 25.646
    both = 1.64 * 15 * A + 0.5 * 10 * A - 60 - 0.1 * 25 * A - 0.1 * (REFUSES + short)

    assert told(of) == [
        ("ACD", pytest.approx(DEAR + both)),
        ("AD", pytest.approx(DEAR + alone - 0.1 * short)),  # clauses as in the deal for all parts
        ("D", pytest.approx(DEAR + alone)),
        ("", pytest.approx(alone)),
    ]
    assert [s.chosen for s in signing(of).steps] == [False, False, True, False]
    assert {c.producer: c.size for c in of.deal.clauses} == pytest.approx({"D": REFUSES})
    assert {row.producer: row.accepts for row in of.producers("deal")} == {"A": True, "C": True, "D": True}  # fmt: skip
    assert of.deal.struck.left_out == ("C",)


def test_of_steps_worth_as_much_that_with_fewest_parts_is_signed():
    # what C's goods are worth each if its part adds what it costs and no more
    even = 1 + (40 + 2 * A + 0.1 * REFUSES) / (10 * A)
    of = found(maker("A", "a", 40), needed("a", 9), maker("C", "c", 40), needed("c", even))

    assert told(of) == [("AC", pytest.approx(DEAR)), ("A", pytest.approx(DEAR)), ("", 0)]
    assert [s.chosen for s in signing(of).steps] == [False, True, False]


def test_who_must_pay_its_supplier_more_than_its_part_is_worth_does_not_do_it_unbidden():
    """A earns 10 a - 28 = 3.70 and pays the 8.30 that B lacks to make its parts; the state grants A the rest."""
    of = found(
        maker("A", "a", 28, price=4), needed("a", 9), maker("B", "b", 40), {"products": [{"product": "b", "unit": "one", "holding_cost": 1.0}]},
        {"recipes": [{"product": "a", "input": "b", "quantity": 1}]},
        grants=[{"instrument": "ours", "buyer": "State", "producer": "A"}, {"instrument": "theirs", "buyer": "A", "producer": "B"}],
    )  # fmt: skip
    rest = REFUSES - (10 * A - 28)  # 4.60
    both = 70 * A - 68 - 4 * A - 0.1 * rest  # 140.750

    assert told(of) == [
        ("AB", pytest.approx(both)),
        ("A", pytest.approx(-28 - 0.1 * rest)),  # its plant gets no parts; B's alone would cost 40
        ("", pytest.approx(0.0, abs=1e-6)),
    ]
    assert {c.producer: c.size for c in of.deal.clauses} == pytest.approx({"A": rest, "B": REFUSES})
