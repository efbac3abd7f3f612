"""How long a task of equal parts will still take."""

from __future__ import annotations

import time
from collections.abc import Callable

FEW = 20.0
"""Seconds of work before which nothing is said, and below which nothing is worth saying."""


class TimeLeft:
    """Tells the time that is left from what has been done since a task was first heard of."""

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self.now = now
        self.began: dict[str, tuple[float, int]] = {}

    def left(self, task: str, done: int, number: int) -> str:
        """', about 4 min left' after `done` of `number` parts; '' while that is not known.  Parts that were there when the
        task began took no time and do not count.

        >>> at = iter([0.0, 60.0])
        >>> clock = TimeLeft(lambda: next(at))
        >>> clock.left("moving", 10, 60), clock.left("moving", 20, 60)
        ('', ', about 4 min left')
        """
        now = self.now()
        start, before = self.began.setdefault(task, (now, done))
        if done <= before or now - start < FEW:
            return ""
        seconds = (now - start) / (done - before) * (number - done)
        return f", about {max(seconds / 60, 1):.0f} min left" if seconds >= FEW else ""
