"""From figures of a study to the sentences that they were taken from, by the notes of rows and of changes."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from offtake.study.changing.changes import policy_names
from offtake.study.provenance.notes import quoted_claims
from offtake.study.provenance.sources import claimed, edited, row_key
from offtake.study.study import Study
from offtake.study.wording.where import as_text, matching_rows

COLUMNS = ["table", "key", "column", "value", "source", "claim", "said", "words"]


def sentences_behind(study: Study, wanted: pd.DataFrame, policy: str) -> pd.DataFrame:
    """table, key, column, value, source, claim, said, words of the rows in `wanted` (table, key); `said` is what the user
    said of the claim, its value or kind.

    A figure that the run's policy sets has the change's sentence, not the base row's; one that was changed by hand since
    has none.
    """
    keys = set(zip(wanted["table"], wanted["key"], strict=True))
    changed = list(_of_changes(study, keys, policy))
    taken = {(table, key, column) for table, key, column, *_ in changed}
    rows = [
        (*row.values(), said.claim, said.said, said.words)
        for row, said in claimed(study)
        if row["table"] != "changes"
        and (row["table"], row["key"]) in keys
        and not edited(study, row, said)
    ]
    own = [row for row in rows if row[:3] not in taken]
    return pd.DataFrame([*own, *changed], columns=COLUMNS).astype("str")


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
            if (name, key) in keys and said[0].value in ("", as_text(change["value"])):
                told = (
                    str(change[c]) if c == "column" else as_text(change[c]) for c in COLUMNS[2:5]
                )
                yield (name, key, *told, said[0].claim, said[0].said, said[0].words)
