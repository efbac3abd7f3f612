"""Parts on a Ray cluster, or on Ray started here (extra `ray`), seen from the run.

Ray lives in a process of its own (`cluster`): what Ray does to a process (an end without a word when the head is
lost, a wait without an end, handlers of signals, lines on the screen) it does there, and here it is one error.
"""

from __future__ import annotations

import importlib.util
import shutil
import socket
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from offtake.errors import ClusterError, UsageError
from offtake.stochastic.parallel.process import LocalWorker
from offtake.stochastic.parallel.workers import Past, Recipe, WorkerLost

PATIENCE = 15.0  # seconds in which a cluster that is there answers
STARTING = 90.0  # seconds in which Ray starts here, also on a busy machine

ENVIRONMENT = {
    "RAY_USAGE_STATS_ENABLED": "0",  # nothing leaves the machine
    "RAY_ACCEL_ENV_VAR_OVERRIDE_ON_ZERO": "0",
    "RAY_ADDRESS": "",  # the address is the one that was asked for
    "RAY_gcs_rpc_server_reconnect_timeout_s": "8",  # after which a lost head is lost
}


class RayExecutor:
    """Parts spread over `workers` actors: of the cluster at `address` (host:port), or of Ray started on this machine.

    Where the cluster has fewer free processors than `workers`, there are as many actors as processors.
    """

    def __init__(self, workers: int = 2, address: str | None = None) -> None:
        if workers < 1:
            raise UsageError(f"workers must be 1 or more, got {workers}")
        self.workers, self.address = workers, address
        self._driver: LocalWorker | None = None
        self._home: Path | None = None

    def join(self) -> int:
        """Join the cluster, or start Ray here; returns how many workers have found a processor.

        Raises UsageError where Ray is not installed, ClusterError where the cluster cannot be joined.
        """
        if self._driver is not None:
            return self.workers
        if importlib.util.find_spec("ray") is None:
            raise UsageError("RayExecutor needs Ray: pip install 'offtake[ray]'")
        environment = dict(ENVIRONMENT)
        if self.address is None:
            self._home = _own_home()
            # Loopback only; Ray's token and the record of clouds it would ask for are in this home.
            environment |= {"HOME": str(self._home), "RAY_ENABLE_WINDOWS_OR_OSX_CLUSTER": "0"}
        else:
            _reached(self.address)
        from offtake.stochastic.parallel.cluster import Cluster

        self._driver = LocalWorker({0: Past((Cluster, ()))}, environment, tidies=True)
        home = None if self._home is None else str(self._home)
        try:
            within = STARTING if self.address is None else PATIENCE
            self._asked("join", self.address, self.workers, home, within=within)
            found: int = self._asked("place", self.workers, within=2 * PATIENCE)
        except BaseException:
            self.close()
            raise
        self.workers = found
        return found

    def make(self, recipes: Sequence[Recipe]) -> RayParts:
        """Make one part a recipe, part k on actor k modulo the workers."""
        self.join()
        return RayParts(self, self._asked("make", list(recipes)))

    def close(self) -> None:
        """Leave the cluster; what was started here ends."""
        driver, self._driver = self._driver, None
        if driver is not None:
            try:
                driver.ask("leave", {0: ()})
                driver.answers(5.0)
            except WorkerLost:
                pass
            driver.close()
        if self._home is not None:
            shutil.rmtree(self._home, ignore_errors=True)
            self._home = None

    def _asked(self, method: str, *arguments: Any, within: float | None = None) -> Any:
        if self._driver is None:
            raise ClusterError("the cluster was left")
        try:
            self._driver.ask(method, {0: arguments})
            right, answer = self._driver.answers(within)[0]
        except WorkerLost as gone:
            if within is None:
                raise ClusterError(f"the Ray cluster{self._where} was lost") from gone
            raise ClusterError(
                f"Ray{self._where} does not answer within {within:.0f} s: is it there, and is RAY_AUTH_TOKEN its token?"
            ) from gone
        if not right:
            raise answer
        return answer

    @property
    def _where(self) -> str:
        return " on this machine" if self.address is None else f" at {self.address}"


@dataclass(frozen=True)
class RayParts:
    """Parts held by the actors of a cluster."""

    executor: RayExecutor
    key: int

    def call(self, method: str, arguments: Sequence[tuple[Any, ...]]) -> list[Any]:
        """Call `method` of every part, each with its own arguments; answers in the order of the parts."""
        found: list[Any] = self.executor._asked("call", self.key, method, list(arguments))
        return found

    def close(self) -> None:
        """End the actors."""
        if self.executor._driver is not None:
            self.executor._asked("drop", self.key)


def _reached(address: str) -> None:
    """ClusterError where nothing listens at `address`, or it is no address."""
    host, _, port = address.rpartition(":")
    if not host or not port.isdecimal() or not 0 < int(port) < 65536 or "/" in address:
        raise ClusterError(
            f"Ray's address is HOST:PORT, or 'local' for this machine: got {address}"
        )
    try:
        socket.create_connection((host.strip("[]"), int(port)), timeout=5).close()
    except (OSError, UnicodeError) as error:
        why = getattr(error, "strerror", None) or str(error) or "no answer"
        raise ClusterError(f"no Ray cluster at {address}: {why}") from error


def _own_home() -> Path:
    """A home for Ray on this machine, in which it finds that there is no cloud to ask for."""
    home = Path(mkdtemp(prefix="ot-"))
    (home / "ray_bootstrap_config.yaml").write_bytes(b"{}\n")
    return home
