"""compare: two studies or two runs side by side."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from offtake.commands.naming import STORE, Named, opened, study_meant, study_of
from offtake.commands.screen.voice import listed, spoken, voice
from offtake.results.documents.plain import records

if TYPE_CHECKING:
    import pandas as pd

    from offtake.results.comparing.compare import Comparison
    from offtake.results.run import Run
    from offtake.study.study import Study

MOST = 12


@click.command()
@click.argument("before", metavar="A", type=Named())
@click.argument("after", metavar="B", type=Named())
@click.option("--all", "everything", is_flag=True, help="Show every row, not the first twelve.")
@STORE
@spoken()
def compare(before: str, after: str, everything: bool, store: Path) -> None:
    """Show what differs between two runs or two studies.

    A and B are runs or studies, and beside a run a study stands for its newest run; STUDY @ POLICY, written together, is a study
    with the edits of a policy. First what was changed in the inputs, then what changed in the answer, decision by decision.
    """
    from offtake.results.comparing.compare import compare as side_by_side
    from offtake.results.documents.rounding import rounded

    one, other = _alike(before, after, store)
    found = side_by_side(one, other)
    document = {
        "before": found.before,
        "after": found.after,
        "inputs": found.inputs.to_dict("records"),
        "headline": None if found.headline is None else records(found.headline),
        **{name: records(frame) for name, frame in found.decisions.items()},
    }
    if found.headline is None:  # a study goes by what it was called here: a policy, a version
        found = replace(found, before=before, after=after)
    there = found.headline is None and [_solved(study, store) for study in (one, other)]
    told = _told(found, None if everything else MOST, one.settings.currency)
    if there:
        told += f"\n\n{_next(there)}"
    voice().result(told, rounded(document))


def _alike(before: str, after: str, store: Path) -> tuple[Run | Study, Run | Study]:
    """Two studies, or two runs: beside a run, a study stands for its newest run."""
    cases = _study(before), _study(after)
    if None in cases:
        return opened(before, store), opened(after, store)
    one, other = (study_of(place, store, policy) for place, policy in filter(None, cases))
    return one, other


def _study(what: str) -> tuple[str, str] | None:
    """The study that `what` names and the policy after its last @; None where it names a run."""
    if study_meant(what) is not None:
        return what, ""
    place, _, policy = what.rpartition("@")
    return (place, policy) if place and study_meant(place) is not None else None


def _solved(study: Run | Study, store: Path) -> str:
    """The run of a study that is kept, with most arrangements; empty where there is none."""
    from offtake.results.store.store import fullest_run
    from offtake.study.study import Study

    there = fullest_run(store, study, ()) if isinstance(study, Study) and store.is_dir() else None
    return there.name if there else ""


def _next(runs: list[str]) -> str:
    if all(runs):
        return f"What this changes, by the runs there are: offtake compare {' '.join(runs)}"
    return "Solve both with 'offtake run' and compare the runs for what this changes."


def _told(found: Comparison, most: int | None, currency: str) -> str:
    from offtake.views.drawing import beside
    from offtake.views.drawing.words import count

    lines = [f"{found.before} beside {found.after}", ""]
    if found.inputs.empty:
        lines.append("The inputs are the same.")
    else:
        lines += [
            f"Changed in the inputs ({len(found.inputs)}):",
            _table(_inputs(found.summary, currency), most),
        ]
    if found.headline is None:
        return "\n".join(lines)
    told, same = beside.headline(found.headline, most is None)
    lines += (
        ["", "Changed in the answer (means):", _table(told.to_dict("records"), None)]
        if len(told)
        else []
    )
    if any(text.startswith("(") for text in told.get("difference", ())):
        lines.append("In brackets: no more than the gaps of the plans leave open.")
    if same and most is not None:
        lines.append(
            f"{count(same, 'measure')} the same: --all shows them"
            if len(told)
            else "The answer is the same."
        )
    for name, frame in found.decisions.items():
        lines.append("")
        if frame.empty:
            lines.append(f"{name[:1].upper()}{name[1:]}: the same.")
        else:
            lines += [f"{name[:1].upper()}{name[1:]} that differ ({len(frame)}):", _table(beside.decisions(frame, currency).to_dict("records"), most)]  # fmt: skip
    return "\n".join(lines)


def _with_unit(name: str, column: str, currency: str) -> str:
    """A column of the study's tables with the unit that its figures have."""
    from offtake.study.dictionary import TABLES
    from offtake.views.figures.grounds.provenance import in_words

    units = {c.name: c.unit for t in TABLES if t.name == name for c in t.columns}
    unit = in_words(units.get(column, ""), currency)
    return f"{column}, {unit}" if unit else column


def _inputs(summary: pd.DataFrame, currency: str) -> list[dict[str, str]]:
    rows = []
    for row in summary.to_dict("records"):
        nothing = "empty" if row["column"] else ""
        before, after = (row[end] or nothing for end in ("before", "after"))
        if row["rows"] > 1 and row["factor"] == row["factor"]:
            before, after = "all rows", f"times {row['factor']:.6g}"
        column = _with_unit(str(row["table"]), str(row["column"]), currency) or row["what"]
        told = {"table": row["table"], "column": column, "rows": str(row["rows"]), "first": row["first"]}  # fmt: skip
        rows.append({**told, "before": before, "after": after})
    return rows


def _table(rows: list[dict[Any, Any]], most: int | None) -> str:
    shown = rows[:most]
    left = len(rows) - len(shown)
    table = listed(list(rows[0]), (list(row.values()) for row in shown))
    return table + (f"\n... and {left} more: --all shows them" if left else "")
