"""Whose report or data it is that says something."""

from __future__ import annotations

import pytest

from offtake.evidence.reading.language.lexicon import lexicon
from offtake.evidence.reading.speakers.identity.owners import owner
from offtake.evidence.rules.rules import rules

LANGUAGES = {language: lexicon(rules(), language) for language in ("en", "de", "fr")}


@pytest.mark.parametrize(
    ("words", "language", "name"),
    [
        ("data from Acme", "en", "Acme"),
        ("figures released on Monday by the Guild of Weavers", "en", "Guild of Weavers"),
        ("a report by the loom institute", "en", "loom institute"),
        ("the latest figures from the port authority", "en", "port authority"),
        ("a Guild of Weavers survey", "en", "Guild of Weavers"),
        ("harbour ministry data", "en", "harbour ministry"),
        ("an Acme statement", "en", "Acme"),
        ("Acme's annual report", "en", "Acme"),
        ("the Guild’s plans announced in May", "en", "Guild"),
        ("a Loom Board statement cited by the Torp Herald", "en", "Loom Board"),
        ("Zahlen der Webergilde", "de", "Webergilde"),
        ("les dernières données de l’Ufa", "fr", "Ufa"),
        ("une étude du groupe", "fr", "groupe"),
        ("l'étude d'impact", "fr", "étude d'impact"),
        ("une étude d'experts", "fr", "experts"),
    ],
)
def test_the_maker_speaks(words, language, name):
    found = owner(words, LANGUAGES[language])
    assert found is not None
    assert (found.name, found.basis) == (name, "body")


@pytest.mark.parametrize("words", ["the report", "Acme", "the new data", "the minister", "data of its own", ""])  # fmt: skip
def test_where_no_maker_is_named_there_is_none(words):
    assert owner(words, LANGUAGES["en"]) is None
