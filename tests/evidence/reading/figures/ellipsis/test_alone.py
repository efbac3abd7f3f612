"""Numbers without a noun that stand for things named before them, and those that are the number, age or hour of something."""

from __future__ import annotations

import pytest
from tests.evidence.labels import claims_of


def values(text, language="en"):
    return [c.value for c in claims_of(text, language) if c.words and c.value is not None]


@pytest.mark.parametrize(
    ("text", "language", "found"),
    [
        ("Four of the nine kilns were lit, and the remaining five wait for brick.", "en", [4, 9, 5]),
        ("The mill has six looms. Two were bought in Lille.", "en", [6, 2]),
        ("Orle sold seven trams last spring and expects three in 2031.", "en", [7, 3]),
        ("The guild sent 90 potters. The town had asked for a dozen.", "en", [90, 12]),
        ("“If 31 agree, the levy stands,” she said.", "en", [31]),
        ("Of the six quarries the other two were flooded.", "en", [6, 2]),
        ("Norr bought 20 looms, with Vark taking nine, leaving two to Orle.", "en", [20, 9, 2]),
        ("The mill wants nine looms, can man four and was given three.", "en", [9, 4, 3]),
        ("“They ordered sixty, they paid for forty.”", "en", [60, 40]),
        ("How many looms came? Orle: Eleven.", "en", [11]),
        ("Bids received: seven.", "en", [7]),
        ("The 16 looms a month are four short of the plan.", "en", [16, 4]),
        ("It has 58 looms out of a nominal 112.", "en", [58, 112]),
        ("The barges, 26 in all, were stuck.", "en", [26]),
        ("It has 640 looms; the requirement is 700.", "en", [640, 700]),
        ("Norr took 143 looms, its rival 96.", "en", [143, 96]),
        ("Pay rose 9 per cent, the miller's 31.", "en", [9, 31]),
        ("Le plan prévoyait 44 fours ; 17 fonctionnent.", "fr", [44, 17]),
        ("Ils paient 39 euros, quand leurs frais s'élèvent à 44.", "fr", [39, 44]),
        ("Those 97 would have cost more.", "en", [97]),
        ("Il avait 340 fours et en a vendu 215.", "fr", [340, 215]),
        ("Von 16 Öfen brennen neun, bei den übrigen sieben fehlt Gas.", "de", [16, 9, 7]),
        ("„Es sind 16 Öfen. Nur neun sollen brennen“, sagte er.", "de", [16, 9]),
        ("L'atelier sort quatre fours par mois et en livrera neuf en 2031.", "fr", [4, 9]),
        ("Il y a 52 fours et il en faut 65.", "fr", [52, 65]),
    ],
)  # fmt: skip
def test_a_number_that_stands_for_what_was_named_is_a_count(text, language, found):
    assert values(text, language) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The six potters of hall 40 met.", [6]),
        ("Four kilns were lit before six in the morning.", [4]),
        ("It lost six kilns, the barge of hall 26 in all weathers.", [6]),
        ("He has six kilns; he is 52.", [6]),
        ("Six kilns stand in Norr 2.", [6]),
        ("The two makers met, and a wall stood between the two.", [2]),
        ("I got seven.", []),
        ("The loan runs for 40 years, with no interest in the first ten.", [40]),
        ("The six kilns were cut in three.", [6]),
    ],
)
def test_the_number_of_a_thing_an_age_an_hour_and_a_part_are_none(text, found):
    assert values(text) == found
