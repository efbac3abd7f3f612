"""A part and the whole of which it is told."""

from __future__ import annotations

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
    ],
)
def test_a_part_knows_its_whole(text):
    claims = claims_of(text)
    value = {c.id: c.value for c in claims}
    assert {value[part]: whole for part, whole in wholes(claims).items()} == {40.0: 65.0}


@pytest.mark.parametrize(
    "text",
    [
        "Varnholt has 65 lines and 40 looms.",
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
