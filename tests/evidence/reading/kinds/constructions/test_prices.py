"""When a sum is the price of one, when it is a difference, when it is any other sum, in three languages."""

from __future__ import annotations

import pytest
from tests.evidence.labels import claims_of

SAID = [
    ('en', 'price', 2.0, 'Bus fares are capped at £2.'),
    ('en', 'price', 30.0, 'Railcards stay at £30.'),
    ('en', 'price', 95.0, 'The ferries cost €95 million apiece.'),
    ('en', 'price', 95.0, 'It bought the ferries at €95 million apiece.'),
    ('en', 'price', 95.0, 'It bought four ferries for €95 million each.'),
    ('en', 'price', 2100.0, 'The army pays €2,100 for a shell.'),
    ('en', 'price', 2100.0, 'Before the war a shell cost €2,100.'),
    ('en', 'price', 40.0, 'A ticket is £40.'),
    ('en', 'price', 40.0, 'A ticket costs £40.'),
    ('en', 'price', 40.0, 'Tickets cost £40.'),
    ('en', 'price', 40.0, 'Tickets are now £40.'),
    ('en', 'price', 40.0, 'The fee rose to £40.'),
    ('en', 'price', 318.0, 'Homes sold at an average price of £318.'),
    ('en', 'price', 218.0, 'Wheat fell to €218 a tonne.'),
    ('en', 'price', 218.0, 'Wheat traded at €218.'),
    ('en', 'price', 5.0, 'A pint is £5.'),
    ('en', 'price', 640.0, 'The subsidy works out at $640 per job.'),
    ('en', 'price', 640.0, 'A loom costs $640, up from $500.'),
    ('en', 'price', 500.0, 'A loom costs $640, up from $500.'),
    ('en', 'price', 15.0, 'Shares closed at €15.'),
    ('en', 'price', 15.0, 'Shares rose to €15.'),
    ('en', 'price', 70.0, 'Oil stood at $70 a barrel.'),
    ('en', 'price', 6000.0, 'It charges €6,000 per crane.'),
    ('en', 'price', 9.0, 'The minimum wage rises to €9 an hour.'),
    ('en', 'price', 19.0, 'One kilo of bolts now costs €19.'),
    ('en', 'money', 40.0, 'The town paid £40m for the quay.'),
    ('en', 'money', 40.0, 'It spent £40m on looms.'),
    ('en', 'money', 90.0, 'It pays €90m a year.'),
    ('en', 'money', 40.0, 'Its profit was £40m.'),
    ('en', 'money', 150.0, 'The firm said it would not repeat its £150m buyback.'),
    ('en', 'money', 40.0, 'The fire cost the mill £40m.'),
    ('en', 'comparison', 61.0, 'The quay is EUR 61 million over budget.'),
    ('en', 'comparison', 34.0, 'The town has a £34m hole in its budget.'),
    ('en', 'comparison', 34.0, 'The town faces a budget shortfall of £34m.'),
    ('en', 'comparison', 34.0, 'The overrun is £34m.'),
    ('en', 'comparison', 34.0, 'The looms cost £34m more than planned.'),
    ('en', 'comparison', 34.0, 'Costs rose by £34m.'),
    ('en', 'comparison', 34.0, 'Costs rose £34m to £90m.'),
    ('en', 'money', 90.0, 'Costs rose £34m to £90m.'),
    ('en', 'comparison', 3.0, 'Wheat is up $3 from May.'),
    ('en', 'comparison', 3.0, 'Wheat rose $3 to $241 a tonne.'),
    ('en', 'price', 241.0, 'Wheat rose $3 to $241 a tonne.'),
    ('en', 'comparison', 34.0, 'There is a funding gap of £34m.'),
    ('en', 'comparison', 34.0, 'The funding gap is £34m.'),
    ('en', 'comparison', 34.0, 'That is £34m less than the town asked for.'),
    ('en', 'comparison', 34.0, 'The bid was £34m below the estimate.'),
    ('en', 'comparison', 34.0, 'The budget was cut by £34m.'),
    ('en', 'comparison', 34.0, 'The £34m overrun angered Bergen.'),
    ('en', 'comparison', 34.0, 'The shortfall of £34m angered Bergen.'),
    ('en', 'comparison', 900.0, 'The shortfall was 900 posts.'),
    ('en', 'comparison', 5.0, 'Orders fell by 5 to 40.'),
    ('en', 'comparison', 900.0, 'Output fell 900 tonnes short of the target.'),
    ('en', 'comparison', 12.0, 'It delivered 12 fewer than planned.'),
    ('en', 'comparison', 12.0, 'The yard missed its target by 12 hulls.'),
    ('en', 'comparison', 12.0, 'It made 12 more looms than in May.'),
    ('en', 'comparison', 34.0, 'The surplus exceeded the forecast by £34m.'),
    ('en', 'target', 34.0, 'It wants to cut costs by £34m.'),
    ('en', 'target', 34.0, 'It plans savings of £34m.'),
    ('de', 'price', 2100.0, 'Vor dem Krieg zahlte das Heer 2100 Euro für eine Granate.'),
    ('de', 'price', 2100.0, 'Eine Granate kostet 2100 Euro.'),
    ('de', 'price', 49.0, 'Das Ticket kostet 49 Euro.'),
    ('de', 'price', 49.0, 'Der Preis liegt bei 49 Euro.'),
    ('de', 'price', 900.0, 'Pro Tonne verlangt die Mühle 900 Euro.'),
    ('de', 'price', 900.0, 'Die Mühle verlangt 900 Euro je Tonne.'),
    ('de', 'price', 15.0, 'Die Aktie stieg auf 15 Euro.'),
    ('de', 'price', 12.0, 'Der Mindestlohn steigt auf 12 Euro.'),
    ('de', 'price', 900.0, 'Die Miete beträgt 900 Euro im Monat.'),
    ('de', 'money', 40.0, 'Der Ausbau des Kais kostet 40 Millionen Euro.'),
    ('de', 'comparison', 34.0, 'Der Kai wird 34 Millionen Euro teurer als geplant.'),
    ('de', 'comparison', 34.0, 'Die Mehrkosten betragen 34 Millionen Euro.'),
    ('de', 'comparison', 34.0, 'Im Haushalt klafft eine Lücke von 34 Millionen Euro.'),
    ('de', 'comparison', 34.0, 'Der Fehlbetrag liegt bei 34 Millionen Euro.'),
    ('de', 'comparison', 34.0, 'Die Kosten stiegen um 34 Millionen Euro.'),
    ('fr', 'price', 2100.0, "L'armée payait 2100 euros l'obus."),
    ('fr', 'price', 2100.0, 'Un obus coûte 2100 euros.'),
    ('fr', 'price', 49.0, 'Le billet coûte 49 euros.'),
    ('fr', 'price', 243.0, 'Le blé est vendu à 243 dollars la tonne.'),
    ('fr', 'price', 243.0, 'Le moulin a acheté du blé à 243 dollars la tonne.'),
    ('fr', 'price', 203.0, 'Le maïs a cédé 1,75 euro, à 203 euros.'),
    ('fr', 'comparison', 1.75, 'Le maïs a cédé 1,75 euro, à 203 euros.'),
    ('fr', 'price', 900.0, 'Le loyer est de 900 euros par mois.'),
    ('fr', 'price', 900.0, "La location d'un métier revient à 900 euros."),
    ('fr', 'money', 40.0, "Le quai coûte 40 millions d'euros."),
    ('fr', 'comparison', 34.0, "Le surcoût atteint 34 millions d'euros."),
    ('fr', 'comparison', 34.0, "Le chantier affiche un surcoût de 34 millions d'euros."),
    ('fr', 'comparison', 34.0, "Il manque 34 millions d'euros au budget."),
    ('fr', 'comparison', 34.0, "Le déficit est supérieur de 34 millions d'euros aux prévisions."),
    ('fr', 'comparison', 34.0, "Les coûts ont augmenté de 34 millions d'euros."),
]  # fmt: skip


def kind(text, value, language="en"):
    """The kind of the figure of a value, or of as many millions, in a text."""
    return next(c.kind for c in claims_of(text, language) if c.value in (value, value * 1e6))


@pytest.mark.parametrize(("language", "wanted", "value", "text"), SAID)
def test_a_sum_is_what_it_is_paid_for_and_how_it_stands_to_another(language, wanted, value, text):
    assert kind(text, value, language) == wanted


@pytest.mark.parametrize("each", ["each", "apiece", "a tonne", "per loom", "a copy"])
@pytest.mark.parametrize("verb", ["paid", "charged", "asked for", "got"])
def test_what_is_said_for_one_is_a_price_whatever_the_verb(each, verb):
    assert kind(f"The mill {verb} €95 {each}.", 95) == "price"
    assert kind(f"The mill {verb} €95 million a year.", 95) != "price"


@pytest.mark.parametrize("verb", ["are capped at", "stay at", "rose to", "were", "fell to"])
@pytest.mark.parametrize("noun", ["Fares", "Railcards", "Ticket prices", "Fees", "Tolls"])
def test_what_has_a_price_stands_at_one_and_profits_do_not(verb, noun):
    assert kind(f"{noun} {verb} £30.", 30) == "price"
    assert kind(f"Profits {verb} £30m.", 30) != "price"


@pytest.mark.parametrize("traded", ["Wheat", "Copper", "Milk", "Its shares", "Crude"])
@pytest.mark.parametrize("level", ["stood at", "fell to", "was quoted at", "ended the week at"])
def test_what_a_market_trades_stands_at_a_price(traded, level):
    assert kind(f"{traded} {level} €218.", 218) == "price"


@pytest.mark.parametrize("gap", ["shortfall", "overrun", "hole", "funding gap"])
@pytest.mark.parametrize(
    "form",
    ["The {n} is £34m.", "The town has a £34m {n} in its budget.", "A {n} of £34m came to light."],
)
def test_a_shortfall_and_an_overrun_are_differences(gap, form):
    assert kind(form.format(n=gap), 34) == "comparison"
    assert kind(form.format(n="profit"), 34) == "money"
