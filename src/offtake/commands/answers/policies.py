"""policies: named changes side by side."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from offtake.commands.asking import INSTRUMENTS, checked, effort_options, shown, stoppable
from offtake.commands.naming import STORE, STUDY
from offtake.commands.screen.clock import TimeLeft, counted, share_done
from offtake.commands.screen.voice import keyed, spoken, voice
from offtake.commands.screen.within import names

WITHIN = {"no-deal": (0.05, 0.45), "deal": (0.5, 0.5)}
"""Where an arrangement begins and how much it takes of the time that a policy does, about; most where both are solved."""

if TYPE_CHECKING:
    import pandas as pd

    from offtake.results.run import Run
    from offtake.study.study import Study


@click.command()
@STUDY
@click.option("--policies", "chosen", help="Which to set beside the study as it stands, with commas between, a+b for b on top of a; by default each in table changes.")  # fmt: skip
@click.option("--arrangements", help="Which to solve, with commas between; by default all.")
@click.option("--workers", type=click.IntRange(min=1), default=1, show_default=True, help="Policies that are solved at a time.")  # fmt: skip
@effort_options
@INSTRUMENTS
@STORE
@spoken()
def policies(
    what: str,
    chosen: str | None,
    arrangements: str | None,
    workers: int,
    instruments: str | None,
    store: Path,
    **effort: Any,
) -> None:
    """Solve a study under each of its policies, and set what changes side by side.

    One table: the headline of every arrangement, what is begun at the start, and the clauses that are signed, one column a
    policy.  Each policy is kept as a run of its own when it is done; after a stop the same command goes on.  The table is kept
    with the run of the study as it stands, whose report then shows it.
    """
    from offtake.errors import UsageError
    from offtake.results.comparing.side_by_side import (
        AS_IT_STANDS,
        at_hand,
        side_by_side,
        solved_all,
    )
    from offtake.results.documents.rounding import rounded
    from offtake.results.solving.request import request
    from offtake.results.tables.whys import policies_frame
    from offtake.stochastic.parallel.executor import executor_for

    study = checked(what, store, "", voice())
    asked_for = names(chosen) or tuple(dict.fromkeys(study.changes["policy"]))
    if not asked_for:
        raise UsageError("the study has no policies: table changes is empty")
    policies = ("", *asked_for)
    chosen_of = names(arrangements) or None
    asked, quick = (
        {
            policy or AS_IT_STANDS: request(
                study, policy=policy, arrangements=which, instruments=kinds, **effort
            )
            for policy in policies
        }
        for which, kinds in ((chosen_of, names(instruments)), (["first-best"], ()))
    )

    def first_look(runs: list[Run]) -> None:
        frame = side_by_side(dict(zip(asked, runs, strict=True)))
        told = _text(frame[frame["arrangement"] == "first-best"], list(asked))
        voice().say(f"First-best under each, before what takes longer:\n\n{told}\n")

    def kept() -> str:
        there = sum(run is not None for run in at_hand(list(asked.values()), store))
        return f"{there} of {len(asked)} runs are kept in {shown(store)}"

    clock, parts = TimeLeft(), {"done": 0, "number": len(asked)}
    with stoppable(kept), voice().progress() as tell:

        def listen(done: int, number: int) -> None:
            parts.update(done=done, number=number)
            counted(tell, clock)(f"Solving {number} policies", done, number)

        def progress(arrangement: str, doing: str, _: float, __: float) -> None:
            whole, number = parts["done"], parts["number"]
            task = f"Solving {number} policies"
            begun, width = WITHIN.get(arrangement, (0.0, 0.0))
            done = whole + begun + width * (share_done(doing) or 0.0)
            left = clock.left(task, done, number)
            tell(task, f"{whole} of {number}{left}; now {arrangement}: {doing}", done / number)

        runs = solved_all(
            list(asked.values()), store, executor_for(workers), listen, list(quick.values()), first_look, progress
        )  # fmt: skip
    found = dict(zip(asked, runs, strict=True))
    frame = side_by_side(found)
    _keep(store, study, found[AS_IT_STANDS], policies_frame(frame, list(found)))
    document = {
        "study": study.settings.name,
        "currency": study.settings.currency,
        "price_year": study.settings.price_year,
        "runs": {policy: run.id for policy, run in found.items()},
        "rows": [
            {
                **{key: row[key] for key in ("part", "arrangement", "name", "unit")},
                "policies": {p: None if row[p] != row[p] else float(row[p]) for p in found},
            }
            for row in frame.to_dict("records")
        ],
    }
    voice().result(_text(frame, list(found)), rounded(document))


def _keep(store: Path, study: Study, base: Run, frame: pd.DataFrame) -> None:
    """Keep the table with the run of the study as it stands, and with its fullest run in the store."""
    from offtake.results.store.store import fullest_run, place_of, put_run, read_run

    fullest = fullest_run(store, study, list(base.plans))
    for folder in dict.fromkeys((store / base.id, *([] if fullest is None else [fullest]))):
        with place_of(folder, voice().say):
            run = read_run(folder)
            put_run(replace(run, tables={**run.tables, "policies": frame}), folder)


def _text(frame: pd.DataFrame, policies: list[str]) -> str:
    from offtake.commands.screen.table import number

    parts = []
    for part, own in frame.groupby("part", sort=False):
        head = str(part)[:1].upper() + str(part)[1:]
        # What is begun and signed alike whatever is changed would hide what is not.
        alike = own[policies].nunique(axis=1, dropna=False) == 1
        shown = own if part == "headline" or len(policies) == 1 else own[~alike]
        rows = [
            (
                str(r["name"]).replace("_", " "),
                str(r["arrangement"]),
                str(r["unit"]),
                *("-" if r[p] != r[p] else number(r[p]) for p in policies),
            )
            for r in shown.to_dict("records")
        ]
        if rows:
            parts.append(keyed((head, "arrangement", "unit", *policies), rows, 3))
        if less := len(own) - len(shown):
            parts.append(f"{head}: the same under every policy in {less} of {len(own)} rows; --json has them.")  # fmt: skip
    return "\n\n".join(parts)
