"""How long a task of equal parts will still take."""

from __future__ import annotations

import time
from collections.abc import Callable

FEW = 20.0
"""Seconds of work before which nothing is said, and below which nothing is worth saying."""
TIMES = {"search": 9.0, "products": 20.0}
"""How many times as long as writing a program takes a plan does: `nato-155mm` 9 with 27 and 64 futures, 20 for four copies."""
LEAST = 5.0
"""Seconds below which nothing is said of a plan."""


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


class Foreseen:
    """Tells how long a plan will still take, from how long its program took to write: what is solved by one method takes about
    the same number of times that, whatever the study's size and the machine.
    """

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self.now = now
        self.began, self.ends = now(), 0.0

    def left(self, doing: str) -> str:
        """', about 50 s left', from the first word of a plan on, which says its method; '' where that is not known or over.

        >>> at = iter([0.0, 10.0, 30.0, 88.0])
        >>> ahead = Foreseen(lambda: next(at))
        >>> ahead.left("by search (levels that never fall)"), ahead.left("bound"), ahead.left("plan")
        (', about 80 s left', ', about 60 s left', '')
        """
        now = self.now()
        word, _, method = doing.partition(" ")
        if word == "by" and not self.ends:
            times = TIMES.get(method.split(" ")[0], 0.0)
            self.ends = self.began + times * (now - self.began)
        seconds = self.ends - now
        if seconds < LEAST:
            return ""
        return (
            f", about {5 * round(seconds / 5)} s left"
            if seconds < 100
            else f", about {seconds / 60:.0f} min left"
        )
