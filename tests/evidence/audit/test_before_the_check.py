"""The tables of nato-155mm as they were: `audit` finds what a check of 60 rows by hand found, and more."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from offtake.evidence.audit.audit import audit
from offtake.study.reading.read import read_study

BEFORE = Path(__file__).parent / "before"


@cache
def found() -> dict[tuple[str, str], set[str]]:
    """(check, table) -> keys of the rows that it names."""
    told: dict[tuple[str, str], set[str]] = {}
    for finding in audit(read_study(BEFORE)):
        told.setdefault((finding.check, finding.table), set()).update(finding.rows)
    return told


# (what a person found, the check, the table, a row)
BY_HAND = [
    ("GDP of 2024 read as that of 2026", "far from its date", "pledges", "Germany"),
    ("share of 2025 read as that of 2026", "far from its date", "pledges", "Spain"),
    ("euros of 2024 taken as of 2025", "price without its year", "prices", "KNDS | round"),
    ("orders too", "price without its year", "orders", "Poland 2023"),
    ("capital too", "price without its year", "projects", "Tarbes second line"),
    ("four months of output as a year's", "part of a year", "lines", "Unterluess bodies"),
    ("and of filling", "part of a year", "lines", "Unterluess filling"),
    ("one American figure for loading and filling", "one number for several stages", "lines", "Iowa rounds"),
    ("a German price with tax", "with tax", "orders", "Germany 2024, first call-off"),
    ("quantity and price of two readings", "two readings of one contract", "orders", "Poland 2023"),
    ("an order that no line can fill", "firm without a line", "orders", "United Kingdom 2023"),
    ("rounds counted as bodies", "unit of another product", "lines", "Mesko bodies"),
    ("rounds counted as fillings", "unit of another product", "lines", "Nitro-Chem filling"),
    ("20 a year for ever", "a plan as a rate", "lines", "Dezamet rounds"),
    ("45 made, 33 modelled", "output against capacity", "lines", "KNDS rounds"),
    ("charges of 2024 for ever", "a plan as a rate", "lines", "US charges"),
    ("the group's plan for 2025 for ever", "a plan as a rate", "lines", "Rheinmetall rounds"),
    ("capital by analogy", "a heavy judgement", "projects", "Nitrochemie charges"),
    ("a part of a group's capital", "capital by analogy", "projects", "Bergerac charges doubled"),
    ("another plant's capital", "capital by analogy", "projects", "Nitrochemie powder to 10,000 t"),
    ("a state of today known for sure", "known for sure on the first day", "drivers", "reliability"),
    ("the same plants twice", "counted twice", "driver_effects", "Unterluess bodies"),
    ("scopes in one row", "two scopes in one row", "rivals", "Russia | 122 mm and 152 mm rounds, thousand | 2024"),
    ("the indirect source as base", "a better document beside it", "recipes", "round | charge"),
    ("4 % for all", "one judgement in many rows", "pledges", "United Kingdom"),
    ("nobody fears surplus", "one judgement in many rows", "producers", "Rheinmetall"),
    ("a machine translation at B", "grade against the description", "sources", "hague_txt"),
    ("a state outlet at B", "grade against the description", "sources", "tass_aug25"),
    ("a mirror as an address", "address of a mirror", "sources", "tdp_jun25"),
    ("one page under two names", "one document under two names", "sources", "dd_feb26"),
    ("a plant that fills shells, as one that makes rounds", "a stage beyond its parts", "lines", "Camden rounds"),
    ("who makes what is open", "nothing tells them apart", "lines", "Iowa rounds"),
    ("rates from memory", "a judgement though it is published", "exchange_rates", "USD | 2024"),
]  # fmt: skip
BEGUN = [
    "Snina to full rate", "Mesko bodies", "Nitro-Chem filling", "Dezamet rounds", "Karlskoga filling", "Varpalota filling",
    "Glascoed new building", "Nammo Raufoss bodies", "Sastamala and Vihtavuori", "Mesquite bodies",
]  # fmt: skip


@pytest.mark.parametrize(("check", "table", "row"), [case[1:] for case in BY_HAND], ids=[case[0] for case in BY_HAND])  # fmt: skip
def test_what_was_found_by_hand_is_found(check: str, table: str, row: str) -> None:
    assert row in found()[check, table]


DATED = [
    "Baisogala", "Iowa Future Artillery Complex", "Elling reopened", "Victoria charges", "Victoria powder",
    "Sopot bodies", "Sopot filling", "Sopot charges", "Sopot powder",
]  # fmt: skip


@pytest.mark.parametrize("project", BEGUN)
def test_a_project_whose_note_says_that_it_was_begun_is_found(project: str) -> None:
    assert project in found()["begun, yet an option", "projects"]


@pytest.mark.parametrize("project", DATED)
def test_a_project_whose_document_dates_its_output_is_found(project: str) -> None:
    assert project in found()["dated, yet an option", "projects"]
