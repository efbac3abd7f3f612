"""What lies outside the study's time, or not in its periods, is refused at its cell."""

from __future__ import annotations

from datetime import date

import pytest

from offtake.errors import StudyError

NEED = {"buyer": "state", "product": "good", "quantity": 12, "kind": "stock", "value": 9}
ORDER = {"order": "o", "buyer": "state", "producer": "maker", "product": "good", "quantity": 1, "price": 4}  # fmt: skip
PROJECT = {"project": "more", "line": "old", "kind": "expand", "adds": 8, "capex": 5, "build_time": 0}  # fmt: skip
MOVE = {"driver": "war", "state": "on", "next": "off", "probability": 1.0}
READING = {"measure": "m", "value": 1.0, "variable": "made", "product": "good"}


@pytest.mark.parametrize(
    ("tables", "said"),
    [
        ({"requirements": [{**NEED, "period": "2025"}]}, r"E121 .*period: 2025 is not within"),
        ({"requirements": [{**NEED, "period": "2026-Q1"}]}, r"E121 .*shorter than the study's"),
        ({"budgets": [{"buyer": "state", "year": 2026, "amount": 5}]}, r"E131 .*none for 2027"),
        ({"budgets": [{"buyer": "state", "year": 2028, "amount": 5}]}, r"E121 .*year: 2028 is not"),
        (
            {"buyers": [{"buyer": "state", "discount_rate": 0.0, "year_starts": 4}]},
            r"E121 .*year_starts: 4 is not the first month of a year",
        ),
        (
            {"orders": [{**ORDER, "starts": date(2024, 1, 1), "ends": date(2025, 12, 31)}]},
            r"E121 .*ends: 2025-12-31 is not within",
        ),
        (
            {"orders": [{**ORDER, "starts": date(2028, 1, 1), "ends": date(2028, 2, 1)}]},
            r"E121 .*starts: 2028-01-01 is not within",
        ),
        ({"projects": [{**PROJECT, "begun": date(2026, 1, 2)}]}, r"E121 .*is still to come"),
        (
            {"projects": [{**PROJECT, "begun": date(2025, 1, 2), "limit": 2}]},
            r"E104 .*limit: 2 of a project that has been begun",
        ),
        (
            {
                "drivers": [{"driver": "war", "initial": "on"}],
                "driver_states": [{**MOVE, "date": date(2025, 12, 31)}],
            },
            r"E121 .*on 2025-12-31 the study, which begins on 2026-01-01, is not under way",
        ),
        (
            {"history": [{**READING, "since": date(2025, 1, 1), "date": date(2026, 6, 1)}]},
            r"E121 .*since: 2025-01-01 is before the study",
        ),
    ],
)
def test_what_is_not_in_its_time_is_refused(study, tables, said):
    with pytest.raises(StudyError, match=said):
        study(**tables)


def test_what_is_in_its_time_is_taken(study):
    years = [{"buyer": "state", "year": year, "amount": 5} for year in (2026, 2027)]
    order = {**ORDER, "starts": date(2025, 1, 1), "ends": date(2026, 1, 1)}
    assert len(study(budgets=years, orders=[order]).orders) == 1
