"""What was not known at the cut-off is refused, and readings name what they count."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from offtake.errors import StudyError
from offtake.study.provenance.dates import earliest_day
from offtake.study.study import Study

Make = Callable[..., Study]
ROW = {"measure": "m", "date": "2026-06-01", "value": 1.0, "variable": "made", "product": "good"}


def source(name: str, day: str) -> dict[str, object]:
    return {"source": name, "publisher": "P", "title": "T", "date": day, "grade": "A"}


def dated(make: Make, day: str, where: str = "prices") -> Study:
    tables: dict[str, object] = {"sources": [source("s", day)]}
    if where == "prices":
        tables["prices"] = [{"producer": "maker", "product": "good", "price": 4, "source": "s"}]
    else:
        tables["history"] = [{**ROW, "source": "s"}]
    return make(settings={"cut_off": date(2022, 6, 30)}, **tables)


@pytest.mark.parametrize("day", ["2022-07-01", "2022-07", "2023", "2024-02 (undated in store)"])
def test_a_source_from_after_the_cut_off_is_refused_at_its_cell(study: Make, day: str) -> None:
    with pytest.raises(StudyError, match=r"E130 .*after the study's cut_off, 2022-06-30"):
        dated(study, day)


@pytest.mark.parametrize("day", ["2022-06-30", "2022-06", "2022", "2021-12", "", "undated"])
def test_a_source_that_may_be_from_before_is_taken(study: Make, day: str) -> None:
    assert len(dated(study, day).sources) == 1


def test_what_happened_may_rest_on_later_sources(study: Make) -> None:
    assert len(dated(study, "2024-05-01", "history").history) == 1


def test_without_a_cut_off_nothing_is_refused(study: Make) -> None:
    prices = [{"producer": "maker", "product": "good", "price": 4, "source": "s"}]
    assert len(study(sources=[source("s", "2030")], prices=prices).sources) == 1


def test_a_reading_to_be_compared_names_a_product_and_lines_that_there_are(study: Make) -> None:
    with pytest.raises(StudyError, match="product is empty, but 'made' is to be compared"):
        study(history=[{**ROW, "product": ""}])
    with pytest.raises(StudyError, match="no row of 'lines' is meant by 'line=new'"):
        study(history=[{**ROW, "where": "line=new"}])
    with pytest.raises(StudyError, match="'capacity' of 'lines'"):
        study(history=[{**ROW, "where": "capacity=10"}])
    assert len(study(history=[{**ROW, "where": "line=old"}]).history) == 1


def test_deliveries_are_counted_by_buyer_and_the_message_says_what_a_maker_made_is(study: Make) -> None:  # fmt: skip
    with pytest.raises(StudyError, match="what a maker made is variable made"):
        study(history=[{**ROW, "variable": "delivered", "where": "producer=maker"}])


def test_a_span_begins_before_it_ends_and_lies_in_the_study_or_before_it(study: Make) -> None:
    with pytest.raises(StudyError, match="date: 2026-06-01 is before since, 2026-06-02"):
        study(history=[{**ROW, "since": "2026-06-02"}])
    with pytest.raises(StudyError, match="since: 2025-12-31 is before the study, which begins on 2026-01-01"):  # fmt: skip
        study(history=[{**ROW, "since": "2025-12-31"}])
    kept = [{**ROW, "since": "2026-06-01"}, {**ROW, "since": "2025-01-01", "date": "2025-12-31"}]
    assert len(study(history=kept).history) == 2
    assert len(study(history=[{**ROW, "since": "2025-12-31", "variable": ""}]).history) == 1


def test_a_range_rises(study: Make) -> None:
    with pytest.raises(StudyError, match=r"high: 0\.5 is below value, 1"):
        study(history=[{**ROW, "high": 0.5}])


def test_a_date_of_publication_is_read_as_its_first_possible_day() -> None:
    assert earliest_day("[2024-02-01] (undated)") == date(2024, 2, 1)
    assert earliest_day("2025 (after 28 Aug)") == date(2025, 1, 1)
    assert earliest_day("20245") is None
    assert earliest_day("2024-13") is None


def test_a_document_from_after_the_cut_off_that_a_note_names_is_refused_too(study: Make) -> None:
    def noted(note: str) -> Study:
        price = {
            "producer": "maker",
            "product": "good",
            "price": 4,
            "source": "assumed",
            "note": note,
        }
        return study(settings={"cut_off": date(2022, 6, 30)}, sources=[source("s24", "2024-01")], prices=[price])  # fmt: skip

    with pytest.raises(StudyError, match=r"E130 .*2024-01 is after"):
        noted("between two reports (s21, s24)")
    assert len(noted("a guess (beside s24 and others)").sources) == 1


@pytest.mark.parametrize(("column", "number"), [("value", -1.0), ("high", -0.5)])
def test_a_count_below_nothing_is_refused(study: Make, column: str, number: float) -> None:
    row = {**ROW, "value": -2.0, "source": "assumed", "note": "counted", column: number}
    with pytest.raises(StudyError, match=rf"E104 .*{column}: {number:g} is below 0, but 'made' counts units"):  # fmt: skip
        study(history=[row])
    study(history=[{**row, "variable": ""}])


def test_the_planner_s_rate_may_rest_on_a_document_that_is_listed_and_was_known(
    study: Make,
) -> None:
    rate = {"discount_rate": 0.03, "discount_rate_source": "book"}
    assert study(settings=rate, sources=[source("book", "2021")]).settings.discount_rate_source == "book"  # fmt: skip
    with pytest.raises(StudyError, match=r"E110 .*discount_rate_source: 'book' is not in table 'sources'"):  # fmt: skip
        study(settings=rate, sources=[source("report", "2021")])
    with pytest.raises(StudyError, match=r"E130 .*2023 is after"):
        study(settings={**rate, "cut_off": date(2022, 6, 30)}, sources=[source("book", "2023")])
