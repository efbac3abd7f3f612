"""frontier and wait: what time costs."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from offtake.commands.asking import (
    INSTRUMENTS,
    POLICY,
    checked,
    effort_options,
    shown,
    stoppable,
)
from offtake.commands.naming import (
    ANY,
    STORE,
    STUDY,
    on_command_line,
    refuse_options,
    run_meant,
    study_meant,
)
from offtake.commands.screen.clock import Foreseen, TimeLeft, counted
from offtake.commands.screen.table import number
from offtake.commands.screen.voice import aligned, listed, spoken, voice
from offtake.commands.screen.within import names
from offtake.results.documents.plain import record, records

if TYPE_CHECKING:
    import pandas as pd

    from offtake.deals.verdicts.market import Market
    from offtake.plan.plan import Plan
    from offtake.results.run import Run
    from offtake.stochastic.solver.program import Until
    from offtake.study.study import Study

ANEW = "\nSolved anew: no run was used, and none is kept"


@click.command()
@STUDY
@POLICY
@effort_options
@click.option("--points", type=click.IntRange(min=2), default=5, show_default=True, help="Points of the frontier.")  # fmt: skip
@click.option("--workers", type=click.IntRange(min=1), default=1, show_default=True, help="Processes that share the bounds of the points.")  # fmt: skip
@STORE
@spoken()
def frontier(
    what: str,
    policy: str,
    points: int,
    workers: int,
    store: Path,
    leaves: int | None,
    seed: int | None,
    gap: float,
    time_limit: float,
) -> None:
    """Find the least cost for every delay: the frontier between the two.

    Delay is the years for which units of stock are late, and units never delivered, each as one year.
    No late cost and no value enters, so nothing here rests on what a late unit is said to cost.  Time limit
    and gap hold for each point.  After a stop, the same command goes on from the points that were there.
    """
    from offtake.plan.frontier import frontier as find
    from offtake.plan.kept import digested
    from offtake.results.documents.rounding import rounded
    from offtake.results.solving.request import request
    from offtake.results.store.listing import PARTS
    from offtake.results.store.store import place_of
    from offtake.stochastic.parallel.executor import executor_for
    from offtake.stochastic.solver.program import Until
    from offtake.uncertainty.reduction.build import build_tree

    asked = request(checked(what, store, policy, voice()), seed=seed, leaves=leaves)
    folder = store / asked.id
    parts = folder / PARTS / f"frontier-{digested(points, gap, time_limit)}"
    with (
        stoppable(lambda: f"{len(list(parts.glob('point-*')))} points are kept in {shown(folder)}"),
        place_of(folder, voice().say),
        voice().progress() as tell,
    ):
        task = f"Solving {points} points of the frontier"
        found = find(
            asked.study, build_tree(asked.study, leaves), points, Until(gap, time_limit),
            executor=executor_for(workers), folder=parts, tell=partial(counted(tell), task), hear=partial(tell, task),
        )  # fmt: skip
        shutil.rmtree(parts)
        with suppress(OSError):  # parts of something else are there
            parts.parent.rmdir()
    settings = asked.study.settings
    unit = f"million {settings.currency}, present value"
    heads = ("Unit-years late", "units never delivered", f"least cost ({unit})", "bound")
    points_told = (
        (number(p.late), number(p.missed), number(p.cost), number(p.bound)) for p in found
    )
    document = {
        "study": settings.name,
        "currency": settings.currency,
        "price_year": settings.price_year,
        "points": rounded([asdict(point) for point in found]),
    }
    voice().result(aligned(heads, points_told), document)
    voice().say(ANEW)


@click.command()
@ANY
@POLICY
@effort_options
@INSTRUMENTS
@click.option("--later", "--delays", help="Periods by which the deal is signed later, with commas between; by default those of 1, 2 and 4 that the study has.")  # fmt: skip
@click.option("--signals", is_flag=True, help="What signals are worth, too: the deal is then worked out anew.")  # fmt: skip
@STORE
@spoken()
def wait(
    what: str,
    policy: str,
    instruments: str | None,
    later: str | None,
    signals: bool,
    store: Path,
    **effort: Any,
) -> None:
    """Work out what signing the deal later costs, and what a signal is worth beside a contract.

    Signed later: what is begun before is as without a deal, from then on first best.  A signal, such as a
    pledge at a summit, raises a probability and changes no cash; the table gives the probability of each
    state from which a producer would need no clause, if it believed it.  Gap and time limit hold for first-best
    and again for each delay; a cost is known to within the error beside it.

    A run that has no-deal and first-best, named or found for the study, is where delays start from, which takes little
    more than a plan each.  Else, and with --signals, all is solved anew.  What signals are worth is told where it is asked for,
    since it takes the deal.
    """
    from offtake.results.documents.rounding import rounded

    run, study = _at_hand(what, policy, store, signals)
    periods = _periods(later, study.settings.periods)
    told: list[dict[str, Any]] = []
    if run is None:
        waiting, told = _solved_anew(study, periods, instruments, signals, **effort)
    else:
        waiting = _from_run(run, periods)
    document = rounded(
        {
            "study": study.settings.name,
            "currency": study.settings.currency,
            "price_year": study.settings.price_year,
            "waiting": records(waiting),
            **({"signals": told} if signals else {}),
        }
    )
    voice().result(_wait_text(document), document)
    voice().say(ANEW if run is None else f"\nWorked out from run {run.id}")


def _at_hand(what: str, policy: str, store: Path, signals: bool) -> tuple[Run | None, Study]:
    """The run to start from, None where all is to be solved anew; and the study."""
    from offtake.errors import UsageError
    from offtake.results.store.store import fullest_run, read_run

    needed = ("no-deal", "first-best")
    if study_meant(what) is not None:
        study = checked(what, store, policy, voice())
        asked = any(map(on_command_line, ("instruments", "leaves", "seed", "gap", "time_limit")))
        there = None if signals or asked else fullest_run(store, study, needed)
        return (None if there is None else read_run(there)), study
    refuse_options(what)
    if signals:
        raise UsageError(
            f"{what or 'the newest run'} is not a study here, and --signals works out the deal of a study"
        )
    run = read_run(run_meant(what, store, needed))
    if missing := [name for name in needed if name not in run.plans]:
        raise UsageError(
            f"run {run.id} has no {' and no '.join(missing)}, from which delays start: run the study with "
            f"--arrangements {','.join(needed)}, or give the study"
        )
    return run, run.study


def _from_run(run: Run, periods: list[int]) -> pd.DataFrame:
    """What each delay costs, from the plans of a run."""
    from offtake.deals.verdicts.market import market
    from offtake.stochastic.solver.program import Until

    until = Until(run.options.gap, run.options.time_limit)
    with voice().progress() as tell:
        tell("Solving the deal signed later", "")
        at = market(run.study, run.tree)
        return _delays(at, run.plans["no-deal"], run.plans["first-best"], periods, until, tell)


def _delays(
    market: Market,
    no_deal: Plan,
    now: Plan,
    periods: list[int],
    until: Until,
    tell: Callable[..., None],
) -> pd.DataFrame:
    from offtake.deals.arrangements.waiting import cost_of_waiting

    clock = TimeLeft()

    def listen(count: int, doing: str, objective: float, bound: float) -> None:
        done, number = periods.index(count), len(periods)
        which = f"{done + 1} of {number}"
        told = f"{count} periods: {doing}{_far(objective, bound)}{clock.left('', done, number)}"
        tell(f"Solving the deal signed later, {which}", told)

    return cost_of_waiting(market, no_deal, now, periods, until, listen)


def _solved_anew(
    given: Study,
    periods: list[int],
    instruments: str | None,
    signals: bool,
    *,
    leaves: int | None,
    seed: int | None,
    gap: float,
    time_limit: float,
) -> tuple[pd.DataFrame, list[dict[str, Any]]]:
    """What each delay costs, first-best and no-deal solved for it; and what `signals` are worth, for which the deal is."""
    from offtake.deals.arrangements.accept import judged_parts
    from offtake.deals.arrangements.arrangements import arrange
    from offtake.deals.arrangements.waiting import signal
    from offtake.plan.first_best import solve_first_best
    from offtake.results.solving.request import request
    from offtake.stochastic.solver.program import Until
    from offtake.uncertainty.reduction.build import build_tree

    kinds, until = names(instruments), Until(gap, time_limit)
    needed = ("no-deal", "deal") if signals else ("no-deal",)
    asked = request(
        given, seed=seed, leaves=leaves, arrangements=needed, instruments=kinds,
        gap=gap, time_limit=time_limit,
    )  # fmt: skip
    study = asked.study
    with voice().progress() as tell:
        tell("Solving first-best", "")
        ahead = Foreseen()
        tree = build_tree(study, leaves)

        def hear(doing: str, objective: float, bound: float) -> None:
            tell("Solving first-best", f"{doing}{ahead.left(doing)}{_far(objective, bound)}")

        now = solve_first_best(study, tree, until, on_progress=hear)
        found = arrange(
            study, tree, now, arrangements=needed, instruments=kinds,
            tell=lambda text: tell(f"Solving {text.partition(':')[0]}", text.partition(": ")[2]),
        )  # fmt: skip
        waiting = _delays(found.market, found.plans["no-deal"], now, periods, until, tell)
    if found.deal is None:
        return waiting, []
    parts = judged_parts(found)
    told = [
        {"driver": driver, "state": state, **record(row)}
        for driver, states in zip(tree.drivers, tree.states, strict=True)
        for state in states
        for row in signal(found.deal.struck, driver, state, judged=parts).to_dict("records")
    ]
    for row in told:
        row.pop("gap_believing")
    return waiting, told


def _periods(later: str | None, most: int) -> list[int]:
    from offtake.errors import UsageError

    if later is None:
        return [count for count in (1, 2, 4) if count < most]
    found = names(later)
    if not all(text.isdecimal() and 0 < int(text) < most for text in found):
        raise UsageError(
            f"--later {later}: write whole numbers of periods from 1 to {most - 1}, with commas between"
        )
    return sorted({int(text) for text in found})


def _far(objective: float, bound: float) -> str:
    """The gap between plan and bound; nothing where one of them is not known."""
    from offtake.stochastic.solver.program import relative_gap

    gap = relative_gap(objective, bound)
    return f", gap {gap:.2%}" if gap < float("inf") else ""


def _times(row: dict[str, Any]) -> tuple[str, str]:
    """Share never delivered and months waited; with its name where there is more than one need."""
    never, wait = row["never_delivered"], row["wait_months"]
    several = len(never) > 1

    def told(values: dict[str, float], form: str) -> str:
        parts = [f"{name} {v:{form}}" if several else f"{v:{form}}" for name, v in values.items()]
        return ", ".join(parts) or "-"

    return told(never, ".1%"), told(wait, ".3g")


def _wait_text(document: dict[str, Any]) -> str:
    unit = f"million {document['currency']}"
    heads = ("Deal signed", f"costs more ({unit})", "known to within", "never delivered", "wait (months)")  # fmt: skip
    waits = aligned(
        heads,
        ((_later(r), number(r["cost"]), number(r["error"]), *_times(r)) for r in document["waiting"]),
    )  # fmt: skip
    if "signals" not in document:
        return f"{waits}\n\nWhat a signal, such as a pledge without a contract, is worth beside the deal: add --signals."
    told = [r for r in document["signals"] if r["gap"] > 0 and r["believed"] > 0]
    if not told:
        return (
            f"{waits}\n\nNo belief about a single driver would bring a producer that refuses round."
        )
    signals = listed(
        ("Signal", "believed now", "producer", "no clause needed from", f"its clauses cost ({unit})"),
        ((f"{r['driver']} ends {r['state']}", f"{r['believed']:.3g}", r["producer"], "no probability" if r["turns_at"] is None else f"{r['turns_at']:.4f}", number(r["contract_cost"]))
         for r in told),
    )  # fmt: skip
    return f"{waits}\n\n{signals}"


def _later(row: dict[str, Any]) -> str:
    if not row["periods"]:
        return "now"
    years, months = row["years"], round(12 * row["years"])
    if months % 12 and (years < 1 or months % 6):
        return f"{months} month{'' if months == 1 else 's'} later"
    return f"{years:g} {'year' if years == 1 else 'years'} later"
