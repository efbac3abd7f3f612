from __future__ import annotations

import subprocess
import sys

import pytest

from offtake.errors import StoreError
from offtake.results.store.lock import LOCK_FILE, is_locked, writing

HOLD = """
import sys
from pathlib import Path
from offtake.results.store.lock import writing
with writing(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.readline()
"""


@pytest.fixture
def holder(tmp_path):
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(tmp_path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        process.stdout.readline()
        yield process
        process.kill()


def test_a_second_writer_is_told_who_came_first_and_when(tmp_path, holder):
    assert is_locked(tmp_path)
    with (
        pytest.raises(
            StoreError,
            match=r"E501 Run .* is already being written by another process \(started \d\d:\d\d\)",
        ),
        writing(tmp_path),
    ):
        pass


def test_a_holder_that_dies_holds_nothing(tmp_path, holder):
    holder.kill()
    holder.wait()
    assert not is_locked(tmp_path)
    with writing(tmp_path):
        assert is_locked(tmp_path)


def test_the_lock_file_stays_and_says_nothing_afterwards(tmp_path):
    with writing(tmp_path):
        pass
    assert (tmp_path / LOCK_FILE).read_bytes() == b""
