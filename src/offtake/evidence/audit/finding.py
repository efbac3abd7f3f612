"""What a check finds, and how it reads a study."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from offtake.study.provenance.dates import earliest_day
from offtake.study.provenance.notes import ASSUMED, judged_columns
from offtake.study.provenance.sources import row_key
from offtake.study.study import Study

Record = Mapping[str, Any]
_YEAR = re.compile(r"(?<![\d.,])(?:19|20)\d\d(?![\d,.]*\d)(?! ?(?:m|bn|million|billion)\b)")


@dataclass(frozen=True)
class Finding:
    """One thing to look at: the check that asks, the table, the rows, what was found and what would settle it."""

    check: str
    table: str
    rows: tuple[str, ...]  # keys, as `provenance` writes them
    column: str
    found: str
    look: str


def records(study: Study, name: str) -> Iterator[tuple[str, Record]]:
    """(key, row) of every row of a table; the key joins its columns with ` | `."""
    for record in study.tables[name].to_dict("records"):
        yield row_key(name, record), {str(column): value for column, value in record.items()}


def read_from(record: Record, column: str) -> str:
    """The source that a figure rests on: an id, 'assumed', or '' for none."""
    source = str(record["source"])
    return ASSUMED if source == ASSUMED or column in judged_columns(str(record["note"])) else source


def claimed(note: str) -> str:
    """A note without its lists of judgements: what it says the document says."""
    return re.split(r"(?:^|;)\s*assumed:", note)[0]


def named_in(text: str, names: Iterable[str]) -> list[str]:
    """The sources whose ids stand in a text as words, in its order; ids may hold hyphens and blanks.

    >>> named_in("5.0 by army-2025-03; frame contract says 6", ["army", "frame contract", "army-2025-03"])
    ['army-2025-03', 'frame contract']
    """
    found = {name: re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", text) for name in names}
    return sorted((n for n, at in found.items() if at), key=lambda n: found[n].start())  # type: ignore[union-attr]


def years_in(text: str) -> list[int]:
    """The years that a text names, in its order.

    >>> years_in("share of 2025; 2,024 rounds; USD 1950m; from Jan 2024 (S2030)")
    [2025, 2024]
    """
    return [int(found) for found in _YEAR.findall(re.sub(r"\([^)]*\)", "", text))]


def size_of(unit: str) -> float:
    """How many one of a unit is: "thousand rounds" are 1,000.

    >>> size_of("million doses"), size_of("rounds")
    (1000000.0, 1.0)
    """
    return {"thousand": 1e3, "million": 1e6, "billion": 1e9}.get(unit.split(" ")[0], 1.0)


def said_on(study: Study) -> dict[str, date]:
    """Source -> first day on which it can have been published, for those with a date."""
    rows = zip(study.sources["source"], study.sources["date"], strict=True)
    return {str(name): day for name, told in rows if (day := earliest_day(str(told))) is not None}
