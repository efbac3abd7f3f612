"""Values beside each other: where equal ones are refused, where a rule ends, and one mistake makes one fault."""

from __future__ import annotations

import pytest

from offtake.study.reading.assemble import faults_in
from offtake.study.reading.read import as_found


@pytest.fixture
def faults(folder, settings):
    """Code and cell of every fault of the sound study with some cells changed."""

    def found(edits, text=settings):
        return [(f.code, f.cell) for f in faults_in(as_found(folder(edits, text)))]

    return found


@pytest.mark.parametrize(
    ("edits", "refused"),
    [
        ({"lines": {"J3": "2026-04-01"}}, "lines.csv:J3"),  # opens on that day: never open
        ({"lines": {"J3": "2026-04-02"}}, None),
        ({"projects": {"I2": "2027-01-01", "J2": "2027-01-01"}}, None),  # one day to begin on
        ({"limits": {"G2": "300"}}, None),
        ({"limits": {"G2": "299.5"}}, "limits.csv:G2"),
        ({"rivals": {"D2": "2", "E2": "2", "F2": "2"}}, None),  # all three are known
        ({"rivals": {"F2": "1.5"}}, "rivals.csv:F2"),
    ],
)
def test_what_rises_may_stand_still_but_a_line_is_open_for_a_while(faults, edits, refused):
    edits = {n: ({"F2": "300"} | e if n == "limits" else e) for n, e in edits.items()}

    assert faults(edits) == ([("E119", refused)] if refused else [])


def test_a_hurdle_at_the_cost_of_capital_is_no_second_fear(faults, settings):
    # Beta: cost of capital 0.09
    assert faults({"producers": {"C3": "0.09", "D3": "0.5"}}) == []
    assert faults({"producers": {"C3": "0.091", "D3": "0"}}) == []
    assert faults({"producers": {"C3": "0.091", "D3": "0.5"}}) == [("E120", "producers.csv:D3")]
    assert faults({"producers": {"C3": "0.089"}}) == [("E120", "producers.csv:C3")]
    allowed = settings + "allow_double_risk = true\n"
    assert faults({"producers": {"C3": "0.091", "D3": "0.5"}}, allowed) == []


def test_only_rates_that_differ_ask_for_the_planners(faults, settings):
    without = settings.replace("discount_rate = 0.03\n", "")

    assert faults({}, without) == [("E122", "study.toml")]
    assert faults({"buyers": {"C3": "0.03"}}, without) == []


def test_a_source_of_the_rate_is_a_row_of_sources_or_nothing_is_known_of_them(faults, settings):
    named = settings + 'discount_rate_source = "S9"\n'

    assert faults({}, named) == [("E110", "study.toml:discount_rate_source")]
    assert faults({}, named.replace("S9", "S2")) == []


def test_a_capability_named_as_a_product_is_told_once(faults):
    named = "capability,product,contribution,unit\nshell,shell,1,rounds\nshell,body,1,tons\n"
    found = faults({"capabilities": named, "requirements": {"B2": "shell"}})

    assert found == [("E112", "capabilities.csv:A2"), ("E106", "capabilities.csv:D3")]


def test_a_where_that_misses_only_a_misspelt_name_is_not_told_beside_it(faults):
    aimed = {"changes": {"C2": "products", "D2": "product=shell", "E2": "holding_cost"}}
    aimed |= {"requirements": {"B3": "fire"}, "driver_effects": {"D2": "product=fire"}}

    assert faults(aimed) == []
    # lines, prices and orders name shell too
    assert faults(aimed | {"products": {"A2": "shel"}}) == [("E110", "products.csv:A2")]
    aimed["changes"]["D2"] = "product=shel"
    assert faults(aimed) == [("E117", "changes.csv:D2")]
