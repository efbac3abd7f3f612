"""German and French words in English, in their places."""

import pytest
from tests.evidence.labels import document

from offtake.evidence.reading.claims import figures_in
from offtake.evidence.reading.kinds.weighing.clues import clues
from offtake.evidence.reading.kinds.weighing.translated import UNKNOWN, in_english
from offtake.evidence.reading.language.dictionaries import dictionary
from offtake.evidence.rules.rules import rules


def test_each_word_in_its_place_signs_and_figures_as_they_are() -> None:
    german = in_english(["das", "parlament", "bewilligte", "#money", "für", "#goods", "panzer", ",", "YEAR"], "de", rules())  # fmt: skip
    assert german[2:] == ("approve", "#money", "for", "#goods", "tank", ",", "YEAR")
    assert in_english(["xyzzy"], "de", rules()) == (UNKNOWN,)


def test_french_articles_are_taken_off() -> None:
    assert in_english(["l'usine", "d’obus"], "fr", rules())[0] == in_english(["usine"], "fr", rules())[0]  # fmt: skip
    assert UNKNOWN not in in_english(["l'usine", "d’obus"], "fr", rules())


@pytest.mark.parametrize("language", ["de", "fr"])
def test_dictionaries_hold_one_english_word_for_each_word_in_small_letters(language: str) -> None:
    found = dictionary(language)
    assert len(found) > 10_000
    assert all(word == word.lower() and english and " " not in english for word, english in found.items())  # fmt: skip
    assert dictionary("en") == {}


@pytest.mark.parametrize(
    ("language", "text"),
    [("de", "Das Parlament bewilligte 40 Millionen Euro."), ("fr", "Le parlement a approuvé 40 millions d'euros.")],
)  # fmt: skip
def test_a_figure_has_the_clues_of_an_english_one(language: str, text: str) -> None:
    def around(text: str, language: str) -> set[str]:
        ((_, one),) = figures_in(document(text, language, "2025-06-01"), rules())
        return set(clues(one, rules()))

    english = around("The parliament approved 40 million euros.", "en")
    assert {"left parliament", "left approv"} <= english & around(text, language)
