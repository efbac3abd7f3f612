"""The smallest study with a deal in it, against its closed forms, from the bundled tables.

Capital cost 100 at the start; one unit a year for five years at price 40 and cost 10; with chance 0.5
nothing is needed after two years.  Producer 10%, government 3%.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from offtake.deals.acceptance.participation import flip_rate, flip_risk_weight, judge, stances
from offtake.deals.cheapest.cheapest import cheapest
from offtake.deals.cheapest.kinds import rank_reversals, singles, without_each
from offtake.deals.cheapest.program import Deviation, Seat
from offtake.deals.cheapest.ranges import face, opens_without
from offtake.deals.clauses.on_offer import clauses, unit_flow, units
from offtake.errors import SolveError
from offtake.formulas.finance import annuity
from offtake.market.cash import cash
from offtake.market.figures import figures
from offtake.plan.first_best import solve_first_best
from offtake.stochastic.solver.highs import Highs
from offtake.stochastic.solver.program import Outcome
from offtake.study.examples import case_path
from offtake.study.reading.read import read_study
from offtake.uncertainty.reduction.build import build_tree


class Case:
    def __init__(self) -> None:
        self.study = read_study(case_path("two-states"))
        self.tree = build_tree(self.study)
        self.plan = solve_first_best(self.study, self.tree)
        self.f = figures(self.study, self.tree)
        self.cash = cash(self.f, self.plan)
        self.stance = stances(self.study)[0]
        self.unit = units(self.f)[0]
        self.clauses = clauses(self.cash, stances(self.study))

    def seat(self, weight: float) -> Seat:
        stance = replace(self.stance, risk_weight=weight)
        return Seat(self.unit.name, stance, unit_flow(self.cash, self.unit, stance.rate))


@pytest.fixture(scope="module")
def case():
    return Case()


def test_one_owner_of_everything_builds_and_gains_127_261(case):
    assert -case.plan.objective == pytest.approx(127.261, abs=5e-4)
    assert case.plan.values["begun"].min() == 1


def test_the_producer_refuses_without_a_deal(case):
    seat = case.seat(0.0)
    found = judge("Maker", seat.stance, seat.flow, case.tree, 1.0)

    assert sorted(found.npv) == pytest.approx([-47.9339, 13.7236], abs=5e-5)
    assert found.value == pytest.approx(-17.1051, abs=5e-5)
    assert not found.accepts


# λ, gap, then size and cost of: price uplift, grant, take-or-pay, cancellation fee, prepayment
CELLS = [
    (0.0, 17.105, (6.1904, 20.098), (17.105, 17.105), (0.4161, 22.190), (45.534, 20.835), (129.36, 5.597)),
    (0.25, 24.812, (9.9002, 32.142), (24.812, 24.812), (0.4829, 25.751), (52.840, 24.178), (187.64, 8.118)),
    (0.5, 32.520, (14.4573, 46.937), (32.520, 32.520), (0.5274, 28.125), (57.711, 26.407), (245.93, 10.640)),
    (1.0, 47.934, (27.619, 89.668), (47.934, 47.934), (0.5831, 31.092), (63.800, 29.193), (362.50, 15.684)),
]  # fmt: skip
KINDS = ("price_uplift", "grant", "take_or_pay", "cancellation_fee", "prepayment")


@pytest.mark.parametrize(("weight", "gap", *KINDS), CELLS)
def test_every_instrument_on_its_own(
    case, weight, gap, price_uplift, grant, take_or_pay, cancellation_fee, prepayment
):
    seat = case.seat(weight)
    expected = dict(
        zip(KINDS, (price_uplift, grant, take_or_pay, cancellation_fee, prepayment), strict=True)
    )

    found = {s.kind: s for s in singles(case.f, seat, case.clauses)}

    assert judge("Maker", seat.stance, seat.flow, case.tree, 1.0).gap == pytest.approx(
        gap, abs=6e-4
    )
    for kind, (size, cost) in expected.items():
        digits = 6e-5 if size < 30 and kind in ("price_uplift", "take_or_pay") else 6e-3
        assert found[kind].size == pytest.approx(size, abs=max(digits, 6e-4 * (size > 15)))
        assert found[kind].cost == pytest.approx(cost, abs=6e-4)
    assert {kind for kind, s in found.items() if s.over_cap} == {"prepayment"}


@pytest.mark.parametrize(
    ("weight", "mix", "without", "sizes"),
    [
        (0.0, 9.9878, 17.1051, {"prepayment": 80, "grant": 6.527}),
        (0.25, 17.3313, 24.1782, {"prepayment": 80, "cancellation_fee": 30.312}),
        (0.5, 21.2781, 26.4070, {"prepayment": 80, "cancellation_fee": 38.938}),
        (1.0, 26.2116, 29.1930, {"prepayment": 80, "cancellation_fee": 49.720}),
    ],
)
def test_the_cheapest_mix_and_the_cheapest_without_early_money(case, weight, mix, without, sizes):
    seat = case.seat(weight)

    offer = cheapest(case.f, [seat], case.clauses)

    assert offer.cost == pytest.approx(mix, abs=6e-5)
    signed = {c.kind: s for c, s in zip(offer.clauses, offer.sizes, strict=True) if s > 0}
    assert signed == pytest.approx(sizes, abs=6e-4)
    assert without_each(case.f, seat, offer)["prepayment"] == pytest.approx(without, abs=6e-5)


def test_the_risk_weights_at_which_instruments_swap_ranks(case):
    found = {(a, b): w for a, b, w in rank_reversals(case.f, case.seat(0.0), case.clauses)}

    assert found["cancellation_fee", "grant"] == pytest.approx(0.2181, abs=6e-5)
    assert found["take_or_pay", "grant"] == pytest.approx(0.2973, abs=6e-5)


def test_striking_a_clause_opens_a_gap_of_what_it_was_worth_to_the_producer(case):
    seat = case.seat(0.0)
    offer = cheapest(case.f, [seat], case.clauses)

    found = opens_without(case.f, [seat], offer)
    gaps = dict(zip([c.kind for c in offer.clauses], found.value, strict=True))

    # without the grant its own size is missing; without 80 early, 80 (1 - a(10%, 2) / 2)
    assert gaps["grant"] == pytest.approx(6.527, abs=6e-4)
    assert gaps["prepayment"] == pytest.approx(80 * (1 - 1.735537 / 2), abs=1e-4)
    assert not found.cash.any()  # no bank stands in the way
    assert not found.deviation.any()


@pytest.mark.parametrize(("limit", "short"), [(90.0, 10.0), (60.0, 40.0)])
def test_a_clause_that_only_the_bank_needs_shows_the_cash_that_is_short(case, limit, short):
    """Without clauses cash falls to -100.  A producer that wants nothing more still needs what its bank lacks."""
    stance = replace(case.stance, credit_limit=limit)
    seat = Seat("Maker", stance, unit_flow(case.cash, case.unit, stance.rate), outside=-50.0)
    early = [c for c in case.clauses if c.kind == "prepayment"]
    offer = cheapest(case.f, [seat], early)

    found = opens_without(case.f, [seat], offer)

    assert offer.sizes.tolist() == pytest.approx([short])
    assert found.value.tolist() == [0.0]
    assert found.cash.tolist() == pytest.approx([short])


def test_a_clause_that_keeps_a_producer_from_deviating_shows_what_deviating_would_gain(case):
    seat = replace(case.seat(0.0), outside=-50.0, deviations=(Deviation(-10.0, {}),))
    grants = [c for c in case.clauses if c.kind == "grant"]
    offer = cheapest(case.f, [seat], grants)

    found = opens_without(case.f, [seat], offer)

    assert offer.sizes.tolist() == pytest.approx([17.1051 - 10], abs=1e-4)
    assert found.value.tolist() == [0.0]
    assert found.deviation.tolist() == pytest.approx([17.1051 - 10], abs=1e-4)


def test_a_program_that_ends_without_an_answer_is_an_error_and_no_proof(case, monkeypatch):
    nothing = Outcome("time_limit", np.inf, 0.0, np.zeros(0), np.zeros(0), np.zeros(0), 0)
    monkeypatch.setattr(Highs, "__call__", lambda *_: nothing)

    with pytest.raises(SolveError, match="nor that there are none"):
        cheapest(case.f, [case.seat(0.0)], case.clauses)


def test_an_offer_found_when_the_time_ran_out_says_how_far_the_bound_is(case, monkeypatch):
    solve = Highs.__call__

    def late(self, program, limits):
        answer = solve(self, program, limits)
        return replace(answer, status="time_limit", bound=0.9 * answer.objective)

    monkeypatch.setattr(Highs, "__call__", late)
    offer = cheapest(case.f, [case.seat(0.0)], case.clauses)

    assert offer.found
    assert (offer.status, offer.gap) == ("time_limit", pytest.approx(0.1))


def test_the_optimal_face_holds_the_optimum_and_costs_one_percent_more(case):
    seat = case.seat(0.0)
    offer = cheapest(case.f, [seat], case.clauses)

    ranges = face(case.f, [seat], offer)

    assert (ranges[:, 0] <= offer.sizes + 1e-6).all()
    assert (offer.sizes <= ranges[:, 1] + 1e-6).all()
    grant = [c.kind for c in offer.clauses].index("grant")
    prepayment = [c.kind for c in offer.clauses].index("prepayment")
    # a larger grant instead of early money: g more grant frees g / 0.132231 early money, which costs
    # 0.0432652 a unit, so cost rises by 0.672807 a unit of g until 1% is used up
    swap = 1 - 0.04326515 / (1 - 1.73553719 / 2)
    assert ranges[prepayment, 1] == pytest.approx(80)
    assert ranges[grant, 1] - offer.sizes[grant] == pytest.approx(0.01 * offer.cost / swap, rel=0.5)


def test_what_would_turn_the_refusal_round(case):
    seat = case.seat(0.0)
    found = judge("Maker", seat.stance, seat.flow, case.tree, 1.0)

    rate = flip_rate(seat.flow, seat.stance, case.tree, 1.0)

    assert rate is not None
    discount = 1 / (1 + rate)  # at this rate 30 a year, half of it after two years, is worth 100
    worth = sum(30 * discount**y * (1 if y <= 2 else 0.5) for y in range(1, 6))
    assert worth == pytest.approx(100)
    assert flip_risk_weight(found.npv, seat.stance, found.probability) is None


few = settings(max_examples=10, deadline=None, phases=(Phase.explicit, Phase.generate))


@given(
    capex=st.floats(60, 160),
    price=st.floats(25, 50),
    cost=st.floats(5, 15),
    chance=st.floats(0.2, 0.8),
    hurdle=st.floats(0.04, 0.15),
    state=st.floats(0.001, 0.06),
    weight=st.one_of(
        st.floats(0, 0.9999), st.just(1.0)
    ),  # in between a fee of billions closes the gap
)
@few
def test_any_other_numbers_in_the_same_tables_give_their_closed_forms(
    two_states, capex, price, cost, chance, hurdle, state, weight
):
    case = two_states.with_study(
        projects=("capex", capex),
        prices=("price", price),
        lines=("unit_cost", cost),
        driver_states=("probability", [chance, 1 - chance]),
        producers=("hurdle_rate", hurdle),
        producers__2=("cost_of_capital", hurdle),
        buyers=("discount_rate", state),
        requirements=("value", 400.0),
    )
    two, five = annuity(hurdle, 2), annuity(hurdle, 5)
    two_s, five_s = annuity(state, 2), annuity(state, 5)
    late, late_s = five - two, five_s - two_s

    def value(good, bad):
        lower, upper, share = (bad, good, 1 - chance) if bad < good else (good, bad, chance)
        fills = min(share, 0.5)  # how much of the worst half the lower future fills
        worst = (fills * lower + (0.5 - fills) * upper) / 0.5
        return (1 - weight) * (chance * good + (1 - chance) * bad) + weight * worst

    good, bad = (price - cost) * five - capex, (price - cost) * two - capex
    gap = -value(good, bad)
    # what a size of 1 pays in the good and in the bad future, at the producer's and the State's rate
    pays = {
        "price_uplift": (five, two, five_s, two_s),
        "grant": (1.0, 1.0, 1.0, 1.0),
        "take_or_pay": (0.0, price * late, 0.0, price * late_s),
        "cancellation_fee": (0.0, (1 + hurdle) ** -3, 0.0, (1 + state) ** -3),
        "prepayment": (1 - two / 2, 1 - two / 2, 1 - two_s / 2, 1 - two_s / 2),
    }

    found = {s.kind: s for s in singles(case.f, case.seat(weight), case.clauses)}

    for kind, (h, low, h_s, low_s) in pays.items():
        if gap <= 0:
            assert found[kind].cost == pytest.approx(0.0, abs=1e-6)
            continue
        size = smallest(lambda x, h=h, low=low: value(good + x * h, bad + x * low))
        if size is None:
            assert not found[kind].sizes.size
            continue
        assert found[kind].size == pytest.approx(size, rel=1e-5, abs=1e-6)
        paid = size * (chance * h_s + (1 - chance) * low_s)
        assert found[kind].cost == pytest.approx(paid, rel=1e-5, abs=1e-6)


def smallest(worth):
    """Where an increasing, then perhaps flat, function reaches 0; None where it does not."""
    low, high = 0.0, 1.0
    while worth(high) < 0 and high < 1e9:
        high *= 2
    if worth(high) < 0:
        return None
    for _ in range(100):
        middle = 0.5 * (low + high)
        low, high = (middle, high) if worth(middle) < 0 else (low, middle)
    return high
