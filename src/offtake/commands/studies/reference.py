"""reference: what became of past promises of a kind."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from offtake.commands.screen.voice import listed, spoken, voice
from offtake.commands.screen.within import Within

if TYPE_CHECKING:
    from datetime import date

    from offtake.evidence.reference.cases import Case
    from offtake.evidence.reference.classes import ReferenceClass

FEW = 3  # cases over, below which a class of these alone rests on its prior
SHARES = (0.1, 0.25, 0.5, 0.75, 0.9)
MEANING = {
    "start": "time to first output ÷ time promised",
    "full": "time to the promised rate ÷ time promised",
    "rate": "rate made on the date ÷ rate promised",
}


@click.command()
@click.option(
    "--measure", type=click.Choice(list(MEANING)), help="What is measured; by default all three."
)
@click.option(
    "--kind",
    type=click.Choice(["shift", "debottleneck", "expand", "new", "reopen"]),
    help="Kind of project, as in table projects.",
)
@click.option(
    "--horizon",
    type=Within(min=0, min_open=True, max=600),
    help="Months from announcement to the promised date.",
)
@click.option(
    "--design",
    type=click.Choice(["known", "first"]),
    help="A known design, or the first of its kind, whose development is not finished.",
)
@click.option("--before", type=click.DateTime(["%Y-%m-%d"]), help="As it was known on this day.")
@click.option(
    "--cases", "with_cases", is_flag=True, help="List the cases, each with its documents."
)
@click.option(
    "--own",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="Cases of your own too: a CSV file with case, kind, announced, promised, started and more, as the manual says.",
)
@click.option("--alone", is_flag=True, help="Take only the cases of --own.")
@click.option(
    "--targets",
    "with_targets",
    is_flag=True,
    help="Show targets that were announced several times, instead.",
)
@click.option(
    "--states",
    type=click.IntRange(2, 9),
    help="Write so many states of a driver; needs --driver, --date and --into.",
)
@click.option("--driver", help="Name of the driver to write.")
@click.option(
    "--date", "day", type=click.DateTime(["%Y-%m-%d"]), help="Day on which its state becomes known."
)
@click.option(
    "--where", default="", help="Projects that it acts on, as column=value|value; empty: all."
)
@click.option(
    "--into",
    type=click.Path(path_type=Path),
    help="Study, a folder or a workbook, that the rows are added to.",
)
@spoken()  # fmt: skip
def reference(
    measure: str | None,
    kind: str | None,
    horizon: float | None,
    design: str | None,
    before: datetime | None,
    with_cases: bool,
    own: Path | None,
    alone: bool,
    with_targets: bool,
    states: int | None,
    driver: str | None,
    day: datetime | None,
    where: str,
    into: Path | None,
) -> None:
    """Show what became of past promises to add capacity, and write it as a driver.

    Ratios of what came to what was promised, over public cases of many industries: where a case is not finished
    it counts as longer than so far. Classes of few cases lean on all cases.
    """
    from offtake.errors import UsageError
    from offtake.evidence.reference.classes import MEASURES, reference_class

    if with_targets:
        _targets()
        return
    known = None if before is None else before.date()
    cases, taken = _taken(own, alone)
    asked = [measure] if measure else _said(MEASURES, cases, known)
    try:
        found = [reference_class(m, kind, horizon, design, known, cases, taken) for m in asked]
    except ValueError as error:
        raise UsageError(f"{error}; give a later day" if known else str(error)) from None
    if states is not None:
        _write(found, states, driver, day, where, into)
        return
    text = _table(found)
    if with_cases:
        text += "".join(f"\n\n{_cases(one)}" for one in found)
    voice().result(text, {"classes": [_document(one, with_cases) for one in found]})


def _taken(own: Path | None, alone: bool) -> tuple[tuple[Case, ...] | None, str]:
    """The cases to take, None for those of offtake, and the options that ask for them."""
    from offtake.errors import UsageError
    from offtake.evidence.reference.cases import past_cases
    from offtake.evidence.reference.own import own_cases

    if own is None:
        if alone:
            raise UsageError("--alone goes with --own FILE")
        return None, ""
    try:
        text = own.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise UsageError(f"{own.name} is not UTF-8 text; save it as CSV UTF-8") from None
    given = own_cases(text, own.name)
    return given if alone else (*past_cases(), *given), f"--own {own.name}{' --alone' * alone}"


def _said(measures: tuple[str, ...], cases: tuple[Case, ...] | None, known: date | None) -> list[str]:  # fmt: skip
    """The measures of which a case says something; all of them where none does, so that the refusal names one."""
    from offtake.evidence.reference.cases import known_by
    from offtake.evidence.reference.classes import outcomes_of

    if cases is None:
        return list(measures)
    then = cases if known is None else tuple(known_by(cases, known))
    return [m for m in measures if outcomes_of(m, then)] or list(measures)


def _table(found: list[ReferenceClass]) -> str:
    heads = ("measure", "cases", "over", *(f"{share:.0%}" for share in SHARES), "mean", "meaning")
    rows = []
    for one in found:
        spread = one.spread
        numbers = [f"{spread.quantile(share):.2f}" for share in SHARES]
        rows.append((one.measure, str(len(one.outcomes)), str(one.over), *numbers, f"{spread.mean:.2f}", MEANING[one.measure]))  # fmt: skip
    late = [one for one in found if one.measure == "start"]
    text = listed(heads, rows)
    for one in found:
        if not one.outcomes:
            text += f"\n\n{one.measure}: no case of its own; told is what the classes above it say"
        elif one.taken.endswith("--alone") and one.over < FEW:
            of = (
                f"{one.over} of {len(one.outcomes)} {'case' if len(one.outcomes) == 1 else 'cases'}"
            )
            text += (
                f"\n\n{one.measure}: {of} over; how far such promises spread is assumed, not seen"
            )
    for one in late:
        on_time = 1.0 - float(one.spread.survival([1.0])[0])
        text += f"\n\nStarted by the promised date: {on_time:.0%} of promises"
        if one.horizon is not None:
            months = [one.horizon * (one.spread.quantile(share) - 1.0) for share in (0.1, 0.5, 0.9)]
            text += "; months late: {:.0f} (10%), {:.0f} (50%), {:.0f} (90%)".format(*months)
    return text


def _cases(found: ReferenceClass) -> str:
    heads = ("case", "kind", "months ahead", found.measure, "", "weight", "grade", "documents")
    rows = []
    for o in sorted(found.outcomes, key=lambda o: (-o.weight, o.case.case)):
        papers = (f"{p.publisher} {p.date}".strip() for p in (o.case.promise, o.case.outcome))
        ends = "; ".join(paper for paper in papers if paper)
        rows.append((o.case.case, o.case.kind, f"{o.horizon:.0f}", f"{o.ratio:.2f}", "" if o.over else "or more", f"{o.weight:.2f}", o.case.grade, ends))  # fmt: skip
    return listed(heads, rows) if rows else f"{found.measure}: no case of its own"


def _document(found: ReferenceClass, with_cases: bool) -> dict[str, Any]:
    cases = [
        {"case": o.case.case, "ratio": o.ratio, "over": o.over, "horizon": o.horizon, "weight": o.weight,
         "promise": o.case.promise.address, "outcome": o.case.outcome.address, "grade": o.case.grade}
        for o in found.outcomes
    ]  # fmt: skip
    return {
        "measure": found.measure,
        "meaning": MEANING[found.measure],
        "kind": found.kind,
        "horizon": found.horizon,
        "design": found.design,
        "before": None if found.before is None else found.before.isoformat(),
        "taken": found.taken,
        "cases": len(found.outcomes),
        "over": found.over,
        "quantiles": {f"{share:g}": found.spread.quantile(share) for share in SHARES},
        "mean": found.spread.mean,
        "by_promised_date": 1.0 - float(found.spread.survival([1.0])[0]),
        **({"outcomes": cases} if with_cases else {}),
    }


def _targets() -> None:
    from offtake.evidence.reference.targets import targets

    rows: list[tuple[str, ...]] = []
    lines = []
    for target in targets():
        rows += [
            (target.target, s.stated_on.isoformat(), s.promised.isoformat(), s.paper.publisher)
            for s in target.statements
        ]
        ends = target.expected
        where = "never at this pace" if ends is None else f"{ends} at this pace"
        lines.append(f"{target.target}: {target.what}; its date moves by {12 * target.pace:.0f} months a year, {where}")  # fmt: skip
    document = [
        {"target": t.target, "what": t.what, "pace": t.pace,
         "expected": None if t.expected is None else t.expected.isoformat(),
         "statements": [{"stated_on": s.stated_on.isoformat(), "promised": s.promised.isoformat(),
                         "address": s.paper.address, "grade": s.grade} for s in t.statements]}
        for t in targets()
    ]  # fmt: skip
    table = listed(("target", "stated on", "for", "publisher"), rows)
    voice().result(table + "\n\n" + "\n".join(lines), {"targets": document})


def _write(
    found: list[ReferenceClass], states: int, driver: str | None, day: datetime | None, where: str, into: Path | None
) -> None:  # fmt: skip
    from importlib.metadata import version

    from offtake.errors import UsageError
    from offtake.evidence.reference.states import driver_rows
    from offtake.evidence.rows import add_rows

    if len(found) != 1 or driver is None or day is None or into is None:
        raise UsageError("--states goes with --measure, --driver, --date and --into")
    on: date = day.date()
    rows = driver_rows(found[0], states, driver, on, where, version("offtake"))
    wrote = add_rows(into, rows)
    voice().result(
        f"Wrote {sum(map(len, rows.values()))} rows of driver {driver} to {', '.join(wrote)} in {into}",
        {"files": wrote, "rows": rows},
    )
