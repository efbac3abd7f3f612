"""German nouns have the capitals of names: what can only be done, measured or bought never speaks."""

import pytest
from tests.evidence.labels import claims_of

from offtake.evidence.reading.language.lexicon import lexicon
from offtake.evidence.reading.speakers.identity.things import is_thing
from offtake.evidence.rules.rules import rules

GERMAN = lexicon(rules(), "de")


@pytest.mark.parametrize("words", ["Strafzahlungen", "Kapazität der neuen Halle", "ein Volumen", "diese Summe", "der Ausgabensperre", "im Wahlkampf das Gegenteil"])  # fmt: skip
def test_things_are_things(words: str) -> None:
    assert is_thing(words, GERMAN)


@pytest.mark.parametrize("words", ["die Projektleitung", "die Finanzdelegation", "Amprion", "die Behörde", "die Regierung", "eine Ausschreibung", "Wald", "Ida Sommer", "Hartung", "Jens Hartung", "die Koalition", "Deutsche Flugsicherung", "Studierende", "Vorstandsvorsitzende", "Sondergesandter für den Norden", "Berliner Stadtreinigung", "die Kommission", "das Bündnis"])  # fmt: skip
def test_people_bodies_and_papers_are_none(words: str) -> None:
    assert not is_thing(words, GERMAN)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Weil 40 Waggons fehlen, drohen Lunde Strafzahlungen. Ein Lager klemme, sagte Werksleiter Jonas Ahl.", {"Jonas Ahl"}),
        ("Die Werft wird 40 Fähren bestellen. Aus Kreisen verlautete ein Volumen von 300 Millionen Euro.", {"Kreise"}),
        ("Diese Summe hat sich in 40 Jahren verdoppelt, rechnet die Gilde vor.", {"Gilde"}),
    ],
)  # fmt: skip
def test_no_thing_speaks(text: str, wanted: set[str]) -> None:
    assert {c.speaker for c in claims_of(text, "de") if c.speaker} <= wanted
    assert wanted <= {c.speaker for c in claims_of(text, "de")}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Selon La Voix, New Ardel négocie avec Lunde l'achat de 40 rames, un contrat de 300 millions d'euros.", {"La Voix"}),
        ("Cinq régies restent en lice, dont la commune estime le marché à 40 millions d'euros.", set()),
        ("La première tranche s'élève à 300 millions d'euros ; l'ensemble approche 800 millions, a précisé jeudi le ministère.", {"ministère"}),
        ("Le prix va de 10 à 40 euros selon les communes.", set()),
        ("Selon les communes, il manque 40 écoles.", {"communes"}),
    ],
)  # fmt: skip
def test_no_thing_speaks_in_french(text: str, wanted: set[str]) -> None:
    assert {c.speaker for c in claims_of(text, "fr") if c.speaker} == wanted


@pytest.mark.parametrize(
    "name", ["Crédit Agricole", "Les Chantiers du Nord", "Plan International", "ministère"]
)
def test_french_firms_whose_names_begin_as_things_do_are_none(name: str) -> None:
    assert not is_thing(name, lexicon(rules(), "fr"))
