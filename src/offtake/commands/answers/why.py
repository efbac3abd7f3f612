"""why: what stands behind an answer."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from offtake.commands.answers.meant import meant
from offtake.commands.asking import POLICY, STORE
from offtake.commands.screen.voice import spoken, voice
from offtake.commands.screen.within import Within

if TYPE_CHECKING:
    from offtake.results.run import Run
    from offtake.study.study import Study


@click.command()
@click.argument("what", metavar="STUDY|RUN")
@click.argument("name", default="")
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
    late: bool,
    arrangement: str | None,
    gap: float,
    workers: int,
    policy: str,
    store: Path,
) -> None:
    """Say what stands behind an answer.

    NAME is a project, a producer or an instrument: what is lost without it is worked out by a plan, or a deal, that does
    without; for a project also in which share of futures it stays, and the capital cost at which it drops out.

    With --late: what is never delivered, how long the rest is waited for, and at most three reasons, whose shares
    add up.  A study is solved first, as first-best and as the arrangement asked for.
    """
    from offtake.errors import UsageError

    if late == bool(name):
        raise UsageError(
            "say what is to be explained: a project, a producer or an instrument by its name, or --late"
        )
    run = _run(what, store, policy, arrangement, name)
    voice().result(*(_late(run, arrangement) if late else _left_out(run, name, gap, workers)))


def _left_out(run: Run, name: str, gap: float, workers: int) -> tuple[str, dict[str, Any]]:
    from offtake.commands.screen.left_out import left_out_text
    from offtake.results.documents.rounding import rounded
    from offtake.results.sensitivity.explained import explained
    from offtake.stochastic.parallel.executor import executor_for

    with voice().progress() as tell:
        tell(f"Working out the answer without {name}", "")
        document = rounded(explained(run, name, gap, executor_for(workers)), _MONEY)
    return left_out_text(document), document


_MONEY = ("regret", "dearer", "having", "without", "drops_out_at", "capex")


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


def _run(what: str, store: Path, policy: str, arrangement: str | None, name: str) -> Run:
    from offtake.results.sensitivity.explained import kind_of
    from offtake.results.solving.request import checked as check_arrangements

    if arrangement is not None:
        check_arrangements([arrangement])

    def wanted(study: Study) -> tuple[str, ...]:
        if name and kind_of(study, name)[0] == "clause":
            return ("no-deal", "deal", "first-best")
        return (
            ("first-best",) if arrangement in (None, "first-best") else ("first-best", arrangement)
        )

    return meant(what, store, policy, wanted)[0]
