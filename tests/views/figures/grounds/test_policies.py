"""Policies side by side: what none of them changes does not hide what one does."""

from __future__ import annotations

import pandas as pd

from offtake.views.drawing.frames import material
from offtake.views.figures.grounds.policies import policies

STANDS = "as it stands"


def test_of_what_is_begun_and_signed_rows_that_a_policy_changes_are_shown_and_the_others_counted(invent):  # fmt: skip
    rows = [
        (policy, part, "first-best", name, unit, value)
        for part, name, unit, values in (
            ("headline", "social_value", "million EUR", (500.0, 450.0)),
            ("headline", "begun", "projects", (2.0, 2.0)),
            ("begun at the start", "alder line", "projects", (1.0, 1.0)),
            ("begun at the start", "birch line", "projects", (1.0, 0.0)),
            ("clauses", "grant", "million EUR", (3.0, 3.0)),
        )
        for policy, value in zip((STANDS, "cut"), values, strict=True)
    ]
    own = pd.DataFrame(rows, columns=["policy", "part", "arrangement", "name", "unit", "value"])
    figure = policies(material(invent("first-best").with_frame("policies", own)))

    assert (
        figure.title
        == "Of 1 policy, cut moves first-best furthest: EUR 50 million less social value"
    )
    shown = {table.caption: table.frame["Name"].tolist() for table in figure.tables}
    assert shown == {
        "Headline, means over the futures": ["social value", "begun"],
        "Begun at the start": ["birch line"],
    }
    assert figure.remarks == (
        "Begun at the start: the same under every policy in 1 of 2 rows, which the numbers hold.",
        "Clauses signed: the same under every policy in 1 of 1 row, which the numbers hold.",
    )
