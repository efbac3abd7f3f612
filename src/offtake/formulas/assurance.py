r"""Assurance contracts, sharing a line among buyers: who must pledge for it to open, and what each may be asked.

A pledge that binds only if the pledges together reach what the line needs makes pledging safe: whoever
pledges pays at most its worth, and nothing if the line does not open (Tabarrok 1998; a small payment to
pledgers where it fails makes pledging best whatever others do).  A coalition is minimal if it can carry the
need within its members' worth and none of its members can be spared.  Shares lie in the core where nobody
pays more than its worth and no coalition could carry the need for less than it is asked together.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations

import numpy as np

_LARGEST = 14
_ROUNDING = 1e-9


@dataclass(frozen=True)
class Assurance:
    """How a need can be shared."""

    need: float
    worth: Mapping[str, float]
    feasible: bool  # whether all together can carry it
    smallest_coalition: tuple[str, ...]  # fewest buyers that can; empty where none can
    coalitions: tuple[tuple[str, ...], ...]  # all minimal ones; only the smallest with many buyers
    pivotal: tuple[str, ...]  # buyers without whom the rest cannot
    shares: Mapping[str, float]  # in proportion to worth
    largest_share: Mapping[str, float]  # most that each can be asked: its worth
    least_share: Mapping[str, float]  # what the others' worth leaves to it


def assurance(worth: Mapping[str, float], need: float) -> Assurance:
    """How `need` can be shared by buyers to whom the line is worth `worth`."""
    gains = {name: max(value, 0.0) for name, value in worth.items()}
    total = sum(gains.values())
    feasible = total >= need - _ROUNDING and total > 0.0
    ordered = sorted(gains, key=lambda name: (-gains[name], name))
    reached = np.cumsum([gains[name] for name in ordered])
    count = int(np.searchsorted(reached, need - _ROUNDING)) + 1
    smallest = tuple(sorted(ordered[:count])) if feasible else ()
    return Assurance(
        need=need,
        worth=dict(worth),
        feasible=feasible,
        smallest_coalition=smallest,
        coalitions=minimal_coalitions(gains, need) if len(gains) <= _LARGEST else (smallest,),
        pivotal=tuple(
            n for n, gain in gains.items() if total - gain < need - _ROUNDING and feasible
        ),
        shares={n: need * gain / total if feasible else 0.0 for n, gain in gains.items()},
        largest_share=gains,
        least_share={n: max(need - (total - gain), 0.0) for n, gain in gains.items()},
    )


def minimal_coalitions(worth: Mapping[str, float], need: float) -> tuple[tuple[str, ...], ...]:
    """Coalitions that can carry `need` and of which nobody can be spared, smallest first."""
    found: list[tuple[str, ...]] = []
    names = sorted(worth)
    for size in range(1, len(names) + 1):
        for members in combinations(names, size):
            carries = sum(worth[n] for n in members) >= need - _ROUNDING
            if carries and not any(set(smaller) <= set(members) for smaller in found):
                found.append(members)
    return tuple(found)


def equal_share_feasible(worth: Mapping[str, float], need: float, members: int) -> bool:
    """Whether the `members` buyers to whom it is worth most could carry equal shares."""
    best = sorted(worth.values(), reverse=True)[:members]
    return bool(best) and len(best) == members and need / members <= best[-1] + _ROUNDING


def in_core(shares: Mapping[str, float], worth: Mapping[str, float], need: float) -> bool:
    """Whether the shares cover the need, nobody pays above its worth, and no coalition could do better.

    A coalition that can carry the need alone would pay exactly the need, which is no less than it is asked
    as long as no share is negative; so those are the three conditions.
    """
    covered = abs(sum(shares.values()) - need) <= 1e-6 * max(need, 1.0)
    fair = all(-_ROUNDING <= shares[n] <= worth[n] + _ROUNDING for n in shares)
    return covered and fair
