"""Policies: ordered edits that stack, refused where they break a rule."""

from __future__ import annotations

import pytest

from offtake.errors import StudyError, UsageError
from offtake.study.changing.money import budgets
from offtake.study.reading.assemble import apply_policy
from offtake.study.reading.read import read_study


def test_edits_set_scale_and_add_in_the_rows_meant(folder):
    study = read_study(folder(), "dear+late")

    assert study.projects["capex"].tolist() == [60.0, 60.0]  # 40 x 1.5; P2 is not meant
    assert study.projects["build_time"].tolist() == [3.0, 3.0]
    cost = study.lines.set_index("line")["unit_cost"]
    assert [cost["A1"], cost["A2"]] == pytest.approx([0.004, 0.002])


def test_without_a_policy_nothing_is_edited(folder):
    assert read_study(folder()).projects["capex"].tolist() == [40.0, 60.0]


def test_edits_of_a_policy_follow_their_order_not_their_rows(folder):
    changes = """\
policy,order,table,where,column,operation,value
p,2,projects,project=P1,capex,add,1
p,1,projects,project=P1,capex,scale,2
"""
    assert read_study(folder({"changes": changes}), "p").projects["capex"][0] == 40 * 2 + 1


@pytest.mark.parametrize(
    ("policy", "capex"), [("a+b", 40 * 2 + 1), ("b+a", (40 + 1) * 2), ("a+a", 160)]
)
def test_policies_stack_from_left_to_right(folder, policy, capex):
    changes = """\
policy,order,table,where,column,operation,value
a,1,projects,project=P1,capex,scale,2
b,1,projects,project=P1,capex,add,1
"""
    path = folder({"changes": changes})

    assert read_study(path, policy).projects["capex"][0] == capex
    assert read_study(path, policy.split("+")).projects["capex"][0] == capex


@pytest.mark.parametrize("policy", ["dear", "late", "dear+late"])
def test_editing_a_study_gives_what_reading_with_the_policy_gives(folder, policy):
    path = folder()

    assert apply_policy(read_study(path), policy) == read_study(path, policy)


def test_where_edits_were_made_others_may_mean_no_row_any_more(folder):
    changes = """\
policy,order,table,where,column,operation,value
cheap,1,projects,capex=40,capex,set,30
dear,1,projects,capex=60,capex,set,90
"""
    study = read_study(folder({"changes": changes}), "cheap")

    other = study.with_(settings={"leaves": 2})
    assert (other.policy, other.projects["capex"].tolist()) == ("cheap", [30, 60])
    both = other.with_("dear")
    assert (both.policy, both.projects["capex"].tolist()) == ("cheap+dear", [30, 90])
    with pytest.raises(StudyError, match="no row of table 'projects' is meant by 'capex=40'"):
        study.with_("cheap")


def test_money_of_an_edit_is_in_the_studys_currency(folder):
    changes = (
        "policy,order,table,where,column,operation,value\np,1,lines,line=B1,unit_cost,set,0.005\n"
    )

    lines = read_study(folder({"changes": changes}), "p").lines.set_index("line")
    assert lines["unit_cost"]["B1"] == 0.005


@pytest.mark.parametrize(
    ("column", "value", "expected"),
    [
        ("earliest", "2027-01-01", "2027-01-01"),
        ("ramp", "0.5;1", "(0.5, 1.0)"),
        ("kind", "shift", "shift"),
        ("limit", "3", "3"),
    ],
)
def test_an_edit_may_set_a_cell_of_any_kind(folder, column, value, expected):
    changes = f"policy,order,table,where,column,operation,value\np,1,projects,project=P1,{column},set,{value}\n"

    study = read_study(folder({"changes": changes}), "p")

    assert str(study.projects[column][0]) == expected


def test_an_edit_that_breaks_a_bound_is_reported_at_its_value(folder):
    path = folder({"changes": {"G2": "-1"}})

    with pytest.raises(StudyError) as refusal:
        read_study(path, "dear")

    [fault] = refusal.value.faults
    assert str(fault) == "E104  changes.csv:G2  capex: -40 is below the minimum 0 money"
    read_study(path)  # the base study is sound


def test_an_edit_may_break_no_reference(folder):
    changes = (
        "policy,order,table,where,column,operation,value\np,1,lines,line=B1,producer,set,Gamma\n"
    )

    with pytest.raises(
        StudyError, match=r"E110  changes.csv:G2  producer: 'Gamma' is not in table"
    ):
        read_study(folder({"changes": changes}), "p")


def test_a_whole_number_scaled_to_a_fraction_is_refused(folder):
    changes = "policy,order,table,where,column,operation,value\np,1,projects,project=P1,limit,scale,0.75\n"

    with pytest.raises(StudyError, match=r"E103  changes.csv:G2  limit: 1.5 is not a whole number"):
        read_study(folder({"changes": changes}), "p")


def test_text_cannot_be_scaled(folder):
    changes = "policy,order,table,where,column,operation,value\np,1,projects,,kind,scale,2\n"

    with pytest.raises(
        StudyError, match=r"E117  changes.csv:F2  operation: 'scale' does not go with"
    ):
        read_study(folder({"changes": changes}), "p")


def test_an_unknown_policy_is_wrong_use_and_the_known_ones_are_named(folder):
    with pytest.raises(
        UsageError, match=r"policy 'deer' not found; did you mean 'dear'\?; known: dear, late"
    ):
        read_study(folder(), "deer")
    with pytest.raises(UsageError, match="the study has no policies"):
        read_study(folder({"changes": None}), "deer")


PLEDGED = """\
policy,order,table,where,column,operation,value
more,1,budgets,buyer=Warsaw;year=2027,amount,scale,2
pledge,1,pledges,buyer=Warsaw,share_target,set,0.06
"""


def test_an_edit_of_a_pledged_budget_puts_the_budgets_in_the_pledge_s_place(folder):
    path = folder({"changes": PLEDGED})
    before = budgets(read_study(path)).set_index(["buyer", "year"])["amount"]

    study = read_study(path, "more")

    after = budgets(study).set_index(["buyer", "year"])["amount"]
    # Warsaw in 2027: 900,000 · 1.02 · (0.04 + 1/4 · 0.01) · 0.4 · 0.02, and twice that.
    assert before["Warsaw", 2027] == pytest.approx(900_000 * 1.02 * 0.0425 * 0.4 * 0.02)
    assert after["Warsaw", 2027] == pytest.approx(2 * before["Warsaw", 2027])
    assert after.drop(("Warsaw", 2027)).to_dict() == before.drop(("Warsaw", 2027)).to_dict()
    assert study.pledges.empty
    assert set(study.budgets["source"]) == {"S1"}
    assert study == apply_policy(read_study(path), "more")


def test_a_pledge_is_edited_before_its_budgets_or_not_at_all(folder):
    path = folder({"changes": PLEDGED})
    # In 2027 a quarter of the way from 4 % to 6 %.
    amount = 2 * 900_000 * 1.02 * 0.045 * 0.4 * 0.02
    edited = budgets(read_study(path, "pledge+more")).set_index(["buyer", "year"])["amount"]
    assert edited["Warsaw", 2027] == pytest.approx(amount)

    with pytest.raises(StudyError) as refusal:
        read_study(path, "more+pledge")
    assert [f.cell for f in refusal.value.faults] == ["changes.csv:D3"]


def test_edits_that_break_a_pledged_budget_are_refused_at_the_edit(folder):
    changes = PLEDGED.replace("scale,2", "set,-1")

    with pytest.raises(StudyError) as refusal:
        read_study(folder({"changes": changes}), "more")

    assert [str(f) for f in refusal.value.faults] == [
        "E104  changes.csv:G2  amount: -1 is below the minimum 0 money/year"
    ]


def test_given_budgets_are_edited_without_touching_pledges(folder):
    changes = PLEDGED.replace("buyer=Warsaw;year=2027", "buyer=Berlin")
    study = read_study(folder({"changes": changes}), "more")

    assert study.budgets["amount"].tolist() == [1800, 1900, 1900, 1900]
    assert study.pledges["buyer"].tolist() == ["Warsaw"]
