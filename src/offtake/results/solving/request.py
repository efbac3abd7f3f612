"""What is asked for: a study and how to solve it, which together name a run before it is solved."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from functools import cached_property
from importlib.metadata import version
from math import inf

from offtake.deals.names import ARRANGEMENTS, USUAL
from offtake.errors import UsageError
from offtake.plan.sampled import BATCHES
from offtake.plan.search.methods import METHODS
from offtake.results.solving.options import TIME_LIMIT, Options
from offtake.study.reading.assemble import apply_policy
from offtake.study.study import Study
from offtake.study.wording.near import did_you_mean

INSTANCES_ONLY = {
    "staircase": "a second stage of small independent parts",
    "nested": "continuous decisions at every stage",
}
FEWEST = 2 * BATCHES  # sampled futures: each batch that values the plan has two or more


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
    method: str = "auto",
) -> Request:
    """What `solve` would do with the same arguments.

    Where no arrangement is named and the study has no instruments, there is no deal; asked for, it is one without
    clauses: the parts that their producers do unbidden.  Raises UsageError for whatever cannot be done as asked: an
    unknown policy, arrangement or kind of clause, a gap or a time that is no number, too few futures.
    """
    _refuse_numbers(gap=gap, time_limit=time_limit, leaves=leaves, seed=seed)
    _refuse_method(method, futures)
    if policy:
        study = apply_policy(study, policy)
    if seed is not None:
        study = replace(study, settings=study.settings.model_copy(update={"seed": seed}))
    asked = possible(study) if arrangements is None else checked(arrangements)
    _refuse_kinds(study, instruments)
    if futures is not None and futures < FEWEST:
        raise UsageError(
            f"{futures} sampled futures are too few: {FEWEST} or more, so that fresh ones can value the plan"
        )
    return Request(
        study,
        Options(
            arrangements=asked,
            policy=study.policy,
            leaves=leaves,
            gap=gap,
            time_limit=time_limit,
            instruments=tuple(instruments),
            information=information,
            futures=futures,
            method=method,
        ),
    )


def _refuse_numbers(gap: float, time_limit: float, leaves: int | None, seed: int | None) -> None:
    """A gap, a time, a count or a seed that is none; NaN is not within any bounds."""
    if not 0 <= gap <= 1:
        raise UsageError(f"gap {gap:g}: a share from 0 to 1, such as 0.005")
    if not 0 < time_limit < inf:
        raise UsageError(f"time limit {time_limit:g}: seconds above 0, such as {TIME_LIMIT:g}")
    if leaves is not None and leaves < 1:
        raise UsageError(f"{leaves} leaves: one or more")
    if seed is not None and seed < 0:
        raise UsageError(f"seed {seed}: a whole number from 0 on")


def _refuse_method(method: str, futures: int | None) -> None:
    """A method that there is not, that published instances alone can use, or that sampled futures do not take."""
    listed = ", ".join(METHODS)
    if method in INSTANCES_ONLY:
        raise UsageError(
            f"method {method} needs {INSTANCES_ONLY[method]}, and a study has whole decisions at every node; "
            f"choose from {listed}; `offtake smps` solves published instances by it"
        )
    if method not in METHODS:
        raise UsageError(
            f"method {method!r} is none{did_you_mean(method, METHODS)}; choose from {listed}"
        )
    if futures is not None and method not in ("auto", "search"):
        raise UsageError(f"method {method} does not go with sampled futures: take auto or search")


def _refuse_kinds(study: Study, kinds: Sequence[str]) -> None:
    """Kinds of clause that no instrument of the study has: a restriction to nothing is a slip."""
    offered = sorted({str(kind) for kind in study.instruments["kind"]})
    for kind in kinds:
        if kind not in offered:
            listed = ", ".join(offered) or "none"
            near = did_you_mean(kind, offered)
            raise UsageError(
                f"no instrument of kind {kind!r}{near}; table instruments has {listed}"
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
    """What is worked out where nothing is said: no deal where the study names no instrument to make one of."""
    return tuple(a for a in USUAL if a != "deal" or not study.instruments.empty)


def checked(arrangements: Sequence[str]) -> tuple[str, ...]:
    """The arrangements in their usual order; UsageError for one that there is not."""
    listed = ", ".join(ARRANGEMENTS)
    if not arrangements:
        raise UsageError(f"no arrangement is named: choose from {listed}")
    for name in arrangements:
        if name not in ARRANGEMENTS:
            near = did_you_mean(name, ARRANGEMENTS)
            raise UsageError(f"arrangement {name!r} is none{near}; choose from {listed}")
    return tuple(name for name in ARRANGEMENTS if name in arrangements)
