"""new, check and sources: what can be done with a study before it is solved."""

from __future__ import annotations

from pathlib import Path

import click

from offtake.commands.voice import listed, spoken, voice

INPUT_PROBLEMS = 3


@click.command()
@click.argument("case", type=click.Path(path_type=Path))
@click.option("--template", type=click.Choice(["xlsx", "csv"]), default="xlsx", show_default=True, help="One workbook, or a folder of files.")  # fmt: skip
@spoken(json=False)
def new(case: Path, template: str) -> None:
    """Make an empty study to fill in."""
    from offtake.study.templates import write_template

    voice().say(f"Wrote {write_template(case, template)}")


@click.command()
@click.argument("case", type=click.Path(path_type=Path))
@click.option("--policy", default="", help="Check the study with these edits.")
@click.option(
    "--mark", is_flag=True, help="Write a copy of the workbook with the faults marked in it."
)
@click.option("--all", "everything", is_flag=True, help="Show every fault, not the first 30.")
@spoken()
def check(case: Path, policy: str, mark: bool, everything: bool) -> None:
    """Read a study and say what is wrong with it, cell by cell."""
    from offtake.errors import StudyError
    from offtake.study.reading import read_study

    try:
        study = read_study(case, policy)
    except StudyError as error:
        voice().result(str(error), {"ok": False, "faults": [_as_document(f) for f in error.faults]})
        click.get_current_context().exit(INPUT_PROBLEMS)
    given = [name for name, frame in study.tables.items() if len(frame)]
    voice().result(f"{study.settings.name}: {len(given)} tables, ok", {"ok": True, "faults": []})


@click.command()
@click.argument("case", type=click.Path(path_type=Path))
@spoken()
def sources(case: Path) -> None:
    """List a study's documents, and how many of its figures each carries."""
    from offtake.results.provenance import sources as source_table
    from offtake.study.reading import read_study
    from offtake.study.sources import figure_counts

    study = read_study(case)
    frame, counts = source_table(study), figure_counts(study)
    rows = [("source", "grade", "figures", "publisher", "title")]
    rows += [
        (r["source"], r["grade"], str(r["figures"]), r["publisher"], r["title"])
        for r in frame.to_dict("records")
    ]
    total = ", ".join(f"{count} {kind}" for kind, count in counts.items())
    text = (listed(rows) + "\n\n" if len(frame) else "") + f"Figures: {total}"
    voice().result(text, {"figures": counts, "sources": frame.to_dict("records")})


def _as_document(fault: object) -> dict[str, object]:
    from dataclasses import asdict

    return asdict(fault)  # type: ignore[call-overload,no-any-return]
