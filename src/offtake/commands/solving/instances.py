"""smps: published instances, solved by the same methods as studies."""

from __future__ import annotations

from pathlib import Path

import click

from offtake.commands.screen.voice import aligned, spoken, voice
from offtake.commands.screen.within import Within

_FILES = click.Path(path_type=Path, exists=True, dir_okay=False)
_GRAPH = (".json", ".json.gz")
NO_PLAN = 4


@click.command()
@click.argument(
    "files", type=_FILES, nargs=-1, required=True, metavar="CORE TIME STOCH | FILE.sof.json"
)
@click.option("--method", type=click.Choice(["auto", "extensive-form", "benders", "hedging", "staircase"]), default="auto", show_default=True, help="How to solve it.")  # fmt: skip
@click.option("--gap", type=Within(min=0), default=1e-4, show_default=True, help="Stop when plan and bound are this close, relative.")  # fmt: skip
@click.option("--time-limit", type=Within(min=0, min_open=True), help="Stop after so many seconds; by default never.")  # fmt: skip
@click.option("--workers", type=click.IntRange(min=1), default=1, show_default=True, help="Processes that share the work.")  # fmt: skip
@click.option("--normalise", is_flag=True, help="Make probabilities that do not sum to 1 do so.")
@spoken()
def smps(
    files: tuple[Path, ...],
    method: str,
    gap: float,
    time_limit: float | None,
    workers: int,
    normalise: bool,
) -> None:
    """Solve a published instance: CORE, TIME and STOCH files in SMPS form, or one file in StochOptFormat."""
    from offtake.errors import UsageError
    from offtake.stochastic.instances import solve_smps, solve_sof

    seconds = float("inf") if time_limit is None else time_limit
    graph = len(files) == 1 and files[0].name.lower().endswith(_GRAPH)
    if graph:
        answer = solve_sof(files[0], method, gap, seconds, workers, normalise=normalise)
    elif len(files) == 3:
        answer = solve_smps(*files, method, gap, seconds, workers, normalise=normalise)
    else:
        raise UsageError(
            "give the three files of an SMPS instance (core, time, stoch), or one StochOptFormat file "
            "(.sof.json or .sof.json.gz)"
        )
    for warning in answer.warnings:
        click.echo(warning, err=True)
    document = answer.to_json()
    shown = ("status", "sense", "objective", "bound", "gap", "seconds", "iterations", "method")
    first, *others = ((name, str(document[name])) for name in shown)
    text = aligned(first, others)
    voice().result(f"{text}\n{answer.why}" if answer.why else text, document)
    if answer.status in ("infeasible", "unbounded"):
        click.get_current_context().exit(NO_PLAN)
