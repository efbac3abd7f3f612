"""Kind is what the table of the manual says of thing and aspect, and nothing else."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from tests.evidence.labels import claims_of

from offtake.evidence.claim import KINDS
from offtake.evidence.rules.rules import rules

MANUAL = Path(__file__).parents[4] / "docs" / "evidence.md"


def test_the_table_gives_known_kinds_only():
    assert {k for row in rules().kind_table.values() for k in row.values()} <= set(KINDS)


def test_the_manual_prints_the_table_that_is_used():
    rows = re.findall(
        r"^\| `(\w+)`[^|]*\|(.*)\|$", MANUAL.read_text(encoding="utf-8"), re.MULTILINE
    )
    printed = {name: cells.replace(" ", "").split("|") for name, cells in rows}
    assert len(printed) >= 8
    for thing, row in rules().kind_table.items():
        assert printed[thing] == list(row.values())


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("The dyers turned out 40 bolts in May.", "output"),
        ("The dyers can vat 40 bolts a day.", "capacity"),
        ("The dyers mean to vat 40 bolts, a plan to make 40 vats.", "target"),
        ("The guild promised York 40 bolts.", "pledge"),
        ("York signed a contract for the supply of 40 bolts.", "order"),
        ("Delivery of 40 bolts has slipped.", "delay"),
        ("Output rose 40%.", "comparison"),
        ("The guild employs 40 dyers.", "statement"),
        ("A bolt costs £40.", "price"),
        ("The ministry announced £40m for the dyers.", "pledge"),
        ("The dyers will invest £40m.", "money"),
        ("Under the agreement the dyers will supply 40 bolts.", "order"),
        ("The dyers did not receive 40 bolts.", "delay"),
        ("Delivery of the last 40 bolts has slid to the autumn.", "delay"),
        ("The guild has its sights on 40 bolts.", "target"),
        ("At full tilt the mill dyes 40 bolts a day.", "capacity"),
        ("The king helped York with 40 bolts.", "output"),
        ("The dyers stopped making 40 bolts.", "statement"),
        ("The guild is to get a works, with a capacity of 40 bolts.", "target"),
        ("The king vowed that 40 bolts would be made.", "pledge"),
        ("The guild offered 40 bolts.", "target"),
        ("The dyers have a £40m fund promised by the king.", "pledge"),
        ("The vat is 80 per cent complete.", "output"),
        ("The number of bolts sold rose to 40.", "output"),
        ("The king pledged cloth worth £40m.", "pledge"),
        ("The ministry finalised £40m in grants for the dyers.", "pledge"),
        ("The guild has confirmed to York that it will deliver 40 bolts.", "pledge"),
        ("The guild was expected to deliver to the northern towns 40 bolts.", "target"),
        ("The 40 bolts coming in May are blue.", "target"),
        ("Another 40 bolts are arriving in York this week.", "target"),
        ("Some 40 bolts have been contracted from the guild.", "order"),
        ("The guild would supply 40 bolts in a deal with York.", "order"),
        ("The guild won a £40m (€50m) order.", "order"),
        ("The department store announced £40m in savings.", "money"),
        ("The 40 bolts arriving in York each day are blue.", "output"),
        ("Analysts agreed that it would deliver 40 bolts.", "target"),
        ("The debt would amount to 4% of GDP.", "money"),
        ("Rumours that the guild hides 40 bolts are unfounded, York said.", "denial"),
    ],
)
def test_the_kind_of_a_figure(text, kind):
    assert next(c.kind for c in claims_of(text) if c.words) == kind


@pytest.mark.parametrize(
    ("text", "language", "found"),
    [
        ("It will create 4,000 weaving and 400 dyeing jobs.", "en", [(4000, "jobs"), (400, "jobs")]),
        ("It ships 40 million bolts (4 crore) a year.", "en", [(4e7, "bolts")]),
        ("The guild kept its six-million-bolt pledge.", "en", [(6e6, "bolts")]),
        ("They took the number of vats in York to 4,100.", "en", [(4100, "vats")]),
        ("It cuts 3,000-pound bars of steel.", "en", []),
        ("It paid a 2,000-pound fine.", "en", [(2000, "GBP")]),
        ("It received Rs.1240.50 crore.", "en", [(12405e6, "INR")]),
        ("Le nombre de fabricants est passé de 6 à 40.", "fr", [(6, "manufacturers"), (40, "manufacturers")]),
    ],
)  # fmt: skip
def test_what_is_counted(text, language, found):
    assert [(c.value, c.unit) for c in claims_of(text, language) if c.words] == found
