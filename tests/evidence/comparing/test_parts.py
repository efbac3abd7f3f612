"""A part and the whole of which it is told."""

from __future__ import annotations

from itertools import permutations

import pytest
from tests.evidence.comparing.test_relations import kinds
from tests.evidence.labels import claims_of

from offtake.evidence.comparing.parts import wholes


@pytest.mark.parametrize(
    "text",
    [
        "40 of the 65 lines are late, Varnholt said.",
        "Varnholt said that 40 of its 65 lines are late.",
        "Varnholt said that 40 lines of the 65 are late.",
        "Of the 65 lines, 40 are late, Varnholt said.",
        "Varnholt has 65 lines, of which 40 are late.",
        "Varnholt has 65 lines, 40 of which are late.",
        "Varnholt has 65 lines, 40 of them late.",
        "Varnholt has 65 lines, but only 40 of them run.",
        "Varnholt runs 65 lines and 40 of them are late.",
    ],
)
def test_a_part_knows_its_whole(text):
    claims = claims_of(text)
    value = {c.id: c.value for c in claims}
    assert {value[part]: whole for part, whole in wholes(claims).items()} == {40.0: 65.0}


@pytest.mark.parametrize(
    "text",
    [
        "Von den 65 Linien sind 40 verspätet.",
        "Von den 65 Linien sind derzeit nur 40 verspätet, sagte Varnholt.",
        "Varnholt hat 65 Linien, 40 davon sind verspätet.",
        "Varnholt hat 65 Linien, von denen 40 verspätet sind.",
    ],
)
def test_so_it_does_in_german(text):
    claims = claims_of(text, "de")
    value = {c.id: c.value for c in claims}
    assert {value[part]: whole for part, whole in wholes(claims).items()} == {40.0: 65.0}


def test_a_share_is_a_part_of_whatever_is_counted():
    (part, whole), claims = ("share", 65.0), claims_of("Half of the 65 lines are late.")
    units = {c.id: c.unit for c in claims}
    assert {units[c]: value for c, value in wholes(claims).items()} == {part: whole}


@pytest.mark.parametrize(
    "text",
    [
        "Varnholt said that 40 of its 65 lines and 12 of its 30 looms are late.",
        "Varnholt has 65 lines, 40 of which are late.",
        "Of the 140 lines, 40 are late, Varnholt said.",
    ],
)
def test_the_order_of_the_claims_is_nothing_to_it(text):
    claims = claims_of(text)
    assert len(wholes(claims)) == text.count(" of ") + text.count("Of ")
    for turned in permutations(claims):
        assert wholes(turned) == wholes(claims)


@pytest.mark.parametrize(
    "text",
    [
        "Varnholt ordered 40 boats of 65 tonnes.",
        "Varnholt has 40 lines of 65 looms each.",
        "Varnholt has 40 lines of the 65 million euro plan.",
    ],
)
def test_a_measure_is_no_whole(text):
    assert wholes(claims_of(text)) == {}


def test_what_has_a_measure_can_be_contradicted():
    first, second = (
        "Varnholt made 40 boats of 65 tonnes in 2025.",
        "Varnholt made 60 boats in 2025.",
    )
    assert "contradiction" in kinds(first, second)


@pytest.mark.parametrize(
    "text",
    [
        "Varnholt has 65 lines and 40 looms.",
        "Of the 65 lines that Varnholt has, none makes 40 looms.",
        "Varnholt made 65 tonnes of wire in 40 days.",
        "Varnholt has 65 lines, Osmund 40.",
    ],
)
def test_two_figures_of_a_sentence_need_be_no_part(text):
    assert wholes(claims_of(text)) == {}


WHOLE = "Varnholt runs 65 lines, the ministry said."


def test_a_part_contradicts_no_whole_wherever_it_stands():
    part = "Varnholt runs 40 of its 65 lines, Osmund said."
    assert "contradiction" not in kinds(part)
    assert "contradiction" not in kinds(WHOLE, part)
    assert not {"contradiction", "open", "change"} & set(kinds(f"{WHOLE} {part}"))


def test_parts_of_one_whole_are_told_apart_and_those_of_two_wholes_are_not():
    from dataclasses import replace

    from tests.evidence.labels import document

    from offtake.evidence.comparing.relations import relations
    from offtake.evidence.reading.claims import claims_in
    from offtake.evidence.rules.rules import rules

    def told(*texts: str) -> list[str]:
        documents = [document(t, published="2025-11-07", name=str(k)) for k, t in enumerate(texts)]
        claims = [
            replace(c, kind="statement", kind_or="", unit="lines", unresolved=(), whose="Varnholt")
            for d in documents
            for c in claims_in(d, rules())
        ]
        return [r.kind for r in relations(claims, documents, []) if r.first.value != 65.0]

    one = "Varnholt runs 40 of its 65 lines, Osmund said."
    assert told(one, one.replace("40", "30").replace("Osmund", "Lindholm")) == ["contradiction"]
    assert told(one, one.replace("40", "30").replace("65", "75")) == []
