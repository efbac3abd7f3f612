"""From a figure to what stands behind it: result table, its rows, the study's rows, their sources."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pandas as pd

from offtake.errors import UsageError
from offtake.notebook import table
from offtake.results.behind import scope
from offtake.results.behind.names import Pointer, named
from offtake.results.behind.sentences import sentences_behind
from offtake.results.documents.plain import records
from offtake.results.solving.solved import Solved
from offtake.study.wording.near import did_you_mean

SHOWN = 8


@dataclass(frozen=True)
class Trace:
    """A figure and everything behind it.

    `rows`: rows of the result table; `inputs`: the study's figures behind them, one row each (table, key,
    column, value, source, grade, status); `sources`: the documents those name; `sentences`: the words of documents
    that figures were taken from, where claims stand behind them.
    """

    figure: str
    table: str
    rows: pd.DataFrame
    inputs: pd.DataFrame
    sources: pd.DataFrame
    sentences: pd.DataFrame

    @cached_property
    def document(self) -> dict[str, Any]:
        """The trace for other programs."""
        return {
            "figure": self.figure,
            "table": self.table,
            "rows": records(self.rows),
            "inputs": records(self.inputs),
            "sources": records(self.sources),
            "sentences": records(self.sentences),
        }

    def _repr_html_(self) -> str:
        rows = [tuple(map(str, row)) for row in self.inputs[["table", "key", "column", "value", "source", "status"]].to_numpy().tolist()]  # fmt: skip
        title = f"{self.figure}: table {self.table}, {_counted(len(self.rows), 'row')}"
        found = f"{_counted(len(self.sources), 'document')}: {', '.join(map(str, self.sources['title']))}"
        note = found if len(self.sources) else "No document stands behind these figures."
        own = [tuple(row) for row in self.rows.head(SHOWN).to_numpy(dtype=object).tolist()]
        more = f"{len(self.rows) - SHOWN} more rows" if len(self.rows) > SHOWN else ""
        figures = table(title, list(map(str, self.rows.columns)), own, more)
        heads = ("table", "row", "column", "value", "source", "status")
        return figures + table("Rests on", heads, rows, note)

    def __str__(self) -> str:
        counts = self.inputs["status"].value_counts()
        said = ", ".join(
            f"{counts[s]} {s}" for s in ("sourced", "assumed", "missing") if s in counts
        )
        parts = [
            f"{self.figure}: table {self.table}, {_counted(len(self.rows), 'row')}",
            _cut(self.rows),
            f"Rests on {_counted(len(self.inputs), 'figure')} of the study ({said}):",
            *_by_table(self.inputs),
        ]
        if len(self.sources):
            shown = self.sources[["source", "grade", "publisher", "title", "date", "address"]]
            parts += ["Sources (A official, B established, C indirect, D weak):"]
            parts += [
                "  " + ", ".join(v for v in map(str, r) if v) for r in shown.to_numpy().tolist()
            ]
        else:
            parts.append("No document stands behind these figures.")
        if len(self.sentences):
            parts.append("Taken from these words:")
            parts += [
                f"  {r['table']}, {r['key']}, {r['column']} = {r['value']}  [{', '.join(filter(None, (r['source'], 'claim ' + r['claim'], r['said'])))}]\n    “{r['words']}”"
                for r in self.sentences.to_dict("records")
            ]
        return "\n".join(parts)


def trace_figure(run: Solved, figure: str) -> Trace:
    """What stands behind `figure`; UsageError, with the nearest name, where there is no such figure."""
    pointers = _pointers(run)
    if figure not in pointers:
        raise UsageError(
            f"there is no figure {figure!r} in run {run.id}{did_you_mean(figure, pointers)}; "
            f"'offtake trace {run.id}' lists those there are"
        )
    pointer = pointers[figure]
    rows = run.tables[pointer.table]
    for column, value in pointer.where.items():
        rows = rows[rows[column] == value]
    wanted = scope.keys(pointer.behind(run.study))
    inputs = run.provenance.merge(wanted, on=["table", "key"]).reset_index(drop=True)
    sentences = sentences_behind(run.study, wanted, run.options.policy)
    documents = run.tables["sources"]
    used = documents[documents["source"].isin([*inputs["source"], *sentences["source"]])]
    return Trace(
        figure,
        pointer.table,
        rows.reset_index(drop=True),
        inputs,
        used.reset_index(drop=True),
        sentences,
    )


def figure_names(run: Solved) -> list[str]:
    """Every name that `trace_figure` understands."""
    return list(_pointers(run))


def _pointers(run: Solved) -> dict[str, Pointer]:
    if "pointers" not in run.kept:
        run.kept["pointers"] = named(run)
    found: dict[str, Pointer] = run.kept["pointers"]
    return found


def _by_table(inputs: pd.DataFrame) -> Iterator[str]:
    for name, own in inputs.groupby("table", sort=False):
        yield f"  {name}: {_counted(len(own), 'figure')}"
        for row in own.head(SHOWN).to_dict("records"):
            source = (
                f"{row['source']} ({row['grade']})"
                if row["grade"]
                else row["source"] or "no source"
            )
            yield f"    {row['key']}: {row['column']} = {row['value']}  [{source}]"
        if len(own) > SHOWN:
            yield f"    and {len(own) - SHOWN} more"


def _cut(rows: pd.DataFrame) -> str:
    if rows.empty:
        return "Nothing: the table has no such row."
    text = rows.head(SHOWN).to_string(index=False, na_rep="", float_format=lambda v: f"{v:.6g}")
    return text + (f"\n... {len(rows) - SHOWN} more" if len(rows) > SHOWN else "")


def _counted(count: int, word: str) -> str:
    return f"{count} {word}" + ("" if count == 1 else "s")
