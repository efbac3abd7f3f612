"""Who speaks in passages as papers print them, in three languages: each from one paragraph to the next."""

from __future__ import annotations

from time import process_time

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
    ("New figures that the Weavers' Guild has compiled show that 40 looms were sold.", ["Weavers' Guild"]),
    ("Data that Acme collected suggest 40 looms stand idle.", ["Acme"]),
    ("A breakdown of the council's own figures shows that 40 looms were sold.", ["council"]),
    ("Detailed council figures handed out on Monday show that it sold 40 looms.", ["council"]),
    ("A recent Mill Safety Office report that audited the looms argued that 40 were late.", ["Mill Safety Office"]),
    ("The mill sold 40 looms, the guild noting that ten more were lost.", ["guild"]),
    ("Orders fell to 40 looms, the council having lately confirmed to traders that ten were gone.", ["council"]),
    ("The delay hit the mill, with two in three weavers saying that 40 looms were idle.", ["weavers"]),
    ("Acme sold 40 looms, the strike costing it ten more.", []),
    ("Forty looms are idle, the guild is saying.", ["guild"]),
    ("The Department for Mills has cut its plans – due by May – saying it would deliver just 40 looms.", ["Department for Mills"]),
    ("Bo Lund, the president of Acme – which is to get the Gamma looms, announced that 40 looms were due.", ["Bo Lund"]),
    ("At the hearing in May, Ann Holm, head of the Weavers' Board, which is in charge, said 40 looms were late.", ["Ann Holm"]),
    ("The guild met. In April, when Acme issued its progress report, it put the cost of 40 looms at 40 million euros.", ["Acme"]),
    ("Acme won the order, whose top loom official described an effort to make 40 looms.", ["top loom official"]),
    ("The guild bought them through what the office said was an unfit system of “urgent orders” for 40 looms.", ["office"]),
    ("Acme writes down 40 million euros over doubts.", []),
    ("The mill goes on leading the planning for 40 looms.", []),
    ("The delays in production go on, with 40 looms late.", []),
    ("Acme won the order after a tender called last year for 40 looms.", []),
    ("The guild has set out to build 40 looms.", []),
    ("Falk called last year a disaster, with 40 looms lost.", ["Falk"]),
    ("Ida Falk goes on to say that 40 looms were late.", ["Ida Falk"]),
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
    ("Die Rangliste beim Zubau im Norden führt Velm mit 40 Anlagen an.", []),
    ("Lund führt die Liste der Weber mit 40 Stühlen an.", []),
    ("Lund führte an, dass 40 Stühle fehlten.", ["Lund"]),
    ("Mehr gibt es erst, wenn die Weberei wieder Gewinne von 40 Millionen schreibt.", []),
    ("Der Bote schreibt, es fehlten 40 Stühle.", ["Bote"]),
    ("Die Gilde klagt, es fehlten Weber. Eigentlich hätte die Weberei 40 Stühle erhalten sollen.", ["Gilde"]),
    ("Der Bote zitierte aus einem Bericht der Gilde. So liege der Vorrat bei 40 Stück.", ["Gilde"]),
    ("Das Plus liegt bei 40 Prozent, wie aus Daten der Fachagentur Weberei auf See hervorgeht.", ["Fachagentur Weberei auf See"]),
    ("Die Prüfer warnten am Montag. Es fehlen ihnen zufolge 40 Stühle.", ["Prüfer"]),
    ("Das sagte eine Sprecherin der Gilde.\nEs sei teuer. „Vierzig Stühle kann niemand mehr bezahlen“, hieß es.", ["Sprecherin der Gilde"]),
    ("Auf Arbeitnehmerseite wird vermutet, dass 40 Stellen fallen.", ["Arbeitnehmerseite"]),
    ("Weitere 40 Namen nannte der Sprecher zunächst nicht.", []),
    ("Die Börse reagierte: Die Papiere von Acme stiegen um 40 Prozent. Man habe 40 Stühle verkauft, gab Acme bekannt.", ["Acme"]),
    ("Die IG GARN mahnt Acme, 40 Häuser zu bauen.\nDas gehe so nicht, verlangte die Garngewerkschaft, 40 Häuser fehlten.", ["IG GARN"]),
    ("Die IG GARN mahnt Acme.\nEs fehlten 40 Stellen, verlangte die Lotsengewerkschaft.", ["IG GARN", "Lotsengewerkschaft"]),
    ("„40 Boote fehlen“, sagt Bo Lund (CDU). Der Abgeordnete sagte, es seien 50.", ["Bo Lund"]),
    ("Webminister Bo Lund reiste nach Velm. Es gebe 40 Panzer, so der Grünen-Politiker am Freitag.", ["Bo Lund"]),
    ("Webminister Bo Lund (SPD) reiste nach Velm. Es gebe 40 Panzer, so der Grünen-Politiker am Freitag.", ["Grünen-Politiker"]),
]  # fmt: skip
FRENCH = [
    ("Un communiqué du ministère des Affaires étrangères annonce l'achat de 40 rames.\n« Cela pourrait faire 50 rames », explique le ministère.", ["ministère des Affaires étrangères"]),
    ("Acme, que talonne Léa Brun, ministre des Métiers, a annoncé qu'il livrerait 40 rames.", ["Acme"]),
    ("Le projet, de 40 rames, relève du Plan Métiers par lequel l'Union veut peser.", []),
    ("« Nous étions à une cadence de 40, c'était critique », a exposé en mars le PDG d'Acme Émile Roux devant la guilde.", ["Émile Roux"]),
    ("« Il manque 40 rames », a déclaré en juin 2024 Léa Brun.", ["Léa Brun"]),
    ("L'énergéticien, dont la moitié des fours ne tournent pas, pour maintenance ou pour des soucis, invoque 40 grèves.", ["énergéticien"]),
    ("La guilde, qui tient le port, faute de bras, regrette la perte de 40 navires.", ["guilde"]),
    ("Cette alliance relève du groupe de contact, dit groupe de Velm, qui rassemble plus de 50 pays.", []),
    ("Dans ce rapport remis jeudi, la Cour des comptes ne mâche pas ses mots. Les fours coûtent 40 millions, estime le rapport. Les magistrats jugent que dix sont en retard.", ["Cour des comptes"]),
]  # fmt: skip


@pytest.mark.parametrize(
    ("language", "text", "speakers"),
    [(language, text, speakers) for language, cases in (("en", ENGLISH), ("de", GERMAN), ("fr", FRENCH)) for text, speakers in cases],
)  # fmt: skip
def test_those_who_speak_are_named_and_nobody_else(language, text, speakers):
    said = dict.fromkeys(claim.speaker for claim in claims_of(text, language) if claim.speaker)
    assert list(said) == speakers


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (
            "The guild expects 40 looms, said Ann Holm, deputy"
            + " head of the board" * 6
            + ", who left.",
            "en",
        ),
        ("Ann Holm, deputy head, and buying, " * 60 + "said 40.", "en"),
        ("said Ann Holm, head of the board, which " * 60 + "said 40.", "en"),
        ("the guild that compiled the report which " * 60 + "said 40.", "en"),
        ("between the guild and Acme announced " * 60 + "said 40.", "en"),
        ("die Gilde, die 40 Züge hätte erhalten sollen, " * 60 + "sagte er.", "de"),
        ("le maire, dont la ville, pour 40 rames, " * 60 + "dit-il.", "fr"),
    ],
)
def test_a_turn_that_comes_again_and_again_is_read_in_time(text: str, language: str) -> None:
    """A pattern whose parts may be parted in many ways took minutes for such a sentence."""
    claims_of("It made 40 looms.", language)
    began = process_time()
    claims_of(text, language)
    assert process_time() - began < 3
