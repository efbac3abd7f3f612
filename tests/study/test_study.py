"""A study in Python: its tables by name, and another study made from it."""

from __future__ import annotations

import pickle

import pandas as pd
import pytest

from offtake.errors import StudyError, UsageError
from offtake.study.dictionary import TABLES
from offtake.study.study import Study


def test_every_table_of_the_dictionary_has_its_name_on_a_study(study):
    made = study()
    assert all(getattr(made, table.name).equals(made.tables[table.name]) for table in TABLES)
    own = {name for name, value in vars(Study).items() if type(value).__name__ == "_Table"}
    assert own == {table.name for table in TABLES}


def test_a_misspelt_table_raises_as_python_does(study):
    with pytest.raises(AttributeError, match="lnes"):
        study().lnes  # noqa: B018


def test_what_is_written_to_a_table_does_not_reach_the_study(study):
    made = study()
    frame = made.lines
    frame["capacity"] = 99.0
    assert made.lines["capacity"].tolist() == [10.0]
    with pytest.raises(TypeError):
        made.tables["lines"] = frame


def test_another_study_is_checked_as_when_it_is_read(study):
    made = study()
    dearer = made.with_(prices=made.prices.assign(price=6.0), settings={"leaves": 3})
    assert (dearer.prices["price"].tolist(), dearer.settings.leaves) == ([6.0], 3)
    assert made.prices["price"].tolist() == [4.0]
    with pytest.raises(StudyError, match="capacity"):
        made.with_(lines=made.lines.assign(capacity=-1.0))
    with pytest.raises(UsageError, match="no table lnes"):
        made.with_(lnes=pd.DataFrame())


def test_a_policy_is_applied_last(study):
    edit = {"policy": "more", "order": 1, "table": "lines", "where": "line=old", "column": "capacity", "operation": "scale", "value": 2}  # fmt: skip
    made = study(changes=[edit])
    assert made.with_("more", lines=made.lines.assign(capacity=7.0)).lines["capacity"].tolist() == [14.0]  # fmt: skip


def test_a_study_travels_to_workers_and_says_what_it_is_in_one_line(study):
    made = study()
    assert pickle.loads(pickle.dumps(made)) == made
    assert repr(made) == "<Study small: 2 periods from 2026-01-01, 8 rows>"


def test_a_capability_has_the_unit_that_the_study_gives_it(study):
    made = study()
    product = str(made.products["product"].iloc[0])
    given = pd.DataFrame(
        {"capability": ["fire"], "product": [product], "contribution": [2.0], "unit": ["salvoes"]}
    )
    assert made.with_(capabilities=given).units == {"fire": "salvoes", **made.units}
    assert "fire" not in made.with_(capabilities=given.drop(columns="unit")).units
