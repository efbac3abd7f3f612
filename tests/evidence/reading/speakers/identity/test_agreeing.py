"""Whether a pronoun may stand for somebody."""

from __future__ import annotations

import pytest

from offtake.evidence.reading.language.lexicon import lexicon
from offtake.evidence.reading.speakers.identity.agreeing import fits, sex
from offtake.evidence.reading.speakers.identity.speaker import Person
from offtake.evidence.rules.rules import rules


def _person(name: str, *offices: str) -> tuple[Person, ...]:
    return (Person(name, 0, frozenset(offices)),)


@pytest.mark.parametrize(
    ("languages", "name", "offices", "she", "he"),
    [
        ("de", "Kim Falk", ("sprecherin",), True, False),
        ("de", "Kim Falk", ("sprecher",), False, True),
        ("de", "Kim Falk", ("sprecher", "ministerin"), True, True),
        ("fr", "Kim Brun", ("directrice",), True, False),
        ("fr", "Kim Brun", ("directeur",), False, True),
        ("fr", "Kim Brun", ("porte-parole",), True, True),
        ("de fr", "Clara Falk", (), True, False),
        ("de fr", "Robert Falk", (), False, True),
        ("de fr", "Luca Falk", (), False, True),
        ("de fr", "Kim Falk", (), True, True),
    ],
)
def test_offices_tell_before_first_names(languages, name, offices, she, he):
    people = _person(name, *offices)
    for language, hers, his in (("de", "sie", "er"), ("fr", "elle", "il")):
        words = lexicon(rules(), language)
        if language in languages.split():
            assert fits(hers, name, people, words) == she
            assert fits(his, name, people, words) == he


def test_an_office_without_a_name_tells_too():
    german, french = lexicon(rules(), "de"), lexicon(rules(), "fr")
    assert not fits("er", "Sprecherin der Gilde", (), german)
    assert not fits("elle", "directeur", (), french)
    assert fits("er", "directrice", (), french)


@pytest.mark.parametrize(
    ("name", "offices", "told"),
    [
        ("Ann Falk", (), "f"),
        ("John Falk", (), "m"),
        ("Jean Falk", (), ""),
        ("Kim Falk", ("spokeswoman",), "f"),
        ("Kim Falk", ("chairman",), "m"),
        ("Kim Falk", ("captain",), ""),
    ],
)
def test_english_offices_and_first_names_tell_too(name, offices, told):
    assert sex(name, _person(name, *offices), lexicon(rules(), "en")) == told


@pytest.mark.parametrize("language", ["en", "de", "fr"])
@pytest.mark.parametrize(
    ("names", "told"),
    [
        ("Jennifer Esther Heather Amber Lois Vivian Gillian", "f"),
        ("Martin Kevin Benjamin Erwin Armin Étienne Antoine Joshua", "m"),
        ("Dieter Norbert Adrian", "m"),
        ("Ottilie Martina Ernestine", "f"),
        ("Rodin Dustrice", ""),
    ],
)
def test_a_whole_first_name_tells_before_its_end_and_never_as_an_office(language, names, told):
    words = lexicon(rules(), language)
    assert {sex(f"{n} Holm", _person(f"{n} Holm"), words) for n in names.split()} == {told}


def test_a_surname_alone_is_no_office():
    english = lexicon(rules(), "en")
    assert sex("Chapman", (), english) == ""
    assert sex("Chairman", (), english) == "m"
    assert sex("chairman of the guild", (), english) == "m"
    german = lexicon(rules(), "de")
    assert sex("Martin", (), german) == ""
    assert sex("Robin Falk", (), german) != "f"
