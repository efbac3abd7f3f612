"""Nouns whose figure says what it is, whatever verb they stand with."""

from __future__ import annotations

import re

import pytest
from tests.evidence.labels import claims_of

from offtake.evidence.reading.kinds.frames.closed import closed
from offtake.evidence.rules.rules import rules

NOUNS = {
    "target": [
        "target",
        "forecast",
        "quota",
        "limit",
        "cap",
        "prediction",
        "pipeline",
        "wish list",
    ],
    "order": ["backlog", "order book", "subcontract", "requisition"],
    "capacity": ["capacity", "nameplate", "peak output"],
    "pledge": ["pledge", "commitment", "donation"],
    "output": ["output", "harvest", "circulation", "print run", "throughput"],
    "statement": ["stockpile", "herd", "arsenal", "consumption", "roster"],
    "comparison": ["rise", "shortfall", "slowdown", "improvement", "markdown", "downgrade"],
}


@pytest.mark.parametrize(("kind", "noun"), [(k, n) for k, nouns in NOUNS.items() for n in nouns])
def test_the_figure_of_a_noun_is_of_its_kind(kind, noun):
    for text in (f"It has a {noun} of 40 bolts.", f"The guild told of a {noun} of 40 bolts."):
        assert (text, claims_of(text)[0].kind) == (text, kind)


@pytest.mark.parametrize("noun", ["output", "harvest", "circulation", "throughput", "capacity"])
def test_what_a_level_will_be_is_meant(noun):
    assert claims_of(f"Its {noun} will be 40 bolts.")[0].kind == "target"
    assert claims_of(f"Its {noun} is to rise to 40 bolts.")[0].kind == "target"


@pytest.mark.parametrize("noun", ["bail-out", "endowment", "rescue package"])
def test_money_that_is_called_a_gift_is_promised(noun):
    assert claims_of(f"York has a {noun} of £40m.")[0].kind == "pledge"


@pytest.mark.parametrize("noun", ["allocation", "ransom", "mortgage", "settlement", "windfall", "refund"])  # fmt: skip
def test_other_money_is_money(noun):
    assert claims_of(f"York has a {noun} of £40m.")[0].kind == "money"


def test_nouns_of_figures_are_written_in_small_letters_and_found_in_any():
    for pattern in rules().data["heads"].values():
        plain = re.sub(r"\\.|\[\w+\]", "", pattern)
        assert plain == plain.lower()
    words = closed(rules(), "en")
    assert (words.head("THE OUTPUT of looms"), words.head_at_end("its Capacity")) == ("output", "capacity")  # fmt: skip
    assert words.has_head("Their Backlog grew", "order")
    assert not words.has_head("Their looms grew", "order")
