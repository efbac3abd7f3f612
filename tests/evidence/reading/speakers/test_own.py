"""The subject of its own sentence, whom a German or French pronoun beside a verb stands for."""

from __future__ import annotations

from offtake.evidence.reading.language.lexicon import lexicon
from offtake.evidence.reading.speakers.identity.speaker import Attribution, Person, Speaker
from offtake.evidence.reading.speakers.own import first_body, own_subject, pronoun_of
from offtake.evidence.rules.rules import rules

DE, FR = lexicon(rules(), "de"), lexicon(rules(), "fr")
FALK = Person("Ida Falk", 10, frozenset({"sprecherin"}))


def _verb(text: str, verb: str, who: str = "") -> Attribution:
    at = text.find(verb)
    return Attribution(at, at + len(verb), Speaker(who, "pronoun"), "said", verb, False, at)


def test_the_pronoun_beside_a_verb():
    assert (
        pronoun_of(_verb("40 fehlen, sagte sie.", "sagte sie"), "40 fehlen, sagte sie.", DE)
        == "sie"
    )
    assert (
        pronoun_of(_verb("Il en faut 40, dit-il.", "dit-il"), "Il en faut 40, dit-il.", FR) == "il"
    )
    assert (
        pronoun_of(_verb("40 fehlen, sagte Falk.", "sagte Falk"), "40 fehlen, sagte Falk.", DE)
        == ""
    )


def test_a_body_that_opens_the_sentence_is_meant():
    text = "Die Gilde kauft 40 Boote, teilte sie mit."
    assert own_subject(_verb(text, "teilte sie"), text, 0, (), DE) == Speaker("Gilde", "pronoun")
    assert own_subject(_verb(text, "teilte sie", "Bo Lund"), text, 0, (), DE) is None
    text = "Les Ateliers du Nord (ADN) ont livré 40 rames, ont-ils dit."
    assert own_subject(_verb(text, "ont-ils dit"), text, 0, (), FR) == Speaker(
        "Ateliers du Nord", "pronoun"
    )


def test_a_person_who_opens_the_sentence_is_meant_where_the_pronoun_fits():
    text = "Die Chefin Ida Falk reicht das nicht, sagt sie."
    person = (Person("Ida Falk", text.find("Ida"), frozenset({"chefin"})),)
    assert own_subject(_verb(text, "sagt sie", "Bo Lund"), text, 0, person, DE) == Speaker(
        "Ida Falk", "pronoun"
    )
    text = text.replace("sie", "er")
    assert own_subject(_verb(text, "sagt er", "Bo Lund"), text, 0, person, DE) is None


def test_the_body_with_which_a_sentence_begins():
    assert first_body("Le groupe Forges va livrer 40 trains", 0, (), FR) == Speaker(
        "Forges", "body"
    )
    assert first_body("Un responsable du port compte 40", 0, (), FR) == Speaker(
        "responsable du port", "body"
    )
    assert first_body("Hier fehlen vierzig Boote", 0, (), DE) is None
