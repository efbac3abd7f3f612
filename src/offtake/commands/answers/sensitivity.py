"""sensitivity: which figures move the answer, and which first decisions hang on them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from offtake.commands.answers.meant import meant
from offtake.commands.asking import POLICY, shown, stoppable
from offtake.commands.naming import ANY, STORE
from offtake.commands.screen.clock import counted
from offtake.commands.screen.voice import aligned, spoken, voice
from offtake.commands.screen.within import Within
from offtake.results.documents.plain import records

if TYPE_CHECKING:
    import pandas as pd

    from offtake.results.run import Run


@click.command()
@ANY
@click.option("--top", type=click.IntRange(min=1), default=30, show_default=True, help="Assumptions to move: those of table ranges, then those on which most figures rest.")  # fmt: skip
@click.option("--sourced", is_flag=True, help="Move figures that come from a document too.")
@click.option("--draws", type=click.IntRange(min=2), help="Move all at once as well, in this many times (tables moved + 2) draws, a power of 2: what the spread comes from, and which first decisions hold.")  # fmt: skip
@click.option("--drivers", is_flag=True, help="Add what knowing each driver is worth.")
@click.option("--judgement", is_flag=True, help="Look at every figure, sourced too, by the plan's prices first: which share of those that move the answer by 1% or more is judgement. The most promising are moved.")  # fmt: skip
@click.option("--arrangement", default="first-best", show_default=True, help="Whose answer: first-best, or no-deal, deal or course, each found anew for every end, which takes long.")  # fmt: skip
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
    judgement: bool,
    arrangement: str,
    gap: float,
    workers: int,
    policy: str,
    store: Path,
) -> None:
    """Move each assumption to both ends of its range, and work the plan out again.

    Ranges stand in table ranges; where nothing is said, a figure of grade A may be off by 5% either way, B 10%, C 20%,
    D, assumed or without a source 30%.  A study is solved first, unless the store has its run.  What is found is kept
    with the run, whose report then shows it; after a stop, the same command goes on where it was.
    """
    from offtake.commands.screen.table import information_table
    from offtake.results.documents.rounding import rounded
    from offtake.results.sensitivity.matters import Question, matters
    from offtake.results.solving.request import checked as check_arrangements
    from offtake.results.store.listing import PARTS, kept_parts
    from offtake.results.store.store import place_of, put_run
    from offtake.stochastic.parallel.executor import executor_for

    check_arrangements([arrangement])
    needed = tuple(dict.fromkeys(("first-best", arrangement)))
    run, folder = meant(what, store, policy, lambda _: needed, needed)
    asked = Question(top, sourced, gap, draws or 0, drivers, judgement, arrangement)
    with place_of(folder, voice().say):
        with (
            stoppable(lambda: f"{kept_parts(folder)} re-solves are kept in {shown(folder)}"),
            voice().progress() as tell,
        ):
            listen = counted(tell)
            found = matters(run, asked, executor_for(workers), folder / PARTS, listen)
        put_run(found, folder)
    frame = found.tables["tornado"]
    frame = frame[frame["arrangement"] == arrangement].reset_index(drop=True)
    own = arrangement == "first-best"  # what else was found is of its plan
    document = {
        "run": run.id,
        "study": run.settings.name,
        "arrangement": arrangement,
        "currency": run.settings.currency,
        "price_year": run.settings.price_year,
        **{name: found.headline[name] for name in (TOLD if own else ()) if name in found.headline},
        "tornado": records(frame),
        **{
            name: records(found.tables[name])
            for name in (KEPT if own else ())
            if name in found.tables
        },
    }
    text = [_text(found, frame)]
    if own:
        text += [_judged(found), _spread(found), _first(found), information_table(found) or ""]
    voice().result("\n\n".join(t for t in text if t), rounded(document, _MONEY))


TOLD = ("moves_most", "judgement")
KEPT = ("spread", "first_decisions", "information")
_MONEY = ("at_low", "base", "at_high", "swing")
HEADS = ("Assumption", "figures", "range", "low end", "high end", "swing", "begun otherwise")


def _text(run: Run, frame: pd.DataFrame) -> str:
    from offtake.commands.screen.table import number
    from offtake.results.tables.sensitivity import AGAIN, range_words
    from offtake.views.drawing.words import known_words

    name = str(frame["arrangement"].iloc[0])
    parts = [f"{name.capitalize()} of run {run.id}: each assumption alone at the ends of its range, worked out again"]  # fmt: skip
    for measure, own in frame.groupby("measure", sort=False):
        unit, base = own["unit"].iloc[0], float(own["base"].iloc[0])
        again = own[own["how"] == AGAIN]
        moving = again[again["swing"] > 1e-9 * max(abs(base), 1.0)]
        rows = [
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
        still = len(again) - len(moving)
        head = f"{_measure_words(str(measure))} ({unit}), now {number(base)}"
        tail = f"\n{still} of {len(again)} move nothing." if still else ""
        if measure == "social_value":
            said = known_words(
                again["swing"].tolist(), again["error"].tolist(), run.settings.currency
            )
            tail += "".join(f"\n{s}" for s in said)
        parts.append(f"{head}\n{aligned(HEADS, rows) if rows else 'No assumption moves it.'}{tail}")
    if name != "first-best" and (frame["first_at_low"] + frame["first_at_high"]).any():
        parts.append("Between the ends, where first decisions turn is looked for in first-best alone.")  # fmt: skip
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


def _judged(run: Run) -> str:
    """How many of what moves the answer are judgement; '' where not every figure was looked at."""
    from offtake.views.drawing.words import moves_by_judgement

    return moves_by_judgement(run.headline.get("judgement"))


def _spread(run: Run) -> str:
    """What the spread of social value comes from; '' where nothing was drawn."""
    if "spread" not in run.tables:
        return ""
    frame = run.tables["spread"]
    own = frame[frame["measure"] == "social_value"]
    heads = ("Spread of social value comes from", "alone", "±", "with others", "±")
    rows = [
        (str(r["group"]), *(_share(r[c]) for c in ("alone", "alone_error", "total", "total_error")))
        for r in own.to_dict("records")
    ]
    beyond = ((own[["alone", "total"]] < 0) | (own[["alone", "total"]] > 1)).any(axis=None)
    few = "\nShares below 0% or above 100% are chance: more --draws bring them closer." if beyond else ""  # fmt: skip
    return aligned(heads, rows) + few


def _first(run: Run) -> str:
    """Which first decisions hold in nine of ten draws; '' where nothing was drawn."""
    if "first_decisions" not in run.tables:
        return ""
    rows = [
        (r["project"], f"{r['begun']:.0f}", f"{r['same']:.0%}", "holds" if r["holds"] else "hangs on figures")
        for r in run.tables["first_decisions"].to_dict("records")
        if r["begun"] > 0 or r["same"] < 1
    ]  # fmt: skip
    return aligned(("Begun at the start", "now", "the same in draws", ""), rows)


def _share(value: float) -> str:
    return "-" if value != value else f"{value:.0%}"
