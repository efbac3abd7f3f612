"""Places at which slow patterns are tried meet what they meet when tried everywhere."""

from __future__ import annotations

import re

from offtake.evidence.reading.speakers.identity.candidates import (
    NAME,
    WORD,
    ends_of,
    last_words,
    starts_before,
    tried_at,
)

TEXT = "The yard Acme Motors, a maker of looms, said. Lund al-Ghaith, the head of D'Arc & Co, did.\nIn May Bolt"


def test_a_pattern_is_tried_at_its_places_and_meets_nothing_twice():
    pairs = re.compile(r"[A-Z]\w+ [A-Z]\w+")
    text = "Ann Bo Cy Dee"
    every = [m.start() for m in re.finditer(r"[A-Z]", text)]
    assert [m[0] for m in tried_at(pairs, text, every)] == pairs.findall(text) == ["Ann Bo", "Cy Dee"]  # fmt: skip
    assert [m[0] for m in tried_at(pairs, text, every[1:])] == ["Bo Cy"]


def test_starts_stand_between_a_sign_that_no_name_has_and_the_place():
    commas = [m.start() for m in re.finditer(", (?:a|the) ", TEXT)]
    starts = [TEXT[at:].split(" ")[0].rstrip(",") for at in starts_before(TEXT, commas)]
    assert starts == ["The", "Acme", "Motors", "Lund", "al-Ghaith"]
    words = [TEXT[at:].split(" ")[0].rstrip(",") for at in starts_before(TEXT, commas, WORD)]
    assert words == ["The", "yard", "Acme", "Motors", "Lund", "al-Ghaith"]
    assert list(starts_before(TEXT, [len(TEXT)] * 2)) == [TEXT.index("In"), TEXT.index("May"), TEXT.index("Bolt")]  # fmt: skip


def test_words_are_found_by_their_ends_and_begin_among_the_last_two():
    ends = ends_of(TEXT, ["yard ", "head "])
    assert [TEXT[:end].split(" ")[-2] for end in ends] == ["yard", "head"]
    assert [TEXT[at:].split(" ")[0] for at in last_words(TEXT, ends)] == ["The", "yard", "the", "head"]  # fmt: skip
    assert list(last_words("yard Acme", [5])) == [0]
    assert NAME.match("Acme")
    assert not NAME.match("yard")
