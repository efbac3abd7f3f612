"""Figures against their own notes and each other: units, output, ranges, judgements repeated, things counted twice."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

from offtake.evidence.audit.dates import PART_OF_A_YEAR, yearly
from offtake.evidence.audit.finding import Finding, claimed, read_from, records, size_of
from offtake.study.dictionary import TABLES
from offtake.study.provenance.notes import quoted_claims
from offtake.study.study import Study
from offtake.study.wording.where import as_text, matching_rows

REPEATED = 8  # rows
APART = 0.2  # relative
_NUMBER = r"(\d[\d,]*(?:\.\d+)?)"
# table, column, and what stands behind a number that may be the column's
_MONEY, _COUNT, _SHARE = (
    r"(?: ?(?:m|bn)\b)",
    r"(?= (?:a year|rounds?|modules?|tonnes?|t\b)|[,;)]| in \d{4})",
    r"(?: ?%)",
)
RANGES = (
    ("lines", "capacity", _COUNT),
    ("projects", "adds", _COUNT),
    ("projects", "capex", _MONEY),
    ("prices", "price", r"(?: \(\w+\))?"),
    ("producers", "hurdle_rate", _SHARE),
)
MADE = rf"{_NUMBER} (?:\w+ )?(?:were |was )?(?:output|made|produced)\b|\b(?:made|produced|output (?:was|of)) (?:about |some |only )?{_NUMBER}"
OVERTAKEN = r"\b(?:earlier|former|first estimate|at first|originally|before that)\b[^;]{0,25}$"


def carried(study: Study) -> Mapping[tuple[str, str], set[int]]:
    """(table, column) -> positions of the rows whose figure has other values in a state, a policy or a range."""
    moved: dict[tuple[str, str], set[int]] = defaultdict(set)
    for name in ("driver_effects", "changes", "ranges"):
        for _, record in records(study, name):
            if record["table"] in study.tables:
                frame = study.tables[str(record["table"])]
                moved[str(record["table"]), str(record["column"])] |= set(matching_rows(frame, _where(record)).tolist()) if len(frame) else set()  # fmt: skip
    return moved


def units_of_another_product(study: Study) -> Iterator[Finding]:
    """Quantities whose note counts another of the study's products than the row's."""
    names = {str(p): _named(str(p)) for p in study.products["product"]}
    for name, column in (("lines", "capacity"), ("orders", "quantity"), ("prices", "price")):
        for key, record in records(study, name):
            if read_from(record, column) == "assumed":
                continue
            note = claimed(str(record["note"]))
            for product, pattern in names.items():
                own = str(record["product"])  # a single dose is a dose
                if not re.search(rf"\b{pattern}\b", own) and re.search(rf"{_NUMBER}\s+(?:\w+\s+)?{pattern}\b", note):  # fmt: skip
                    yield Finding("unit of another product", name, (key,), column, f"a figure of {own}, and the note counts {product}", "mark it assumed, or find the stage's own figure")  # fmt: skip
                    break


def counts_of_another_scale(study: Study) -> Iterator[Finding]:
    """Quantities that stand as their note writes them, though the product's unit is a thousand or a million."""
    unit = dict(zip(study.products["product"], study.products["unit"], strict=True))
    made = dict(zip(study.lines["line"], study.lines["product"], strict=True))
    for name, column in (("lines", "capacity"), ("projects", "adds"), ("orders", "quantity"), ("requirements", "quantity")):  # fmt: skip
        for key, record in records(study, name):
            counted = str(unit.get(record.get("product") or made.get(record.get("line")), ""))
            written = f"{record[column]:,.0f}"
            if size_of(counted) > 1 and re.search(rf"(?<![\d,.]){written}(?![\d,.]*\d)", claimed(str(record["note"]))) and "," in written:  # fmt: skip
                yield Finding("a count of another scale", name, (key,), column, f"{record[column]:.12g}, as the note writes it; the unit is {counted}", "the note's figure in the product's unit")  # fmt: skip


def _named(product: str) -> str:
    return rf"{re.escape(product)}s?"


def output_in_the_note(study: Study) -> Iterator[Finding]:
    """Lines whose note names an output that capacity × reliability does not give."""
    unit = dict(zip(study.products["product"], study.products["unit"], strict=True))
    for key, record in records(study, "lines"):
        note = claimed(str(record["note"]))
        match = re.search(MADE, note)
        if match is None:
            continue
        size, number = size_of(unit[record["product"]]), 1 if match[1] else 2
        said = re.match(r" (thousand|million|billion)\b", note[match.end(number) :])
        times = size_of(said[1]) if said else 1.0  # "45 million were made"
        told = float(match[number].replace(",", "")) * times / size
        if re.search(PART_OF_A_YEAR, note) and (rates := yearly(note)):
            told = rates[0] / size  # what was made in a part of a year, brought to a year
        has = record["capacity"] * record["reliability"]
        if abs(has - told) > APART * told:
            yield Finding("output against capacity", "lines", (key,), "reliability", f"capacity × reliability is {has:.4g}, the note names an output of {told:g}", "reliability from the record")  # fmt: skip


def ranges_as_numbers(study: Study) -> Iterator[Finding]:
    """Figures whose note gives a range that no state of a driver, no policy and no row of `ranges` carries."""
    moved = carried(study)
    for name, column, unit in RANGES:
        groups: dict[str, list[str]] = defaultdict(list)
        for row, (key, record) in enumerate(records(study, name)):
            pattern = rf"{_NUMBER}{unit}? (?:to|and|against) (?:[A-Z]{{3}} )?{_NUMBER}{unit}"
            match = re.search(pattern, str(record["note"]))
            overtaken = match and re.search(OVERTAKEN, str(record["note"])[: match.start()])
            if match and row not in moved[name, column] and not _years(match) and not overtaken:
                groups[match[0].strip()].append(key)
        for told, keys in groups.items():
            yield Finding("a range as one number", name, tuple(keys), column, f"the note says {told}", "low and high, or a driver's states")  # fmt: skip


def _years(match: re.Match[str]) -> bool:
    ends = [float(match[k].replace(",", "")) for k in (1, 2)]
    return all(1900 <= end <= 2200 for end in ends) or ends[0] >= ends[1]


def judgements_repeated(study: Study) -> Iterator[Finding]:
    """One assumed number in many rows, alike: it moves them together, and tells none of them apart."""
    for declared in TABLES:
        if declared.name in (
            "requirements",
            "changes",
            "sources",
            "driver_states",
            "driver_effects",
        ):
            continue
        for column in declared.columns:
            if column.kind not in ("number", "numbers") or column.name in declared.key:
                continue
            groups: dict[str, list[str]] = defaultdict(list)
            for key, record in records(study, declared.name):
                settled = as_text(record.get("begun", "")) and record[column.name] == 0
                if read_from(record, column.name) == "assumed" and as_text(record[column.name]) and not settled:  # fmt: skip
                    groups[as_text(record[column.name])].append(key)
            for value, keys in groups.items():
                if len(keys) >= REPEATED and (column.default is None or value != as_text(column.default)):  # fmt: skip
                    yield Finding("one judgement in many rows", declared.name, tuple(keys), column.name, f"{value} in {len(keys)} rows, assumed", "figures row by row where they exist, or a range")  # fmt: skip
    if len(study.producers) > 1 and set(study.producers["risk_weight"]) == {0.0}:
        yield Finding("one judgement in many rows", "producers", tuple(study.producers["producer"]), "risk_weight", "0 for all: nobody fears the worst futures", "a range, with the hurdle at the cost of capital")  # fmt: skip


def counted_twice(study: Study) -> Iterator[Finding]:
    """States that raise the capacity of lines which projects, adding something in that state, raise too.

    A reading of what stands today, taken from a claim, is no raise.
    """
    offered = study.projects[study.projects["limit"] > 0]
    effects = study.driver_effects
    for record in effects[(effects["table"] == "lines") & (effects["column"] == "capacity")].to_dict("records"):  # fmt: skip
        lines = study.lines["line"].iloc[matching_rows(study.lines, _where(record))]
        void: set[int] = set()
        for other in effects[effects["state"] == record["state"]].to_dict("records"):
            nothing = other["operation"] in ("set", "scale") and other["value"] == 0
            if (other["driver"], other["column"], nothing) == (record["driver"], "adds", True):
                void |= set(matching_rows(study.projects, _where(other)).tolist())
        adding = set(offered.loc[~offered.index.isin(void), "line"])
        both = tuple(name for name in lines if name in adding)
        grows = record["operation"] == "set" or record["value"] > (record["operation"] == "scale")
        if both and grows and not quoted_claims(as_text(record["note"])):
            yield Finding("counted twice", "driver_effects", (f"{record['driver']} | {record['state']}", *both), "capacity", f"{record['operation']} {record['value']:g} on lines that have projects too", "adds of 0 for these projects in this state, or the capacity without them")  # fmt: skip


def _where(record: Mapping[Any, Any]) -> str:
    return record["where"] if isinstance(record["where"], str) else ""


def certain_at_the_start(study: Study) -> Iterator[Finding]:
    """Drivers whose first state is known for sure although two readings of today differ."""
    first = study.settings.start
    for key, record in records(study, "drivers"):
        moves = study.driver_states[study.driver_states["driver"] == record["driver"]]
        acts = study.driver_effects[study.driver_effects["driver"] == record["driver"]]
        if record["initial"] not in set(moves["next"]):
            continue  # it is left for good: what has yet to come out, not a reading of today
        if len(moves) and set(acts["table"]) & {"lines"} and min(moves["date"]) > first:
            yield Finding("known for sure on the first day", "drivers", (key,), "initial", f"{record['initial']} with certainty until {min(moves['date'])}, though it says what stands today", "a move dated on the first day: unknown at the start")  # fmt: skip


def scopes_mixed(study: Study) -> Iterator[Finding]:
    """Rivals whose range is so wide that its ends may count different things."""
    for key, record in records(study, "rivals"):
        low, high = record["low"], record["high"]
        if low > 0 and high >= 2 * low:
            yield Finding("two scopes in one row", "rivals", (key,), "low, high", f"{low:g} to {high:g}", "a row for each scope: what is counted, new or refurbished, made or aimed at")  # fmt: skip
