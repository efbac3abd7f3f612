"""A noun, an office or a pronoun gives no name to words that somebody else may have said."""

import pytest
from tests.evidence.labels import claims_of


@pytest.mark.parametrize(
    ("language", "text", "right"),
    [
        ("en", "The Audit Office said in a report that 40 bridges were unsafe.\nNorfield Castings rejected the report and said 10 bridges were unsafe.\nThe report said 60 bridges were at risk.", "report"),
        ("de", "Der Rechnungshof legte am Montag einen Bericht über 40 Brücken vor.\nDer Verband Nordfeld sagte, der Bericht sei falsch und 10 Brücken seien unsicher.\nDem Bericht zufolge sind 60 Brücken in Gefahr.", "Bericht"),
        ("fr", "La Cour des comptes a publié un rapport sur 40 ponts.\nLe syndicat Nordfeld a dit que le rapport était faux et que 10 ponts étaient en danger.\nSelon le rapport, 60 ponts sont en danger.", "rapport"),
        ("en", "The Audit Office published a report on bridges on Monday.\nNorfield Castings said it would report 40 orders in May.\nThe report said 60 bridges were at risk.", "report"),
        ("en", "In a report, the Audit Office said 40 bridges were unsafe.\nA separate report from the Guild of Smiths was published on Monday.\nThe report said 50 bridges were at risk.", "report"),
        ("en", "Jan Kolski, the minister for works, said 40 bridges were unsafe, according to a report.\nThe report said 50 bridges were at risk.", "report"),
        ("en", "Ten yards closed after Brexit, which began in May.\nThe owner of the Hull yard lost 40 orders.\nThe company said 50 jobs were at risk.", "company"),
        ("en", "Zambia's president opened a copper mine on Monday.\nThe mine's owner built 30 homes.\nThe company said 50 homes were late.", "company"),
        ("en", "Halver plc took 30 orders in May.\nSteelmaker Norfield took 40 orders in June.\nNorfield lost 12 orders in June.\nThe company said 50 orders were late.", "company"),
        ("en", "Brask Inc lost 20 orders in June.\nNorfield LLC took 40 orders in June.\nNorfield LLC is new.\nThe company said 50 orders were late.", "company"),
        ("en", "Halver plc is a supplier of steel to Norfield.\nAnn Vale, chief executive of Norfield, said 30 ships were late.\nThe company said 50 ships were late.", "company"),
        ("en", "Steelmaker Norfield took 40 orders in June.\nIn Hull, Halver opened a plant with 30 workers.\nThe company said 50 workers would be hired.", "company"),
        ("de", "Die Halver GmbH hat 40 Boote geliefert.\nIn Bremen baut Nordfeld mit 30 Leuten Schiffe.\nDas Unternehmen teilte mit, 50 Schiffe seien zu spät.", "Unternehmen"),
        ("fr", "La société Halver a livré 40 bateaux.\nÀ Brest, Nordfeld emploie 30 personnes et construit des navires.\nL'entreprise a indiqué que 50 navires manquaient.", "entreprise"),
        ("en", "The Ministry of Works ordered 40 bridges in May.\nPoland's ministry of defence ordered 30 tanks.\nThe ministry said 50 tanks were late.", "ministry"),
        ("en", "Brask Bank lent 40 firms money in May.\nThe European Central Bank left rates alone.\nThe bank said inflation was 4 per cent.", "bank"),
        ("de", "Der Konzern Nordfeld hat 40 Getriebe an Halver geliefert.\nDer Hersteller Halver baut 30 Lastwagen.\nDer Zulieferer teilte mit, 50 Getriebe seien zu spät.", "Zulieferer"),
        ("fr", "Le constructeur Nordfeld a livré 40 navires.\nLe constructeur allemand a indiqué que 50 navires manquaient.", "constructeur allemand"),
        ("en", "The British navy ordered 40 boats from shipbuilder Norfield.\nThe French shipbuilder said 30 boats were late.", "French shipbuilder"),
        ("de", "Der Bundesrechnungshof prüfte 40 Brücken.\nDer bayerische Rechnungshof teilte mit, 50 Brücken seien unsicher.", "bayerischer Rechnungshof"),
        ("de", "Der Hersteller Nordfeld hat 40 Boote geliefert.\nDas Mutterunternehmen teilte mit, 90 Boote seien bestellt.", "Mutterunternehmen"),
        ("en", "Norfield's chief executive, Bo Lund, opened the plant on Monday.\nThe chief executive of Halver said 70 ships were late.", "chief executive of Halver"),
        ("en", "Norfield's chief executive, Bo Lund, opened the plant on Monday.\nThe former chief executive said 70 ships were late.", "former chief executive"),
        ("en", "The mayor of Leeds, Bo Lund, opened the plant on Monday.\nThe mayor of Hull said 70 ships were late.", "mayor of Hull"),
        ("fr", "Le ministre polonais de la Défense, Jan Kolski, a reçu 40 bus.\nLe ministre allemand a dit que 70 bus manquaient.", "ministre allemand"),
        ("fr", "Le PDG de Nordfeld, Luc Morin, a reçu 40 bus.\nLa directrice a dit que 70 navires manquaient.", "directrice"),
        ("en", "The World Bank lent 40 million to Kenya in May.\nWorld leaders met in Rome. It said 50 leaders had come.", ""),
        ("en", "The Harbour Council said 30 forges were open, citing a report by the Audit Office.", "Harbour Council"),
        ("en", "Marvane Systems makes 40 engines. Its rival Corvo Dynamics makes 30.\nThe company said 12 engines were late.", "company"),
        ("en", "Col. Ray Dunne, who commands the depot, showed 40 visitors around.", ""),
        ("de", "Verteidigungsminister Bo Lund traf den Minister von Litauen, Jan Torp.\nDer Minister sagte, 40 Panzer seien bestellt.", "Minister"),
        ("en", "Workers told Norfield Monday that 40 jobs were at risk.\nThe company said 50 jobs were at risk.", "company"),
        ("en", "The Harbour Works Council (HWC) took 30 boats.\nThe Hull Water Company (HWC) lost 12.\nHWC said 50 boats were late.", "HWC"),
    ],
)  # fmt: skip
def test_a_noun_that_two_may_mean_stays_and_a_pronoun_of_nobody_is_nobody(language: str, text: str, right: str) -> None:  # fmt: skip
    last = [c for c in claims_of(text, language) if c.words][-1]
    assert last.speaker == right


@pytest.mark.parametrize(
    ("language", "text", "speaker"),
    [
        ("en", "The Audit Office said in a report that 40 bridges were unsafe.\nThe report found that 60 bridges were at risk.", "Audit Office"),
        ("en", "Steelmaker Norfield took 40 orders in June.\nThe company said 50 workers would be hired.", "Norfield"),
        ("de", "Der Hersteller Nordfeld hat 40 Boote geliefert.\nDas Unternehmen teilte mit, 90 Boote seien bestellt.", "Nordfeld"),
        ("fr", "Le constructeur allemand Nordfeld a livré 40 navires.\nLe constructeur allemand a indiqué que 50 navires manquaient.", "Nordfeld"),
        ("en", "Norfield's chief executive, Bo Lund, opened the plant on Monday.\nThe chief executive said 70 ships were late.", "Bo Lund"),
    ],
)  # fmt: skip
def test_the_one_who_can_be_meant_is(language: str, text: str, speaker: str) -> None:
    assert [c for c in claims_of(text, language) if c.words][-1].speaker == speaker


def test_she_is_the_agency_or_nobody_and_no_person_called_the_agency():
    told = "L'Agence du Nord a commandé 40 canons.\nElle a indiqué que 30 étaient prêts."
    assert [c for c in claims_of(told, "fr") if c.words][-1].speaker in ("Agence du Nord", "")
