"""What was labelled before the rules were written, and is found by them: the sentences the rules were made with."""

from __future__ import annotations

from collections import Counter

import pytest
from tests.evidence.labels import claims_of, label_of, same, score, sentences


@pytest.fixture(scope="module")
def known() -> Counter[str]:
    return score(sentences("sentences.csv"))


def test_there_are_four_hundred_sentences_and_a_third_is_kept_aside():
    known, aside = sentences("sentences.csv"), sentences("sentences_aside.csv")
    assert len(known) + len(aside) >= 400
    assert 0.3 < len(aside) / (len(known) + len(aside)) < 0.36
    assert not {s.text for s in known} & {s.text for s in aside}


def test_quantities_are_right_and_few_are_missed(known):
    assert known["right"] / (known["right"] + known["wrong"]) >= 0.98
    assert known["right"] / known["labels"] >= 0.98


def test_kinds_speakers_and_dates_are_right(known):
    assert known["kinds right"] / known["kinds"] >= 0.95
    assert known["quotations right"] / known["quotations"] >= 0.96
    assert known["reported right"] / known["reported"] >= 0.96
    assert known["dates right"] / known["dates"] >= 0.98


FLOORS = {
    "aside": (0.99, 0.99, 0.94),
    "second": (0.94, 0.97, 0.96),
    "third": (0.96, 0.96, 0.95),
    "fourth": (0.95, 0.96, 0.92),
    "fifth": (0.97, 0.98, 0.95),
    "sixth": (0.96, 0.96, 0.94),
    "seventh": (0.98, 0.95, 0.95),
    "eighth": (
        0.97,
        0.95,
        0.88,
    ),  # of eight trades that no list of words knows, mended by grammar alone
    "twentieth": (0.95, 0.95, 0.87),
    "twentieth_aside": (0.93, 0.92, 0.77),  # nobody who mended has read it
    "twentythird": (0.97, 0.97, 0.96),
    "twentythird_aside": (0.91, 0.92, 0.83),  # nor this
}
"""Of what is found, right; of what is labelled, found; of kinds, right."""


SPEAKERS = {
    "twentieth": 0.78,
    "twentieth_aside": 0.83,
    "twentythird": 0.85,
    "twentythird_aside": 0.8,
}
"""Of quotations, those whose speaker is right, where it is less than elsewhere."""


def test_the_twentieth_set_is_large_and_a_third_of_it_is_kept_aside():
    known, aside = sentences("sentences_twentieth.csv"), sentences("sentences_twentieth_aside.csv")
    assert len(known) + len(aside) >= 400
    assert 0.3 < len(aside) / (len(known) + len(aside)) < 0.36
    assert not {s.text for s in known} & {s.text for s in aside}


def test_of_the_twenty_third_set_a_third_is_kept_aside_too():
    known, aside = (
        sentences("sentences_twentythird.csv"),
        sentences("sentences_twentythird_aside.csv"),
    )
    assert (len(known), len(aside)) == (168, 82)
    assert not {s.text for s in known} & {s.text for s in aside}


@pytest.mark.parametrize("name", FLOORS)
def test_sets_once_kept_aside_do_not_fall_back(name):
    """The scores of the day on which each was kept aside stand in the manual; these hold since."""
    found = score(sentences(f"sentences_{name}.csv"))
    right, recalled, kinds = FLOORS[name]
    assert found["right"] / (found["right"] + found["wrong"]) >= right
    assert found["right"] / found["labels"] >= recalled
    assert found["kinds right"] / found["kinds"] >= kinds
    assert found["quotations right"] / found["quotations"] >= SPEAKERS.get(name, 0.91)


@pytest.mark.parametrize(
    ("text", "written", "is_same"),
    [
        ("It made 40 guns.", "40 guns output", True),
        ("It made 40 guns.", ">=40 guns output", False),
        ("It made 40 guns.", "40.. guns output", False),
        ("It made at least 40 guns.", ">=40 guns output", True),
        ("It made at least 40 guns.", "40 guns output", False),
        ("It made more than 40 guns.", "<40 guns output", False),
        ("It made less than 40 guns.", ">40 guns output", False),
        ("It made dozens of guns.", "24.. guns output", True),
        ("It made dozens of guns.", "24 guns output", False),
        ("It made dozens of guns.", "20..30 guns output", False),
        ("It made 24 guns.", "24.. guns output", False),
        ("It made about 40 guns.", "~40 guns output", True),
        ("It made 40 MW.", "40 mw output", False),
        ("It made 40 guns.", "40 output", False),
        ("It made 40 guns a year.", "40 guns output", False),
    ],
)
def test_a_claim_is_that_of_a_label_in_every_part(text, written, is_same):
    (claim,) = claims_of(text)
    assert same(claim, label_of(written, "en")) == is_same


def test_a_noun_carried_over_is_right_open_too():
    _, claim = claims_of("The works made 40 pumps in May and 60 in June.")
    assert [same(claim, label_of(f"60 {unit}output", "en")) for unit in ("pumps ", "", "guns ")] == [True, True, False]  # fmt: skip
