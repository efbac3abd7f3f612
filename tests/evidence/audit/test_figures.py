"""Figures against their own notes and each other: the fault that is planted is found, its near miss is not."""

from __future__ import annotations

import dataclasses
from datetime import date

import pandas as pd
import pytest
from tests.evidence.audit.planted import TOY, first, line, rows_found, study, with_rows

from offtake.evidence.audit import figures


def test_a_count_of_another_product_is_found_unless_the_figure_is_assumed() -> None:
    own = str(TOY.lines["product"][0])
    other = next(str(p) for p in TOY.products["product"] if p != own)
    assert rows_found(figures.units_of_another_product, line(source="new", note=f"20,000 {other}s"))
    assumed = f"20,000 {other}s; assumed: capacity (taken as many)"
    assert not rows_found(figures.units_of_another_product, line(source="new", note=assumed))
    assert not rows_found(figures.units_of_another_product, line(source="new", note=f"20 {own}s"))


def test_a_number_as_its_note_writes_it_where_the_unit_is_a_thousand_is_found() -> None:
    thousands = TOY.products.assign(unit="thousand " + TOY.products["unit"])
    for capacity, found in ((100_000.0, [(first("lines"), "capacity")]), (100.0, [])):
        given = with_rows(study(products=thousands), "lines", capacity=capacity, note="100,000 a year, of 1,100,000 in all")  # fmt: skip
        assert rows_found(figures.counts_of_another_scale, given) == found
    assert not rows_found(figures.counts_of_another_scale, line(capacity=100_000.0, note="100,000 a year"))  # fmt: skip


def test_an_output_that_capacity_and_reliability_do_not_give_is_found() -> None:
    wrong = line(source="new", capacity=60.0, reliability=0.5, note="45 output in 2024")
    right = line(source="new", capacity=60.0, reliability=0.75, note="45 output in 2024")
    assert rows_found(figures.output_in_the_note, wrong) == [(first("lines"), "reliability")]
    assert not rows_found(figures.output_in_the_note, right)


@pytest.mark.parametrize("words", ["45 were produced in 2024", "45 shells made in 2024", "it produced about 45 in 2024"])  # fmt: skip
def test_an_output_is_read_in_several_words(words: str) -> None:
    assert rows_found(figures.output_in_the_note, line(source="new", capacity=60.0, reliability=0.5, note=words))  # fmt: skip


def test_an_output_of_a_part_of_a_year_counts_as_the_note_brings_it_to_a_year() -> None:
    note = "25 made in the four months of 2025: 75 a year"
    assert not rows_found(figures.output_in_the_note, line(source="new", capacity=75.0, reliability=1.0, note=note))  # fmt: skip
    assert rows_found(figures.output_in_the_note, line(source="new", capacity=75.0, reliability=0.5, note=note))  # fmt: skip


@pytest.mark.parametrize("words", ["earlier figures of EUR 40m to 50m", "first estimate EUR 40m to 50m"])  # fmt: skip
def test_a_range_that_was_overtaken_is_not_found(words: str) -> None:
    ranged = with_rows(study(), "projects", note=f"EUR 45m; {words}")
    assert (first("projects"), "capex") not in rows_found(figures.ranges_as_numbers, ranged)


def test_a_range_in_the_note_that_nothing_carries_is_found() -> None:
    ranged = with_rows(study(), "projects", note="EUR 40m to 50m")
    assert (first("projects"), "capex") in rows_found(figures.ranges_as_numbers, ranged)
    effect = TOY.driver_effects.iloc[[0]].assign(table="projects", where="", column="capex")
    carried = dataclasses.replace(ranged, tables={**ranged.tables, "driver_effects": effect})
    assert (first("projects"), "capex") not in rows_found(figures.ranges_as_numbers, carried)
    ends = pd.DataFrame(
        [
            {
                "table": "projects",
                "where": "",
                "column": "capex",
                "low": 40.0,
                "high": 50.0,
                "operation": "set",
            }
        ]
    )
    stated = dataclasses.replace(ranged, tables={**ranged.tables, "ranges": ends})
    assert (first("projects"), "capex") not in rows_found(figures.ranges_as_numbers, stated)


def test_a_state_that_raises_lines_which_projects_raise_too_is_found() -> None:
    built = str(TOY.projects["line"][0])
    effect = TOY.driver_effects.iloc[[0]].assign(
        table="lines", where=f"line={built}", column="capacity", operation="scale", value=2.0
    )
    assert len(list(figures.counted_twice(study(driver_effects=effect)))) == 1
    assert not list(figures.counted_twice(study(driver_effects=effect.assign(value=0.5))))
    void = effect.assign(table="projects", where="", column="adds", value=0.0)
    assert not list(figures.counted_twice(study(driver_effects=pd.concat([effect, void]))))


def test_a_driver_of_what_stands_today_that_is_certain_at_first_is_found() -> None:
    effect = TOY.driver_effects.iloc[[0]].assign(driver="budget", state="cut", table="lines", where="", column="capacity", value=1.0)  # fmt: skip
    driver = "budget"
    assert (driver, "initial") in rows_found(figures.certain_at_the_start, study(driver_effects=effect))  # fmt: skip
    moves = TOY.driver_states.assign(date=date(2026, 1, 1))
    assert not rows_found(figures.certain_at_the_start, study(driver_effects=effect, driver_states=moves))  # fmt: skip
    # a development that is open until it succeeds or fails is no reading of today
    trial = effect.assign(driver="development", state="failed")
    assert not rows_found(figures.certain_at_the_start, study(driver_effects=trial))


def test_one_assumed_number_in_many_rows_is_found_once() -> None:
    buyers = pd.concat([TOY.buyers.iloc[[0]]] * 8).assign(buyer=[f"B{k}" for k in range(8)], discount_rate=0.03, source="assumed", note="a guess")  # fmt: skip
    found = list(figures.judgements_repeated(study(buyers=buyers.reset_index(drop=True))))
    assert [(f.table, f.column, len(f.rows)) for f in found if f.table == "buyers"][:1] == [("buyers", "discount_rate", 8)]  # fmt: skip


def test_two_ends_that_count_different_things_are_found() -> None:
    wide = with_rows(study(), "rivals", low=10.0, central=15.0, high=45.0)
    narrow = with_rows(study(), "rivals", low=10.0, central=15.0, high=19.0)
    counts = [len(rows_found(figures.scopes_mixed, given)) for given in (wide, narrow)]
    assert counts[0] - counts[1] == 1


@pytest.mark.parametrize(
    ("unit", "capacity", "words", "found"),
    [
        ("pumps", 45.0, "45 made in 2024", 0),
        ("thousand pumps", 45.0, "45,000 made in 2024", 0),
        ("million pumps", 45.0, "45,000,000 made in 2024", 0),
        ("million pumps", 45.0, "45 million made in 2024", 0),
        ("thousand pumps", 45.0, "45 thousand made in 2024", 0),
        ("thousand pumps", 45.0, "45 million made in 2024", 1),
        ("pumps", 54.0, "45 made in 2024", 0),
        ("pumps", 54.1, "45 made in 2024", 1),
        ("pumps", 35.9, "45 made in 2024", 1),
    ],
)
def test_an_output_is_told_in_the_products_unit_and_may_be_a_fifth_apart(
    unit: str, capacity: float, words: str, found: int
) -> None:
    """45 × 1.2 = 54 and 45 × 0.8 = 36 are still the same."""
    products = TOY.products.assign(unit=unit)
    given = with_rows(study(products=products), "lines", source="new", capacity=capacity, reliability=1.0, note=words)  # fmt: skip
    assert len(rows_found(figures.output_in_the_note, given)) == found


def test_two_years_and_a_fall_are_no_range() -> None:
    for words, found in (("100 to 200 rounds", 1), ("1990 to 2010 rounds", 0), ("200 to 100 rounds", 0)):  # fmt: skip
        given = line(note=words, capacity=150.0)
        assert rows_found(figures.ranges_as_numbers, given).count((first("lines"), "capacity")) == found  # fmt: skip


def test_one_range_in_two_rows_is_one_finding_of_both() -> None:
    said = {"motor works": "100 to 200 rounds", "pump hall": "100 to 200 rounds", "smart hall": "300 to 400 rounds"}  # fmt: skip
    noted = study(lines=TOY.lines.assign(note=TOY.lines["line"].map(said).fillna("")))
    found = [sorted(f.rows) for f in figures.ranges_as_numbers(noted) if f.column == "capacity"]
    assert sorted(found) == [["motor works", "pump hall"], ["smart hall"]]


def test_ends_mean_two_scopes_from_twice_on() -> None:
    for high, found in ((20.0, 1), (19.9, 0)):
        rivals = TOY.rivals.iloc[[0]].assign(low=10.0, central=12.0, high=high)
        assert len(list(figures.scopes_mixed(study(rivals=rivals)))) == found
    none = TOY.rivals.iloc[[0]].assign(low=0.0, central=12.0, high=99.0)
    assert not list(figures.scopes_mixed(study(rivals=none)))
