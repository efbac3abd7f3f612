"""Which run a question is about: one that is named, or that of a study, which is solved where the store has none."""

from __future__ import annotations

from collections.abc import Callable, Collection
from pathlib import Path
from typing import TYPE_CHECKING

from offtake.commands.asking import TIME_LIMIT, checked, solved
from offtake.commands.naming import run_meant, study_meant
from offtake.commands.screen.voice import voice

if TYPE_CHECKING:
    from offtake.results.run import Run
    from offtake.study.study import Study


def meant(
    what: str,
    store: Path,
    policy: str,
    wanted: Callable[[Study], tuple[str, ...]],
    has: Collection[str] = (),
) -> tuple[Run, Path]:
    """The run that `what` means, and its folder; `wanted` says which arrangements a study is to be solved for, and `has`
    which the newest run should have where that is meant.

    A run of the study in the store that has these and was solved as the study says is taken, the one with most
    arrangements, so that what is found of it stands in its report.
    """
    from offtake.errors import UsageError
    from offtake.results.store.store import fullest_run, read_run

    if study_meant(what) is not None:
        study = checked(what, store, policy, voice())
        asked = wanted(study)
        there = fullest_run(store, study, asked)
        if there is not None:
            voice().say(f"Run {there.name} of the study is there already")
            return read_run(there), there
        run = solved(study, store, voice(), time_limit=TIME_LIMIT, arrangements=asked, policy=study.policy)  # fmt: skip
        return run, store / run.id
    if policy:
        raise UsageError(
            f"{what or 'the newest run'} is not a study here, and --policy goes with a study only"
        )
    folder = run_meant(what, store, has)
    return read_run(folder), folder
