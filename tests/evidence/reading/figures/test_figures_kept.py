"""What is ordered, made, sold or dated is a figure, though what it is measured in also tells of size, reach, strength or age."""

import pytest
from tests.evidence.labels import claims_of, figures_are

from offtake.evidence.opening.typography import plain

NOTES = (
    ("Its owners spent €55m¹.", "5.5e7 EUR"),
    ("The loan is €2.5 bn².", "2.5e9 EUR"),
    ("The park adds 55 MW³ to the grid.", "55 MW"),
    ("It ground 55 t¹ of oats.", "55 tonnes"),
    ("They planted 55,000 ha² last year.", "55000 hectares"),
    ("It built 13¹ boats and 2¹ ships.", "13 boats ; 2 ships"),
    ("Shops in the arcade are €13.50 m².", "13.50 EUR"),
    ("Halls are let at €350 m² a year.", "350 EUR/year"),
    ("Its owners spent £55 m¹.", "5.5e7 GBP"),
    ("They sold 55 m² of deck and 7 km² of land.", "55 m² ; 7 km²"),
)


@pytest.mark.parametrize(("text", "wanted"), NOTES)
def test_a_note_behind_a_unit_leaves_the_figure(text: str, wanted: str) -> None:
    figures_are(text, wanted)


DATED = (
    ("fr", "Jeudi 16/10/25, 55 navires partent.", "55 ships", "2025-10-16"),
    ("en", "Delivery date 16/10/25, 55 boats", "55 boats", "2025-10-16"),
    ("en", "The deal, signed 16/10/25, is for 55 boats.", "55 boats", "2025-10-16"),
    ("de", "Stand: 16.10.25, 55 Boote", "55 boats", "2025-10-16"),
    ("de", "Nach der Meldung (16.10.25) kamen 55 Boote.", "55 boats", "2025-10-16"),
    ("de", "Zwischen 16.10.25 und 18.10.25 kamen 55 Boote.", "55 boats", "2025-10-16/2025-10-18"),
    ("en", "The vaccine v1.2.25 reached 55 patients.", "55 patients", ""),
    ("de", "Mit einer Dosis von 5/5/10 mg wurden 55 Patienten behandelt.", "55 patients", ""),
    ("fr", "La version 1.2.25 compte 55 utilisateurs.", "55 users", ""),
    ("en", "They won with a score of 3/4/10 before 55 guests.", "55 guests", ""),
)  # fmt: skip


@pytest.mark.parametrize(("language", "text", "wanted", "when"), DATED)
def test_a_day_with_two_figures_for_its_year_is_a_date(
    language: str, text: str, wanted: str, when: str
) -> None:
    figures_are(text, wanted, language)
    (claim,) = [c for c in claims_of(plain(text), language) if c.words]
    assert claim.date_meant in (when, *when.split("/"))


KEPT = {
    "en": (
        ("Cable output is running at 550 km a month.", "550 km/month"),
        ("Orders peaked at 550 miles.", "550 miles"),
        ("Production stays at 550 kilometres a year.", "550 km/year"),
        ("The order covers 25,000 square metres of panels.", "25000 m²"),
        ("The contract covers 55 hectares of forest.", "55 hectares"),
        ("The deal covers 55 hectares.", "55 hectares"),
        ("The felling of 55 hectares was agreed.", "55 hectares"),
        ("It clears an average of 55 hectares a year.", "55 hectares/year"),
        ("They sold, in all, 55 hectares, the town said.", "55 hectares"),
        ("The storm flattened pasture, 55 hectares, and wood, 13 hectares.", "55 hectares ; 13 hectares"),
        ("The crew delivered 350 km up from 250 km.", "350 km ; 250 km"),
        ("They completed 55 km behind schedule.", "55 km"),
        ("Mills shipped 350 km from 250 km a year ago.", "350 km ; 250 km"),
        ("Three lorries of 60 tonnes of oats came.", "3 lorries ; 60 tonnes"),
        ("The mill, which covers 15,000 square metres, is shut.", ""),
        ("The radar spots ships at 250 miles.", ""),
        ("Orle put together turbines of 3.5 GW.", "3.5 GW"),
        ("Norr bought 55 jets, Delta 35 and Orle 13.", "55 jets ; 35 jets ; 13 jets"),
        ("At Atlas 13 workers struck.", "13 workers"),
        ("The 767 clerks struck.", "767 clerks"),
        ("The 737 flats were sold.", "737 flats"),
        ("In the DAX 13 firms sold.", "13 firms"),
        ("Profit rose a third for the year.", "0.333 share"),
        ("Sales were a fifth up.", "0.2 share"),
        ("The permit is not limited to 55 boats.", "55 boats"),
        ("The permit is limited to 55 boats.", "<=55 boats"),
        ("A network of 55 nodes opened.", "55 nodes"),
        ("Sales of the Orle group rose to 650.", "650"),
        ("Orders of the US army rose to 650.", "650"),
        ("Deliveries of the Kestrel missile rose to 650.", "650 missiles"),
        ("The order is for a boat a month.", "1 boats/month"),
        ("The yard makes one craft a week.", "1 craft/week"),
        ("It launches a hull a week.", "1 hulls/week"),
        ("It costs a fortune every year.", ""),
        ("The crew takes a break every hour.", ""),
        ("The loss was €(3.9)m.", "3.9e6 EUR"),
        ("The result was £(13)m.", "1.3e7 GBP"),
        ("A seat costs $13/25/55.", "13 USD"),
        ("The parcels weigh 13/25/35 kg.", "35 kg"),
        ("The county pays $55 for a goat a year.", "55 USD/year"),
        ("Rent for a shop a month is $550.", "550 USD"),
        ("Rents for a flat a week rose 13%.", "13 %"),
        ("A flat a month costs $550.", "550 USD"),
        ("The contract is for a tram a month.", "1 trams/month"),
        ("The costs of the contract for a tram a month are open.", "1 trams/month"),
        ("The loan pays for a tram a month.", "1 trams/month"),
        ("Norr flies the 787 for its tours.", ""),
        ("Pilots prefer the 737 as a freighter.", ""),
        ("Orle let offices of 13,000 sq ft in May.", "13000 ft²"),
        ("Norr opened stores of 550 square metres.", "550 m²"),
        ("Orle sold flats of 55 square metres.", "55 m²"),
        ("Orle sold a hall of 550 square metres.", ""),
    ),
    "de": (
        ("Die Bahn erneuert Gleise auf 350 Kilometern.", "350 km"),
        ("Die Aufforstung von 55 Hektar ist beschlossen.", "55 hectares"),
        ("Der Erwerb von 55 Hektar ist beschlossen.", "55 hectares"),
        ("Die Lieferung umfasst 55 Hektar Rollrasen.", "55 hectares"),
        ("Der Auftrag umfasst 55 Hektar.", "55 hectares"),
        ("Norr saniert insgesamt 450 Kilometer von 950 Kilometern.", "450 km ; 950 km"),
        ("Sie verlegten 55 Kilometer vor dem Termin.", "55 km"),
        ("Sie bauten 55 Kilometer hinter Plan.", "55 km"),
        ("Drei Schiffe mit 45.000 Tonnen Weizen kamen.", "3 ships ; 45000 tonnes"),
        ("Das Kieswerk hat 55 Hektar rekultiviert.", "55 hectares"),
        ("Das Netz, dessen erste 45 Kilometer liegen, wächst auf 350 Kilometer.", "45 km ; 350 km"),
        ("Mit 14,5 Knoten Fahrt spart der Frachter Öl.", ""),
        ("Gefordert ist eine Geschwindigkeit von 18 Knoten.", ""),
        ("Den Park will Norr auf 55 Hektar bauen.", ""),
        ("Für ein Flurstück von acht Hektar bot niemand.", ""),
        ("Das Schiff mit 1.300 Containern kam an.", "1300 containers"),
        ("Bei Atlas arbeiten 55, bei Delta 13 Menschen.", "55 ; 13 people"),
        ("Es gibt 55 Knoten im Netz.", "55 knots"),
        ("Ein Patrouillenboot pro Monat verlässt die Werft.", "1 boats/month"),
        ("Eine Pause pro Stunde ist Pflicht.", ""),
        ("Norr bestellte einen Windpark mit 55 MW.", "55 MW"),
        ("Ein Boot pro Monat verlässt die Werft.", "1 boats/month"),
        ("Die Plätze kosten 13/10/25 Euro.", "25 EUR"),
        ("Es gibt Säcke mit 13/25/35 Kilo.", "35 kg"),
        ("Ein Zimmer im Monat kostet 550 Euro.", "550 EUR"),
        ("Eine Wohnung im Monat kostet 550 Euro.", "550 EUR"),
        ("Ein Arbeiter im Monat verdient 550 Euro.", "550 EUR"),
        ("Die Miete für ein Haus im Monat stieg um 13 Prozent.", "13 %"),
        ("Die Fähre fuhr mit 25 Knoten.", ""),
        ("Der Sturm wehte mit 55 Knoten.", ""),
        ("Das Boot erreicht 25 bis 35 Knoten.", ""),
        ("Die Bahn baut 13 Knoten aus.", "13 knots"),
        ("Die Äcker und Felder umfassen 55 Hektar Roggen.", "55 hectares"),
        ("Das Werk umfasst 5500 Quadratmeter Nutzfläche.", ""),
    ),
    "fr": (
        ("La production s’élève à 350 kilomètres.", "350 km"),
        ("La production de câbles est passée de 250 à 350 kilomètres.", "250 km ; 350 km"),
        ("Le contrat porte sur 55 hectares.", "55 hectares"),
        ("La plantation de 55 hectares est décidée.", "55 hectares"),
        ("La cession de 55 hectares est décidée.", "55 hectares"),
        ("L’acquisition de 55 hectares est décidée.", "55 hectares"),
        ("Norr a modernisé 350 km de LGV.", "350 km"),
        ("Norr a rénové 350 km de TER.", "350 km"),
        ("Norr a nettoyé 350 km de plages.", "350 km"),
        ("Les 350 kilomètres de Lille à Metz ont été posés.", "350 km"),
        ("Trois camions de 60 tonnes de farine sont partis.", "3 trucks ; 60 tonnes"),
        ("Le port reçoit jusqu’à 55 navires.", "<=55 ships"),
        ("Le port accueille un montant de jusqu’à 55 euros.", "<=55 EUR"),
        ("Le grossiste livre jusqu’à 55 camions.", "<=55 trucks"),
        ("La montagne accueille jusqu’à 55 navires.", "<=55 ships"),
        ("La capacité peut être portée jusqu’à 55 navires.", "<=55 ships"),
        ("La prime a été relevée jusqu’à 55 euros.", "55 EUR"),
        ("Un programme militaire de six ans a été lancé.", "6 year"),
        ("Le projet pilote de deux ans se termine.", "2 year"),
        ("Un contrat salarié de 3 ans a été signé.", "3 year"),
        ("Le mandat du président de 5 ans expire.", "5 year"),
        ("Le soudeur de 36 ans a refusé.", ""),
        ("Un élève de onze ans a gagné.", ""),
        ("Une militaire de 36 ans a été blessée.", ""),
        ("Il y a 55 nœuds ferroviaires.", "55 nœuds"),
        ("Le modèle a 55 degrés de liberté.", "55 degrees"),
        ("L’usine sort un TGV M par mois.", "1 TGVs/month"),
        ("L’électrification de la ligne, longue de 25 kilomètres, avance.", ""),
        ("Un studio de 35 mètres carrés est à louer.", ""),
        ("Norr a commandé un parc de 55 MW.", "55 MW"),
        ("Un adolescent de 13 ans a été retrouvé.", ""),
        ("Sa sœur de 7 ans dormait.", ""),
        ("La victime de 9 ans est sauve.", ""),
        ("Un jeune de 13 ans a témoigné.", ""),
        ("Un docker de onze ans travaillait ici.", ""),
        ("Une ancienne ouvrière de 55 ans a témoigné.", ""),
        ("La jeune salariée de 25 ans a témoigné.", ""),
        ("Notre voisine de 85 ans a témoigné.", ""),
        ("Jeune technicien de 25 ans cherche un emploi.", ""),
        ("Un ex-pilote de 55 ans a témoigné.", ""),
        ("Le contrat d’apprenti de 3 ans est signé.", "3 year"),
        ("Le bail du locataire de 9 ans expire.", "9 year"),
        ("Des vents de 55 nœuds ont soufflé.", ""),
        ("Le cargo atteint 25 nœuds.", ""),
        ("La vedette file 35 nœuds.", ""),
        ("Le pays construit 13 nœuds de transport.", "13 nœuds"),
        ("Orle a livré des bureaux de 3 500 m².", "3500 m²"),
        ("L’État a agi, portant la prime jusqu’à 550 euros.", "550 EUR"),
        ("En augmentant la capacité jusqu’à 550 lits, Orle aide.", "550 beds"),
        ("L’offre, qui peut étonner, a été portée jusqu’à 550 euros.", "550 EUR"),
        ("Les aides peuvent, selon Orle, être portées jusqu’à 550 euros.", "<=550 EUR"),
    ),
}  # fmt: skip


@pytest.mark.parametrize(
    ("language", "text", "wanted"),
    [(language, *case) for language, cases in KEPT.items() for case in cases],
)
def test_what_is_counted_stays(language: str, text: str, wanted: str) -> None:
    figures_are(text, wanted, language)
