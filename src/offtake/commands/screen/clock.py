"""How long a task will still take."""

from __future__ import annotations

import re
import time
from collections.abc import Callable

FEW = 20.0
"""Seconds of work before which nothing is said of a task of equal parts."""
SOON = 5.0
"""Seconds of work before which nothing is said of a search that says itself how far it is."""
TIMES = {"search": 9.0, "products": 20.0}
"""How many times as long as writing a program takes a plan does: `nato-155mm` 9 with 27 and 64 futures, 20 for four copies."""
LEAST = 5.0
"""Seconds below which nothing is worth saying."""
_DONE = re.compile(r"about (\d+)% done")


class TimeLeft:
    """Tells the time that is left from what has been done since a task was first heard of."""

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self.now = now
        self.began: dict[str, tuple[float, float]] = {}

    def left(self, task: str, done: float, number: float, after: float = FEW) -> str:
        """', about 4 min left' after `done` of `number` parts; '' while that is not known, and before `after` seconds.  Parts
        that were there when the task began took no time and do not count.

        >>> at = iter([0.0, 60.0])
        >>> clock = TimeLeft(lambda: next(at))
        >>> clock.left("moving", 10, 60), clock.left("moving", 20, 60)
        ('', ', about 4 min left')
        """
        now = self.now()
        start, before = self.began.setdefault(task, (now, done))
        if done <= before or now - start < after:
            return ""
        return _said((now - start) / (done - before) * (number - done))

    def of_share(self, task: str, doing: str) -> str:
        """The same for a task that says itself which share of it is done; '' where it does not.

        >>> at = iter([0.0, 30.0])
        >>> clock = TimeLeft(lambda: next(at))
        >>> clock.of_share("deal", "the cheapest clauses"), clock.of_share("deal", "about 25% done, Beta")
        ('', ', about 90 s left')
        """
        share = share_done(doing)
        return self.left(task, 0.0 if share is None else share, 1.0, SOON)


def counted(
    tell: Callable[[str, str, float | None], None], clock: TimeLeft | None = None
) -> Callable[[str, int, int], None]:
    """Tells how many parts of a task are done, and how long the others will take; of each task by itself."""
    clock = clock or TimeLeft()

    def listen(task: str, done: int, number: int) -> None:
        tell(task, f"{done} of {number}{clock.left(task, done, number)}", done / max(number, 1))

    return listen


def share_done(doing: str) -> float | None:
    """Which share of it a task says is done; None where it does not.

    >>> share_done("about 25% done, Alfa"), share_done("Alfa")
    (0.25, None)
    """
    said = _DONE.search(doing)
    return None if said is None else float(said[1]) / 100


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
        return _said(self.ends - now)


def _said(seconds: float) -> str:
    if seconds < LEAST:
        return ""
    if seconds < 100:
        return f", about {5 * round(seconds / 5)} s left"
    return f", about {seconds / 60:.0f} min left"
