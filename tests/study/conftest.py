"""A sound study with a row in every table, as the text of its files; tests break copies of it."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

SETTINGS = """\
name = "mill"
title = "Two firms, two buyers"
currency = "EUR"
price_year = 2025
start = 2026-01-01
period = "quarter"
periods = 16
discount_rate = 0.03
"""

TABLES = {
    "products": """\
product,unit,holding_cost,stock_value,source,note
shell,rounds,0.0001,0.002,assumed,no public figure
body,bodies,,,S1,
""",
    "recipes": """\
product,input,quantity,source
shell,body,1,S1
""",
    "producers": """\
producer,country,hurdle_rate,risk_weight,tail,credit_limit,cost_of_capital,source
Alpha,DEU,,0.25,0.5,100,0.08,S1
Beta,POL,0.12,0,0.5,,0.09,S1
""",
    "lines": """\
line,producer,site,country,product,capacity,unit_cost,fixed_cost,opens,closes,currency,price_year,source
A1,Alpha,Unter,DEU,shell,1000,0.003,1,,,,,S1
A2,Alpha,Ober,DEU,body,1200,0.001,1,2026-04-01,2029-01-01,,,S1
B1,Beta,Wola,POL,shell,500,0.004,0.5,,,USD,2024,S2
""",
    "projects": """\
project,line,kind,adds,capex,build_time,ramp,limit,earliest,latest,requires,grant_cap,source
P1,A1,expand,500,40,1.5,0.25;0.5;1,2,2026-01-01,2028-01-01,,0.5,S1
P2,B1,new,800,60,2,,1,,,P1,,S2
""",
    "buyers": """\
buyer,iso3,discount_rate,public_fund_cost,source
Berlin,DEU,0.03,1.2,S1
Warsaw,POL,0.04,1.2,S1
""",
    "budgets": """\
buyer,year,amount,source
Berlin,2026,900,S1
Berlin,2027,950,S1
Berlin,2028,950,S1
Berlin,2029,950,S1
""",
    "pledges": """\
buyer,gdp,gdp_growth,share_now,share_target,target_year,equipment_share,product_share,source
Warsaw,900000,0.02,0.04,0.05,2030,0.4,0.02,S1
""",
    "requirements": """\
buyer,product,period,quantity,kind,value,late_cost,source
Berlin,fire,2027,2000,stock,0.01,0.002,S1
Warsaw,shell,2027-Q3,300,flow,0.01,,S1
""",
    "capabilities": """\
capability,product,contribution,source
fire,shell,1,S1
""",
    "prices": """\
producer,product,price,index,source
Alpha,shell,0.005,0.01,S1
""",
    "orders": """\
order,buyer,producer,product,quantity,price,starts,ends,take_or_pay,source
O1,Berlin,Alpha,shell,800,0.005,2026-01-01,2026-12-31,0.5,S1
""",
    "instruments": """\
instrument,kind,buyer,producer,minimum,maximum,durations,earliest,latest
T1,take_or_pay,,Alpha,0,1,3;5,2026-01-01,2030-01-01
""",
    "drivers": """\
driver,initial
war,on
""",
    "driver_states": """\
driver,date,state,next,probability,source
war,2027-01-01,on,on,0.75,S1
war,2027-01-01,on,off,0.25,S1
war,2028-01-01,on,on,0.5,S1
war,2028-01-01,on,off,0.5,S1
war,2028-01-01,off,off,1,S1
""",
    "driver_effects": """\
driver,state,table,where,column,operation,value,from,to
war,off,requirements,product=shell,quantity,scale,0.5,2027-01-01,2029-01-01
""",
    "limits": """\
limit,variable,where,from,to,minimum,maximum,source
slow start,make,line=A1|B1,2026-01-01,2026-12-31,,300,S1
fire first,deliver,buyer=Berlin;product=shell,,,0,,S1
""",
    "rivals": """\
rival,product,year,low,central,high,source
Other,shell,2026,1,2,3,S2
""",
    "history": """\
measure,date,value,source
delivered,2025-12-31,700,S1
""",
    "exchange_rates": """\
currency,year,rate,source
USD,2024,0.92,S1
""",
    "deflators": """\
year,index,source
2024,100,S1
2025,102.5,S1
""",
    "sources": """\
source,publisher,title,date,address,grade
S1,Office,Yearbook,2025,https://example.org/1,A
S2,Paper,Report,2024,https://example.org/2,C
""",
    "changes": """\
policy,order,table,where,column,operation,value,source
dear,1,projects,project=P1,capex,scale,1.5,S2
dear,2,lines,producer=Alpha,unit_cost,add,0.001,S2
late,1,projects,,build_time,set,3,S2
""",
}

Write = Callable[..., Path]
Cells = dict[str, object]


@pytest.fixture
def folder(tmp_path: Path) -> Write:
    """Writes the sound study as a folder: `folder({"lines": {"F2": "-5"}, "notes": "a,b"})`.

    A dict puts values into cells; a string replaces a whole file; None leaves the file out.
    """

    def write(edits: dict[str, Cells | str | None] | None = None, settings: str = SETTINGS) -> Path:
        target = tmp_path / "mill"
        target.mkdir(exist_ok=True)
        for old in target.iterdir():
            old.unlink()
        (target / "study.toml").write_text(settings, encoding="utf-8")
        for name, text in texts(edits or {}).items():
            (target / f"{name}.csv").write_text(text, encoding="utf-8")
        return target

    return write


@pytest.fixture
def settings() -> str:
    """The text of the sound study's study.toml."""
    return SETTINGS


def texts(edits: dict[str, Cells | str | None]) -> dict[str, str]:
    outcome: dict[str, str] = {}
    for name in [*TABLES, *(n for n in edits if n not in TABLES)]:
        edit = edits.get(name, {})
        if isinstance(edit, str):
            outcome[name] = edit
        elif edit is not None:
            outcome[name] = _with_cells(TABLES[name], edit)
    return outcome


def _with_cells(text: str, cells: Cells) -> str:
    rows = list(csv.reader(io.StringIO(text)))
    for address, value in cells.items():
        row, column = int(address[1:]) - 1, ord(address[0]) - 65
        while len(rows) <= row:
            rows.append([])
        rows[row] += [""] * (column + 1 - len(rows[row]))
        rows[row][column] = str(value)
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(rows)
    return out.getvalue()


@pytest.fixture
def workbook(tmp_path: Path) -> Callable[[Callable[[openpyxl.Workbook], None]], Path]:
    """Writes the sound study as a workbook with openpyxl, after `edit(book)`."""

    def write(edit: Callable[[openpyxl.Workbook], None] = lambda book: None) -> Path:
        book = sound_book()
        edit(book)
        book.save(tmp_path / "mill.xlsx")
        return tmp_path / "mill.xlsx"

    return write


def sound_book() -> openpyxl.Workbook:
    import tomllib

    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "study"
    sheet.append(["setting", "value"])
    for name, value in tomllib.loads(SETTINGS).items():
        sheet.append([name, value])
    for name, text in TABLES.items():
        sheet = book.create_sheet(name)
        for cells in csv.reader(io.StringIO(text)):
            sheet.append([_typed(cell) for cell in cells])
    return book


def _typed(cell: str) -> object:
    """Numbers as Excel holds them; dates and all else as text."""
    try:
        return float(cell)
    except ValueError:
        return cell or None
