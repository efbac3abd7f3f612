"""Reporting verbs in their forms, who has them, and what follows them."""

from __future__ import annotations

from offtake.evidence.reading.language.lexicon import lexicon
from offtake.evidence.reading.speakers.verbs import (
    Verb,
    listed,
    may_precede,
    only_speakers,
    participles,
    reporting,
    says_a_clause,
)
from offtake.evidence.rules.rules import rules

EN, DE, FR = (lexicon(rules(), language) for language in ("en", "de", "fr"))


def test_who_has_a_verb_and_where_its_subject_may_stand():
    said, told, shows = (Verb(0, 1, text, "said") for text in ("said", "told", "shows"))
    assert only_speakers(said, EN)
    assert not only_speakers(shows, EN)
    assert may_precede(said, True, EN)
    assert not may_precede(told, True, EN)
    assert not may_precede(Verb(0, 1, "accused", "said"), False, EN)
    assert listed("a b_c") == ["a", "b c"]


def test_every_form_of_a_verb_is_known_with_its_attitude():
    assert reporting(EN).fullmatch("denies")
    assert reporting(FR).fullmatch("affirment")
    assert not reporting(EN).fullmatch("looms")
    assert participles(DE)["mitgeteilt"] == "said"
    assert participles(DE)["zugesagt"] == "promise"


def test_what_is_said_may_follow_as_a_clause():
    assert says_a_clause(" that it stands", EN)
    assert says_a_clause(" am Freitag, dass es steht", DE)
    assert says_a_clause(" que tout roule", FR)
    assert says_a_clause(" avoir vendu", FR)
    assert not any((says_a_clause(" it", EN), says_a_clause(" das Werk", DE), says_a_clause(" le bus", FR)))  # fmt: skip
