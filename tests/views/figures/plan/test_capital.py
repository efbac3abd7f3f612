"""Capital beside the goods: annuities of each project, and of all that begin together."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

from offtake.study.study import Study
from offtake.views.drawing.frames import material
from offtake.views.figures.plan.capital import capital, charges, contents


def with_projects(run, **columns):
    """The study of an invented run, with columns of its projects set."""
    study = run.study
    return Study(study.settings, {**study.tables, "projects": study.projects.assign(**columns)})


def test_the_capital_charge_of_a_line_is_the_annuity_of_its_capital_by_price(invent):
    found = charges(invent().study).set_index("project")
    row = found.loc["shift 1 at Site A"]

    # 40 for 20,000 a year over 10 years at 8%, at 80% of the rate; price 0.005: contracts of ten years
    # pay back 0.149029 of the capital each year, of three years 0.388034
    assert row["charge"] == pytest.approx(40 / 20_000 * 0.149029 / 0.8, rel=1e-5)
    assert row["share"] == pytest.approx(0.0745147, rel=1e-5)
    assert row["share_if_stopped"] == pytest.approx(0.194017, rel=1e-5)


def test_the_capital_of_parts_is_counted_for_the_goods_that_they_go_into(invent):
    study = invent().study
    parts = pd.DataFrame(
        [("rounds", "charges", 5.0), ("charges", "powder", 2.5)],
        columns=["product", "input", "quantity"],
    )
    products = pd.DataFrame({"product": ["rounds", "charges", "powder"]})
    inside = contents(
        Study(study.settings, {**study.tables, "recipes": parts, "products": products})
    )

    assert inside == {
        "rounds": ("rounds", 1.0),
        "charges": ("rounds", 5.0),
        "powder": ("rounds", 12.5),
    }


def test_a_project_lives_for_the_study_where_no_life_is_said_and_stops_no_later_than_it_ends(
    invent,
):
    def share(life):
        found = charges(with_projects(invent(), life=life)).iloc[0]
        return found["years"], found["share"], found["share_if_stopped"]

    # 40 quarters are ten years; annuities at 8%: ten years 0.149029, two years 0.560769; 0.002 of capital, 0.8, 0.005
    assert share(float("nan")) == (10.0, pytest.approx(0.0745147, rel=1e-5), pytest.approx(0.194017, rel=1e-5))  # fmt: skip
    assert share(2.0) == (2.0, pytest.approx(0.280385, rel=1e-5), pytest.approx(0.280385, rel=1e-5))


def test_what_costs_nothing_adds_nothing_or_has_no_price_has_no_charge(invent):
    whole = len(charges(invent().study))
    capex = invent().study.projects["capex"].mask([True, *[False] * (whole - 1)], 0.0)
    assert len(charges(with_projects(invent(), capex=capex))) == whole - 1
    assert charges(with_projects(invent(), adds=0.0)).empty
    study = invent().study
    assert charges(Study(study.settings, {**study.tables, "prices": study.prices[:0]})).empty


def test_the_title_sets_all_capital_that_begins_beside_all_that_it_adds(invent):
    # one rate, life, reliability and price: the weighted mean is Σ begun × capex / Σ begun × adds × 0.149029 / 0.8 / 0.005
    run = material(invent())
    capex = [400.0 if k % 2 else 40.0 for k in range(len(run.study.projects))]
    own = run.of_main("projects")
    each = float((own["share_begun"] * capex).sum() / (own["share_begun"] * own["adds"]).sum())
    whole, stopped = (each * a / 0.8 / 0.005 for a in (0.149029, 0.388034))
    assert capital(replace(run, study=with_projects(invent(), capex=capex))).title.endswith(
        f"apital charge is {whole:.0%} of the price of the goods (rounds) over the life of a line, "
        f"{stopped:.0%} if orders stop after 3 years"
    )


def test_where_nothing_that_costs_capital_begins_nothing_is_drawn(invent):
    idle = invent().frames["projects"].assign(share_begun=0.0)
    figure = capital(material(invent().with_frame("projects", idle)))
    assert figure.title == "No project that costs capital begins"
    assert figure.panels == ()
    assert capital(replace(material(invent()), study=with_projects(invent(), capex=0.0))) is None
