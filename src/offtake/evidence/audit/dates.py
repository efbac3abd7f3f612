"""Figures whose time is not the study's: old readings, plans, parts of a year, prices of another year."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping

import pandas as pd

from offtake.evidence.audit.finding import (
    Finding,
    claimed,
    read_from,
    records,
    said_on,
    size_of,
    years_in,
)
from offtake.study.dictionary import TABLES
from offtake.study.study import Study
from offtake.study.wording.where import as_text, matching_rows

FAR = 1.5  # years
# what a study takes to hold from its first day on
FROM_THE_START = {
    "lines": ("capacity", "reliability"),
    "pledges": ("gdp", "share_now", "equipment_share", "product_share"),
    "prices": ("price",),
    "recipes": ("quantity",),
    "requirements": ("quantity",),
}
PART_OF_A_YEAR = (
    r"year (?:that )?it opened|\b(?:since|between|from|after) (?:its |the |their )?(?:opening|inauguration|start of production)"
    r"|rest of the year|first output|part of the year|half of the year|\btrial|\bmonths of (?:19|20)\d\d"
)
PLANNED = r"\b(?:planned|plans?|aims?|aimed at|intends?|intended|envisaged|foreseen|to reach|target|goal|hoped for|expected|full rate stated)\b"
_A_YEAR = re.compile(r"(\d[\d,]*(?:\.\d+)?)(?: \w+)? (?:a|per) year\b")
AS_NOW = r"\b(?:no later figure|the latest|last level)\b"


def far_from_their_date(study: Study) -> Iterator[Finding]:
    """Figures that hold from the first day on, said of a year before it or read in a document long before it.

    A figure that is a range on the first day, since a driver that acts on it is unknown then, is none of them.
    """
    start, published, moved = study.settings.start, said_on(study), _unknown_at_first(study)
    groups: dict[tuple[str, str, str], list[str]] = defaultdict(list)
    for name, columns in FROM_THE_START.items():
        for row, (key, record) in enumerate(records(study, name)):
            told = years_in(claimed(str(record["note"])))
            for column in (c for c in columns if row not in moved[name, c]):
                source = read_from(record, column)
                day = published.get(source)
                of = [year for year in told if year < start.year]
                if source in ("assumed", "") or column not in record:
                    continue
                if day is not None and (start - day).days > FAR * 365.25:
                    groups[name, column, f"read in {source} of {day.year}"].append(key)
                elif of and start.year not in told:
                    groups[name, column, f"said of {min(of)}"].append(key)
    for (name, column, told_of), keys in groups.items():
        yield Finding("far from its date", name, tuple(keys), column, f"{told_of}, used from {start} on", "a later reading, or a range; bring it to the study's first year")  # fmt: skip


def _unknown_at_first(study: Study) -> Mapping[tuple[str, str], set[int]]:
    """(table, column) -> positions of the rows whose figure is drawn on the study's first day."""
    moves = study.driver_states
    drawn = set(moves["driver"][[day == study.settings.start for day in moves["date"]]])
    found: dict[tuple[str, str], set[int]] = defaultdict(set)
    for effect in study.driver_effects.to_dict("records"):
        if effect["driver"] in drawn and len(study.tables[effect["table"]]):
            where = effect["where"] if isinstance(effect["where"], str) else ""
            rows = matching_rows(study.tables[effect["table"]], where)
            found[effect["table"], effect["column"]] |= set(rows.tolist())
    return found


def parts_of_a_year(study: Study) -> Iterator[Finding]:
    """Rates whose note speaks of a year that was not a whole one."""
    unit = dict(zip(study.products["product"], study.products["unit"], strict=True))
    for key, record in records(study, "lines"):
        note = claimed(str(record["note"]))
        size = size_of(str(unit[record["product"]]))
        brought = any(abs(told - size * record["capacity"]) < 1e-6 for told in yearly(note))
        if re.search(PART_OF_A_YEAR, note) and not brought:
            yield Finding("part of a year", "lines", (key,), "capacity", f"{record['capacity']:g} a year; the note speaks of a part of one", "what a whole year's rate is")  # fmt: skip


def yearly(note: str) -> list[float]:
    """The numbers that a note calls those of a year, in its order.

    >>> yearly("25,000 in the four months of 2025: 75,000 a year, or 80,000 shells per year")
    [75000.0, 80000.0]
    """
    return [float(told.replace(",", "")) for told in _A_YEAR.findall(note)]


def plans_as_rates(study: Study) -> Iterator[Finding]:
    """Capacities that stand for ever, no project being under way, though their note calls them a plan, or names a later one."""
    begun = {str(r["line"]) for _, r in records(study, "projects") if as_text(r["begun"]) and r["adds"] > 0}  # fmt: skip
    for key, record in records(study, "lines"):
        note = claimed(str(record["note"]))
        if (
            record["capacity"] > 0
            and record["line"] not in begun
            and re.search(f"{PLANNED}|{AS_NOW}", note)
        ):
            yield Finding("a plan as a rate", "lines", (key,), "capacity", f"{record['capacity']:g} a year for the whole study, from a plan or an old level", "what was made; growth as a project that was begun, or a range")  # fmt: skip


def prices_without_a_year(study: Study) -> Iterator[Finding]:
    """Money read in a document of another year than the study's prices, with no price year stated."""
    published = said_on(study)
    for declared in TABLES:
        money = [column.name for column in declared.columns if column.money]
        groups: dict[tuple[str, int], list[str]] = defaultdict(list)
        for key, record in records(study, declared.name) if money else ():
            for column in money:
                day = published.get(read_from(record, column))
                stated: bool = not pd.isna(record["price_year"]) or record["currency"] != ""
                if day is None or stated or not record[column] > 0:
                    continue
                if day.year != study.settings.price_year:
                    groups[column, day.year].append(key)
        for (column, year), keys in groups.items():
            yield Finding("price without its year", declared.name, tuple(keys), column, f"read in a document of {year}, taken as money of {study.settings.price_year}", "state price_year")  # fmt: skip
