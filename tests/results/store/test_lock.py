from __future__ import annotations

import re
import subprocess
import sys
import threading

import pytest

from offtake.results.store.lock import LOCK_FILE, holding, is_locked

HOLD = """
import sys
from pathlib import Path
from offtake.results.store.lock import holding
with holding(Path(sys.argv[1])):
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


def test_a_second_process_waits_and_is_told_since_when(tmp_path, holder):
    assert is_locked(tmp_path)
    said = []
    threading.Timer(0.3, holder.kill).start()
    with holding(tmp_path, said.append):
        pass
    (text,) = said
    assert re.search(
        r"Run .* is being solved by another process \(since \d\d:\d\d\): waiting", text
    )


def test_a_folder_that_the_first_takes_away_is_made_anew_for_the_second(tmp_path):
    """The lock that the second waits for is then one that nobody else would ask for."""
    folder, inside = tmp_path / "run", []

    def second():
        with holding(folder):
            inside.append(is_locked(folder))

    with holding(folder):
        waiting = threading.Thread(target=second)
        waiting.start()
        waiting.join(0.2)
        assert not inside
        (folder / LOCK_FILE).unlink()
        folder.rmdir()
    waiting.join(5)
    assert inside == [True]


def test_a_holder_that_dies_holds_nothing(tmp_path, holder):
    holder.kill()
    holder.wait()
    assert not is_locked(tmp_path)
    with holding(tmp_path):
        assert is_locked(tmp_path)


def test_the_lock_file_stays_and_says_nothing_afterwards(tmp_path):
    with holding(tmp_path):
        pass
    assert (tmp_path / LOCK_FILE).read_bytes() == b""


@pytest.mark.skipif(sys.platform == "win32", reason="needs a limit on the size of files")
def test_a_disk_without_room_for_the_lock_is_told_with_its_path(tmp_path):
    import resource
    import signal

    limit = resource.getrlimit(resource.RLIMIT_FSIZE)
    before = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, limit[1]))
    try:
        with pytest.raises(OSError, match="File too large") as found, holding(tmp_path / "run"):
            pytest.fail("this would have been solved")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limit)
        signal.signal(signal.SIGXFSZ, before)
    assert found.value.filename == str(tmp_path / "run" / "lock")


@pytest.mark.parametrize("instead", ["a folder", "a link to nowhere"])
def test_what_stands_in_place_of_the_lock_is_told_with_its_path(tmp_path, instead):
    lock = tmp_path / LOCK_FILE
    if instead == "a folder":
        lock.mkdir()
    else:
        lock.symlink_to(tmp_path / "no" / "such" / "place")
    with pytest.raises(OSError, match=re.escape(str(lock))), holding(tmp_path):
        pass
