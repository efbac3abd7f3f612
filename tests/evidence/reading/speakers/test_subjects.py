"""Which words before a reporting verb, or behind it, are its subject."""

from __future__ import annotations

import pytest

from offtake.evidence.reading.language.lexicon import lexicon
from offtake.evidence.reading.speakers.subjects import after, before, holds_a_verb
from offtake.evidence.rules.rules import rules

EN, DE, FR = (lexicon(rules(), language) for language in ("en", "de", "fr"))


@pytest.mark.parametrize(
    ("words", "subject"),
    [
        ("Falk ", "Falk"),
        ("But Falk bluntly ", "Falk"),
        ("In January Acme ", "Acme"),
        ("The mill stands, and Falk also ", "Falk"),
        ("Ida Falk, head of the guild, ", "Ida Falk"),
        ("Ida Falk MP, answering the guild, ", "Ida Falk"),
        ("The head of the guild, Ida Falk, ", "Ida Falk"),
        ("Guild director for York, Ida Falk OBE, ", "Ida Falk"),
        ("Ida Falk (Greens) ", "Ida Falk"),
        ("Acme, a maker of looms, ", "Acme"),
        ("Acme, a maker of looms, yarn and advanced cloth, ", "Acme"),
        ("On Thursday Acme Mills ", "Acme Mills"),
        ("On 16th October Ida Falk, who heads the guild, ", "Ida Falk"),
        ("On October 16 Ida Falk ", "Ida Falk"),
        ("Late on Tuesday evening the guild ", "the guild"),
        ("Ida Falk, Acme's president and CEO, ", "Ida Falk"),
        (
            "Yarn will go to Velm, Turia's Ministry of Yarn, Textiles and Crafts ",
            "Turia's Ministry of Yarn, Textiles and Crafts",
        ),
        ("Ida Falk of Burns and Low ", "Ida Falk of Burns and Low"),
        ("The plan, among the largest that Turia has made for decades, ", ""),
        ("According to Acme, ", ""),
        ("", ""),
    ],
)
def test_the_subject_before_an_english_verb(words, subject):
    assert before(words, EN) == subject


def test_firms_behind_a_ministry_are_no_fields_of_it():
    told = "The Ministry of Energy, Velmco and Torpix "
    assert before(told, EN) in told.split(", ")[1]
    assert before(told.replace("Velmco and Torpix", "Trade and Crafts"), EN) == "The Ministry of Energy, Trade and Crafts"  # fmt: skip


def test_in_german_what_opens_a_sentence_is_no_subject():
    assert before("Am Freitag ", DE) == before("Über den Preis ", DE) == ""
    assert before("Wie der Verband am Freitag ", DE) == "der Verband"
    assert before("Angeblich ", DE) == before("Künftig ", DE) == ""
    assert before("Der Preis gilt nicht mehr, wie als Erstes der Bote ", DE) == "der Bote"


def test_a_french_relative_clause_with_an_office_is_an_aside():
    assert before("Acme, que talonne Léa Brun, ministre des Métiers, ", FR) == "Acme"


@pytest.mark.parametrize(
    ("sentence", "verb", "language", "subject"),
    [
        ("“…,” said Ida Falk, head of the guild.", "said", EN, "Ida Falk"),
        ("“…,” said the head of the guild, Ida Falk.", "said", EN, "Ida Falk"),
        ("“…,” said Falk on Friday.", "said", EN, "Falk"),
        ("„…“, sagte Ida Falk Anfang Mai.", "sagte", DE, "Ida Falk"),
        ("Dann lobte der Wirt aber seine Gäste.", "lobte", DE, "der Wirt"),
        ("Dann sagte Falk den Zeitungen davon.", "sagte", DE, "Falk"),
        ("« … », a déclaré lundi Léa Brun.", "déclaré", FR, "Léa Brun"),
        ("« … », a déclaré devant la presse Léa Brun.", "déclaré", FR, "Léa Brun"),
    ],
)
def test_the_subject_behind_a_verb(sentence, verb, language, subject):
    assert after(sentence, sentence.index(verb) + len(verb), language) == subject


def test_a_subject_may_hold_another_verb():
    assert holds_a_verb("Falk said a rival", EN)
    assert not holds_a_verb("The think tank", EN)
