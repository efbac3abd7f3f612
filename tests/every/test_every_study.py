"""No valid study crashes anything: random small ones through every command and the report.

`make fuzz MINUTES=20` goes on for so long with other studies each time, or with those from `SEED=7` on.
"""

from __future__ import annotations

import json
import os
import re
import time
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from click.testing import CliRunner, Result
from hypothesis import HealthCheck, Phase, given, seed, settings
from tests.every.studies import Tables, studies, write_study

import offtake as ot
from offtake.cli import cli

MINUTES = float(os.environ.get("OFFTAKE_FUZZ_MINUTES", "0"))
SEED = int(os.environ.get("OFFTAKE_FUZZ_SEED") or time.time_ns() % 10**9)
UNPRICED = "no deal can be judged without it"
NO_NUMBER = re.compile(r"\b(nan|NaN|Infinity)\b")
RUN, CASE = "the run", "the study"
FURTHER = (
    ("why", RUN, "--late", "--json"),
    ("why", RUN, "--projects", "--json"),
    ("sensitivity", RUN, "--top", "2", "--json"),
    ("sensitivity", RUN, "--top", "1", "--judgement", "--json"),
    ("policies", CASE, "--json"),
    ("audit", CASE, "--json"),
    ("sources", CASE, "--stale", "--json"),
    ("compare", RUN, RUN, "--json"),
    ("export", RUN, "--to", "xlsx"),
    ("export", RUN, "--to", "duckdb"),
    ("export", RUN, "--to", "datapackage", "--licence", "CC-BY-4.0"),
    ("export", RUN, "--to", "iamc"),
    ("run", CASE, "--information", "--leaves", "2", "--json"),
    ("run", CASE, "--futures", "8", "--arrangements", "first-best", "--json"),
    ("run", CASE, "--instruments", "grant,prepayment", "--method", "extensive-form", "--json"),
    ("run", CASE, "--arrangements", "deal", "--again", "-q"),
    ("pays", RUN, "--by", "payer,year", "--arrangement", "first-best", "--json"),
    ("simulate", RUN, "--paths", "9", "--seed", "5", "--arrangement", "first-best", "-q"),
)
"""Two of these are tried on each study."""
FITTING = settings(database=None, deadline=None, suppress_health_check=list(HealthCheck))


def offtake(*words: str, ends: tuple[int, ...] = (0,)) -> Result:
    """The command; an end that is not expected, and what is no number in its answer, fail."""
    result = CliRunner().invoke(cli, list(words))
    assert result.exit_code in ends, (words, result.output)
    if "--json" in words and result.exit_code == 0:
        json.loads(result.stdout, parse_constant=pytest.fail)
    assert not NO_NUMBER.search(result.stdout), (words, result.stdout)
    return result


def drive(given_settings: dict[str, object], tables: Tables) -> None:
    """Every command, once, on one study."""
    case = str(write_study(Path("small"), given_settings, tables))
    offtake("check", case, "--json")
    hard = any(
        row.get("min_rate") for row in tables["lines"]
    )  # the only hard rule in these studies
    ran = offtake("run", case, "--json", "--gap", "0.01", ends=(0, 2, 4) if hard else (0, 2))
    if ran.exit_code:
        assert ran.exit_code == 4 or UNPRICED in ran.output, ran.output
        return
    found = json.loads(ran.stdout)
    run, deal = found["run"], (0,) if "deal" in found["arrangements"] else (2,)
    held = ot.open_run(Path("runs") / run)
    figures = json.loads(offtake("trace", run, "--json").stdout)
    for figure in figures:
        json.dumps(held.trace(figure).document, allow_nan=False)
        assert not NO_NUMBER.search(str(held.trace(figure))), figure
    offtake("report", run)
    page = without_scripts(Path("report.html").read_text(encoding="utf-8"))
    assert not NO_NUMBER.search(page)
    assert set(re.findall(r'data-figure="([^"]+)"', page)) <= set(figures)
    offtake("export", run, "--to", "csv")
    offtake("simulate", run, "--paths", "4", "--json")
    for name in ("accept", "deal", "breakeven", "pays", "thumb"):
        offtake(name, run, "--json", ends=deal)
    offtake(
        "wait", case, "--json", ends=(0, *deal)
    )  # it takes the deal also where nothing may be signed
    offtake("frontier", case, "--points", "2", "--json")
    first = int(run, 16)
    for words in (FURTHER[(first + k) % len(FURTHER)] for k in range(2)):
        offtake(*(run if w == RUN else case if w == CASE else w for w in words), ends=(0, 2))


def without_scripts(page: str) -> str:
    """The page without its programs, which may speak of NaN; the data of charts stay."""
    return re.sub(r"<script(?![^>]*json)[^>]*>.*?</script>", "", page, flags=re.DOTALL)


def alone(made: tuple[dict[str, object], Tables]) -> None:
    """Drive one study in a folder of its own."""
    before = Path.cwd()
    with TemporaryDirectory() as folder:
        os.chdir(folder)
        try:
            drive(*made)
        finally:
            os.chdir(before)


@settings(FITTING, max_examples=2, derandomize=True, phases=[Phase.generate])
@given(studies())
def test_no_valid_study_crashes_a_command(made):
    alone(made)


@pytest.mark.skipif(not MINUTES, reason="make fuzz")
def test_no_other_study_does_either():
    ends, number = time.monotonic() + 60 * MINUTES, SEED
    while time.monotonic() < ends:
        print(f"seed {number}")
        seed(number)(settings(FITTING, max_examples=5)(given(studies())(alone)))()
        number += 1


BARE: Tables = {
    "products": [{"product": "goods", "unit": "units"}],
    "producers": [{"producer": "Maker", "cost_of_capital": 0.1}],
    "lines": [{"line": "plant", "producer": "Maker", "product": "goods", "capacity": 5, "unit_cost": 1}],
    "projects": [{"project": "build", "line": "plant", "kind": "expand", "adds": 5, "capex": 5, "build_time": 0}],
    "buyers": [{"buyer": "State", "discount_rate": 0.03}],
    "requirements": [{"buyer": "State", "product": "goods", "period": year, "quantity": 8, "kind": "flow", "value": 9} for year in (2026, 2027)],
    "prices": [{"producer": "Maker", "product": "goods", "price": 4}],
    "instruments": [{"instrument": "grant", "kind": "grant"}],
}  # fmt: skip
SETTINGS = {"name": "bare", "title": "Bare", "currency": "EUR", "price_year": 2026, "start": "2026-01-01", "period": "year", "periods": 2}  # fmt: skip
BUDGET = [{"buyer": "State", "year": year, "amount": 30} for year in (2026, 2027)]
KINDS: dict[str, tuple[dict[str, object], Tables]] = {
    "no projects": ({}, {"projects": []}),
    "nothing earns, one period": ({"periods": 1}, {"lines": [{**BARE["lines"][0], "unit_cost": 100}], "requirements": BARE["requirements"][:1]}),
    "one kind of clause and a budget": ({}, {"budgets": BUDGET}),
    "no clause that fits and a budget": ({}, {"budgets": BUDGET, "instruments": [{"instrument": "grant", "kind": "grant", "maximum": 0}]}),
}  # fmt: skip


@pytest.mark.long
@pytest.mark.parametrize("kind", KINDS)
def test_neither_do_the_first_studies_of_a_beginner(kind):
    said, tables = KINDS[kind]
    alone(({**SETTINGS, "start": date(2026, 1, 1), **said}, {**BARE, **tables}))
