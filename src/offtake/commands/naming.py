"""What a command is about: the words that name a study or a run, alike wherever one is asked for."""

from __future__ import annotations

from collections.abc import Callable, Collection
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click
from click.shell_completion import CompletionItem

from offtake.commands.screen.voice import voice

if TYPE_CHECKING:
    from offtake.results.run import Run
    from offtake.study.study import Study

Command = TypeVar("Command", bound=Callable[..., Any])
STORE = click.option(
    "--store",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("runs"),
    show_default=True,
    help="Folder of runs.",
)


class Named(click.Path):
    """A study or a run; completed by the names that there are, and by files."""

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[CompletionItem]:
        """Bundled studies, runs of the store, and whatever the shell finds."""
        from offtake.results.store.listing import LATEST, run_folders
        from offtake.study.examples import case_names

        store = ctx.params.get("store") or Path("runs")
        there = [*case_names(), *(folder.name for folder in run_folders(store)), LATEST]
        found = [CompletionItem(name) for name in there if name.startswith(incomplete)]
        return [*found, CompletionItem(incomplete, type="file")]


STUDY = click.argument("what", metavar="STUDY", type=Named())
"""For commands about a study: a run stands for its study, as it was solved."""
ANY = click.argument("what", metavar="[STUDY|RUN]", type=Named(), default="")
"""For commands that solve a study and read a run; the newest run where nothing is named."""
RUN = click.argument("what", metavar="[RUN]", type=Named(), default="")
"""For commands about a run: a study stands for its newest run, as does nothing for the newest of all."""


def study_meant(what: str) -> Path | None:
    """The study that `what` names; None where it names none, or a run."""
    from offtake.study.examples import study_at

    if not what or _run_at(what) is not None:
        return None
    return path if (path := study_at(what)).exists() else None


def study_of(what: str, store: Path, policy: str = "") -> Study:
    """The study that `what` names with the edits of `policy`, or the study of the run that it names, as it was solved.

    Raises UsageError where it names neither, and where a policy comes with a run.
    """
    from offtake.errors import UsageError
    from offtake.results.store.listing import runs_named
    from offtake.results.store.store import read_run
    from offtake.study.reading.read import read_study

    if study_meant(what) is not None or not (_run_at(what) or runs_named(store, what)):
        return read_study(what, policy)
    if policy:
        raise UsageError(f"{what} is a run, which is as it was solved; leave --policy away")
    return read_run(run_meant(what, store)).study


def run_meant(what: str, store: Path, has: Collection[str] = ()) -> Path:
    """Folder of the run that `what` means: a folder, or of those in the store the newest that can answer, with the
    arrangements `has`; says so where a newer one cannot, and where the study that is named reads otherwise by now."""
    from offtake.results.store.listing import find_run

    if (folder := _run_at(what)) is not None:
        return folder
    case = _is_study(what)
    name = what if case is None else _name_of(case)
    found = find_run(store, name, has)
    if found != (newest := find_run(store, name)):
        lacks = " and ".join(has)
        voice().say(f"Run {found.name}: the newest, {newest.name}, lacks what is asked ({lacks})")
    return found


def opened(what: str, store: Path) -> Run:
    """The run that the user means, told where its own name was not written; also where its study has changed since."""
    from offtake.results.store.store import read_run
    from offtake.views.drawing.words import clock

    found = read_run(run_meant(what, store))
    if what and (_run_at(what) is not None or found.id.startswith(what)):
        return found
    under = f" under policy {found.options.policy}" if found.options.policy else ""
    solved = f", solved {clock(found.solved)}" if found.solved else ""
    voice().say(f"Run {found.id} of {found.settings.name}{under}{solved}")
    case = _is_study(what)
    if case is not None and _reads_otherwise(case, found):
        voice().say(f"The study has changed since: 'offtake run {what}' solves it as it is now")
    return found


def _run_at(what: str) -> Path | None:
    """Folder of the run that `what` is the path of, or of its record; None where no run is there."""
    from offtake.results.store.listing import RUN_FILE, is_finished, seems_a_run
    from offtake.study.examples import SETTINGS_FILE, study_at

    if not what:
        return None
    path = study_at(what)
    path = path.parent if path.name == RUN_FILE else path
    is_run = seems_a_run(path) and (is_finished(path) or not (path / SETTINGS_FILE).exists())
    return path if is_run else None


def _is_study(what: str) -> Path | None:
    """The study of that name or path; None where there is none, whatever else lies there."""
    from offtake.study.examples import SETTINGS_FILE, study_at
    from offtake.study.reading.endings import WORKBOOKS

    path = study_at(what) if what else None
    if path is None:
        return None
    is_workbook = path.suffix.lower() in WORKBOOKS and path.is_file()
    return path if is_workbook or (path / SETTINGS_FILE).is_file() else None


def _name_of(case: Path) -> str:
    """What the study at `case` is called, whatever faults it has."""
    from offtake.study.reading.read import as_found

    return str(as_found(case).settings.get("name") or case.stem)


def _reads_otherwise(case: Path, run: Run) -> bool:
    """Whether the study at `case` is another by now than the run is of, its seed aside."""
    from dataclasses import replace

    from offtake.errors import OfftakeError
    from offtake.results.solving.request import study_digest
    from offtake.study.reading.read import read_study

    try:
        study = read_study(case, run.options.policy)
    except OfftakeError:  # it has faults, or the policy is gone
        return True
    settings = study.settings.model_copy(update={"seed": run.settings.seed})
    return study_digest(replace(study, settings=settings)) != study_digest(run.study)


def refuse_options(what: str) -> None:
    """UsageError where options of solving come with a run."""
    from offtake.errors import UsageError

    for name in ("policy", "instruments", "leaves", "seed", "gap", "time_limit"):
        if on_command_line(name):
            raise UsageError(
                f"{what or 'the newest run'} is not a study here, and --{name.replace('_', '-')} goes with a study only: "
                "a run is as it was solved"
            )


def on_command_line(name: str) -> bool:
    """Whether the user wrote that option."""
    source = click.get_current_context().get_parameter_source(name)
    return source is not None and source.name == "COMMANDLINE"
