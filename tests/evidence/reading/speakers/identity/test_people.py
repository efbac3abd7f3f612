"""Who is who in a document: names in full, and what a surname, an office or a pronoun stands for."""

from __future__ import annotations

import pytest
from tests.evidence.labels import claims_of

from offtake.evidence.reading.language.lexicon import lexicon
from offtake.evidence.reading.speakers.identity.people import (
    by_office,
    by_pronoun,
    by_surname,
    latest,
    people_in,
    person_in,
)
from offtake.evidence.reading.speakers.identity.speaker import Person, Speaker
from offtake.evidence.rules.rules import rules

EN, DE = (lexicon(rules(), language) for language in ("en", "de"))


def person(name: str, at: int, *offices: str) -> Person:
    return Person(name, at, frozenset(offices))


FALK, LUND = person("Ida Falk", 10, "minister"), person("Bo Lund", 50, "president")


def test_people_are_named_in_full_with_the_office_beside_them():
    text = "Minister Ida Falk met Bo Lund, president of the guild. Falk left York."
    found = people_in(text, EN)
    assert [(p.name, p.surname, text[p.at : p.at + len(p.name)]) for p in found] == [("Ida Falk", "Falk", "Ida Falk"), ("Bo Lund", "Lund", "Bo Lund")]  # fmt: skip
    assert "minister" in found[0].offices
    assert "president" in found[1].offices
    assert people_in("", EN) == people_in("the mill is idle", EN) == ()


def test_a_title_is_no_part_of_a_name_and_a_month_neither():
    assert [p.name for p in people_in("In May Ida Falk left.", EN)] == ["Ida Falk"]
    assert [p.name for p in people_in("NATO President Ida van der Falk left.", EN)] == ["Ida van der Falk"]  # fmt: skip


def test_in_german_only_who_is_introduced_is_a_person():
    assert [p.name for p in people_in("Am Abend sagte Ida Falk nichts.", DE)] == ["Ida Falk"]
    assert people_in("Dort steht Haus Falk leer.", DE) == ()


def test_what_is_no_person():
    assert (
        person_in("Mill XL", EN) == person_in("Port Authority", EN) == person_in("Falk", EN) == ""
    )
    assert person_in("Cllr Ida Falk", EN) == person_in("Deputy Minister Ida Falk", EN) == "Ida Falk"
    assert person_in("Werksleiter Bo Lund", DE) == "Bo Lund"


def test_a_family_name_may_stand_first():
    wei = person("Falk Mei-lin", 5)
    assert by_surname("Falk", 50, (wei,)) == Speaker("Falk Mei-lin", "surname")
    assert by_surname("Falk", 50, (LUND,)) == Speaker("Falk", "named")
    assert by_surname("Falk Yards", 50, (LUND,)) == Speaker("Falk Yards", "named")


def test_who_holds_an_office_and_who_is_meant_by_a_pronoun():
    assert by_office("the president", 90, (FALK, LUND), EN) == Speaker("Bo Lund", "office")
    assert by_office("the rival's president", 90, (FALK, LUND), EN) is None
    assert by_office("the president", 90, (FALK, LUND, person("Ida Berg", 70, "president")), EN) is None  # fmt: skip
    assert (
        by_office("a president", 90, (FALK, LUND), EN)
        is by_office("the mill", 90, (LUND,), EN)
        is None
    )
    assert by_pronoun("they", 90, (LUND,), EN, None) == Speaker("", "")
    assert by_pronoun("he", 90, (LUND,), EN, None) == Speaker("Bo Lund", "pronoun")
    assert by_pronoun("she", 90, (LUND,), EN, None) == Speaker("", "")
    assert by_pronoun("he", 90, (LUND,), EN, Speaker("Warsaw", "named")) == Speaker("Bo Lund", "pronoun")  # fmt: skip
    assert latest((), 3) is None
    assert latest((FALK, LUND), 5) == FALK


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Le PDG de SNCF Voyageurs Christian Fauchet a indiqué que 40 rames arrivent.", "Christian Fauchet"),
        ("Le président de la région Bretagne Loïg Brun a dit que 40 rames arrivent.", "Loïg Brun"),
        ("Le ministre de l'Économie Bruno Le Maire a dit que 40 rames arrivent.", "Bruno Le Maire"),
        ("Le directeur général de KNDS France Nicolas Chamussy a dit que 40 rames arrivent.", "Nicolas Chamussy"),
    ],
)  # fmt: skip
def test_a_french_body_before_whoever_holds_its_office_is_no_part_of_the_name(text: str, name: str) -> None:  # fmt: skip
    assert [c.speaker for c in claims_of(text, "fr") if c.words] == [name]


def test_letters_behind_a_name_are_no_part_of_it_and_an_office_may_hold_a_clause():
    text = "Ann Holm MSP wrote a letter.\nMs Holm said 40 jobs were lost."
    assert [c.speaker for c in claims_of(text) if c.words] == ["Ann Holm"]
    led = "Ann Holm, head of the Mill Board, which is in charge, said that 40 rooms were done."
    assert [c.speaker for c in claims_of(led)] == ["Ann Holm"]
