"""What a deal is struck over, by hand on two-states: who has a part, what each could do instead, what is on offer."""

from __future__ import annotations

import numpy as np
import pytest
from tests.deals.cheapest.test_deal import needs, one

from offtake.deals.cheapest.table import asked_parts, ground, laid, struck_over, ties_settled
from offtake.deals.verdicts.market import market
from offtake.uncertainty.reduction.build import build_tree

MISSING = 100 - sum(30 * w / 1.1**t for t, w in zip(range(1, 6), (1, 1, 0.5, 0.5, 0.5), strict=True))  # fmt: skip


@pytest.fixture
def here(two_states):
    """here(left_out, material): the ground under first-best."""

    def make(*left_out, material=0.0):
        study = two_states.study.with_(settings={"material": material})
        return ground(market(study, two_states.tree), two_states.plan.values["begun"], left_out)

    return make


def test_a_unit_with_a_part_is_asked_beside_the_best_that_it_could_do_instead(here, two_states):
    found = here()
    (judged,) = found.before

    assert [unit.name for unit in found.units] == ["Maker"]
    assert judged.outside == pytest.approx(0)  # nothing else can be begun
    assert judged.value == pytest.approx(-MISSING)
    assert not judged.accepts
    (again,), (instead,) = asked_parts(found.market, two_states.plan.values["begun"])
    assert (again.unit, again.gap, instead.unit) == ("Maker", pytest.approx(MISSING), "Maker")


def test_who_is_left_out_or_has_no_part_is_not_asked(here, two_states):
    out = here("Maker")
    assert (out.units, out.before, out.left_out) == ((), (), ("Maker",))
    nothing = np.zeros_like(two_states.plan.values["begun"])
    assert ground(out.market, nothing, ()).units == ()


def test_only_the_kinds_asked_for_lie_on_the_table_less_the_instruments_set_aside(here):
    found = here()
    every = [clause.instrument for clause in laid(found, ()).offered]

    assert sorted(every) == ["cancellation fee", "grant", "prepayment", "price uplift", "take or pay"]  # fmt: skip
    assert [c.instrument for c in laid(found, ("grant", "prepayment"), ("prepayment",)).offered] == ["grant"]  # fmt: skip
    (seat,) = laid(found, ()).seats
    assert (seat.unit, seat.outside) == ("Maker", pytest.approx(0))


def test_the_cheapest_clauses_bring_it_to_its_alternative(here):
    grant = struck_over(laid(here(), ("grant",)))

    # paid when it builds: what is missing, at any rate
    assert grant.offer.cost == pytest.approx(MISSING)
    assert grant.after[0].value == pytest.approx(0, abs=1e-6)
    assert grant.before[0].value == pytest.approx(-MISSING)
    assert (grant.holds, grant.rounds, grant.left_out) == (True, (), ())
    assert grant.epsilon["Maker"] <= 1e-6


def test_who_misses_less_than_is_material_is_indifferent_and_is_offered_nothing(here):
    # receives 40 a year: 17.1 missing are 15.5% of its present value
    share = MISSING / (40 / 30 * (100 - MISSING))
    table = laid(here(material=share + 0.001), ())

    assert table.indifferent == ("Maker",)
    assert table.offered == ()
    assert table.seats[0].outside == pytest.approx(-MISSING)
    assert laid(here(material=share - 0.001), ()).indifferent == ()


def test_ties_are_settled_where_what_lifts_a_units_lines_is_not_signed(study):
    # cost 6, price 5, lifted by 1: without its project the 4 that stand would run at a loss of 4; unsigned they stand idle
    lines = [{"line": "l", "producer": "maker", "product": "good", "capacity": 4, "unit_cost": 6}]
    made = one(study, 1, 6, 5, 1, lines=lines, requirements=needs("good", 1, value=20))
    here = market(made, build_tree(made)).under(np.ones((1, 1)))
    found = ground(here, np.ones((1, 1)), ())
    assert [p.outside for p in found.before] == pytest.approx([0.0])
    assert [p.outside for p in ties_settled(found).before] == pytest.approx([0.0])
