"""demo and run: from a study to a run on disk."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from offtake.commands.asking import (
    INSTRUMENTS,
    STOPPED,
    checked,
    effort_options,
    executor_of,
    futures_options,
    shown,
    solved,
)
from offtake.commands.naming import STORE, STUDY
from offtake.commands.screen.voice import Voice, spoken, voice
from offtake.commands.screen.within import names

if TYPE_CHECKING:
    from offtake.results.run import Run


@click.command()
@click.argument("name", default="toy")
@click.option("--arrangements", help="Which to solve, with commas between; by default all.")
@STORE
@spoken()
def demo(name: str, arrangements: str | None, store: Path) -> None:
    """Copy a bundled study, solve it and write its report.

    NAME is a bundled study: toy (the default, seconds), two-states, or nato-155mm (public figures, some minutes).
    """
    from offtake.commands.studies.copying import copy_case
    from offtake.files import try_writing
    from offtake.views.report.page import write_report

    speaker = voice()
    folder = copy_case(name, Path.cwd())
    study = checked(str(folder), store, "", speaker, f"copied to {folder.name}/")
    try_writing(folder / "report.html")
    found = solved(study, store, speaker, arrangements=names(arrangements) or None)
    page = write_report(found, folder / "report.html")
    _show(found, speaker)
    speaker.say(
        f"\nReport   {shown(page)}   (open it in any browser, no network needed)\n"
        f"Next     offtake deal {folder.name}   (what to sign: every clause and what it costs)\n"
        f"         offtake trace {found.id} public_paid"
    )
    _leave(found)


@click.command()
@STUDY
@click.option("--policy", "policies", multiple=True, help="Named edits of the study, a+b for b on top of a; give it again for another run.")  # fmt: skip
@effort_options
@futures_options
@INSTRUMENTS
@click.option(
    "--arrangements", help="Which to solve, with commas between: no-deal, deal, first-best."
)
@click.option("--method", default="auto", show_default=True, help="How first-best is solved: auto, search, extensive-form, benders, hedging or products; auto says what it chose and why.")  # fmt: skip
@click.option("--information", is_flag=True, help="Add what knowing more would be worth: EVPI, VSS and their kin.")  # fmt: skip
@click.option("--again", is_flag=True, help="Solve even where the same run is there already.")
@STORE
@spoken()
def run(
    what: str,
    policies: tuple[str, ...],
    arrangements: str | None,
    instruments: str | None,
    information: bool,
    method: str,
    again: bool,
    store: Path,
    workers: int,
    ray: str | None,
    **effort: Any,
) -> None:
    """Solve a study and keep what was found as a run.

    With --futures, first-best is made for futures that are drawn, not for a reduced tree, and fresh ones say how
    far it may be from the best there is.  What is finished is kept: after a crash, the same command goes on from there.
    """
    speaker = voice()
    executor = executor_of(workers, ray)
    found = []
    for policy in policies or ("",):
        study = checked(what, store, policy, speaker)
        found.append(
            solved(
                study,
                store,
                speaker,
                arrangements=names(arrangements) or None,
                instruments=names(instruments),
                information=information,
                method=method,
                again=again,
                executor=executor,
                **effort,
            )
        )
        if found[-1].status == "stopped":
            break
    if speaker.json:
        documents = [one.headline for one in found]
        speaker.result("", documents[0] if len(policies) < 2 else {"runs": documents})
    else:
        for one in found:
            _show(one, speaker)
        speaker.say(f"\nNext     offtake report {found[-1].id} -o report.html")
    _leave(found[-1])


def _show(found: Run, speaker: Voice) -> None:
    from offtake.commands.screen.table import (
        answer_table,
        equal_lines,
        figures_line,
        information_table,
        method_line,
        sampled_line,
        terms_table,
        tried_lines,
    )

    if speaker.json and click.get_current_context().info_name == "demo":
        speaker.result("", found.headline)
    if speaker.json:
        return
    parts = (answer_table, sampled_line, terms_table, equal_lines, information_table)
    for part in (text(found) for text in parts):
        if part is not None:
            click.echo(f"\n{part}")
    tried = tried_lines(found, speaker.verbose)
    speaker.say("\n" + "\n".join((method_line(found), *tried, figures_line(found))))


def _leave(found: Run) -> None:
    if found.status == "stopped":
        missing = [a for a in found.options.arrangements if a not in found.plans]
        before = f" before {', '.join(missing)}" if missing else ""
        click.echo(f"Stopped{before}; what was found is kept in run {found.id}.", err=True)
        click.get_current_context().exit(STOPPED)
