"""The term sheets: what opens without a clause, in words, and bars that add up to the title's sum."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

from offtake.views.drawing.frames import material
from offtake.views.figures.deal.small import OPENS
from offtake.views.figures.deal.terms import FIRM_ORDER, SAID, terms

COLUMNS = [
    "instrument",
    "kind",
    "buyer",
    "producer",
    "covers",
    "size",
    "unit",
    "expected_cost",
    "gap_without",
    "shortfall_without",
    "deviation_without",
    "overspent_without",
]


def clause(name, cost, kind="grant", producer="Alder Works", covers="all", **opens):
    row = dict(zip(COLUMNS, (name, kind, "Arland", producer, covers, 1.0, "money", cost, 0.0, 0.0, 0.0, 0.0), strict=True))  # fmt: skip
    return row | opens


def sheet(invent, *clauses, deal=None):
    run = invent().with_frame("clauses", pd.DataFrame(list(clauses)))
    found = material(run)
    return terms(replace(found, headline={**found.headline, "deal": deal or {}}))


def without(figure) -> list[str]:
    return figure.tables[0].frame["Without this clause"].tolist()


def test_each_gap_that_opens_is_told_in_its_words_and_a_wish_to_deviate_beyond_refusing_only(
    invent,
):
    figure = sheet(
        invent,
        clause("a", 9.0, gap_without=4.0, deviation_without=4.0, shortfall_without=2.0),
        clause("b", 8.0, gap_without=4.0, deviation_without=5.0),
        clause("c", 7.0),
        clause("d", -6.0),
    )
    assert without(figure) == [
        "it refuses, EUR 4 million short; cash falls EUR 2 million below the credit limit",
        "it refuses, EUR 4 million short; the producer would rather deviate, for EUR 5 million",
        "nothing opens",
        "nothing opens; the buyers forgo EUR 6 million",
    ]


@pytest.mark.parametrize(
    ("costs", "said"),
    [
        ((30.0, -10.0), "The clauses cost EUR 20 million of public money in expectation"),
        ((10.0, -30.0), "The clauses return EUR 20 million to the public in expectation"),
    ],
)
def test_the_title_is_the_sum_with_its_sign(invent, costs, said):
    assert sheet(invent, *(clause(f"c{k}", c) for k, c in enumerate(costs))).title == said


def test_what_is_then_beyond_budgets_is_told_and_where_no_run_says_it_that_it_is_not_known(invent):
    over = clause("prepay", 0.2, overspent_without=1.03)
    assert without(sheet(invent, over)) == ["buyers pay EUR 1.03 million beyond their budgets"]
    earlier = {k: v for k, v in clause("prepay", 0.2).items() if k != "overspent_without"}
    assert without(sheet(invent, earlier)) == ["whether budgets hold is not known of this run"]
    assert tuple(SAID) == OPENS


def test_sheets_stand_by_producer_and_the_dearest_clause_first_whatever_the_rows(invent):
    figure = sheet(
        invent,
        clause("small", 2.0, producer="Cedar plc"),
        clause("least", -1.0, producer="Birch & Sons"),
        clause("large", 5.0, producer="Cedar plc"),
    )
    assert [table.caption.split(" accepts")[0] for table in figure.tables] == ["Term sheet: Birch & Sons", "Term sheet: Cedar plc"]  # fmt: skip
    assert figure.tables[1].frame["Clause"].tolist() == ["large (grant)", "small (grant)"]


def test_a_producer_is_told_by_what_it_has_to_spare_or_lacks(invent):
    # invented: acceptance 45 × level − 40 + 6k; deal 0.93: 1.85 and 7.85, first-best 5 and 11: nobody refuses
    captions = [
        t.caption for t in sheet(invent, clause("a", 1.0), clause("b", 1.0, producer="Nobody")).tables
    ]  # fmt: skip
    assert captions == [
        "Term sheet: Alder Works accepts, with EUR 1.85 million to spare",
        "Term sheet: Nobody",
    ]
    found = material(invent().with_frame("clauses", pd.DataFrame([clause("a", 1.0)])))
    own = {a: {**v, "producers": [{**p, "acceptance": p["acceptance"] - 11.0} for p in v["producers"]]} for a, v in found.headline["arrangements"].items()}  # fmt: skip
    # what it lacks is told as the deal found it, as the other pages tell it: its part beside the deal's goods, not first-best's
    asked = {"acceptance": [{"producer": "Alder Works", "gap": 6.0}]}
    poor = terms(replace(found, headline={**found.headline, "arrangements": own, "deal": asked}))
    # 1.85 − 11
    assert poor.tables[0].caption == "Term sheet: Alder Works does not accept; EUR 9.15 million is missing; without any clause it refuses its part, EUR 6 million short"  # fmt: skip


def test_bars_add_up_to_the_title_though_clauses_of_no_weight_are_one(invent):
    deal = {
        "clauses": [clause("large", 50.0), clause("tiny", 0.4), clause("mite", -0.1)],
        "acceptance": [{"producer": "Alder Works", "with_clauses": {"npv_mean": 100.0}}],
    }
    figure = sheet(invent, *deal["clauses"], deal=deal)  # below 1 is small
    assert len(figure.tables[0].frame) == 1
    rows = next(r for r in figure.panels[0].spec["datasets"].values() if r and "mean" in r[0])
    assert {r["label"]: r["mean"] for r in rows} == {"Alder Works · large": 50.0, "2 others · of no weight": pytest.approx(0.3)}  # fmt: skip
    assert figure.title.startswith("The clauses cost EUR 50.3 million")


def test_why_no_order_is_told_where_readiness_is_paid_for_and_no_order_placed(invent):
    ready, order = clause("r", 1.0, kind="reservation"), clause("o", 1.0, kind="firm_order")
    assert FIRM_ORDER in sheet(invent, ready).remarks
    assert FIRM_ORDER not in sheet(invent, ready, order).remarks
    assert FIRM_ORDER not in sheet(invent, clause("g", 1.0)).remarks
