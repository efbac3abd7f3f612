"""A worker's process ends with its parent, however that ends, and says nothing."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from offtake.stochastic.parallel.executor import LocalExecutor

# Starts two workers, tells their processes, and lets them solve what takes for ever.
PARENT = """
import signal, sys
signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell may have it ignored in what it starts
from offtake.stochastic.parallel.executor import LocalExecutor
from tests.stochastic.parallel.test_process import Busy
parts = LocalExecutor(2).make([(Busy, ()), (Busy, ())])
print(*(w.process.pid for w in parts.workers), flush=True)
if sys.argv[1] != "just started":
    parts.call(sys.argv[1], [()] * 2)
sys.stdin.readline()
"""


class Busy:
    """A part that does not come back."""

    def work(self) -> None:
        while True:
            time.sleep(0.01)

    def hold(self) -> None:
        pow(7, 10**9)  # nothing else of the process runs meanwhile

    def say(self) -> int:
        os.write(1, b"a library speaks")
        print("and so does this one")
        return 3


HOLDS = pytest.mark.skipif(
    sys.platform != "linux", reason="only Linux kills a process with its parent"
)


@pytest.mark.parametrize("doing", ["work", pytest.param("hold", marks=HOLDS), "just started"])
@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_workers_end_within_two_seconds_of_their_parent(doing: str, how: signal.Signals):
    root = str(Path(__file__).parents[3])
    path = os.pathsep.join([root, os.environ.get("PYTHONPATH", "")])
    with subprocess.Popen(
        [sys.executable, "-c", PARENT, doing],
        env={**os.environ, "PYTHONPATH": path},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as parent:
        assert parent.stdout is not None
        workers = [int(number) for number in parent.stdout.readline().split()]
        assert len(workers) == 2
        if doing != "just started":
            time.sleep(0.5)
        parent.send_signal(how)
        parent.wait()
        until = time.monotonic() + 2
        while any(map(alive, workers)) and time.monotonic() < until:
            time.sleep(0.02)
        assert not any(map(alive, workers))
        assert parent.stderr is not None
        said = parent.stderr.read().decode()
        assert "Traceback" not in said.replace("Traceback", "", 1 if how is signal.SIGINT else 0)


BUSY_IMPORTING = """
import os, signal, time
from offtake.stochastic.parallel.process import LocalWorker
class Slow:
    def __reduce__(self):
        return time.sleep, (60,)
print(LocalWorker({0: Slow()}).process.pid, flush=True)
time.sleep(1)
os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="asks who the parent is")
def test_a_worker_that_is_still_importing_what_it_was_sent_ends_with_its_parent():
    command = [sys.executable, "-c", BUSY_IMPORTING]
    told = subprocess.run(command, stdout=subprocess.PIPE, check=False)
    until = time.monotonic() + 5
    while alive(int(told.stdout)) and time.monotonic() < until:
        time.sleep(0.05)
    assert not alive(int(told.stdout))


def alive(process: int) -> bool:
    """Whether it runs; one that has ended may wait for somebody to ask how."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] not in "ZX"
    except FileNotFoundError:
        return False


def test_what_a_library_prints_is_no_answer():
    parts = LocalExecutor(1).make([(Busy, ())])
    assert parts.call("say", [()]) == [3]
    parts.close()
