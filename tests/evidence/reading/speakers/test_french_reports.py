"""Who speaks in French sentences that report in passing, and who is taken for a speaker wrongly."""

from __future__ import annotations

import pytest
from tests.evidence.labels import claims_of


def speakers(text: str) -> set[str]:
    """Everybody who speaks in a French text."""
    return {c.speaker for c in claims_of(text, "fr") if c.speaker}


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Le gouvernement, lui, parle d'un retard de 40 jours.", "gouvernement"),
        ("La mairie parle désormais de 40 grues.", "mairie"),
        ("Le syndicat y voit 40 emplois perdus.", "syndicat"),
        ("Il manque 40 grues, font observer ses défenseurs.", "défenseurs"),
        ("Les bateliers chiffrent à 40 millions la perte.", "bateliers"),
        ("Il y a 40 grues, a corrigé cette semaine le maire, Luc Marant.", "Luc Marant"),
        ("Il y a 40 grues, indiquait le 2 avril l'agence régionale du port.", "agence régionale du port"),
        ("À Matmont, on reconnaît que 40 grues manquent.", "Matmont"),
        ("Pour la patronne du port, Lise Marant, « les 40 grues suffiront à tout ».", "Lise Marant"),
        ("Le président du port veut que 40 grues soient vendues.", "président du port"),
        ("Selon les derniers relevés de l'Union Marant, 40 grues tournent.", "Union Marant"),
        ("La direction de Varnel Pneus Nord assure avoir 40 grues.", "direction de Varnel Pneus Nord"),
        ("L'enveloppe sera de 40 millions, prédit le directeur parlementaire du budget.", "directeur parlementaire du budget"),
        ("Le Crédit Marant rappelle que 40 % des ménages louent.", "Crédit Marant"),
    ],
)  # fmt: skip
def test_whoever_reports_in_passing_speaks(text: str, speaker: str) -> None:
    assert speakers(text) == {speaker}


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Le port veut 40 grues, rapporte L'Ancre.", "L'Ancre"),
        ("Selon La Vigie, 40 grues manquent.", "La Vigie"),
        ("À en croire Les Quais, 40 grues manquent.", "Les Quais"),
        ("L'Ancre affirme que 40 grues manquent.", "Ancre"),
    ],
)
def test_an_article_with_a_capital_inside_a_sentence_is_part_of_the_name(text: str, speaker: str) -> None:  # fmt: skip
    assert speakers(text) == {speaker}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Varnel reclasse 40 ouvriers de Acme Lormont, une usine de 80 personnes, a assuré le ministre.", {"ministre"}),
        ("Varnel, qui a racheté Orvane pour 5,5 milliards, signale une demande soutenue de 40 grues.", {"Varnel"}),
        ("Belmo, la guilde des quais, craint la fermeture de 5.000 ateliers.", {"Belmo"}),
        ("Douze ports ont signé l'accord et 40 le négocient, a recensé Marant.", {"Marant"}),
        ("La part varie selon les sources : 20 % au nord, 30 % au sud.", set()),
        ("« C'est faux », réagit Varnel, selon qui la facture n'a augmenté que de 8 %.", {"Varnel"}),
        ("Le loueur ne l'admet que pour 40 grues.", {"loueur"}),
        ("Les ouvertures de quais ont rebondi de 25 %.", set()),
        ("La maire exige que la régie réclame 40 millions à Varnel.", {"maire"}),
    ],
)  # fmt: skip
def test_a_name_that_only_stands_near_speaks_for_nobody(text: str, wanted: set[str]) -> None:
    assert speakers(text) == wanted


def test_each_of_two_sums_has_the_source_beside_it() -> None:
    text = "Le coût est évalué à 60 euros par le régulateur, à 74 euros par l'exploitant."
    assert [c.speaker for c in claims_of(text, "fr")] == ["régulateur", "exploitant"]
