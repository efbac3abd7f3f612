"""The report: one HTML file that needs nothing else and sends nothing anywhere."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from typing import Any

import jinja2
from altair.utils.schemapi import debug_mode

from offtake.files import write_text
from offtake.views.drawing import charts, words
from offtake.views.drawing.cells import csv_address, grid
from offtake.views.drawing.figure import Figure
from offtake.views.drawing.frames import Material, Reported, material
from offtake.views.figures import answer
from offtake.views.figures.deal import arrangements, breakeven, gain, payers, signing, terms
from offtake.views.figures.forecast import made, reasons, rivals, times
from offtake.views.figures.grounds import limits, lookback, provenance, tornado
from offtake.views.figures.plan import building, capital, cash, delivery, money
from offtake.views.report.behind import behind
from offtake.views.report.security import embedded_json, policy

ASSETS = files("offtake.views") / "assets"

LARGEST = 1_490_000
"""Bytes that a page may have; tables to download are left out where it would be longer."""

FIGURES: tuple[Callable[[Material], Figure | None], ...] = (
    gain.gain,
    signing.signing,
    arrangements.arrangements,
    delivery.deliveries,
    delivery.shortfall,
    times.delivery_times,
    reasons.reasons,
    made.made,
    money.money_path,
    rivals.rivals,
    building.timeline,
    building.bottlenecks,
    terms.terms,
    capital.capital,
    payers.who_pays,
    payers.exposure,
    cash.producer_cash,
    breakeven.breakeven,
    tornado.tornado,
    lookback.lookback,
    provenance.sources,
)
"""The figures of the report, in the order of reading; those that a run has nothing for are left out."""


def write_report(run: Reported, path: str | Path) -> Path:
    """Write the report of a run to `path` and return it; the file appears whole or not at all."""
    target = Path(path)
    write_text(render(run), target)
    return target


def render(run: Reported) -> str:
    """The report of a run as HTML; the same run gives the same text."""
    what = material(run)
    with debug_mode(False):  # validation takes seconds; a test validates every chart
        drawn = [made for figure in FIGURES if (made := figure(what)) is not None]
    numbers = answer.numbers(what)
    style, embed, draw = (_asset(n) for n in ("report.css", "vega.js", "report.js"))
    environment = jinja2.Environment(
        autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.globals.update(grid=grid, embedded_json=embedded_json, compact=charts.compact)
    page = partial(
        environment.from_string(_asset("report.html.j2")).render,
        policy=policy((embed, draw), (style,)),
        style=style,
        scripts=(embed, draw),
        config=charts.CONFIG,
        sentence=gain.sentence(what),
        judgement=provenance.judgement(what),
        numbers=numbers,
        figures=drawn,
        method=limits.method(what),
        limits=limits.limits(what),
        run=what,
        behind={number.id: behind(run.trace(number.id)) for number in numbers},
        **_provenance(what),
    )
    room = LARGEST - len(page(downloads={}).encode())
    return page(downloads=_downloads(drawn, room))


def _downloads(drawn: Sequence[Figure], room: int) -> dict[str, str]:
    """Addresses of the CSV files by figure as long as the page has room: the log of assumptions, then the
    shortest."""
    addresses = {figure.id: csv_address(figure.numbers) for figure in drawn}
    found = {}
    for name in sorted(addresses, key=lambda name: (name != "sources", len(addresses[name]))):
        address = addresses[name]
        if len(address) <= room:
            found[name] = address
            room -= len(address)
    return found


def _provenance(run: Material) -> dict[str, Any]:
    """What every source line says."""
    by = provenance.grounds(run)
    sourced, assumed, nothing = (words.count(int(n), "figure") for n in by["figures"])
    cut_off = run.settings.cut_off
    return {
        "ground": f"{sourced} from documents, {assumed} assumed, {nothing} without a source",
        "cut_off": f"Sources read up to {cut_off.isoformat()}." if cut_off else "",
        "version": version("offtake"),
    }


def _asset(name: str) -> str:
    return (ASSETS / name).read_text(encoding="utf-8")
