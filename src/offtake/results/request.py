"""What is asked for: a study and how to solve it, which together name a run before it is solved."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from functools import cached_property
from importlib.metadata import version

from offtake.errors import UsageError
from offtake.plan.sampled import BATCHES
from offtake.results.tables.statistics import ARRANGEMENTS
from offtake.study.study import Study

TIME_LIMIT = 600.0
FEWEST = 2 * BATCHES  # sampled futures: each batch that values the plan has two or more


@dataclass(frozen=True)
class Options:
    """How a study is solved: which arrangements, how many futures, how exactly, for how long."""

    arrangements: tuple[str, ...] = ARRANGEMENTS
    policy: str = ""  # the policy that the study was read with, for the record
    leaves: int | None = None
    gap: float = 0.005
    time_limit: float = TIME_LIMIT  # seconds for first-best
    instruments: tuple[str, ...] = ()  # kinds of clause that the deal may use; none named: all
    information: bool = False  # whether to find what knowing more would be worth
    futures: int | None = None  # how many to draw; None: the reduced tree


@dataclass(frozen=True)
class Request:
    """A study and how to solve it: what names a run before it is solved."""

    study: Study
    options: Options

    @cached_property
    def id(self) -> str:
        """Eight letters: the same study, options and versions give the same ones."""
        digest = hashlib.sha256(study_digest(self.study).encode())
        digest.update(json.dumps(asdict(self.options), sort_keys=True).encode())
        digest.update(json.dumps(versions(), sort_keys=True).encode())
        return digest.hexdigest()[:8]


def request(
    study: Study,
    *,
    arrangements: Sequence[str] | None = None,
    policy: str = "",
    leaves: int | None = None,
    seed: int | None = None,
    gap: float = 0.005,
    time_limit: float = TIME_LIMIT,
    instruments: Sequence[str] = (),
    information: bool = False,
    futures: int | None = None,
) -> Request:
    """What `solve` would do with the same arguments.

    Raises UsageError for an arrangement that there is not, a deal without instruments, and too few futures.
    """
    if seed is not None:
        study = replace(study, settings=study.settings.model_copy(update={"seed": seed}))
    asked = possible(study) if arrangements is None else checked(arrangements)
    if "deal" in asked and study.instruments.empty:
        raise UsageError(
            "the study has no table instruments, so there is no clause to make a deal of"
        )
    if futures is not None and futures < FEWEST:
        raise UsageError(
            f"{futures} sampled futures are too few: {FEWEST} or more, so that fresh ones can value the plan"
        )
    return Request(
        study,
        Options(
            arrangements=asked,
            policy=policy,
            leaves=leaves,
            gap=gap,
            time_limit=time_limit,
            instruments=tuple(instruments),
            information=information,
            futures=futures,
        ),
    )


def study_digest(study: Study) -> str:
    """Hash of the study's settings and of every table."""
    digest = hashlib.sha256(study.settings.model_dump_json().encode())
    for name in sorted(study.tables):
        digest.update(f"\n{name}\n".encode())
        cells = study.tables[name].to_dict("split", index=False)
        digest.update(json.dumps(cells, default=str).encode())
    return digest.hexdigest()


def versions() -> dict[str, str]:
    """Versions of what the numbers depend on."""
    return {name: version(name) for name in ("offtake", "highspy", "numpy")}


def possible(study: Study) -> tuple[str, ...]:
    """All arrangements, or all but the deal where the study names no instrument to make one of."""
    return tuple(a for a in ARRANGEMENTS if a != "deal" or not study.instruments.empty)


def checked(arrangements: Sequence[str]) -> tuple[str, ...]:
    """The arrangements in their usual order; UsageError for one that there is not."""
    unknown = [name for name in arrangements if name not in ARRANGEMENTS]
    if unknown or not arrangements:
        raise UsageError(
            f"arrangement {', '.join(unknown) or 'missing'}: choose from {', '.join(ARRANGEMENTS)}"
        )
    return tuple(name for name in ARRANGEMENTS if name in arrangements)
