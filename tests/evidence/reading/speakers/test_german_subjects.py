"""German subjects that stand behind their verb, or beside whom it is said to and whom they are of."""

from __future__ import annotations

import pytest
from tests.evidence.labels import claims_of

TOLD = [
    ("Das erste Boot wird 2029 erwartet, die beiden anderen folgen 2032, teilte Falkwerk mit.", "Falkwerk"),
    ("40 Leute waren noch in der Gesellschaft, die nun ausgelaufen ist, teilte das Büro des Verwalters mit.", "Büro des Verwalters"),
    ("Unter zehn Millionen Euro ist nichts zu haben, rechnet ein Einsatzstratege der Seewacht vor.", "Einsatzstratege der Seewacht"),
    ("Acht Städte zählen zu den Kunden, berichtete Falk der Ministerin.", "Falk"),
    ("40 Loks seien zu alt, sagte der Bürgermeister von Halverau.", "Bürgermeister von Halverau"),
    ("Zuschlag und Vertragsschluss erwartet der Verkehrsverbund für 40 Loks.", "Verkehrsverbund"),
    ("Den Kauf von 40 Loks rügt der Rechnungshof in einem Papier.", "Rechnungshof"),
    ("Erste Umsätze erwartet die Firma 2027 mit 40 Loks.", "Firma"),
    ("Unverändert rechnet der Konzern mit 40 Loks.", "Konzern"),
    ("Die Kapazität der Fabrik beziffert Falkwerk mit 60 Gigawattstunden.", "Falkwerk"),
    ("Im Etat hat die Ministerin einen Spielraum von 40 Millionen Euro, sagte sie.", "Ministerin"),
    ("Der Absatz stieg um 18 Prozent, berichtet die „Post am Sonntag“.", "Post am Sonntag"),
    ("Der Absatz stieg um 18 Prozent, schreibt «Bote online».", "Bote online"),
    ("Acht Städte zählen zu den Kunden, berichtete Rauscher der Ministerin.", "Rauscher"),
    ("Es ruht, im Ausschuss nannten Prüfer 30 Wagen.", "Prüfer"),
    ("40 Loks fehlen, rechnet ihr Verband vor.", "Verband"),
    ("40 Loks fehlen, berichtete Direktor Bo Lund, doch auf die Anzeige meldeten sich drei Bewerber.", "Bo Lund"),
    ("Das Eidgenössische Garndepartement beziffert den Schaden auf 900 Millionen Franken.", "Eidgenössisches Garndepartement"),
]  # fmt: skip
SOURCES = [
    ("40 Loks fehlen nach Ansicht von Fachleuten.", "Fachleute"),
    ("40 Loks fehlen laut Stadtwerken.", "Stadtwerke"),
    ("40 Loks fehlen nach bisherigen Unternehmensangaben.", "Unternehmen"),
    ("40 Loks fehlen nach Angaben des bayerischen Garnministeriums.", "bayerisches Garnministerium"),
    ("40 Loks fehlen nach Angaben eines Sprechers des Bundesamtes.", "Sprecher des Bundesamtes"),
    ("40 Loks fehlen, monieren die Grünen.", "Grüne"),
    ("Die Regierung hat 40 Boote bewilligt, wie aus ihrer Antwort auf eine Anfrage hervorgeht.", "Regierung"),
    ("40 Loks fehlen, heißt es im Bericht des Obersten Rechnungshofs.", "Oberster Rechnungshof"),
    ("40 Loks will das Amt kaufen. Das steht in einem Papier des Rechnungshofs.", "Rechnungshof"),
    ("In Halverau fertigt Acme nach eigenen Angaben 5.000 Autos in der Woche.", "Acme"),
    ("Konkrete Pläne gibt es nicht, der Vorstand prüft nach eigenen Angaben 40 Loks.", "Vorstand"),
    ("Etwa 40 Millionen Euro wird der Garnkonzern nach eigener Schätzung brauchen.", "Garnkonzern"),
    ("Der Garnverbund braucht nach eigener Schätzung 40 Millionen Euro.", "Garnverbund"),
    ("Bis 2050 dürfte der Verbrauch nach einer Studie um 18 Prozent zunehmen.", "Studie"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "speaker"), [*TOLD, *SOURCES])
def test_whoever_speaks_is_found_in_the_nominative(text: str, speaker: str) -> None:
    assert {c.speaker for c in claims_of(text, "de")} == {speaker}


@pytest.mark.parametrize("text", ["Die Verwaltung beruft sich auf ein Defizit von 40 Millionen Euro.", "Der Umsatz sank auf 40 Millionen Euro, was dieser mit hohen Vorjahreswerten begründet."])  # fmt: skip
def test_what_is_counted_speaks_for_nobody(text: str) -> None:
    assert not any(c.speaker for c in claims_of(text, "de"))
