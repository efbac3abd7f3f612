"""Whom the words of a noun phrase mean: a person before an office, a body without its article, its maker before a thing."""

from __future__ import annotations

import pytest

from offtake.evidence.reading.language.lexicon import lexicon
from offtake.evidence.reading.speakers.identity.naming import speaker_named
from offtake.evidence.reading.speakers.identity.speaker import Person, Speaker
from offtake.evidence.rules.rules import rules

EN, DE, FR = (lexicon(rules(), language) for language in ("en", "de", "fr"))


def person(name: str, at: int, *offices: str) -> Person:
    return Person(name, at, frozenset(offices))


FALK, LUND = person("Ida Falk", 10, "minister"), person("Bo Lund", 50, "president")


def who(words: str, at: int = 100, people=(FALK, LUND), last: Speaker | None = None, language=EN, speaks: bool = False) -> tuple[str, str] | None:  # fmt: skip
    found = speaker_named(words, at, people, language, last, speaks)
    return None if found is None else (found.name, found.basis)


@pytest.mark.parametrize(
    ("words", "speaker"),
    [
        ("Falk", ("Ida Falk", "surname")),
        ("Minister Falk", ("Ida Falk", "surname")),
        ("Ida Falk", ("Ida Falk", "named")),
        ("the minister", ("Ida Falk", "office")),
        ("a minister", ("minister", "body")),
        ("the president", ("Bo Lund", "office")),
        ("the mill", None),
        ("Brandt", ("Brandt", "named")),
        ("York-based Brandt", ("Brandt", "named")),
        ("Brandt of Acme", ("Brandt", "named")),
        ("the Ministry of Harbours and Inland Waters", ("Ministry of Harbours and Inland Waters", "body")),
        ("the government", ("government", "body")),
        ("half", None),
        ("", None),
    ],
)  # fmt: skip
def test_whom_words_mean(words, speaker):
    assert who(words) == speaker


def test_an_office_is_its_one_holder_before_it_and_nobody_after_it_or_of_two():
    second = person("Jo Brandt", 80, "minister")
    assert who("the minister", people=(FALK, LUND, second)) == ("minister", "body")
    assert who("the minister", at=60, people=(FALK, LUND, second)) == ("Ida Falk", "office")
    assert who("the minister", at=5) == ("minister", "body")


def test_a_surname_of_two_is_the_last_before_it_else_the_first_after():
    other = person("Bo Falk", 60)
    assert who("Falk", people=(FALK, other)) == ("Bo Falk", "surname")
    assert who("Falk", at=30, people=(FALK, other)) == ("Ida Falk", "surname")
    assert who("Falk", at=5, people=(FALK, other)) == ("Ida Falk", "surname")


def test_he_is_who_spoke_last_and_it_is_a_body():
    spoke, body = Speaker("Bo Lund", "named"), Speaker("ministry", "body")
    assert who("he", last=spoke) == ("Bo Lund", "pronoun")
    assert who("it", last=body) == ("ministry", "pronoun")
    assert who("it", last=spoke) == ("", "")
    assert who("she", last=body) == ("Ida Falk", "pronoun")
    assert who("he", last=body) == ("Bo Lund", "pronoun")
    assert who("she", last=Speaker("spokeswoman", "body")) == ("spokeswoman", "pronoun")
    assert who("he", people=()) == ("", "")
    assert who("il", last=spoke, language=FR) == who("er", last=spoke, language=DE) == ("Bo Lund", "pronoun")  # fmt: skip


def test_a_noun_with_its_article_speaks_where_only_speakers_do():
    assert who("the orchard", speaks=True) == ("orchard", "body")
    assert who("the orchard", speaks=False) is None
    assert who("the last week", speaks=True) is None
    assert who("das Werk", speaks=True, language=DE) == ("Werk", "body")
    assert who("l'usine", speaks=True, language=FR) == ("usine", "body")


def test_an_office_in_capitals_is_whoever_holds_it():
    union = person("Ida Falk", 10, "minister")
    assert who("the Union Minister", at=60, people=(union,)) == ("Ida Falk", "office")
    assert who("the Union Minister", people=()) == ("Union Minister", "body")


def test_who_speaks_for_a_body_of_two_fields_keeps_the_whole_name():
    spokesman = "spokesperson for the Department of Yarns and Local Silk"
    assert who(f"A {spokesman}", people=()) == (spokesman, "body")


def test_a_german_name_ends_before_the_day():
    assert who("der Kurier am Dienstag", language=DE) == ("Kurier", "named")
