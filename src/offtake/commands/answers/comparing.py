"""compare: two studies or two runs side by side."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from offtake.commands.asking import STORE
from offtake.commands.screen.voice import listed, spoken, voice
from offtake.results.documents.plain import records

if TYPE_CHECKING:
    import pandas as pd

    from offtake.results.comparing.compare import Comparison
    from offtake.results.run import Run
    from offtake.study.study import Study

MOST = 12


@click.command()
@click.argument("before", metavar="A")
@click.argument("after", metavar="B")
@click.option("--all", "everything", is_flag=True, help="Show every row, not the first twelve.")
@STORE
@spoken()
def compare(before: str, after: str, everything: bool, store: Path) -> None:
    """Show what differs between two runs or two studies.

    A and B are runs (the first letters of a name, or a folder) or studies; STUDY @ POLICY, written together, is a study
    with the edits of a policy. First what was changed in the inputs, then what changed in the answer, decision by decision.
    """
    from offtake.results.comparing.compare import compare as side_by_side
    from offtake.results.documents.rounding import rounded

    found = side_by_side(_meant(before, store), _meant(after, store))
    document = {
        "before": found.before,
        "after": found.after,
        "inputs": found.inputs.to_dict("records"),
        "headline": None if found.headline is None else records(found.headline),
        **{name: records(frame) for name, frame in found.decisions.items()},
    }
    voice().result(_told(found, None if everything else MOST), rounded(document))


def _meant(what: str, store: Path) -> Run | Study:
    from offtake.commands.results import opened
    from offtake.results.store.listing import is_finished
    from offtake.study.examples import study_at
    from offtake.study.reading.read import read_study

    place, _, policy = what.partition("@")
    path = study_at(place)
    if place and path.exists() and not is_finished(path):
        return read_study(path, policy)
    return opened(what, store)


def _told(found: Comparison, most: int | None) -> str:
    lines = [f"{found.before} beside {found.after}", ""]
    if found.inputs.empty:
        lines.append("The inputs are the same.")
    else:
        lines += [f"Changed in the inputs ({len(found.inputs)}):", _table(_inputs(found), most)]
    if found.headline is None:
        return "\n".join(
            [
                *lines,
                "",
                "Solve both with 'offtake run' and compare the runs for what this changes.",
            ]
        )
    lines += ["", "Changed in the answer (means):", _table(_headline(found.headline), None)]
    for name, frame in found.decisions.items():
        lines.append("")
        if frame.empty:
            lines.append(f"{name[:1].upper()}{name[1:]}: the same.")
        else:
            lines += [f"{name[:1].upper()}{name[1:]} that differ ({len(frame)}):", _table(_decisions(frame), most)]  # fmt: skip
    return "\n".join(lines)


def _inputs(found: Comparison) -> list[tuple[str, ...]]:
    rows: list[tuple[str, ...]] = [("table", "column", "rows", "first", "before", "after")]
    for row in found.summary.to_dict("records"):
        nothing = "empty" if row["column"] else ""
        before, after = (row[end] or nothing for end in ("before", "after"))
        if row["rows"] > 1 and row["factor"] == row["factor"]:
            before, after = "all rows", f"times {row['factor']:.6g}"
        column = row["column"] or row["what"]
        rows.append((row["table"], column, str(row["rows"]), row["first"], before, after))
    return rows


def _headline(frame: pd.DataFrame) -> list[tuple[str, ...]]:
    from offtake.commands.screen.table import number

    rows: list[tuple[str, ...]] = [
        ("arrangement", "measure", "before", "after", "difference", "unit")
    ]
    for row in frame.to_dict("records"):
        within = abs(row["difference"]) <= row["noise"]  # False where the noise is not known
        told = f"{number(row['difference'])}{' (within the gaps)' if within and row['difference'] else ''}"
        rows.append((row["arrangement"], row["measure"], number(row["before"]), number(row["after"]), told, row["unit"]))  # fmt: skip
    return rows


def _decisions(frame: pd.DataFrame) -> list[tuple[str, ...]]:
    rows = [tuple(str(name).replace("_", " ") for name in frame.columns)]
    return rows + [tuple(_cell(value) for value in row) for row in frame.itertuples(index=False)]


def _cell(value: object) -> str:
    from offtake.commands.screen.table import number

    if value is None or value != value:
        return "-"
    return number(value) if isinstance(value, float) else str(value)


def _table(rows: list[tuple[str, ...]], most: int | None) -> str:
    shown = rows if most is None else rows[: most + 1]
    left = len(rows) - len(shown)
    return listed(shown) + (f"\n... and {left} more: --all shows them" if left else "")
