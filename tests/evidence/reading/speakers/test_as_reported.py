"""Who speaks in passages as papers print them, in three languages: each from one paragraph to the next."""

from __future__ import annotations

import pytest
from tests.evidence.labels import claims_of

ENGLISH = [
    ("Ida Falk, Acme's president and CEO, told Meet the Mills, the CBX show, on Sunday that 40 looms were late.", ["Ida Falk"]),
    ("Yarn for 40 looms will go to Velm, the Ministry of Yarn, Textiles and Crafts (MYTC) said on Friday.\nMYTC said 30 were late.", ["Ministry of Yarn, Textiles and Crafts"]),
    ("The plan was shown to Prime Minister Ida Sánchez.\nSanchez said that it would cost €10 billion.", ["Ida Sánchez"]),
    ("According to The Des Falk Register, 40 looms are late.", ["Des Falk Register"]),
    ("The Ledger was the first to report that 40 looms were late.", ["Ledger"]),
    ("Homes are built too slowly, a report by North Velm Council shows. Far fewer than 40 were finished, according to the report.\nThe report states: “We are a little late.”", ["North Velm Council"]),
    ("Falk Systems sold 40 looms in May.\nThe group said that profit came to £779 million.", ["Falk Systems"]),
    ("Falk Systems sold 40 looms in May, and Lund Motors 30.\nThe group said that profit came to £779 million.", ["group"]),
    ("Mills must give 40 firms reasons to change.", []),
    ("General Dynamics Mill Boat said it had obtained 40 million.", ["General Dynamics Mill Boat"]),
    ("Sales at Falk climbed to 14.5 billion euros, the company announced on Thursday.", ["Falk"]),
    ("Falk has won an order worth 2 billion euros for rail cars, the train maker said.", ["Falk"]),
    ("Falk has won an order worth 2 billion euros from Lund, the train maker said.", ["train maker"]),
    ("Orders on Falk's books have reached €64 billion, the group reported.", ["Falk"]),
    ("Falk has sold 40 looms, the Israeli group announced on Sunday.", ["Israeli group"]),
    ("Falk has sold 40 looms, the South Korean company said.", ["South Korean company"]),
    ("Falk's orders climbed to 2 billion euros, the company announced in Velm.", ["Falk"]),
    ("A shell now costs 450 euros, the Slovak daily writes.", ["Slovak daily"]),
    ("Sales at Falk beat those of Lund's plants by 40 million, the company said.", ["company"]),
    ("Poland has ordered 40 looms, the company said.", ["company"]),
    ("Prague has ordered 40 looms, the company said.", ["company"]),
    ("The Army has ordered 40 looms, the company said.", ["company"]),
    ("Boeing has ordered 40 looms from Falk, the loom maker said.", ["loom maker"]),
    ("Falk has ordered 40 looms, the supplier said.", ["supplier"]),
    ("Falk has sold 40 looms to Lund, the carrier said.", ["carrier"]),
    ("Falk has lost 40 orders to Lund, its rival said.", ["rival"]),
    ("Falk has sold 40 looms, its rival said.", ["rival"]),
    ("Brexit has cost £40m, the company said.", ["company"]),
    ("Chicago has ordered 40 looms, the loom maker said.", ["loom maker"]),
    ("At Hull, sales rose to £40m, the company said.", ["company"]),
    ("Orders for Boeing rose to 40, the engine maker said.", ["engine maker"]),
    ("Sales of Wegovy rose to £40m, the company said.", ["company"]),
    ("HMS Glasgow has cost £40m, the shipbuilder said.", ["shipbuilder"]),
    ("Loom maker Falk reported that profit had risen by 44%, citing a solid order intake.", ["Falk"]),
    ("Falk, whose goods range from yarn to cloth, reported a profit of SEK3.26 billion.", ["Falk"]),
    ("In its latest report to Congress the GAO claims that 110 looms were late.", ["GAO"]),
    ("GAO found that 110 looms were late.", ["GAO"]),
    ("According to an SDA fact sheet, the lot will include 158 looms.", ["SDA"]),
    ("According to Falk some 240 looms are late.", ["Falk"]),
    ("The Turian government has set aside two billion kroner, it announced on January 17.", ["Turian government"]),
    ("The two billion that it announced are spent.", []),
    ("Two participants in the meeting told the Ledger that 50 looms would be bought.", ["participants"]),
    ("The yard will need 40 looms, according to Falk Lund's own schedule.", ["Falk Lund"]),
    ("Waits cost £1m a month, according to feedback gathered by Care Weavers.", ["Care Weavers"]),
    ("As things are the Army has 363 looms, according to the Navy's budget request.", ["Navy"]),
    ("Acme, as data from the Weavers Register show, has 40 looms.", ["Weavers Register"]),
    ("Eva Rask of Velm and Per Dahl of Torp said 40 looms were late.", ["Eva Rask and Per Dahl"]),
    ("Eva Rask of the Weavers Guild and Per Dahl of Torp Yarn said 40 looms were late.", ["Eva Rask and Per Dahl"]),
    ("Eva Rask of Velm and Torp said 40 looms were late.", ["Eva Rask"]),
    ("The Ministry of Energy, Forests and Climate Change said 40 looms were late.", ["Ministry of Energy, Forests and Climate Change"]),
]  # fmt: skip
GERMAN = [
    ("Im Bericht der Wehrbeauftragten des Rates, Ida Falk, erscheint die Wehr als Betrieb im Umbau.\nFalk warnt: „Die Wehr altert.“\nTempo verlangt sie vor allem beim Bau von 40 Hallen.", ["Ida Falk"]),
    ("„Das sind 40 Hallen“, hatte Falk Anfang Juli gesagt.", ["Falk"]),
    ("Vier Tage vorher hatte Minister Bo Lund in der Runde mit den Chefs der Länder bereits erklärt, dass 40 Hallen fehlen.", ["Bo Lund"]),
    ("Der Preis gilt nicht mehr, wie als Erstes der Bote meldete. Angeblich fordern die Weber 1,5 Milliarden mehr.", ["Bote", "Weber"]),
    ("Das ergibt eine Analyse der Firma Acme für den Bundesverband Webkraft (BWK).\nEs fehlten 40 Hallen, heißt es in einer Mitteilung des BWK.", ["Acme", "Bundesverband Webkraft"]),
    ("Minister Bo Lund wich aus:\n„Wir haben 40 Hallen bestellt.“", ["Bo Lund"]),
    ("So baut das Unternehmen nach eigenen Angaben 40 Hallen.", ["Unternehmen"]),
    ("Falk hat 40 Boote verkauft, teilte der Konzern mit.", ["Falk"]),
    ("Der Umsatz von Falk stieg auf 40 Millionen Euro, teilte das Unternehmen mit.", ["Falk"]),
    ("Halver hat 40 Boote bei Falk bestellt, teilte der Konzern mit.", ["Konzern"]),
    ("Falk hat 40 Boote an Halver geliefert, teilte der Betreiber mit.", ["Betreiber"]),
    ("Falk hat 40 Motoren bestellt, teilte der Zulieferer mit.", ["Zulieferer"]),
    ("Pistorius hat 40 Boote bestellt, teilte der Rüstungskonzern mit.", ["Rüstungskonzern"]),
    ("Bei Wolfsburg fallen 40 Stellen weg, teilte der Konzern mit.", ["Konzern"]),
]  # fmt: skip
FRENCH = [
    ("Un communiqué du ministère des Affaires étrangères annonce l'achat de 40 rames.\n« Cela pourrait faire 50 rames », explique le ministère.", ["ministère des Affaires étrangères"]),
    ("Acme, que talonne Léa Brun, ministre des Métiers, a annoncé qu'il livrerait 40 rames.", ["Acme"]),
    ("Le projet, de 40 rames, relève du Plan Métiers par lequel l'Union veut peser.", []),
]  # fmt: skip


@pytest.mark.parametrize(
    ("language", "text", "speakers"),
    [(language, text, speakers) for language, cases in (("en", ENGLISH), ("de", GERMAN), ("fr", FRENCH)) for text, speakers in cases],
)  # fmt: skip
def test_those_who_speak_are_named_and_nobody_else(language, text, speakers):
    said = dict.fromkeys(claim.speaker for claim in claims_of(text, language) if claim.speaker)
    assert list(said) == speakers
