"""Who an English sentence opens with, and for whom a later verb of it speaks."""

from __future__ import annotations

import pytest
from tests.evidence.labels import claims_of


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Acme shut the two mills and said it would sell 40 looms.", "Acme"),
        ("Acme Looms, a maker of cloth, cut its forecast, saying it would sell 40 looms.", "Acme Looms"),
        ("The agency has determined that 40 looms are idle.", "agency"),
        ("Ann Holm and Bo Lind said 40 looms were idle.", "Ann Holm and Bo Lind"),
        ("The agency and Acme Looms on Tuesday announced 40 looms.", "agency and Acme Looms"),
        ("YORK, July 18 (Agency) -- Acme Looms, a maker of cloth, said it has sold 40 looms.", "Acme Looms"),
        ("The army in May 2025 announced 40 looms.", "army"),
        ("The cloth makers sell 40 looms, according to the consulting firm Warp Weft.", "Warp Weft"),
        ("Sales fell by 40 looms, according to figures published on Monday by the Guild of Weavers (GW).", "Guild of Weavers"),
        ("Data from Acme showed 40 looms.", "Acme"),
        ("A Guild of Weavers survey found 40 looms.", "Guild of Weavers"),
        ("The guild expects 40 looms to be sold, said Ann Holm, its buyer.", "Ann Holm"),
        ("The guild will send 40 looms to York, Maj.-Gen. Bo Lind said on Friday.", "Bo Lind"),
        ("Earlier this week Acme idled two mills, and said it would sell 40 looms.", "Acme"),
        ("The 40 looms have been sold, it said.", ""),
        ("Both the ministry and the agency said 40 looms were idle.", "ministry and agency"),
        ("Ann Holm, head of the guild, bluntly warned that 40 looms were idle.", "Ann Holm"),
        ("Acme gave no price but confirmed that 40 looms were idle.", "Acme"),
        ("The ministry declined to give a price but said 40 looms were idle.", "ministry"),
        ("Ann Holm was quoted by the paper as saying that 40 looms were idle.", "Ann Holm"),
        ("The latest figures from the port authority show 40 looms.", "port authority"),
        ("Transport for York said 40 looms were idle.", "Transport for York"),
        ("The state-owned Loom Board of York said 40 looms were idle.", "Loom Board of York"),
        ("York-focused Warpington said 40 looms were idle.", "Warpington"),
    ],
)  # fmt: skip
def test_who_speaks(text, speaker):
    assert {c.speaker for c in claims_of(text, "en", "2026-04-16")} == {speaker}


@pytest.mark.parametrize(
    "text",
    [
        "The guild's largest projects are 40 looms over plan.",
        "The mill was so full that 40 looms stood outside.",
        "Wages rose by 40% and fell again.",
    ],
)
def test_what_reports_nothing(text):
    assert {c.speaker for c in claims_of(text)} == {""}
