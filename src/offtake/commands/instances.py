"""smps: published instances, solved by the same methods as studies."""

from __future__ import annotations

from pathlib import Path

import click

from offtake.commands.screen.voice import aligned, spoken, voice

FILE = click.Path(path_type=Path, exists=True, dir_okay=False)


@click.command()
@click.argument("core", type=FILE)
@click.argument("time", type=FILE)
@click.argument("stoch", type=FILE)
@click.option("--method", type=click.Choice(["auto", "extensive-form", "benders", "hedging", "staircase"]), default="auto", show_default=True, help="How to solve it.")  # fmt: skip
@click.option("--gap", type=click.FloatRange(min=0), default=1e-4, show_default=True, help="Stop when plan and bound are this close, relative.")  # fmt: skip
@click.option("--time-limit", type=click.FloatRange(min=0, min_open=True), default=float("inf"), help="Stop after so many seconds.")  # fmt: skip
@click.option("--workers", type=click.IntRange(min=1), default=1, show_default=True, help="Processes that share the work.")  # fmt: skip
@click.option("--normalise", is_flag=True, help="Make probabilities that do not sum to 1 do so.")
@spoken()
def smps(
    core: Path,
    time: Path,
    stoch: Path,
    method: str,
    gap: float,
    time_limit: float,
    workers: int,
    normalise: bool,
) -> None:
    """Solve an instance in SMPS form: its CORE, TIME and STOCH files."""
    from offtake.stochastic.instances import solve_smps

    answer = solve_smps(core, time, stoch, method, gap, time_limit, workers, normalise=normalise)
    for warning in answer.warnings:
        click.echo(warning, err=True)
    document = answer.to_json()
    shown = ("status", "objective", "bound", "gap", "seconds", "iterations", "method", "why")
    voice().result(aligned([(name, str(document[name])) for name in shown]), document)
