"""What stands before a name and is no part of it, in German and French."""

from __future__ import annotations

import pytest
from tests.evidence.labels import claims_of

from offtake.evidence.reading.language.lexicon import lexicon
from offtake.evidence.reading.speakers.identity.apposed import is_trade, name_behind, without_trade
from offtake.evidence.rules.rules import rules

EN, DE, FR = (lexicon(rules(), language) for language in ("en", "de", "fr"))


@pytest.mark.parametrize(
    ("words", "language", "name"),
    [
        ("der Fachverband Webera", DE, "Webera"),
        ("des Instituts Kern", DE, "Kern"),
        ("die Herstellerin Nord Werk", DE, "Nord Werk"),
        ("des Beratungshauses Kern", DE, "Kern"),
        ("Spinntechnikbetrieb Kern", DE, "Kern"),
        ("Stadtkämmerer Lund", DE, "Lund"),
        ("der Bundesverband Webera", DE, ""),
        ("der Verband Deutscher Weber", DE, ""),
        ("die Stadt Lübken", DE, ""),
        ("der Handelskammer Lübken", DE, ""),
        ("la fédération Tisserands libres", FR, "Tisserands libres"),
        ("l'agence de notation Kern", FR, "Kern"),
        ("le général Lund", FR, "Lund"),
        ("la ville de Lyon", FR, ""),
        ("the company Kern", EN, ""),
    ],
)
def test_the_name_behind_the_sort_of_body(words, language, name):
    assert name_behind(words, language) == name


def test_a_trade_is_no_first_name_no_town_and_no_thing():
    assert all(is_trade(word, DE) for word in ("Lokführer", "Einkäufer", "NATO-Beamter", "Juristin", "Analyst"))  # fmt: skip
    assert not any(is_trade(word, DE) for word in ("Holger", "Martin", "Hamburger", "Kammer", "Parlament", "Haus"))  # fmt: skip
    assert without_trade(["Werksleiter", "Holger", "Falk"], DE) == ["Holger", "Falk"]
    assert without_trade(["Lokführer", "Falk"], DE) == ["Lokführer", "Falk"]


@pytest.mark.parametrize(
    "trade",
    [
        "Webereiwissenschaftlers",
        "Kämmerers",
        "Ökonomen",
        "Generals",
        "Notarzt",
        "Garn-CEO",
        "Gildenvize",
    ],
)
def test_a_trade_is_left_out_in_the_genitive_too(trade: str) -> None:
    assert without_trade([trade, "Bo", "Lund"], DE) == ["Bo", "Lund"]


def test_a_first_name_in_s_is_kept() -> None:
    assert without_trade(["Jonas", "Bo", "Lund"], DE) == ["Jonas", "Bo", "Lund"]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("40 Kähne fehlen, wie der Verband Hausgeräte mitteilte.", "Verband Hausgeräte"),
        ("Laut Mieterverein Torfstadt fehlen 40 Kähne.", "Mieterverein Torfstadt"),
        ("40 Kähne fehlen, wie der Verband Lermanet mitteilte.", "Lermanet"),
        ("40 Kähne fehlen, wie der Branchenverband Torfstadt mitteilte.", "Torfstadt"),
        ("40 Kähne fehlen, sagt Imker Egon Wirth.", "Egon Wirth"),
        ("40 Kähne fehlen, sagt Karl Egon Wirth.", "Karl Egon Wirth"),
        ("Im Dezember zog Toni Horn Bilanz: 40 Kähne fehlten.", "Toni Horn"),
        ("Laut Rechnungshof Zahlungen von 40 Millionen.", "Rechnungshof"),
    ],
)  # fmt: skip
def test_a_word_of_the_language_is_no_name_by_itself(text, wanted):
    assert {c.speaker for c in claims_of(text, "de") if c.speaker} == {wanted}
