"""Lengths of time without a number, and what only looks like one."""

from __future__ import annotations

import pytest
from tests.evidence.labels import claims_of


def told(text, language="en"):
    return [(c.value if c.value is not None else (c.low, c.high), c.unit, c.per) for c in claims_of(text, language) if c.words]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "language", "found"),
    [
        ("Waits for a crane went from a week or two to a month or more.", "en", [((1, 2), "week", ""), (1, "month", "")]),
        ("A permit now takes a year, and once averaged one month.", "en", [(1, "year", ""), (1, "month", "")]),
        ("The dam faces a year's delay.", "en", [(1, "year", "")]),
        ("Last year's delay was forgotten; a year later the dam stood.", "en", []),
        ("The firm was sold within a year after the flood.", "en", []),
        ("It mends 40 trams a year.", "en", [(40, "trams", "year")]),
        ("Over the next decade the port will buy 12 cranes.", "en", [(1, "decade", ""), (12, "cranes", "")]),
        ("The port will buy 12 cranes over the next five years.", "en", [(12, "cranes", ""), (5, "year", "")]),
        ("In the last two months it bought 12 cranes.", "en", [(12, "cranes", "")]),
        ("A year-long delay cost 12 cranes.", "en", [(1, "year", ""), (12, "cranes", "")]),
        ("Over the past year it bought 12 cranes.", "en", [(12, "cranes", "")]),
        ("Boats were stuck for a fortnight.", "en", [(2, "week", "")]),
        ("It came half a decade ahead of plan.", "en", [(0.5, "decade", "")]),
        ("The dam must wait another month.", "en", [(1, "month", "")]),
        ("The dam was put off a year.", "en", [(1, "year", "")]),
        ("It will be a year before the dam holds; that was a year before the flood.", "en", [(1, "year", "")]),
        ("Fares sank inside a year.", "en", [(1, "year", "")]),
        ("Die Stadt muss ein weiteres Jahr warten.", "de", [(1, "year", "")]),
        ("Der Bau dauert ein Jahr länger.", "de", [(1, "year", "")]),
        ("Le port repousse d'un an son quai et réclame une semaine de plus.", "fr", [(1, "year", ""), (1, "week", "")]),
        ("Six boats were owed a year after the deadline, and sold a year after the flood.", "en", [(6, "boats", ""), (1, "year", "")]),
        ("Waits went to 130 weeks from 50 weeks before the flood.", "en", [(130, "week", ""), (50, "week", "")]),
        ("In the twelve months since the flood it sold 40 boats.", "en", [(40, "boats", "")]),
        ("Nach elfmonatiger Verspätung und 15-wöchigem Umbau fährt sie.", "de", [(11, "month", ""), (15, "week", "")]),
        ("Die Weiche kommt ein Jahr zu spät.", "de", [(1, "year", "")]),
        ("Le port a pris un an de retard.", "fr", [(1, "year", "")]),
    ],
)  # fmt: skip
def test_how_long_something_takes(text, language, found):
    assert told(text, language) == found
