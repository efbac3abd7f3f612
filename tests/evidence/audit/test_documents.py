"""Documents of a study: one behind many figures, one under two names, a grade that its description contradicts."""

from __future__ import annotations

import dataclasses
from datetime import date

import pandas as pd
import pytest
from tests.evidence.audit.planted import START, TOY, listed, rows_found, sources, study, with_rows

from offtake.evidence.audit import documents
from offtake.study.study import Study


def test_a_document_without_a_date_is_found_where_there_is_a_cut_off() -> None:
    given = with_rows(listed(("a", "Daily", "On plants", "", "B"), ("b", "Daily", "On ships", "undated", "B")), "lines", source="a")  # fmt: skip

    def until(day: date | None) -> Study:
        return dataclasses.replace(given, settings=given.settings.model_copy(update={"cut_off": day}))  # fmt: skip

    assert not list(documents.undated(until(None)))
    assert rows_found(documents.undated, until(START)) == [("a", "date")]


def test_one_document_under_two_names_is_found_by_address_or_title() -> None:
    pair = ("a", "Daily", "Army opens a new plant for shells", "2025-04", "B"), ("b", "Daily News", "Army opens new plant for shells", "2025-04", "B")  # fmt: skip
    assert rows_found(documents.under_two_names, listed(*pair)) == [("a", "")]
    one = listed(pair[0], ("c", "Other", "Something else", "2020", "B"), address="https://x.org/1")
    assert rows_found(documents.under_two_names, one) == [("a", "")]
    assert not rows_found(documents.under_two_names, listed(pair[0], ("c", "Daily", "Budget of 2026 passed", "2025-04", "B")))  # fmt: skip
    classes = (("s", "offtake", "Reference class of promises: start, kind new", "2025-04", "C"), ("r", "offtake", "Reference class of promises: rate, kind new", "2025-04", "C"))  # fmt: skip
    assert not rows_found(documents.under_two_names, listed(*classes))


@pytest.mark.parametrize(
    ("publisher", "grade", "count"),
    [
        ("Outlet (machine translation)", "B", 1),
        ("TASS", "B", 1),
        ("Ria Novosti, in English", "B", 1),
        ("Outlet (translated by a machine)", "B", 1),
        ("Times (copy)", "B", 1),
        ("Times (copy)", "C", 0),
        ("Defense Mirror", "B", 0),
        ("Forces Operations Blog", "B", 0),
    ],
)
def test_a_grade_that_the_description_contradicts_is_found(
    publisher: str, grade: str, count: int
) -> None:
    assert len(list(documents.grades(listed(("a", publisher, "On plants", "2025", grade))))) == count  # fmt: skip


@pytest.mark.parametrize(("address", "count"), [("https://tass.com/1", 1), ("https://deutsch.news-pravda.com/1", 1), ("https://atass.com/1", 0)])  # fmt: skip
def test_a_state_outlet_is_known_by_its_address_too(address: str, count: int) -> None:
    assert len(rows_found(documents.grades, listed(("a", "Daily", "x", "2025", "B"), address=address))) == count  # fmt: skip


def test_a_source_without_an_address_is_found() -> None:
    assert rows_found(documents.grades, listed(("a", "Daily", "x", "2025", "B"), address="")) == [("a", "address")]  # fmt: skip


def test_an_indirect_document_with_a_better_one_beside_it_is_found() -> None:
    two = sources(("weak", "Shop", "x", "2025", "C"), ("good", "Firm", "y", "2025", "B"))
    given = with_rows(study(sources=two), "recipes", source="weak", note="5.0 by good")
    assert len(list(documents.weaker_than_the_other_end(given))) == 1
    given = with_rows(study(sources=two), "recipes", source="good", note="5.3 by weak")
    assert not list(documents.weaker_than_the_other_end(given))


@pytest.mark.parametrize(("own", "others", "found"), [(12, 228, 1), (12, 229, 0), (11, 0, 0)])
def test_a_document_is_behind_many_figures_from_twelve_and_a_twentieth_on(
    own: int, others: int, found: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """12 / 240 is a twentieth, 12 / 241 less; judgements count nowhere."""
    rows = [("sourced", "a", "lines")] * own + [("assumed", "a", "lines")] * 90
    rows += [("sourced", f"b{k}", "prices") for k in range(others)]
    figures = pd.DataFrame(rows, columns=["status", "source", "table"])
    monkeypatch.setattr(documents, "provenance", lambda _: figures)
    told = [f for f in documents.one_behind_many(TOY) if f.check == "one document behind many figures"]  # fmt: skip
    assert [(f.rows, f.found) for f in told] == [(("a",), f"{own} of {own + others} sourced figures (lines)")] * found  # fmt: skip


def test_one_number_at_two_stages_of_a_firm_is_found_and_one_of_two_firms_is_not() -> None:
    def stages(producer: str, source: str) -> list[tuple[str, ...]]:
        # Alfa's motor works and pump hall, and Beta's reserve hall of pumps
        made = {"motor works": 60.0, "pump hall": 60.0, "reserve hall": 60.0}
        lines = TOY.lines.assign(capacity=TOY.lines["line"].map(made).fillna(0.0), source=source)
        lines.loc[lines["line"] == "pump hall", "producer"] = producer
        found = documents.one_behind_many(study(lines=lines))
        return [tuple(sorted(f.rows)) for f in found if f.check == "one number for several stages"]

    assert stages("Alfa", "new") == [("motor works", "pump hall")]
    assert stages("Gamma", "new") == stages("Alfa", "assumed") == []


def test_a_source_is_known_by_its_whole_name_in_a_note() -> None:
    rows = (("weak", "Shop", "x", "2025", "C"), ("army-2025-03", "Army", "y", "2025", "A"), ("army", "Army", "z", "2025", "A"))  # fmt: skip
    given = with_rows(study(sources=sources(*rows)), "recipes", source="weak", note="5.0 by army-2025-03")  # fmt: skip
    [found] = documents.weaker_than_the_other_end(given)
    assert found.found == "rests on weak, graded C; army-2025-03 is better"
    same = with_rows(given, "recipes", source="army", note="5.0 by army-2025-03, 5.3 by weak")
    assert not list(documents.weaker_than_the_other_end(same))


def test_a_rate_that_offices_publish_is_found_where_it_is_a_judgement() -> None:
    rates = pd.DataFrame({"currency": ["GBP", "USD"], "year": [2025, 2025], "rate": [1.2, 0.9], "source": ["assumed", "new"], "note": ["", ""]})  # fmt: skip
    [found] = [f for f in documents.judged_though_published(study(exchange_rates=rates)) if f.table == "exchange_rates"]  # fmt: skip
    assert (found.rows, found.found) == (("GBP | 2025",), "1 of 2 rows assumed")
