"""Executors: where the independent parts of a method run: in this process, in local worker processes, or on Ray.

How a problem is cut into parts does not depend on the number of workers, and answers come back in the order of
the parts, so neither does any result.  What a part is, and what happens when a worker is lost, stands in `workers`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Protocol

from offtake.errors import UsageError
from offtake.stochastic.parallel.process import LocalWorker
from offtake.stochastic.parallel.ray import RayExecutor as RayExecutor
from offtake.stochastic.parallel.workers import Answers, Held, Past, SpreadParts
from offtake.stochastic.parallel.workers import Recipe as Recipe


class Parts(Protocol):
    """Parts that were made, ready to be called."""

    def call(self, method: str, arguments: Sequence[tuple[Any, ...]]) -> list[Any]:
        """Call `method` of every part, each with its own arguments; answers in the order of the parts.

        Arrays among the arguments must not be changed afterwards: a part that is made again needs them.
        """

    def close(self) -> None:
        """End the workers."""


class Executor(Protocol):
    """Makes parts from recipes."""

    def make(self, recipes: Sequence[Recipe]) -> Parts:
        """Make one part a recipe."""


@dataclass(frozen=True)
class SerialExecutor:
    """All parts in this process."""

    def make(self, recipes: Sequence[Recipe]) -> Parts:
        """Make one part a recipe."""
        return SpreadParts(recipes, 1, _Here, lasting=True)


class _Here:
    """The worker that is this process."""

    def __init__(self, pasts: dict[int, Past]) -> None:
        self.held = Held(pasts)
        self.found: Answers = {}

    def ask(self, method: str, asked: Mapping[int, tuple[Any, ...]]) -> None:
        self.found = self.held.answers(method, asked)

    def take(self, pasts: Mapping[int, Past]) -> None:
        self.held.take(pasts)

    def answers(self) -> Answers:
        return self.found

    def close(self) -> None:
        self.held = Held({})


@dataclass(frozen=True)
class LocalExecutor:
    """Parts spread over `workers` processes of this machine, started afresh, joined by pipes."""

    workers: int = 2

    def __post_init__(self) -> None:
        if self.workers < 1:
            raise UsageError(f"workers must be 1 or more, got {self.workers}")

    def make(self, recipes: Sequence[Recipe]) -> Parts:
        """Make one part a recipe, part k on worker k modulo `workers`."""
        return SpreadParts(list(recipes), min(self.workers, max(len(recipes), 1)), LocalWorker)


@dataclass(frozen=True)
class _Lasting:
    """Local processes of which one set of parts after the other is made."""

    workers: int
    idle: list[LocalWorker] = field(default_factory=list)

    def make(self, recipes: Sequence[Recipe]) -> Parts:
        """Make one part a recipe, part k on worker k modulo `workers`."""
        return SpreadParts(list(recipes), min(self.workers, max(len(recipes), 1)), self._launch)

    def _launch(self, pasts: dict[int, Past]) -> _Lent:
        while self.idle:
            worker = self.idle.pop(0)
            if worker.rests:
                worker.take(pasts)
                return _Lent(worker, self.idle)
            worker.close()
        return _Lent(LocalWorker(pasts), self.idle)


@dataclass(frozen=True)
class _Lent:
    """A worker that goes back where it came from, unless it is lost or a call was left."""

    worker: LocalWorker
    idle: list[LocalWorker]

    def ask(self, method: str, asked: Mapping[int, tuple[Any, ...]]) -> None:
        self.worker.ask(method, asked)

    def take(self, pasts: Mapping[int, Past]) -> None:
        self.worker.take(pasts)

    def answers(self) -> Answers:
        return self.worker.answers()

    def close(self) -> None:
        if self.worker.rests:
            self.worker.forget()
            self.idle.append(self.worker)
        else:
            self.worker.close()


@contextmanager
def lasting(executor: Executor) -> Iterator[Executor]:
    """`executor`, whose local processes are started once and serve all that is made here, one after the other."""
    if not isinstance(executor, LocalExecutor):
        yield executor
        return
    kept = _Lasting(executor.workers)
    try:
        yield kept
    finally:
        for worker in kept.idle:
            worker.close()


def executor_for(workers: int) -> Executor:
    """In this process for one worker, local processes for more."""
    return SerialExecutor() if workers == 1 else LocalExecutor(workers)


def called_once(
    executor: Executor, recipes: Sequence[Recipe], method: str, arguments: tuple[Any, ...] = ()
) -> list[Any]:
    """What `method` of every part answers; the parts are made for that and ended with it."""
    parts = executor.make(recipes)
    try:
        return parts.call(method, [arguments] * len(recipes))
    finally:
        parts.close()
