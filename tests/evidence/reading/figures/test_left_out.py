"""Figures as newspapers write them: nouns left out, names and sizes with numbers, unusual units.  Each value is read off the sentence."""

from __future__ import annotations

import pytest
from tests.evidence.labels import claims_of


def told(text, language="en"):
    return [(c.value if c.value is not None else (c.low, c.high), c.unit, c.per) for c in claims_of(text, language) if c.words]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Orle handed over 40 trams in May, including seven shipped to Porto.", [(40, "trams", ""), (7, "trams", "")]),
        ("The yard launched nine ferries, down from the 12 launched in 2024.", [(9, "ferries", ""), (12, "ferries", "")]),
        ("The yard won an order for six ferries, with an option on two.", [(6, "ferries", ""), (2, "ferries", "")]),
        ("Four lines are running and six are not.", [(4, "lines", ""), (6, "lines", "")]),
        ("Buyers of the 70 tugs are Peru (36), Chile (22) and Togo (12).", [(70, "tugs", ""), (36, "tugs", ""), (22, "tugs", ""), (12, "tugs", "")]),
        ("Three of the seven kilns were lit.", [(3, "kilns", ""), (7, "kilns", "")]),
        ("Germany has €100bn and will add 3bn a year.", [(100e9, "EUR", ""), (3e9, "EUR", "year")]),
        ("It ordered four 9,700 teu container ships and three two-car trains.", [(4, "ships", ""), (3, "trains", "")]),
        ("Kestrel took 20 737-8s and eight 787s.", [(20, "737-8s", ""), (8, "787s", "")]),
        ("Norr signed for 76 Vela 8x8 armoured carriers.", [(76, "carriers", "")]),
        ("The 1,500-ton-per-day works stands idle.", [(1500, "tons", "day")]),
        ("It made 3.9 million mt of steel and 40 metric tons of dust.", [(3.9e6, "tonnes", ""), (40, "tonnes", "")]),
        ("Output fell 8.7 million bags to 18.9 million bags.", [(8.7e6, "bags", ""), (18.9e6, "bags", "")]),
        ("Hundreds of green, high-skilled jobs are at stake.", [((200, None), "jobs", "")]),
        ("Sales were R12.1m in the nine months to September.", [(12.1e6, "ZAR", "")]),
        ("Almost one-fifth of the 446m population was reached.", [(0.2, "share", ""), (446e6, "people", "")]),
        ("Its 2710 cell and its zero-emission buses run 60 miles north of York.", []),
        ("Costs went from €2bn in 2006 to €5bn in 2017.", [(2e9, "EUR", ""), (5e9, "EUR", "")]),
        ("It has grown to Rs 2015 crore, at $US2589 a tonne.", [(2015e7, "INR", ""), (2589, "USD", "")]),
        ("It made 80,000 tonnes-90,000 tonnes in 3½ years.", [((80000, 90000), "tonnes", ""), (3.5, "year", "")]),
        ("The loan of CHF 1'250'000 was repaid.", [(1.25e6, "CHF", "")]),
        ("According to three people, 40 tugs will go.", [(40, "tugs", "")]),
        ("It sold 40 tugs, according to testimony by two captains.", [(40, "tugs", "")]),
        ("It needs 3m new homes by 2030.", [(3e6, "homes", "")]),
        ("The NIS 2 rules bind 40 firms.", [(40, "firms", "")]),
        ("It lent NIS 40 million.", [(40e6, "ILS", "")]),
        ("Rides soared to 4.9m from 3.1m.", [(4.9e6, "rides", ""), (3.1e6, "rides", "")]),
        ("Nets: 3.6m given away, €2 apiece.", [(3.6e6, "nets", ""), (2, "EUR", "")]),
        ("It made 2.2m FPV drones and can make 4m.", [(2.2e6, "drones", ""), (4e6, "drones", "")]),
        ("The stand is 300m from the gate and sold 2.2m tickets.", [(2.2e6, "tickets", "")]),
        ("Waves of 2.5m were seen.", []),
        ("She jumped 6.9m to win.", []),
        ("The pool is 50m long and 2.2m deep.", []),
        ("It will spend €40-50m on 4m cubic metres.", [((40e6, 50e6), "EUR", ""), (4e6, "m³", "")]),
        ("It lent a pair of tugs and half a dozen barges.", [(2, "tugs", ""), (6, "barges", "")]),
        ("Two hundred and fifty tugs cost a quarter of a million dollars.", [(250, "tugs", ""), (250000, "USD", "")]),
        ("The 10-tug programme took 18 months instead of 12.", [(10, "tugs", ""), (18, "month", ""), (12, "month", "")]),
        ("It sold 4m tonnes, against 3.5m in 2019.", [(4e6, "tonnes", ""), (3.5e6, "tonnes", "")]),
        ("Only 36 of the 40 trams already built were sold.", [(36, "trams", ""), (40, "trams", "")]),
        ("It bought 2,000 zero emission buses for routes 98, 268 and 341.", [(2000, "buses", "")]),
        ("Output is put at 725K-to-755K tonnes, in bags of 50 kg.", [((725000, 755000), "tonnes", "")]),
        ("Nobody knew why 90,000 or more shells were lost.", [(90000, "shells", "")]),
    ],
)  # fmt: skip
def test_what_a_figure_counts(text, found):
    assert told(text) == [(pytest.approx(value, rel=1e-3) if not isinstance(value, tuple) else value, unit, per) for value, unit, per in found]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "language", "found"),
    [
        ("Elle compte 9 111 salariés dans les Deux-Sèvres.", "fr", [(9111, "employees", "")]),
        ("Le chiffre d'affaires s'est élevé à 1.677 milliard d'euros.", "fr", [(1.677e9, "EUR", "")]),
        ("Es gab 30 Millionen Prüfungen, Leopard 2 nicht gezählt.", "de", [(30e6, "tests", "")]),
        ("Il faut diviser les délais par cinq.", "fr", [(0.2, "x", "")]),
        ("Der Umsatz stieg auf 679 Mrd. US\u2011Dollar.", "de", [(679e9, "USD", "")]),
        ("Von geplanten 50.000 MW bleiben 35.000 bis 38.000 MW übrig.", "de", [(50000, "MW", ""), ((35000, 38000), "MW", "")]),
    ],
)  # fmt: skip
def test_other_languages(text, language, found):
    assert told(text, language) == found


def test_a_unit_that_is_carried_over_is_told_as_open():
    first, second = claims_of("The works made 40 pumps in May and 60 in June.")
    assert (first.unit, "unit" in first.unresolved) == ("pumps", False)
    assert (second.unit, "unit" in second.unresolved) == ("pumps", True)


def test_a_share_of_what_a_bare_figure_counts_is_read():
    """Once a key that the table of kinds lacks.  The sentence names nothing that is counted: all units are open."""
    found = claims_of("In 2021, 40 came, 17 more than in May, compared with 43.")
    assert [(c.value, c.unit, "unit" in c.unresolved) for c in found] == [(40, "", True), (17, "", True), (43, "", True)]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "language", "right"),
    [
        ("Of these, 76 F-35A are meant for Oslo and 12 F-35Bs for Bergen.", "en", [(76, "F-35As", ""), (12, "F-35Bs", "")]),
        ("It made 40 and 60 guns in May and June.", "en", [(40, "guns", ""), (60, "guns", "")]),
        ("The mill makes 40 bolts and 30 vats a day.", "en", [(40, "bolts", "day"), (30, "vats", "day")]),
        ("Some 11 of the boats sank.", "en", [(11, "boats", "")]),
        ("Es gab 30 Millionen Erst- und Zweitprüfungen.", "de", [(30e6, "tests", "")]),
    ],
)  # fmt: skip
def test_names_of_models_shared_nouns_and_rates(text, language, right):
    assert told(text, language) == right


@pytest.mark.parametrize(
    ("text", "value", "unit", "per"),
    [
        ("The yard waited for four-and-a-half years.", 4.5, "year", ""),
        ("The mill now delivers 40 hulls on an annualised basis.", 40.0, "hulls", "year"),
    ],
)
def test_a_half_between_hyphens_counts_and_an_annualised_count_is_a_rate(text, value, unit, per):
    (claim,) = [c for c in claims_of(text, "en", "2026-04-16") if c.value is not None]
    assert (claim.value, claim.unit, claim.per) == (value, unit, per)
