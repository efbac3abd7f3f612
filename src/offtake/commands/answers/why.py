"""why: what stands behind an answer."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from offtake.commands.answers.meant import meant
from offtake.commands.asking import POLICY
from offtake.commands.naming import ANY, STORE
from offtake.commands.screen.clock import TimeLeft
from offtake.commands.screen.voice import spoken, voice
from offtake.commands.screen.within import Within

if TYPE_CHECKING:
    from offtake.results.run import Run
    from offtake.study.study import Study


@click.command()
@ANY
@click.argument("name", default="")
@click.option("--projects", is_flag=True, help="Every project that a plan may leave out, one after another.")  # fmt: skip
@click.option("--late", is_flag=True, help="How late each need is, buyer by buyer, and what holds deliveries back.")  # fmt: skip
@click.option("--arrangement", help="Whose plan: no-deal, deal or first-best; by default the run's main one.")  # fmt: skip
@click.option("--gap", type=Within(0, 1), default=0.001, show_default=True, help="How exactly a small plan is worked out without NAME, relative.")  # fmt: skip
@click.option("--workers", type=click.IntRange(min=1), default=1, show_default=True, help="Processes that share the futures, each known at the start.")  # fmt: skip
@POLICY
@STORE
@spoken()
def why(
    what: str,
    name: str,
    projects: bool,
    late: bool,
    arrangement: str | None,
    gap: float,
    workers: int,
    policy: str,
    store: Path,
) -> None:
    """Say what stands behind an answer.

    NAME is a project, a producer or an instrument: what is lost without it is worked out by a plan, or a deal, that does
    without; for a project also in which share of futures it stays, and the capital cost at which it drops out.  What
    is found is kept with the run, whose report then shows it; --projects goes on after a stop where it was.

    With --late: what is never delivered, how long the rest is waited for, and at most three reasons, whose shares
    add up.  A study is solved first, as first-best and as the arrangement asked for.
    """
    from offtake.errors import UsageError

    if late + projects + bool(name) != 1:
        raise UsageError(
            "say what is to be explained: a project, a producer or an instrument by its name, --projects, or --late"
        )
    run, folder = _run(what, store, policy, arrangement, name)
    if late:
        voice().result(*_late(run, arrangement))
    elif name:
        from offtake.commands.screen.left_out import left_out_text

        _, documents = _left_out(run, folder, [name], gap, workers)
        voice().result(left_out_text(documents[0], run.study), documents[0])
    else:
        voice().result(*_every_project(run, folder, gap, workers))


def _every_project(run: Run, folder: Path, gap: float, workers: int) -> tuple[str, dict[str, Any]]:
    """What every project is for: those that the run knows already, and the others."""
    from offtake.results.sensitivity.explained import open_projects
    from offtake.views.drawing.whys import why

    known = set(run.tables["whys"]["name"]) if "whys" in run.tables else set()
    names = open_projects(run.study)
    found, _ = _left_out(
        run, folder, [f"project:{n}" for n in names if n not in known], gap, workers
    )
    frame = found.tables.get("whys")
    rows = [] if frame is None else frame[frame["kind"] == "project"].to_dict("records")
    told = [{str(k): None if v != v or v == "" else v for k, v in row.items()} for row in rows]
    lines = [f"{row['name']}: {why(row, run.settings.currency)}" for row in told]
    text = "\n\n".join(lines) or "The study has no project that a plan may leave out."
    return text, {"run": run.id, "study": run.settings.name, "whys": told}


def _left_out(
    run: Run, folder: Path, names: list[str], gap: float, workers: int
) -> tuple[Run, list[dict[str, Any]]]:
    """The run with each of `names` explained, kept as soon as it is, and the documents."""
    from offtake.results.documents.rounding import rounded
    from offtake.results.sensitivity.explained import Explaining, kept_with
    from offtake.results.store.store import place_of, put_run
    from offtake.stochastic.parallel.executor import executor_for

    explaining, documents = Explaining(run, gap, executor_for(workers)), []
    with place_of(folder, voice().say), voice().progress() as tell:
        clock = TimeLeft()
        for k, name in enumerate(names):
            left = clock.left("", k, len(names))
            tell("Working out the answer without each", f"{name}, {k + 1} of {len(names)}{left}", k / len(names))  # fmt: skip
            documents.append(rounded(explaining.document(name), _MONEY))
            run = kept_with(run, documents[-1])
            put_run(run, folder)
    return run, documents


_MONEY = ("regret", "dearer", "having", "without", "drops_out_at", "capex")


def _late(run: Run, arrangement: str | None) -> tuple[str, dict[str, Any]]:
    from offtake.commands.screen.late import late_text
    from offtake.errors import UsageError
    from offtake.results.tables.statistics import main_arrangement

    name = arrangement or main_arrangement(run.plans)
    if name not in run.plans:
        raise UsageError(f"run {run.id} has no {name}; it has {', '.join(run.plans)}")
    times = run.headline["arrangements"][name]["delivery_times"]
    document = {"run": run.id, "study": run.settings.name, "arrangement": name, "late": times}
    return f"{name} of run {run.id}\n\n{late_text(times, run.study.units)}", document


def _run(
    what: str, store: Path, policy: str, arrangement: str | None, name: str
) -> tuple[Run, Path]:
    from offtake.results.sensitivity.explained import kind_of
    from offtake.results.solving.request import checked as check_arrangements

    if arrangement is not None:
        check_arrangements([arrangement])

    def wanted(study: Study) -> tuple[str, ...]:
        if name and kind_of(study, name)[0] == "clause":
            return ("no-deal", "deal", "first-best")
        return tuple(dict.fromkeys(("first-best", arrangement or "first-best")))

    return meant(what, store, policy, wanted, [arrangement] if arrangement else [])
