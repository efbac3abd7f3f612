"""What the report is drawn from: checked at the door, and which years the study covers in part."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from offtake.errors import UsageError
from offtake.views.drawing.frames import material, part_months
from offtake.views.report.page import render


def test_a_missing_frame_or_column_is_named(invent):
    run = invent().without("need")
    run = run.with_frame("projects", run.frames["projects"].drop(columns="capex"))

    with pytest.raises(UsageError, match=r"need: the run has no such frame[\s\S]*no column capex"):
        render(run)


@pytest.mark.parametrize(
    ("start", "periods", "months"),
    [
        (date(2026, 1, 1), 8, {}),
        (date(2026, 4, 1), 3, {2026: 9}),  # to the end of December
        (date(2026, 4, 1), 2, {2026: 6}),
        (date(2026, 10, 1), 7, {2026: 3, 2028: 6}),  # to the end of June
    ],
)
def test_a_year_is_told_by_its_months_where_the_study_covers_it_in_part(
    study, start, periods, months
):
    need = {"buyer": "state", "product": "good", "period": f"{start.year}-Q{(start.month + 2) // 3}", "quantity": 12, "kind": "stock", "value": 9, "late_cost": 1}  # fmt: skip
    made = study(periods, "quarter", {"start": start}, requirements=[need])
    assert part_months(made) == months


def test_a_study_ends_with_the_month_before_what_follows(invent, study):
    whole = material(invent())
    need = {"buyer": "state", "product": "good", "period": "2026-Q4", "quantity": 12, "kind": "stock", "value": 9, "late_cost": 1}  # fmt: skip
    parts = study(7, "quarter", {"start": date(2026, 10, 1)}, requirements=[need])
    cut = replace(whole, study=parts, settings=parts.settings)
    assert (whole.ends, cut.ends) == ("the end of 2035", "the end of June 2028")
    assert (whole.part_years, whole.year_words(2030)) == ("", "2030")
    assert (cut.year_words(2026), cut.year_words(2027)) == ("2026 (3 months)", "2027")
    assert cut.part_years.startswith("The study covers 3 months of 2026 and 6 months of 2028:")


def test_what_arithmetic_leaves_is_nothing_and_a_cent_is_kept(invent):
    # millions: 1e-8 is a cent, 1e-10 a hundredth of it
    path = invent().frames["money_path"]
    path.loc[:2, "mean"] = [1e-10, -1e-10, -1e-8]
    assert material(invent().with_frame("money_path", path))["money_path"]["mean"].tolist()[:3] == [0.0, 0.0, -1e-8]  # fmt: skip


def test_rows_of_an_arrangement_are_its_own_and_a_frame_that_is_not_there_has_none(invent):
    found = material(invent())
    assert found.main == "deal"
    assert set(found.of_main("projects")["arrangement"]) == {"deal"}
    assert material(invent("first-best", "no-deal")).arrangements == ("no-deal", "first-best")
    waits = found.of_main("waits")
    assert waits.empty
    assert "on_time" in waits
    assert not found.has("waits")


def test_a_band_is_said_of_several_futures_only(invent):
    found = material(invent())  # 27 of 1/27 each
    assert (found.futures, found.rarest) == (27, pytest.approx(1 / 27))
    assert found.spread("to 9") == "to 9"
    assert replace(found, futures=1, rarest=1.0).spread("to 9") == ""
    assert replace(found, futures=8, rarest=0.07).most_futures == "all 8 futures"
