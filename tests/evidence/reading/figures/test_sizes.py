"""How large one thing is, or how far it reaches, is no figure; so much that is laid, burnt, let or carried is one, in the same units."""

import pytest
from tests.evidence.labels import figures_are

WRITTEN = {
    "en": (("{} square metres", "m²"), ("{} sq m", "m²"), ("{} m²", "m²"), ("{} square kilometres", "km²"), ("{} square miles", "mi²"), ("{} sq ft", "ft²"), ("{} square feet", "ft²"), ("{} hectares", "hectares"), ("{} acres", "acres")),
    "de": (("{} Quadratmeter", "m²"), ("{} m²", "m²"), ("{} Quadratkilometer", "km²"), ("{} Hektar", "hectares")),
    "fr": (("{} mètres carrés", "m²"), ("{} m²", "m²"), ("{} kilomètres carrés", "km²"), ("{} hectares", "hectares")),
}  # fmt: skip
COUNTED = {
    "en": ("The fire destroyed {}.", "They cleared {} of mines.", "The firm let {} last year.", "It has now planted {}."),
    "de": ("Das Feuer zerstörte {}.", "Sie räumten {} in einem Jahr.", "Die Firma vermietete {}.", "Der Bericht spricht von {}."),
    "fr": ("Le feu a détruit {}.", "Ils ont déminé {} en un mois.", "La firme a loué {}.", "Le rapport parle de {}."),
}  # fmt: skip
OF_ONE = {
    "en": ("The site covers {}.", "It is a site of {}.", "The land, {}, belongs to the town.", "The works spreads over {}."),
    "de": ("Das Gelände umfasst {}.", "Das Gelände ist {} groß.", "Das Werk steht auf {}.", "Die Halle mit {} ist leer."),
    "fr": ("Le site couvre {}.", "Le site de {} est vide.", "L'usine s'étend sur {}.", "La halle occupe {}."),
}  # fmt: skip
AREAS = [(language, way, unit) for language, ways in WRITTEN.items() for way, unit in ways]


@pytest.mark.parametrize(("language", "way", "unit"), AREAS)
def test_an_area_is_counted_where_something_is_done_with_it(
    language: str, way: str, unit: str
) -> None:
    times = {"en": " last year", "de": " in einem Jahr", "fr": " en un mois"}
    for frame in COUNTED[language]:
        figures_are(frame.replace(times[language], "").format(way.format(40)), f"40 {unit}", language)  # fmt: skip


@pytest.mark.parametrize(("language", "way", "unit"), AREAS)
def test_an_area_is_no_figure_where_it_is_that_of_one_thing(
    language: str, way: str, unit: str
) -> None:
    for frame in OF_ONE[language]:
        figures_are(frame.format(way.format(40)), "", language)


@pytest.mark.parametrize(
    ("language", "text", "wanted"),
    [
        ("en", "The radar sees jets at 400 km.", ""),
        ("en", "Its range is about 400 km.", ""),
        ("en", "The missile flies at 40,000 feet.", ""),
        ("en", "It laid 400 km of cable.", "400 km"),
        ("en", "The ship displaces 6,900 tonnes.", ""),
        ("en", "Four frigates of 6,900 tonnes sailed.", "4 frigates"),
        ("en", "The yard cut 6,900 tonnes of plate.", "6900 tonnes"),
        ("en", "A 3,200 sq m assembly hall opened.", ""),
        ("de", "Die Reichweite beträgt 400 Kilometer.", ""),
        ("de", "Die Halle liegt 40 Kilometer vor der Stadt.", ""),
        ("de", "Sie verlegten 400 Kilometer Schiene.", "400 km"),
        ("fr", "Le missile porte à 400 kilomètres.", ""),
        ("fr", "Ils ont posé 400 kilomètres de rails.", "400 km"),
        ("fr", "Une frégate de 6 000 tonnes a appareillé.", ""),
        ("en", "It pumped 40 cubic metres a second.", "40 m³/second"),
        ("de", "Das Werk braucht 40 Kubikmeter am Tag.", "40 m³/day"),
    ],
)
def test_reach_and_burden(language: str, text: str, wanted: str) -> None:
    figures_are(text, wanted, language)
