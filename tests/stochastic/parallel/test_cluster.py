"""Two real Ray nodes on loopback: fewer processors than workers, a node that is lost, a head that is lost, wrong doors."""

from __future__ import annotations

import importlib.util
import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from tempfile import mkdtemp

import pytest

import offtake
from offtake.errors import ClusterError
from offtake.results.store.listing import kept_parts
from offtake.stochastic.parallel.ray import RayExecutor

pytestmark = pytest.mark.skipif(
    importlib.util.find_spec("ray") is None or sys.platform != "linux",
    reason="needs Ray, and a loopback of many addresses",
)
TOKEN = "0123456789abcdef" * 4
ROOT = Path(__file__).parents[3]
HEAD, OTHER = "127.0.0.2", "127.0.0.3"


class Slow:
    """A part that takes its time and remembers."""

    def __init__(self, start: int) -> None:
        self.total = start

    def add(self, number: int, seconds: float) -> int:
        time.sleep(seconds)
        self.total += number
        return self.total


class Nodes:
    """A head and one more node, each with one processor, in a home of their own."""

    def __init__(self) -> None:
        self.home = Path(mkdtemp(prefix="ot-"))
        (self.home / "ray_bootstrap_config.yaml").write_text("{}\n")  # no cloud is asked for
        with socket.socket() as free:
            free.bind((HEAD, 0))
            self.address = f"{HEAD}:{free.getsockname()[1]}"
        port = self.address.partition(":")[2]
        self.environment = {
            **os.environ,
            "HOME": str(self.home),
            "RAY_AUTH_TOKEN": TOKEN,
            "RAY_AUTH_MODE": "token",
            "RAY_USAGE_STATS_ENABLED": "0",
            "PYTHONPATH": os.pathsep.join([str(Path(offtake.__file__).parents[1]), str(ROOT)]),
        }
        self._start("--head", f"--node-ip-address={HEAD}", f"--port={port}", f"--temp-dir={self.home}", "--include-dashboard=false")  # fmt: skip
        self._start(f"--address={self.address}", f"--node-ip-address={OTHER}")

    def _start(self, *words: str) -> None:
        command = [sys.executable, "-m", "ray.scripts.scripts", "start", "--num-cpus=1", *words]
        subprocess.run(command, env=self.environment, check=True, timeout=60, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # fmt: skip

    def processes(self, *words: str) -> list[int]:
        """Processes of this cluster whose command has all the words."""
        found = []
        for folder in Path("/proc").iterdir():
            if folder.name.isdecimal() and int(folder.name) != os.getpid():
                try:
                    said = (folder / "cmdline").read_bytes().decode(errors="replace")
                except OSError:
                    continue
                if self.address in said or str(self.home) in said:
                    found += [int(folder.name)] if all(word in said for word in words) else []
        return found

    def kill(self, *words: str) -> None:
        for number in self.processes(*words):
            with suppress(ProcessLookupError):
                os.kill(number, signal.SIGKILL)

    def end(self) -> None:
        self.kill()
        shutil.rmtree(self.home, ignore_errors=True)


@pytest.fixture
def nodes(monkeypatch: pytest.MonkeyPatch) -> Iterator[Nodes]:
    made = Nodes()
    monkeypatch.setenv("RAY_AUTH_TOKEN", TOKEN)
    monkeypatch.setenv("RAY_AUTH_MODE", "token")
    monkeypatch.setenv("RAY_ADDRESS", "192.0.2.1:9")  # not what was asked for
    yield made
    made.end()


def test_a_lost_node_leaves_its_parts_to_the_other_and_a_lost_head_is_one_error(nodes: Nodes):
    executor = RayExecutor(3, nodes.address)
    assert executor.join() == 2  # as many as there are processors
    parts = executor.make([(Slow, (10 * k,)) for k in range(3)])
    assert parts.call("add", [(k, 0.0) for k in range(3)]) == [0, 11, 22]
    threading.Timer(0.5, nodes.kill, (OTHER,)).start()
    assert parts.call("add", [(1, 1.0)] * 3) == [1, 12, 23]
    assert parts.call("add", [(1, 0.0)] * 3) == [2, 13, 24]
    threading.Timer(0.5, nodes.kill).start()
    began = time.monotonic()
    with pytest.raises(ClusterError, match=f"the Ray cluster at {nodes.address} was lost"):
        parts.call("add", [(1, 60.0)] * 3)
    assert time.monotonic() - began < 40
    executor.close()


def test_a_door_that_is_closed_is_told_at_once():
    with socket.socket() as free:
        free.bind((HEAD, 0))
        address = f"{HEAD}:{free.getsockname()[1]}"
    with pytest.raises(ClusterError, match=f"no Ray cluster at {address}: Connection refused"):
        RayExecutor(2, address).join()


def test_a_door_behind_which_there_is_no_ray_is_told_within_20_seconds():
    began = time.monotonic()
    with socket.create_server((HEAD, 0)) as other:
        address = f"{HEAD}:{other.getsockname()[1]}"
        with pytest.raises(ClusterError, match="does not answer within 15 s"):
            RayExecutor(2, address).join()
    assert time.monotonic() - began < 20


class Command:
    """`offtake run` as a process; `event` is done once it has kept a part."""

    def __init__(self, store: Path, *words: str) -> None:
        self.store = store
        said = [sys.executable, "-m", "offtake", "run", "toy", "--futures", "30", "--arrangements", "first-best"]  # fmt: skip
        self.process = subprocess.Popen([*said, "-q", "--store", str(store), *words], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)  # fmt: skip

    def after_a_part(self, event: Callable[[], object]) -> Command:
        while self.process.poll() is None and not any(kept_parts(f) for f in self.store.glob("*")):
            time.sleep(0.02)
        event()
        return self

    def end(self) -> tuple[int, str]:
        """Exit code, and what was said on standard error."""
        _, said = self.process.communicate(timeout=100)
        return self.process.returncode, said

    def bytes(self) -> dict[str, bytes]:
        """Every file of the run but how long it took."""
        files = sorted(f for f in self.store.rglob("*") if f.is_file())
        return {str(f.relative_to(self.store)): f.read_bytes() for f in files if f.name != "timings.json"}  # fmt: skip


@pytest.mark.long
def test_a_whole_run_on_nodes_that_are_lost_is_the_run_of_this_machine(
    nodes: Nodes, tmp_path: Path
):
    here = Command(tmp_path / "here", "--workers", "2")
    assert here.end() == (0, "")
    ray = ("--ray", nodes.address, "--workers", "3")

    there = Command(tmp_path / "there", *ray).after_a_part(lambda: nodes.kill(OTHER))
    assert there.end() == (0, "Ray has 2 free processors for 3 workers: 2 work\n")
    assert there.bytes() == here.bytes()

    lost = Command(tmp_path / "lost", *ray).after_a_part(lambda: nodes.kill("gcs_server"))
    began = time.monotonic()
    code, said = lost.end()
    assert time.monotonic() - began < 20
    error, hint = said.splitlines()[-2:]
    assert (code, error) == (2, f"error: the Ray cluster at {nodes.address} was lost")
    assert hint.startswith("hint: ")
    assert hint.endswith("the same command goes on from there")
    assert "Traceback" not in said
    again = Command(tmp_path / "lost", "--workers", "2")
    assert again.end()[0] == 0
    assert again.bytes() == here.bytes()
