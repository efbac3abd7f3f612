"""why: what stands behind an answer."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from offtake.commands.asking import POLICY, STORE, TIME_LIMIT, checked, solved
from offtake.commands.screen.voice import spoken, voice

if TYPE_CHECKING:
    from offtake.results.run import Run


@click.command()
@click.argument("what", metavar="STUDY|RUN")
@click.option("--late", is_flag=True, help="How late each need is, buyer by buyer, and what holds deliveries back.")  # fmt: skip
@click.option("--arrangement", help="Whose plan: no-deal, deal or first-best; by default the run's main one.")  # fmt: skip
@POLICY
@STORE
@spoken()
def why(what: str, late: bool, arrangement: str | None, policy: str, store: Path) -> None:
    """Say what stands behind an answer.

    With --late: what is never delivered, how long the rest is waited for, and at most three reasons, whose shares
    add up.  A study is solved first, as first-best and as the arrangement asked for.
    """
    from offtake.errors import UsageError

    if not late:
        raise UsageError("say what is to be explained: --late")
    voice().result(*_late(_run(what, store, policy, arrangement), arrangement))


def _late(run: Run, arrangement: str | None) -> tuple[str, dict[str, Any]]:
    from offtake.commands.screen.late import late_text
    from offtake.errors import UsageError
    from offtake.results.tables.statistics import main_arrangement

    name = arrangement or main_arrangement(run.plans)
    if name not in run.plans:
        raise UsageError(f"run {run.id} has no {name}; it has {', '.join(run.plans)}")
    times = run.headline["arrangements"][name]["delivery_times"]
    units = {str(p): str(u) for p, u in zip(run.study.products["product"], run.study.products["unit"], strict=True)}  # fmt: skip
    document = {"run": run.id, "study": run.settings.name, "arrangement": name, "late": times}
    return f"{name} of run {run.id}\n\n{late_text(times, units)}", document


def _run(what: str, store: Path, policy: str, arrangement: str | None) -> Run:
    from offtake.errors import UsageError
    from offtake.results.request import checked as check_arrangements
    from offtake.results.store.store import find_run, is_finished, read_run
    from offtake.study.examples import study_at

    if arrangement is not None:
        check_arrangements([arrangement])
    path = study_at(what)
    if path.exists() and not is_finished(path):
        wanted = ("first-best",) if arrangement is None else ("first-best", arrangement)
        study = checked(path, policy, voice())
        return solved(study, store, voice(), arrangements=wanted, time_limit=TIME_LIMIT)
    if policy:
        raise UsageError(f"{what} is not a study here, and --policy goes with a study only")
    return read_run(path if is_finished(path) else find_run(store, what))
