"""How far the search for what producers do has come, told as it goes on.

Work is counted in questions: what a producer would rather do, beside one plan of the others.  How many there will be is
known only when all is at rest, so what is ahead is what is expected, and is set anew where more is known.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

LEAST_LEFT = 0.03
"""Share of what is done that is ahead at least until all is done."""
CHANGES = 3
"""Changes of mind that are expected before any producer was asked."""
FINE = 2.0
"""Questions that one counts for where single subtrees and dates between are tried too."""
GOODS, TAKEN = 4, 6.0
"""Times that goods are taken for a deal, and questions that one of them counts for besides those to producers."""
STEP = 0.5
"""Questions that one part less counts for in a step of signing."""


def _nobody(_: str) -> None:
    """Tell nobody."""


@dataclass
class Heard:
    """What is told of one arrangement, and how much of it is done."""

    tell: Callable[[str], None] = _nobody
    name: str = ""
    done: float = 0.0
    ahead: float = 0.0

    def begin(self, name: str, doing: str, ahead: float) -> None:
        """Another arrangement, of which so many questions are ahead."""
        self.name, self.done, self.ahead = name, 0.0, ahead
        self.tell(f"{name}: {doing}")

    def expect(self, ahead: float) -> None:
        """So many questions are ahead, as far as is known now."""
        self.ahead = ahead

    def step(self, doing: str, questions: float = 1.0) -> None:
        """So many questions more are answered.

        >>> heard = Heard(print)
        >>> heard.begin("deal", "the cheapest clauses", 4)
        deal: the cheapest clauses
        >>> heard.step("Alfa"); heard.step("Beta", 2)
        deal: about 25% done, Alfa
        deal: about 75% done, Beta
        """
        if not self.name:
            return
        self.done += questions
        self.ahead = max(self.ahead - questions, LEAST_LEFT * self.done)
        share = self.done / (self.done + self.ahead)
        self.tell(f"{self.name}: about {share:.0%} done, {doing}")


def questions_from(units: int, changes: float) -> float:
    """Questions until best responses come to rest where so many changes of mind are ahead: in each round about half of the
    units are asked, at the end all of them twice."""
    return changes * units / 2 + (1 + FINE) * units


def questions_of_deal(seats: int) -> float:
    """Questions that a deal with so many seats is expected to take."""
    return GOODS * (seats + TAKEN) + questions_of_steps(seats)


def questions_of_steps(seats: int) -> float:
    """Of these, what is ahead once the deal for all parts is struck: steps of signing, and who would like to begin more."""
    return STEP * seats * (seats + 1) / 2 + seats
