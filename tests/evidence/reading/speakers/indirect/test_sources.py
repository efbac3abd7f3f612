"""Sources without a reporting verb."""

from __future__ import annotations

import pytest
from tests.evidence.labels import claims_of

from offtake.evidence.reading.language.lexicon import lexicon
from offtake.evidence.reading.speakers.identity.speaker import HIDDEN, Speaker
from offtake.evidence.reading.speakers.indirect.sources import (
    before_colon,
    byline,
    quoted,
    signed,
    sources,
)
from offtake.evidence.rules.rules import rules

LANGUAGES = {language: lexicon(rules(), language) for language in ("en", "de", "fr")}


def names(text: str, language: str = "en", last: Speaker | None = None) -> list[str]:
    return [a.speaker.name for a in sources(text, 0, (), LANGUAGES[language], last)]


@pytest.mark.parametrize(
    ("text", "language", "name"),
    [
        ("It stands, according to Falk.", "en", "Falk"),
        ("According to the bank's president, Rosa Lind, it stands.", "en", "Rosa Lind"),
        ("It stands, according to the consulting firm Acme Weavers.", "en", "Acme Weavers"),
        ("It stands, according to figures from the guild.", "en", "guild"),
        ("It stands, per Acme.", "en", "Acme"),
        ("It stands, in the view of Falk.", "en", "Falk"),
        ("It stands, according to sources close to the deal.", "en", "sources close to the deal"),
        ("It stands, according to the Loom Research and Development Authority.", "en", "Loom Research and Development Authority"),
        ("Laut Falk steht es.", "de", "Falk"),
        ("Nach Angaben des Ministeriums steht es.", "de", "Ministeriums"),
        ("Aus Sicht von Falk steht es.", "de", "Falk"),
        ("Zahlen der Webergilde zufolge steht es.", "de", "Webergilde"),
        ("Selon Falk, il est là.", "fr", "Falk"),
        ("D’après le ministère, il est là.", "fr", "ministère"),
        ("Pour Léa Brun, maire adjointe, il est là.", "fr", "Léa Brun"),
    ],
)  # fmt: skip
def test_who_is_named_as_a_source(text, language, name):
    assert names(text, language) == [name]


def test_who_is_no_source():
    assert names("It costs 40 euros per loom.") == names("Work according to plan is 40 looms late.") == []  # fmt: skip
    assert names("Laut und schnell war es.", "de") == []


def test_in_her_words_is_who_spoke_before():
    assert names("Nach ihren Worten steht es.", "de", Speaker("Ida Falk", "named")) == ["Ida Falk"]
    assert names("Nach ihren Worten steht es.", "de") == []


def test_who_is_quoted_said_all_of_it():
    en = LANGUAGES["en"]
    for text in ("Falk was quoted by the paper as saying that it stands.", "Falk is quoted by the Herald saying it stands."):  # fmt: skip
        found = quoted(text, 0, (), en, None)
        assert found is not None
        assert found.speaker.name == "Falk"
    blamed = quoted("Lund was upset with Falk for saying that it stands.", 0, (), en, None)
    assert blamed is not None
    assert blamed.speaker.name == "Falk"
    assert quoted("Falk was quoted.", 0, (), en, None) is None


def test_a_name_before_a_colon_or_behind_a_dash():
    en, q = LANGUAGES["en"], HIDDEN * 9
    for text in (f"Falk: “{q}”", f"Quote from Falk: “{q}”"):
        found = before_colon(text, 0, (), en, None)
        assert found is not None
        assert found.speaker.name == "Falk"
    assert [a.speaker.name for a in signed(f"“{q}” – Falk", 0, (), en, None)] == ["Falk"]
    line = byline("Output fell - Kurier")
    assert line is not None
    assert line.speaker.name == "Kurier"
    assert byline("Output fell") is before_colon("Output fell", 0, (), en, None) is None


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("As per the ministry, 40 trains run.", ["ministry"]),
        ("As per a Central Railway statement, 40 trains run.", ["Central Railway"]),
        ("As per the contract, 40 trains run.", [""]),
        ("Ann Holm said the yard was late. However, in her words, losses come to 45 drones.", ["Ann Holm"]),
    ],
)  # fmt: skip
def test_as_per_somebody_and_in_their_words(text: str, names: list[str]) -> None:
    assert [c.speaker for c in claims_of(text) if c.words] == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Die Leitung verlangt der IG Weber zufolge 200 Stunden mehr.", ["IG Weber"]),
        ("Acme Loom zufolge fehlen 40 Pressen.", ["Acme Loom"]),
        ("Im Werk fehlen Experten zufolge 40 Pressen.", ["Experten"]),
        ("Da laut Branche zugleich 165 Pressen fehlen, ergibt sich ein Bedarf von 40 Leuten.", ["Branche", "Branche"]),
        ("Laut Landesamt fehlen 10 Prozent und mehr als die 30 Prozent, die das Gesetz verlangt.", ["Landesamt", "Landesamt"]),
        ("Ida Falk sprach. „Es sind 40 Pressen“, sagte sie. Umso mehr freue sie sich: „Wir bauen noch 30 Pressen dazu.“", ["Ida Falk", "Ida Falk"]),
    ],
)  # fmt: skip
def test_german_sources_by_their_whole_name_and_laws_are_none(text: str, names: list[str]) -> None:
    assert [c.speaker for c in claims_of(text, "de") if c.words] == names
