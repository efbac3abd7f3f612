"""The heaps in which the futures lie, told apart."""

from __future__ import annotations

import pandas as pd

from offtake.views.drawing.frames import material
from offtake.views.figures.plan.states import by_state


def rows(arrangement, state, chance, never, social):
    measures = (("needed:rounds", 10e6, 9e6, 11e6), ("delivered:rounds", 7e6, 6e6, 8e6), ("never_delivered:rounds", never, never, never),
                ("public_paid", 40_000.0, 0.0, 1.0), ("social_value", social, 0.0, 1.0))  # fmt: skip
    return [(arrangement, state, chance, m, "", mean, low, high) for m, mean, low, high in measures]


def test_each_state_has_its_row_and_the_title_names_the_worst_and_the_best(invent):
    made = [
        *rows("no-deal", "demand war", 0.3, 0.4, 100.0), *rows("no-deal", "demand settlement", 0.7, 0.0, 50.0),
        *rows("deal", "demand war", 0.3, 0.31, 130.0), *rows("deal", "demand settlement", 0.7, 0.02, 45.0),
    ]  # fmt: skip
    columns = ["arrangement", "state", "probability", "measure", "unit", "mean", "least", "most"]
    run = invent().with_frame("by_state", pd.DataFrame(made, columns=columns))

    figure = by_state(material(run))

    assert figure.title == "Never delivered: 31% of what is needed where it ends with demand war, 2% with demand settlement"  # fmt: skip
    table = figure.tables[0].frame.set_index("Ends with")
    assert table.loc["demand war", ["Probability", "Lowest to highest"]].tolist() == ["30%", "6.0 million to 8.0 million"]  # fmt: skip
    assert table["Signing gains"].tolist() == ["EUR 30 million", "EUR −5 million"]


def test_a_run_whose_futures_do_not_part_has_no_such_figure(invent):
    assert by_state(material(invent())) is None
