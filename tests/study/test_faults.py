"""One planted mistake, one fault, word for word; then many mistakes at once."""

from __future__ import annotations

import pytest

from offtake.errors import StudyError
from offtake.study.faults import SHOWN, WORST_FIRST
from offtake.study.reading.assemble import faults_in
from offtake.study.reading.read import as_found, read_study

# (what is broken, the line that must come out)
CASES = {
    "a required column is missing": (
        {"buyers": "buyer,iso3,source\nBerlin,DEU,S1\nWarsaw,POL,S1\n"},
        "E101  buyers.csv:1:1  column 'discount_rate' is missing; add it: rate at which the buyer values later money (1/year)",
    ),
    "a column is misspelt": (
        {"lines": {"F1": "capcity"}},
        "E107  lines.csv:F1  column 'capcity' is not known; did you mean 'capacity'?",
    ),
    "a column that other tables refer to is misspelt": (
        {"lines": {"A1": "Line"}},
        "E107  lines.csv:A1  column 'Line' is not known; did you mean 'line'?",
    ),
    "a column is unknown": (
        {"buyers": {"F1": "colour", "F2": "red"}},
        "E107  buyers.csv:F1  column 'colour' is not known; remove it, or move it to a table whose name begins with _",
    ),
    "a column stands twice": (
        {"buyers": {"F1": "iso3"}},
        "E107  buyers.csv:F1  column 'iso3' stands twice; keep one of them",
    ),
    "a value stands beyond the columns": (
        {"buyers": {"H2": "x"}},
        "E126  buyers.csv:H2  'x' stands in a column without a name; remove it, or name the column",
    ),
    "a required table is missing": (
        {"producers": None},
        "E108  producers.csv  table 'producers' is missing but required; add it: Firms that decide on lines, each with its own view of time and risk.",
    ),
    "a required table is empty": (
        {"products": "product,unit\n"},
        "E108  products.csv  table 'products' has no rows; fill it in: What is made: goods, their parts, and what a part is made from.",
    ),
    "a table is unknown": (
        {"weather": "a,b\n1,2\n"},
        "E109  weather.csv  file 'weather.csv' is not a table of a study; remove it, or begin its name with _ to keep the file as your own",
    ),
    "a required cell is empty": (
        {"lines": {"F3": ""}},
        "E102  lines.csv:F3  capacity is empty but required (unit/year)",
    ),
    "a key cell is empty though other tables name it": (
        {"producers": {"A2": " "}},
        "E102  producers.csv:A2  producer is empty but required",
    ),
    "a number has a decimal comma": (
        {"lines": {"F3": "1,5"}},
        "E103  lines.csv:F3  capacity: '1,5' is not a number; write 1.5 as a number (this cell holds text with a decimal comma)",
    ),
    "a comma could mean either": (
        {"lines": {"F3": "1,200"}},
        "E103  lines.csv:F3  capacity: '1,200' is not a number; write 1200 or 1.200 (the comma could mean either)",
    ),
    "a small number has a decimal comma": (
        {"lines": {"F3": "0,002"}},
        "E103  lines.csv:F3  capacity: '0,002' is not a number; write 0.002 as a number (this cell holds text with a decimal comma)",
    ),
    "a number has both marks": (
        {"lines": {"F3": "1.234,5"}},
        "E103  lines.csv:F3  capacity: '1.234,5' is not a number; write 1234.5 as a number (this cell holds text with a decimal comma)",
    ),
    "thousands are marked": (
        {"lines": {"F3": "12 000"}},
        "E103  lines.csv:F3  capacity: '12 000' is not a number; write 12000 (this cell holds text with marks between thousands)",
    ),
    "a share is written in per cent": (
        {"buyers": {"C2": "3%"}},
        "E103  buyers.csv:C2  discount_rate: '3%' is not a number; write 0.03 (shares are written as numbers, without %)",
    ),
    "a number is a word": (
        {"lines": {"F3": "ten"}},
        "E103  lines.csv:F3  capacity: 'ten' is not a number; write a number (unit/year), with a decimal point and nothing else in the cell",
    ),
    "a number is infinite": (
        {"producers": {"F2": "inf"}},
        "E103  producers.csv:F2  credit_limit: 'inf' is not a finite number; write a number, or leave the cell empty",
    ),
    "a number is nan": (
        {"producers": {"F2": "NaN"}},
        "E103  producers.csv:F2  credit_limit: 'NaN' is not a finite number; write a number, or leave the cell empty",
    ),
    "a whole number is broken": (
        {"projects": {"H2": "1.5"}},
        "E103  projects.csv:H2  limit: '1.5' is not a whole number; write a whole number",
    ),
    "a list is written with commas": (
        {"projects": {"G2": "0.25,0.5"}},
        "E103  projects.csv:G2  ramp: '0.25,0.5' is not a list of numbers; write numbers with ; between them, for example 0.25;0.5;1",
    ),
    "a number is below its minimum": (
        {"lines": {"F3": "-5"}},
        "E104  lines.csv:F3  capacity: -5 is below the minimum 0 unit/year",
    ),
    "a number is above its maximum": (
        {"projects": {"L2": "1.5"}},
        "E104  projects.csv:L2  grant_cap: 1.5 is above the maximum 1 share",
    ),
    "a share is written in percent": (
        {"projects": {"L2": "12"}},
        "E104  projects.csv:L2  grant_cap: 12 is above the maximum 1 share; for 12% write 0.12",
    ),
    "a number is at a minimum that is excluded": (
        {"recipes": {"C2": "0"}},
        "E104  recipes.csv:C2  quantity: 0 is not above 0 unit/unit",
    ),
    "a part of a list is out of bounds": (
        {"projects": {"G2": "0.25;1.25"}},
        "E104  projects.csv:G2  ramp: 0.25;1.25 is above the maximum 1 share",
    ),
    "a converted amount is below its minimum, shown as written": (
        {"lines": {"G4": "-0.004"}},
        "E104  lines.csv:G4  unit_cost: -0.004 is below the minimum 0 money/unit",
    ),
    "a date has a thirteenth month": (
        {"lines": {"I3": "2026-13-01"}},
        "E105  lines.csv:I3  opens: '2026-13-01' is not a date; write YYYY-MM-DD",
    ),
    "a date lies in no year of a study": (
        {"lines": {"I3": "9999-12-31"}},
        "E105  lines.csv:I3  opens: 9999-12-31 is not within the years 1900 to 2200; leave it empty for never",
    ),
    "a period is written the wrong way round": (
        {"requirements": {"C2": "Q3-2027"}},
        "E105  requirements.csv:C2  period: 'Q3-2027' is not a period; write 2027, 2027-H1, 2027-Q3 or 2027-03",
    ),
    "a choice is misspelt": (
        {"requirements": {"E2": "stok"}},
        "E106  requirements.csv:E2  kind: 'stok' is not known; did you mean 'stock'?",
    ),
    "a choice is unknown": (
        {"sources": {"F2": "Z"}},
        "E106  sources.csv:F2  grade: 'Z' is not known; use one of A, B, C, D",
    ),
    "a country is named in full": (
        {"lines": {"D4": "Poland"}},
        "E106  lines.csv:D4  country: 'Poland' is not known; did you mean 'POL'?",
    ),
    "a country has two letters": (
        {"buyers": {"B2": "DE"}},
        "E106  buyers.csv:B2  iso3: 'DE' is not known; did you mean 'DEU'?",
    ),
    "a country does not exist": (
        {"buyers": {"B2": "XXX"}},
        "E106  buyers.csv:B2  iso3: 'XXX' is not known; use a three-letter ISO code",
    ),
    "a reference is misspelt": (
        {"projects": {"B2": "A-1"}},
        "E110  projects.csv:B2  line: 'A-1' is not in table 'lines'; did you mean 'A1'?",
    ),
    "a reference has a blank at its end": (
        {"lines": {"B2": "Alpha "}},
        "E110  lines.csv:B2  producer: 'Alpha ' is not in table 'producers'; did you mean 'Alpha', without blanks around it?",
    ),
    "the word for a judgement is misspelt": (
        {"products": {"E2": "asumed"}},
        "E110  products.csv:E2  source: 'asumed' is not in table 'sources'; did you mean 'assumed'?",
    ),
    "a reference is unlike anything": (
        {"requirements": {"B2": "tractors"}},
        "E110  requirements.csv:B2  product: 'tractors' is not in table 'products' or 'capabilities'; add it there",
    ),
    "a name that many cells use is misspelt where it is declared": (
        {"producers": {"A2": "Alfa"}},
        "E110  producers.csv:A2  producer: no cell names 'Alfa', and 5 cells name 'Alpha', the first at lines.csv:B2; did you mean 'Alpha'?",
    ),
    "a table that may be left out is left out but named": (
        {"sources": None},
        "E110  products.csv:E3  source: 'S1' names a row of table 'sources', as do 35 other cells, but that table is missing or empty; add table 'sources'",
    ),
    "a currency has no rate": (
        {"lines": {"K4": "SEK"}},
        "E111  lines.csv:K4  currency: 'SEK' has no exchange rate for 2024 in table 'exchange_rates'; add it",
    ),
    "a currency has no rate for that year": (
        {"lines": {"L4": "2023"}},
        "E111  lines.csv:K4  currency: 'USD' has no exchange rate for 2023 in table 'exchange_rates'; years given are 2024",
    ),
    "a price level is missing": (
        {"deflators": "year,index\n2025,102.5\n"},
        "E111  lines.csv:L4  price_year: 2024 cannot be brought to 2025 without the price level of 2024; add 2024 to table 'deflators'",
    ),
    "foreign money has no price year": (
        {"lines": {"L4": ""}},
        "E113  lines.csv:L4  price_year is empty: money in USD without a price year cannot be compared; write the year of its prices",
    ),
    "a key stands twice": (
        {"deflators": {"A4": "2024", "B4": "101"}},
        "E112  deflators.csv:A4  year '2024' stands twice; first at deflators.csv:A2; remove one of them, or name it differently",
    ),
    "a capability bears the name of a product": (
        {"capabilities": {"A3": "body", "B3": "shell", "C3": "1"}},
        "E112  capabilities.csv:A3  capability: 'body' is the name of a product too; name it differently",
    ),
    "a capability is counted in two units": (
        {
            "capabilities": {
                "E1": "unit",
                "E2": "units",
                "A3": "fire",
                "B3": "body",
                "C3": "1",
                "D3": "S1",
                "E3": "hits",
            }
        },
        "E106  capabilities.csv:E3  unit: 'hits', where 'fire' is counted in 'units' above; count a capability in one unit",
    ),
    "an assumption gives no reason": (
        {"products": {"F2": ""}},
        "E114  products.csv:F2  note is empty, but the row's source is 'assumed'; write the reason",
    ),
    "a driver begins in an unknown state": (
        {"drivers": {"B2": "onn"}},
        "E115  drivers.csv:B2  initial: 'onn' is not a state of driver 'war'; did you mean 'on'?",
    ),
    "a driver moves from an unknown state": (
        {"driver_states": {"C6": "offf"}},
        "E115  driver_states.csv:C6  state: 'offf' is not a state of driver 'war'; did you mean 'off'?",
    ),
    "an effect holds in an unknown state": (
        {"driver_effects": {"B2": "peace"}},
        "E115  driver_effects.csv:B2  state: 'peace' is not a state of driver 'war'; its states are off, on",
    ),
    "probabilities do not sum to one": (
        {"driver_states": {"E3": "0.15"}},
        "E116  driver_states.csv:E2  probability: the moves of driver 'war' on 2027-01-01 from state 'on' sum to 0.9; make them sum to 1",
    ),
    "an effect names an unknown table": (
        {"driver_effects": {"C2": "requirement"}},
        "E117  driver_effects.csv:C2  table: 'requirement' is not a table of a study; did you mean 'requirements'?",
    ),
    "an effect names an unknown column": (
        {"driver_effects": {"E2": "quantities"}},
        "E117  driver_effects.csv:E2  column: 'quantities' is not a column of table 'requirements' that can be changed; did you mean 'quantity'?",
    ),
    "an effect changes text": (
        {"driver_effects": {"E2": "kind"}},
        "E117  driver_effects.csv:E2  column: 'kind' is not a column of table 'requirements' that can be changed; those that can be are quantity, value, late_cost",
    ),
    "an effect changes a figure that is the same at every node": (
        {"driver_effects": {"C2": "lines", "D2": "line=A1", "E2": "min_rate"}},
        "E117  driver_effects.csv:E2  column: 'min_rate' is not a column of table 'lines' that can be changed; those that can be are capacity, unit_cost, fixed_cost, reliability",
    ),
    "an effect changes a table on which no driver acts": (
        {"driver_effects": {"C2": "producers", "D2": "", "E2": "tail"}},
        "E117  driver_effects.csv:C2  table: 'producers' cannot be changed in this way; tables that can be are products, lines, projects, budgets, requirements, prices, supply",
    ),
    "an order ended before the study": (
        {"orders": {"G2": "2020-01-01", "H2": "2020-12-31"}},
        "E121  orders.csv:H2  ends: 2020-12-31 is not within the study's time; the study runs from 2026-Q1 to 2029-Q4",
    ),
    "an order begins after the study": (
        {"orders": {"G2": "2030-01-01", "H2": "2030-12-31"}},
        "E121  orders.csv:G2  starts: 2030-01-01 is not within the study's time; the study runs from 2026-Q1 to 2029-Q4",
    ),
    "a figure is larger than any": (
        {"lines": {"F2": "123456789012345678901234567890"}},
        "E103  lines.csv:F2  capacity: '123456789012345678901234567890' is above 1e+15, larger than any figure of a study; is it in another unit?",
    ),
    "a text turns round what a page shows": (
        {"products": {"F2": "a\u202eb"}},
        "E103  products.csv:F2  note: 'a\\u202eb' holds the character '\\u202e'; write it without characters that cannot be seen",
    ),
    "an effect sets a figure to what it may not be": (
        {
            "driver_effects": {
                "C2": "lines",
                "D2": "",
                "E2": "reliability",
                "F2": "set",
                "G2": "1.5",
            }
        },
        "E104  driver_effects.csv:G2  value: 1.5 for lines.reliability is above the maximum 1 share",
    ),
    "an effect means a pledged budget by what it has not": (
        {"driver_effects": {"C2": "budgets", "D2": "authority=1", "E2": "amount"}},
        "E117  driver_effects.csv:D2  where: there is no column 'authority' in table 'budgets'",
    ),
    "an effect means budgets of a year that no pledge reaches": (
        {"driver_effects": {"C2": "budgets", "D2": "buyer=Warsaw;year=2030", "E2": "amount"}},
        "E117  driver_effects.csv:D2  where: no row of table 'budgets' is meant by 'buyer=Warsaw;year=2030'",
    ),
    "an effect hits no row": (
        {"driver_effects": {"D2": "product=tank"}},
        "E117  driver_effects.csv:D2  where: no row of table 'requirements' is meant by 'product=tank'",
    ),
    "an effect's where names an unknown column": (
        {"driver_effects": {"D2": "produkt=shell"}},
        "E117  driver_effects.csv:D2  where: there is no column 'produkt'; did you mean 'product'? in table 'requirements'",
    ),
    "an edit hits no row": (
        {"changes": {"D2": "project=P9"}},
        "E117  changes.csv:D2  where: no row of table 'projects' is meant by 'project=P9'",
    ),
    "an edit's value is no number": (
        {"changes": {"G4": "three"}},
        "E103  changes.csv:G4  value: 'three' is not a number; write a number (years), with a decimal point and nothing else in the cell",
    ),
    "a limit means no entry": (
        {"limits": {"C2": "line=C1"}},
        "E117  limits.csv:C2  where: no entry of 'make' is meant by 'line=C1'; name its line",
    ),
    "a limit names what its variable has not": (
        {"limits": {"C3": "line=A1"}},
        "E117  limits.csv:C3  where: there is no column 'line' among the names of 'deliver'",
    ),
    "a limit is without a bound": (
        {"limits": {"F3": ""}},
        "E102  limits.csv:G3  minimum and maximum are both empty: the rule says nothing; write one of them",
    ),
    "a limit's least is above its most": (
        {"limits": {"F2": "301"}},
        "E119  limits.csv:G2  maximum: 300 is below minimum, 301",
    ),
    "projects require each other": (
        {"projects": {"K2": "P2"}},
        "E118  projects.csv:K2  requires: P1 → P2 → P1 is a circle (each must begin before the next); break it at one place",
    ),
    "a product goes into itself": (
        {"recipes": {"A3": "body", "B3": "shell", "C3": "1"}},
        "E118  recipes.csv:B2  input: shell → body → shell is a circle (each is made from the next); break it at one place",
    ),
    "a line closes before it opens": (
        {"lines": {"J3": "2026-03-01"}},
        "E119  lines.csv:J3  closes: 2026-03-01 is not after opens, 2026-04-01; write a later closes, or an earlier opens",
    ),
    "a project's latest day is before its earliest": (
        {"projects": {"J2": "2025-12-31"}},
        "E119  projects.csv:J2  latest: 2025-12-31 is before earliest, 2026-01-01; write a later latest, or an earlier earliest",
    ),
    "a low estimate is above the central one": (
        {"rivals": {"D2": "2.5"}},
        "E119  rivals.csv:E2  central: 2 is below low, 2.5",
    ),
    "a hurdle rate is below the cost of capital": (
        {"producers": {"C3": "0.05"}},
        "E120  producers.csv:C3  hurdle_rate: 0.05 is below cost_of_capital, 0.09; leave it empty to ask for the cost of capital",
    ),
    "risk is counted twice": (
        {"producers": {"D3": "0.5"}},
        "E120  producers.csv:D3  risk_weight: 0.5 together with a hurdle_rate above cost_of_capital counts risk twice; keep one of them, or set allow_double_risk = true",
    ),
    "a need lies outside the study's time": (
        {"requirements": {"C2": "2030"}},
        "E121  requirements.csv:C2  period: 2030 is not within the study's time; the study runs from 2026-Q1 to 2029-Q4",
    ),
    "a budget lies outside the study's time": (
        {"budgets": {"B2": "2025"}},
        "E121  budgets.csv:B2  year: 2025 is not within the study's time; the study runs from 2026-Q1 to 2029-Q4",
    ),
    "a need is shorter than the study's periods": (
        {"requirements": {"C3": "2027-08"}},
        "E121  requirements.csv:C3  period: 2027-08 is shorter than the study's periods (quarter); state the need for a whole quarter, or for longer",
    ),
    "a driver moves before the first day": (
        {"driver_states": {"B2": "2025-12-31", "B3": "2025-12-31"}},
        "E121  driver_states.csv:B2  date: on 2025-12-31 the study, which begins on 2026-01-01, is not under way; write its first day or later; what is known before is the driver's initial state",
    ),
    "a part is made by no line": (
        {"lines": {"E3": "shell"}},
        "E127  recipes.csv:B2  input: no line makes 'body', so that no 'shell' can be put together; add a line (its capacity may be 0), or leave the part out and count its cost in unit_cost",
    ),
    "a need is made by no line": (
        {
            "products": {"A4": "tank", "B4": "tanks"},
            "requirements": {"B3": "tank"},
            "driver_effects": {"D2": "product=tank"},
        },
        "E127  requirements.csv:B3  product: no line makes 'tank'; add a line; its capacity may be 0",
    ),
    "a capability is given by nothing that a line makes": (
        {
            "products": {"A4": "tank", "B4": "tanks"},
            "capabilities": {"B2": "tank"},
            "limits": {"C3": "buyer=Berlin"},
        },
        "E127  requirements.csv:B2  product: no line makes 'fire' or anything that gives it; add a line; its capacity may be 0",
    ),
    "a buyer has a budget for some years only": (
        {"budgets": "buyer,year,amount,source\nBerlin,2026,900,S1\nBerlin,2028,950,S1\n"},
        "E131  budgets.csv:B2  year: 'Berlin' has a budget for some years of the study, but none for 2027, 2029; add a row for each year; 0 where nothing may be paid",
    ),
    "a budget year begins within a period": (
        {
            "buyers": "buyer,iso3,discount_rate,year_starts,source\nBerlin,DEU,0.03,1,S1\nWarsaw,POL,0.04,5,S1\n"
        },
        "E121  buyers.csv:D3  year_starts: 5 is not the first month of a quarter; take shorter periods: quarters, or months",
    ),
    "a country of nobody may supply": (
        {"supply": "buyer,producer,extra_cost,source\nBerlin,USA,0.1,S1\n"},
        "E110  supply.csv:B2  producer: of country 'USA' there is none (no line lies there)",
    ),
    "a share of what is not allowed": (
        {"supply": "buyer,producer,allowed,min_share,source\nBerlin,POL,no,0.2,S1\n"},
        "E132  supply.csv:D2  min_share: 0.2 of what is not allowed; allow it, or leave the share out",
    ),
    "least shares come to more than all": (
        {"supply": "buyer,producer,min_share,source\nBerlin,Alpha,0.6,S1\nBerlin,Beta,0.5,S1\n"},
        "E132  supply.csv:C3  min_share: the least shares of 'Berlin' come to 1.1, more than all it takes; state smaller ones",
    ),
    "a project is said to have been begun in the future": (
        {
            "projects": "project,line,kind,adds,capex,build_time,begun,source\nP1,A1,expand,500,40,1.5,2026-05-01,S1\nP2,B1,new,800,60,2,2025-05-01,S1\n"
        },
        "E121  projects.csv:G2  begun: on 2026-01-01, when the study begins, 2026-05-01 is still to come; leave it empty, or state earliest and latest",
    ),
    "two projects that have been begun stand in one row": (
        {
            "projects": "project,line,kind,adds,capex,build_time,begun,limit,source\nP1,A1,expand,500,40,1.5,2025-05-01,2,S1\nP2,B1,new,800,60,2,,1,S1\n"
        },
        "E104  projects.csv:H2  limit: 2 of a project that has been begun; write one row for each that was begun",
    ),
    "a price is in thousands": (
        {"orders": {"F2": "5"}},
        "E129  orders.csv:F2  price: 5 for 'shell', of which all other prices are 0.005 to 0.005; is it in millions of the study's currency for one unit?",
    ),
    "a note lists a column that the table has not": (
        {"buyers": {"F1": "note", "F2": "of 2025; assumed: discount_rte (as elsewhere)"}},
        "E107  buyers.csv:F2  note: 'discount_rte' is assumed, but is not a column of 'buyers'; did you mean 'discount_rate'?",
    ),
    "a note lists a column without a reason": (
        {"buyers": {"F1": "note", "F2": "assumed: discount_rate"}},
        "E114  buyers.csv:F2  note: discount_rate assumed without a reason; write assumed: column, column (reason), or put it in other words",
    ),
    "a buyer has a budget and a pledge": (
        {"budgets": {"A3": "Warsaw"}},
        "E123  budgets.csv:A3  buyer: 'Warsaw' has a budget for 2027 and a pledge, which covers every year; keep one of them",
    ),
    "a formula gives an error": (
        {"lines": {"F3": "#DIV/0!"}},
        "E124  lines.csv:F3  capacity: the cell holds the error #DIV/0!; mend its formula",
    ),
}


@pytest.mark.parametrize(("edits", "line"), CASES.values(), ids=CASES)
def test_one_mistake_makes_exactly_one_fault(folder, edits, line):
    assert [str(fault) for fault in faults_in(as_found(folder(edits)))] == [line]


def test_the_sound_study_has_no_fault(folder):
    assert faults_in(as_found(folder())) == []


SETTINGS_CASES = {
    "a character that cannot be seen": (
        'title = "Two firms',
        'title = "\\u001b[2JTwo firms',
        "E103  study.toml:title  title: '\\x1b[2JTwo firms, two buyers' holds the character '\\x1b'; write it without characters that cannot be seen",
    ),
    "an error of a spreadsheet": (
        'name = "mill"',
        'name = "#REF!"',
        "E124  study.toml:name  name: the cell holds the error #REF!; mend its formula",
    ),
    "a text without end": (
        'title = "Two firms',
        f'title = "{"x" * 300}Two firms',
        "E100  study.toml:title  title: a text of 321 characters; write 300 at most",
    ),
    "a start at the end of the calendar": (
        "start = 2026-01-01",
        "start = 9999-01-01",
        "E100  study.toml:start  start: 9999-01-01 is not within the years 1900 to 2200",
    ),
    "lists in lists": (
        "discount_rate = 0.03",
        f"discount_rate = {'[' * 5000}",
        "E100  study.toml  lists in lists, too deep to be read; write setting = value",
    ),
    "missing": (
        "periods = 16\n",
        "",
        "E100  study.toml  setting 'periods' is missing; add it: number of periods",
    ),
    "misspelt": (
        "periods = 16",
        "perods = 16",
        "E100  study.toml:perods  setting 'perods' is not known; did you mean 'periods'?",
    ),
    "wrong choice": (
        '"quarter"',
        '"quarterly"',
        "E100  study.toml:period  period: 'quarterly' cannot be used (input should be 'month', 'quarter', 'half-year' or 'year'); it is the length of a period",
    ),
    "a day as some write it": (
        "2026-01-01",
        '"01.01.2026"',
        "E100  study.toml:start  start: '01.01.2026' is not a date; write YYYY-MM-DD, the first day, with which a period of the calendar begins",
    ),
    "not the first day of a period": (
        "2026-01-01",
        "2026-01-15",
        "E100  study.toml:start  start: 2026-01-15 is not the first day of a quarter of the calendar (1 January, 1 April, 1 July or 1 October); write 2026-01-01 or another such day",
    ),
    "not the first of a quarter": (
        "2026-01-01",
        "2026-05-01",
        "E100  study.toml:start  start: 2026-05-01 is not the first day of a quarter of the calendar (1 January, 1 April, 1 July or 1 October); write 2026-04-01 or another such day",
    ),
    "not the first of a year": (
        'start = 2026-01-01\nperiod = "quarter"',
        'start = 2026-07-01\nperiod = "year"',
        "E100  study.toml:start  start: 2026-07-01 is not the first day of a year of the calendar (1 January); write 2026-01-01 or another such day",
    ),
    "not the first of a month": (
        'start = 2026-01-01\nperiod = "quarter"',
        'start = 2026-02-02\nperiod = "month"',
        "E100  study.toml:start  start: 2026-02-02 is not the first day of a month; write 2026-02-01 or another such day",
    ),
    "no currency code": (
        '"EUR"',
        '"euro"',
        "E100  study.toml:currency  currency: 'euro' is not a currency code; write three capital letters, such as EUR",
    ),
    "no planner's rate": (
        "discount_rate = 0.03\n",
        "",
        "E122  study.toml  setting 'discount_rate' is missing, and the buyers' rates differ (0.03, 0.04); add it: the planner's rate",
    ),
}


@pytest.mark.parametrize(("old", "new", "line"), SETTINGS_CASES.values(), ids=SETTINGS_CASES)
def test_a_mistake_in_the_settings_makes_one_fault(folder, settings, old, new, line):
    lines = [
        str(fault) for fault in faults_in(as_found(folder(settings=settings.replace(old, new))))
    ]
    assert lines == [line]


def test_all_faults_come_in_one_message_worst_first(folder):
    path = folder(
        {"lines": {"F3": "-5", "F2": "ten"}, "buyers": None, "requirements": {"C2": "2030"}}
    )

    with pytest.raises(StudyError) as refusal:
        read_study(path)

    assert refusal.value.exit_code == 3
    heading, *lines = str(refusal.value).splitlines()
    assert heading == "mill: 4 faults"
    assert [line.split()[0] for line in lines] == ["E108", "E103", "E104", "E121"]
    assert len(refusal.value.faults) == 4


def test_thirty_faults_are_shown_and_all_are_kept(folder):
    rows = "".join(f"Berlin,{2026 + k % 4},x{k},S1\n" for k in range(40))

    with pytest.raises(StudyError) as refusal:
        read_study(folder({"budgets": "buyer,year,amount,source\n" + rows}))

    lines = str(refusal.value).splitlines()
    assert len(refusal.value.faults) > SHOWN
    assert len(lines) == 1 + SHOWN + 1
    assert lines[-1] == f"  and {len(refusal.value.faults) - SHOWN} more"


def test_every_code_has_its_place_in_the_order():
    elsewhere = {"E100", "E122", "E125", "E130"}  # faults of settings, of workbooks, of the cut-off
    codes = {line.split()[0] for _, line in CASES.values()} | elsewhere

    assert codes == set(WORST_FIRST)


def lines_of(folder, edits):
    return [str(fault) for fault in faults_in(as_found(folder(edits)))]


def test_a_heading_overwritten_with_anything_is_one_fault(folder):
    assert lines_of(folder, {"buyers": {"C1": "x"}}) == [
        "E107  buyers.csv:C1  column 'x' is not known; is it 'discount_rate', which is missing?"
    ]
    assert lines_of(folder, {"buyers": {"C1": ""}}) == [
        "E126  buyers.csv:C2  '0.03' stands in a column without a name; is it 'discount_rate', which is missing?"
    ]


def test_a_key_written_over_another_is_one_fault_though_cells_name_the_lost_one(folder):
    [line] = lines_of(folder, {"lines": {"A2": "A2"}})

    assert line.startswith("E112  lines.csv:A3  line 'A2' stands twice; first at lines.csv:A2")


def test_a_row_copied_to_the_end_hides_no_unknown_name(folder):
    copied = {"A4": "A1", "B4": "Alpha", "D4": "DEU", "K4": "", "L4": ""}
    lines = lines_of(folder, {"lines": copied})

    assert [line.split("  ")[:2] for line in lines] == [
        ["E112", "lines.csv:A4"],
        ["E110", "projects.csv:B3"],
    ]


def test_a_misspelt_driver_is_not_also_a_wrong_sum(folder):
    assert lines_of(folder, {"driver_states": {"A3": "wra"}}) == [
        "E110  driver_states.csv:A3  driver: 'wra' is not in table 'drivers'; did you mean 'war'?"
    ]


def test_digits_beyond_all_measure_are_a_fault_and_no_crash(folder):
    [line] = lines_of(folder, {"lines": {"F2": "9" * 5000}})

    assert line.startswith("E103  lines.csv:F2  capacity: '9999")
    assert "is not a finite number" in line


def test_a_name_written_over_where_it_is_declared_is_one_fault(folder):
    assert lines_of(folder, {"drivers": {"A2": "0"}}) == [
        "E110  drivers.csv:A2  driver: no cell names '0', and 6 cells name 'war', the first at driver_states.csv:A2; is it 'war', or is that row missing?"
    ]


def test_a_row_that_is_missing_is_a_fault_at_each_cell_that_names_it(folder):
    lines = lines_of(folder, {"buyers": "buyer,discount_rate\nBerlin,0.03\n"})

    assert [line.split("  ")[:2] for line in lines] == [
        ["E110", "pledges.csv:A2"],
        ["E110", "requirements.csv:A3"],
    ]


def test_an_unreadable_table_of_rates_is_not_also_a_missing_rate(folder):
    path = folder()
    (path / "exchange_rates.csv").write_bytes(b"\xff\xfe")

    assert [f.cell for f in faults_in(as_found(path))] == ["exchange_rates.csv"]


def test_the_heading_of_an_optional_column_written_over_is_one_fault(folder):
    assert lines_of(folder, {"lines": {"L1": "x"}}) == [
        "E107  lines.csv:L1  column 'x' is not known; is it 'price_year', which is missing?"
    ]
