"""What a span of time is, in three languages: by the noun it belongs to, by what governs it, by what says it late."""

from __future__ import annotations

import pytest
from tests.evidence.labels import claims_of

SPANS = ("year", "month", "week", "day", "hour")
SAID = [
    ('en', 'delay', 'The ferry came in nine weeks late.'),
    ('en', 'delay', 'Handover of the barges has moved back by seven months.'),
    ('en', 'delay', 'Growers are waiting up to four months for spare parts.'),
    ('en', 'delay', 'A new boiler takes eleven weeks to arrive.'),
    ('en', 'delay', 'The waiting list for a stall now stretches to six years.'),
    ('en', 'delay', 'It is five months behind its own timetable.'),
    ('en', 'delay', 'The bakers were kept waiting for three hours.'),
    ('en', 'delay', 'The tram is running two years behind.'),
    ('en', 'delay', 'The permit took 14 months to obtain.'),
    ('en', 'delay', 'Suppliers are paid after 90 days.'),
    ('en', 'delay', 'The wait for a loom is three years.'),
    ('en', 'delay', 'Getting a permit takes 14 months.'),
    ('en', 'delay', 'Deliveries have been held up for six weeks.'),
    ('en', 'delay', 'The strike set the yard back three months.'),
    ('en', 'delay', 'The yard needs another eight months to finish the ferry.'),
    ('en', 'delay', 'The average delay was 40 days.'),
    ('en', 'delay', 'Orders placed today will be filled in 14 months.'),
    ('en', 'delay', 'The ferry will not sail for another two years.'),
    ('en', 'delay', 'The opening was put off for a year.'),
    ('en', 'delay', 'Customers face a wait of nine months.'),
    ('en', 'delay', 'Customers face waits of up to nine months.'),
    ('en', 'delay', 'Customers face a nine-month wait.'),
    ('en', 'delay', 'The bridge should have opened four years ago and is now 30 months overdue.'),
    ('en', 'delay', 'The auditors blamed the two-year overrun on the weather.'),
    ('en', 'delay', 'The tunnel overran by 18 months.'),
    ('en', 'delay', 'Lead times are now 40 weeks, up from 12.'),
    ('en', 'order', 'It signed a ten-year lease on the dock.'),
    ('en', 'order', 'The lease on the dock runs for ten years.'),
    ('en', 'order', 'The framework lasts eight years, with an option for two more.'),
    ('en', 'order', 'The agreement is for five years.'),
    ('en', 'order', 'It won a contract to clean the trams for six years.'),
    ('en', 'order', 'The looms are covered by a 12-year maintenance contract.'),
    ('en', 'order', 'The yard has 30 months of work on its books.'),
    ('en', 'order', 'The order book covers three years of production.'),
    ('en', 'order', 'The deal has a term of 25 years.'),
    ('en', 'order', 'The backlog stands at 26 months of output.'),
    ('en', 'order', 'The concession was extended by 15 years.'),
    ('en', 'order', 'The three-year charter begins in May.'),
    ('en', 'target', 'The port wants to cut waiting times to six days.'),
    ('en', 'target', 'The agency aims to reduce the wait from 40 weeks to 12 weeks.'),
    ('en', 'target', 'Delivery times are to fall to nine weeks.'),
    ('en', 'target', 'The plan would shorten lead times by four weeks.'),
    ('en', 'delay', 'Lead times fell to three weeks.'),
    ('en', 'statement', 'The baker has run the shop for 30 years.'),
    ('en', 'statement', 'Building the mill took two years.'),
    ('en', 'statement', 'The five-year plan foresees 40 looms.'),
    ('en', 'statement', 'It has made 400 looms over six years.'),
    ('en', 'statement', 'It spent €40m on looms in three years.'),
    ('en', 'statement', 'Stocks last for 30 days.'),
    ('en', 'statement', 'A loom takes nine days to build.'),
    ('en', 'statement', 'He was jailed for two years.'),
    ('en', 'statement', 'The strike lasted six weeks.'),
    ('en', 'statement', 'Output will double within three years.'),
    ('en', 'statement', 'The contract will create 40 jobs in five years.'),
    ('en', 'denial', 'There is no delay of nine months, the yard said.'),
    ('en', 'denial', 'The ferry is not two years late, the yard said.'),
    ('de', 'delay', 'Die Fähre kam neun Wochen zu spät.'),
    ('de', 'delay', 'Die Übergabe verschiebt sich um sieben Monate.'),
    ('de', 'delay', 'Die Bauern warten bis zu vier Monate auf Ersatzteile.'),
    ('de', 'delay', 'Die Lieferung dauert elf Wochen.'),
    ('de', 'delay', 'Es dauert 14 Monate, bis die Pressen geliefert werden.'),
    ('de', 'delay', 'Die Lieferzeit liegt bei 40 Wochen.'),
    ('de', 'delay', 'Bis zur Genehmigung vergingen zwei Jahre.'),
    ('de', 'delay', 'Die Werft liegt fünf Monate hinter dem Zeitplan.'),
    ('de', 'delay', 'Kunden zahlen erst nach 90 Tagen.'),
    ('de', 'delay', 'Die Eröffnung wurde um 18 Monate verschoben.'),
    ('de', 'delay', 'Der Tunnel wird drei Jahre später fertig als geplant.'),
    ('de', 'delay', 'Die Brücke hat zwei Jahre Verspätung.'),
    ('de', 'delay', 'Der Bau ist mit acht Monaten im Verzug.'),
    ('de', 'delay', 'Auf eine neue Presse muss man derzeit drei Jahre warten.'),
    ('de', 'delay', 'Bis zur Fertigstellung brauche man noch weitere acht Monate.'),
    ('de', 'order', 'Der Vertrag läuft über zehn Jahre.'),
    ('de', 'order', 'Die Werft unterzeichnete einen Vertrag über zehn Jahre.'),
    ('de', 'order', 'Der Mietvertrag hat eine Laufzeit von zwölf Jahren.'),
    ('de', 'order', 'Der Auftragsbestand reicht für 26 Monate.'),
    ('de', 'order', 'Die Vereinbarung gilt für fünf Jahre.'),
    ('de', 'order', 'Der Vertrag wurde um zwei Jahre verlängert.'),
    ('de', 'target', 'Die Wartezeit soll auf sechs Wochen sinken.'),
    ('de', 'target', 'Der Hersteller will die Lieferzeit von 40 auf 12 Wochen verkürzen.'),
    ('de', 'statement', 'Der Bau der Mühle dauerte zwei Jahre.'),
    ('de', 'statement', 'Seit 30 Jahren führt er den Laden.'),
    ('de', 'statement', 'In drei Jahren gab die Stadt 40 Millionen Euro aus.'),
    ('de', 'statement', 'Der Streik dauerte sechs Wochen.'),
    ('fr', 'delay', 'Le bac est arrivé avec neuf semaines de retard.'),
    ('fr', 'delay', 'La livraison est repoussée de sept mois.'),
    ('fr', 'delay', "Les agriculteurs attendent jusqu'à quatre mois les pièces."),
    ('fr', 'delay', 'Le délai de livraison atteint 40 semaines.'),
    ('fr', 'delay', 'Il faut compter 14 mois pour obtenir un permis.'),
    ('fr', 'delay', 'Le chantier accuse un retard de cinq mois.'),
    ('fr', 'delay', 'Les clients paient à 90 jours.'),
    ('fr', 'delay', "L'ouverture a été reportée de 18 mois."),
    ('fr', 'delay', 'Le tunnel ouvrira trois ans plus tard que prévu.'),
    ('fr', 'delay', 'Nous avons perdu quatre mois.'),
    ('fr', 'delay', "Il y a deux ans d'attente pour un métier."),
    ('fr', 'delay', 'Il faudra encore huit mois pour achever le bac.'),
    ('fr', 'order', 'Le contrat court sur dix ans.'),
    ('fr', 'order', 'La ville a signé un contrat de dix ans.'),
    ('fr', 'order', "Le bail est d'une durée de douze ans."),
    ('fr', 'order', 'Le carnet de commandes représente 26 mois de travail.'),
    ('fr', 'order', "L'accord, d'une durée de cinq ans, porte sur 40 métiers."),
    ('fr', 'order', 'La concession est prolongée de 15 ans.'),
    ('fr', 'target', "L'agence veut ramener les délais de livraison à six semaines."),
    ('fr', 'target', "Le temps d'attente doit tomber à 12 semaines."),
    ('fr', 'target', "Le port compte réduire l'attente de 40 à 12 jours."),
    ('fr', 'statement', 'La construction du moulin a duré deux ans.'),
    ('fr', 'statement', 'Il tient la boutique depuis 30 ans.'),
    ('fr', 'statement', "En trois ans, la ville a dépensé 40 millions d'euros."),
    ('fr', 'statement', 'La grève a duré six semaines.'),
    ('fr', 'denial', "Il n'y a pas eu de retard de neuf mois, dit le chantier."),
    ('en', 'delay', 'Passengers were stranded for four hours.'),
    ('en', 'delay', 'Half the farmers are paid after 30 days, the rest after 60.'),
    ('en', 'delay', 'The looms are to come in 2027, three years after the date in the contract.'),
    ('en', 'delay', 'The new line will not be ready for another 14 months.'),
    ('en', 'delay', 'Mills now quote 30 weeks for a roller.'),
    ('en', 'delay', 'It took nine months to approve the quay.'),
    ('en', 'delay', 'Approval of the quay took nine months.'),
    ('en', 'delay', 'The first bolts took eleven weeks to come.'),
    ('en', 'delay', 'The programme is now expected two to three years late.'),
    ('en', 'delay', 'Of the six barges two were late, one by four months and one by nine.'),
    ('en', 'delay', 'Patients wait an average of 14 weeks for a scan.'),
    ('en', 'delay', 'Patients have waited more than a year for a scan.'),
    ('en', 'delay', 'The project has been delayed by at least a year.'),
    ('en', 'order', 'The seven-year, €90m contract covers 40 trams.'),
    ('en', 'order', 'The bank gave it a ten-year credit line.'),
    ('en', 'order', 'The agreement, signed on Monday, covers maintenance for 15 years.'),
    ('en', 'order', 'Under a five-year deal, the mill supplies 40 tonnes.'),
    ('en', 'order', 'The yards have work for three years, with 40 hulls on order.'),
    ('en', 'order', 'The contract has been extended for four years.'),
    ('en', 'statement', 'Under the plan, homes would be built over ten years.'),
    ('en', 'statement', 'The ministry will spend €4bn over four years.'),
    ('en', 'statement', 'The mill has been shut for 14 months.'),
    ('en', 'statement', 'It has 40 days of stocks.'),
    ('en', 'statement', 'He served three years in the army.'),
    ('en', 'statement', 'Over the past five years output has doubled.'),
    ('en', 'statement', 'The furnace was out of action for nine days.'),
    ('en', 'statement', 'The ministry wants to spend €9m within two years.'),
    ('en', 'target', 'The minister wants waiting times cut from 40 weeks to 18 weeks.'),
    ('de', 'delay', 'Der Hersteller nennt Lieferzeiten von 30 bis 40 Wochen.'),
    ('de', 'delay', 'Das Projekt ist seit Monaten verspätet, derzeit um 14 Monate.'),
    ('de', 'order', 'Der Rahmenvertrag mit sieben Jahren Laufzeit umfasst 40 Busse.'),
    ('de', 'order', 'Die Werft hat Arbeit für drei Jahre in den Büchern.'),
    ('de', 'statement', 'Binnen drei Jahren verdoppelte die Mühle ihren Absatz.'),
    ('de', 'statement', 'Das Heer hat Vorräte für 30 Tage.'),
    ('fr', 'delay', 'Les trains ont trois ans de retard.'),
    ('fr', 'delay', 'Les patients attendent en moyenne 14 semaines.'),
    ('fr', 'delay', 'La livraison prendra deux ans.'),
    ('fr', 'order', 'Un contrat-cadre de sept ans a été signé.'),
    ('fr', 'statement', 'Les stocks couvrent 30 jours.'),
]  # fmt: skip


def kinds(text, language="en"):
    """The kinds of the spans of a text."""
    return [c.kind for c in claims_of(text, language) if c.unit in SPANS]


@pytest.mark.parametrize(("language", "kind", "text"), SAID)
def test_a_span_is_what_governs_it(language, kind, text):
    found = kinds(text, language)
    assert found
    assert set(found) == {kind}


WAITS = ["delay", "wait", "waiting time", "lead time", "overrun", "delivery time"]
AGREEMENTS = ["contract", "lease", "framework deal", "credit line", "charter", "concession"]
NEITHER = ["plan", "programme", "study", "strike", "war", "average", "career"]


@pytest.mark.parametrize("noun", WAITS)
@pytest.mark.parametrize(
    "form",
    [
        "A {n} of 14 months is usual.",
        "The {n} is now 14 months.",
        "The 14-month {n} angered Bergen.",
    ],
)
def test_whatever_waits_is_a_delay_before_its_noun_after_it_and_as_its_predicate(noun, form):
    assert kinds(form.format(n=noun)) == ["delay"]


@pytest.mark.parametrize("noun", AGREEMENTS)
@pytest.mark.parametrize(
    "form",
    [
        "Bergen signed a 14-year {n}.",
        "Bergen signed a {n} for 14 years.",
        "The {n} runs for 14 years.",
    ],
)
def test_whatever_binds_runs_as_an_order(noun, form):
    assert kinds(form.format(n=noun)) == ["order"]


@pytest.mark.parametrize("noun", NEITHER)
@pytest.mark.parametrize("form", ["The 14-year {n} ended.", "The {n} lasted 14 years."])
def test_any_other_length_is_a_statement(noun, form):
    assert kinds(form.format(n=noun)) == ["statement"]


@pytest.mark.parametrize(
    "limit", ["", "about ", "nearly ", "up to ", "at least ", "more than ", "another "]
)
def test_a_limit_before_a_span_changes_no_kind(limit):
    assert kinds(f"Growers are waiting {limit}nine weeks.") == ["delay"]
    assert kinds(f"The lease runs for {limit}nine years.") == ["order"]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("The agency wants to cut the wait to nine weeks.", "target"),
        ("The agency has cut the wait to nine weeks.", "delay"),
        ("The agency wants to cut the wait by nine weeks.", "target"),
    ],
)
def test_a_wait_to_be_shortened_is_a_target_and_one_that_was_is_what_is_left(text, kind):
    assert kinds(text) == [kind]


@pytest.mark.parametrize("to", ["arrive", "be delivered", "come", "be approved"])
def test_what_takes_long_to_come_is_waited_for_and_what_takes_long_to_make_is_not(to):
    assert kinds(f"A loom takes nine weeks to {to}.") == ["delay"]
    assert kinds("A loom takes nine weeks to weave.") == ["statement"]
