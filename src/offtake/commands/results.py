"""runs, report, export and trace: what can be done with runs on disk."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import click

from offtake.commands.naming import RUN, STORE, opened
from offtake.commands.screen.voice import listed, spoken, voice

ALL = ("no-deal", "deal", "first-best")
FORMS = ("xlsx", "csv", "parquet", "duckdb", "datapackage", "iamc")


@click.command()
@STORE
@spoken()
def runs(store: Path) -> None:
    """List the runs in the store, unfinished ones too."""
    from offtake.results.store.listing import list_runs
    from offtake.views.drawing.words import clock

    entries = list_runs(store)
    rows = [
        (e.run, e.state, e.study, e.policy or "-", _named(e.arrangements), clock(e.solved))
        if e.study
        else (e.run, e.state, "", "", "", "")
        for e in entries
    ]
    heads = ("run", "state", "study", "policy", "arrangements", "solved")
    text = listed(heads, rows) if rows else f"No runs in {store}; 'offtake run STUDY' makes one."
    voice().result(text, [asdict(e) for e in entries])


def _named(arrangements: tuple[str, ...]) -> str:
    """Arrangements by name; those that a run has by itself in a word."""
    return "all three" if set(arrangements) == set(ALL) else ", ".join(arrangements)


@click.command()
@RUN
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), default=Path("report.html"), show_default=True, help="File to write.")  # fmt: skip
@STORE
@spoken(json=False)
def report(what: str, output: Path, store: Path) -> None:
    """Write the report of a run: one HTML file that needs no network, or with .pdf a few pages to print."""
    from offtake.errors import UsageError
    from offtake.views.report.page import write_report
    from offtake.views.report.pdf import write_pdf

    if output.suffix.lower() == ".pdf":
        voice().say(f"Wrote {write_pdf(opened(what, store), output)}")
        return
    if output.suffix.lower() not in (".html", ".htm"):
        raise UsageError(
            f"a report is written as .html or .pdf, not as {output.suffix or 'a file without ending'}"
        )
    voice().say(f"Wrote {write_report(opened(what, store), output)}")


@click.command()
@RUN
@click.option("--to", "form", type=click.Choice(FORMS), required=True, help="Form of the files.")
@click.option("-o", "--output", type=click.Path(path_type=Path), help="File (xlsx, duckdb, iamc) or folder; by default named after the run.")  # fmt: skip
@click.option("--licence", default="", help="Licence of the figures, by its SPDX name such as CC-BY-4.0; for datapackage.")  # fmt: skip
@STORE
@spoken(json=False)
def export(what: str, form: str, output: Path | None, licence: str, store: Path) -> None:
    """Write what a run found for other programs: a workbook, CSV, Parquet, DuckDB, a Data Package, or IAMC."""
    from offtake.views.export.export import default_target, export_run

    found = opened(what, store)
    target = output or default_target(found, form)
    voice().say(f"Wrote {export_run(found, target, form, licence=licence)}")


@click.command()
@RUN
@click.argument("figure", default="")
@STORE
@spoken()
def trace(what: str, figure: str, store: Path) -> None:
    """Follow a figure to the rows and the sources behind it.

    FIGURE is a figure's name, such as delivered.round.2030; without it, the names there are.
    """
    from offtake.results.behind.trace import figure_names, trace_figure

    found = opened(what, store)
    if not figure:
        names = figure_names(found)
        voice().result("\n".join(names), names)
        return
    traced = trace_figure(found, figure)
    voice().result(str(traced), traced.document)
