"""What holds for every bundled study: no faults, every figure from somewhere, nothing private."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from offtake.study.dictionary import TABLES, table
from offtake.study.examples import case_names, case_path
from offtake.study.provenance.sources import figure_counts
from offtake.study.study import Study

CASES = case_names()
ReadCase = Callable[..., Study]


def rows_with_provenance(study: Study) -> list[tuple[str, dict[str, str]]]:
    return [
        (declared.name, {column: str(value) for column, value in row.items()})
        for declared in TABLES
        if "source" in declared.names and declared.name != "sources"
        for row in study.tables[declared.name][["source", "note"]].to_dict("records")
    ]


@pytest.mark.parametrize("name", CASES)
def test_a_case_reads_without_faults_and_bears_its_folder_s_name(case: ReadCase, name: str) -> None:
    assert case(name).settings.name == name


@pytest.mark.parametrize("name", CASES)
def test_no_figure_is_without_a_source_or_a_word_that_it_is_assumed(
    case: ReadCase, name: str
) -> None:
    assert figure_counts(case(name))["missing"] == 0


@pytest.mark.parametrize("name", CASES)
def test_every_row_names_a_source_or_says_assumed_with_the_reason(
    case: ReadCase, name: str
) -> None:
    study = case(name)
    listed = set(study.sources["source"])
    for place, row in rows_with_provenance(study):
        assert row["source"] in listed | {"assumed"}, (place, row)
        assert row["source"] != "assumed" or len(row["note"]) > 10, (place, row)


@pytest.mark.parametrize("name", CASES)
def test_every_source_that_is_listed_is_used_by_some_row(case: ReadCase, name: str) -> None:
    study = case(name)
    used = {row["source"] for _, row in rows_with_provenance(study)}
    for _, row in rows_with_provenance(study):
        used |= set(re.findall(r"\w+", row["note"]))
    assert set(study.sources["source"]) - used == set()


@pytest.mark.parametrize("name", CASES)
def test_columns_that_a_sourced_row_calls_assumed_are_columns_of_its_table(
    case: ReadCase, name: str
) -> None:
    for place, row in rows_with_provenance(case(name)):
        if row["source"] == "assumed":
            continue
        for named in re.findall(r"assumed: ([a-z_, ]+) \(", row["note"]):
            assert set(named.split(", ")) <= set(table(place).names), (place, row)


@pytest.mark.parametrize("name", CASES)
def test_every_policy_of_a_case_can_be_read(case: ReadCase, name: str) -> None:
    for policy in sorted(set(case(name).changes["policy"])):
        assert case(name, str(policy)) != case(name), policy


@pytest.mark.parametrize("name", CASES)
def test_no_file_of_a_case_names_a_place_on_somebody_s_disk(name: str) -> None:
    for file in case_path(name).iterdir():
        assert not re.search(
            r"(?:^|[\s\"(])(?:/home|/work|/tmp|\.\./|[A-Z]:\\)", file.read_text("utf-8")
        )
