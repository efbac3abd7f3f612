"""What names a run before it is solved, and what is refused before anything is tried."""

from __future__ import annotations

from dataclasses import replace

import pytest

from offtake.errors import UsageError
from offtake.results.solving.request import checked, request, study_digest
from offtake.study.examples import case_path
from offtake.study.reading.read import read_study


def test_the_same_study_options_and_versions_give_the_same_name(study):
    assert request(study).id == request(study).id
    assert len(request(study).id) == 8


@pytest.mark.parametrize(
    "option",
    [
        {"seed": 2},
        {"leaves": 1},
        {"gap": 0.1},
        {"time_limit": 5.0},
        {"information": True},
        {"futures": 40},
        {"arrangements": ("no-deal",)},
    ],
)
def test_any_other_option_gives_another_name(study, option):
    assert request(study, **option).id != request(study).id


@pytest.mark.parametrize("option", [{"policy": "fearful-25"}, {"instruments": ("grant",)}])
def test_a_policy_and_a_choice_of_clauses_give_another_name(option):
    two_states = read_study(case_path("two-states"))
    assert request(two_states, **option).id != request(two_states).id


def test_any_other_figure_gives_another_name(study):
    lines = study.tables["lines"].assign(capacity=11.0)
    other = type(study)(study.settings, {**study.tables, "lines": lines})
    assert study_digest(other) != study_digest(study)


def test_the_arrangements_are_all_that_the_study_has_the_tables_for(study):
    assert request(study).options.arrangements == ("no-deal", "first-best")


def test_tables_in_another_order_or_the_same_figures_written_anew_are_the_same_study(study):
    turned = replace(study, tables=dict(reversed(list(study.tables.items()))))
    assert study_digest(turned) == study_digest(study)
    rows = study.tables["budgets"].iloc[::-1].reset_index(drop=True)
    other = replace(study, tables={**study.tables, "budgets": rows})
    assert study_digest(other) != study_digest(study)  # the door puts rows into one order


def test_arrangements_stand_in_their_usual_order_and_once():
    asked = ("first-best", "no-deal", "first-best")
    assert checked(asked) == ("no-deal", "first-best")
    with pytest.raises(UsageError, match="no arrangement is named"):
        checked(())


def test_a_seed_is_the_studys_from_then_on(study):
    asked = request(study, seed=7)
    assert asked.study.settings.seed == 7
    assert request(asked.study).id == asked.id
    assert study.settings.seed == 1


@pytest.mark.parametrize(
    ("option", "why"),
    [
        ({"gap": -1e-9}, "a share from 0 to 1"),
        ({"gap": 1.01}, "a share from 0 to 1"),
        ({"gap": float("nan")}, "a share from 0 to 1"),
        ({"time_limit": 0.0}, "seconds above 0"),
        ({"time_limit": float("inf")}, "seconds above 0"),
        ({"leaves": 0}, "0 leaves: one or more"),
        ({"seed": -1}, "seed -1: a whole number from 0 on"),
        ({"futures": 7}, "7 sampled futures are too few: 8 or more"),
        ({"method": "serch"}, "did you mean 'search'"),
        ({"method": "nested"}, "a study has whole decisions at every node"),
        ({"method": "benders", "futures": 40}, "does not go with sampled futures"),
        ({"instruments": ("grant",)}, "table instruments has none"),
    ],
)
def test_what_no_run_could_be_is_refused_before_anything_is_solved(study, option, why):
    with pytest.raises(UsageError, match=why):
        request(study, **option)


def test_the_ends_of_what_may_be_asked_are_taken(study):
    for option in ({"gap": 0.0}, {"gap": 1.0}, {"leaves": 1}, {"seed": 0}, {"futures": 8}, {"method": "search", "futures": 8}):  # fmt: skip
        assert request(study, **option)


def test_a_kind_of_clause_is_one_that_an_instrument_has():
    two_states = read_study(case_path("two-states"))
    assert request(two_states, instruments=("grant",)).options.instruments == ("grant",)
    with pytest.raises(UsageError, match="no instrument of kind 'grants'; did you mean 'grant'"):
        request(two_states, instruments=("grants",))
