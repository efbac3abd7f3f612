"""The 155 mm study: who is in it, what its budgets come to, and that nothing is counted twice."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from offtake.deals.verdicts.market import market
from offtake.deals.verdicts.nodeal import no_deal
from offtake.evidence.reference.classes import reference_class
from offtake.evidence.reference.hopeful import hopeful
from offtake.study.changing.money import budgets
from offtake.study.provenance.sources import figure_counts, provenance
from offtake.study.study import Study
from offtake.study.wording.where import matching_rows
from offtake.uncertainty.reduction.build import build_tree

ReadCase = Callable[..., Study]

MEMBERS = (
    "ALB BEL BGR CAN CZE DEU DNK ESP EST FIN FRA GBR GRC HRV HUN ITA LTU LUX LVA MKD MNE NLD NOR"
    " POL PRT ROU SVK SVN SWE TUR USA"
)
# One dollar of 2024 in euros of 2025: 0.924 euros, raised by the price level 104.55 / 102.4.
DOLLAR = 0.924 * 104.55 / 102.4


FIRST_DAY = "2026-01-01"


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
    share = figures[(figures["table"] == "pledges") & (figures["column"] == "product_share")]
    assert set(share["status"]) == {"assumed"}
    assert (share["reason"] == "as Germany's").sum() == 26
    gdp = figures[(figures["table"] == "pledges") & (figures["column"] == "gdp")]
    assert set(gdp["status"]) == {"sourced"}


def test_the_manual_states_how_many_figures_are_judgements_and_what_the_tables_hold(
    study: Study,
) -> None:
    page = " ".join(
        (Path(__file__).parents[2] / "docs" / "nato-155mm.md").read_text(encoding="utf-8").split()
    )
    counts, own = figure_counts(study), provenance(study)
    beside = own[own["table"] != "requirements"]
    money = amounts(study)
    begun = int(study.projects["begun"].notna().sum())
    for said in (
        f"{counts['sourced']} figures are sourced and {counts['assumed']} assumed",
        f"{(beside['status'] == 'assumed').sum()} of the {len(beside):,} figures beside the needs",
        f"| lines | {len(study.lines)}, by firm and site",
        f"| projects | {len(study.projects)}, of them {begun} begun before 2026",
        f"With the {begun} projects that were begun",
        f"{money.xs(2026, level='year').sum() / 1e3:.1f} bn in 2026, {money.sum() / 1e3:.1f} bn in ten years",
    ):
        assert said in page, said
    assert len(study.orders) == 7
    assert "seven existing contracts" in page


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


def test_budgets_begin_with_2026_and_not_with_readings_of_two_years_before(study: Study) -> None:
    # USD 4,660 bn of 2024 and two years of 1.7 %; 2.4 % in 2025 and a tenth of the way to 3.5 % in 2035;
    # 30 % of that on equipment, 4 % of that on this product.
    share = 0.024 + 0.1 * (0.035 - 0.024)
    expected = 4_660_000 * 1.017**2 * DOLLAR * share * 0.30 * 0.04
    assert amounts(study)["Germany", 2026] == pytest.approx(expected, rel=1e-4)


def test_all_budgets_come_to_9_bn_in_2026_and_113_bn_in_ten_years_at_the_shares_of_before(
    study: Study,
) -> None:
    # A check by other hands: 8,979 m and 112.8 bn with 4 % for France and the United Kingdom and 0.6 % for the US,
    # a growth of 1.5 % a year since 2024, and Germany at the 2.22 % of a later edition on another basis.
    before = {"France": 0.04, "United Kingdom": 0.04, "United States": 0.006}
    pledges = study.pledges.set_index("buyer")
    raised = pd.Series({b: share / pledges["product_share"][b] for b, share in before.items()})
    table = amounts(study).reset_index()
    grown = (1.015 / 1.017) ** (table["year"] - 2024)
    way = (table["year"] - 2025) / 10
    later = (0.0222 + way * (0.035 - 0.0222)) / (0.024 + way * (0.035 - 0.024))
    total = table["amount"] * table["buyer"].map(raised).fillna(1.0) * grown
    total *= later.where(table["buyer"] == "Germany", 1.0)
    assert total[table["year"] == 2026].sum() == pytest.approx(8_979, abs=1)
    assert total.sum() == pytest.approx(112_842, abs=60)


def test_estonia_s_budget_follows_the_straight_path_to_the_pledge(study: Study) -> None:
    # 3.38 % in 2025, 3.5 % in 2035: in 2029 four tenths of the way; output grows by 1.7 % a year from 2024.
    share = 0.0338 + 4 / 10 * (0.035 - 0.0338)
    expected = 42_765 * DOLLAR * 1.017**5 * share * 0.337 * 0.04
    assert amounts(study)["Estonia", 2029] == pytest.approx(expected, rel=1e-4)


def test_spain_s_last_budget_stands_at_2_1_percent(study: Study) -> None:
    expected = 1_723_000 * DOLLAR * 1.017**11 * 0.021 * 0.30 * 0.04
    assert amounts(study)["Spain", 2035] == pytest.approx(expected, rel=1e-4)


def test_money_for_this_product_stays_within_official_money_for_ammunition(study: Study) -> None:
    first = amounts(study).xs(2026, level="year")
    # GBP 6.0 bn for munitions of every kind in five years; a fifth of it, at 1.167 euros.
    assert first["United Kingdom"] == pytest.approx(6_000 / 5 / 5 * 1.167, rel=0.01)
    # EUR 1.6 bn for all non-complex ammunition of the army in seven years; three quarters of it, in money of 2025.
    assert first["France"] == pytest.approx(0.75 * 230 * 1.0455, rel=0.01)
    # EUR 8.94 and 2.13 bn for ammunition of every kind in 2026.
    assert first["Germany"] < 0.15 * (8_940 + 2_130)
    # USD 5.5 bn of supplementals over three years, 95 % of it for this product, which end: half of it a year.
    assert first["United States"] == pytest.approx(5_500 / 3 * 0.95 * 0.885 / 2, rel=0.1)


def test_projects_say_capacity_capital_and_time_and_a_window_unless_they_were_begun(
    study: Study,
) -> None:
    kinds = study.projects["kind"].isin(["shift", "debottleneck", "expand", "new", "reopen"])
    expanding = study.projects[kinds]
    assert len(expanding) >= 25
    assert (expanding["adds"] > 0).all()
    begun = expanding["begun"].notna()
    assert (expanding["latest"].notna() == ~begun).all()
    assert {"warm", "reopen"} <= set(study.projects["kind"])


def test_what_was_signed_funded_or_opened_is_committed_and_pays_only_what_is_left(
    study: Study,
) -> None:
    projects = study.projects.set_index("project")
    begun = projects[projects["begun"].notna()]
    assert {"Snina to full rate", "Varpalota filling", "Karlskoga filling", "Dezamet rounds", "Baisogala",
            "Iowa Future Artillery Complex", "Mesquite bodies", "Elling reopened", "Victoria powder"} <= set(begun.index)  # fmt: skip
    assert (begun["begun"] < study.settings.start).all()
    for spent in ("Snina to full rate", "Varpalota filling", "Karlskoga filling"):
        assert projects["capex"][spent] == 0


def test_the_new_plant_in_germany_makes_140_in_2026_and_350_from_2027(study: Study) -> None:
    projects = study.projects.set_index("project")
    standing = study.lines.set_index("line")["capacity"]
    for stage in ("bodies", "filling"):
        plant = projects.loc[f"Unterluess {stage} to full rate"]
        # 25 in the 126 days of 2025 after 27 August: a yearly rate of 72, taken as 75
        assert standing[f"Unterluess {stage}"] == pytest.approx(25 * 365 / 126, rel=0.05)
        path = [standing[f"Unterluess {stage}"] + plant["adds"] * share for share in plant["ramp"]]
        assert path == pytest.approx([140, 350], rel=0.02)


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
        "Dubnica filling": 280,
        "Dubnica rounds": 280,
        "Nitrochemie powder": 6_600 + 3_400 + 1_500,
        "Bergerac powder": 1_800,
        "US charges": 480 * 5.0,
        "Rheinmetall rounds": 1_100 - 300,
    }
    for line, capacity in announced.items():
        assert begun_and_standing(study, line) == pytest.approx(capacity), line


def test_parts_of_one_venture_share_its_capital_instead_of_repeating_it(study: Study) -> None:
    capex = study.projects.set_index("project")["capex"]
    assert (
        capex[["Sopot bodies", "Sopot filling", "Sopot charges", "Sopot powder"]].sum() == 1_000
    )  # of EUR 1 bn
    assert capex[["Victoria charges", "Victoria powder"]].sum() == 500


def test_no_group_total_stands_beside_its_parts(study: Study) -> None:
    # 700 a year planned for 2025 for the group, of which the new plant was to make 25; it makes at a rate of 75
    rheinmetall = study.lines[study.lines["producer"] == "Rheinmetall"]
    stages = rheinmetall.groupby("product")["capacity"].sum()
    assert stages[["body", "projectile", "round"]].tolist() == [750, 750, 700]


def test_the_low_envelope_is_near_what_europe_was_found_to_make(study: Study) -> None:
    # 550,000 in January 2024 by a maker's paper, fewer than 600,000 in July 2024.
    europe = study.lines[~study.lines["country"].isin(["USA", "CAN"])]
    delivered = (europe["capacity"] * europe["reliability"]).groupby(europe["product"]).sum()
    rounds = {
        "round": delivered["round"],
        "projectile": delivered["projectile"],
        "charge": delivered["charge"] / 5.0,
        "powder": delivered["powder"] / (5.0 * 2.5),
    }
    assert 500 < min(rounds.values()) < 600
    assert min(rounds, key=lambda stage: rounds[stage]) in ("charge", "powder")


def test_the_claim_of_two_million_is_what_the_plants_and_begun_projects_come_to(
    study: Study,
) -> None:
    """So no state multiplies their capacity: what was begun stands among the projects, and counts once."""
    projects = study.projects[study.projects["begun"].notna()]
    lines = study.lines[~study.lines["country"].isin(["USA", "CAN"])]
    added = projects.groupby("line")["adds"].sum()
    reached = (lines["capacity"] + lines["line"].map(added).fillna(0.0)).groupby(lines["product"])
    total = reached.sum()
    assert total["body"] == pytest.approx(2_000, rel=0.125)
    assert total["projectile"] == pytest.approx(2_000, rel=0.125)
    assert total["round"] == pytest.approx(2_000, rel=0.125)
    raised = study.driver_effects[study.driver_effects["column"] == "capacity"]
    assert not raised["where"].str.contains("bodies|filling|rounds").any()


def test_what_a_state_holds_already_no_project_adds_in_it(study: Study) -> None:
    effects = study.driver_effects[study.driver_effects["state"] == "high"]
    nothing = effects[(effects["column"] == "adds") & (effects["value"] == 0)]["where"]
    assert set("|".join(nothing).replace("project=", "").split("|")) == {
        "Nitrochemie charges", "Nitrochemie powder to 10,000 t", "US charges to 40 a month",
    }  # fmt: skip


def test_america_stands_at_40_000_a_month(study: Study) -> None:
    capacity = study.lines.set_index("line")["capacity"]
    assert capacity["US bodies"] == capacity["Iowa rounds"] == 40 * 12
    assert capacity["US charges"] == 18 * 12 * 5.0


def test_a_round_needs_every_part_down_to_the_powder(study: Study) -> None:
    needs = study.recipes.set_index(["product", "input"])["quantity"]
    assert needs.to_dict() == {
        ("round", "projectile"): 1,
        ("projectile", "body"): 1,
        ("round", "charge"): 5.0,
        ("charge", "powder"): 2.5,
    }
    assert set(study.lines["product"]) == set(study.products["product"])


def test_a_round_costs_what_leaves_the_published_margin_at_the_price(study: Study) -> None:
    # Rheinmetall's weapons and ammunition: 1,030 of 3,500 in 2025, 29.4 %.
    cost = study.lines.groupby("product")["unit_cost"].first()
    whole = cost["round"] + cost["projectile"] + cost["body"]
    whole += 5.0 * (cost["charge"] + 2.5 * cost["powder"])
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
    assert (orders > 0).all()
    assert orders["Slovakia 2025"] * 5.0 == pytest.approx(38.5)
    assert (orders - study.orders.set_index("order")["delivered"].fillna(0.0)).sum() < 1_000


def test_every_order_is_on_a_firm_that_has_a_line_of_its_product(study: Study) -> None:
    made = set(zip(study.lines["producer"], study.lines["product"], strict=True))
    assert set(zip(study.orders["producer"], study.orders["product"], strict=True)) <= made


def test_orders_are_without_tax_and_of_one_reading(study: Study) -> None:
    orders = study.orders.set_index("order")
    to_2025 = 104.55 / 102.4
    # EUR 880 m with 19 % VAT for 200 thousand
    assert orders["price"]["Germany 2024, first call-off"] == pytest.approx(880 / 1.19 / 200 * to_2025, rel=0.002)  # fmt: skip
    # EUR 2.54 bn of 2023 for 300 thousand, 20 of them before 2026
    poland = orders.loc["Poland 2023"]
    assert poland["price"] * poland["quantity"] == pytest.approx(2_540 * 1.0455, rel=0.001)
    assert (poland["quantity"], poland["delivered"]) == (300, 20)


def test_money_of_earlier_years_is_raised_to_2025(study: Study) -> None:
    prices = study.prices.set_index(["producer", "product"])["price"]
    assert prices["KNDS", "round"] == pytest.approx(1_100 / 220 * 104.55 / 102.4)
    assert prices["Rheinmetall", "round"] == pytest.approx(322.2 / 75 * 1.0455, rel=1e-3)


def test_no_weak_source_is_listed_and_indirect_ones_only_bound_ranges(study: Study) -> None:
    grade = study.sources.set_index("source")["grade"]
    assert set(grade) <= {"A", "B", "C"}
    for name, frame in study.tables.items():
        beside = (
            "sources",
            "recipes",
            "driver_effects",
            "rivals",
            "history",
            "drivers",
            "driver_states",
            "changes",
        )
        if "source" not in frame or name in beside:
            continue
        cited = frame.loc[frame["source"] != "assumed", "source"]
        assert not (cited.map(grade) == "C").any(), name


def test_what_a_round_is_worth_is_said_to_be_assumed_in_every_row(study: Study) -> None:
    assert study.requirements["note"].str.contains("no source for either|assumed: .*value").all()


def test_what_stands_today_is_unknown_at_the_start_and_the_rest_moves_later(study: Study) -> None:
    dates = study.driver_states.groupby("driver")["date"].unique()
    assert {driver: [str(day) for day in days] for driver, days in dates.items()} == {
        "reliability": [FIRST_DAY], "charges": [FIRST_DAY], "building": ["2026-07-01"],
        "demand": ["2028-01-01", "2030-01-01"], "budget": ["2030-01-01"],
    }  # fmt: skip


def test_building_times_are_those_of_past_promises(study: Study) -> None:
    effects = study.driver_effects
    own = effects[(effects["driver"] == "building") & (effects["column"] == "build_time")]
    known = reference_class("start", "new", 24.0, "known", study.settings.cut_off)
    assert own["value"].tolist() == pytest.approx(known.spread.slices(3), rel=1e-3)
    assert not hopeful(study)


def test_fear_is_a_weight_or_a_hurdle_and_never_both(case: ReadCase) -> None:
    for policy in ("", "fear-less", "fear-more", "hurdle-12"):
        firms = case("nato-155mm", policy).producers
        hurdle = firms["hurdle_rate"] > firms["cost_of_capital"]
        assert not (hurdle & (firms["risk_weight"] > 0)).any(), policy


def test_goods_cross_the_atlantic_at_a_cost_and_america_takes_most_from_home(study: Study) -> None:
    supply = study.supply
    assert (supply.loc[supply["producer"] == "CAN", "extra_cost"] == 0.25).all()
    home = supply[(supply["buyer"] == "United States") & (supply["producer"] == "USA")]
    assert home["min_share"].tolist() == [0.8]


def test_rivals_are_a_row_for_each_scope(study: Study) -> None:
    scopes = study.rivals["product"]
    assert scopes.str.contains("made|aimed at|refurbished").all()
    assert not scopes.str.contains(r"152 mm.*all calibres").any()


def test_twelve_kinds_of_clauses_are_on_offer_and_grants_stay_within_the_legal_caps(
    study: Study,
) -> None:
    assert len(set(study.instruments["kind"])) == 12
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
