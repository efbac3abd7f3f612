"""Every class of verbs in every mood: the kind of a count of things follows from the two, whatever the verb."""

from __future__ import annotations

import pytest
from tests.evidence.labels import claims_of

VERBS = {
    "done": [("vat", "vatted", "vatted", "vatting"), ("build", "built", "built", "building"), ("paint", "painted", "painted", "painting"), ("clean", "cleaned", "cleaned", "cleaning")],
    "plain": [("insure", "insured", "insured", "insuring"), ("scrap", "scrapped", "scrapped", "scrapping"), ("guard", "guarded", "guarded", "guarding"), ("lose", "lost", "lost", "losing"), ("turn away", "turned away", "turned away", "turning away"), ("lay up", "laid up", "laid up", "laying up")],
    "bought": [("order", "ordered", "ordered", "ordering"), ("charter", "chartered", "chartered", "chartering"), ("lock in", "locked in", "locked in", "locking in")],
    "given": [("donate", "donated", "donated", "donating"), ("give away", "gave away", "given away", "giving away")],
    "promised": [("pledge", "pledged", "pledged", "pledging")],
    "meant": [("plan", "planned", "planned", "planning"), ("moot", "mooted", "mooted", "mooting")],
}  # fmt: skip
"""Base, past, participle, -ing."""

REAL = {"done": "output", "plain": "statement", "bought": "order", "given": "output", "promised": "pledge", "meant": "target"}  # fmt: skip
GOING_ON = REAL | {"done": "statement", "given": "pledge"}
FUTURE = {"done": "target", "plain": "target", "bought": "order", "given": "pledge"}
PLANNED = {"done": "target", "plain": "target", "bought": "target", "given": "target"}
ABLE = {"done": "capacity", "plain": "capacity", "given": "capacity"}
MOODS = [
    ("The guild {past} 40 hulls last year.", REAL),
    ("The guild has {done} 40 hulls.", REAL),
    ("By June the guild had already {done} 40 hulls.", REAL),
    ("The guild said it had {done} 40 hulls.", REAL),
    ("Having {done} 40 hulls, the guild closed.", REAL),
    ("The guild closed after {doing} 40 hulls.", REAL),
    ("After {doing} 40 hulls, the guild closed.", REAL),
    ("The guild opened a yard and {past} 40 hulls.", REAL),
    ("The guild, which {past} 40 hulls last year, is old.", REAL),
    ("The guild is {doing} 40 hulls.", GOING_ON),
    ("The guild is {doing} 40 hulls a month.", REAL),
    ("The guild will {do} 40 hulls.", FUTURE),
    ("The guild said it would {do} 40 hulls.", FUTURE),
    ("The guild will open a yard and {do} 40 hulls.", FUTURE),
    ("The guild plans to {do} 40 hulls.", PLANNED),
    ("The guild can {do} 40 hulls a year.", ABLE),
    ("40 hulls were {done} last year.", REAL),
    ("Some 40 hulls have been {done}.", REAL),
    ("By June 40 hulls had been {done}.", REAL),
    ("Of the 60 hulls, 40 were {done}.", REAL),
    ("40 hulls are being {done}.", GOING_ON | {"given": "pledge"}),
    ("40 hulls will be {done}.", FUTURE),
    ("40 hulls are expected to be {done}.", PLANNED),
    ("40 hulls can be {done} a year.", ABLE),
    ("The 40 hulls that were {done} are blue.", REAL),
    ("It showed the 40 hulls that the guild {past}.", REAL),
]


SAID = [(name, mood, kinds[name]) for mood, kinds in MOODS for name in VERBS if name in kinds]


@pytest.mark.parametrize(("name", "mood", "kind"), SAID)
def test_kind_follows_from_class_and_mood(name, mood, kind):
    for do, past, done, doing in VERBS[name]:
        text = mood.format(do=do, past=past, done=done, doing=doing)
        found = next(c.kind for c in claims_of(text) if "40" in c.words)
        assert (text, found) == (text, kind)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("We are opening 40 lines.", "output"),  # at one stroke, again and again
        ("The guild is dyeing 40 hulls next year.", "target"),
        ("It ordered 40 hulls that it had tested.", "order"),
        ("The guild is to grow by opening 40 lines.", "target"),
        ("The project calls for 40 hulls.", "target"),
        ("The strikers call for 40 hulls.", "statement"),
        ("Two of the six planned hulls were built.", "output"),
        ("The guild will build a hall at a cost of £40m.", "target"),
        ("The guild committed a further £40m, calling the agreement fair.", "pledge"),
        ("The guild won 40 seats.", "statement"),
        ("The guild has 40 bolts a week of spare capacity.", "capacity"),
        ("The 40 looms can weave cloth.", "statement"),
        ("Some 40 towns agreed to buy cloth.", "statement"),
        ("The state will make £40m available for cloth.", "pledge"),
        ("Only a fifth had been delivered by June.", "output"),
        ("Cloth has become 18 per cent dearer.", "comparison"),
        ("The remaining 40 hulls are between two and four months behind.", "delay"),
        ("Some 40 hulls were not ready.", "statement"),
        ("The guild announced the construction of 40 hulls.", "target"),
        ("The deal provides for the delivery of 40 hulls.", "order"),
        ("The plan includes 40 hulls.", "target"),
        ("Production of 40 hulls will begin in May.", "target"),
        ("The guild hopes for orders for 40 hulls.", "target"),
        ("The guild is in talks to buy 40 hulls.", "target"),
        ("The guild is negotiating the purchase of 40 hulls.", "target"),
        ("The dock holds up to 40 hulls.", "capacity"),
        ("The guild is raising output to 40 hulls a month.", "target"),
        ("The guild was hired to paint 40 hulls.", "order"),
        ("The guild had 40 hulls built at York.", "output"),
        ("The guild has 40 hulls to build.", "target"),
        ("To build 40 hulls, the guild hired dyers.", "target"),
        ("It costs £40 to build one.", "price"),
        ("The shortfall was 40 hulls.", "comparison"),
        ("The cut could have been £40m.", "comparison"),
        ("Cloth is sold at a premium of 40%.", "comparison"),
        ("Cloth has lost half of its value.", "comparison"),
        ("Some 40 lines opened in May.", "output"),
        ("Some 40 hulls were to have been built.", "statement"),
        ("The deal lets the guild build 40 hulls a year.", "capacity"),
        ("The deal will let the guild build 40 hulls a year.", "target"),
        ("The guild is close to launching 40 hulls.", "target"),
        ("The guild was awarded £40m.", "money"),
        ("Talks on 40 hulls go on.", "target"),
    ],
)
def test_what_stands_around_a_verb_may_decide(text, kind):
    assert claims_of(text)[0].kind == kind


def test_the_whole_is_plain_whatever_its_part_does():
    for end in ("have been built", "will be built", "are late"):
        kinds = {c.words: c.kind for c in claims_of(f"Two of the 40 hulls {end}.")}
        assert kinds["40 hulls"] == "statement"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("York ships 40 hulls a month.", "output"),
        ("The ships carried 40 bolts.", "output"),
        ("York plants 40 trees a day.", "output"),
        ("At the plant 40 hulls were built.", "output"),
        ("York orders 40 hulls.", "order"),
        ("The orders cover 40 hulls.", "order"),
        ("York plans 40 hulls.", "target"),
        ("The plans cover 40 hulls.", "target"),
        ("York reserves 40 hulls.", "order"),
        ("York's reserves reached 40 hulls.", "statement"),
        ("York guards 40 hulls.", "statement"),
        ("York gave the guard 40 hulls.", "output"),
        ("York sold the police 40 hulls.", "output"),
        ("The supply ships sank 40 hulls.", "statement"),
        ("Deliveries sank 40%.", "comparison"),
        ("York stocks 40 hulls.", "statement"),
        ("Stocks reached 40 hulls.", "statement"),
        ("York exports 40 hulls a month.", "output"),
        ("Exports rose to 40 hulls.", "output"),
    ],
)
def test_a_word_that_is_noun_and_verb_is_read_as_either(text, kind):
    assert claims_of(text)[0].kind == kind
