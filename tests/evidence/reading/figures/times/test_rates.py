"""Per what time a figure is."""

from __future__ import annotations

import pytest
from tests.evidence.labels import claims_of


@pytest.mark.parametrize(
    ("text", "language", "rates"),
    [
        ("The kiln fires 40 pots a day.", "en", ["day"]),
        ("Its annual output of pots is 40,000.", "en", ["year"]),
        ("Wages rose, while annual pot sales are to grow from 40 tonnes in 2022 to 90 tonnes.", "en", ["year", "year"]),
        ("Spending went from €7m in 2023 to €12m a year.", "en", ["", "year"]),
        ("Sales grew from 70 to 120 pots a week.", "en", ["week", "week"]),
        ("It sends 40 pots with lids of clay and of tin to towns abroad on an annualised basis.", "en", ["year"]),
        ("The annual report told of 40 pots.", "en", [""]),
        ("Its annual budget of €40m was cut.", "en", [""]),
        ("It had an annual loss of €40m.", "en", [""]),
        ("Der jährliche Verlust von 40 Millionen Euro stieg.", "de", [""]),
        ("Il a ramené son déficit annuel de 40 à 30 millions d'euros.", "fr", ["", ""]),
        ("Sa production annuelle de 40 pots augmente.", "fr", ["year"]),
        ("It fires 40 pots and 30 vats a day.", "en", ["day", "day"]),
        ("The pump lifts 400 litres a second.", "en", ["second"]),
        ("It spent €7m on a second hall.", "en", [""]),
        ("It fired 40 pots a day before the flood.", "en", ["day"]),
        ("The two kilns have been put off a year.", "en", ["", ""]),
        ("It went from three kilns to two, and daily output from 90 to 40 pots.", "en", ["", "", "day", "day"]),
        ("Sales totalled 1.3 million pots at an annual rate.", "en", ["year"]),
        ("The lease runs four years with two extensions of a year.", "en", ["", ""]),
        ("It fires 60 pots a month, a dozen of which break.", "en", ["month", ""]),
        ("It can fire 60 pots a month but has averaged 40 since a strike.", "en", ["month", "month"]),
        ("Jährlich entstehen 200 Öfen.", "de", ["year"]),
        ("L'atelier livre 40 fours par mois.", "fr", ["month"]),
        ("Sie hat eine Jahresleistung von 40.000 Öfen.", "de", ["year"]),
        ("Die Monatsproduktion steigt von 40 auf 60 Öfen.", "de", ["month", "month"]),
        ("Die Jahresproduktion stockte, 40 Öfen blieben kalt.", "de", [""]),
        ("Monat für Monat entstehen dort 40 Öfen.", "de", ["month"]),
        ("Sie brennt 40 Öfen die Woche aus.", "de", [""]),
        ("D'où la suppression quotidienne de 40 bacs.", "fr", ["day"]),
    ],
)  # fmt: skip
def test_the_time_of_a_rate_is_what_the_sentence_says_of_this_figure(text, language, rates):
    assert [c.per for c in claims_of(text, language) if c.words] == rates
