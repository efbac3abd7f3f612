"""Projects whose building times are far more hopeful than what became of promises like them.

A study's own factor on a building time is what its drivers' `scale` effects make of it, taken at the end of the study
with the drivers' probabilities.  A project is far more hopeful than its class where more than half of past
promises took longer than the time that the study exceeds in a fifth of its futures only.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import product

import numpy as np

from offtake.evidence.reference.cases import known_by, past_cases
from offtake.evidence.reference.classes import ReferenceClass, outcomes_of, reference_class
from offtake.study.study import Study
from offtake.study.wording.where import matching_rows
from offtake.uncertainty.drivers import chains

SHARE = 0.8  # of futures, that the study's own time covers
HALF = 0.5  # of past promises, that took longer than that
KINDS = ("shift", "debottleneck", "expand", "new", "reopen")


@dataclass(frozen=True)
class Hopeful:
    """Projects of one kind and building time, and the class that says otherwise."""

    projects: tuple[str, ...]
    factor: float  # of the promised time, not exceeded in four of five of the study's futures
    longer: float  # share of past promises that took longer
    found: ReferenceClass


def hopeful(study: Study) -> list[Hopeful]:
    """The groups of projects that are far more hopeful than their class, in the order of the table.

    None where no promise was over by the study's cut_off: then nothing says what becomes of promises.
    """
    known = study.settings.cut_off
    if not outcomes_of("start", known_by(past_cases(), known) if known else past_cases()):
        return []
    factors = own_factors(study)
    groups: dict[tuple[str, float, float], list[str]] = defaultdict(list)
    rows = study.projects[["project", "kind", "build_time", "limit"]].to_dict("records")
    for row, spread in zip(rows, factors, strict=True):
        if row["kind"] in KINDS and row["build_time"] > 0 and row["limit"] > 0:
            covered = _covered(spread)
            groups[str(row["kind"]), 12.0 * float(row["build_time"]), covered].append(
                row["project"]
            )
    told = []
    for (kind, months, factor), names in groups.items():
        found = reference_class("start", kind, months, "known", known)
        longer = float(found.spread.survival([factor + 1e-9])[0])
        if longer > HALF:
            told.append(Hopeful(tuple(names), factor, longer, found))
    return told


def alike(groups: list[Hopeful]) -> list[list[Hopeful]]:
    """Groups that one factor has made so hopeful, together: what mends one mends all."""
    together: dict[float, list[Hopeful]] = defaultdict(list)
    for group in groups:
        together[group.factor].append(group)
    return list(together.values())


def longer(groups: list[Hopeful]) -> str:
    """The share of past promises that took longer, of groups that are told together.

    >>> longer([])
    ''
    """
    shares = sorted({f"{group.longer:.0%}" for group in groups}, key=lambda told: int(told[:-1]))
    return " to ".join(dict.fromkeys([*shares[:1], *shares[-1:]]))


def own_factors(study: Study) -> list[list[tuple[float, float]]]:
    """For each project (probability, factor) of its building time, over the states its drivers end in."""
    effects = study.driver_effects
    effects = effects[(effects["table"] == "projects") & (effects["column"] == "build_time")]
    effects = effects[effects["operation"] == "scale"]
    moved = [c for c in chains(study) if c.driver in set(effects["driver"])]
    ends = [list(zip(c.states, c.marginals(study.settings.periods)[-1], strict=True)) for c in moved]  # fmt: skip
    spreads: list[list[tuple[float, float]]] = [[] for _ in range(len(study.projects))]
    for course in product(*ends):
        factor = np.ones(len(study.projects))
        for chain, (state, _) in zip(moved, course, strict=True):
            own = effects[(effects["driver"] == chain.driver) & (effects["state"] == state)]
            for where, value in zip(own["where"], own["value"], strict=True):
                factor[matching_rows(study.projects, where if isinstance(where, str) else "")] *= value  # fmt: skip
        chance = float(np.prod([p for _, p in course])) if course else 1.0
        for spread, value in zip(spreads, factor, strict=True):
            spread.append((chance, float(value)))
    return spreads


def _covered(spread: list[tuple[float, float]]) -> float:
    """The factor that is not exceeded with probability `SHARE`."""
    reached = 0.0
    for chance, factor in sorted(spread, key=lambda pair: pair[1]):
        reached += chance
        if reached >= SHARE - 1e-9:
            return factor
    return max(factor for _, factor in spread)


def promised(factor: float) -> str:
    """How long at most, beside what is promised.

    >>> promised(1.0), promised(1.5)
    ('no longer than promised', 'at most 1.5 times the promised time')
    """
    return (
        "no longer than promised"
        if factor <= 1.0
        else f"at most {factor:.3g} times the promised time"
    )
