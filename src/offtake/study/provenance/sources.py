"""Where every figure comes from: one row a figure, and the counts that every output shows.

A figure is a number or a date that the user gave and that is not part of its row's key.  A value equal
to its column's declared default says nothing and is no figure.  It is *assumed* where its row says so, or
where the row's note lists its column as a judgement; else *sourced* where its row names an entry of table
`sources`, and *missing* where its row names nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import pandas as pd

from offtake.study.dictionary import TABLES, table
from offtake.study.provenance.notes import (
    ASSUMED,
    Quoted,
    judged_columns,
    judgements,
    quoted_claims,
)
from offtake.study.schema import Column, Table
from offtake.study.study import Study
from offtake.study.wording.where import as_text

_COLUMNS = ["table", "key", "column", "value", "source", "grade", "status", "reason"]
_NO_FIGURES = ("sources", "changes", "ranges")
_LABELS = ("price_year", "order")


def provenance(study: Study) -> pd.DataFrame:
    """One row a figure: table, key, column, value (as text), source, grade, status, reason.

    `key` joins the row's key with ` | `; `status` is sourced, assumed or missing; `source` of an assumed
    figure is 'assumed', whatever its row names, and `reason` says why; `grade` is '' where there is no
    source.
    """
    listed = study.tables["sources"]
    grades = dict(zip(listed["source"], listed["grade"], strict=True))
    rows = [
        row
        for declared in TABLES
        if declared.name not in _NO_FIGURES
        for row in _figures(study, declared, grades)
    ]
    return pd.DataFrame(rows, columns=_COLUMNS).astype("str")


def row_key(name: str, record: Mapping[Any, Any]) -> str:
    """The key of a table's row as `provenance` writes it.

    >>> row_key("prices", {"producer": "Maker", "product": "goods", "price": 40.0})
    'Maker | goods'
    """
    return key_of(record[column] for column in table(name).key)


def key_of(cells: Iterable[object]) -> str:
    """The key of a row whose key columns hold `cells`."""
    return " | ".join(map(as_text, cells))


def claimed(study: Study) -> Iterator[tuple[dict[str, str], Quoted]]:
    """Figures that notes say were taken from claims, edits and effects included: table, key, column, value and source, with
    what is quoted."""
    for name, frame in study.tables.items():
        if "note" not in frame or name == "sources":
            continue
        quoted = [quoted_claims(as_text(note)) for note in frame["note"]]
        rows = frame[[bool(said) for said in quoted]].to_dict("records")
        for row, said in zip(rows, filter(None, quoted), strict=True):
            for one in said:
                value, source = row.get(one.column, row.get("value", "")), as_text(row["source"])
                yield (
                    {
                        "table": name,
                        "key": row_key(name, row),
                        "column": one.column,
                        "value": as_text(value),
                        "source": source,
                    },
                    one,
                )


def edited(study: Study, figure: Mapping[str, str], quoted: Quoted) -> bool:
    """The cell holds another figure by now than was written with the claim that its note names.

    A sum of a row that names its currency or price year was brought to the study's money, and is not held against that.
    """
    if not quoted.value or figure["value"] == quoted.value:
        return False
    declared = table(figure["table"])
    if figure["column"] in declared.names and declared.column(figure["column"]).money:
        for row in study.tables[declared.name].to_dict("records"):
            named = (as_text(row["currency"]), as_text(row["price_year"]))
            if row_key(declared.name, row) == figure["key"] and any(named):
                return False
    try:
        return float(figure["value"]) != float(quoted.value)
    except ValueError:
        return True


def _figures(study: Study, table: Table, grades: dict[str, str]) -> Iterator[tuple[str, ...]]:
    frame = study.tables[table.name]
    figures = [column for column in table.columns if is_figure(column, table)]
    for record in frame.to_dict("records"):
        key = " | ".join(as_text(record[name]) for name in table.key)
        note, of_row = str(record["note"]), str(record["source"])
        judged = judgements(note, table.names) if of_row == ASSUMED else judged_columns(note)
        for column in figures:
            value = record[column.name]
            source = ASSUMED if column.name in judged else of_row
            status = ASSUMED if source == ASSUMED else "sourced" if source in grades else "missing"
            if as_text(value) and (column.default is None or value != column.default):
                where, why = (table.name, key, column.name), judged.get(column.name, "")
                yield *where, as_text(value), source, grades.get(source, ""), status, why


def is_figure(column: Column, table: Table) -> bool:
    """A column of numbers or dates that is not part of the row's key, and no label."""
    kinds = ("number", "integer", "numbers", "date")
    return column.kind in kinds and column.name not in (*table.key, *_LABELS)


def figure_counts(study: Study) -> dict[str, int]:
    """Number of figures by status: sourced, assumed, missing."""
    status = provenance(study)["status"]
    return {name: int((status == name).sum()) for name in ("sourced", ASSUMED, "missing")}


def figures_sourced(study: Study) -> int:
    """Number of figures whose row names an entry of table `sources`."""
    return figure_counts(study)["sourced"]


def figures_assumed(study: Study) -> int:
    """Number of figures without a document behind them: assumed with a reason, or missing."""
    counts = figure_counts(study)
    return counts[ASSUMED] + counts["missing"]
