"""Reference classes (the outside view): what became of promises of one kind, given for as long ahead as one's own.

Three things are measured, each without a unit, so that industries can be put together:

    start   time from announcement to first output ÷ time that was promised            (1: on the day)
    full    the same for the day on which a promised rate is reached
    rate    rate made when it was promised ÷ the rate promised

A project that has not started (or not reached its rate) is open: its ratio is at least that of the newest date given,
or of the day on which it was last looked at.  That a forecast is never brought forward, and that bad projects are the
ones that stay open, both make the result too kind; see the manual.

**A chain of classes.**  Each is the prior of the next, with the strength of `STRENGTH` cases, so a class of few
cases says what its parent says:

    all cases  ->  design  ->  kind  ->  promises of any kind for about as long

`design` (known or first of its kind) is left out where it is not asked for.  Within the horizon, case i with horizon
h_i months weighs exp(-½ (ln(h_i / h) / ln 2)²): one promised for twice as long counts 0.61.  A group of m cases
counts as one, each 1/m.  Before all cases stands, for a ratio of times, a lognormal fitted to them with open cases
(scipy), and for rates every rate from 0 to 1.2 alike, each with the strength of one case.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from math import exp, log

import numpy as np
from scipy.stats import CensoredData, lognorm

from offtake.evidence.reference.cases import Case, known_by, months_between, past_cases
from offtake.formulas.survival import Spread, posterior

MEASURES = ("start", "full", "rate")
STRENGTH = 8.0  # cases; 4 to 16 forecast cases left out equally well
WIDTH = log(2.0)  # of the window in ln(months)
NEAR = 3.0  # months between the promised date of a rate and the date on which it was read
LEAST_HORIZON = 0.5  # months
POINTS = 400
LEAST_SPREAD = (
    0.3  # of ln(ratio): one case that is over, or several that agree, say nothing of the spread
)


@dataclass(frozen=True)
class InClass:
    """One case in a class: its ratio, whether that is final, and its weight."""

    case: Case
    ratio: float
    over: bool
    horizon: float  # months
    weight: float


@dataclass(frozen=True)
class ReferenceClass:
    """A class: what was asked for, its cases and the spread of their ratio."""

    measure: str
    kind: str | None
    horizon: float | None
    design: str | None
    before: date | None
    outcomes: tuple[InClass, ...]
    spread: Spread
    taken: str = ""
    """Which cases were taken where not those that come with offtake: the options that ask for them."""

    @property
    def over(self) -> int:
        """Cases that are over."""
        return sum(outcome.over for outcome in self.outcomes)

    @property
    def weight(self) -> float:
        """Cases that it rests on, each with its weight."""
        return sum(outcome.weight for outcome in self.outcomes)


def reference_class(
    measure: str,
    kind: str | None = None,
    horizon: float | None = None,
    design: str | None = None,
    before: date | None = None,
    cases: Iterable[Case] | None = None,
    taken: str = "",
) -> ReferenceClass:
    """The class of promises like one of this kind, given `horizon` months ahead, as known on day `before`.

    `cases` are those of offtake where none are given; `taken` says which they are.
    `outcomes` are the cases of that kind and design, with their weight at that horizon.  ValueError where no case
    at all was known.
    """
    given = past_cases() if cases is None else tuple(cases)
    every = outcomes_of(measure, known_by(given, before) if before else given)
    if not every:
        raise ValueError(f"no case of {measure} was known by {before}" if before else f"no case says anything of {measure}")  # fmt: skip
    spread = updated(_anything(measure, every), 1.0, every)
    around = every
    if design is not None:
        around = tuple(o for o in around if o.case.design == design)
        spread = updated(spread, STRENGTH, around)
    own = around
    if kind is not None:
        own = tuple(o for o in around if o.case.kind == kind)
        spread = updated(spread, STRENGTH, own)
    if horizon is not None:
        # of every kind: one kind alone has too few cases to be parted again
        spread = updated(spread, STRENGTH, [_near(o, horizon) for o in around])
        own = tuple(_near(o, horizon) for o in own)
    return ReferenceClass(measure, kind, horizon, design, before, own, spread, taken)


def updated(prior: Spread, strength: float, outcomes: Sequence[InClass]) -> Spread:
    """The spread of the outcomes' ratio, `prior` counting as `strength` cases."""
    return posterior(
        prior,
        strength,
        [o.ratio for o in outcomes],
        [o.over for o in outcomes],
        [o.weight for o in outcomes],
    )


def outcomes_of(measure: str, cases: Iterable[Case]) -> tuple[InClass, ...]:
    """What each case says about `measure`, in the order of the cases; those that say nothing left out."""
    read = {"start": _start, "full": _full, "rate": _rate}[measure]
    found = [(case, *said) for case in cases if (said := read(case)) is not None]
    size = Counter(case.group for case, *_ in found)
    return tuple(InClass(case, ratio, over, ahead, 1.0 / size[case.group]) for case, ratio, over, ahead in found)  # fmt: skip


def _start(case: Case) -> tuple[float, bool, float] | None:
    return _taken(case, case.promised, case.started, case.open_until)


def _full(case: Case) -> tuple[float, bool, float] | None:
    seen, asked = case.rate_seen, case.rate_promised
    made = seen is not None and asked is not None and seen >= asked
    if asked is None or case.rate_basis == "forecast":
        return None
    reached = case.rate_reached_on or (case.rate_seen_on if made else None)
    return _taken(case, case.rate_due, reached, case.rate_seen_on)


def _taken(
    case: Case, promised: date | None, came: date | None, open_until: date | None
) -> tuple[float, bool, float] | None:
    """Time taken over time promised, whether it is over, and months promised ahead."""
    last = came or open_until
    if case.announced is None or promised is None or last is None:
        return None
    ahead = months_between(case.announced, promised)
    if ahead < LEAST_HORIZON and case.announced.replace(day=1) >= promised.replace(day=1):
        return None  # announced as it came
    return max(months_between(case.announced, last) / ahead, 0.0), came is not None, ahead


def _rate(case: Case) -> tuple[float, bool, float] | None:
    """Rates promised first and read within `NEAR` months of their date."""
    if case.rate_seen is None or case.rate_promised is None or case.announced is None:
        return None
    if case.rate_due is None or case.rate_seen_on is None:
        return None
    if case.vintage != "original" or case.rate_basis != "observed":
        return None
    if abs(months_between(case.rate_due, case.rate_seen_on)) > NEAR + 0.1:
        return None
    return case.rate_seen / case.rate_promised, True, months_between(case.announced, case.rate_due)


def _near(outcome: InClass, horizon: float) -> InClass:
    apart = log(max(outcome.horizon, LEAST_HORIZON) / max(horizon, LEAST_HORIZON)) / WIDTH
    return replace(outcome, weight=outcome.weight * exp(-0.5 * apart**2))


def _anything(measure: str, outcomes: Sequence[InClass]) -> Spread:
    """What stands before all cases, on 400 points of equal probability."""
    share = (np.arange(POINTS) + 0.5) / POINTS
    if measure == "rate":
        points = 1.2 * share
    else:
        ended = [o.ratio for o in outcomes if o.over] or [1.0]
        data = CensoredData(uncensored=ended, right=[o.ratio for o in outcomes if not o.over])
        spread, _, middle = lognorm.fit(data, floc=0.0)
        points = lognorm.ppf(share, max(spread, LEAST_SPREAD), scale=middle)
        longest = max((o.ratio for o in outcomes if not o.over), default=0.0)
        if longest >= points[-1]:
            points[-1] = 2.0 * longest  # an open case has something to lie before
    return Spread(points, 1.0 - (np.arange(POINTS) + 1.0) / POINTS)
