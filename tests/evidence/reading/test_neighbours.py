"""What a figure takes from the others of its sentence."""

from __future__ import annotations

import time

import pytest
from tests.evidence.labels import claims_of


def test_things_in_a_row_are_of_one_kind():
    found = claims_of("It won orders for nine tankers, two carriers and 11 barges.")
    assert [c.kind for c in found] == ["order"] * 3


def test_shares_in_a_row_are_told_by_the_words_after_the_last():
    found = claims_of("Orders and sales were 5% and 2% higher than in May.")
    assert [c.kind for c in found] == ["comparison"] * 2


def test_what_something_is_up_from_is_no_target():
    found = claims_of("It expects to make 40 bolts, up from 30 bolts in May.")
    assert [c.kind for c in found if c.words] == ["target", "output"]


def test_power_of_each_is_capacity():
    assert claims_of("It will put up turbines that make 15 MW each.")[-1].kind == "capacity"


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("The guild made 40 bolts of red cloth, 30 vats and 20 looms.", ["output"] * 3),
        ("Another 40 bolts, 30 vats and 20 looms will be given to York by the king.", ["pledge"] * 3),
        ("The guild aims to make 40 bolts at its works in York and Hull, as well as 20 vats.", ["target"] * 2),
        ("Some 40 per cent, or 20 bolts, are still to be delivered.", ["delay"] * 2),
        ("The guild has an order book of 40 bolts, with a value of £3m, up from £2m.", ["order"] * 3),
        ("It ordered 40 bolts for about £3m.", ["order", "order"]),
        ("It made 40 bolts for about £3m.", ["output", "money"]),
        ("The guild expects to make 40 bolts, a 7% increase.", ["target", "target"]),
        ("The guild made 40 bolts, a 7% increase.", ["output", "comparison"]),
        ("It delivered 40 bolts (2015: 30).", ["output", "output"]),
    ],
)  # fmt: skip
def test_things_in_a_row_and_what_they_are_worth(text, kinds):
    assert [c.kind for c in claims_of(text) if c.words] == kinds


def test_shares_in_a_row_look_to_the_last_of_them_and_that_to_no_other():
    """The two once asked each other without end."""
    claims = claims_of("Mills and kilns stand behind 20% and 15% of that rise, respectively.")
    assert [(c.value, c.kind) for c in claims] == [(20.0, "statement"), (15.0, "statement")]


@pytest.mark.parametrize(
    "text",
    [
        "The index stood at 40 (2015: 60, 30% more).",
        "Its share was steady (2015: 60, 30% of sales).",
        "Its score, or 60, 30% up, was fine.",
        "Die Quote (Vorjahr: 60, 30% davon neu) ist alt.",
    ],
)
def test_figures_that_look_to_each_other_come_to_an_end(text):
    language = "de" if text.startswith("Die") else "en"
    assert {60.0, 30.0} <= {c.value for c in claims_of(text, language)}


@pytest.mark.parametrize(
    ("text", "kind"),
    [("The county built 40 schools.", "output"), ("40 libraries were built in May.", "output"), ("The county opened 40 schools.", "statement"), ("The county built schools for 40 villages.", "statement")],
)  # fmt: skip
def test_a_site_that_is_built_is_made(text, kind):
    assert claims_of(text)[0].kind == kind


@pytest.mark.parametrize(("part", "start"), [(", including €{n}m", "Sales were €5m"), (", against {n} cars", "It made 5 cars")])  # fmt: skip
def test_a_long_row_of_figures_that_ask_each_other_is_read_at_once(part, start):
    text = start + "".join(part.format(n=n) for n in range(6, 20)) + "."
    began = time.process_time()
    claims_of(text)
    assert time.process_time() - began < 2
