"""Who closes a sentence of the press, without a name or with a clause before: papers, the media, whoever objects; and who does not speak."""

import pytest
from tests.evidence.labels import claims_of


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("The mill will need 40 more spinners, a deputy objected.", "deputy"),
        ("The mill needs 40 spinners, local media reported.", "local media"),
        ("Few of 310 doses were given in Lunde on Monday, reports said.", "reports"),
        ("Layoffs will hit 40 of the 90 spinners, a notice filed with the county shows.", "notice filed with the county"),
        ("“The board votes on 40 papers,” complained the Liberal budget spokeswoman, Ida Falk. “It has two days.”", "Ida Falk"),
        ("According to Norrvik the coal purchase will bring Orland over 3,000 jobs.", "Norrvik"),
        ("Orland has asked to buy 40 looms with spare parts, training and technical help, the Trade Agency said on Friday; such a sale would cost an estimated 90 million dollars.", "Trade Agency"),
        ("When Norrvik should have sent 40 looms a month, it wrote letter after letter, documents show.", "documents"),
        ("Over the past 10 years the auditors have looked at Orland's mills time and again; nearly every loom has come 3 years late, they said.", "auditors"),
        ("40 of the 90 spinners will go before April, the Orland mill announced last week.", "Orland mill"),
        ("At their best the mills could turn out 40 looms, the loom analyst works out.", "loom analyst"),
        ("40 looms are due to go in ten years, the guild informed the panel.", "guild"),
        ("By the calculation of the Court of Audit, the bill ought to be 40 million euros larger.", "Court of Audit"),
    ],
)  # fmt: skip
def test_who_closes_a_sentence(text: str, wanted: str) -> None:
    assert {c.speaker for c in claims_of(text, "en") if c.speaker} == {wanted}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Earlier reports said 40 spinners were hurt.", "Earlier reports"),
        ("The Orland order shows that 40 looms are needed.", ""),
        ("The Orland strike shows that 40 mills are too few.", ""),
        ("The leaked documents were worth 40 million euros.", ""),
        ("The leaked documents that tell of 40 looms were real.", "leaked documents"),
        ("The museum returned objects worth 40 million euros.", ""),
        ("The Ministry of Consumer Affairs, Food and Public Distribution said 40 mills had closed.", "Ministry of Consumer Affairs, Food and Public Distribution"),
    ],
)  # fmt: skip
def test_events_and_objects_do_not_speak_and_bodies_keep_their_fields(
    text: str, wanted: str
) -> None:
    assert {c.speaker for c in claims_of(text, "en")} == {wanted}
