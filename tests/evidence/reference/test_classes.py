"""Classes by kind and horizon: hand-made cases with answers on paper, and the bundled ones left out in turn."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from offtake.evidence.reference.cases import MONTH, Case, past_cases
from offtake.evidence.reference.classes import outcomes_of, reference_class

PLAIN = next(case for case in past_cases() if case.case == "jasm_kumamoto")
FIRST = date(2020, 1, 1)


def after(months: float) -> date:
    return FIRST + timedelta(days=round(months * MONTH))


def started(name: str, ahead: float, took: float, kind: str = "new", **changes: object) -> Case:
    case = replace(PLAIN, case=name, group=name, kind=kind, announced=FIRST, promised=after(ahead))
    return replace(case, started=after(took), **changes)


def still_open(name: str, ahead: float, took: float) -> Case:
    return replace(started(name, ahead, took), started=None, open_until=after(took))


def test_a_ratio_is_time_taken_over_time_promised_and_open_where_not_started() -> None:
    late, opened = outcomes_of("start", [started("a", 20, 30), still_open("b", 10, 25)])
    assert late.ratio == pytest.approx(1.5, abs=0.01)
    assert late.over
    assert opened.ratio == pytest.approx(2.5, abs=0.01)
    assert not opened.over


def test_cases_of_one_group_count_as_one() -> None:
    pair = [replace(started(name, 20, 30), group="same") for name in "ab"]
    assert [o.weight for o in outcomes_of("start", [*pair, started("c", 20, 30)])] == [0.5, 0.5, 1]


def test_a_rate_counts_if_promised_first_observed_and_read_within_three_months() -> None:
    case = replace(PLAIN, announced=FIRST, rate_promised=100.0, rate_due=after(24), rate_seen=60.0)
    case = replace(case, rate_seen_on=after(26), rate_basis="observed", vintage="original")
    assert [o.ratio for o in outcomes_of("rate", [case])] == [0.6]
    for changes in (
        {"rate_seen_on": after(28)},
        {"rate_basis": "forecast"},
        {"vintage": "rebased"},
    ):
        assert not outcomes_of("rate", [replace(case, **changes)])


def test_a_promised_rate_not_made_when_looked_at_is_open() -> None:
    case = replace(PLAIN, announced=FIRST, rate_promised=100.0, rate_due=after(20), rate_seen=60.0)
    case = replace(case, rate_seen_on=after(30), rate_basis="observed")
    [outcome] = outcomes_of("full", [case])
    assert outcome.ratio == pytest.approx(1.5, abs=0.01)
    assert not outcome.over
    [outcome] = outcomes_of("full", [replace(case, rate_seen=100.0)])
    assert outcome.over


def test_a_kind_without_cases_says_what_all_cases_say() -> None:
    cases = [started(str(k), 20, 20 + k) for k in range(10)]
    alone = reference_class("start", cases=cases)
    kind = reference_class("start", "shift", cases=cases)
    assert kind.spread.beyond == pytest.approx(alone.spread.beyond)


def test_a_kind_s_own_cases_pull_it_from_the_whole() -> None:
    cases = [started(f"n{k}", 20, 40) for k in range(8)]
    cases += [started(f"e{k}", 20, 20, "expand") for k in range(8)]
    whole = reference_class("start", cases=cases).spread
    kind = reference_class("start", "expand", cases=cases).spread
    # eight cases of its own against the whole with the strength of eight: half way to all on time
    share = float(whole.survival([1.5])[0])
    assert float(kind.survival([1.5])[0]) == pytest.approx(share / 2)


def test_promises_for_as_long_ahead_weigh_more() -> None:
    cases = [started(f"s{k}", 6, 6) for k in range(6)] + [
        started(f"l{k}", 60, 120) for k in range(6)
    ]
    near, far = (reference_class("start", None, months, cases=cases).spread for months in (6, 60))
    assert float(near.survival([1.5])[0]) < float(far.survival([1.5])[0])


def test_one_promised_for_twice_as_long_weighs_exp_of_minus_a_half() -> None:
    found = reference_class("start", None, 12, cases=[started("a", 24, 24)])
    assert found.outcomes[0].weight == pytest.approx(0.6065, abs=0.002)


def test_nothing_known_on_a_day_is_refused() -> None:
    with pytest.raises(ValueError, match="no case of start was known by 1990-01-01"):
        reference_class("start", before=date(1990, 1, 1))


def test_a_case_left_out_lies_in_the_80_percent_band_of_the_others_three_times_in_four() -> None:
    """Every fourth case that is over, forecast from the cases of other groups; the manual has all of them."""
    cases, inside = past_cases(), []
    for outcome in outcomes_of("start", cases):
        if outcome.over:
            others = [case for case in cases if case.group != outcome.case.group]
            spread = reference_class("start", outcome.case.kind, outcome.horizon, cases=others).spread  # fmt: skip
            inside.append(spread.quantile(0.1) <= outcome.ratio <= spread.quantile(0.9))
    assert len(inside) == 33
    assert sum(inside) / len(inside) >= 0.75
