"""Tests of examples.py."""

from __future__ import annotations

from pathlib import Path

import pytest

from offtake.errors import UsageError
from offtake.study.examples import case_names, case_path, study_at


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


def test_a_name_is_the_bundled_study_where_nothing_of_that_name_lies_here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert study_at("toy") == case_path("toy")
    assert study_at("mine.xlsx") == Path("mine.xlsx")

    (tmp_path / "toy").mkdir()  # as `offtake demo` leaves it
    assert study_at("toy") == Path("toy")
