"""Streams: a seed and a name give the same numbers, whatever else is drawn, in every process."""

from __future__ import annotations

import os
import subprocess
import sys

import numpy as np
import pytest

from offtake.uncertainty.streams import stream


def test_the_same_seed_and_name_give_the_same_numbers_whatever_was_drawn_between():
    first = stream(7, "paths", "war", 3).random(5)
    stream(7, "other").random(100)

    assert np.array_equal(first, stream(7, "paths", "war", 3).random(5))


@pytest.mark.parametrize(
    "other",
    [(8, "a", 1), (7, "a", 2), (7, "b", 1), (7, "a1"), (7, "a", "1"), (7, "a"), (7, 1, "a")],
)
def test_another_seed_or_name_is_another_stream(other):
    assert stream(7, "a", 1).random() != stream(*other).random()


def test_numbers_are_the_same_in_processes_that_hash_text_differently():
    code = "from offtake.uncertainty.streams import stream; print(stream(1, 'x').random())"
    printed = [
        subprocess.run(
            [sys.executable, "-c", code],
            env=os.environ | {"PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    ]

    assert printed[0] == printed[1] == f"{stream(1, 'x').random()}\n"
