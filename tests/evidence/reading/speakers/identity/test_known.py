"""What is asked of an article for many sentences: surnames, and the first body whose name is part of another."""

from __future__ import annotations

from math import inf

from offtake.evidence.reading.speakers.identity.known import Known, Named, first_body_in
from offtake.evidence.reading.speakers.identity.speaker import Body, Person

NAMED = Named(
    (Body("Brack Mills", 40, frozenset()), Body("Mills", 7, frozenset()), Body("Orlo", 90, frozenset())),
    (Person("Ida Falk", 3, frozenset()), Person("Bo Lind", 60, frozenset())),
)  # fmt: skip


def test_a_surname_is_the_last_part_of_a_name():
    assert NAMED.surnames == {"Falk", "Lind"}


def test_of_the_bodies_in_a_name_the_place_of_the_first_is_told():
    assert first_body_in("the Brack Mills council", NAMED) == 7
    assert first_body_in("Orlo union", NAMED) == 90
    assert first_body_in("the council", NAMED) == inf


def test_two_articles_are_kept_apart_though_they_name_the_same():
    again = Named((Body("Mills", 50, frozenset()),), NAMED.people)
    assert first_body_in("Mills", again) == 50
    assert first_body_in("Mills", NAMED) == 7
    assert Known(again).people == Known(NAMED).people
    assert Known(again).bodies != Known(NAMED).bodies
