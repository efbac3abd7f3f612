"""demo and run: from a study to a run on disk."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from offtake.commands.voice import Voice, spoken, voice

if TYPE_CHECKING:
    from offtake.results.run import Run
    from offtake.study.study import Study

STORE = click.option(
    "--store",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("runs"),
    show_default=True,
    help="Folder of runs.",
)
STOPPED = 5


@click.command()
@click.argument("name", default="nato-155mm")
@click.option("--arrangements", default="first-best", show_default=True, help="Which to solve, with commas between.")  # fmt: skip
@STORE
@spoken()
def demo(name: str, arrangements: str, store: Path) -> None:
    """Copy a bundled study, solve it and write its report.

    NAME is nato-155mm (the default), toy or two-states.  The demo plans as one owner of every line would;
    'offtake run' adds what happens without new commitments, and the cheapest deal.
    """
    from offtake.commands.copying import copy_case
    from offtake.views.report import write_report

    speaker = voice()
    folder = copy_case(name, Path.cwd())
    study = _checked(folder, "", speaker, f"copied to {folder.name}/")
    solved = _solved(study, store, speaker, arrangements=_names(arrangements))
    page = write_report(solved, folder / "report.html")
    _show(solved, speaker)
    speaker.say(
        f"\nReport   {_shown(page)}   (open it in any browser, no network needed)\n"
        f"Next     offtake trace {solved.id} public_cost   |   offtake run {folder.name}"
    )
    _leave(solved)


@click.command()
@click.argument("case", type=click.Path(path_type=Path))
@click.option("--policy", "policies", multiple=True, help="Named edits of the study, a+b for b on top of a; give it again for another run.")  # fmt: skip
@click.option("--leaves", type=click.IntRange(min=1), help="Futures in the scenario tree, at most.")
@click.option("--seed", type=click.IntRange(min=0), help="Seed of every random stream.")
@click.option("--gap", type=click.FloatRange(0, 1), default=0.005, show_default=True, help="Stop when plan and bound are this close, relative.")  # fmt: skip
@click.option("--time-limit", type=click.FloatRange(min=0, min_open=True), help="Stop after so many seconds an arrangement, with the best plan found.")  # fmt: skip
@click.option(
    "--arrangements", help="Which to solve, with commas between: no-deal, deal, first-best."
)
@click.option("--instruments", help="Kinds of clause that the deal may use, with commas between; by default all in the study.")  # fmt: skip
@click.option("--again", is_flag=True, help="Solve even where the same run is there already.")
@STORE
@spoken()
def run(
    case: Path,
    policies: tuple[str, ...],
    leaves: int | None,
    seed: int | None,
    gap: float,
    time_limit: float | None,
    arrangements: str | None,
    instruments: str | None,
    again: bool,
    store: Path,
) -> None:
    """Solve a study and keep what was found as a run."""
    speaker = voice()
    found = []
    for policy in policies or ("",):
        study = _checked(case, policy, speaker)
        found.append(
            _solved(
                study,
                store,
                speaker,
                policy=policy,
                leaves=leaves,
                seed=seed,
                gap=gap,
                time_limit=time_limit,
                arrangements=_names(arrangements) or None,
                instruments=_names(instruments),
                again=again,
            )
        )
        if found[-1].status == "stopped":
            break
    if speaker.json:
        documents = [solved.headline for solved in found]
        speaker.result("", documents[0] if len(policies) < 2 else {"runs": documents})
    else:
        for solved in found:
            _show(solved, speaker)
        speaker.say(f"\nNext     offtake report {found[-1].id} -o report.html")
    _leave(found[-1])


def _checked(case: Path, policy: str, speaker: Voice, note: str = "") -> Study:
    from offtake.study.reading import read_study

    study = read_study(case, policy)
    given = sum(1 for frame in study.tables.values() if len(frame))
    kind = "synthetic data, " if study.settings.synthetic else ""
    first, last = study.period_label(0), study.period_label(study.settings.periods - 1)
    what = f"{kind}{len(study.lines)} lines, {len(study.buyers)} buyers, {first} to {last}"
    speaker.say(f"Case {study.settings.name}: {study.settings.title} ({what})")
    if note:
        speaker.say(f"{note[:1].upper()}{note[1:]}")
    speaker.say(f"Checked {given} tables: ok")
    return study


def _solved(
    study: Study,
    store: Path,
    speaker: Voice,
    *,
    policy: str = "",
    leaves: int | None = None,
    seed: int | None = None,
    gap: float = 0.005,
    time_limit: float | None = None,
    arrangements: tuple[str, ...] | None = None,
    instruments: tuple[str, ...] = (),
    again: bool = False,
) -> Run:
    """The run of these options: the one in the store where it is finished, else solved and stored."""
    from offtake.results.run import request, solve_request
    from offtake.results.store import finished_run, write_run

    asked = request(
        study,
        arrangements=arrangements,
        policy=policy,
        leaves=leaves,
        seed=seed,
        gap=gap,
        time_limit=time_limit,
        instruments=instruments,
    )
    kept = None if again else finished_run(store / asked.id)
    if kept is not None:
        speaker.say(f"Run {asked.id} is there already; --again solves it anew")
        return kept
    with speaker.progress() as tell:

        def listen(arrangement: str, doing: str, objective: float, bound: float) -> None:
            gap_now = abs(objective - bound) / max(abs(objective), 1e-10)
            known = f"gap {gap_now:.2%}" if gap_now < 1e6 else ""  # neither infinite nor unknown
            tell(f"Solving {arrangement}", f"{doing} {known}")

        found = solve_request(asked, progress=listen)
    for name, plan in found.plans.items():
        speaker.say(f"Solved {name}: {_ended(plan.status, plan.gap)}")
        if plan.status == "time_limit":
            click.echo(
                f"E402 Solver stopped at the time limit with gap {plan.gap:.1%} (wanted {gap:.1%}). "
                "Results kept; raise --time-limit or --gap.",
                err=True,
            )
    folder = write_run(found, store)
    speaker.say(f"Run {found.id} kept in {_shown(folder)}")
    return found


def _names(text: str | None) -> tuple[str, ...]:
    return tuple(name.strip() for name in (text or "").split(",") if name.strip())


def _ended(status: str, gap: float) -> str:
    return "optimal" if status == "optimal" else f"gap {gap:.2%}"


def _show(solved: Run, speaker: Voice) -> None:
    from offtake.commands.table import answer_table, terms_table

    if speaker.json and click.get_current_context().info_name == "demo":
        speaker.result("", solved.headline)
    if speaker.json:
        return
    click.echo("\n" + answer_table(solved))
    if (terms := terms_table(solved)) is not None:
        click.echo("\n" + terms)
    sourced, assumed = (solved.headline[f"figures_{kind}"] for kind in ("sourced", "assumed"))
    speaker.say(f"\nFigures  {sourced} from documents, {assumed} assumed or without a source")


def _leave(solved: Run) -> None:
    if solved.status == "stopped":
        missing = [a for a in solved.options.arrangements if a not in solved.plans]
        before = f" before {', '.join(missing)}" if missing else ""
        click.echo(f"Stopped{before}; what was found is kept in run {solved.id}.", err=True)
        click.get_current_context().exit(STOPPED)


def _shown(path: Path) -> str:
    return str(path.relative_to(Path.cwd())) if path.is_relative_to(Path.cwd()) else str(path)
