"""accept, deal, breakeven and pays: what producers and buyers make of a plan."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from offtake.commands.asking import answer, answering
from offtake.commands.screen.voice import spoken, voice
from offtake.commands.screen.within import names
from offtake.results.documents.plain import records

if TYPE_CHECKING:
    import pandas as pd

    from offtake.results.run import Run


@click.command()
@answering
@spoken()
def accept(what: str, store: Path, **options: Any) -> None:
    """Say which producers do their part of first-best by themselves, and what would turn the others.

    For each: by how much it accepts or refuses, which futures hurt it, and the hurdle rate and risk weight
    at which it would turn.  STUDY is solved first, unless that was done; RUN is read.
    """
    from offtake.commands.screen.acceptance import acceptance_text

    run = answer(what, store, **options)
    document = {**_about(run), "producers": run.headline["deal"]["acceptance"]}
    voice().result(acceptance_text(document), document)


@click.command()
@answering
@spoken()
def deal(what: str, store: Path, **options: Any) -> None:
    """Show the cheapest deal that every producer with a part accepts: its term sheets.

    For each producer: clauses with size, cost, the gap that opens without them and the range of sizes at 1%
    more cost; each kind of clause alone; the cheapest mix without each kind; the risk weights at which kinds
    swap ranks; and how buyers can share the cost.  STUDY is solved first, unless that was done; RUN is read.
    """
    from offtake.commands.screen.terms import terms_text

    run = answer(what, store, **options)
    found = dict(run.headline["deal"])
    text = terms_text({**_about(run), **found}, run.study)
    found.pop("acceptance")
    voice().result(text, {**_about(run), **found})


@click.command()
@answering
@spoken()
def breakeven(what: str, store: Path, **options: Any) -> None:
    """Find the smallest guarantee, floor price and duration that make each line bankable.

    For every producer with a part and product, by the share of the planned demand that turns up; and for every
    development that may come to nothing, the smallest grant, subsidy per unit and fund, and the cheapest mix of
    them.  STUDY is solved first, unless that was done; RUN is read.
    """
    from offtake.commands.screen.terms import bankable_text, development_text
    from offtake.results.documents.rounding import rounded

    run = answer(what, store, **options)
    smallest, grid = run.stats.bankable(), run.stats.breakeven()
    assert smallest is not None
    assert grid is not None
    programmes = run.stats.developments()
    developed = [] if programmes is None else records(programmes)
    document = {
        **_about(run),
        "smallest": rounded(records(smallest)),
        "grid": rounded(records(grid)),
        "developments": rounded(developed),
    }
    text = bankable_text(smallest, run.study)
    if developed:
        text += "\n\n" + development_text(document["developments"], run.study)
    voice().result(text, document)


@click.command()
@answering
@click.option("--by", default="payer,year", show_default=True, help="What tells payments apart, with commas between: arrangement, payer, item (goods, clauses, or credits that come back), state, year.")  # fmt: skip
@click.option("--arrangement", help="Of which arrangement; by default the deal.")
@spoken()
def pays(what: str, store: Path, by: str, arrangement: str | None, **options: Any) -> None:
    """Show who pays, by year and state of the world, with the worst case beside the mean.

    States are those of the driver that moves payments most.  Amounts as they fall due, not discounted.  STUDY is solved first, unless that was done; RUN is read.
    """
    from offtake.commands.screen.terms import pays_text
    from offtake.results.documents.rounding import rounded
    from offtake.results.solving.request import checked as check_arrangements
    from offtake.results.tables.deal.payers import check_columns

    keys = names(by)
    check_columns(keys)
    if arrangement is not None:
        check_arrangements([arrangement])
    run = answer(what, store, **options)
    frame = run.stats.who_pays(keys, arrangement)
    assert frame is not None
    states: dict[str, pd.DataFrame] = {}
    if "state" not in keys:
        split = run.stats.who_pays([*keys, "state"], arrangement)
        assert split is not None
        states = {str(state): own for state, own in split.groupby("state", sort=True)}
    rows = records(frame)
    for row in rows:
        row["by_state"] = {
            state: _mean(own, {key: row[key] for key in keys}) for state, own in states.items()
        }
    document = {
        **_about(run),
        "arrangement": arrangement or run.stats.main,
        "by": list(keys),
        "split_by": run.headline["deal"]["payments_split_by"],
        "payments": rounded(rows, also=("mean", "p95", "tail", "worst")),
    }
    voice().result(pays_text(document), document)


def _mean(frame: pd.DataFrame, where: dict[str, Any]) -> float:
    for key, value in where.items():
        frame = frame[frame[key] == value]
    return float(frame["mean"].sum())


def _about(run: Run) -> dict[str, Any]:
    """What every document begins with."""
    return {name: run.headline[name] for name in ("run", "study", "currency", "price_year")}
