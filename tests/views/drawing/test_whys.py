"""What is said of a clause, a project and a producer left out is what their numbers say."""

from __future__ import annotations

import pytest

from offtake.views.drawing.whys import why

PROJECT = {"kind": "project", "begin": None, "share_of_futures": 0.0, "share_if_known": 0.0, "regret": 0.0, "error": 2.0}  # fmt: skip
CLAUSE = {"kind": "clause", "having": 500.0}


@pytest.mark.parametrize(
    ("regret", "dearer", "said"),
    [
        (3.0, 1.0, "social value falls by EUR 3 million and the burden on taxpayers rises by EUR 1 million"),
        (-3.0, -1.0, "social value rises by EUR 3 million and the burden on taxpayers falls by EUR 1 million"),
        (1e-6, 1.0, "the burden on taxpayers rises by EUR 1 million and social value stays as it is"),
        (0.0, 0.0, "social value and the burden on taxpayers stay as they are"),
    ],
)  # fmt: skip
def test_a_clause_is_said_to_change_what_it_changes(regret, dearer, said):
    assert said in why(CLAUSE | {"regret": regret, "dearer": dearer}, "EUR")


@pytest.mark.parametrize(
    ("price", "capex", "said"),
    [
        (
            40.0,
            100.0,
            "begun, in some future at least, up to a capital cost of EUR 40 million; it costs EUR 100 million",
        ),
        (None, 100.0, "would not be begun if its capital cost nothing"),
        (None, 0.0, "It costs no capital"),
    ],
)
def test_a_project_that_is_not_begun_loses_nothing_and_says_what_would_change_that(
    price, capex, said
):
    told = why(PROJECT | {"drops_out_at": price, "capex": capex}, "EUR")
    assert told.startswith("Not begun in any future: nothing is lost without it, known to within EUR 2 million.")  # fmt: skip
    assert said in told


def test_of_a_study_with_one_future_no_shares_of_futures_are_told():
    own = PROJECT | {"begin": "2026-01-01", "share_of_futures": 1.0, "share_if_known": None, "regret": 5.0, "error": 0.0}  # fmt: skip
    told = why(own | {"drops_out_at": 8.0, "capex": 3.0}, "EUR")
    assert told == (
        "Begun, first on 2026-01-01, because without it social value falls by EUR 5 million. "
        "It is begun up to a capital cost of EUR 8 million; it costs EUR 3 million."
    )
