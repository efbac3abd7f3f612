"""Tests of examples.py."""

from __future__ import annotations

import pytest

from offtake.errors import UsageError
from offtake.study.examples import case_names, case_path


def test_the_bundled_studies_are_listed_in_alphabetical_order() -> None:
    assert case_names() == ("europe-155mm-2022", "nato-155mm", "portfolio", "toy", "two-states", "us-155mm-2022", "vaccines-2020")  # fmt: skip


@pytest.mark.parametrize("name", case_names())
def test_a_bundled_study_is_a_folder_with_settings(name: str) -> None:
    assert (case_path(name) / "study.toml").is_file()


def test_an_unknown_name_is_refused_and_the_known_ones_are_named() -> None:
    with pytest.raises(
        UsageError,
        match="no bundled study 'nato'; there are: europe-155mm-2022, nato-155mm, portfolio, toy",
    ):
        case_path("nato")
