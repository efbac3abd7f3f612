"""Tables by name: each is declared once, and says itself what it holds."""

from __future__ import annotations

import pandas as pd
import pytest

from offtake.errors import UsageError
from offtake.frozen import Frames
from offtake.results.dictionary import RESULTS
from offtake.results.tables.statistics import Stats, main_arrangement

ANSWER = pd.DataFrame({"arrangement": ["no-deal", "deal"], "measure": "public_paid", "mean": [1.0, 2.0]})  # fmt: skip
MONEY = pd.DataFrame({"arrangement": ["no-deal", "deal", "deal"], "year": [2026, 2026, 2027], "step": "paid", "mean": [5.0, 6.0, 7.0]})  # fmt: skip


@pytest.fixture
def stats() -> Stats:
    return Stats(Frames({"answer": ANSWER, "money_path": MONEY}), "deal", "EUR", 2025)


def test_every_declared_table_has_a_method_that_says_what_it_holds():
    named = {t.name for t in RESULTS} - {"payments"}  # read by who_pays(by=...)
    assert {name for name in vars(Stats) if not name.startswith("_")} >= named
    assert Stats.answer.__name__ == "answer"
    assert Stats.answer.__doc__ == (
        "The headline figures, one row a measure.  Columns: arrangement, measure, unit, mean, "
        "p05, p10, p25, p50, p75, p90, p95."
    )


def test_a_frame_says_its_units_and_another_reader_gets_his_own(stats):
    frame = stats.money_path()
    assert frame["mean"].tolist() == [6.0, 7.0]
    assert stats.money_path("no-deal")["mean"].tolist() == [5.0]
    assert stats.answer().attrs["meaning"] == "The headline figures, one row a measure."
    frame.loc[0, "mean"] = 0.0
    assert stats.money_path()["mean"].tolist() == [6.0, 7.0]


def test_what_a_run_has_not_is_none_and_what_there_is_not_is_refused(stats):
    assert stats.clauses() is None
    assert stats.who_pays() is None
    with pytest.raises(UsageError, match="no arrangement 'course'; it has no-deal, deal"):
        stats.money_path("course")


@pytest.mark.parametrize(
    ("solved", "main"),
    [(("first-best", "no-deal", "deal"), "deal"), (("first-best", "course"), "first-best"), (("course",), "course")],
)  # fmt: skip
def test_a_report_is_about_the_deal_or_the_last_there_is(solved, main):
    assert main_arrangement(solved) == main
