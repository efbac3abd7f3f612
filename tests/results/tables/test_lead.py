"""Which product an answer is about."""

from __future__ import annotations

import pandas as pd

from offtake.results.tables.lead import by_importance

NONE = pd.DataFrame({"capability": [], "product": []})


def _frame(**sums: tuple[float, float]) -> pd.DataFrame:
    rows = [
        (name, arrangement, mean)
        for name, pair in sums.items()
        for arrangement, mean in zip(("no-deal", "deal"), pair, strict=True)
    ]
    return pd.DataFrame(rows, columns=["product", "arrangement", "mean"])


def test_what_the_deal_changes_stands_before_what_it_hardly_changes():
    made, need = _frame(pump=(100, 100), valve=(50, 60)), pd.DataFrame({"product": ["pump"]})
    assert by_importance(made, need, ["no-deal", "deal"], NONE) == ["valve", "pump"]
    assert by_importance(made, need, ["no-deal"], NONE) == ["pump", "valve"]


def test_goods_that_take_each_others_place_are_told_by_what_they_give():
    # 150 m3 of clean water either way: of paper filters 2 fewer, of ceramic ones 2 more
    made = _frame(water=(150, 150), paper=(72, 70), ceramic=(27, 29))
    need = pd.DataFrame({"product": ["water", "paper"]})
    gives = pd.DataFrame({"capability": ["water", "water"], "product": ["paper", "ceramic"]})
    assert by_importance(made, need, ["no-deal", "deal"], gives) == ["water", "paper", "ceramic"]
    assert by_importance(made, need, ["no-deal", "deal"], NONE)[0] == "ceramic"
