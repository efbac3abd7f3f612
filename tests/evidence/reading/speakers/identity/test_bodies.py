"""Speakers without a name: offices and bodies by the sentence's own words, and what sort of body a name is."""

from __future__ import annotations

import pytest
from tests.evidence.labels import claims_of

from offtake.evidence.reading.language.lexicon import lexicon
from offtake.evidence.reading.speakers.identity.bodies import (
    any_noun,
    body,
    field,
    is_kind_of_speaker,
    sort_of,
    without_article,
)
from offtake.evidence.rules.rules import rules

EN, DE, FR = (lexicon(rules(), language) for language in ("en", "de", "fr"))


@pytest.mark.parametrize(
    ("words", "language", "found"),
    [
        ("the harbour ministry", EN, "harbour ministry"),
        ("a spokesman for the guild", EN, "spokesman for the guild"),
        ("Weavers", EN, "Weavers"),
        ("the think tank", EN, "think tank"),
        ("the 40-year-old", EN, "40-year-old"),
        ("Haller", EN, None),
        ("Ann Bishop", EN, None),
        ("the orchard", EN, None),
        ("", EN, None),
        ("das Verkehrsministerium", DE, "Verkehrsministerium"),
        ("der Hof", DE, None),
        ("l'agence", FR, "agence"),
        ("le délégué UFA", FR, "délégué UFA"),
        ("la préfecture aveyronnaise", FR, "préfecture aveyronnaise"),
        ("la mer", FR, None),
    ],
)
def test_an_office_or_a_body_by_its_own_words(words, language, found):
    assert body(words, language) == found


def test_what_sort_of_body_a_name_is_is_no_part_of_it():
    assert sort_of("Dutch retailer Acme", EN) == sort_of("the Acme news agency", EN) == "Acme"
    assert sort_of("Analysts at Bank Acme", EN) is sort_of("the company", EN) is None


@pytest.mark.parametrize("where", ["US", "UK", "U.S.", "Hong Kong", "EU"])
def test_a_country_before_what_a_body_is_names_none(where):
    for noun in ("company", "group", "body"):
        assert sort_of(f"the {where} {noun}", EN) is None
        text = f"Acme Steel lost 40 orders in May.\nThe {where} {noun} said 30 more were late."
        assert {c.speaker for c in claims_of(text) if c.speaker} == {f"{where} {noun}"}


def test_a_body_may_hold_its_field():
    found = field("the Office for Looms", EN)
    assert found is not None
    assert found.name == "Office for Looms"
    assert field("the price of looms", EN) is None


def test_any_noun_has_its_article_and_none_is_a_day():
    found = any_noun("the orchard", EN)
    assert found is not None
    assert found.name == "orchard"
    assert (
        any_noun("orchard", EN)
        is any_noun("the week", EN)
        is any_noun("The Dutch Acme", EN)
        is None
    )
    assert without_article("the orchard", EN) == without_article("orchard", EN) == "orchard"
    assert is_kind_of_speaker("Minister", EN)
    assert not is_kind_of_speaker("Peter", EN)
