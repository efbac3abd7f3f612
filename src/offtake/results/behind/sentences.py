"""From figures of a study to the sentences that they were taken from, by the notes of rows and of changes."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from offtake.results.behind.provenance import row_key
from offtake.study.changing.changes import policy_names
from offtake.study.provenance.notes import quoted_claims
from offtake.study.study import Study
from offtake.study.wording.where import as_text, matching_rows

COLUMNS = ["table", "key", "column", "value", "source", "claim", "words"]


def sentences_behind(study: Study, wanted: pd.DataFrame, policy: str) -> pd.DataFrame:
    """table, key, column, value, source, claim, words of the rows in `wanted` (table, key).

    A figure that the run's policy sets has the change's sentence, not the base row's.
    """
    keys = set(zip(wanted["table"], wanted["key"], strict=True))
    changed = list(_of_changes(study, keys, policy))
    taken = {(table, key, column) for table, key, column, *_ in changed}
    rows = [r for r in _of_rows(study, keys) if r[:3] not in taken]
    return pd.DataFrame([*rows, *changed], columns=COLUMNS).astype("str")


def _of_rows(study: Study, keys: set[tuple[str, str]]) -> Iterator[tuple[str, ...]]:
    for name, frame in study.tables.items():
        if "note" not in frame or name in ("sources", "changes"):
            continue
        quotes = [bool(quoted_claims(as_text(note))) for note in frame["note"]]
        if not any(quotes):
            continue
        for record in frame[quotes].to_dict("records"):
            key = row_key(name, record)
            if (name, key) not in keys:
                continue
            for said in quoted_claims(as_text(record["note"])):
                value = as_text(record.get(said.column, record.get("value", "")))
                yield (
                    name,
                    key,
                    said.column,
                    value,
                    as_text(record["source"]),
                    said.claim,
                    said.words,
                )


def _of_changes(study: Study, keys: set[tuple[str, str]], policy: str) -> Iterator[tuple[str, ...]]:
    names = policy_names(policy)
    for change in study.changes.to_dict("records"):
        said = quoted_claims(as_text(change["note"]))
        name = str(change["table"])
        if not said or change["policy"] not in names or name not in study.tables:
            continue
        frame = study.tables[name]
        records = frame.iloc[matching_rows(frame, as_text(change["where"]))].to_dict("records")
        for key in (row_key(name, record) for record in records):
            if (name, key) in keys:
                column, value = str(change["column"]), as_text(change["value"])
                yield (
                    name,
                    key,
                    column,
                    value,
                    as_text(change["source"]),
                    said[0].claim,
                    said[0].words,
                )
