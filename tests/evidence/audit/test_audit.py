"""Each check finds a fault that was planted, and nothing where the row is as it should be."""

from __future__ import annotations

import dataclasses
from datetime import date

import pandas as pd
import pytest
from tests.evidence.audit.planted import START, TOY, first, line, rows_found, study, with_rows

from offtake.evidence.audit import contracts, dates, figures, projects, stages
from offtake.evidence.audit.audit import audit
from offtake.evidence.audit.finding import years_in


def test_years_are_read_outside_brackets_and_quantities() -> None:
    assert years_in("share of 2025; 2,024 rounds; from Jan 2024 (S2030)") == [2025, 2024]


def test_a_capacity_read_long_before_the_study_is_found_and_a_fresh_one_is_not() -> None:
    assert (first("lines"), "capacity") in rows_found(dates.far_from_their_date, line(source="old", note=""))  # fmt: skip
    assert (first("lines"), "capacity") not in rows_found(dates.far_from_their_date, line(source="new", note=""))  # fmt: skip


def test_a_figure_said_of_an_earlier_year_is_found_unless_the_first_year_is_named_too() -> None:
    old = line(source="new", note="output of 2024")
    both = line(source="new", note="output of 2024, and again of 2026")
    assert (first("lines"), "capacity") in rows_found(dates.far_from_their_date, old)
    assert (first("lines"), "capacity") not in rows_found(dates.far_from_their_date, both)


def test_a_judgement_is_not_said_to_be_old() -> None:
    assumed = line(source="old", note="assumed: capacity, reliability (a guess)")
    assert not rows_found(dates.far_from_their_date, assumed)


def test_what_a_driver_makes_unknown_on_the_first_day_is_a_range_and_not_old() -> None:
    move = TOY.driver_states.iloc[[0]].assign(date=START)
    acts = TOY.driver_effects.iloc[[0]].assign(driver=move["driver"].iloc[0], table="lines", where="", column="capacity")  # fmt: skip
    old = with_rows(study(driver_states=move, driver_effects=acts), "lines", source="old", note="")
    assert (first("lines"), "capacity") not in rows_found(dates.far_from_their_date, old)
    assert (first("lines"), "reliability") in rows_found(dates.far_from_their_date, old)
    later = with_rows(study(driver_states=move.assign(date=date(2027, 1, 1)), driver_effects=acts), "lines", source="old", note="")  # fmt: skip
    assert (first("lines"), "capacity") in rows_found(dates.far_from_their_date, later)


@pytest.mark.parametrize("words", ["25 in 2025, the year it opened", "25 left it between its opening in August and December",
                                   "25 since the start of production", "25 in the four months of 2025"])  # fmt: skip
def test_a_year_that_was_not_whole_is_found(words: str) -> None:
    assert rows_found(dates.parts_of_a_year, line(source="new", note=words, capacity=25.0))
    assert not rows_found(dates.parts_of_a_year, line(source="new", note="25 in 2025"))


def test_what_was_made_in_a_part_of_a_year_and_is_brought_to_a_year_is_not_found() -> None:
    note = "25 in the four months of 2025 after the opening: 75 a year"
    assert not rows_found(dates.parts_of_a_year, line(source="new", note=note, capacity=75.0))
    assert rows_found(dates.parts_of_a_year, line(source="new", note=note, capacity=25.0))


def test_a_plan_taken_for_a_rate_is_found() -> None:
    assert rows_found(
        dates.plans_as_rates, line(source="new", note="20 planned for 2025", capacity=20)
    )
    assert not rows_found(
        dates.plans_as_rates, line(source="new", note="20 made in 2025", capacity=20)
    )


def test_money_of_another_year_is_found_unless_its_year_is_stated() -> None:
    bare = with_rows(study(), "prices", source="old", note="", price_year=pd.NA, currency="")
    assert (f"{TOY.prices['producer'][0]} | {TOY.prices['product'][0]}", "price") in rows_found(dates.prices_without_a_year, bare)  # fmt: skip
    stated = with_rows(bare, "prices", price_year=2025)
    assert not rows_found(dates.prices_without_a_year, stated)


def test_a_contract_read_in_two_documents_is_found() -> None:
    two = with_rows(study(), "orders", source="old", note="quantity from one; price from (new)")
    assert rows_found(contracts.two_readings, two) == [(first("orders"), "quantity, price")]
    counts = with_rows(study(), "orders", source="old", note="260 rounds (old), EUR 11bn for 300 (new)")  # fmt: skip
    assert rows_found(contracts.two_readings, counts) == [(first("orders"), "quantity, price")]
    one = with_rows(study(), "orders", source="old", note="quantity and price as signed")
    assert not rows_found(contracts.two_readings, one)
    one = with_rows(study(), "orders", source="old", note="260 rounds (old); announced by (new)")
    assert not rows_found(contracts.two_readings, one)


def test_a_rate_of_exchange_is_no_reading_of_a_contract() -> None:
    rates = pd.DataFrame(
        {"currency": ["GBP"], "year": [2025], "rate": [1.167], "source": ["new"], "note": [""]}
    )
    note = "assumed: quantity, price (at the mean rate of the year (new))"
    given = with_rows(study(exchange_rates=rates), "orders", source="old", note=note)
    assert not rows_found(contracts.two_readings, given)
    assert rows_found(contracts.two_readings, with_rows(study(), "orders", source="old", note=note))


@pytest.mark.parametrize("words", ["with VAT", "EUR 880m gross", "price with tax"])
def test_tax_in_a_price_is_found(words: str) -> None:
    assert rows_found(contracts.tax_in_some, with_rows(study(), "orders", note=words))


def test_tax_that_was_taken_off_is_not_found() -> None:
    assert not rows_found(contracts.tax_in_some, with_rows(study(), "orders", note="880m gross; tax taken off"))  # fmt: skip


def test_an_order_on_a_firm_that_makes_nothing_of_the_kind_is_found() -> None:
    made = TOY.lines.groupby("producer")["product"].agg(set)
    firm, product = next((f, p) for f in made.index for p in TOY.products["product"] if p not in made[f])  # fmt: skip
    wrong = with_rows(study(), "orders", producer=firm, product=product)
    assert (first("orders"), "producer") in rows_found(contracts.firms_without_a_line, wrong)


def test_an_order_without_a_firm_quantity_is_found() -> None:
    assert rows_found(contracts.orders_of_nothing, with_rows(study(), "orders", quantity=0.0))


@pytest.mark.parametrize("words", ["it has been running since October", "the treasury paid PLN 1,358m into the group",
                                   "contract with the state of January", "ground was broken in April"])  # fmt: skip
def test_that_a_project_was_begun_is_read_in_several_words(words: str) -> None:
    begun = with_rows(study(), "projects", note=words)
    assert (first("projects"), "begun") in rows_found(projects.begun_but_on_offer, begun)


def test_a_project_that_its_note_calls_begun_is_found() -> None:
    begun = with_rows(study(), "projects", note="signed in 2024, funded by the state")
    assert (first("projects"), "begun") in rows_found(projects.begun_but_on_offer, begun)
    assert (first("projects"), "begun") not in rows_found(projects.begun_but_on_offer, with_rows(study(), "projects", note="an idea"))  # fmt: skip


def test_a_project_with_a_day_of_output_is_found_and_its_sister_of_the_same_document_too() -> None:
    def offered(*rows: tuple[str, str]) -> list[str]:
        frame = TOY.projects.head(len(rows)).assign(note=[r[0] for r in rows], source=[r[1] for r in rows])  # fmt: skip
        return [f.rows[0] for f in projects.dated_but_on_offer(study(projects=frame))]

    names = TOY.projects["project"].astype(str).tolist()
    assert offered(("300,000 a year from 2028", "old"), ("a part of the venture", "old"), ("100 a year", "new")) == names[:2]  # fmt: skip
    assert not offered(
        ("1,800 hoped for in 2026", "old"), ("100,000 a year aimed at for 2027", "new")
    )
    assert not offered(("signed in 2024; ramp-up from 2027", "old"))  # told as begun


def test_capital_of_another_plant_is_told_once_with_its_share() -> None:
    notes = [
        "EUR 222 of capital per body a year as at Brno",
        "capital: a third of what the group leaves",
        "a guess",
    ]
    frame = TOY.projects.head(3).assign(
        note=notes, source="assumed", capex=[10.0, 20.0, 70.0], limit=1
    )
    [found] = projects.capital_by_analogy(study(projects=frame))
    assert (found.rows, found.found[:3]) == (tuple(frame["project"][:2]), "30%")
    assert not list(projects.capital_by_analogy(study(projects=frame.assign(source="old"))))


def test_one_sum_that_two_projects_spend_is_found_and_one_that_they_share_is_not() -> None:
    two = TOY.projects[:2].assign(
        source="new", note="EUR 40m to 50m being put into the site", currency=""
    )
    for capital, found in (((45.0, 20.0), [(first("projects"), "capex")]), ((30.0, 20.0), [])):
        given = study(projects=two.assign(capex=capital))
        assert rows_found(projects.one_sum_in_several, given) == found


def test_a_single_dose_is_a_dose_and_alike_judgements_are_told_once() -> None:
    prices = TOY.prices.iloc[[0]].assign(product="smart pump", source="yearbook", note="USD 5m for 20 pumps")  # fmt: skip
    assert not rows_found(figures.units_of_another_product, study(prices=prices))
    dear = TOY.projects.assign(capex=100.0, source="assumed", note="a guess")
    found = list(projects.heavy_judgements(study(projects=dear)))
    assert [len(f.rows) for f in found] == [int((TOY.projects["limit"] > 0).sum())]


def test_a_maker_with_far_more_of_a_product_than_its_own_part_is_enough_for_is_found() -> None:
    # Alfa's pumps: 80 and 40 by a second shift; one motor each, of its own 30, then 40.
    motors = TOY.lines["line"] == "motor works"
    for capacity, found in ((30.0, [("pump hall", "capacity")]), (40.0, [])):
        lines = TOY.lines.assign(capacity=TOY.lines["capacity"].mask(motors, capacity))
        assert rows_found(stages.beyond_its_parts, study(lines=lines)) == found


def test_lines_of_several_countries_that_nothing_tells_apart_are_found() -> None:
    third = TOY.lines[TOY.lines["line"] == "reserve hall"].assign(line="third hall")
    alike = pd.concat([TOY.lines, third], ignore_index=True).assign(unit_cost=0.4)
    [found] = stages.nothing_apart(study(lines=alike))
    assert sorted(found.rows) == ["pump hall", "reserve hall", "third hall"]
    border = study(lines=alike, supply=TOY.supply.assign(extra_cost=0.05))
    dearer = study(
        lines=alike.assign(unit_cost=alike["unit_cost"].mask(alike["line"] == "third hall", 0.5))
    )
    assert not [*stages.nothing_apart(border), *stages.nothing_apart(dearer)]


def test_the_order_of_rows_changes_nothing_but_the_order_of_findings() -> None:
    turned = {name: frame.iloc[::-1].reset_index(drop=True) for name, frame in TOY.tables.items()}
    said = [{(f.check, f.table, frozenset(f.rows)) for f in audit(s)} for s in (TOY, dataclasses.replace(TOY, tables=turned))]  # fmt: skip
    assert said[0] == said[1]
