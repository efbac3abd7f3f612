"""Which rows stand behind a figure."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from offtake.results.behind import scope
from offtake.study.examples import case_path
from offtake.study.reading.read import read_study


def test_what_moves_pledged_money_stands_behind_what_it_pays_for():
    """Table budgets is empty: its amounts come from pledges, and effects name them as amounts of budgets."""
    study = read_study(case_path("two-states"))
    cut = study.driver_effects.iloc[:1].assign(
        table="budgets", where="buyer=State", column="amount"
    )
    pledge = {
        "gdp": 100.0,
        "gdp_growth": 0.0,
        "share_now": 0.02,
        "share_target": 0.02,
        "target_year": 2030,
    }
    pledge |= {"equipment_share": 0.5, "product_share": 0.5, "source": "assumed", "note": ""}
    pledges = pd.DataFrame([{"buyer": "State", **pledge}])
    tables = {**study.tables, "pledges": pledges, "driver_effects": cut}
    tables["budgets"] = study.budgets.iloc[:0]
    behind = scope.of_product(replace(study, tables=tables), "goods")

    assert behind["pledges"]["gdp"].tolist() == [100.0]
    assert behind["driver_effects"]["table"].tolist() == ["budgets"]
    assert len(behind["driver_states"])

    others = {**tables, "driver_effects": cut.assign(where="buyer=Other")}
    assert not len(scope.of_product(replace(study, tables=others), "goods")["driver_effects"])
