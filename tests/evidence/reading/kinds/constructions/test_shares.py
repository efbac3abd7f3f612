"""What a share is a share of: of what was delivered or is done, of a country's product, of anything else; how it is compared."""

from __future__ import annotations

import pytest
from tests.evidence.labels import claims_of

SAID = [
    ("en", "output", 0.5, "Half of the 16 barges have been delivered."),
    ("en", "output", 0.5, "Half the barges have been delivered."),
    ("en", "output", 0.667, "The quay is about two-thirds done."),
    ("en", "output", 0.667, "Two-thirds of the quay is done."),
    ("en", "output", 70.0, "The hull is 70 per cent complete."),
    ("en", "output", 70.0, "The yard has delivered 70 per cent of the barges it sold."),
    ("en", "output", 40.0, "By May the town had received 40 per cent of the promised looms."),
    (
        "en",
        "output",
        38.0,
        "The works spent its money while delivering 38 per cent of the planned quays.",
    ),
    ("en", "statement", 71.0, "The programme had spent 71 per cent of its budget."),
    ("en", "statement", 71.0, "It has used 71 per cent of its stocks."),
    ("en", "statement", 0.25, "A quarter of its staff are women."),
    ("en", "statement", 0.25, "The council runs a quarter of the schools."),
    ("en", "statement", 12.0, "Its margin was 12 per cent."),
    ("en", "statement", 82.0, "The furnace runs at 82 per cent of its capacity."),
    ("en", "statement", 0.333, "The works is running at a third of capacity."),
    ("en", "comparison", 2.0, "The committee cleared twice what the navy asked for."),
    ("en", "comparison", 0.5, "The rival paid half that sum."),
    ("en", "comparison", 0.5, "The rival paid half that."),
    ("en", "comparison", 0.1, "It was sold for a tenth of that."),
    ("en", "comparison", 0.1, "It was sold for a tenth of what it cost."),
    ("en", "comparison", 3.0, "That is three times as much as in May."),
    ("en", "comparison", 18.0, "The tax has made scrap 18 per cent dearer."),
    ("en", "comparison", 18.0, "Bolts are 18 per cent cheaper than in May."),
    ("en", "comparison", 18.0, "Bolts are 18 per cent cheaper."),
    ("en", "comparison", 7.0, "Output rose 7 per cent."),
    ("en", "comparison", 7.0, "Output has risen by perhaps 7 per cent."),
    ("en", "comparison", 7.0, "Orders were 7 per cent above last year's."),
    ("en", "comparison", 7.0, "Orders fell by about 7 per cent to 40 looms."),
    ("en", "comparison", 0.5, "It costs half as much."),
    ("en", "comparison", 0.5, "It sells looms at half the price."),
    ("en", "comparison", 0.333, "Prices are a third higher."),
    ("en", "comparison", 0.333, "Prices rose by a third."),
    ("en", "target", 7.0, "Output is expected to rise by 7 per cent."),
    ("en", "target", 7.0, "It wants to raise output by 7 per cent."),
    ("en", "target", 12.0, "It expects a margin of 12 per cent."),
    ("en", "target", 60.0, "By 2030 it wants 60 per cent of its trams to be electric."),
    ("en", "pledge", 0.1, "The government promised the towns a tenth of the money."),
    ("en", "money", 2.1, "It spends 2.1 per cent of GDP on defence."),
    ("en", "pledge", 3.5, "The prime minister promised 3.5 per cent of GDP."),
    ("en", "target", 3.5, "It plans to spend 3.5 per cent of GDP by 2030."),
    ("en", "delay", 0.5, "Half of the barges have yet to be delivered."),
    ("en", "delay", 40.0, "Some 40 per cent of the looms are still outstanding."),
    ("en", "statement", 40.0, "Some 40 per cent of respondents agreed."),
    ("en", "statement", 0.2, "One in five nurses is foreign."),
    ("en", "capacity", 60.0, "It can meet 60 per cent of demand."),
    ("en", "comparison", 20.0, "Shares rose 20% on the news."),
    ("en", "comparison", 20.0, "Sales were down 20% on the year."),
    ("en", "statement", 4.0, "Unemployment stood at 4%."),
    ("en", "statement", 30.0, "It owns 30 per cent of the yard."),
    ("en", "statement", 60.0, "Turbines make up 60 per cent of sales."),
    ("en", "comparison", 9.0, "Sales came in 9% below forecasts."),
    ("en", "comparison", 2.0, "Demand was twice the supply."),
    ("en", "comparison", 4.0, "It employs four times as many people as in 2019."),
    ("de", "output", 70.0, "Erst 70 Prozent der Boote sind ausgeliefert."),
    ("de", "output", 0.5, "Die Hälfte der 16 Boote ist ausgeliefert."),
    ("de", "output", 80.0, "Der Kai ist zu 80 Prozent fertig."),
    ("de", "statement", 30.0, "Rund 30 Prozent der Beschäftigten sind Frauen."),
    ("de", "comparison", 7.0, "Der Umsatz stieg um 7 Prozent."),
    ("de", "comparison", 2.0, "Die Boote kosten doppelt so viel wie 2019."),
    ("fr", "output", 70.0, "Seuls 70 % des bateaux ont été livrés."),
    ("fr", "output", 0.5, "La moitié des 16 bateaux a été livrée."),
    ("fr", "output", 80.0, "Le quai est achevé à 80 %."),
    ("fr", "statement", 30.0, "Quelque 30 % des salariés sont des femmes."),
    ("fr", "comparison", 7.0, "Le chiffre d'affaires a progressé de 7 %."),
    ("fr", "comparison", 7.0, "Le chiffre d'affaires atteint 40 millions d'euros (+7 %)."),
]


def kind(text, value, language="en"):
    """The kind of the figure of a value in a text."""
    return next(
        c.kind for c in claims_of(text, language) if c.value == pytest.approx(value, rel=2e-3)
    )


@pytest.mark.parametrize(("language", "wanted", "value", "text"), SAID)
def test_a_share_is_what_its_whole_and_its_verb_make_it(language, wanted, value, text):
    assert kind(text, value, language) == wanted


DONE = ["delivered", "finished", "handed over", "completed", "installed", "repaired"]


@pytest.mark.parametrize("done", DONE)
@pytest.mark.parametrize(
    ("share", "value"), [("a quarter", 0.25), ("40 per cent", 40), ("Half", 0.5)]
)
def test_a_share_of_what_is_delivered_or_finished_is_a_part_and_of_what_is_owned_none(
    done, share, value
):
    assert kind(f"By May {share} of the looms had been {done}.", value) == "output"
    assert kind(f"By May {share} of the looms had been damaged.", value) == "statement"


@pytest.mark.parametrize("of", ["that", "that sum", "what it cost", "the price"])
@pytest.mark.parametrize(("share", "value"), [("half", 0.5), ("a tenth", 0.1)])
def test_a_fraction_of_another_figure_is_a_difference_and_of_a_group_none(of, share, value):
    assert kind(f"The loom was sold for {share} of {of}.", value) == "comparison"
    assert kind(f"The firm lost {share} of its staff.", value) == "statement"


@pytest.mark.parametrize(
    "more", ["higher", "dearer", "cheaper", "lower", "smaller", "larger", "more expensive"]
)
def test_a_share_before_a_comparative_is_a_difference(more):
    assert kind(f"Bolts are 18 per cent {more}.", 18) == "comparison"
    assert kind(f"Next year bolts will be 18 per cent {more}.", 18) == "target"


@pytest.mark.parametrize("at", ["runs at", "is running at", "operates at", "works at"])
def test_a_share_of_capacity_at_which_a_works_runs_is_no_capacity(at):
    assert kind(f"The mill {at} 40 per cent of its capacity.", 40) == "statement"


@pytest.mark.parametrize("what", ["its budget", "the money", "that"])
def test_what_was_spent_of_a_sum_is_no_share_of_gdp(what):
    assert kind(f"The town has spent 40 per cent of {what}.", 40) != "money"
    assert kind("The state spends 2 per cent of GDP on it.", 2) == "money"
