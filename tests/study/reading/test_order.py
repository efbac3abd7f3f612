"""Rows in one order: by what they hold, then by name."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from offtake.study.dictionary import table
from offtake.study.examples import case_path
from offtake.study.reading.assemble import study_from_frames
from offtake.study.reading.order import in_order
from offtake.study.reading.read import read_study


def projects(*rows: tuple[str, str, float]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=["project", "kind", "adds"])
    blank = {c.name: None for c in table("projects").columns if c.name not in frame}
    return frame.assign(**blank)


def test_figures_come_before_names_choices_as_declared_and_empty_cells_first():
    rows = projects(("a", "new", 5), ("b", "shift", 9), ("c", "shift", np.nan), ("d", "shift", 9))

    assert in_order(table("projects"), rows)["project"].tolist() == ["c", "b", "d", "a"]


@pytest.mark.parametrize("name", ["toy", "two-states"])
def test_a_study_whose_rows_are_shuffled_is_the_same_study(name):
    study = read_study(case_path(name))
    shuffled = {
        k: f.sample(frac=1, random_state=7).reset_index(drop=True) for k, f in study.tables.items()
    }

    assert study_from_frames(study.settings, shuffled) == study
