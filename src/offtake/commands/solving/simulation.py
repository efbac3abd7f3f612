"""simulate: what comes of a plan along futures that it was not made for."""

from __future__ import annotations

from math import isfinite
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from offtake.commands.answers.meant import meant
from offtake.commands.naming import ANY, STORE, study_meant
from offtake.commands.screen.voice import aligned, spoken, voice
from offtake.results.documents.plain import records

if TYPE_CHECKING:
    import pandas as pd

    from offtake.simulation.follow import Deliveries
    from offtake.study.study import Study
    from offtake.uncertainty.tree import Paths


@click.command()
@ANY
@click.option("--paths", type=click.IntRange(min=2), default=1000, show_default=True, help="Fresh futures to draw.")  # fmt: skip
@click.option("--seed", type=click.IntRange(min=0), help="Seed of the fresh futures; by default the study's.")  # fmt: skip
@click.option("--arrangement", help="Whose plan to follow: no-deal, deal or first-best; by default the run's main one.")  # fmt: skip
@click.option("--workers", type=click.IntRange(min=1), default=1, show_default=True, help="Processes that share the work.")  # fmt: skip
@STORE
@spoken()
def simulate(
    what: str, paths: int, seed: int | None, arrangement: str | None, workers: int, store: Path
) -> None:
    """Follow a plan along fresh futures, and set what comes of it beside what its tree said.

    A study is solved first, as first-best, and as the arrangement asked for.
    """
    from offtake.errors import UsageError
    from offtake.results.documents.rounding import PLACES, rounded
    from offtake.results.solving.request import checked as check_arrangements
    from offtake.results.tables.statistics import main_arrangement
    from offtake.simulation.comparison import beside_tree
    from offtake.simulation.follow import simulate as follow
    from offtake.simulation.statistics import by_year, delivery_times, order_statistics
    from offtake.stochastic.parallel.executor import executor_for
    from offtake.uncertainty.sampling import sample_paths
    from offtake.views.drawing.words import count

    if arrangement is not None:
        check_arrangements([arrangement])
    usual = "first-best" if study_meant(what) is not None else ""
    wanted = tuple(dict.fromkeys(("first-best", arrangement or "first-best")))
    run, _ = meant(what, store, "", lambda _: wanted, [arrangement] if arrangement else [])
    name = arrangement or usual or main_arrangement(run.plans)
    if name not in run.plans:
        raise UsageError(f"run {run.id} has no {name}; it has {', '.join(run.plans)}")
    plan, number = run.plans[name], run.settings.seed if seed is None else seed
    drawn = sample_paths(run.study, paths, number)
    found = follow(run.study, plan, drawn, executor_for(workers))
    beside, orders = beside_tree(run.study, plan, found), order_statistics(found)
    times = delivery_times(found)
    document = {
        "run": run.id,
        "study": run.settings.name,
        "arrangement": name,
        "paths": paths,
        "seed": number,
        "tree_futures": int(plan.tree.leaves.size),
        "totals": records(beside.totals),
        "years": records(beside.years),
        "deliveries": records(by_year(found)),
        **times,
        "orders": records(orders),
    }
    futures = plan.tree.leaves.size
    text = [
        f"{name} of run {run.id}: its tree of {count(futures, 'future')}, and {paths:,} fresh ones",
        "",
        _totals(beside.totals.round(PLACES), run.study),
        "",
        _verdict(beside.beyond_chance, plan.tree.full_leaves > futures, found.cost.size == 1),
        "",
        _times(times),
    ]
    if len(orders):
        text += ["", _orders(orders)]
    if len(run.study.noise):
        said, document["noise"] = _with_noise(found, drawn, number, workers)
        text += ["", said]
    voice().result("\n".join(text), rounded(document))


def _with_noise(
    found: Deliveries, drawn: Paths, seed: int, workers: int
) -> tuple[str, dict[str, Any]]:
    """What comes with the noise of output that the study states, in words and for programs."""
    from offtake.commands.screen.table import number
    from offtake.simulation.bands import never_bands, yearly_bands
    from offtake.simulation.noisy import with_noise
    from offtake.stochastic.parallel.executor import executor_for

    noisy = with_noise(found, drawn, seed, executor_for(workers))
    years, never = yearly_bands(found, noisy), never_bands(found, noisy)
    units = found.study.units
    heads = ("delivered", "year", "mean", "80% of futures", "90% of futures")
    rows = [
        (
            f"{row['product']} ({units[row['product']]})",
            str(row["year"]),
            number(row["mean"]),
            f"{number(row['p10'])} to {number(row['p90'])}",
            f"{number(row['p05'])} to {number(row['p95'])}",
        )
        for row in years[years["variable"] == "delivered"].to_dict("records")
    ]
    lost = [
        f"{row['product']}: {row['mean']:.0%} of the need is never delivered (80% of futures: {row['p10']:.0%} to {row['p90']:.0%})"
        for row in never.to_dict("records")
    ]
    text = [
        "With the noise of output that the study states (table noise):",
        aligned(heads, rows),
        *lost,
    ]
    return "\n".join(text), {"years": records(years), "never_delivered": records(never)}


def _told(figure: str, study: Study) -> str:
    """A figure with its unit, named by what it counts."""
    first, _, what = figure.partition(" ")
    if first.startswith("cost"):
        worst = f", {what}" if what else ""
        return f"cost less worth of deliveries{worst} (million {study.settings.currency})"
    unit = study.units.get(what, "units")
    return f"{figure} ({unit}{' × years' if first == 'late' else ''})"


def _totals(totals: pd.DataFrame, study: Study) -> str:
    from offtake.commands.screen.table import number

    rows = (
        (
            _told(str(row["figure"]), study),
            *(_band(row, side) for side in ("tree", "fresh")),
            number(row["standard_error"]),
            number(row["difference"]),
        )
        for row in totals.to_dict("records")
    )
    return aligned(("", "the tree said", "fresh futures", "± error", "difference"), rows)


def _band(row: dict[Any, Any], side: str) -> str:
    from offtake.commands.screen.table import number

    mean, bands = number(row[f"{side}_mean"]), []
    for width, low, high in ((80, "p10", "p90"), (90, "p05", "p95")):
        ends = [row[f"{side}_{end}"] for end in (low, high)]
        if all(map(isfinite, ends)):
            bands.append(f"{width}%: {number(ends[0])} to {number(ends[1])}")
    if bands and row[f"{side}_p05"] == row[f"{side}_p95"]:
        return f"{mean} in {'all' if row[f'{side}_p05'] == row[f'{side}_mean'] else 'nearly all'} futures"  # fmt: skip
    return f"{mean} ({'; '.join(bands)})" if bands else mean


def _verdict(beyond: pd.DataFrame, reduced: bool, alike: bool) -> str:
    from offtake.commands.screen.table import number

    if alike and beyond.empty:
        return "No driver moves: every future is the same, and goes as the plan says."
    if beyond.empty:
        return "These figures, and deliveries year by year, agree within three standard errors."
    said = ", ".join(
        f"{row['figure']} ({number(row['tree_mean'])} said, {number(row['fresh_mean'])} found)"
        for row in beyond.to_dict("records")
    )
    advice = " The tree is a reduced one: ask for more --leaves." if reduced else ""
    return f"Further apart than chance explains: {said}.{advice}"


def _times(times: dict[str, dict[str, float]]) -> str:
    """What is never delivered, and how long the rest is waited for; "-" where the question does not arise."""
    never, wait = times["never_delivered"], times["wait_months"]
    rows = []
    for name in dict.fromkeys([*never, *wait]):
        share = f"{never[name]:.1%}" if name in never else "-"
        months = f"{wait[name]:.1f}" if name in wait else "-"
        rows.append((name, share, months))
    return aligned(("along the fresh futures", "never delivered", "months waited"), rows)


def _orders(orders: pd.DataFrame) -> str:
    rows = []
    for row in orders.to_dict("records"):
        note = "" if row["makes"] else f" ({row['producer']} makes no {row['product']})"
        rows.append(
            (
                f"{row['order']}{note}",
                f"{row['in_time_mean']:.0%}",
                f"{row['months_late_mean']:.0f}",
                f"{row['completed']:.0%}",
            )
        )
    return aligned(("order", "by its last day", "months late", "completed"), rows)
