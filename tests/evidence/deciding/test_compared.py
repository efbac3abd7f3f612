"""Claims of a store beside each other, whatever order its articles come in."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations
from pathlib import Path

from tests.evidence.labels import document

from offtake.evidence.deciding.compared import compared
from offtake.evidence.deciding.store import Evidence
from offtake.evidence.reading.claims import claims_in
from offtake.evidence.rules.rules import rules

SAID = "Varnholt makes 90,000 rounds a month, the ministry found."
TEXTS = {
    "2025-03-01": SAID,
    "2023-05-01": SAID,
    "2024-01-01": "Varnholt makes 60,000 rounds a month, its rivals claim.",
    "2023-09-01": "Varnholt made 40 boats, and 12 of its 30 looms are late.",
}


def test_the_order_of_articles_and_claims_is_nothing_to_it():
    """Of 2023 are the 90,000 that two articles have; 60,000 in 2024 are another time, and no contradiction."""
    documents = [document(text, published=day, name=day) for day, text in TEXTS.items()]
    claims = [c for d in documents for c in claims_in(d, rules())]
    day = {d.id: d.heading.published for d in documents}
    first = compared(Evidence(Path(), tuple(documents), tuple(claims), ()))
    told = [(r.kind, day[r.first.document], r.second and day[r.second.document]) for r in first]
    assert ("same", "2023-05-01", "2025-03-01") in told
    assert ("change", "2023-05-01", "2024-01-01") in told
    for turned in permutations(documents):
        for own in (claims, claims[::-1]):
            assert compared(Evidence(Path(), turned, tuple(own), ())) == first


def test_of_two_articles_of_one_day_the_name_decides():
    """And of two of one name the number: nothing is left to the order in which they were added."""
    documents = [document(SAID, published="2025-03-01", name=n) for n in ("one", "two")]
    pair = [replace(d, file="x.txt") for d in documents]
    claims = tuple(c for d in pair for c in claims_in(d, rules()))
    (one,), (other,) = (compared(Evidence(Path(), own, claims, ())) for own in (tuple(pair), tuple(pair[::-1])))  # fmt: skip
    assert one == other
    assert one.first.document == min(d.id for d in pair)
