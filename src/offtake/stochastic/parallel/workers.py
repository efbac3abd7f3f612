"""Parts held by workers: made from recipes, called by name, and made again where a worker is lost.

A part is an object that is made once from a picklable recipe, stays where it was made, and is called by method
name: so each keeps its futures and its solver handles.  Answers come back in the order of the parts.

A part whose worker is lost is made again on a new one and repeats the calls that it answered before, so it is
what it was; then the call at hand is repeated.  A fault inside a part, want of memory among them, is no loss of a worker:
it is told at once and not tried again.
"""

from __future__ import annotations

import pickle
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from offtake.errors import ClusterError, SolveError

Recipe = tuple[Callable[..., Any], tuple[Any, ...]]
"""A class or function at the top of a module, and its arguments."""
Call = tuple[str, tuple[Any, ...]]
"""A method's name, and its arguments."""
Answers = dict[int, tuple[bool, Any]]
"""By part: True with what it gave, or False with the exception that it raised."""
ATTEMPTS = 3


@dataclass(frozen=True)
class Past:
    """What a part is made of: its recipe, and the calls that it has answered."""

    recipe: Recipe
    calls: tuple[Call, ...] = ()


class Held:
    """The parts of one worker, where they live."""

    def __init__(self, pasts: Mapping[int, Past]) -> None:
        self.parts: dict[int, Any] = {}
        self.unmade: dict[int, Exception] = {}
        self.take(pasts)

    def take(self, pasts: Mapping[int, Past]) -> None:
        """Make further parts."""
        for k, past in pasts.items():
            try:
                self.parts[k] = _made(past)
            except Exception as error:  # told when the part is called
                self.unmade[k] = _worded(error, k, "while it was made")

    def answers(self, method: str, asked: Mapping[int, tuple[Any, ...]]) -> Answers:
        """What the parts asked give, up to the first that raises."""
        found: Answers = {}
        for k, arguments in asked.items():
            if k in self.unmade:
                found[k] = (False, self.unmade[k])
                break
            try:
                found[k] = (True, getattr(self.parts[k], method)(*arguments))
            except Exception as error:
                found[k] = (False, _worded(error, k, f"during {method!r}"))
                break
        return found


def _made(past: Past) -> Any:
    function, arguments = past.recipe
    part = function(*arguments)
    for method, given in past.calls:
        getattr(part, method)(*given)
    return part


def _worded(error: Exception, part: int, when: str) -> Exception:
    """The fault as it can be sent; want of memory, where the same call would end the same way, in words of its own."""
    if isinstance(error, MemoryError):
        return SolveError(
            f"part {part} ran out of memory {when}; use fewer workers at a time, or smaller parts"
        )
    try:
        pickle.loads(pickle.dumps(error))
    except Exception:
        return SolveError(f"{type(error).__name__}: {error}")
    return error


class WorkerLost(Exception):  # noqa: N818  # an event that is dealt with
    """A worker is gone; the message says how."""


class NoRoom(Exception):  # noqa: N818  # an event that is dealt with
    """There is no place for one more worker; the message says why."""


class Worker(Protocol):
    """One worker, as seen from where the calls are made.  Both methods raise WorkerLost."""

    def ask(self, method: str, asked: Mapping[int, tuple[Any, ...]]) -> None:
        """Begin a call."""

    def take(self, pasts: Mapping[int, Past]) -> None:
        """Hold further parts."""

    def answers(self) -> Answers:
        """Wait for what the parts gave."""

    def close(self) -> None:
        """End the worker."""


@dataclass
class SpreadParts:
    """Parts spread over workers, part k on worker k modulo `number`; where a lost one finds no room, the others take over."""

    recipes: Sequence[Recipe]
    number: int
    launch: Callable[[dict[int, Past]], Worker]  # raises NoRoom
    lasting: bool = False  # workers that cannot be lost: no past is kept
    workers: list[Worker] = field(default_factory=list)
    calls: list[list[Call]] = field(default_factory=list)
    members: list[list[int]] = field(default_factory=list)  # by worker

    def __post_init__(self) -> None:
        self.calls = [[] for _ in self.recipes]
        parts = [list(range(w, len(self.recipes), self.number)) for w in range(self.number)]
        homeless: list[int] = []
        said = ""
        for own in parts:
            try:
                self.workers.append(self.launch(self._pasts(own)))
                self.members.append(own)
            except NoRoom as why:
                homeless += own
                said = str(why)
        self._take_over(homeless, said)

    def call(self, method: str, arguments: Sequence[tuple[Any, ...]]) -> list[Any]:
        """Call `method` of every part, each with its own arguments; answers in the order of the parts.

        Raises what the first part with a fault raised, and SolveError where workers are lost again and again.
        """
        found: Answers = {}
        for attempt in range(1, ATTEMPTS + 1):
            asked = {w: self._asked(w, arguments, found) for w in range(len(self.workers))}
            lost = self._round(method, {w: given for w, given in asked.items() if given}, found)
            self._raise_fault(found)
            if not lost:
                break
            if attempt == ATTEMPTS:
                why = "; ".join(sorted(set(lost.values())))
                raise SolveError(f"workers died {ATTEMPTS} times during {method!r}: {why}")
            self._replace(lost)
        if not self.lasting:
            for k, given in enumerate(arguments):
                self.calls[k].append((method, given))
        return [found[k][1] for k in range(len(self.recipes))]

    def close(self) -> None:
        """End the workers."""
        for worker in self.workers:
            worker.close()
        self.workers = []

    def _replace(self, lost: Mapping[int, str]) -> None:
        """New workers for those that are lost; what finds no room goes to the workers that are left."""
        for w in lost:
            self.workers[w].close()
        orphans: list[int] = []
        gone: list[int] = []
        said = ""
        for w in lost:
            try:
                self.workers[w] = self.launch(self._pasts(self.members[w]))
            except NoRoom as why:
                orphans += self.members[w]
                gone.append(w)
                said = str(why)
        for w in sorted(gone, reverse=True):
            del self.workers[w], self.members[w]
        self._take_over(orphans, said)

    def _take_over(self, orphans: Sequence[int], why: str) -> None:
        """Parts for which there was no room go to the workers that there are."""
        if orphans and not self.workers:
            raise ClusterError(f"no worker is left: {why}")
        for w in range(len(self.workers) if orphans else 0):
            more = orphans[w :: len(self.workers)]
            self.members[w] += more
            self.workers[w].take(self._pasts(more))

    def _pasts(self, parts: Sequence[int]) -> dict[int, Past]:
        return {k: Past(self.recipes[k], tuple(self.calls[k])) for k in parts}

    def _asked(
        self, worker: int, arguments: Sequence[tuple[Any, ...]], found: Answers
    ) -> dict[int, tuple[Any, ...]]:
        return {k: arguments[k] for k in sorted(self.members[worker]) if k not in found}

    def _round(
        self, method: str, asked: Mapping[int, Mapping[int, tuple[Any, ...]]], found: Answers
    ) -> dict[int, str]:
        """Ask every worker once; returns those that are lost, with how."""
        lost: dict[int, str] = {}
        for w, given in asked.items():
            try:
                self.workers[w].ask(method, given)
            except WorkerLost as gone:
                lost[w] = str(gone)
        for w in asked:
            if w not in lost:
                try:
                    found.update(self.workers[w].answers())
                except WorkerLost as gone:
                    lost[w] = str(gone)
        return lost

    def _raise_fault(self, found: Answers) -> None:
        """The fault of the lowest part, however the parts are spread: each worker's parts go in order."""
        for k in sorted(found):
            right, answer = found[k]
            if not right:
                raise answer
