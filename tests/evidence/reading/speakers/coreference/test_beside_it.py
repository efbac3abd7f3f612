"""A German noun for a firm that was not introduced stands for the only firm that its sentence names."""

from __future__ import annotations

import pytest
from tests.evidence.labels import claims_of


@pytest.mark.parametrize(
    "text",
    [
        "Lerma hat 40 Züge verkauft, teilte der Konzern am Montag mit.",
        "Der Umsatz von Lerma stieg auf 40 Millionen Euro, teilte der Dax-Konzern mit.",
        "Lokbauer Lerma bessert nach: Der Umsatz werde um sechs Prozent zulegen, teilte die Gesellschaft mit.",
    ],
)  # fmt: skip
def test_the_firm_of_the_sentence_is_meant(text):
    assert {c.speaker for c in claims_of(text, "de") if c.speaker} == {"Lerma"}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Bei Lerma fallen 40 Stellen weg, bei Webera kommen 30 dazu, teilte der Konzern mit.", "Konzern"),
        ("In Wien hat Hamburg 40 Kräne gekauft, teilte der Konzern mit.", "Konzern"),
        ("Bei Lerma fallen 40 Stellen weg, teilte das Ministerium mit.", "Ministerium"),
        ("Bei Lerma haben 40 Leute eine Stelle, teilte die Transfergesellschaft mit.", "Transfergesellschaft"),
    ],
)  # fmt: skip
def test_where_two_fit_or_none_the_noun_stays(text, wanted):
    assert {c.speaker for c in claims_of(text, "de") if c.speaker} == {wanted}


def test_a_country_of_two_words_is_no_other_firm():
    text = "Lerma supplies looms to the United States and 16 other countries, the company said."
    assert {c.speaker for c in claims_of(text) if c.words} == {"Lerma"}
