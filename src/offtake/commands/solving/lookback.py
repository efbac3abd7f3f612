"""backtest: a study of the past, held against what happened."""

from __future__ import annotations

from math import isnan
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from offtake.commands.naming import STORE, STUDY, study_of
from offtake.commands.screen.voice import aligned, spoken, voice

if TYPE_CHECKING:
    from offtake.simulation.lookback.backtest import Backtest
    from offtake.simulation.lookback.score import Score, Scored

FAR = 30.0  # times the end of a band: thousands for units, months for years


@click.command()
@STUDY
@click.option("--policy", default="", help="Look back with these edits of the study.")
@click.option("--paths", type=click.IntRange(min=2), default=1000, show_default=True, help="Futures to forecast.")  # fmt: skip
@click.option("--seed", type=click.IntRange(min=0), help="Seed of the futures; by default the study's.")  # fmt: skip
@click.option("--leaves", type=click.IntRange(min=1), help="Futures that the course of events is worked out for.")  # fmt: skip
@STORE
@spoken()
def backtest(
    what: str, policy: str, paths: int, seed: int | None, leaves: int | None, store: Path
) -> None:
    """Run a study of the past as of its start, and hold its forecast against what happened.

    The forecast is what comes if nothing more is decided: what stands, what was begun, the orders as they are.
    Readings of table history after the study's start are the outcomes.
    """
    from offtake.results.documents.rounding import rounded
    from offtake.simulation.lookback.backtest import backtest as look_back
    from offtake.simulation.lookback.outcomes import known_already

    study = study_of(what, store, policy)
    number = study.settings.seed if seed is None else seed
    found = look_back(study, paths, number, leaves)
    document = {
        "study": study.settings.name,
        "start": study.settings.start.isoformat(),
        "cut_off": None if study.settings.cut_off is None else study.settings.cut_off.isoformat(),
        "paths": paths,
        "seed": number,
        "known_already": known_already(study),
        "outcomes": _outcomes(found),
        "total": _score(found.total),
        "stages": {name: _score(own) for name, own in found.stages.items()},
        "measures": {name: _score(own) for name, own in found.measures.items()},
        "most_wrong": found.worst,
        "most_wrong_measure": found.worst_measure,
    }
    known = f", from what was known by {study.settings.cut_off}" if study.settings.cut_off else ""
    lines = [f"{study.settings.name} as of {study.settings.start}{known}: course, {paths:,} futures", ""]  # fmt: skip
    lines += [_table(found), "", _verdict(found)]
    if known:
        left_out = known_already(study)
        lines += (
            [f"Left out: {left_out} dated on or before cut_off, known then"] if left_out else []
        )
    else:
        lines.append("No cut_off in study.toml: nothing keeps out what was known only later")
    voice().result("\n".join(lines), rounded(document))


def _table(found: Backtest) -> str:
    from offtake.commands.screen.table import number

    rows = []
    for one in found.held:
        o = one.outcome
        told = number(o.low) if o.low == o.high else f"{number(o.low)} to {number(o.high)}"
        band = (number(one.p10), number(one.p50), number(one.p90))
        rows.append((o.measure, o.told, told, *band, "holds" if one.inside else "misses"))  # fmt: skip
    return aligned(("Outcome", "day", "happened", "10%", "50%", "90%", "80% band"), rows)


def _verdict(found: Backtest) -> str:
    total = found.total
    held = f"80% bands held {total.inside} of {total.count} outcomes ({total.coverage:.0%})"
    lines = [held if isnan(total.bias) else f"{held}; {_scaled(total)}"]
    if total.sharpness < 1e-9:
        lines.append("Bands have no width: nothing that is forecast depends on a driver or has noise; offtake reference writes a driver")  # fmt: skip
    for name, own in found.stages.items():
        middle = "" if isnan(own.bias) else f", middle {own.bias:+.0%}"
        lines.append(f"  {name}: {own.inside} of {own.count} held{middle}")
    if total.inside < total.count:
        of = (
            "" if len(found.measures) == len(found.stages) else f", above all {found.worst_measure}"
        )
        lines.append(f"Most wrong: {found.worst}{of}")
    lines += [f"{h.outcome.measure}, {h.outcome.told}: a count of another unit? It is {FAR:g} times off all that was forecast or more"
              for h in found.held if _far(h)]  # fmt: skip
    return "\n".join(lines)


def _scaled(total: Score) -> str:
    """Bias, width and error as shares of the outcomes, of which at least one is above 0."""
    way = "high" if total.bias > 0 else "low"
    told = f"middle {abs(total.bias):.0%} too {way}, bands {total.sharpness:.0%} wide; error {total.crps:.0%} of the outcome (CRPS)"
    return told if total.naive is None else f"{told}, {total.naive:.0%} had the newest reading been held on"  # fmt: skip


def _far(one: Scored) -> bool:
    """Whether an outcome lies so far from its band that it may be counted in another unit."""
    low, high = one.outcome.low, one.outcome.high
    return low > FAR * one.p90 > 0 or 0 < high < one.p10 / FAR


def _outcomes(found: Backtest) -> list[dict[str, Any]]:
    return [
        {"measure": h.outcome.measure, "date": h.outcome.day.isoformat(),
         "since": None if h.outcome.since is None else h.outcome.since.isoformat(), "variable": h.outcome.variable,
         "product": h.outcome.product, "where": h.outcome.where, "low": h.outcome.low, "high": h.outcome.high,
         "p10": h.p10, "p50": h.p50, "p90": h.p90, "inside": h.inside, "crps": h.crps, "naive": h.naive,
         "sources": list(h.outcome.sources)}
        for h in found.held
    ]  # fmt: skip


def _score(score: Score) -> dict[str, Any]:
    told = {"bias": score.bias, "sharpness": score.sharpness, "crps": score.crps, "naive": score.naive}  # fmt: skip
    known = {name: None if value is None or isnan(value) else value for name, value in told.items()}
    return {"outcomes": score.count, "inside": score.inside, "coverage": score.coverage, **known}
