"""Parts as actors of Ray, on this machine or on a cluster (extra `ray`)."""

from __future__ import annotations

import logging
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from offtake.errors import SolveError, UsageError
from offtake.stochastic.parallel.workers import Answers, Held, Past, Recipe, SpreadParts, WorkerLost


@dataclass(frozen=True)
class RayExecutor:
    """Parts spread over `workers` actors: of the cluster at `address`, or of this machine, where Ray is started."""

    workers: int = 2
    address: str | None = None

    def __post_init__(self) -> None:
        if self.workers < 1:
            raise UsageError(f"workers must be 1 or more, got {self.workers}")

    def make(self, recipes: Sequence[Recipe]) -> SpreadParts:
        """Make one part a recipe, part k on actor k modulo `workers`."""
        os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")  # nothing leaves the machine
        os.environ.setdefault("RAY_ACCEL_ENV_VAR_OVERRIDE_ON_ZERO", "0")
        try:
            import ray
        except ImportError as error:
            raise UsageError("RayExecutor needs Ray: pip install 'offtake[ray]'") from error
        if not ray.is_initialized():
            ray.init(
                address=self.address,
                include_dashboard=None if self.address else False,
                log_to_driver=False,
                logging_level=logging.ERROR,
            )
        processors = 1 if self.address else 0  # here, more actors than processors wait for none

        def launch(pasts: dict[int, Past]) -> RayWorker:
            return RayWorker(ray, pasts, processors)

        return SpreadParts(list(recipes), min(self.workers, max(len(recipes), 1)), launch)


class RayWorker:
    """One actor, and the call that it is busy with."""

    def __init__(self, ray: Any, pasts: dict[int, Past], processors: int) -> None:
        self.ray = ray
        self.actor = ray.remote(Held).options(num_cpus=processors).remote(pasts)
        self.reference: Any = None

    def ask(self, method: str, asked: Mapping[int, tuple[Any, ...]]) -> None:
        """Begin a call."""
        self.reference = self.actor.answers.remote(method, dict(asked))

    def answers(self) -> Answers:
        """Wait for what the parts gave."""
        faults = self.ray.exceptions
        try:
            found: Answers = self.ray.get(self.reference)
        except faults.OutOfMemoryError as error:
            raise SolveError(
                "Ray ended a worker for want of memory; use fewer at a time"
            ) from error
        except faults.RayActorError as error:
            raise WorkerLost(f"a Ray actor died ({type(error).__name__})") from error
        except faults.RayTaskError as error:
            raise SolveError(f"a Ray actor failed: {error}") from error
        return found

    def close(self) -> None:
        """End the actor."""
        self.ray.kill(self.actor)
