"""Who speaks in sentences as the French press writes them."""

from __future__ import annotations

import pytest
from tests.evidence.labels import claims_of


def speakers(text: str) -> set[str]:
    """Everybody who speaks in a French text."""
    return {c.speaker for c in claims_of(text, "fr") if c.speaker}


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("« Il manque 40 grues », a lâché, dépité, le directeur commercial.", "directeur commercial"),
        ("« Nous avons 40 grues », reconnaît, gênée, Lise Marant.", "Lise Marant"),
        ("« Seules 40 grues tournent », a constaté, lors de sa visite, Lise Marant.", "Lise Marant"),
        ("« Nous avons 40 grues », se défend le sous-traitant.", "sous-traitant"),
        ("Il y a 40 grues, rappelait récemment l'amiral Lise Marant.", "Lise Marant"),
        ("Varnel a livré 40 grues, a indiqué à l'agence Belmo sa patronne, Lise Marant.", "Lise Marant"),
        ("Les 40 grues sont prêtes, a énuméré le chef du port, l'amiral Yves Le Marant.", "Yves Le Marant"),
        ("Le doyen du port, le professeur Luc Marant, annonce une quarantaine de grues.", "Luc Marant"),
    ],
)  # fmt: skip
def test_what_stands_between_a_verb_and_whoever_speaks_hides_nobody(text: str, speaker: str) -> None:  # fmt: skip
    assert speakers(text) == {speaker}


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("La porte-parole d'Orvane précise que 40 grues tournent.", "porte-parole d'Orvane"),
        ("Le président de Varnel Pologne a déclaré que 40 grues tournaient.", "président de Varnel Pologne"),
        ("Le personnel gagnera 2 %, a garanti la direction de Varnel Pneus.", "direction de Varnel Pneus"),
        ("Il y a 40 grues, révèle la sucrerie d'Arval-Sud.", "sucrerie d'Arval-Sud"),
        ("Le Premier ministre norvégien a reconnu un retard de 40 grues.", "Premier ministre norvégien"),
        ("Il y a 40 grues, se félicite l'adjointe au commerce.", "adjointe au commerce"),
        ("Il y a 40 grues, précise la secrétaire d'État à la Mer.", "secrétaire d'État à la Mer"),
        ("Il y a 40 malades, alerte Santé publique Norvège.", "Santé publique Norvège"),
        ("La Haute Autorité de santé juge que 40 lits manquent.", "Haute Autorité de santé"),
        ("Il y a 40 grues, relève le commissaire aux comptes.", "commissaire aux comptes"),
        ("Il y a 40 grues, a chiffré l'analyste Lise Marant, d'Orvane Gestion.", "Lise Marant"),
        ("Le maire de Lormont a promis 40 logements.", "maire de Lormont"),
    ],
)  # fmt: skip
def test_an_office_or_a_body_keeps_all_of_its_name(text: str, speaker: str) -> None:
    assert speakers(text) == {speaker}


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("En Norvège, une grue sur trois est vide, annonce la guilde.", "guilde"),
        ("Au Varnois, 40 lits ont été fermés, faute d'infirmiers, confirme la direction.", "direction"),
    ],
)  # fmt: skip
def test_a_place_that_opens_a_sentence_does_not_speak(text: str, speaker: str) -> None:
    assert speakers(text) == {speaker}


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Selon une étude de la Fédération des ports romands, 40 grues sont vides.", "Fédération des ports romands"),
        ("Selon une estimation de la Société protectrice, 40 grues sont vides.", "Société protectrice"),
        ("Pour le courtier Invarel, la grue vaut 40 euros.", "Invarel"),
    ],
)  # fmt: skip
def test_the_maker_of_a_paper_and_the_holder_of_a_view_speak(text: str, speaker: str) -> None:
    assert speakers(text) == {speaker}


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Varnel va supprimer 40 postes en France, a annoncé vendredi le groupe.", "Varnel"),
        ("Varnel a vendu 40 grues depuis mai et affirme pouvoir en livrer dix de plus.", "Varnel"),
        ("L'agence Belmo abaisse de 40 tonnes sa prévision de demande.", "Belmo"),
        ("L'audit conclut à un retard de 40 jours.", "audit"),
        ("Le fonds Noirmont a signifié qu'il n'apporterait pas les 40 millions.", "Noirmont"),
    ],
)  # fmt: skip
def test_the_body_that_opens_a_sentence_speaks_in_it(text: str, speaker: str) -> None:
    assert speakers(text) == {speaker}


def test_a_delay_that_a_site_has_accuses_nobody() -> None:
    assert speakers("Le chantier accuse 40 jours de retard.") == set()


@pytest.mark.parametrize(
    "text",
    [
        "« Nous constatons 4 retards », a d'ailleurs noté Léa Brun.",
        "« Nous constatons 4 retards », a de son côté relevé Léa Brun.",
        "« Nous constatons 4 retards », a pour sa part déclaré Léa Brun.",
    ],
)
def test_words_between_an_auxiliary_and_its_participle(text: str) -> None:
    assert speakers(text) == {"Léa Brun"}


def test_several_have_no_verb_in_the_singular() -> None:
    text = "L'énergéticien, dont près de la moitié des presses, vieilles, ne tournent pas, invoque les grèves de l'automne."
    assert "grèves de l'automne" not in speakers(text)
