"""Which bodies a text names, and by which noun."""

from __future__ import annotations

import pytest
from tests.evidence.labels import claims_of

from offtake.evidence.reading.language.lexicon import lexicon
from offtake.evidence.reading.speakers.identity.introduced import bodies_in, firms, kin, noun_in
from offtake.evidence.reading.speakers.identity.people import people_in
from offtake.evidence.rules.rules import rules


def named(text: str, language: str = "en") -> dict[str, frozenset[str]]:
    words = lexicon(rules(), language)
    return {b.name: b.nouns for b in bodies_in(text, people_in(text, words), words)}


@pytest.mark.parametrize(
    ("language", "text", "name", "noun"),
    [
        ("en", "Dutch loom maker Vessel Torp has 40 looms.", "Vessel Torp", "maker"),
        ("en", "Shipbuilder Torp sold 40 boats.", "Torp", "shipbuilder"),
        ("en", "The losing bidder, Norway's Torp Marine, offered 40 boats.", "Torp Marine", "bidder"),
        ("en", "Torp Marine, a maker of boats, sold 40.", "Torp Marine", "maker"),
        ("en", "The Public Weaving Court has 40 judges.", "Public Weaving Court", "court"),
        ("en", "The Ministry of Looms and Yarn has 40 offices.", "Ministry of Looms and Yarn", "ministry"),
        ("en", "Shares of Torp Marine plc fell.", "Torp Marine", "company"),
        ("de", "Der Bremer Webkonzern Torp hat 40 Pressen.", "Torp", "konzern"),
        ("de", "Die Zahlen des Weberverbands Torp: 40. Torp zählt sie.", "Torp", "verband"),
        ("de", "Der Landesrechnungshof hat 40 Schulen geprüft.", "Landesrechnungshof", "rechnungshof"),
        ("fr", "Le constructeur naval Torp a vendu 40 navires.", "Torp", "constructeur"),
        ("fr", "C'est ce que dit son exploitant, Torp.", "Torp", "exploitant"),
    ],
)  # fmt: skip
def test_a_body_is_named_with_what_it_is(language, text, name, noun):
    assert named(text, language) == {name: {noun}}


@pytest.mark.parametrize(
    "text",
    [
        "Torp's boss, Ida Falk, has 40 looms.",
        "Torp sold 40 looms.\nOthers bought looms of Torp.",
    ],
)
def test_who_has_a_boss_or_is_it_or_opens_a_paragraph_is_a_body(text):
    assert named(text) == {"Torp": frozenset()}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Ida Falk sold 40 looms. Falk is new to it."),
        ("en", "In Torp, which lies on a lake, 40 looms are idle."),
        ("en", "Norway sold 40 looms.\nOthers bought looms of Norway."),
        ("en", "Torp sold 40 looms.\nOthers bought none."),
        ("en", "In February, the company said, 40 looms were idle."),
        ("en", "Under its contract the operator NOK 40m paid sold looms."),
        ("de", "Kritik gibt es kaum.\nDie Kritik ist neu."),
    ],
)
def test_people_places_times_and_nouns_are_no_bodies(language, text):
    assert named(text, language) == {}


def test_people_are_called_by_the_last_name_and_bodies_by_the_first():
    assert named("Torp Marine sold 40 boats.\nTorp is new, and so are others of Torp.") == {"Torp Marine": frozenset()}  # fmt: skip
    assert named("Torp Marine sold 40 boats.\nMarine is new, and so are others of Marine.") == {}


def test_a_short_name_is_that_of_the_one_longer():
    assert set(named("Workers at Torp Looms struck.\nTorp said its looms were idle.")) == {"Torp Looms"}  # fmt: skip


def test_any_firm_is_a_company_and_no_brewer_is_an_airline():
    words = lexicon(rules(), "en")
    assert {"brewer", "airline"} <= kin(words)["company"] & firms(words)
    assert "airline" not in kin(words)["brewer"]
    assert "ministry" not in kin(words)["company"]
    assert [noun_in(w, words) for w in ("loom-maker", "ministry", "loom")] == ["loom-maker", "ministry", ""]  # fmt: skip
    assert noun_in("Webkonzern", lexicon(rules(), "de")) == "konzern"


@pytest.mark.parametrize(
    ("language", "text", "name"),
    [
        ("en", "GAO Columbia audit makes its case\nA Government Accountability Office (GAO) report has come.\nGAO said 40 boats are late.", "Government Accountability Office"),
        ("de", "Heer bestellt bei Acme Munition für Millionen\nDer Konzern Acme liefert dem Heer Munition.\nDer Konzern teilte mit, er liefere 40 Geschosse.", "Acme"),
    ],
)  # fmt: skip
def test_what_a_title_sets_beside_a_name_is_no_part_of_it(language: str, text: str, name: str) -> None:  # fmt: skip
    assert [c.speaker for c in claims_of(text, language) if c.words and c.unit != "EUR"][-1:] == [name]  # fmt: skip


def test_a_body_inside_anothers_name_is_not_called_by_its_end():
    text = "The Army ordered 40 guns for the Torp Army Ammunition Works, the Army said."
    assert "Army Ammunition Works" not in named(text)
