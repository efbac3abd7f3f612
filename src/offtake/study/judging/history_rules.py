"""Looking back: no source from after the cut-off, and readings that can be held against a forecast."""

from __future__ import annotations

import re
from collections.abc import Iterator

from offtake.study.cells.drafts import Draft
from offtake.study.faults import Fault
from offtake.study.judging.where_rules import bearing, meant
from offtake.study.provenance.dates import earliest_day
from offtake.study.study import Settings
from offtake.study.wording.where import as_text

# variable -> the table whose rows `where` means
READ_OFF = {"made": "lines", "delivered": "buyers"}
_BRACKETS, _BETWEEN = re.compile(r"\(([^()]*)\)"), re.compile(r"[,;]")
_NAMES = {"lines": ("line", "producer", "site", "country"), "buyers": ("buyer", "iso3")}
_OF = {
    "lines": "of 'lines'",
    "buyers": "of 'buyers', by whom deliveries are counted; what a maker made is variable made",
}


def cut_off_faults(settings: Settings, drafts: dict[str, Draft]) -> Iterator[Fault]:
    """Sources of figures that were published after the study's cut-off; those of `history` may be."""
    if settings.cut_off is None:
        return
    used = {
        name
        for table, draft in drafts.items()
        if table not in ("history", "sources")
        for name in _named_sources(draft)
    } | {settings.discount_rate_source or ""}
    draft = drafts["sources"]
    for row, source, told in draft.rows("source", "date"):
        day = earliest_day(told)
        if day is not None and day > settings.cut_off and source in used:
            found = f"date: {told} is after the study's cut_off, {settings.cut_off}"
            wanted = (
                "leave out what was not known then, or move cut_off; only history may rest on it"
            )
            yield draft.fault("E130", row, "date", found, wanted)


def _named_sources(draft: Draft) -> Iterator[str]:
    """Ids that rows rest on, and those that notes name in brackets."""
    yield from map(as_text, draft.columns.get("source", ()))
    for note in map(as_text, draft.columns.get("note", ())):
        for inside in _BRACKETS.findall(note):
            yield from (name.strip() for name in _BETWEEN.split(inside))


def history_faults(drafts: dict[str, Draft], lost: frozenset[str]) -> Iterator[Fault]:
    """Readings to be compared that name no product, or rows that there are not, or count less than nothing."""
    draft = drafts["history"]
    named = {table: bearing(drafts[table], names) for table, names in _NAMES.items()}
    for row, variable in draft.rows("variable"):
        if draft.sound(row, "product") and draft.value(row, "product") is None:
            found = f"product is empty, but {variable!r} is to be compared"
            yield draft.fault("E102", row, "product", found, "name the product")
        for column in ("value", "high"):
            if draft.known(row, column) and draft.value(row, column) < 0:
                found = f"{column}: {draft.value(row, column):g} is below 0, but {variable!r} counts units"
                yield draft.fault("E104", row, column, found, "write how many, 0 or more")
        table = READ_OFF[variable]
        if draft.sound(row, "where") and not drafts[table].spoilt and table not in lost:
            _, faults = meant(draft, row, named[table], f"row of {table!r}", _OF[table])
            yield from faults
