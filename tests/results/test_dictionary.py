"""Every column of every result table has its row in the dictionary, and the dictionary no row too many."""

from __future__ import annotations

import pytest

import offtake as ot
from offtake.results.dictionary import RESULTS, UNITS, described, result, unit_words
from offtake.results.run import Run

ASKED_FOR = {
    "information",
    "batches",
    "tornado",
    "spread",
    "first_decisions",
    "lookback",
    "whys",
    "policies",
}


@pytest.fixture(scope="module")
def solved() -> Run:
    """A small bundled study, all arrangements, with what knowing more is worth."""
    study = ot.load(ot.examples["two-states"])
    return ot.solve(study, information=True, arrangements=("course", "no-deal", "deal", "first-best"))  # fmt: skip


@pytest.fixture(scope="module")
def drawn() -> Run:
    study = ot.load(ot.examples["two-states"])
    return ot.solve(study, arrangements=("first-best",), futures=16)


def test_no_column_of_a_result_table_lacks_its_row(solved, drawn, run):
    found = {**run.tables, **drawn.tables, **solved.tables}
    for name, frame in found.items():
        assert list(frame.columns) == [c.name for c in result(name).columns], name
    declared = {table.name for table in RESULTS}
    assert declared - set(found) <= ASKED_FOR - {"information", "batches"}


def test_a_frame_has_the_columns_of_its_table_each_of_its_type_however_its_rows_come():
    table, row = result("gain"), (3, 0.25, 7, "war")
    by_name = dict(zip((c.name for c in table.columns), row, strict=True))
    for found in (table.frame([row]), table.frame([by_name]), table.stacked([[row], [by_name]])):
        assert found.to_dict("records")[-1] == by_name
        assert list(map(str, found.dtypes)) == ["int64", "float64", "float64", "str"]
    assert list(table.frame().columns) == list(by_name)


def test_every_column_says_what_it_means_and_its_unit_is_known():
    for table in RESULTS:
        assert table.meaning.endswith(".")
        assert len({c.name for c in table.columns}) == len(table.columns)
        for column in table.columns:
            assert column.meaning, (table.name, column.name)
            assert column.unit in UNITS
            if column.unit == "row":
                assert "unit" in {c.name for c in table.columns}


def test_keys_tell_rows_apart(solved):
    for name, frame in solved.tables.items():
        keys = list(result(name).keys)
        assert not frame.duplicated(keys).any(), (name, keys)


def test_numbers_and_texts_are_what_they_are_declared_to_be(solved):
    for name, frame in solved.tables.items():
        for column in result(name).columns:
            kind = frame[column.name].dtype.kind
            if not len(frame):
                continue
            if column.statistic == "flag":
                assert kind == "b", (name, column.name)
            elif UNITS[column.unit].form in ("General", "@"):
                assert kind not in "if", (name, column.name)
            else:
                assert kind in "if", (name, column.name)


def test_chances_and_shares_lie_between_nothing_and_all(solved):
    for name, frame in solved.tables.items():
        for column in result(name).columns:
            if column.unit == "share" and column.statistic in ("chance", "mean"):
                assert frame[column.name].dropna().between(-1e-9, 1 + 1e-9).all(), (name, column)


def test_a_frame_carries_units_and_meanings(solved):
    frame = solved.stats.who_pays()
    assert frame is not None
    assert frame.attrs["units"]["mean"] == "million EUR, prices of 2026"
    assert frame.attrs["units"]["year"] == "calendar year"
    assert frame.attrs["meanings"]["worst"] == "the most in any of them"
    assert frame[frame["year"] > 2026].attrs["table"] == "who_pays"
    assert not solved.tables["who_pays"].attrs


def test_describing_changes_no_value(run):
    frame = run.tables["answer"]
    assert described("answer", frame.copy(), "EUR", 2025).equals(frame)


def test_money_is_named_with_its_currency_and_price_year():
    assert unit_words("money/unit", "USD", 2024) == "million USD a unit, prices of 2024"


def test_an_unknown_table_is_refused_with_the_name_that_was_meant():
    with pytest.raises(KeyError, match="deliveries"):
        result("delivery")
