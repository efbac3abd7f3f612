"""Where the study's figures come from, as a report shows it: documents, and figures without one."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping

import pandas as pd

from offtake.study.dictionary import table
from offtake.study.provenance.sources import provenance
from offtake.study.study import Study
from offtake.study.wording.where import as_text

SOURCE_COLUMNS = ("source", "publisher", "title", "date", "address", "grade")
ASSUMPTION_COLUMNS = ("table", "row", "column", "value", "unit", "note", "status")


def sources(study: Study) -> pd.DataFrame:
    """source, publisher, title, date, address, grade, figures; the documents most used first."""
    frame = study.tables["sources"][list(SOURCE_COLUMNS)].copy()
    count = provenance(study)["source"].value_counts()
    frame["figures"] = frame["source"].map(count).fillna(0).astype("int64")
    return frame.sort_values(["figures", "source"], ascending=[False, True]).reset_index(drop=True)


def assumptions(study: Study) -> pd.DataFrame:
    """table, row, column, value, unit, note, status (assumed or unsourced) of figures without a document."""
    frame = provenance(study)
    frame = frame[frame["status"] != "sourced"].rename(columns={"key": "row"})
    frame["status"] = frame["status"].replace("missing", "unsourced")
    frame["unit"] = [
        table(name).column(column).unit
        for name, column in zip(frame["table"], frame["column"], strict=True)
    ]
    notes = _notes(study)
    frame["note"] = [notes[key] for key in zip(frame["table"], frame["row"], strict=True)]
    return frame[list(ASSUMPTION_COLUMNS)].astype("str").reset_index(drop=True)


def row_key(name: str, record: Mapping[Hashable, object]) -> str:
    """The key of a table's row as `provenance` writes it.

    >>> row_key("prices", {"producer": "Maker", "product": "goods", "price": 40.0})
    'Maker | goods'
    """
    return key_of(record[column] for column in table(name).key)


def key_of(cells: Iterable[object]) -> str:
    """The key of a row whose key columns hold `cells`."""
    return " | ".join(map(as_text, cells))


def _notes(study: Study) -> dict[tuple[str, str], str]:
    return {
        (name, row_key(name, record)): as_text(record["note"])
        for name, frame in study.tables.items()
        if "note" in frame
        for record in frame.to_dict("records")
    }
