"""Who speaks, where the press puts something between or before: each is read off its sentence."""

from __future__ import annotations

import pytest
from tests.evidence.labels import claims_of


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("In January Orle reported 40 orders.", "Orle"),
        ("The Ministry of Harbours and Inland Waters said 40 tugs are due.", "Ministry of Harbours and Inland Waters"),
        ("It is not much, but industry sources said 40 tugs are due.", "industry sources"),
        ("Sales dropped 41 percent, a slide the maker said reflects the weather.", "maker"),
        ("Stocks reached 323, which port experts say will last.", "port experts"),
        ("Traders are estimating that 40 tugs were sold.", "Traders"),
        ("Yard did not get 90% of the steel - Kurier", "Kurier"),
        ("Orle Corp said it had sold 40 tugs.", "Orle Corp"),
        ("The yard's biggest projects are 40 days late.", ""),
        ("Sales came to 40 tugs, worth $3m, reported in the same month of 2024.", ""),
    ],
)  # fmt: skip
def test_the_speaker_of_a_figure(text, speaker):
    assert claims_of(text)[0].speaker == speaker
