"""sensitivity: which figures move the answer, and which first decisions hang on them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from offtake.commands.asking import POLICY, STORE, TIME_LIMIT, checked, shown, solved
from offtake.commands.screen.voice import keyed, spoken, voice
from offtake.commands.screen.within import Within

if TYPE_CHECKING:
    import pandas as pd

    from offtake.results.run import Run

STOPPED = 5


@click.command()
@click.argument("what", metavar="STUDY|RUN")
@click.option("--top", type=click.IntRange(min=1), default=30, show_default=True, help="Assumptions to move: those of table ranges, then those on which most figures rest.")  # fmt: skip
@click.option("--sourced", is_flag=True, help="Move figures that come from a document too.")
@click.option("--draws", type=click.IntRange(min=2), help="Move all at once as well, in this many times (tables moved + 2) draws, a power of 2: what the spread comes from, and which first decisions hold.")  # fmt: skip
@click.option("--drivers", is_flag=True, help="Add what knowing each driver is worth.")
@click.option("--gap", type=Within(0, 1), default=0.001, show_default=True, help="How exactly small programs are worked out again, relative.")  # fmt: skip
@click.option("--workers", type=click.IntRange(min=1), default=1, show_default=True, help="Processes that share the work.")  # fmt: skip
@POLICY
@STORE
@spoken()
def sensitivity(
    what: str,
    top: int,
    sourced: bool,
    draws: int | None,
    drivers: bool,
    gap: float,
    workers: int,
    policy: str,
    store: Path,
) -> None:
    """Move each assumption to both ends of its range, and work the plan out again.

    Ranges stand in table ranges; where nothing is said, a figure of grade A may be off by 5% either way, B 10%, C 20%,
    D, assumed or without a source 30%.  The plan is first-best; a study is solved for it first.  What is found is kept
    with the run, whose report then shows it; after a stop, the same command goes on where it was.
    """
    from offtake.commands.screen.table import information_table
    from offtake.results.documents.rounding import rounded
    from offtake.results.sensitivity.matters import Asked, matters
    from offtake.results.store.store import PARTS, kept_parts, place_of, put_run
    from offtake.stochastic.parallel.executor import executor_for

    run, folder = _meant(what, store, policy)
    asked = Asked(top, sourced, gap, draws or 0, drivers)
    with place_of(folder, voice().say):
        try:
            with voice().progress() as tell:

                def listen(task: str, done: int, number: int) -> None:
                    tell(task, f"{done} of {number}", done / max(number, 1))

                found = matters(run, asked, executor_for(workers), folder / PARTS, listen)
        except KeyboardInterrupt:
            click.echo(
                f"Stopped; {kept_parts(folder)} re-solves are kept in {shown(folder)}: the same command goes on from there.",
                err=True,
            )
            click.get_current_context().exit(STOPPED)
        put_run(found, folder)
    frame = found.tables["tornado"]
    document = {
        "run": run.id,
        "study": run.settings.name,
        "arrangement": "first-best",
        "currency": run.settings.currency,
        "price_year": run.settings.price_year,
        **{name: _records(found.tables[name]) for name in KEPT if name in found.tables},
    }
    text = [_text(found, frame), _spread(found), _first(found), information_table(found)]
    voice().result("\n\n".join(t for t in text if t), rounded(document, _MONEY))


KEPT = ("tornado", "spread", "first_decisions", "information")
_MONEY = ("at_low", "base", "at_high", "swing")


def _meant(what: str, store: Path, policy: str) -> tuple[Run, Path]:
    """The run, and its folder; a study is solved first, as first-best."""
    from offtake.errors import UsageError
    from offtake.results.store.store import find_run, is_finished, read_run
    from offtake.study.examples import study_at

    path = study_at(what)
    if path.exists() and not is_finished(path):
        study = checked(path, policy, voice())
        asked: dict[str, Any] = {"arrangements": ("first-best",), "policy": study.policy}
        run = solved(study, store, voice(), time_limit=TIME_LIMIT, **asked)
        return run, store / run.id
    if policy:
        raise UsageError(f"{what} is not a study here, and --policy goes with a study only")
    folder = path if is_finished(path) else find_run(store, what)
    return read_run(folder), folder


def _text(run: Run, frame: pd.DataFrame) -> str:
    from offtake.commands.screen.table import number
    from offtake.results.tables.sensitivity import range_words

    parts = [f"First-best of run {run.id}: each assumption alone at the ends of its range, the plan worked out again"]  # fmt: skip
    for measure, own in frame.groupby("measure", sort=False):
        unit, base = own["unit"].iloc[0], float(own["base"].iloc[0])
        moving = own[own["swing"] > 1e-9 * max(abs(base), 1.0)]
        rows: list[tuple[str, ...]] = [
            ("Assumption", "figures", "range", "low end", "high end", "swing", "begun otherwise")
        ]
        rows += [
            (
                str(r["name"]),
                str(r["figures"]),
                range_words(r),
                *(_end(r[e], number) for e in ("at_low", "at_high")),
                number(r["swing"]),
                _otherwise(r),
            )
            for _, r in moving.iterrows()
        ]
        still = len(own) - len(moving)
        head = f"{_measure_words(str(measure))} ({unit}), now {number(base)}"
        tail = f"\n{still} of {len(own)} move nothing." if still else ""
        parts.append(f"{head}\n{keyed(rows, 1) if len(rows) > 1 else 'No assumption moves it.'}{tail}")  # fmt: skip
    return "\n\n".join(parts)


def _measure_words(measure: str) -> str:
    kind, _, product = measure.partition(":")
    return f"Delivered {product}" if product else kind.replace("_", " ").capitalize()


def _end(value: float, number: Any) -> str:
    return "refused" if value != value else str(number(value))


def _otherwise(row: pd.Series) -> str:
    from offtake.results.tables.sensitivity import turn_words

    told = []
    for end in ("low", "high"):
        if names := row[f"first_at_{end}"]:
            at = turn_words(row, end)
            told.append(f"{names}, from {at}" if at else f"{names}, at the {end} end")
    return "; ".join(told)


def _spread(run: Run) -> str:
    """What the spread of social value comes from; '' where nothing was drawn."""
    if "spread" not in run.tables:
        return ""
    frame = run.tables["spread"]
    own = frame[frame["measure"] == "social_value"]
    rows: list[tuple[str, ...]] = [
        ("Spread of social value comes from", "alone", "±", "with others", "±")
    ]
    rows += [
        (str(r["group"]), *(_share(r[c]) for c in ("alone", "alone_error", "total", "total_error")))
        for r in own.to_dict("records")
    ]
    return keyed(rows, 1)


def _first(run: Run) -> str:
    """Which first decisions hold in nine of ten draws; '' where nothing was drawn."""
    if "first_decisions" not in run.tables:
        return ""
    rows: list[tuple[str, ...]] = [("Begun at the start", "now", "the same in draws", "")]
    rows += [
        (r["project"], f"{r['begun']:.0f}", f"{r['same']:.0%}", "holds" if r["holds"] else "hangs on figures")
        for r in run.tables["first_decisions"].to_dict("records")
        if r["begun"] > 0 or r["same"] < 1
    ]  # fmt: skip
    return keyed(rows, 1)


def _share(value: float) -> str:
    return "-" if value != value else f"{value:.0%}"


def _records(frame: pd.DataFrame) -> list[dict[str, object]]:
    return [
        {str(k): None if v is None or v != v else v for k, v in row.items()}
        for row in frame.to_dict("records")
    ]
