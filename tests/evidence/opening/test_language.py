"""Which language a text is in: those that are read are not taken for others, and others not for them."""

from __future__ import annotations

import pytest
from tests.evidence.marked import FOLDER, language_of, passages

from offtake.evidence.opening import language
from offtake.evidence.rules.rules import rules

OTHERS = {
    "es": ("El Gobierno español aprobó ayer la compra de 40 carros de combate por un importe de 300 millones de euros, según informó el Ministerio de Defensa.",
           "La empresa fabrica 20 vehículos al mes en la planta de Sevilla y espera llegar a 35 en 2027, dijo su presidente."),
    "it": ("Il governo ha approvato l'acquisto di 40 carri armati per un importo di 300 milioni di euro, secondo il ministero della Difesa.",
           "La società produce 20 veicoli al mese nello stabilimento di Torino e prevede di arrivare a 35 nel 2027."),
    "pt": ("O Governo aprovou ontem a compra de 40 carros de combate por 300 milhões de euros, segundo o Ministério da Defesa.",
           "A empresa fabrica 20 veículos por mês na fábrica de Lisboa e espera chegar a 35 em 2027, disse o presidente."),
    "ro": ("Guvernul a aprobat ieri achiziția a 40 de tancuri pentru 300 de milioane de euro, potrivit Ministerului Apărării.",
           "Compania produce 20 de vehicule pe lună la uzina din Cluj și speră să ajungă la 35 în 2027, a spus președintele."),
    "nl": ("De regering heeft gisteren de aankoop van 40 tanks voor 300 miljoen euro goedgekeurd, zo meldt het ministerie van Defensie.",
           "Het bedrijf maakt 20 voertuigen per maand in de fabriek van Eindhoven en hoopt in 2027 op 35 te komen."),
    "da": ("Regeringen har besluttet at købe 40 kampvogne for 300 millioner euro, oplyser Forsvarsministeriet.",
           "Virksomheden fremstiller 20 køretøjer om måneden på fabrikken i Odense og håber at nå 35 i 2027."),
}  # fmt: skip


@pytest.mark.parametrize("name", OTHERS)
def test_a_language_that_is_not_read_is_told(name):
    assert [language.language_of(text, rules()) for text in OTHERS[name]] == [name] * 2


def test_short_articles_are_of_their_language():
    """Three marked passages are some sixty words; one text in 500 may be told wrongly."""
    wrong, every = 0, 0
    for path in sorted(FOLDER.glob("z*.txt"))[::5]:
        read = [p.text for p in passages(path)]
        for k in range(0, len(read) - 2, 3):
            every += 1
            wrong += language.language_of("\n".join(read[k : k + 3]), rules()) != language_of(path.stem)  # fmt: skip
    assert every > 1000
    assert wrong <= every / 500


def test_a_french_article_of_few_words_is_french():
    """It was told as Romanian, of which "a", "de", "la" and "un" are frequent words too."""
    text = "Le ministère des armées a annoncé la commande de 109 canons pour 350 millions d’euros. Le contrat doit permettre de doubler la cadence à 12 pièces par mois. Un groupe de Bourges les livre."
    assert language.language_of(text, rules()) == "fr"
