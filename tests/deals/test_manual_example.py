"""The example of the manual's page on deals: its arithmetic, and the places where a run prints what it finds."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from offtake.results.solving.solve import solve
from offtake.study.examples import case_path
from offtake.study.reading.read import read_study

PAGE = Path(__file__).parents[2] / "docs" / "deals.md"
ANNUITY = r"a\((\d+)%, (\d)\)"


def rows() -> list[list[str]]:
    text = PAGE.read_text(encoding="utf-8").split("## One example by hand")[1].split("## ")[0]
    lines = [line for line in text.splitlines() if line.startswith("|")][2:]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


def number(text: str) -> float:
    return float(text.replace("−", "-"))


def worth(arithmetic: str) -> float | None:
    """What the arithmetic comes to; None where it is words."""
    said = re.sub(
        ANNUITY, lambda m: f"((1 - 1.{int(m[1]):02}**-{m[2]}) / 0.{int(m[1]):02})", arithmetic
    )
    said = re.sub(r"(?<=[\d½]) (?=\()", " * ", said)
    said = said.replace("½", "0.5").replace("·", "*").replace("−", "-")
    return (
        None if re.search("[a-zλ]", said) or not said else float(eval(said, {"__builtins__": {}}))
    )


@pytest.fixture(scope="module")
def printed():
    return solve(read_study(case_path("two-states"))).headline


@pytest.mark.parametrize("row", rows(), ids=lambda row: row[0])
def test_the_example_says_what_arithmetic_and_the_run_say(row, printed):
    _, arithmetic, found, place = row
    said = number(found)
    digits = len(found.partition(".")[2])
    at = printed
    for step in place.strip("`").split("."):
        at = at[int(step)] if isinstance(at, list) else at[step]
    assert float(at) == pytest.approx(said, abs=0.51 * 10**-digits)
    by_hand = worth(arithmetic)
    if by_hand is not None:
        assert by_hand == pytest.approx(said, abs=1e-3)
