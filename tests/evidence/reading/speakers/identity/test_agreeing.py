"""Whether a pronoun may stand for somebody."""

from __future__ import annotations

import pytest

from offtake.evidence.reading.speakers.identity.agreeing import fits
from offtake.evidence.reading.speakers.identity.speaker import Person


def _person(name: str, *offices: str) -> tuple[Person, ...]:
    return (Person(name, 0, frozenset(offices)),)


@pytest.mark.parametrize(
    ("name", "offices", "she", "he"),
    [
        ("Kim Falk", ("sprecherin",), True, False),
        ("Kim Falk", ("sprecher",), False, True),
        ("Kim Falk", ("sprecher", "ministerin"), True, True),
        ("Kim Brun", ("directrice",), True, False),
        ("Kim Brun", ("directeur",), False, True),
        ("Kim Brun", ("porte-parole",), True, True),
        ("Clara Falk", (), True, False),
        ("Robert Falk", (), False, True),
        ("Luca Falk", (), False, True),
        ("Kim Falk", (), True, True),
    ],
)
def test_offices_tell_before_first_names(name, offices, she, he):
    people = _person(name, *offices)
    assert fits("sie", name, people) == fits("elle", name, people) == she
    assert fits("er", name, people) == fits("il", name, people) == he


def test_an_office_without_a_name_tells_too():
    assert not fits("er", "Sprecherin der Gilde", ())
    assert not fits("elle", "directeur", ())
    assert fits("he", "directrice", ())
