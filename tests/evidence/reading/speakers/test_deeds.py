"""Who promises, offers or plans for itself tells nothing; who says so does."""

from __future__ import annotations

import pytest
from tests.evidence.labels import claims_of


def speakers(text: str, language: str = "en") -> set[str]:
    return {c.speaker for c in claims_of(text, language)}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The council has pledged £40m for the mill."),
        ("en", "The foundry hopes to sell 40 looms."),
        ("en", "The guild offered 40 looms."),
        ("en", "The port agreed to buy 40 looms."),
        ("en", "The harbour plan foresees 40 cranes."),
        ("en", "The losing bidder, Torp Marine, offered 40 boats."),
        ("en", "Bergen and the province committed $40m."),
        ("en", "Mill workers reject 4% pay offer."),
        ("en", "The guild rejected four of nine bids."),
        ("en", "Loom maker Torp raised its forecast for sales to $40m."),
        ("en", "The board declared an interim dividend of £4 a share."),
        ("de", "Der Kanton hat 40 Millionen Franken zugesagt."),
        ("de", "Die Gilde bietet 40 Pressen."),
        ("fr", "La région a promis 40 millions d'euros."),
        ("fr", "Le syndicat prévoit de vendre 40 presses."),
    ],
)
def test_what_a_body_promises_or_means_to_do_is_told_by_the_paper(language, text):
    assert speakers(text, language) == {""}


@pytest.mark.parametrize(
    ("language", "text", "speaker"),
    [
        ("en", "The council pledged that 40 looms would stand.", "council"),
        ("en", "There will be 40 looms, the council promised.", "council"),
        ("en", "Ida Falk pledged 40 looms.", "Ida Falk"),
        ("en", "The minister promised 40 looms.", "minister"),
        ("en", "The guild expects sales of 40 looms.", "guild"),
        ("en", "The guild rejected reports of 40 idle looms.", "guild"),
        ("en", "The Loom Ministry raised its forecast for sales to $40m.", "Loom Ministry"),
        ("en", "The guild wants the port to buy 40 looms.", "guild"),
        ("de", "Der Kanton sicherte zu, dass 40 Pressen stehen.", "Kanton"),
        ("de", "Der Kanton sagte, es seien 40 Pressen.", "Kanton"),
        ("de", "Es werden 40 Pressen, verspricht der Kanton.", "Kanton"),
        ("fr", "La région a promis que 40 presses tourneraient.", "région"),
        ("fr", "Il y aura 40 presses, a promis la région.", "région"),
        ("fr", "Le syndicat prévoit une vente de 40 presses.", "syndicat"),
    ],
)
def test_who_tells_what_is_promised_or_expected_speaks(language, text, speaker):
    assert speakers(text, language) == {speaker}
