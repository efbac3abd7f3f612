"""How a figure stands to the world, by what governs it."""

from __future__ import annotations

import pytest

from offtake.evidence.reading.kinds.aspects import aspect_around, aspect_of, is_late, of_unit
from offtake.evidence.reading.kinds.frames.closed import closed
from offtake.evidence.reading.kinds.frames.frame import Frame
from offtake.evidence.rules.rules import rules

KNOWN = rules().data["aspect"]


@pytest.mark.parametrize(
    ("frame", "thing", "aspect"),
    [
        (Frame("object", "do"), "units", "done"),
        (Frame("object", "do", "planned"), "units", "meant"),
        (Frame("object", "buy", "future"), "units", "contracted"),
        (Frame("object", "buy", "planned"), "units", "meant"),
        (Frame("object", "buy", "promise"), "units", "contracted"),
        (Frame("object", "make", "order"), "units", "contracted"),
        (Frame("object", "make", "promise"), "units", "promised"),
        (Frame("object", "make", "ability"), "units", "able"),
        (Frame("object", "make", "vain"), "units", "plain"),
        (Frame("subject", "make", "under way"), "units", "plain"),
        (Frame("subject", "slip"), "units", "late"),
        (Frame("by", "rise"), "share", "compared"),
        (Frame("by", "rise", "future"), "share", "meant"),
        (Frame("object", "give", "future"), "units", "promised"),
        (Frame("object", "announce"), "units", "meant"),
        (Frame("agent", "do"), "units", "plain"),
        (Frame("part"), "means", "plain"),
        (Frame("oblique", "", "real", "order"), "money", "contracted"),
        (Frame("oblique", "", "future", "output"), "units", "meant"),
        (Frame("complement", "reach", "future", "capacity"), "units", "meant"),
        (Frame("complement", "reach", "ability", "output"), "units", "meant"),
        (Frame("object", "cost", "future"), "money", "meant"),
        (Frame(), "units", ""),
    ],
)
def test_the_aspect_of_a_frame(frame, thing, aspect):
    assert aspect_of(frame, thing, KNOWN) == aspect


def test_public_money_that_will_be_spent_is_promised_and_a_firms_is_not():
    spends = Frame("object", "spend", "future")
    assert aspect_of(spends, "money", KNOWN, public=True) == "promised"
    assert aspect_of(spends, "money", KNOWN) == "plain"
    assert aspect_of(Frame("object", "spend", "planned"), "money", KNOWN, public=True) == "meant"
    assert aspect_of(Frame("object", "spend"), "money", KNOWN, public=True) == "plain"


@pytest.mark.parametrize(
    ("before", "after", "late"),
    [
        ("Delivery of ", " has slipped.", True),
        ("", " patients are still waiting.", True),
        ("It waits for ", ".", True),
        ("It delivered ", ", and slipped up.", False),
    ],
)
def test_what_waits_is_late(before, after, late):
    assert bool(is_late(before, after, closed(rules(), "en"))) == late


def test_units_may_say_themselves_what_they_are():
    assert of_unit("plain", "order") == "contracted"
    assert of_unit("", "output") == "done"
    assert of_unit("meant", "output") == "meant"


def test_where_no_verb_is_seen_a_contract_before_the_figure_decides_but_not_for_people():
    words = closed(rules(), "en")
    assert aspect_around("The contract: 40 guns.", "The contract: ", "units", words) == "contracted"
    assert aspect_around("The contract: 40 men.", "The contract: ", "means", words) == "plain"
    assert aspect_around("40 guns, no contract", "", "units", words) == "plain"
