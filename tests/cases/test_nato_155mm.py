"""The 155 mm study: who is in it, what its budgets come to, and that nothing is counted twice."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from offtake.deals.verdicts.market import market
from offtake.deals.verdicts.nodeal import no_deal
from offtake.study.changing.money import budgets
from offtake.study.dictionary import INSTRUMENT_KINDS
from offtake.study.provenance.sources import figure_counts, provenance
from offtake.study.study import Study
from offtake.study.where import matching_rows
from offtake.uncertainty.reduction.build import build_tree

ReadCase = Callable[..., Study]

MEMBERS = (
    "ALB BEL BGR CAN CZE DEU DNK ESP EST FIN FRA GBR GRC HRV HUN ITA LTU LUX LVA MKD MNE NLD NOR"
    " POL PRT ROU SVK SVN SWE TUR USA"
)
# One dollar of 2024 in euros of 2025: 0.924 euros, raised by the price level 104.55 / 102.4.
DOLLAR = 0.924 * 104.55 / 102.4


@pytest.fixture(scope="module")
def study(case: ReadCase) -> Study:
    return case("nato-155mm")


def amounts(study: Study) -> pd.Series:
    return budgets(study).set_index(["buyer", "year"])["amount"]


def begun_and_standing(study: Study, line: str) -> float:
    """Capacity of a line once all its projects are complete, thousand a year."""
    standing = study.lines.set_index("line")["capacity"][line]
    return float(standing + study.projects.loc[study.projects["line"] == line, "adds"].sum())


def test_it_covers_2026_to_2035_in_quarters_in_euros_of_2025(study: Study) -> None:
    settings = study.settings
    assert (settings.start.year, settings.period, settings.periods) == (2026, "quarter", 40)
    assert (settings.currency, settings.price_year, settings.synthetic) == ("EUR", 2025, False)


def test_the_buyers_are_the_31_members_with_forces(study: Study) -> None:
    assert " ".join(sorted(study.buyers["iso3"])) == MEMBERS


def test_every_buyer_has_a_pledge_and_no_budget_beside_it(study: Study) -> None:
    assert set(study.buyers["buyer"]) == set(study.pledges["buyer"])
    assert study.budgets.empty


def test_columns_that_notes_call_judgements_are_counted_as_assumed(study: Study) -> None:
    figures = provenance(study)
    growth = figures[(figures["table"] == "pledges") & (figures["column"] == "gdp_growth")]
    assert set(growth["status"]) == {"assumed"}
    assert growth["reason"].str.contains("growth 1.5 %").all()
    gdp = figures[(figures["table"] == "pledges") & (figures["column"] == "gdp")]
    assert set(gdp["status"]) == {"sourced"}


def test_the_manual_states_how_many_figures_are_judgements(study: Study) -> None:
    page = (Path(__file__).parents[2] / "docs" / "nato-155mm.md").read_text(encoding="utf-8")
    counts = figure_counts(study)
    said = f"{counts['sourced']} figures are sourced and {counts['assumed']} assumed"
    assert said in page


def test_a_cut_of_budgets_acts_on_what_follows_from_pledges(study: Study) -> None:
    [effect] = study.driver_effects[study.driver_effects["table"] == "budgets"].to_dict("records")
    assert (effect["where"], effect["column"], effect["operation"]) == ("", "amount", "scale")
    assert len(matching_rows(budgets(study), "")) == 31 * 10


def test_spain_holds_to_2_1_percent_and_those_above_the_pledge_stay_there(study: Study) -> None:
    pledges = study.pledges.set_index("buyer")
    target, now = pledges["share_target"], pledges["share_now"]
    assert target["Spain"] == 0.021
    above = now[now > 0.035].index
    assert set(above) == {"Poland", "Lithuania", "Latvia"}
    assert (target[above] == now[above]).all()
    assert (target.drop([*above, "Spain"]) == 0.035).all()
    assert (pledges["target_year"] == 2035).all()


def test_germany_s_first_budget_is_that_of_hand_arithmetic(study: Study) -> None:
    # USD 4,660 bn, 2.22 % of it on defence, 30 % of that on equipment, 4 % of that on this product.
    expected = 4_660_000 * DOLLAR * 0.0222 * 0.30 * 0.04
    assert amounts(study)["Germany", 2026] == pytest.approx(expected)
    assert 1_000 < expected < 1_300


def test_estonia_s_budget_follows_the_straight_path_to_the_pledge(study: Study) -> None:
    # 3.38 % in 2026, 3.5 % in 2035: in 2029 three ninths of the way; output grows by 1.5 % a year.
    share = 0.0338 + 3 / 9 * (0.035 - 0.0338)
    expected = 42_765 * DOLLAR * 1.015**3 * share * 0.337 * 0.04
    assert amounts(study)["Estonia", 2029] == pytest.approx(expected)


def test_spain_s_last_budget_stands_at_2_1_percent(study: Study) -> None:
    expected = 1_723_000 * DOLLAR * 1.015**9 * 0.021 * 0.30 * 0.04
    assert amounts(study)["Spain", 2035] == pytest.approx(expected)


def test_the_american_budget_is_near_what_was_appropriated(study: Study) -> None:
    # USD 5.5 bn over three years, 95 % of it for this product, at 0.885 euros.
    assert amounts(study)["United States", 2026] == pytest.approx(5_500 / 3 * 0.95 * 0.885, rel=0.1)


def test_at_least_25_projects_say_capacity_capital_time_and_window(study: Study) -> None:
    expanding = study.projects[
        study.projects["kind"].isin(["shift", "debottleneck", "expand", "new"])
    ]
    assert len(expanding) >= 25
    assert (expanding["adds"] > 0).all()
    assert expanding["latest"].notna().all()
    spent_before = expanding[expanding["capex"] == 0]
    assert spent_before["note"].str.contains("are spent").all()
    assert {"warm", "reopen"} <= set(study.projects["kind"])


def test_projects_reach_what_was_announced_and_no_more(study: Study) -> None:
    announced = {
        "Unterluess bodies": 350,
        "Unterluess filling": 350,
        "Snina bodies": 360,
        "Mesko bodies": 180,
        "Nitro-Chem filling": 180,
        "Dezamet rounds": 180,
        "Niewiadow rounds": 180,
        "Nammo bodies": 200,
        "Dubnica filling": 150,
        "Nitrochemie charges": 10_000 / 2.5,
        "Bergerac powder": 1_800,
        "US charges": round(480 * 5.26),
    }
    for line, capacity in announced.items():
        assert begun_and_standing(study, line) == pytest.approx(capacity), line


def test_parts_of_one_venture_share_its_capital_instead_of_repeating_it(study: Study) -> None:
    capex = study.projects.set_index("project")["capex"]
    assert capex[["Sopot bodies", "Sopot filling", "Sopot charges", "Sopot powder"]].sum() == 1_000
    assert capex[["Victoria charges", "Victoria powder"]].sum() == 500


def test_no_group_total_stands_beside_its_parts(study: Study) -> None:
    rheinmetall = study.lines[study.lines["producer"] == "Rheinmetall"]
    assert rheinmetall.groupby("product")["capacity"].sum()[
        ["body", "projectile", "round"]
    ].tolist() == [
        700,
        700,
        700,
    ]


def test_the_low_envelope_is_near_what_europe_was_found_to_make(study: Study) -> None:
    # 550,000 in January 2024 by a maker's paper, fewer than 600,000 in July 2024.
    europe = study.lines[~study.lines["country"].isin(["USA", "CAN"])]
    delivered = (europe["capacity"] * europe["reliability"]).groupby(europe["product"]).sum()
    rounds = {
        "round": delivered["round"],
        "projectile": delivered["projectile"],
        "charge": delivered["charge"] / 5.26,
        "powder": delivered["powder"] / (5.26 * 2.5),
    }
    assert 500 < min(rounds.values()) < 600
    assert min(rounds, key=lambda stage: rounds[stage]) in ("charge", "powder")


def test_the_high_envelope_lets_the_claim_of_two_million_hold_at_every_stage(study: Study) -> None:
    effects = study.driver_effects
    scales = effects[(effects["state"] == "high") & (effects["source"] == "S146")]
    capacity = study.lines.set_index("line")["capacity"]
    assert len(scales) == 3
    for where, factor in zip(scales["where"], scales["value"], strict=True):
        lines = where.removeprefix("line=").split("|")
        assert capacity[lines].sum() * factor == pytest.approx(2_000, rel=1e-3)


def test_america_stands_at_40_000_a_month(study: Study) -> None:
    capacity = study.lines.set_index("line")["capacity"]
    assert capacity["US bodies"] == capacity["Iowa rounds"] == 40 * 12
    assert capacity["US charges"] == round(18 * 12 * 5.26)


def test_a_round_needs_every_part_down_to_the_powder(study: Study) -> None:
    needs = study.recipes.set_index(["product", "input"])["quantity"]
    assert needs.to_dict() == {
        ("round", "projectile"): 1,
        ("projectile", "body"): 1,
        ("round", "charge"): 5.26,
        ("charge", "powder"): 2.5,
    }
    assert set(study.lines["product"]) == set(study.products["product"])


def test_a_round_costs_what_leaves_the_published_margin_at_the_price(study: Study) -> None:
    # Rheinmetall's weapons and ammunition: 1,030 of 3,500 in 2025, 29.4 %.
    cost = study.lines.groupby("product")["unit_cost"].first()
    whole = cost["round"] + cost["projectile"] + cost["body"]
    whole += 5.26 * (cost["charge"] + 2.5 * cost["powder"])
    assert 1 - whole / 5.0 == pytest.approx(1_030 / 3_500, abs=0.01)


def test_needs_are_one_stock_and_one_flow_for_each_member_with_forces(study: Study) -> None:
    kinds = study.requirements.groupby("buyer")["kind"].unique()
    assert {frozenset(kind) for kind in kinds} == {frozenset({"stock", "flow"})}
    assert len(kinds) == 31


def test_germany_s_stock_grows_from_20_to_230_thousand(study: Study) -> None:
    needs = study.requirements
    german = needs[(needs["buyer"] == "Germany") & (needs["kind"] == "stock")]
    assert 20 + german["quantity"].sum() == pytest.approx(230)


def test_ukraine_s_million_and_a_half_is_shared_out_once(study: Study) -> None:
    # The rest of the flow is training: 100 thousand for 936.8 bn dollars, so 55.6 for 520.9.
    flow = study.requirements[study.requirements["kind"] == "flow"]
    year = flow[(flow["period"] == "2026") & (flow["buyer"] != "United States")]
    assert year["quantity"].sum() == pytest.approx(1_500 + 100 * 520.95 / 936.839, rel=1e-4)


def test_of_the_frameworks_only_the_firm_part_is_an_order(study: Study) -> None:
    # Ceilings of 2,350 and 2,350 thousand, 220 thousand and EUR 58 bn are in none of the orders.
    orders = study.orders.set_index("order")["quantity"]
    assert orders["NATO agency 2024, KNDS"] == 0
    assert orders["Slovakia 2025"] * 5.0 == pytest.approx(38.5)
    assert orders.sum() < 1_000


def test_no_weak_source_is_listed_and_indirect_ones_only_bound_ranges(study: Study) -> None:
    grade = study.sources.set_index("source")["grade"]
    assert set(grade) <= {"A", "B", "C"}
    for name, frame in study.tables.items():
        if "source" not in frame or name in ("sources", "recipes", "driver_effects", "rivals"):
            continue
        cited = frame.loc[frame["source"] != "assumed", "source"]
        assert not (cited.map(grade) == "C").any(), name


def test_what_a_round_is_worth_is_said_to_be_assumed_in_every_row(study: Study) -> None:
    assert study.requirements["note"].str.contains("no source for either|assumed: .*value").all()


def test_information_arrives_on_three_dates(study: Study) -> None:
    dates = {str(day)[:10] for day in study.driver_states["date"]}
    assert dates == {"2027-01-01", "2028-01-01", "2030-01-01"}
    assert set(study.drivers["driver"]) == {"demand", "budget", "building", "reliability"}


def test_all_kinds_of_clauses_are_on_offer_and_grants_stay_within_the_legal_caps(
    study: Study,
) -> None:
    assert set(study.instruments["kind"]) == set(INSTRUMENT_KINDS)
    assert set(study.projects["grant_cap"]) <= {0.15, 0.25, 0.35, 0.4, 0.5, 1.0}


def test_american_targets_were_missed_by_what_history_shows(study: Study) -> None:
    # Said in February 2024: 60 a month in October 2024, just under 75 in April 2025.
    history = study.history.assign(day=study.history["date"].astype(str).str[:7])
    said = history[history["measure"].str.contains("US target stated 2024-02-06")]
    target = said.set_index("day")["value"]
    made = history[history["measure"] == "US output, thousand projectiles a month"]
    assert (target["2024-10"], target["2025-04"]) == (60, 75)
    assert made.loc[made["day"] >= "2024-09", "value"].eq(40).all()


@pytest.mark.long
def test_without_a_deal_five_years_more_change_nothing_that_is_begun_first(study: Study) -> None:
    begun = []
    for periods in (40, 60):
        longer = Study(study.settings.model_copy(update={"periods": periods}), study.tables)
        tree = build_tree(longer)
        found = no_deal(market(longer, tree)).shown
        assert found.settled
        begun.append(found.begun[0])

    assert np.array_equal(*begun)
