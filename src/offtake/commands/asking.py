"""What commands are asked with: options of solving, and the run that answers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from math import log
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from offtake.commands.naming import ANY, STORE, refuse_options, run_meant, study_meant, study_of
from offtake.commands.screen.clock import Foreseen, TimeLeft, share_done
from offtake.commands.screen.voice import UNKEPT, Voice, refusal, voice
from offtake.commands.screen.within import Within, names
from offtake.views.drawing.words import count

if TYPE_CHECKING:
    from offtake.results.run import Run
    from offtake.results.solving.request import Request
    from offtake.stochastic.parallel.executor import Executor
    from offtake.study.study import Study

Command = TypeVar("Command", bound=Callable[..., Any])
TIME_LIMIT = 600.0
STOPPED = 5  # exit status
POLICY = click.option(
    "--policy", default="", help="Named edits of the study, a+b for b on top of a."
)
INSTRUMENTS = click.option("--instruments", help="Kinds of clause that the deal may use, with commas between; by default all in the study.")  # fmt: skip


def effort_options(command: Command) -> Command:
    """Give a command --leaves, --seed, --gap and --time-limit."""
    for option in (
        click.option("--time-limit", type=Within(min=0, min_open=True), default=TIME_LIMIT, show_default=True, help="Seconds for first-best, after which the best plan found is kept."),
        click.option("--gap", type=Within(0, 1), default=0.005, show_default=True, help="Stop when plan and bound are this close, relative."),
        click.option("--seed", type=click.IntRange(min=0), help="Seed of every random stream."),
        click.option("--leaves", type=click.IntRange(min=1), help="Futures in the scenario tree: so many, or all where there are fewer."),
    ):  # fmt: skip
        command = option(command)
    return command


def futures_options(command: Command) -> Command:
    """Give a command --futures, --workers and --ray."""
    for option in (
        click.option("--ray", metavar="ADDRESS", help="Ray cluster whose workers share the work: its address, or 'local' for one on this machine."),
        click.option("--workers", type=click.IntRange(min=1), default=1, show_default=True, help="Processes that share the work: on --futures, and on what each producer might do instead."),
        click.option("--futures", type=click.IntRange(min=8), help="Draw so many futures instead of reducing the tree; --leaves is then how many different ones the plan is made for at most, 200 by default."),
    ):  # fmt: skip
        command = option(command)
    return command


def executor_of(workers: int, ray: str | None) -> Executor:
    """Where what can be shared is done."""
    from offtake.stochastic.parallel.executor import executor_for
    from offtake.stochastic.parallel.ray import RayExecutor

    if ray is None:
        return executor_for(workers)
    found = RayExecutor(workers, None if ray == "local" else ray)
    if (placed := found.join()) < workers:
        click.echo(
            f"Ray has {placed} free processors for {workers} workers: {placed} work", err=True
        )
    click.get_current_context().call_on_close(found.close)
    return found


def answering(command: Command) -> Command:
    """Give a command what it takes to answer from a study or a run: see `answer`."""
    for option in (STORE, INSTRUMENTS, effort_options, POLICY):
        command = option(command)
    return ANY(command)


def answer(what: str, store: Path, *, policy: str, instruments: str | None, **effort: Any) -> Run:
    """The run that is meant: a finished one by name or folder, else that of the study, all arrangements.

    Raises UsageError where options of solving come with a run, and where the run has no deal.
    """
    from offtake.deals.names import USUAL
    from offtake.errors import UsageError
    from offtake.results.store.store import read_run

    if study_meant(what) is not None:
        study = checked(what, store, policy, voice())
        kinds = names(instruments)
        run = solved(study, store, voice(), arrangements=USUAL, instruments=kinds, **effort)
    else:
        refuse_options(what)
        run = read_run(run_meant(what, store, ("deal",)))
    if run.headline["deal"] is None:
        raise UsageError(
            f"run {run.id} of {run.settings.name} has no deal: solve the study with arrangement deal"
        )
    return run


def checked(what: str, store: Path, policy: str, speaker: Voice, note: str = "") -> Study:
    """The study that `what` names, with the edits of `policy`; says what it holds."""
    study = study_of(what, store, policy)
    given = sum(1 for frame in study.tables.values() if len(frame))
    kind = "synthetic data, " if study.settings.synthetic else ""
    first, last = study.period_label(0), study.period_label(study.settings.periods - 1)
    what = f"{kind}{count(len(study.lines), 'line')}, {count(len(study.buyers), 'buyer')}, {first} to {last}"
    title = study.settings.title.removeprefix(f"{study.settings.name.capitalize()}: ")
    speaker.say(f"Study {study.settings.name}: {title} ({what})")
    if note:
        speaker.say(f"{note[:1].upper()}{note[1:]}")
    speaker.say(f"Checked {count(given, 'table')}: ok")
    return study


def solved(
    study: Study,
    store: Path,
    speaker: Voice,
    *,
    again: bool = False,
    executor: Executor | None = None,
    **options: Any,
) -> Run:
    """The run of these options: the one in the store where it is finished, else solved and stored."""
    from offtake.results.solving.request import request
    from offtake.results.store.store import asked_for, finished_run, place_of, tidy

    asked = request(study, **options)
    folder = store / asked.id
    waited: list[str] = []
    kept = None if again else finished_run(folder)
    if kept is None:
        with place_of(folder, waited.append if speaker.json else _both(waited.append, speaker.say)):
            # What another process found while this one waited for it is what was asked for.
            kept = finished_run(folder) if waited or not again else None
            if kept is None:
                found = _solved(asked, folder, speaker, executor)
                _tell_how_it_ended(found, speaker)
                _keep(found, folder, speaker)
                return found
    tidy(folder)
    asked_for(folder)
    speaker.say(f"Run {asked.id} is there already; --again solves it anew")
    return kept


def _both(one: Callable[[str], None], other: Callable[[str], None]) -> Callable[[str], None]:
    def tell(text: str) -> None:
        one(text)
        other(text)

    return tell


def _keep(found: Run, folder: Path, speaker: Voice) -> None:
    """Write the run; where that cannot be done its answer is still shown, and the command ends with exit code 2."""
    from offtake.results.store.store import put_run

    try:
        put_run(found, folder)
    except OSError as error:
        click.echo(f"{refusal(error)}; what was found is shown and not kept", err=True)
        click.get_current_context().meta[UNKEPT] = True
    else:
        speaker.say(f"Run {found.id} kept in {shown(folder)}")


def _solved(asked: Request, folder: Path, speaker: Voice, executor: Executor | None) -> Run:
    """Solve what was asked for; with sampled futures, what is finished is kept in the run's `folder`."""
    from offtake.results.solving.solve import solve_request
    from offtake.results.store.listing import PARTS, kept_parts
    from offtake.stochastic.solver.program import relative_gap

    ahead, clock = Foreseen(), TimeLeft()
    with speaker.progress() as tell:

        def listen(arrangement: str, doing: str, objective: float, bound: float) -> None:
            first = arrangement == "first-best"
            done = None if first else share_done(doing)
            left = ahead.left(doing) if first else clock.of_share(arrangement, doing)
            doing = f"{doing}{left}" if first else doing.replace(" done", f" done{left}", 1)
            gap_now = relative_gap(objective, bound)
            known = gap_now < 1e6  # neither infinite nor unknown
            done = progress_of(gap_now, asked.options.gap) if known else done
            tell(f"Solving {arrangement}", f"{doing}, gap {gap_now:.2%}" if known else doing, done)

        if executor is None:
            return solve_request(asked, listen)
        if asked.options.futures is None:
            return solve_request(asked, listen, executor)
        if set(asked.options.arrangements) != {"first-best"}:
            speaker.say(
                "No-deal and the deal are worked out for every different future drawn, which can take longer than the "
                "plan; --arrangements first-best leaves them out"
            )
        if before := kept_parts(folder):
            speaker.say(f"Going on from {count(before, 'finished part')} in {shown(folder)}")
        try:
            return solve_request(asked, listen, executor, folder / PARTS)
        except Exception as error:
            if after := kept_parts(folder):
                parts = count(after, "finished part")
                error.add_note(
                    f"{parts} kept in {shown(folder)}: the same command goes on from there"
                )
            raise


def progress_of(gap: float, wanted: float) -> float:
    """How much of the way from a gap of 100% to that wanted is behind, in digits.

    >>> [round(progress_of(gap, 0.01), 2) for gap in (2.0, 1.0, 0.1, 0.01, 0.0)]
    [0.0, 0.0, 0.5, 1.0, 1.0]
    """
    if gap <= wanted:
        return 1.0
    return log(gap) / log(max(wanted, 1e-9)) if gap < 1.0 else 0.0


def _tell_how_it_ended(found: Run, speaker: Voice) -> None:
    seconds, futures = found.seconds, count(found.tree.leaves.size, "future")
    first_best = found.plans.get("first-best")
    if first_best is not None:
        how = "optimal" if first_best.status == "optimal" else f"gap {first_best.gap:.2%}"
        took = f"{seconds['first-best']:.1f} s"
        speaker.say(f"Solved first-best: {how}, {futures}, {took}")
        if first_best.status == "time_limit":
            click.echo(
                f"E402 Solver stopped at the time limit with gap {first_best.gap:.1%} "
                f"(wanted {found.options.gap:.1%}). Results kept; raise --time-limit or --gap.",
                err=True,
            )
    settled, deal = found.headline["no_deal"], found.headline["deal"]
    if settled is not None:
        agree = "the same" if settled["starts_agree"] else "apart"
        speaker.say(
            f"Solved no-deal: best responses end {agree} from {count(len(settled['starts']), 'start')}"
        )
    if deal is not None:
        clauses, rounds = len(deal["clauses"]), len(deal["rounds"])
        stable = "nobody would deviate" if deal["stable"] else "some would still rather deviate"
        speaker.say(
            f"Solved deal: {count(clauses, 'clause')}, {count(rounds, 'round')} of the incentive check, {stable}"
        )
    if len(found.plans) > 1:
        speaker.say(f"Arrangements took {seconds['agreement']:.1f} s")


@contextmanager
def stoppable(kept: Callable[[], str]) -> Iterator[None]:
    """A task that is stopped says what of it is `kept`, and that it goes on from there."""
    try:
        yield
    except KeyboardInterrupt:
        click.echo(f"Stopped; {kept()}: the same command goes on from there.", err=True)
        click.get_current_context().exit(STOPPED)


def shown(path: Path) -> str:
    """A path as the user would write it."""
    return str(path.relative_to(Path.cwd())) if path.is_relative_to(Path.cwd()) else str(path)
