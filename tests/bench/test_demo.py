"""What the bench of the demo says about a measurement."""

from __future__ import annotations

import pytest
from bench.demo import cases, told

GOOD = {"read": 1.0, "build": 1.0, "hand over": 0.4, "solve": 7.0, "gather": 0.6, "whole": 10.0, "memory": 400.0}  # fmt: skip


def test_shares_and_memory_are_told_with_what_is_asked():
    text, within = told(GOOD)
    assert within
    assert "build and hand-over 14.0% of the run (asked: under 15%)" in text
    assert "peak memory 400 MB" in text


@pytest.mark.parametrize("worse", [{"build": 1.2}, {"memory": 1001.0}])
def test_what_is_not_within_is_said(worse):
    text, within = told(GOOD | worse)
    assert not within
    assert "NOT within" in text


def test_the_demo_is_a_case_of_the_bench():
    (case,) = cases()
    assert (case.name, list(case.tools)) == ("demo", ["offtake"])
