"""Where the independent parts of a method run: in this process, in local worker processes, or on Ray.

How a problem is cut into parts does not depend on the number of workers, and answers come back in the order of
the parts, so neither does any result.  What a part is, and what happens when a worker is lost, stands in `workers`.
"""

from __future__ import annotations

import multiprocessing
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import Any, Protocol

from offtake.errors import UsageError
from offtake.stochastic.parallel.ray import RayExecutor as RayExecutor
from offtake.stochastic.parallel.workers import Answers, Held, Past, SpreadParts, WorkerLost
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

    def answers(self) -> Answers:
        return self.found

    def close(self) -> None:
        self.held = Held({})


@dataclass(frozen=True)
class LocalExecutor:
    """Parts spread over `workers` processes of this machine, started afresh (spawn), joined by pipes."""

    workers: int = 2

    def __post_init__(self) -> None:
        if self.workers < 1:
            raise UsageError(f"workers must be 1 or more, got {self.workers}")

    def make(self, recipes: Sequence[Recipe]) -> Parts:
        """Make one part a recipe, part k on worker k modulo `workers`."""
        return SpreadParts(list(recipes), min(self.workers, max(len(recipes), 1)), LocalWorker)


class LocalWorker:
    """A process of this machine, and the pipe to it.

    Calls are numbered: where one was left (Ctrl-C), what comes back for it later is passed over.
    """

    def __init__(self, pasts: dict[int, Past]) -> None:
        context = multiprocessing.get_context("spawn")
        self.pipe, there = context.Pipe()
        self.process = context.Process(target=_serve, args=(there,), daemon=True)
        self.process.start()
        there.close()
        self.number = 0
        with suppress(OSError):  # found out at the first call
            self.pipe.send(pasts)

    def ask(self, method: str, asked: Mapping[int, tuple[Any, ...]]) -> None:
        """Begin a call."""
        self.number += 1
        try:
            self.pipe.send((self.number, method, dict(asked)))
        except OSError as error:
            raise WorkerLost(self._end()) from error

    def answers(self) -> Answers:
        """Wait for what the parts gave."""
        number = -1
        while number != self.number:
            try:
                number, found = self.pipe.recv()
            except (EOFError, OSError) as error:
                raise WorkerLost(self._end()) from error
        kept: Answers = found
        return kept

    def close(self) -> None:
        """End the process."""
        with suppress(OSError):
            self.pipe.send(None)
            self.pipe.close()
        self.process.join(timeout=2)
        if self.process.is_alive():
            self.process.terminate()
            self.process.join(timeout=2)

    def _end(self) -> str:
        self.process.join(timeout=1)
        code = self.process.exitcode
        if code is not None and code < 0:
            killed = " (killed, perhaps for want of memory)" if code == -9 else ""
            return f"a process was ended by signal {-code}{killed}"
        return f"a process ended with code {code}"


def _serve(pipe: Connection) -> None:
    """The life of a worker: make its parts, then answer calls until told to stop."""
    try:
        held = Held(pipe.recv())
        while (message := pipe.recv()) is not None:
            number, method, asked = message
            pipe.send((number, held.answers(method, asked)))
    except (EOFError, KeyboardInterrupt):
        return


def executor_for(workers: int) -> Executor:
    """In this process for one worker, local processes for more."""
    return SerialExecutor() if workers == 1 else LocalExecutor(workers)
