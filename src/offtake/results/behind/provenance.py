"""Where the study's figures come from, as a report shows it: documents, and figures without one."""

from __future__ import annotations

import pandas as pd

from offtake.results.dictionary import result
from offtake.study.dictionary import table
from offtake.study.provenance.sources import provenance, row_key
from offtake.study.study import Study
from offtake.study.wording.where import as_text


def sources(study: Study) -> pd.DataFrame:
    """The documents of a study, those most used first."""
    frame, count = study.tables["sources"], provenance(study)["source"].value_counts()
    found = result("sources").frame(frame.assign(figures=frame["source"].map(count).fillna(0)))
    return found.sort_values(["figures", "source"], ascending=[False, True], ignore_index=True)


def assumptions(study: Study) -> pd.DataFrame:
    """Figures of a study without a document."""
    frame = provenance(study)
    frame = frame[frame["status"] != "sourced"].rename(columns={"key": "row"})
    frame["status"] = frame["status"].replace("missing", "unsourced")
    frame["unit"] = [
        table(name).column(column).unit
        for name, column in zip(frame["table"], frame["column"], strict=True)
    ]
    notes = _notes(study)
    frame["note"] = [notes[key] for key in zip(frame["table"], frame["row"], strict=True)]
    return result("assumptions").frame(frame.reset_index(drop=True))


def _notes(study: Study) -> dict[tuple[str, str], str]:
    return {
        (name, row_key(name, record)): as_text(record["note"])
        for name, frame in study.tables.items()
        if "note" in frame
        for record in frame.to_dict("records")
    }
