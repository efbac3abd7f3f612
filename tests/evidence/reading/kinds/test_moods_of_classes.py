"""Laws of German and French: a class of verbs in a mood makes one kind, whichever verb of the class it is."""

from __future__ import annotations

import pytest
from tests.evidence.labels import claims_of

GERMAN = {
    "make": [("fertigen", "fertigte", "gefertigt", "zu fertigen"), ("ausliefern", "lieferte * aus", "ausgeliefert", "auszuliefern"), ("errichten", "errichtete", "errichtet", "zu errichten")],
    "buy": [("bestellen", "bestellte", "bestellt", "zu bestellen"), ("ankaufen", "kaufte * an", "angekauft", "anzukaufen"), ("erwerben", "erwarb", "erworben", "zu erwerben")],
    "sell": [("verkaufen", "verkaufte", "verkauft", "zu verkaufen"), ("absetzen", "setzte * ab", "abgesetzt", "abzusetzen")],
    "rest": [("zerstören", "zerstörte", "zerstört", "zu zerstören"), ("stilllegen", "legte * still", "stillgelegt", "stillzulegen"), ("verlieren", "verlor", "verloren", "zu verlieren")],
}  # fmt: skip
"""Infinitive, past with * for what stands between it and its prefix, participle, infinitive with zu."""
KINDS = {
    "make": {"real": "output", "planned": "target", "future": "target", "able": "capacity", "may": "capacity", "promised": "pledge"},
    "buy": {"real": "order", "planned": "target", "future": "order", "able": "target", "may": "target", "promised": "order"},
    "sell": {"real": "output", "planned": "target", "future": "target", "able": "capacity", "may": "target", "promised": "pledge"},
    "rest": {"real": "statement", "planned": "target", "future": "target", "able": "capacity", "may": "target", "promised": "pledge"},
}  # fmt: skip
IN_GERMAN = {
    "real": ["Die Zunft hat 40 Öfen {pp}.", "Die Zunft {past}.", "Im Mai wurden 40 Öfen {pp}.", "Bisher sind 40 Öfen {pp} worden.", "Es heißt, dass die Zunft 40 Öfen {pp} hat."],
    "planned": ["Die Zunft soll 40 Öfen {inf}.", "Die Zunft will 40 Öfen {inf}.", "Bis 2031 sollen 40 Öfen {pp} werden.", "Die Zunft plant, 40 Öfen {zu}.", "Es ist vorgesehen, 40 Öfen {zu}.", "Ziel ist es, 40 Öfen {zu}."],
    "future": ["Die Zunft wird 40 Öfen {inf}.", "Ab 2031 werden 40 Öfen {pp}.", "Bis Ende 2031 werden 40 Öfen {pp}."],
    "able": ["Die Zunft kann im Monat 40 Öfen {inf}."],
    "may": ["Die Zunft könnte 40 Öfen {inf}."],
    "promised": ["Die Zunft hat zugesagt, 40 Öfen {zu}.", "Die Zunft verpflichtet sich, 40 Öfen {zu}."],
}  # fmt: skip


def kind(text: str, language: str) -> str:
    (claim,) = [c for c in claims_of(text, language) if c.words]
    return claim.kind


@pytest.mark.parametrize("name", GERMAN)
@pytest.mark.parametrize("mood", IN_GERMAN)
def test_german_verbs_by_class_and_mood(name, mood):
    for infinitive, past, participle, to in GERMAN[name]:
        said = past.replace("*", "40 Öfen") if "*" in past else f"{past} 40 Öfen"
        for pattern in IN_GERMAN[mood]:
            text = pattern.format(inf=infinitive, past=said, pp=participle, zu=to)
            if name == "buy" and "werden 40" in text:
                continue  # whether they "werden gekauft" or not, "will buy" is contracted
            assert kind(text, "de") == KINDS[name][mood], text


FRENCH = {
    "make": [("fabriquer", "fabriqué", "fabriquera"), ("construire", "construit", "construira"), ("fournir", "fourni", "fournira")],
    "buy": [("commander", "commandé", "commandera"), ("acquérir", "acquis", "acquerra"), ("acheter", "acheté", "achètera")],
    "sell": [("vendre", "vendu", "vendra"), ("commercialiser", "commercialisé", "commercialisera")],
    "rest": [("détruire", "détruit", "détruira"), ("abandonner", "abandonné", "abandonnera"), ("conserver", "conservé", "conservera")],
}  # fmt: skip
IN_FRENCH = {
    "real": ["La guilde a {pp} 40 vélos.", "En mai, 40 vélos ont été {pps}.", "La guilde vient {de}{inf} 40 vélos."],
    "planned": ["La guilde doit {inf} 40 vélos.", "La guilde devrait {inf} 40 vélos.", "La guilde prévoit {de}{inf} 40 vélos.", "La guilde compte {inf} 40 vélos.", "La guilde entend {inf} 40 vélos.", "L'objectif est {de}{inf} 40 vélos.", "Elle cherche de l'argent pour {inf} 40 vélos."],
    "future": ["La guilde {future} 40 vélos.", "La guilde va {inf} 40 vélos."],
    "able": ["La guilde peut {inf} 40 vélos par mois.", "L'atelier est capable {de}{inf} 40 vélos par mois."],
    "may": ["La guilde pourrait {inf} 40 vélos."],
    "promised": ["La guilde s'est engagée à {inf} 40 vélos.", "La guilde a promis {de}{inf} 40 vélos."],
}  # fmt: skip


@pytest.mark.parametrize("name", FRENCH)
@pytest.mark.parametrize("mood", IN_FRENCH)
def test_french_verbs_by_class_and_mood(name, mood):
    for infinitive, participle, future in FRENCH[name]:
        many = participle if participle.endswith("s") else f"{participle}s"
        de = "d'" if infinitive[0] in "aéo" else "de "
        for pattern in IN_FRENCH[mood]:
            text = pattern.format(inf=infinitive, pp=participle, pps=many, future=future, de=de)
            assert kind(text, "fr") == KINDS[name][mood], text


@pytest.mark.parametrize(
    ("text", "language", "wanted"),
    [
        ("40 bestellte Öfen stehen noch aus.", "de", "delay"),
        ("Die Auslieferung von 40 Öfen verzögert sich.", "de", "delay"),
        ("40 vélos accusent un retard.", "fr", "delay"),
        ("Der Auftrag umfasst 40 Öfen.", "de", "order"),
        ("Die Ausschreibung umfasst 40 Öfen.", "de", "target"),
        ("L'appel d'offres porte sur 40 vélos.", "fr", "target"),
        ("Aux termes de l'accord, l'atelier fournira 40 vélos.", "fr", "order"),
        ("Die Zunft hat beim Schmied 40 Öfen in Auftrag gegeben.", "de", "order"),
        ("In der Halle lassen sich 40 Öfen im Jahr bauen.", "de", "capacity"),
        ("Das Haus bietet Platz für 40 Gäste.", "de", "capacity"),
        ("L'atelier est conçu pour produire 40 vélos par an.", "fr", "capacity"),
        ("La capacité de production est de 40 vélos par an.", "fr", "capacity"),
        ("Die Zunft plant den Abbau von 40 Stellen.", "de", "target"),
        ("La guilde prévoit la suppression de 40 postes.", "fr", "target"),
        ("Die Kapazität wird auf 40 Öfen erhöht.", "de", "target"),
        ("Der Absatz legte 40 Prozent zu.", "de", "comparison"),
        ("C'est 40 vélos de plus qu'en mai.", "fr", "comparison"),
        ("40 Öfen gingen in Betrieb.", "de", "output"),
        ("40 vélos ont été mis en service.", "fr", "output"),
        ("Das Land versprach die Lieferung von 40 Öfen.", "de", "pledge"),
        ("L'État versera 40 millions d'euros.", "fr", "pledge"),
        ("Le litre se vend 40 euros.", "fr", "price"),
        ("Die Tonne kostet derzeit 40 Euro.", "de", "price"),
        ("La tonne s'échange à 40 euros.", "fr", "price"),
        ("Es sind 40 Öfen, die das Amt bestellt hat.", "de", "order"),
        ("Ce sont 40 vélos que la ville a commandés.", "fr", "order"),
        ("Die Mehrkosten liegen bei 40 Millionen Euro.", "de", "comparison"),
        ("Le surcoût est évalué à 40 millions d'euros.", "fr", "comparison"),
        ("Der Bund stellt 40 Millionen Euro bereit.", "de", "pledge"),
        ("Le canton débloque 40 millions d'euros.", "fr", "pledge"),
        ("Die Zunft streicht 40 Stellen.", "de", "target"),
        ("40 Öfen hätten im Mai geliefert werden sollen.", "de", "delay"),
        ("Der Umsatz (+ 40 Prozent) war gut.", "de", "comparison"),
        ("Das Haus verfügt über 40 Betten.", "de", "statement"),
    ],
)
def test_other_constructions(text, language, wanted):
    assert kind(text, language) == wanted
