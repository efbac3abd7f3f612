from __future__ import annotations

import csv

import pytest
from tests.evidence.labels import DATA, document

from offtake.evidence.comparing.republished import overlaps
from offtake.evidence.comparing.wording import same_words, tokens_of

with (DATA / "pairs.csv").open(encoding="utf-8", newline="") as file:
    PAIRS = list(csv.DictReader(file))
IS = {"copy": {"copy"}, "same": {"quotation", "copy", "reported"}, "different": set()}


@pytest.mark.parametrize("pair", PAIRS, ids=[p["id"] for p in PAIRS])
def test_a_pair_is_what_it_was_labelled(pair):
    first, second = document(pair["first"], name="1"), document(pair["second"], name="2")
    found = {o.relation for o in overlaps([first, second])}
    assert bool(found) == (pair["relation"] != "different")
    assert found <= IS[pair["relation"]]


def test_no_pair_that_differs_is_merged():
    pairs = [p for p in PAIRS if p["relation"] == "different"]
    assert len(pairs) >= 15
    assert not any(same_words(tokens_of(p["first"]), tokens_of(p["second"]), 0.8) for p in pairs)


def test_a_quotation_told_without_marks_is_the_same_words():
    quoted = document("Reuter said: “The risk will not go when this strike does.”", name="1")  # fmt: skip
    told = document("The risk would not go when the strike does, she said.", name="2")
    assert [o.relation for o in overlaps([quoted, told])] == ["reported"]


def test_thousands_may_be_parted_in_any_way():
    assert [t.word for t in tokens_of("1,000 1 000 1.000")] == ["1000", "1000", "1000"]
