"""Names of figures: made of the columns that tell rows apart, one for each, and of the arrangement where it is not the main one."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from offtake.results.behind.names import EVERYTHING, Family, named


def test_a_name_is_made_of_its_columns_and_means_the_rows_that_agree_in_them():
    frame = pd.DataFrame(
        {"product": ["b", "a", "b"], "year": [2027, 2026, 2027], "mean": [1, 2, 3]}
    )
    found = dict(Family("made", "{product}.{year}", apart=()).pointers(frame.assign(by="line"), {"arrangement": "deal"}))  # fmt: skip

    assert list(found) == ["b.2027", "a.2026"]
    assert found["b.2027"].table == "made"
    assert found["b.2027"].where == {"arrangement": "deal", "product": "b", "year": 2027}
    assert found["a.2026"].behind is EVERYTHING


def test_columns_apart_pick_rows_without_a_place_in_the_name():
    frame = pd.DataFrame({"name": ["hall", "hall"], "kind": ["project", "clause"]})
    pointers = list(Family("whys", "why.{name}", apart=("kind",)).pointers(frame, {}))

    assert [name for name, _ in pointers] == ["why.hall", "why.hall"]
    assert [p.where["kind"] for _, p in pointers] == ["project", "clause"]


def test_measures_shares_and_totals_are_called_as_people_write_them():
    measure = pd.DataFrame({"measure": ["delivered:pump: large", "begun"]})
    assert [n for n, _ in Family("answer", "{measure}").pointers(measure, {})] == ["delivered.pump: large", "begun"]  # fmt: skip
    share = pd.DataFrame({"product": ["pump"], "share": [0.5]})
    assert [n for n, _ in Family("reached", "reached.{product}.{share:.0%}").pointers(share, {})] == ["reached.pump.50%"]  # fmt: skip
    made = pd.DataFrame({"by": ["all", "line"], "name": ["", "works"], "product": ["pump"] * 2, "year": [2026] * 2})  # fmt: skip
    family = Family("made", "made.{by}.{name}.{product}.{year}")
    assert [n for n, _ in family.pointers(made, {})] == ["made.pump.2026", "made.line.works.pump.2026"]  # fmt: skip
    assert not list(family.pointers(made.iloc[:0], {}))


def test_figures_of_the_main_arrangement_need_not_name_it_and_no_two_mean_each_other(run):
    plan = run.plans["first-best"]
    answer = run.tables["answer"]
    other = pd.concat([answer, answer.assign(arrangement="no-deal")], ignore_index=True)
    both = replace(
        run,
        plans={"no-deal": replace(plan, arrangement="no-deal"), "first-best": plan},
        tables={**run.tables, "answer": other},
    )
    found = named(both)
    value = {
        name: p.where for name, p in found.items() if name.rpartition("/")[2] == "social_value"
    }

    assert len(value) == 2
    short = value.pop("social_value")
    ((name, long),) = value.items()
    assert name == f"{long['arrangement']}/social_value"
    assert {short["arrangement"], long["arrangement"]} == {"no-deal", "first-best"}


def test_names_of_the_report_lead_to_what_it_shows(run):
    found = named(run)

    assert found["answer.worth"].where == {
        "measure": "social_value"
    }  # of every arrangement: a difference
    assert found["answer.public-cost"] == found["public_paid"]
    assert found["answer.delivered"] == found["delivered.round"]
    assert found["delivered.round"].where == {"arrangement": "first-best", "measure": "delivered:round"}  # fmt: skip
    assert found["deliveries"].table == "deliveries"
    assert "value_of_commitment" not in found  # there is no deal
    assert "terms" not in found


def test_what_signing_adds_leads_to_both_arrangements_of_its_difference(run):
    plan = run.plans["first-best"]
    answer, lateness = run.tables["answer"], run.tables["lateness"]
    plans = {a: replace(plan, arrangement=a) for a in ("no-deal", "deal", "first-best")}
    tables = {
        name: pd.concat([frame.assign(arrangement=a) for a in plans], ignore_index=True)
        for name, frame in (("answer", answer), ("lateness", lateness))
    }
    found = named(replace(run, plans=plans, tables={**run.tables, **tables}))

    assert found["answer.public-cost"].where == {"measure": "public_paid"}
    assert found["answer.delivered"].where == {"measure": "delivered:round"}
    assert found["public_paid"].where == {"arrangement": "deal", "measure": "public_paid"}
