"""The report: one HTML file that needs nothing else and sends nothing anywhere."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from re import compile as pattern
from typing import TYPE_CHECKING, Any

import jinja2
from altair.utils.schemapi import debug_mode

from offtake.files import write_text
from offtake.views.drawing import charts
from offtake.views.drawing.cells import csv_address, grid
from offtake.views.drawing.figure import Figure
from offtake.views.drawing.frames import Material, material
from offtake.views.figures import answer, questions
from offtake.views.figures.deal import gain
from offtake.views.figures.grounds import limits, provenance
from offtake.views.report.behind import behind
from offtake.views.report.order import PARTS, drawn
from offtake.views.report.packed import enclosed, packed
from offtake.views.report.security import embedded_json, policy

if TYPE_CHECKING:
    from offtake.results.run import Run

ASSETS = files("offtake.views") / "assets"

DATE = pattern(r"(\d{4}-\d\d(?:-\d\d)?)")
"""A month or a day, which is never broken over two lines."""
LARGEST = 1_490_000
"""Bytes that a page may have; tables to download are left out where it would be longer."""


@dataclass(frozen=True)
class Shown:
    """A part of the page with the figures that this run has something for, each under its name."""

    title: str
    figures: tuple[tuple[str, Figure], ...]


def write_report(run: Run, path: str | Path) -> Path:
    """Write the report of a run to `path` and return it; the file appears whole or not at all."""
    target = Path(path)
    write_text(render(run), target)
    return target


def render(run: Run) -> str:
    """The report of a run as HTML; the same run gives the same text."""
    what = material(run)
    with debug_mode(False):  # validation takes seconds; a test validates every chart
        parts = _parts(what)
    shown = [figure for part in parts for _, figure in part.figures]
    numbers = answer.numbers(what)
    style, draw = (_asset(n) for n in ("report.css", "report.js"))
    library = enclosed(_asset("vega.js"))
    environment = jinja2.Environment(
        autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.globals.update(
        grid=grid, dated=DATE.split, embedded_json=embedded_json, compact=charts.compact
    )
    page = partial(
        environment.from_string(_asset("report.html.j2")).render,
        policy=policy((library, draw), (style,)),
        style=style,
        library=packed(library),
        script=draw,
        config=charts.CONFIG,
        sentence=gain.sentence(what),
        asked=questions.asked(what),
        parts=parts,
        grounds={figure.id: provenance.rests_on(what, figure) for figure in shown},
        method=limits.method(what),
        limits=limits.limits(what),
        run=what,
        behind={number.id: behind(run.trace(number.id)) for number in numbers},
        **_dates(what),
    )
    room = LARGEST - len(page(downloads={}).encode())
    return page(downloads=_downloads(shown, room))


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


def _parts(run: Material) -> list[Shown]:
    found = [
        Shown(part.title, tuple((n, made) for n, figure in part.figures if (made := drawn(figure, run)) is not None))
        for part in PARTS
    ]  # fmt: skip
    return [part for part in found if part.figures]


def _dates(run: Material) -> dict[str, Any]:
    """What says how old the page is."""
    settings = run.settings
    read = f"Sources read up to {settings.cut_off.isoformat()}." if settings.cut_off else ""
    solved = f"Solved on {run.solved[:10]}. " if run.solved else ""
    as_of = f"{solved}The plan covers {settings.start.isoformat()} to {run.ends}. {read}"
    return {"cut_off": read, "as_of": as_of, "version": version("offtake")}


def _asset(name: str) -> str:
    return (ASSETS / name).read_text(encoding="utf-8")
