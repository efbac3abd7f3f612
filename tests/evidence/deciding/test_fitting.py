"""Which claims a column takes: a target is no capacity, a total no price, and what is denied is not asserted."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.evidence.labels import claims_of

from offtake.errors import UsageError
from offtake.evidence.claim import KINDS
from offtake.evidence.deciding.fitting import (
    OTHERS,
    TAKES,
    as_said,
    kind_said,
    refuse_misfit,
    remarks,
    taken,
)
from offtake.study.dictionary import TABLES
from offtake.study.provenance.sources import is_figure

ABLE = claims_of("The loom hall can make 80 looms a year.")[0]


def of(kind: str):
    return replace(ABLE, kind=kind)


@pytest.mark.parametrize(
    ("kind", "table", "column"),
    [
        ("target", "lines", "capacity"),
        ("output", "lines", "capacity"),
        ("order", "projects", "capex"),
        ("delay", "projects", "build_time"),
        ("comparison", "producers", "hurdle_rate"),
        ("comparison", "lines", "reliability"),
        ("order", "orders", "price"),
        ("money", "prices", "price"),
        ("output", "requirements", "quantity"),
    ],
)
def test_another_kind_than_the_column_holds_is_refused_until_the_user_says_what_it_is(kind, table, column):  # fmt: skip
    with pytest.raises(UsageError, match=f"--as {taken(table, column)[0]}"):
        refuse_misfit(of(kind), table, column, "")
    refuse_misfit(of(kind), table, column, taken(table, column)[0])
    with pytest.raises(UsageError, match=f"no {kind}"):
        refuse_misfit(of(kind), table, column, kind)


@pytest.mark.parametrize(
    ("kind", "table", "column"),
    [
        ("capacity", "lines", "capacity"),
        ("target", "projects", "adds"),
        ("money", "projects", "capex"),
        ("statement", "projects", "build_time"),
        ("pledge", "requirements", "quantity"),
        ("order", "orders", "quantity"),
        ("price", "orders", "price"),
        ("statement", "lines", "reliability"),
        ("comparison", "prices", "index"),
    ],
)
def test_what_the_column_holds_is_taken(kind, table, column):
    refuse_misfit(of(kind), table, column, "")


def test_every_kind_and_column_of_the_table_is_there():
    figures = {(t.name, c.name) for t in TABLES for c in t.columns if is_figure(c, t)}
    named = {(table, column) for key in TAKES for table, _, column in [key.rpartition(".")]}
    assert all((t, c) in figures if t else c in {f for _, f in figures} for t, c in named)
    assert {k for kinds in (*TAKES.values(), OTHERS) for k in kinds} <= set(KINDS)


@pytest.mark.parametrize(
    ("claim", "says"),
    [
        (replace(ABLE, polarity="denied"), "denies '80 looms a year'"),
        (replace(ABLE, polarity="questioned"), "only asks"),
        (replace(ABLE, kind="denial"), "nobody asserts it"),
        (replace(ABLE, words=""), "says no figure"),
    ],
)
def test_what_nobody_asserts_and_what_says_no_figure_is_told_as_that(claim, says):
    with pytest.raises(UsageError, match=says):
        refuse_misfit(claim, "lines", "capacity", "")
    assert kind_said(of("denial"), "capacity") == "capacity, not denial"
    assert kind_said(replace(ABLE, polarity="denied"), "capacity") == "capacity, not denied"
    assert kind_said(ABLE, "capacity") == ""


def test_a_condition_and_another_time_are_told():
    if_hired = claims_of("The loom hall could make 120 looms a year if a third crew were hired.")[0]
    assert "hangs on a condition" in remarks(if_hired, "capacity", 2026, False)[0]
    assert remarks(ABLE, "capacity", 2026, False) == []
    past = replace(ABLE, date_meant="2019")
    assert remarks(past, "capacity", 2026, False) == ["note: the claim speaks of 2019, capacity here of 2026"]  # fmt: skip
    assert remarks(past, "capacity", 2020, False) == []
    assert remarks(past, "adds", 2026, False) == []
    assert remarks(past, "adds", 2026, True) != []


def test_a_guess_is_told_where_it_fits_and_asked_for_where_only_the_next_fits():
    guess = replace(claims_of("It made 40 looms a year.")[0], kind="target", kind_or="capacity")
    assert any("a target or a capacity" in n for n in remarks(guess, "adds", 2025, dated=False))
    with pytest.raises(UsageError, match=r"may be a target or a capacity.*--as capacity"):
        refuse_misfit(guess, "lines", "capacity", "")
    assert kind_said(guess, "target") == "target, where capacity was as likely read"
    assert kind_said(guess, "capacity") == "capacity, not target"
    assert not as_said(guess, "target").kind_or
