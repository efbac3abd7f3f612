"""A study that promises everything on time is told what became of such promises."""

from __future__ import annotations

import dataclasses
from datetime import date

import pandas as pd
import pytest

from offtake.evidence.reference.hopeful import Hopeful, alike, hopeful, longer, own_factors
from offtake.study.examples import case_path
from offtake.study.reading.read import read_study
from offtake.study.study import Study


@pytest.fixture(scope="module")
def toy() -> Study:
    return read_study(case_path("toy"))


def with_effects(study: Study, *values: float) -> Study:
    """The study whose demand driver scales building times, one factor a state in the order of its chain."""
    from offtake.uncertainty.drivers import chains

    chain = chains(study)[0]
    row = study.driver_effects.iloc[[0]]
    made = [
        row.assign(driver=chain.driver, state=state, table="projects", where="", column="build_time", operation="scale", value=value)
        for state, value in zip(chain.states, values, strict=True)
    ]  # fmt: skip
    return dataclasses.replace(study, tables={**study.tables, "driver_effects": pd.concat(made)})


def test_without_a_driver_on_building_every_factor_is_one(toy: Study) -> None:
    bare = dataclasses.replace(toy, tables={**toy.tables, "driver_effects": toy.driver_effects[:0]})
    assert all([f for _, f in spread] == [1.0] for spread in own_factors(bare))


def test_promises_without_slip_are_told_with_the_class(toy: Study) -> None:
    bare = dataclasses.replace(toy, tables={**toy.tables, "driver_effects": toy.driver_effects[:0]})
    found = hopeful(bare)
    assert found
    assert all(group.factor == 1.0 and group.longer > 0.5 for group in found)
    kinds = toy.projects.set_index("project")["kind"]
    told = [name for group in found for name in group.projects]
    assert told == list(dict.fromkeys(told))
    assert all(kinds[name] != "warm" for name in told)


def test_a_study_that_allows_for_threefold_time_is_not_told_anything(toy: Study) -> None:
    assert not hopeful(with_effects(toy, 3.0, 3.0))


def test_a_study_of_a_time_before_all_cases_is_not_told_anything(toy: Study) -> None:
    bare = {**toy.tables, "driver_effects": toy.driver_effects[:0]}
    then = toy.settings.model_copy(update={"cut_off": date(1941, 12, 31)})
    assert not hopeful(Study(then, bare))


def test_groups_of_one_factor_are_told_together_with_the_ends_of_what_took_longer(
    toy: Study,
) -> None:
    bare = dataclasses.replace(toy, tables={**toy.tables, "driver_effects": toy.driver_effects[:0]})
    found = hopeful(bare)
    slower = Hopeful(("other",), 1.2, 0.61, found[0].found)
    [same, apart] = alike([*found, slower])
    assert (same, apart) == (found, [slower])
    assert (
        longer([dataclasses.replace(slower, longer=share) for share in (0.6, 0.52, 0.57)])
        == "52% to 60%"
    )
