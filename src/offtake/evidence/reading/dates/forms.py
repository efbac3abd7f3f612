"""The patterns of dates that name no year, by language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from offtake.evidence.reading.language.numerals import numerals


def yearless(data: Mapping[str, Any], months: Iterable[str], language: str) -> list[str]:
    """Each is a group of its own; `data`: the words of dates of a language."""
    seasons = "|".join(data["seasons"].values())
    number = "|".join(sorted(numerals(language), key=len, reverse=True))
    year = r"(?:19|20)\d\d"
    no_year = rf"\b(?!,? (?:of |des jahres |de )?{year})"
    counted = rf"(?P<fm>{number}|[0-9]{{1,2}})"
    return [
        rf"{data['halves']}{no_year}",
        rf"{data['season_of'].replace('{s}', seasons)}{no_year}",
        rf"{data['feasts']}\b",
        data["first_months"].replace("{n}", counted).replace("{y}", rf"(?P<fmy>{year})"),
        rf"(?P<mq>{'|'.join(months)}) quarter\b(?: (?:of )?(?P<mqy>{year}))?",
        rf"(?P<starty>{data['start']})\b",
    ]
