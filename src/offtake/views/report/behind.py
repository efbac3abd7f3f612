"""What stands behind a headline number: how many figures of the study, and which documents."""

from __future__ import annotations

from typing import Any

from offtake.views.drawing import words
from offtake.views.figures.grounds.provenance import by_standing

MOST_DOCUMENTS = 3


def behind(trace: Any) -> str:
    """A trace in two sentences.

    `trace.inputs` has one row for each figure of the study (status: sourced, assumed, missing; source);
    `trace.sources` lists the documents (source, publisher, title, grade).
    """
    status = trace.inputs["status"].value_counts()
    parts = [
        f"{int(status[key])} {word}"
        for key, word in (
            ("sourced", "from documents"),
            ("assumed", "assumed"),
            ("missing", "without a source"),
        )
        if key in status
    ]
    text = (
        f"It rests on {words.count(len(trace.inputs), 'figure')} of the study: {', '.join(parts)}."
    )
    used = trace.inputs["source"].value_counts()
    documents = trace.sources.assign(used=trace.sources["source"].map(used).fillna(0))
    most = documents.sort_values(["used", "source"], ascending=[False, True], kind="stable")
    documents = by_standing(most.head(MOST_DOCUMENTS), "used")
    names = [
        f"{row['publisher']}, {row['title']}" + (f" (grade {row['grade']})" if row["grade"] else "")
        for row in documents.to_dict("records")
    ]
    if not names:
        return text
    return f"{text} Documents behind most of them, best grade first: {'; '.join(names)}."
