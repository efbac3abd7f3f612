"""Rows of a table of a page: each cell behind its column's heading; what only looks like a table stays as it is."""

from __future__ import annotations

import pytest

from offtake.evidence.opening.blocks import page_of
from offtake.evidence.opening.pages import paragraphs_of_page
from offtake.evidence.opening.tables import LONGEST_CELL

FLEET = "<table><tr><th>Tram</th><th>Trams ordered</th><th>Price</th></tr><tr><td>Norr</td><td>40</td><td>€120m</td></tr><tr><td>Orle</td><td></td><td>€30m</td></tr></table>"  # fmt: skip


def said(html: str) -> list[str]:
    return [p.text for p in paragraphs_of_page(page_of(html), html)]


def test_a_row_is_one_paragraph_with_its_headings_and_an_empty_cell_says_nothing():
    assert said(f"<p>So it is.</p>{FLEET}<p>So it was.</p>") == [
        "So it is.",
        "Tram; Trams ordered; Price",
        "Tram: Norr; Trams ordered: 40; Price: €120m",
        "Tram: Orle; Price: €30m",
        "So it was.",
    ]


def test_a_row_is_found_again_where_it_stands():
    page = paragraphs_of_page(page_of(FLEET), FLEET)
    assert FLEET[page[1].start : page[1].end] == "Norr</td><td>40</td><td>€120m"


def test_a_row_that_names_itself_keeps_its_name():
    html = "<table><thead><tr><th></th><th>2024</th></tr></thead><tbody><tr><th>Trams</th><td>40</td></tr></tbody></table>"  # fmt: skip
    assert said(html) == ["2024", "Trams; 2024: 40"]


@pytest.mark.parametrize(
    ("html", "blocks"),
    [
        ("<table><tr><td>Norr</td><td>40</td></tr><tr><td>Orle</td><td>60</td></tr></table>", ["Norr", "40", "Orle", "60"]),
        ("<table><tr><th>Yard</th><th>Trams</th></tr><tr><td>Norr</td><td>40</td><td>60</td></tr></table>", ["Yard", "Trams", "Norr", "40", "60"]),
        ("<table><tr><th colspan='2'>Yards</th></tr><tr><td>Norr</td><td>40</td></tr></table>", ["Yards", "Norr", "40"]),
        ("<table><tr><th>Yard</th><th>Trams</th></tr><tr><td ROWSPAN = 2>Norr</td><td>40</td></tr><tr><td>60</td></tr></table>", ["Yard", "Trams", "Norr", "40", "60"]),
        ("<table><tr><th>Yard</th><th>Trams</th></tr><tr><td>Norr</td><td><p>40</p><p>60</p></td></tr></table>", ["Yard", "Trams", "Norr", "40", "60"]),
        (f"<table><tr><th>Yard</th><th>Trams</th></tr><tr><td>Norr</td><td>{'x' * (LONGEST_CELL + 1)}</td></tr></table>", ["Yard", "Trams", "Norr", "x" * (LONGEST_CELL + 1)]),
        ("<table><tr><th>Yard</th><th>Trams</th></tr></table>", ["Yard", "Trams"]),
        ("<table><tr><th>Yard</th><th>Trams</th></tr><tr><td>Norr</td><td><table><tr><td>40</td></tr></table></td></tr></table>", ["Yard", "Trams", "Norr", "40"]),
    ],
)  # fmt: skip
def test_what_names_no_columns_or_keeps_to_none_is_left_as_it_is(html: str, blocks: list[str]):
    assert said(html) == blocks


def test_a_table_that_is_cut_stays_cut():
    html = f"<nav>{FLEET}</nav>"
    assert {p.cut for p in paragraphs_of_page(page_of(html), html)} == {"navigation"}


@pytest.mark.parametrize(
    "of_one", ['colspan="1"', "rowspan=1", "data-colspan=3", "COLSPAN = '1' rowspan='1'"]
)
def test_a_cell_over_one_column_is_an_ordinary_one(of_one: str):
    html = FLEET.replace("<td", f"<td {of_one}").replace("<th", f"<th {of_one}")
    assert said(html) == said(FLEET)


def test_a_row_with_a_cell_over_several_columns_stays_apart_and_the_others_are_read():
    html = FLEET.replace(
        "<tr><td>Orle", "<tr><td colspan=2>Orders of May</td><td>open</td></tr><tr><td>Orle"
    )
    assert said(html) == [
        "Tram; Trams ordered; Price",
        "Tram: Norr; Trams ordered: 40; Price: €120m",
        "Orders of May",
        "open",
        "Tram: Orle; Price: €30m",
    ]
