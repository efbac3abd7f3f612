"""The command line: every command, and what happens when one fails.

Exit codes: 0 ok, 1 internal fault, 2 wrong use, 3 problems in the input, 4 infeasible, 5 stopped by the
user (what was found is kept).  Modules that cost time to import are imported inside the commands, so that help
comes at once.
"""

from __future__ import annotations

import os
import sys

import click

from offtake.commands.answers.comparing import compare
from offtake.commands.answers.dealing import accept, breakeven, deal, pays
from offtake.commands.answers.policies import policies
from offtake.commands.answers.sensitivity import sensitivity
from offtake.commands.answers.thumb import thumb
from offtake.commands.answers.why import why
from offtake.commands.answers.worth import frontier, wait
from offtake.commands.doctor import doctor
from offtake.commands.results import export, report, runs, trace
from offtake.commands.screen.voice import DEBUG, UNKEPT, refusal, remedy, tell_error
from offtake.commands.solving.instances import smps
from offtake.commands.solving.lookback import backtest
from offtake.commands.solving.run import demo, run
from offtake.commands.solving.simulation import simulate
from offtake.commands.studies.audit import audit
from offtake.commands.studies.evidence import evidence
from offtake.commands.studies.reference import reference
from offtake.commands.studies.study import check, new, sources
from offtake.commands.web import web
from offtake.errors import OfftakeError

INTERNAL, REFUSED, STOPPED = 1, 2, 5


class Commands(click.Group):
    """A group whose commands end in a message and an exit code, never in a traceback."""

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The commands, group by group, in the order of work."""
        for title, commands in GROUPS.items():
            with formatter.section(title):
                formatter.write_dl([(str(c.name), summary) for c, summary in commands])

    def invoke(self, ctx: click.Context) -> object:
        """Run the command; with --debug errors pass through as they are."""
        try:
            found = super().invoke(ctx)
            if ctx.meta.get(UNKEPT):
                ctx.exit(REFUSED)
            return found
        except click.UsageError as error:
            where = error.ctx.command_path if error.ctx else ctx.command_path
            tell_error(error.format_message(), f"'{where} --help' says what it takes")
            ctx.exit(REFUSED)
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except KeyboardInterrupt:
            click.echo("Stopped. Nothing was solved far enough to keep.", err=True)
            ctx.exit(STOPPED)
        except OfftakeError as error:
            if ctx.meta.get(DEBUG):
                raise
            takes = f"'{ctx.command_path} {ctx.invoked_subcommand} --help' says what it takes"
            is_use = error.exit_code == REFUSED
            tell_error(str(error), " ".join(_notes(error)), takes if is_use else "")
            ctx.exit(error.exit_code)
        except BrokenPipeError:
            raise
        except OSError as error:
            if ctx.meta.get(DEBUG):
                raise
            tell_error(refusal(error), " ".join(_notes(error)), remedy(error))
            if (
                error.filename is None and sys.stdout is sys.__stdout__
            ):  # nothing more can be written, nor need be when Python ends
                os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
            ctx.exit(REFUSED)
        except Exception as error:
            if ctx.meta.get(DEBUG):
                raise
            tell_error(
                f"A fault in offtake itself: {type(error).__name__}: {error}",
                "; ".join(
                    [
                        "run the command again with --debug to see where, and please report it",
                        *_notes(error),
                    ]
                ),
            )
            ctx.exit(INTERNAL)


def _notes(error: BaseException) -> list[str]:
    """What the command adds to a fault, such as what is kept."""
    return getattr(error, "__notes__", [])


@click.group(
    cls=Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Begin with 'offtake demo'. Words such as first-best stand in the manual's glossary.",
)
@click.version_option(package_name="offtake", prog_name="offtake")
def cli() -> None:
    """The plan and the deal: which lines to build, and which purchase commitments make producers say
    yes, at least cost to taxpayers.

    STUDY is a folder with study.toml and one table per file, or a workbook (.xlsx, .ods), or the name of a bundled one.
    RUN is a solved study: the first letters of its name, its folder, its study for the newest run of that, or @latest.
    Where a STUDY is asked for, a RUN stands for its study as it was solved.
    """


GROUPS: dict[str, tuple[tuple[click.Command, str], ...]] = {
    "Start": (
        (demo, "A bundled study, solved and reported"),
        (new, "An empty study to fill in"),
        (doctor, "Whether everything is there and works"),
    ),
    "Study": (
        (check, "What is wrong with it, cell by cell"),
        (audit, "What a fact checker would look at"),
        (sources, "Where its figures come from"),
        (evidence, "From articles to sourced figures"),
        (reference, "What became of past promises"),
    ),
    "Solve": (
        (run, "All arrangements, kept as a run"),
        (simulate, "A plan along fresh futures"),
        (backtest, "A study of the past against what happened"),
        (smps, "A published instance"),
    ),
    "Ask": (
        (accept, "Who does its part, who refuses, by how much"),
        (deal, "What to sign: the term sheets"),
        (breakeven, "The least that makes a line bankable"),
        (pays, "Who pays, by year and state"),
        (why, "Why it is late"),
        (wait, "What signing later costs"),
        (frontier, "The least cost for every delay"),
        (policies, "Named changes side by side"),
        (sensitivity, "Which figures move the answer"),
        (thumb, "What textbook rules say"),
        (compare, "What differs between two runs or studies"),
        (trace, "From a figure to its sources"),
    ),
    "Hand over": (
        (web, "All of it in the browser, on this computer"),
        (runs, "The runs there are"),
        (report, "One HTML file, or a PDF"),
        (export, "Result tables for other programs"),
    ),
}
"""Every command in its group, with a line that fits a narrow terminal."""

for _commands in GROUPS.values():
    for _command, _summary in _commands:
        _command.short_help = _summary
        cli.add_command(_command)


def main() -> None:
    """The entry point of the program `offtake`."""
    cli()
