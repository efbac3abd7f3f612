"""Where every figure comes from."""

from __future__ import annotations

from offtake.study.provenance.sources import (
    figure_counts,
    figures_assumed,
    figures_sourced,
    provenance,
)
from offtake.study.reading.read import read_study


def test_a_figure_has_its_rows_source_and_the_sources_grade(folder):
    frame = provenance(read_study(folder()))

    capex = frame[(frame["table"] == "projects") & (frame["column"] == "capex")]
    assert capex[["key", "value", "source", "grade", "status"]].values.tolist() == [
        ["P1", "40", "S1", "A", "sourced"],
        ["P2", "60", "S2", "C", "sourced"],
    ]


def test_keys_of_several_columns_are_joined(folder):
    frame = provenance(read_study(folder()))

    assert "Berlin | 2026" in set(frame[frame["table"] == "budgets"]["key"])


def test_assumed_and_missing_are_kept_apart(folder):
    frame = provenance(read_study(folder()))

    assert set(frame[frame["table"] == "products"]["status"]) == {"assumed"}
    assert set(frame[frame["table"] == "instruments"]["status"]) == {"missing"}


def test_defaults_and_names_are_no_figures(folder):
    frame = provenance(read_study(folder()))

    lines = frame[(frame["table"] == "lines") & (frame["key"] == "A1")]
    assert lines["column"].tolist() == ["capacity", "unit_cost", "fixed_cost"]


def test_counts_add_up_and_missing_counts_as_assumed(folder):
    study = read_study(folder())
    counts = figure_counts(study)

    # products 2 assumed; instruments T1: maximum, earliest, latest, durations missing, and the driver's
    # effect: value and to (its from belongs to the key)
    assert counts["assumed"] == 2
    assert counts["missing"] == 4 + 2
    assert figures_sourced(study) == counts["sourced"]
    assert figures_assumed(study) == counts["assumed"] + counts["missing"]
    assert len(provenance(study)) == sum(counts.values())


JUDGED = """\
buyer,iso3,discount_rate,public_fund_cost,source,note
Berlin,DEU,0.03,1.2,S1,"of 2025; assumed: public_fund_cost (as elsewhere (S2), more or less)"
Warsaw,POL,0.04,1.2,,assumed: discount_rate (a guess)
"""


def test_columns_that_a_note_calls_judgements_count_as_assumed_with_the_reason(folder):
    study = read_study(folder({"buyers": JUDGED}))
    frame = provenance(study)

    rows = frame[frame["table"] == "buyers"][
        ["key", "column", "source", "grade", "status", "reason"]
    ]
    assert rows.values.tolist() == [
        ["Berlin", "discount_rate", "S1", "A", "sourced", ""],
        ["Berlin", "public_fund_cost", "assumed", "", "assumed", "as elsewhere (S2), more or less"],
        ["Warsaw", "discount_rate", "assumed", "", "assumed", "a guess"],
        ["Warsaw", "public_fund_cost", "", "", "missing", ""],
    ]


def test_two_judgements_of_one_row_each_lower_the_count_of_sourced_figures(folder):
    before = figures_sourced(read_study(folder()))
    after = figures_sourced(read_study(folder({"buyers": JUDGED})))

    # Four sourced figures of buyers before, one after.
    assert before - after == 3


def test_the_word_assumed_in_a_sentence_is_no_list(folder):
    note = "the closing date is assumed: see S2"
    study = read_study(folder({"buyers": {"F1": "note", "F2": note}}))

    assert "Berlin" not in set(provenance(study).query("status == 'assumed'")["key"])


APART = """\
buyer,iso3,discount_rate,public_fund_cost,source,note
Berlin,DEU,0.03,1.2,assumed,a guess; assumed: public_fund_cost (as elsewhere (S2))
Warsaw,POL,0.04,1.2,assumed,assumed: public_fund_cost (as elsewhere (S2)); assumed: discount_rate (a guess)
"""


def test_in_a_row_that_is_assumed_as_a_whole_each_column_has_its_own_reason(folder):
    frame = provenance(read_study(folder({"buyers": APART})))

    rows = frame[frame["table"] == "buyers"][["key", "column", "status", "reason"]]
    assert rows.values.tolist() == [
        ["Berlin", "discount_rate", "assumed", "a guess"],
        ["Berlin", "public_fund_cost", "assumed", "as elsewhere (S2)"],
        ["Warsaw", "discount_rate", "assumed", "a guess"],
        ["Warsaw", "public_fund_cost", "assumed", "as elsewhere (S2)"],
    ]
