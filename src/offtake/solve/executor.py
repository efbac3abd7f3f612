"""Where the independent parts of a method run: in this process, in local worker processes, or on Ray.

A part is an object that is made once from a picklable recipe, stays where it was made, and is called by method
name: so each keeps its futures and its solver handles.  How a problem is cut into parts does not depend on the
number of workers, and answers come back in the order of the parts, so neither does any result.

A part whose worker dies is made again from its recipe on another worker, and the call is repeated.
"""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from typing import Any, Protocol

from offtake.errors import SolveError, UsageError

Recipe = tuple[Callable[..., Any], tuple[Any, ...]]
"""A class or function at the top of a module, and its arguments."""
_ATTEMPTS = 3


class Parts(Protocol):
    """Parts that were made, ready to be called."""

    def call(self, method: str, arguments: Sequence[tuple[Any, ...]]) -> list[Any]:
        """Call `method` of every part, each with its own arguments; answers in the order of the parts."""

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
        return _SerialParts([function(*arguments) for function, arguments in recipes])


@dataclass
class _SerialParts:
    parts: list[Any]

    def call(self, method: str, arguments: Sequence[tuple[Any, ...]]) -> list[Any]:
        return [
            getattr(part, method)(*given) for part, given in zip(self.parts, arguments, strict=True)
        ]

    def close(self) -> None:
        self.parts = []


@dataclass(frozen=True)
class LocalExecutor:
    """Parts spread over `workers` processes of this machine, started afresh (spawn), joined by pipes."""

    workers: int = 2

    def __post_init__(self) -> None:
        if self.workers < 1:
            raise UsageError(f"workers must be 1 or more, got {self.workers}")

    def make(self, recipes: Sequence[Recipe]) -> Parts:
        """Make one part a recipe, part k on worker k modulo `workers`."""
        return _LocalParts(list(recipes), min(self.workers, max(len(recipes), 1)))


@dataclass
class _Worker:
    process: Any
    pipe: Connection
    parts: list[int]


@dataclass
class _LocalParts:
    recipes: list[Recipe]
    workers: int
    alive: list[_Worker] = field(default_factory=list)

    def __post_init__(self) -> None:
        for w in range(self.workers):
            self.alive.append(self._start(list(range(w, len(self.recipes), self.workers))))

    def _start(self, parts: list[int]) -> _Worker:
        context = multiprocessing.get_context("spawn")
        here, there = context.Pipe()
        process = context.Process(target=_serve, args=(there,), daemon=True)
        process.start()
        there.close()
        here.send({k: self.recipes[k] for k in parts})
        return _Worker(process, here, parts)

    def call(self, method: str, arguments: Sequence[tuple[Any, ...]]) -> list[Any]:
        answers: dict[int, Any] = {}
        for attempt in range(_ATTEMPTS):
            wanted = [k for k in range(len(self.recipes)) if k not in answers]
            if not wanted:
                break
            lost = self._round(method, arguments, set(wanted), answers)
            for place in lost:
                self.alive[place].process.join(timeout=1)
                self.alive[place] = self._start(self.alive[place].parts)
            if lost and attempt == _ATTEMPTS - 1:
                raise SolveError(f"a worker process died {_ATTEMPTS} times during {method!r}")
        return [answers[k] for k in range(len(self.recipes))]

    def _round(
        self,
        method: str,
        arguments: Sequence[tuple[Any, ...]],
        wanted: set[int],
        answers: dict[int, Any],
    ) -> list[int]:
        """Ask every worker once; returns those that died."""
        busy: dict[Any, int] = {}
        lost: list[int] = []
        for place, worker in enumerate(self.alive):
            asked = {k: arguments[k] for k in worker.parts if k in wanted}
            if not asked:
                continue
            try:
                worker.pipe.send((method, asked))
                busy[worker.pipe] = place
            except OSError:
                lost.append(place)
        while busy:
            ready: list[Any] = list(wait(list(busy)))
            for pipe in ready:
                place = busy.pop(pipe)
                try:
                    ok, answer = pipe.recv()
                except (EOFError, OSError):
                    lost.append(place)
                    continue
                if not ok:
                    raise answer
                answers.update(answer)
        return lost

    def close(self) -> None:
        for worker in self.alive:
            try:
                worker.pipe.send(None)
                worker.pipe.close()
            except OSError:
                pass
            worker.process.join(timeout=2)
            if worker.process.is_alive():
                worker.process.terminate()
        self.alive = []


def _serve(pipe: Connection) -> None:
    """The life of a worker: make its parts, then answer calls until told to stop."""
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    try:
        parts = {k: function(*arguments) for k, (function, arguments) in pipe.recv().items()}
        while (message := pipe.recv()) is not None:
            method, asked = message
            pipe.send((True, {k: getattr(parts[k], method)(*given) for k, given in asked.items()}))
    except (EOFError, KeyboardInterrupt):
        return
    except Exception as error:
        pipe.send((False, error))


@dataclass(frozen=True)
class RayExecutor:
    """Parts as Ray actors, on one machine or a cluster; needs the extra `ray`."""

    workers: int = 2
    address: str | None = None

    def make(self, recipes: Sequence[Recipe]) -> Parts:
        """Make one part a recipe, spread over `workers` actors."""
        try:
            import ray
        except ImportError as error:
            raise UsageError("RayExecutor needs Ray: pip install 'offtake[ray]'") from error
        if not ray.is_initialized():
            ray.init(address=self.address, num_cpus=None if self.address else self.workers)
        return _RayParts(ray, list(recipes), min(self.workers, max(len(recipes), 1)))


class _Actor:
    """Holds parts inside a Ray actor."""

    def __init__(self, recipes: dict[int, Recipe]) -> None:
        self.parts = {k: function(*arguments) for k, (function, arguments) in recipes.items()}

    def call(self, method: str, asked: dict[int, tuple[Any, ...]]) -> dict[int, Any]:
        """Answers of the parts asked."""
        return {k: getattr(self.parts[k], method)(*given) for k, given in asked.items()}


@dataclass
class _RayParts:
    ray: Any
    recipes: list[Recipe]
    workers: int
    actors: list[Any] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.actors = [self._start(w) for w in range(self.workers)]

    def _parts(self, worker: int) -> list[int]:
        return list(range(worker, len(self.recipes), self.workers))

    def _start(self, worker: int) -> Any:
        held = {k: self.recipes[k] for k in self._parts(worker)}
        return self.ray.remote(_Actor).options(num_cpus=1).remote(held)

    def call(self, method: str, arguments: Sequence[tuple[Any, ...]]) -> list[Any]:
        answers: dict[int, Any] = {}
        for attempt in range(_ATTEMPTS):
            asked = {
                w: {k: arguments[k] for k in self._parts(w) if k not in answers}
                for w in range(self.workers)
            }
            calls = {
                w: self.actors[w].call.remote(method, given) for w, given in asked.items() if given
            }
            fault: Exception | None = None
            for w, reference in calls.items():
                try:
                    answers.update(self.ray.get(reference))
                except self.ray.exceptions.RayActorError as error:
                    if attempt == _ATTEMPTS - 1:
                        raise SolveError(f"a Ray actor died {_ATTEMPTS} times") from error
                    self.actors[w] = self._start(w)
                except self.ray.exceptions.RayTaskError as error:
                    fault = error.cause or error
            if fault is not None:
                raise fault
            if len(answers) == len(self.recipes):
                break
        return [answers[k] for k in range(len(self.recipes))]

    def close(self) -> None:
        for actor in self.actors:
            self.ray.kill(actor)
        self.actors = []


def executor_for(workers: int) -> Executor:
    """In this process for one worker, local processes for more."""
    return SerialExecutor() if workers == 1 else LocalExecutor(workers)
