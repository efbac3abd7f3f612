"""Ray itself, in the process that joins a cluster: places for workers, actors in them, and what becomes of lost ones.

A place is one processor that the cluster holds for this run (a placement group).  Where a node is lost, its workers'
places are given up and new ones asked for; a worker for which there is none leaves its parts to the others.
"""

from __future__ import annotations

import logging
import platform
import shutil
from collections.abc import Mapping, Sequence
from functools import partial
from importlib.metadata import version
from time import monotonic
from typing import Any

from offtake.errors import ClusterError, SolveError
from offtake.stochastic.parallel.process import ENDINGS
from offtake.stochastic.parallel.workers import (
    Answers,
    Held,
    NoRoom,
    Past,
    Recipe,
    SpreadParts,
    WorkerLost,
)

WAIT = 5.0  # seconds for a free processor


class Cluster:
    """The cluster that this process has joined."""

    def __init__(self) -> None:
        self.free: list[Any] = []
        self.parts: dict[int, SpreadParts] = {}
        self.workers = 0

    def join(self, address: str | None, workers: int, home: str | None) -> None:
        """Join the cluster at `address`, or start Ray in the folder `home`; ClusterError in Ray's words."""
        import ray

        self.ray = ray
        quiet: dict[str, Any] = {"log_to_driver": False, "logging_level": logging.ERROR}
        if home is not None:
            ENDINGS.append(partial(shutil.rmtree, home, True))
            quiet |= {"include_dashboard": False, "num_cpus": workers, "num_gpus": 0}
            quiet |= {"_temp_dir": home}
        try:
            ray.init(address=address or "local", **quiet)
        except BaseException as error:
            where = "on this machine" if address is None else f"at {address}"
            raise ClusterError(f"Ray {where} cannot be joined: {_line(error)}") from None

    def place(self, workers: int) -> int:
        """Find places for up to `workers`; returns for how many.

        Raises ClusterError where there is none, and where a place has other versions than this machine.
        """
        groups = [self._group() for _ in range(workers)]
        until = monotonic() + WAIT
        for group in groups:
            if group.wait(timeout_seconds=max(until - monotonic(), 0.1)):
                self.free.append(group)
            else:
                self._give_up(group)
        if not self.free:
            raise ClusterError(f"no processor of the Ray cluster is free (waited {WAIT:.0f} s)")
        self.workers = len(self.free)
        self._compare()
        return self.workers

    def _compare(self) -> None:
        here = versions()
        asked = self.ray.remote(num_cpus=1, max_retries=0)(versions)
        try:
            found = self.ray.get(
                [asked.options(scheduling_strategy=self._in(g)).remote() for g in self.free],
                timeout=25,
            )
        except Exception as error:
            raise ClusterError(f"a node of the Ray cluster cannot work: {_line(error)}") from None
        for there in found:
            if there != here:
                raise ClusterError(f"a node of the Ray cluster has {there}, this machine {here}")

    def make(self, recipes: Sequence[Recipe]) -> int:
        """Make one part a recipe; returns the number by which the parts are called."""
        key = max(self.parts, default=-1) + 1
        number = min(self.workers, max(len(recipes), 1))
        self.parts[key] = SpreadParts(list(recipes), number, self._launch)
        return key

    def call(self, key: int, method: str, arguments: Sequence[tuple[Any, ...]]) -> list[Any]:
        """Call `method` of every part."""
        return self.parts[key].call(method, arguments)

    def drop(self, key: int) -> None:
        """End the parts."""
        self.parts.pop(key).close()

    def leave(self) -> None:
        """Leave the cluster."""
        self.ray.shutdown()

    def _launch(self, pasts: dict[int, Past]) -> RayWorker:
        group = self.free.pop() if self.free else self._group()
        if not group.wait(timeout_seconds=WAIT):
            self._give_up(group)
            self.workers = max(self.workers - 1, 1)  # parts made later do not wait for it again
            raise NoRoom(f"no processor of the Ray cluster is free (waited {WAIT:.0f} s)")
        return RayWorker(self, group, pasts)

    def _group(self) -> Any:
        from ray.util import placement_group

        return placement_group([{"CPU": 1}])

    def _give_up(self, group: Any) -> None:
        from ray.util import remove_placement_group

        remove_placement_group(group)

    def _in(self, group: Any) -> Any:
        from ray.util.scheduling_strategies import PlacementGroupSchedulingStrategy

        return PlacementGroupSchedulingStrategy(placement_group=group)


class RayWorker:
    """One actor in its place, and the call that it is busy with."""

    def __init__(self, cluster: Cluster, group: Any, pasts: dict[int, Past]) -> None:
        self.cluster, self.group, self.ray = cluster, group, cluster.ray
        where = cluster._in(group)
        made = self.ray.remote(Held).options(num_cpus=1, scheduling_strategy=where)
        self.actor = made.remote(pasts)
        self.reference: Any = None
        self.lost = False

    def ask(self, method: str, asked: Mapping[int, tuple[Any, ...]]) -> None:
        """Begin a call."""
        self.reference = self.actor.answers.remote(method, dict(asked))

    def take(self, pasts: Mapping[int, Past]) -> None:
        """Hold further parts."""
        self.actor.take.remote(dict(pasts))

    def answers(self) -> Answers:
        """Wait for what the parts gave."""
        faults = self.ray.exceptions
        try:
            found: Answers = self.ray.get(self.reference)
        except faults.OutOfMemoryError as error:
            raise SolveError(
                "Ray ended a worker for want of memory; use fewer at a time"
            ) from error
        except (faults.RayActorError, faults.NodeDiedError, faults.ObjectLostError) as error:
            self.lost = True
            raise WorkerLost(f"a Ray actor died ({type(error).__name__})") from error
        except faults.RayTaskError as error:
            raise SolveError(f"a Ray actor failed: {_line(error)}") from error
        return found

    def close(self) -> None:
        """End the actor; its place is free for another one, or given up where it was lost."""
        self.ray.kill(self.actor)
        if self.lost:
            self.cluster._give_up(self.group)
        else:
            self.cluster.free.append(self.group)


def versions() -> str:
    """What answers depend on, as one line."""
    names = ("offtake", "highspy", "numpy")
    return ", ".join([f"Python {platform.python_version()}", *(f"{n} {version(n)}" for n in names)])


def _line(error: BaseException) -> str:
    return " ".join(str(error).split())[:400] or type(error).__name__
