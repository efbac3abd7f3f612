"""What governs a figure is found by the grammar of an English clause, in trades that no list of words knows."""

from __future__ import annotations

import pytest
from tests.evidence.reading.kinds.frames.framed import frame


@pytest.mark.parametrize(
    ("text", "role", "verb", "mood"),
    [
        ("The dyers vatted [40 bolts].", "object", "do", "real"),
        ("The dyers brought in [40 bolts].", "object", "make", "real"),
        ("The dyers will vat [40 bolts].", "object", "do", "future"),
        ("The dyers expect to vat [40 bolts].", "object", "do", "planned"),
        ("The dyers pledged to vat [40 bolts].", "object", "do", "promise"),
        ("The vat can hold about [40 bolts].", "object", "rest", "ability"),
        ("The dyers failed to vat [40 bolts].", "object", "do", "vain"),
        ("The dyers claim to make [40 bolts].", "object", "make", "real"),
        ("The dyers are capable of making [40 bolts].", "object", "make", "ability"),
        ("Some [40 bolts] were dyed.", "subject", "do", "real"),
        ("Some [40 bolts] are to be dyed.", "subject", "do", "planned"),
        ("The guild sent York [40 bolts].", "object", "give", "real"),
        ("the [40 bolts] they promised", "object", "promise", "real"),
        ("There is room for [40 bolts].", "oblique", "", "ability"),
        ("Sales fell by [40 bolts].", "by", "rise", "real"),
        ("Dyes and [40 bolts] burned.", "agent", "", "real"),
        ("It sent the guild [40 bolts].", "object", "give", "real"),
        ("The guild closed two of its [40 vats].", "part", "", "real"),
        ("The price moved, up [40 pence] from May.", "by", "rise", "real"),
        ("Output is capped at [40 bolts].", "oblique", "limit", "real"),
        ("It makes [40 bolts] fewer than in May.", "by", "rise", "real"),
        ("It missed the [40 bolts] analysts had expected.", "object", "intend", "planned"),
        ("It plans vats, including [40 vats] at York.", "object", "intend", "planned"),
        ("The guild announced [40 closures].", "object", "announce", "real"),
    ],
)
def test_verb_and_mood_are_seen_in_any_trade(text, role, verb, mood):
    found = frame(text)
    assert (found.role, found.verb, found.mood) == (role, verb, mood)


@pytest.mark.parametrize(
    ("text", "head"),
    [("The harvest came to [40 tonnes].", "output"), ("an annual capacity of [40 tonnes]", "capacity"), ("missed its target of [40]", "target"), ("Capacity rose to [40 tonnes].", "capacity"), ("Output in May: [40 tonnes]", "output"), ("Stocks stood at [40 tonnes].", "need")],
)  # fmt: skip
def test_a_noun_may_say_what_the_figure_is(text, head):
    assert frame(text).head == head


@pytest.mark.parametrize(
    ("clause", "role"),
    [
        ("Eighteen of its [40 guilds] closed.", "part"),
        ("The dyers vatted a batch of [40 bolts].", ""),
        ("The guild owns [40%] more vats than in May.", "by"),
        ("The guild fell [40%] short.", "by"),
        ("It sold [40 bolts] in May.", "object"),
        ("In the worst case [40 bolts] are dyed.", "subject"),
        ("At York the guild dyed [40 bolts].", "object"),
        ("[40 bolts] were dyed.", "subject"),
    ],
)
def test_the_role_of_a_figure(clause, role):
    assert frame(clause).role == role


def test_slack_before_a_figure_changes_nothing():
    for slack in ("", "about ", "more than ", "no more than ", "up to ", "only about ", "another ", "roughly "):  # fmt: skip
        found = frame(f"The dyers will vat {slack}[40 bolts].")
        assert (found.role, found.verb, found.mood) == ("object", "do", "future")


def test_to_whom_changes_nothing():
    plain = frame("The dyers delivered [40 bolts].")
    assert (plain.role, plain.mood) == ("object", "real")
    for between in ("York", "the guild", "to the northern towns"):
        assert frame(f"The dyers delivered {between} [40 bolts].") == plain


def test_of_two_verbs_the_nearer_governs():
    assert frame("The guild promised bolts and made [40 vats].").verb == "make"
    assert frame("The guild made vats and promised [40 bolts].").verb == "promise"
    assert frame("The guild promised bolts, then made 30 vats and [40 bolts].").verb == "make"
    assert frame("The guild made vats, then promised 30 vats and [40 bolts].").verb == "promise"
