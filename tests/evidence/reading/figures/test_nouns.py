"""Which noun a number counts."""

from __future__ import annotations

import pytest
from tests.evidence.labels import claims_of


@pytest.mark.parametrize(
    ("text", "language", "unit"),
    [
        ("It bought 12 cast-iron garden stoves for the park.", "en", "stoves"),
        ("A survey of 1,050 potters suggests that clay is dear.", "en", "potters"),
        ("It hired 90 goods handlers that day.", "en", "handlers"),
        ("The kiln weighs as much as 40 tons and holds 90 pots.", "en", "pots"),
        ("Some 90 homes within three miles of the mill were sold.", "en", "homes"),
        ("It reopened seven years after the fire with 90 looms.", "en", "looms"),
        ("Its 860 MW Tarn gas plant burns 90 tonnes.", "en", "tonnes"),
        ("It bought 12 green, high-backed chairs.", "en", "chairs"),
        ("An order of 44 looms dwarfs anything before.", "en", "looms"),
        ("A load of 25 tonnes shuts small mills out.", "en", "tonnes"),
        ("It owns four sewage works.", "en", "works"),
        ("It pays Rs 2 lakh to all.", "en", "INR"),
        ("It lent ₱256 billion.", "en", "PHP"),
        ("It lent Kr 4.1m.", "en", "crowns"),
        ("The line tripped 19 times.", "en", "times"),
        ("A debt of 30 million and a promise were signed.", "en", ""),
        ("Es gab 206 VDV Stadtbahn Fahrzeuge.", "de", "vehicles"),
        ("Es gab 206 ICE im Bestand.", "de", "ICE"),
        ("Il y a douze Rafale.", "fr", "Rafale"),
        ("The town gave “100,000 [cast iron] pots” away.", "en", "pots"),
        ("It lent billions of pounds of extra funding.", "en", "GBP"),
        ("It sold 300 pounds of butter.", "en", "pounds"),
        ("The field gives 445,000 bpd.", "en", "barrels"),
        ("The guild lets 42 Woodcutters rust.", "en", "Woodcutters"),
        ("The guild lets 42 new River Clearing Units rust.", "en", "units"),
        (
            "It bought 2 million Modular Spinning Thread System Winding Wheel Cases; they are new.",
            "en",
            "cases",
        ),
        (
            "It bought 900 Weaver Advanced Winding-3 Thread Mending (WAW-3 TM) spindles and oil.",
            "en",
            "spindles",
        ),
    ],
)
def test_the_head_of_the_noun_phrase_is_what_is_counted(text, language, unit):
    (claim,) = [c for c in claims_of(text, language) if c.words]
    assert claim.unit == unit


@pytest.mark.parametrize(
    ("text", "language", "unit"),
    [
        ("Es gab 40 Fischerboote.", "de", "boats"),
        ("Es blieb bei 40 Fischerbooten.", "de", "boats"),
        ("Es gab 40 Schmelzöfen.", "de", "furnaces"),
        ("Es gab 40 Feuerwehrfahrzeuge.", "de", "vehicles"),
        ("Es gab 40 Gartenstühle.", "de", "chairs"),
        ("Es gab 40 Tonnen Kartoffeln.", "de", "tonnes"),
        ("Es gab 40 Anwohnerinnen und Anwohner.", "de", "residents"),
        ("Il y a 40 avions-cargos.", "fr", "aircraft"),
        ("Il y a 40 chaises de jardin.", "fr", "chairs"),
        ("Il y a 40 postes de transformation.", "fr", "substations"),
        ("Il y a 40 pommes de terre.", "fr", "potatoes"),
        ("Il y a une centaine de vaches.", "fr", "cows"),
        ("Cela porte à 40 le nombre de commandes.", "fr", "orders"),
        ("Es gab 40 Simulatoren.", "de", "simulators"),
        ("Es gab ein 40-Millionen-Projekt.", "de", ""),
        ("Es hatten 40 Länder Zusagen.", "de", "countries"),
        ("Es gab 40 Container.", "de", "containers"),
        ("Es lieferten 40 wegen Frosts.", "de", ""),
        ("Es blieben 40 Millionen Gewinn.", "de", ""),
        ("Es fielen 40 Millionen aufs Ergebnis.", "de", ""),
        ("Il y a 40 autobus.", "fr", "buses"),
        ("Il y a 40 nouveaux TGV.", "fr", "TGV"),
        ("Il y a 40 millions de charges.", "fr", ""),
        ("Il y a 40 facultés.", "fr", "universities"),
    ],
)
def test_german_and_french_things_by_their_english_name(text, language, unit):
    (claim,) = [c for c in claims_of(text, language) if c.words]
    assert claim.unit == unit
