"""The command line: every command, and what happens when one fails.

Exit codes: 0 ok, 1 internal fault, 2 wrong use, 3 problems in the input, 4 infeasible, 5 stopped by the
user (what was found is kept).  Modules that cost time to import are imported inside the commands, so that help
comes at once.
"""

from __future__ import annotations

from importlib.metadata import version

import click

from offtake.commands.audit import audit
from offtake.commands.dealing import accept, breakeven, deal, pays
from offtake.commands.doctor import doctor
from offtake.commands.instances import smps
from offtake.commands.reference import reference
from offtake.commands.results import export, report, runs, trace
from offtake.commands.screen.voice import DEBUG
from offtake.commands.simulation import simulate
from offtake.commands.solving import demo, run
from offtake.commands.study import check, new, sources
from offtake.commands.thumb import thumb
from offtake.commands.worth import frontier, wait
from offtake.errors import OfftakeError

INTERNAL, STOPPED = 1, 5


class Commands(click.Group):
    """A group whose commands end in a message and an exit code, never in a traceback."""

    def invoke(self, ctx: click.Context) -> object:
        """Run the command; with --debug errors pass through as they are."""
        try:
            return super().invoke(ctx)
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except KeyboardInterrupt:
            click.echo("Stopped. Nothing was solved far enough to keep.", err=True)
            ctx.exit(STOPPED)
        except OfftakeError as error:
            if ctx.meta.get(DEBUG):
                raise
            click.echo(str(error), err=True)
            ctx.exit(error.exit_code)
        except BrokenPipeError:
            raise
        except Exception as error:
            if ctx.meta.get(DEBUG):
                raise
            click.echo(
                f"A fault in offtake itself: {type(error).__name__}: {error}\n"
                "Run the command again with --debug to see where, and please report it.",
                err=True,
            )
            ctx.exit(INTERNAL)


@click.group(
    cls=Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Begin with 'offtake demo'.",
)
@click.version_option(version("offtake"), prog_name="offtake")
def cli() -> None:
    """The plan and the deal: which lines to build, and which purchase commitments make producers say
    yes, at least cost to taxpayers.

    CASE is a study: a folder with study.toml and one table per file, or a workbook (.xlsx).
    RUN is a solved study: the first letters of its name, or its folder.
    """


for command in (
    demo, new, check, audit, run, accept, deal, breakeven, pays, thumb, wait, frontier,
    runs, report, export, trace, sources, reference, simulate, smps, doctor,
):  # fmt: skip
    cli.add_command(command)


def main() -> None:
    """The entry point of the program `offtake`."""
    cli()
