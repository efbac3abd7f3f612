"""new, check and sources: what can be done with a study before it is solved."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from offtake.commands.naming import STORE, STUDY, Named, study_meant, study_of
from offtake.commands.screen.voice import listed, spoken, voice
from offtake.views.drawing.words import count

if TYPE_CHECKING:
    from offtake.study.faults import Fault
    from offtake.study.study import Study

INPUT_PROBLEMS = 3


@click.command()
@click.argument("case", metavar="STUDY", type=click.Path(path_type=Path))
@click.option("--template", type=click.Choice(["xlsx", "csv"]), default="xlsx", show_default=True, help="One workbook, or a folder of files.")  # fmt: skip
@click.option("--from", "example", metavar="STUDY", type=Named(), help="Begin from a study, such as toy, instead of empty tables.")  # fmt: skip
@spoken(json=False)
def new(case: Path, template: Literal["xlsx", "csv"], example: str | None) -> None:
    """Make a study to fill in: empty tables, or with --from those of a study to change.

    A first study needs six tables: products, producers, lines, projects (which may be empty), buyers and requirements.
    """
    from offtake.errors import UsageError
    from offtake.study.examples import study_at
    from offtake.study.reading.endings import OTHER_WORKBOOKS, WORKBOOKS
    from offtake.study.reading.read import read_study
    from offtake.study.writing.templates import write_template
    from offtake.study.writing.write import write_study

    if (ending := case.suffix.lower()) in {*WORKBOOKS, *OTHER_WORKBOOKS} - {".xlsx"}:
        raise UsageError(
            f"a new workbook is written as .xlsx, not {ending}: every office program opens that"
        )
    named = template == "csv" or case.suffix.lower() == ".xlsx"
    target = case if named else case.with_name(f"{case.name}.xlsx")
    if example is None:
        write_template(case, template)
    else:
        write_study(read_study(study_at(example)), target)
    todo = "fill it in" if example is None else "change what you like"
    voice().say(f"Wrote {target}\nNext     {todo}, then 'offtake check {target}'")


@click.command()
@STUDY
@click.option("--policy", default="", help="Check the study with these edits.")
@click.option("--mark", is_flag=True, help="Write a copy of the workbook with the faults marked in it.")  # fmt: skip
@click.option("--all", "everything", is_flag=True, help="Show every fault, not the first 30.")
@STORE
@spoken()
def check(what: str, policy: str, mark: bool, everything: bool, store: Path) -> None:
    """Read a study and say what is wrong with it, cell by cell."""
    from offtake.errors import StudyError, UsageError
    from offtake.study.faults import Fault, refuse
    from offtake.study.judging.scale import out_of_scale
    from offtake.study.provenance.sources import figure_counts
    from offtake.study.writing.marking import MARKED

    case = Path(what)

    if mark and case.suffix.lower() not in MARKED:
        raise UsageError(f"only a workbook ({', '.join(MARKED)}) can be marked; leave --mark away")
    try:
        study = study_of(what, store, policy)
    except StudyError as error:
        faults = [fault for fault in error.faults if isinstance(fault, Fault)]
        text = str(refuse(case.name, faults, None)) if everything and faults else str(error)
        voice().result(text, {"ok": False, "faults": [vars(fault) for fault in faults]})
        if mark and faults:
            _mark(case, faults)
        click.get_current_context().exit(INPUT_PROBLEMS)
    given = [name for name, frame in study.tables.items() if len(frame)]
    counts = figure_counts(study)
    said = ", ".join(f"{number} {kind}" for kind, number in counts.items())
    hopes, odd, same = _hopes(study), out_of_scale(study), _alike(study)
    head = f"{study.settings.name}: {count(len(given), 'table')}, ok; figures: {said}"
    voice().result(
        "\n".join([head, *(f"In which unit?  {one}" for one in odd), *same, *hopes]),
        {"ok": True, "faults": [], "figures": counts, "hopeful": hopes, "units": odd},
    )


def _alike(study: Study) -> list[str]:
    """A line for each state that is one with another."""
    from offtake.uncertainty.drivers import alike

    return [
        f"Alike    state {state} of driver {driver} does what {other} does and moves as it does: counted as {other}"
        for driver, state, other in alike(study)
    ]


def _hopes(study: Study) -> list[str]:
    """A line for all projects that one factor leaves far more hopeful than past promises, and one class of them."""
    from offtake.evidence.reference.hopeful import alike, hopeful, longer, promised
    from offtake.evidence.reference.states import command

    lines = []
    for groups in alike(hopeful(study)):
        names = [name for group in groups for name in group.projects]
        more = ", …" if len(names) > 3 else ""
        most = max(groups, key=lambda group: len(group.projects))
        lines.append(
            f"Hopeful  {count(len(names), 'project')} ({', '.join(names[:3])}{more}): {promised(groups[0].factor)} in four of five "
            f"futures; of past promises like these {longer(groups)} took longer ({command(most.found)})"
        )
    return lines


def _mark(case: Path, faults: list[Fault]) -> None:
    from offtake.errors import UsageError
    from offtake.study.writing.marking import MARKED, mark_workbook

    marked = case.with_name(f"{case.stem}.checked{MARKED[case.suffix.lower()]}")
    try:
        mark_workbook(case, faults, marked)
    except UsageError as error:
        click.echo(str(error), err=True)
    else:
        voice().say(f"Marked   {marked}")


@click.command()
@STUDY
@click.option(
    "--stale",
    is_flag=True,
    help="List figures whose documents changed, grew old, or were contradicted since.",
)
@click.option(
    "--age",
    type=click.IntRange(1),
    default=365,
    show_default=True,
    help="Days after which a document counts as old (with --stale).",
)
@click.option(
    "--on",
    "day",
    default="",
    help="Day from which age is counted, YYYY-MM-DD; by default the study's cut-off, else its start.",
)
@STORE
@spoken()
def sources(what: str, stale: bool, age: int, day: str, store: Path) -> None:
    """List a study's documents, and how many of its figures each carries."""
    if stale:
        _stale(what, store, age, day)
        return
    from offtake.results.behind.provenance import sources as source_table
    from offtake.study.provenance.sources import claimed, figure_counts

    study = study_of(what, store)
    frame, counts = source_table(study), figure_counts(study)
    rows = [
        (r["source"], r["grade"], str(r["figures"]), r["publisher"], r["title"])
        for r in frame.to_dict("records")
    ]
    total = ", ".join(f"{number} {kind}" for kind, number in counts.items())
    heads = ("source", "grade", "figures", "publisher", "title")
    own = [{**figure, "said": quoted.said} for figure, quoted in claimed(study) if quoted.said]
    told = [f"\n{f['table']}, {f['key']}, {f['column']} = {f['value']} [{f['source']}]: {f['said']}" for f in own]  # fmt: skip
    text = (listed(heads, rows) + "\n\n" if rows else "") + f"Figures: {total}" + "".join(told)
    voice().result(text, {"figures": counts, "sources": frame.to_dict("records"), "own": own})


def _stale(what: str, store: Path, age: int, day: str) -> None:
    """Figures to look at again: those of claims one by one, those grown old by their source."""
    from datetime import date

    from offtake.errors import UsageError
    from offtake.evidence.deciding.compared import compared
    from offtake.evidence.deciding.resting import resting
    from offtake.evidence.deciding.stale import aged, by_hand, overtaken
    from offtake.evidence.deciding.store import folder_of, read_evidence

    study, case = study_of(what, store), study_meant(what)
    if case is None:
        raise UsageError(f"{what} is a run, whose articles lie with its study; name the study")
    try:
        today = date.fromisoformat(day) if day else study.settings.cut_off or study.settings.start
    except ValueError:
        raise UsageError(f"--on is {day!r}; write a date as 2026-01-31") from None
    kept = read_evidence(folder_of(case))
    found = [*by_hand(resting(case, study, kept)), *overtaken(study, kept, compared(kept))]
    old = aged(study, today, age)
    lines = [
        f"{s.kind}: {s.table}, {s.key}, {s.column} = {s.value} [{s.source}]: {s.why}" for s in found
    ]
    groups: dict[tuple[str, str], int] = {}
    for s in old:
        groups[s.source, s.why] = groups.get((s.source, s.why), 0) + 1
    lines += [
        f"aged: {source}, {count(number, 'figure')}: {why}"
        for (source, why), number in groups.items()
    ]
    lines.append(f"{count(len(found), 'figure')} overtaken, {len(old)} of old documents")
    voice().result(
        "\n".join(lines),
        {"on": today.isoformat(), "age": age, "stale": [vars(s) for s in (*found, *old)]},
    )
